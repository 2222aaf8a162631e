# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Copy styles, web components, font and icons from `node_modules` to `build/vendor`.

Only what stands in the white list is copied: whole `dist` folders hold source maps that take
minutes to compress. References to source maps are removed, since a manifest of static files
refuses names it cannot find. The licence of each package and the versions go along.

Run it as `python tools/assets.py [TARGET]`; `dev.py` does so in its set-up.
"""

import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "build" / "vendor"

CSS = "@digdir/designsystemet-css"
WEB = "@digdir/designsystemet-web"
INTER = "@fontsource-variable/inter"
ICONS = "@navikt/aksel-icons"

# (package, file in it, file in the target)
FILES = (
    (CSS, "dist/theme/designsystemet.css", "designsystemet/designsystemet.css"),
    (CSS, "dist/src/index.css", "designsystemet/index.css"),
    (WEB, "dist/umd/index.js", "designsystemet/web.js"),
    (INTER, "index.css", "inter/index.css"),
)
# What the web components carry inside their bundle; their licences go along as well.
BUNDLED = (
    "@floating-ui/core",
    "@floating-ui/dom",
    "@floating-ui/utils",
    "@u-elements/u-combobox",
    "@u-elements/u-datalist",
    "@u-elements/u-details",
    "@u-elements/u-tabs",
)
ICON_NAMES = (
    "ArrowRedo",
    "ArrowRight",
    "ArrowUndo",
    "ArrowsUpDown",
    "BarChart",
    "Branching",
    "Buildings3",
    "Calculator",
    "Calendar",
    "CheckmarkCircle",
    "ChevronDown",
    "ChevronLeft",
    "ChevronRight",
    "ChevronUp",
    "Clock",
    "Cog",
    "Download",
    "DragVertical",
    "ExclamationmarkTriangle",
    "ExternalLink",
    "FileExcel",
    "FilePdf",
    "FileText",
    "FileWord",
    "FloppydiskFill",
    "Gavel",
    "Globe",
    "House",
    "InformationSquare",
    "Leave",
    "LineGraph",
    "Link",
    "MagnifyingGlass",
    "MenuElipsisVertical",
    "MenuHamburger",
    "Moon",
    "PencilWriting",
    "PersonCircle",
    "PersonGroup",
    "Plus",
    "PrinterSmall",
    "QuestionmarkCircle",
    "Sun",
    "Tasklist",
    "Trash",
    "XMark",
)
MAP_REFERENCE = re.compile(r"\n?(?://|/\*)# sourceMappingURL=[^\n]*")
FONT_REFERENCE = re.compile(r"url\((?:\./)?(files/[\w.-]+)\)")


class MissingAssetError(Exception):
    """A file of the white list is not in `node_modules`."""


def copy_assets(modules: Path, target: Path) -> dict[str, str]:
    """Fill `target` afresh from `modules`; return the version of each package copied.

    Raises:
        MissingAssetError: A package, or a file of it, is not there. `target` is then unchanged.
    """
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for package, source, name in FILES:
        _copy_text(_found(modules / package / source), fresh / name)
    _copy_fonts(modules / INTER, fresh / "inter")
    for icon in ICON_NAMES:
        _copy_text(
            _found(modules / ICONS / "dist" / "svg" / f"{icon}.svg"),
            fresh / f"icons/{icon}.svg",
        )
    versions = {
        package: _copy_licence(modules / package, package, fresh / "LICENSES")
        for package in (CSS, WEB, INTER, ICONS, *BUNDLED)
    }
    _write(fresh / "versions.json", json.dumps(versions, indent=2, sort_keys=True) + "\n")
    shutil.rmtree(target, ignore_errors=True)
    fresh.replace(target)
    return versions


def _found(path: Path) -> Path:
    if not path.is_file():
        raise MissingAssetError(
            f"{path} is missing: install the packages of package-lock.json first, or correct "
            "the white list in tools/assets.py."
        )
    return path


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy_text(source: Path, target: Path) -> None:
    _write(target, MAP_REFERENCE.sub("", source.read_text(encoding="utf-8")))


def _copy_fonts(package: Path, target: Path) -> None:
    for name in sorted(set(FONT_REFERENCE.findall((target / "index.css").read_text("utf-8")))):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_found(package / name), target / name)


def _copy_licence(folder: Path, package: str, target: Path) -> str:
    """Copy the licence of a package, or what it declares; return its version."""
    declared = json.loads(_found(folder / "package.json").read_text(encoding="utf-8"))
    file_name = package.replace("@", "").replace("/", "-") + ".txt"
    licence = folder / "LICENSE"
    text = (
        licence.read_text(encoding="utf-8")
        if licence.is_file()
        else f"{package} {declared['version']} declares the licence {declared['license']}.\n"
    )
    _write(target / file_name, text)
    return str(declared["version"])


def main(arguments: list[str]) -> int:
    """Copy, and say what was copied."""
    target = Path(arguments[0]) if arguments else TARGET
    try:
        versions = copy_assets(MODULES, target)
    except MissingAssetError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{target.name}: " + ", ".join(f"{name} {v}" for name, v in versions.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
