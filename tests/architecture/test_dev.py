# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""dev.py says in a sentence what is wrong, on any Python it may meet."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "dev.py"


def run_dev(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run dev.py in a process of its own, after some code."""
    code = f"{before}\nimport runpy, sys\nsys.argv = ['dev.py', *sys.argv[1:]]\n"
    code += f"runpy.run_path({str(DEV)!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": ""},
        check=False,
    )


def test_an_old_python_can_read_it() -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_told_so_in_one_line() -> None:
    done = run_dev("check", before="import sys; sys.version_info = (3, 9, 2, 'final', 0)")

    assert done.returncode == 2
    assert re.fullmatch(
        r"Ambulant needs Python 3\.11 or later; this is 3\.9 \(.*\)\.\n", done.stderr
    )


@pytest.mark.parametrize("port", ["none", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    done = run_dev("demo", f"--port={port}")

    assert done.returncode == 2
    assert port in done.stderr
    assert "1 to 65535" in done.stderr


def test_an_argument_nobody_knows_is_refused() -> None:
    done = run_dev("check", "--fast")

    assert done.returncode == 2
    assert "--fast" in done.stderr


def test_make_has_every_command() -> None:
    commands = re.findall(r"add_parser\(\"(\w+)\"", DEV.read_text(encoding="utf-8"))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert len(commands) == 5
    assert set(phony.split()) == set(commands)
