# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the fault tests need: folders the database user can reach, and processes to kill."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """Return a folder for an installation, gone afterwards."""
    yield from _data_folder()


@pytest.fixture(scope="module")
def shared_data_folder() -> Iterator[Path]:
    """Return a folder for the installation the tests of a module share."""
    yield from _data_folder()


def _data_folder() -> Iterator[Path]:
    # Not under pytest's folder: that one is closed to the user the server runs as under root.
    folder = Path(tempfile.mkdtemp(prefix="ambulant-fault-"))
    if os.getuid() == 0:
        folder.chmod(0o711)
    yield folder / "data"
    shutil.rmtree(folder, ignore_errors=True)


class Programs:
    """Python programs started by a test; none outlives it."""

    def __init__(self) -> None:
        """Start with none."""
        self.started: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: str | Path, environ: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[str]":
        """Start `python arguments…` with pipes for its input and output."""
        program = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environ or {})},
        )
        self.started.append(program)
        return program

    def end(self) -> None:
        """Kill what still runs."""
        for program in self.started:
            if program.poll() is None:
                program.kill()
            program.communicate()


@pytest.fixture
def programs() -> Iterator[Programs]:
    """Return a starter of programs."""
    starter = Programs()
    yield starter
    starter.end()


@pytest.fixture(scope="module")
def shared_programs() -> Iterator[Programs]:
    """Return a starter of programs that live as long as the tests of a module."""
    starter = Programs()
    yield starter
    starter.end()


def line_of(program: "subprocess.Popen[str]") -> str:
    """Return the next line a program prints."""
    assert program.stdout is not None
    return program.stdout.readline().strip()


def tell(program: "subprocess.Popen[str]", line: str = "") -> None:
    """Give a program a line of input."""
    assert program.stdin is not None
    program.stdin.write(line + "\n")
    program.stdin.flush()


def eventually(holds: Callable[[], bool], *, within: float = 10.0) -> bool:
    """Return whether something comes true within some seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def server_processes(data: Path) -> list[int]:
    """Return the process of the server on a data folder and those it has started."""
    try:
        first = int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    except FileNotFoundError:
        return []
    return [first, *children_of(first)] if is_alive(first) else []


def children_of(parent: int) -> list[int]:
    """Return the direct children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def is_alive(process: int) -> bool:
    """Return True when a process runs; one that only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def kill_all(processes: list[int]) -> None:
    """Kill processes at once, as a power cut would."""
    for process in processes:
        os.kill(process, signal.SIGKILL)
