# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Only what is on the white list reaches the browser, with licence and without source maps."""

import json
from pathlib import Path

import pytest

from tools.assets import BUNDLED, FILES, ICON_NAMES, ICONS, INTER, MissingAssetError, copy_assets


def write(path: Path, text: str) -> None:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Packages as npm lays them out, with more in them than we want."""
    folder = tmp_path / "node_modules"
    for package, source, _ in FILES:
        write(folder / package / source, "a{}\n//# sourceMappingURL=a.map")
        write(folder / package / "dist" / "unwanted.js", "")
    write(folder / INTER / "index.css", "a{src: url(./files/inter.woff2)}")
    write(folder / INTER / "files" / "inter.woff2", "font")
    write(folder / INTER / "files" / "italic.woff2", "font")
    for icon in ICON_NAMES:
        write(folder / ICONS / "dist" / "svg" / f"{icon}.svg", "<svg/>")
    for package in {*(package for package, _, _ in FILES), ICONS, *BUNDLED}:
        write(folder / package / "package.json", '{"version": "1.2.3", "license": "MIT"}')
    write(folder / INTER / "LICENSE", "the whole licence")
    return folder


def test_only_the_white_list_is_copied(modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"

    copy_assets(modules, target)

    kept = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert {name for name in kept if not name.startswith(("LICENSES/", "icons/"))} == {
        *(name for _, _, name in FILES),
        "inter/files/inter.woff2",
        "versions.json",
    }
    assert {name for name in kept if name.startswith("icons/")} == {
        f"icons/{icon}.svg" for icon in ICON_NAMES
    }


def test_source_maps_are_not_named(modules: Path, tmp_path: Path) -> None:
    copy_assets(modules, tmp_path / "vendor")

    assert (tmp_path / "vendor" / "designsystemet" / "web.js").read_text() == "a{}"


def test_each_package_has_its_licence_and_version(modules: Path, tmp_path: Path) -> None:
    copy_assets(modules, tmp_path / "vendor")

    licences = tmp_path / "vendor" / "LICENSES"
    versions = json.loads((tmp_path / "vendor" / "versions.json").read_text())
    assert set(versions.values()) == {"1.2.3"}
    assert len(versions) == len(list(licences.iterdir()))
    inter = licences / "fontsource-variable-inter.txt"
    assert inter.read_text() == "the whole licence"
    assert "MIT" in (licences / "navikt-aksel-icons.txt").read_text()


def test_what_was_there_stays_when_a_package_is_missing(modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "vendor"
    write(target / "old.css", "old")
    (modules / ICONS / "dist" / "svg" / f"{ICON_NAMES[0]}.svg").unlink()

    with pytest.raises(MissingAssetError, match=ICON_NAMES[0]):
        copy_assets(modules, target)

    assert (target / "old.css").read_text() == "old"
