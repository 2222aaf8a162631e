# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo comes up, gets over the death of each of its parts, and stops whole."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.conftest import (
    Programs,
    children_of,
    eventually,
    is_alive,
    kill_all,
    line_of,
    server_processes,
)

SERVING = ("-m", "ambulant_web.serving")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and uses prctl"),
]


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    program: "subprocess.Popen[str]"
    address: str
    data: Path

    def is_well(self) -> bool:
        """Return whether the health check finds everything well."""
        try:
            with urllib.request.urlopen(f"{self.address}helse/", timeout=5) as answer:
                return bool(json.load(answer)["ok"])
        except (urllib.error.URLError, OSError):
            return False

    def child(self, part: str) -> int:
        """Return the process of a child by what its command line holds; 0 when there is none."""
        for process in children_of(self.program.pid):
            try:
                command = Path(f"/proc/{process}/cmdline").read_text()
            except FileNotFoundError:
                continue
            if part in command:
                return process
        return 0


def environ_of(data: Path) -> dict[str, str]:
    """Return the environment of the commands."""
    return {**os.environ, "AMBULANT_DATA": str(data)}


def start_demo(programs: Programs, data: Path) -> Demo:
    """Start a demo and wait until it says where it is."""
    program = programs.start(*SERVING, "demo", environ=environ_of(data))
    address = ""
    said = []
    while "Ctrl-C" not in (line := line_of(program)):
        said.append(line)
        assert program.poll() is None, said
        if line.startswith("Ambulant:"):
            address = line.split()[1]
    return Demo(program, address, data)


def run_command(data: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run a command beside the demo."""
    return subprocess.run(
        [sys.executable, *SERVING, *map(str, arguments)],
        env=environ_of(data),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(shared_data_folder: Path, shared_programs: Programs) -> Iterator[Demo]:
    """Return a demo that runs."""
    running = start_demo(shared_programs, shared_data_folder)
    yield running
    running.program.send_signal(signal.SIGINT)
    running.program.wait(30)


@pytest.mark.parametrize("part", ["postgres", "granian", "runs.worker"])
def test_a_part_that_is_killed_comes_back(demo: Demo, part: str) -> None:
    assert eventually(demo.is_well, within=30)
    assert eventually(lambda: demo.child(part) != 0)  # it may still rest after the test before
    killed = demo.child(part)
    os.kill(killed, signal.SIGKILL)

    assert eventually(lambda: demo.child(part) not in (0, killed), within=30)
    assert eventually(demo.is_well, within=60)


def test_a_second_demo_says_where_the_first_is(demo: Demo) -> None:
    second = run_command(demo.data, "demo")

    assert (second.returncode, second.stdout) == (
        0,
        f"Ambulant is running already at {demo.address}.\n",
    )


def test_a_reset_leaves_a_running_demo_alone(demo: Demo) -> None:
    reset = run_command(demo.data, "demo", "--reset")

    assert reset.returncode == 2
    assert "stop it before a reset" in reset.stderr
    assert eventually(demo.is_well, within=60)


def test_a_backup_beside_the_demo_is_proved_and_overwrites_nothing(
    demo: Demo, tmp_path: Path
) -> None:
    assert eventually(demo.is_well, within=60)
    target = tmp_path / "monday.dump"
    first = run_command(demo.data, "backup", target)
    second = run_command(demo.data, "backup", target)

    assert (first.returncode, first.stderr) == (0, "")
    assert "restored and found equal" in first.stdout
    assert target.stat().st_size > 10_000
    assert target.stat().st_mode & 0o777 == 0o600
    assert (second.returncode, second.stdout) == (2, "")
    assert "never overwrites" in second.stderr


def test_everything_stops_with_the_demo_also_when_it_is_killed(
    demo: Demo, programs: Programs
) -> None:
    parts = [*children_of(demo.program.pid), *server_processes(demo.data)]
    assert len(parts) > 3
    kill_all([demo.program.pid])
    demo.program.wait()
    assert eventually(lambda: not any(map(is_alive, parts)), within=30)

    again = start_demo(programs, demo.data)
    assert eventually(again.is_well, within=30)
    parts = [*children_of(again.program.pid), *server_processes(demo.data)]
    again.program.send_signal(signal.SIGINT)
    assert again.program.wait(30) == 0
    assert not any(map(is_alive, parts))
