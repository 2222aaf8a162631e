# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The habits of the house that no linter knows, as tests."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from ambulant.cli.main import find_commands

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src" / "ambulant"
WEB = ROOT / "src" / "ambulant_web"
MOST_LINES = 500
MOST_FUNCTION_LINES = 60
CODE = {".py", ".html", ".css", ".js"}
WITH_HEADER = {".py", ".css", ".js", ".yaml", ".yml", ".toml", ".po", ".sh", ".typ"}
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(work|root|home/\w+|Users/\w+)/")
REGISTRY = re.compile(r"\b(pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com)", re.I)
CLOCK_CALLS = {"today", "now", "utcnow"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file of the project that is or may be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("This is no git checkout, so the project's own files cannot be told apart.")
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def texts(suffixes: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield name and content of each text file, of some kinds or of all."""
    for path in project_files():
        if suffixes is None or path.suffix in suffixes:
            content = path.read_bytes()
            if b"\0" not in content:
                yield path.relative_to(ROOT).as_posix(), content.decode()


def is_generated(name: str) -> bool:
    """Tell whether a program wrote the file, so that no one has to read it."""
    return "/migrations/" in name or name.endswith((".lock", "package-lock.json"))


def test_every_source_file_names_its_licence() -> None:
    without = [
        name
        for name, text in texts(WITH_HEADER)
        if text.strip()
        and not is_generated(name)
        and "SPDX-License-Identifier: EUPL-1.2" not in "".join(text.splitlines(True)[:5])
    ]

    assert without == []


def test_no_file_is_too_long_to_read() -> None:
    long = [
        f"{name}: {text.count(chr(10))}"
        for name, text in texts(CODE)
        if text.count("\n") > MOST_LINES and not is_generated(name)
    ]

    assert long == []


def test_no_function_is_too_long_to_read() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for name, text in texts({".py"})
        if not is_generated(name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MOST_FUNCTION_LINES
    ]

    assert long == []


def test_the_core_never_asks_what_day_it_is() -> None:
    # The command line is an edge: it may take today as the date when none is given.
    asks = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(CORE.rglob("*.py"))
        if CORE / "cli" not in path.parents
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK_CALLS
        and ast.unparse(node.value) in {"date", "datetime", "datetime.date", "datetime.datetime"}
    ]

    assert asks == []


def test_the_core_does_not_check_input_with_assert() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted([*CORE.rglob("*.py"), *WEB.rglob("*.py")])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]

    assert found == []


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry"])
def test_no_file_belongs_to_one_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number} {match[0]}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := pattern.search(line))
    ]

    assert found == []


def test_every_web_app_is_installed() -> None:
    apps = {f"ambulant_web.{path.parent.name}" for path in WEB.glob("*/apps.py")}

    assert apps <= set(settings.INSTALLED_APPS)


def test_unit_tests_stand_in_the_room_they_test() -> None:
    rooms = {path.stem for path in CORE.iterdir() if path.suffix == ".py" or path.is_dir()}
    folders = {path.parent.name for path in (ROOT / "tests" / "unit").glob("*/test_*.py")}

    assert folders <= rooms | {"tools"}


def documentation() -> str:
    """All pages of the documentation, as one text."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("name", sorted(find_commands()))
def test_every_command_is_documented(name: str) -> None:
    assert f"ambulant {name}" in documentation()


def environment_names() -> set[str]:
    """The names of all environment variables of ours that the source speaks of."""
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "dev.py"]
    own = re.compile(r"[\"'](AMBULANT_[A-Z_]+|DATABASE_URL|CHROMIUM)[\"']")
    return {name for path in sources for name in own.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_is_documented() -> None:
    pages = documentation()

    assert environment_names() >= {"DATABASE_URL", "CHROMIUM"}
    assert sorted(name for name in environment_names() if name not in pages) == []


def test_every_package_can_be_imported() -> None:
    for init in sorted((ROOT / "src").rglob("__init__.py")):
        name = ".".join(init.parent.relative_to(ROOT / "src").parts)
        assert import_module(name).__doc__ is not None or init.stat().st_size == 0, name
