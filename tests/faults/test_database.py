# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The embedded database survives what may happen to it, and lets nobody in."""

import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from ambulant.errors import UnavailableError
from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import Server, open_server
from ambulant_web.embedded.folders import Layout
from tests.faults.conftest import (
    HERE,
    Programs,
    eventually,
    kill_all,
    line_of,
    server_processes,
    tell,
)

WRITERS = 4
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and uses prctl")


@linux_only
def test_a_commit_that_was_acknowledged_survives_the_killing_of_every_process(
    data_folder: Path,
) -> None:
    server = open_server(data_folder, os.environ)
    with roles.connect(server.layout, roles.OWNER) as connection:
        connection.execute("create table written (id bigint primary key)")
    acknowledged: list[list[int]] = [[] for _ in range(WRITERS)]
    cut_off: list[int] = []

    def write(number: int) -> None:
        try:
            with roles.connect(server.layout, roles.OWNER) as own:
                for count in range(1_000_000):
                    key = count * WRITERS + number
                    own.execute("insert into written values (%s)", [key])
                    acknowledged[number].append(key)
        except psycopg.OperationalError:
            cut_off.append(number)

    writers = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    assert eventually(lambda: all(len(keys) > 50 for keys in acknowledged))
    kill_all(server_processes(data_folder))
    for writer in writers:
        writer.join(10)
    assert server.process is not None
    server.process.wait(10)
    assert sorted(cut_off) == list(range(WRITERS))  # all were at work when it happened

    again = open_server(data_folder, os.environ)
    with roles.connect(again.layout, roles.OWNER) as connection:
        found = {key for (key,) in connection.execute("select id from written")}
    again.stop()

    assert {key for keys in acknowledged for key in keys} - found == set()


def test_of_two_starters_one_starts_and_neither_is_cut_off(
    data_folder: Path, programs: Programs
) -> None:
    starters = [programs.start(HERE / "hold_server.py", data_folder) for _ in range(3)]
    said = {line_of(starter): starter for starter in starters}
    assert sorted(said) == ["adopted", "ours"]

    for starter in starters:
        if starter is not said["ours"]:
            starter.communicate()  # its input ends, and so does it
    tell(said["ours"])
    assert line_of(said["ours"]) == "answers"


@linux_only
def test_the_server_stops_when_its_starter_is_killed_and_starts_with_the_next(
    data_folder: Path, programs: Programs
) -> None:
    first = programs.start(HERE / "hold_server.py", data_folder)
    assert line_of(first) == "ours"
    before = server_processes(data_folder)
    assert len(before) > 1

    first.send_signal(signal.SIGKILL)
    # At once, while the old server may still be stopping.
    second = programs.start(HERE / "hold_server.py", data_folder)
    assert line_of(second) == "ours"
    assert not set(before) & set(server_processes(data_folder))

    second.send_signal(signal.SIGKILL)
    assert eventually(lambda: not server_processes(data_folder))


def test_a_folder_of_another_major_version_is_refused_with_what_to_do(data_folder: Path) -> None:
    open_server(data_folder, os.environ).stop()
    (data_folder / "postgres" / "PG_VERSION").write_text("14\n")

    with pytest.raises(UnavailableError, match=r"made by PostgreSQL 14.*AMBULANT_PG_BIN"):
        open_server(data_folder, os.environ)


@pytest.fixture(scope="module")
def server(shared_data_folder: Path) -> Iterator[Server]:
    """Return a server that tests only look at."""
    running = open_server(shared_data_folder, os.environ)
    yield running
    running.stop()


def test_folders_and_passwords_are_for_one_user_only(server: Server) -> None:
    layout = server.layout

    for folder in (layout.cluster, layout.sockets, layout.secrets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder
    for role in (roles.SUPER, roles.OWNER, roles.APP):
        assert stat.S_IMODE(layout.passfile(role).stat().st_mode) == 0o600, role


@pytest.mark.parametrize("role", [roles.SUPER, roles.OWNER, roles.APP])
def test_nobody_enters_without_a_password(server: Server, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host=str(server.layout.sockets),
            user=role,
            dbname="postgres",
            passfile="/nonexistent",
        )


@pytest.mark.parametrize(
    "statement",
    [
        f"set role {roles.OWNER}",
        f"set role {roles.SUPER}",
        "copy (select 1) to program 'true'",
        "create table public.mine (id int)",
    ],
)
def test_the_app_role_stays_what_it_is(server: Server, statement: LiteralString) -> None:
    with (
        roles.connect(server.layout, roles.APP) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_a_folder_that_others_can_open_is_refused(data_folder: Path) -> None:
    data_folder.mkdir()
    layout = Layout(data_folder)
    layout.secrets.mkdir(mode=0o755)

    with pytest.raises(UnavailableError, match=r"secrets is open to other users \(mode 0755\)"):
        open_server(data_folder, os.environ)


def test_a_long_path_gets_a_short_socket(data_folder: Path) -> None:
    deep = data_folder / ("a" * 60) / ("b" * 60)
    data_folder.parent.chmod(0o711)
    server = open_server(deep, os.environ)
    try:
        assert len(str(server.layout.sockets)) < 80
        assert stat.S_IMODE(server.layout.sockets.stat().st_mode) == 0o700
        with roles.connect(server.layout, roles.APP) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
    finally:
        server.stop()
        server.layout.sockets.rmdir()


def test_what_stands_in_the_way_is_told(data_folder: Path) -> None:
    data_folder.mkdir()
    layout = Layout(data_folder)
    layout.sockets.symlink_to(data_folder)

    with pytest.raises(UnavailableError, match="must be a folder, and not a link"):
        open_server(data_folder, os.environ)
