# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worker may be killed at any moment: no run is lost, and none gives its result twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import Server, open_server
from tests.faults.conftest import HERE, Programs, eventually
from tests.faults.run_programs import RUNS

SETTINGS = {"DJANGO_SETTINGS_MODULE": "ambulant_web.settings.test"}


@pytest.fixture(scope="module")
def server(shared_data_folder: Path) -> Iterator[Server]:
    """Return a server with the tables of the program."""
    running = open_server(shared_data_folder, os.environ, extra={"fsync": "off"})
    subprocess.run(
        [sys.executable, "-m", "ambulant_web", "migrate", "-v0"],
        env=environ_of(running) | {"AMBULANT_DATABASE_ROLE": "owner"},
        check=True,
    )
    yield running
    running.stop()


def environ_of(server: Server) -> dict[str, str]:
    """Return the environment of programs that use the server, as the app role."""
    return {**os.environ, **SETTINGS, "AMBULANT_DATA": str(server.layout.data)}


def ask(server: Server, query: str) -> list[tuple[object, ...]]:
    """Return the rows of a query, seen by the superuser."""
    with roles.connect(server.layout, roles.SUPER) as connection:
        return connection.execute(query.encode()).fetchall()


def test_runs_of_a_killed_worker_are_done_by_the_next_one_and_once(
    server: Server, tmp_path: Path, programs: Programs
) -> None:
    environ = environ_of(server)
    subprocess.run(
        [sys.executable, HERE / "run_programs.py", "order", tmp_path], env=environ, check=True
    )
    killed = programs.start(HERE / "run_programs.py", "work", tmp_path, environ=environ)
    attempts = tmp_path / "attempts"
    assert eventually(
        lambda: attempts.exists() and len(attempts.read_text().splitlines()) == RUNS, within=30
    )
    assert ask(server, "select distinct state, attempt from runs_run") == [("running", 1)]
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    time.sleep(1.2)  # until the worker counts as dead

    programs.start(HERE / "run_programs.py", "work", tmp_path, environ=environ)
    assert eventually(
        lambda: ask(server, "select distinct state from runs_run") == [("done",)], within=30
    )

    lines = attempts.read_text().splitlines()
    assert len(lines) == 2 * RUNS and len(set(lines)) == 2 * RUNS
    assert ask(server, "select distinct attempt, result->>'attempt' from runs_run") == [(2, "2")]
    assert eventually(
        lambda: (
            ask(
                server,
                "select id from procrastinate_jobs where status != 'todo'"
                " and task_name = 'runs.execute'",
            )
            == []
        )
    )
