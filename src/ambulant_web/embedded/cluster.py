# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes, starts, adopts and stops the embedded PostgreSQL."""

import contextlib
import ctypes
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from ambulant.errors import UnavailableError
from ambulant_web.embedded import roles
from ambulant_web.embedded.binaries import Binaries, RunAs, find_binaries, reachable, run_as
from ambulant_web.embedded.folders import Layout, make_data_folder, make_private

RECOVERY_SECONDS = 600  # crash recovery of a large database takes minutes
STOP_SECONDS = 60
OTHER_SERVER_SECONDS = 60  # as long as one that is stopping may take
OTHER_SERVER_PAUSE_SECONDS = 0.2
POLL_SECONDS = 0.03
BUILTIN_LOCALE_FROM = 17
_PR_SET_PDEATHSIG = 1
# Statements and rows may hold what belongs to persons: keep them out of the log.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(slots=True)
class Server:
    """A running server. `process` is None when another program started it: it is then adopted."""

    layout: Layout
    binaries: Binaries
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def is_ours(self) -> bool:
        """Return True when this program started the server, and so stops it."""
        return self.process is not None

    def stop(self) -> None:
        """Stop the server if it is ours: open transactions are rolled back, nothing is lost."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # the next start recovers from the log
            self.process.wait(STOP_SECONDS)


def open_server(
    data: Path, environ: Mapping[str, str], *, extra: Mapping[str, str] | None = None
) -> Server:
    """Return a running server on `data`, with roles and database ready.

    One that runs already is adopted. Call from the main thread: the server follows the thread
    that started it.

    Args:
        data: The data folder; made if it is not there.
        environ: Where AMBULANT_PG_BIN and PATH are read.
        extra: PostgreSQL settings besides the usual ones, e.g. for tests.

    Raises:
        UnavailableError: It cannot start; the message says why and what to do.
    """
    if threading.current_thread() is not threading.main_thread():
        raise UnavailableError("The database must be started from the main thread.")
    who = run_as()
    layout = prepare_folders(data, who)
    with _starter_lock(layout):
        binaries = reachable(find_binaries(environ), layout, who)
        if is_running(layout):
            server = Server(layout, binaries)
        else:
            _make_cluster(layout, binaries, who)
            _refuse_other_major(layout, binaries)
            server = _start(layout, binaries, who, extra or {})
        roles.ensure(layout)
    return server


def prepare_folders(data: Path, who: RunAs) -> Layout:
    """Make the folders, each for the one user who needs it, and return the layout."""
    make_data_folder(data)
    layout = Layout(data.resolve())
    make_private(layout.sockets, owner=who.uid, group=who.gid)
    make_private(layout.secrets, owner=os.getuid(), group=os.getgid())
    return layout


def is_running(layout: Layout) -> bool:
    """Return True when a server answers and serves this very folder."""
    if not layout.passfile(roles.SUPER).exists():
        return False
    try:
        with roles.connect(layout, roles.SUPER, "postgres") as connection:
            row = connection.execute("show data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    return row is not None and Path(str(row[0])) == layout.cluster


@contextlib.contextmanager
def _starter_lock(layout: Layout) -> Iterator[None]:
    descriptor = os.open(layout.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _make_cluster(layout: Layout, binaries: Binaries, who: RunAs) -> None:
    """Make the database files, beside their place first: a half-made folder is never used."""
    if layout.cluster.exists():
        return
    unfinished = layout.cluster.with_name("postgres.new")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    make_private(unfinished, owner=who.uid, group=who.gid)
    password = roles.keep_password(layout, roles.SUPER)
    passed = layout.sockets / f"initdb-{secrets.token_hex(8)}"
    descriptor = os.open(passed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(password)
        if who.switch:
            os.chown(passed, who.uid, who.gid)
        answer = subprocess.run(
            _initdb_command(binaries, unfinished, passed),
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            user=who.uid if who.switch else None,
            group=who.gid if who.switch else None,
            extra_groups=[] if who.switch else None,
        )
    finally:
        passed.unlink(missing_ok=True)
    if answer.returncode != 0:
        raise UnavailableError(
            f"The database could not be made in {layout.cluster}: {answer.stderr.strip()[-600:]}"
        )
    unfinished.rename(layout.cluster)


def _initdb_command(binaries: Binaries, folder: Path, password_file: Path) -> list[str]:
    locale = (
        ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if binaries.major >= BUILTIN_LOCALE_FROM
        else ["--locale=C.UTF-8"]
    )
    return [
        binaries.program("initdb"),
        f"--pgdata={folder}",
        f"--username={roles.SUPER}",
        "--encoding=UTF8",
        *locale,
        "--auth=scram-sha-256",
        f"--pwfile={password_file}",
        "--data-checksums",
    ]


def _refuse_other_major(layout: Layout, binaries: Binaries) -> None:
    """Refuse a folder that another major version of PostgreSQL made."""
    try:
        made_by = (layout.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise UnavailableError(
            f"{layout.cluster} is there but holds no database. Move it away, or set AMBULANT_DATA."
        ) from None
    if made_by != str(binaries.major):
        raise UnavailableError(
            f"{layout.cluster} was made by PostgreSQL {made_by}; this is {binaries.version}. "
            f"Set AMBULANT_PG_BIN to a PostgreSQL {made_by}, take a backup with it, "
            "and restore that into a new data folder."
        )


def _start(layout: Layout, binaries: Binaries, who: RunAs, extra: Mapping[str, str]) -> Server:
    """Start the server. While another one holds the folder, adopt that, or wait for its end."""
    settings = {**_SETTINGS, "unix_socket_directories": str(layout.sockets), **extra}
    command = [binaries.program("postgres"), "-D", str(layout.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    deadline = time.monotonic() + OTHER_SERVER_SECONDS
    while True:
        log_from = layout.log.stat().st_size if layout.log.exists() else 0
        server = Server(layout, binaries, _launch(layout, command, who))
        try:
            if _becomes_ready(server):
                return server
        except BaseException:
            server.stop()
            raise
        said = _log_since(layout, log_from)
        if is_running(layout):
            return Server(layout, binaries)
        if "lock file" not in said or time.monotonic() > deadline:
            raise UnavailableError(
                f"PostgreSQL did not start: {said[-600:].strip()} (see {layout.log})"
            )
        time.sleep(OTHER_SERVER_PAUSE_SECONDS)


def _launch(layout: Layout, command: list[str], who: RunAs) -> "subprocess.Popen[bytes]":
    log = os.open(layout.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(
            command,
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=follow_parent(os.getpid(), signal.SIGINT),
            user=who.uid if who.switch else None,
            group=who.gid if who.switch else None,
            extra_groups=[] if who.switch else None,
        )
    finally:
        os.close(log)


def _environment() -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def follow_parent(parent: int, stop: signal.Signals) -> Callable[[], None]:
    """Return what a child runs first: a session of its own, and `stop` when the parent dies.

    The second is Linux only. The child follows the thread that started it: use the main one.
    """
    library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        os.setsid()
        if library is not None:
            library.prctl(_PR_SET_PDEATHSIG, int(stop))
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def _becomes_ready(server: Server) -> bool:
    """Wait until the server answers; return False when its process ends instead."""
    process = server.process
    deadline = time.monotonic() + RECOVERY_SECONDS
    while process is not None and time.monotonic() < deadline:
        if process.poll() is not None:
            return False
        if is_running(server.layout):
            return process.poll() is None
        time.sleep(POLL_SECONDS)
    raise UnavailableError(
        f"The database in {server.layout.cluster} does not answer; see {server.layout.log}."
    )


def _log_since(layout: Layout, start: int) -> str:
    with layout.log.open("rb") as file:
        file.seek(start)
        return file.read().decode("utf-8", "replace")
