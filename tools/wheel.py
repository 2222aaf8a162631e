# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a wheel holds besides the source: files for the browser, languages and published cases.

A hook of hatchling. Whoever installs the wheel needs neither npm nor this checkout. Make one with

    python3 dev.py setup
    .boot/bin/uv build --wheel --no-build-isolation
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EDITABLE = "editable"


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds what `dev.py setup` made; an editable install finds it in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to add, or say how to make them."""
        if version == EDITABLE:
            return
        root = Path(self.root)
        vendor = root / "build" / "vendor"
        locale = root / "src" / "ambulant_web" / "locale"
        untranslated = [p for p in locale.rglob("*.po") if not p.with_suffix(".mo").exists()]
        if not (vendor / "versions.json").exists() or untranslated:
            raise RuntimeError("Run `python3 dev.py setup` first: it makes what the wheel holds.")
        included: dict[str, str] = build_data["force_include"]
        included[str(vendor)] = "ambulant_web/vendor"
        included[str(root / "cases")] = "ambulant/cases"
        for path in sorted(locale.rglob("*.mo")):
            included[str(path)] = path.relative_to(root / "src").as_posix()
