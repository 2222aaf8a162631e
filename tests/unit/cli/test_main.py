# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command line: one line for each error, and exit codes a script can rely on."""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ambulant import __version__
from ambulant.cli.command import Command
from ambulant.cli.main import (
    INTERRUPTED,
    USAGE_ERROR,
    Loader,
    find_commands,
    run_command,
)
from ambulant.errors import InvalidInputError


def command(run: Callable[[argparse.Namespace], int], *, name: str = "count") -> dict[str, Loader]:
    """One command with a `--format` of two choices and a number."""

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("number", type=int)
        parser.add_argument("--format", choices=["text", "json"])

    return {name: lambda: Command(name=name, help="Count.", configure=configure, run=run)}


def raising(error: BaseException) -> Callable[[argparse.Namespace], int]:
    """A command body that raises."""

    def run(_: argparse.Namespace) -> int:
        raise error

    return run


def test_the_command_gets_its_arguments_and_gives_the_exit_code() -> None:
    assert run_command(["count", "7"], command(lambda arguments: int(arguments.number))) == 7


def test_an_error_of_ours_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    error = InvalidInputError("The share is 1.4.\nAllowed: 0 to 1.")

    assert run_command(["count", "7"], command(raising(error))) == USAGE_ERROR

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "ambulant: The share is 1.4. Allowed: 0 to 1.\n"


def test_a_file_that_is_not_there_is_one_line_with_its_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(_: argparse.Namespace) -> int:
        (tmp_path / "absent.yaml").read_text()
        return 0

    assert run_command(["count", "7"], command(run)) == USAGE_ERROR

    assert capsys.readouterr().err == (
        f"ambulant: {tmp_path / 'absent.yaml'}: No such file or directory\n"
    )


def test_an_error_nobody_foresaw_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run_command(["count", "7"], command(raising(ZeroDivisionError())))


def test_ctrl_c_ends_with_130() -> None:
    assert run_command(["count", "7"], command(raising(KeyboardInterrupt()))) == INTERRUPTED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["recount"], "recount"),
        (["count"], "number"),
        (["count", "seven"], "seven"),
        (["count", "7", "--format", "xml"], "xml"),
        (["count", "7", "--form", "json"], "--form"),
    ],
    ids=[
        "nothing",
        "unknown command",
        "missing",
        "no number",
        "no choice",
        "abbreviated",
    ],
)
def test_bad_arguments_are_one_line_that_names_them(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        run_command(arguments, command(lambda _: 0))

    assert stop.value.code == USAGE_ERROR
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error
    assert "--help" in error


def test_help_lists_every_command_and_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    loaders = command(lambda _: 0) | command(lambda _: 0, name="weigh")

    with pytest.raises(SystemExit) as stop:
        run_command(["--help"], loaders)

    assert stop.value.code == 0
    text = capsys.readouterr().out
    assert "count" in text
    assert "weigh" in text
    assert "ambulant compare cases/vennesla" in text


def test_only_the_command_that_is_named_is_loaded() -> None:
    def unloadable() -> Command:
        raise AssertionError("loaded")

    loaders = command(lambda _: 0) | {"serve": unloadable}

    assert run_command(["count", "7"], loaders) == 0


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run_command(["--version"], {})

    assert capsys.readouterr().out == f"ambulant {__version__}\n"


def test_every_command_that_is_installed_loads_under_its_name() -> None:
    assert {name: load().name for name, load in find_commands().items()} == {
        name: name for name in find_commands()
    }


def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path: Path) -> None:
    script = tmp_path / "many_lines.py"
    script.write_text(
        "import sys\n"
        "from ambulant.cli.command import Command\n"
        "from ambulant.cli.main import run_command\n"
        "def run(_):\n"
        "    for line in range(100_000):\n"
        "        print(line)\n"
        "    return 0\n"
        "command = Command(name='count', help='Count.', configure=lambda _: None, run=run)\n"
        "sys.exit(run_command(['count'], {'count': lambda: command}))\n"
    )
    with subprocess.Popen(  # noqa: S603
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        error = process.stderr.read()

    assert first == b"0\n"
    assert error == b""
    assert process.returncode == 141


def test_a_comparison_starts_without_what_only_documents_need() -> None:
    program = (
        "import sys, ambulant.cli.compare, ambulant.cli.verify;"
        "slow = ('altair', 'typst', 'docx', 'docxtpl', 'holidays', 'jinja2');"
        "print([name for name in slow if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ambulant.cli.main", "compare", "lier"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == USAGE_ERROR
    assert done.stderr == "ambulant: Output: No space left on device\n"
