# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything on one machine, with made-up users and the published cases."""

import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ambulant.errors import InvalidInputError, UnavailableError
from ambulant_web.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS
from ambulant_web.embedded import cluster
from ambulant_web.embedded.folders import MARKER, Layout
from ambulant_web.serving import programs
from ambulant_web.serving.database import data_of, open_database
from ambulant_web.serving.instance import AlreadyRunningError, Instance, only_instance
from ambulant_web.serving.supervisor import Supervisor, stop_signals

HOST = "127.0.0.1"
PORT = 8000
SETTINGS = "ambulant_web.settings.demo"
FIRST_PAGE = "modeller/vennesla/saken/"
ANSWER_SECONDS = 60
# What we put in a data folder. Nothing else is ever deleted.
OWN_NAMES = (
    "postgres",
    "postgres.new",
    "run",
    "secrets",
    "postgres.log",
    "start.lock",
    "secret_key",
    "static",
    "cache",
    programs.FAILED_LOG,
)
Say = Callable[[str], None]


def run_demo(environ: Mapping[str, str], *, port: int | None, reset: bool, say: Say) -> int:
    """Run the demo until Ctrl-C; return the exit code.

    Args:
        environ: The environment; DATABASE_URL is not used.
        port: The port wanted; None takes 8000, or a free one when that is taken.
        reset: Delete what earlier demos left, and begin afresh.
        say: Where lines for the person go.

    Raises:
        UnavailableError: Something needed is missing.
    """
    given = {
        "AMBULANT_LOG_LEVEL": "WARNING",  # the terminal is for the address and what goes wrong
        **{key: value for key, value in environ.items() if key != "DATABASE_URL"},
    }
    if "DATABASE_URL" in environ:
        say("The demo uses its own database; DATABASE_URL is left alone.")
    data = data_of(given)
    try:
        with only_instance(data) as instance, stop_signals() as should_stop:
            if reset:
                delete_data(data)
                say(f"Deleted the data in {data}.")
            _Demo(given | {"AMBULANT_DATA": str(data)}, data, port, say).run(instance, should_stop)
    except AlreadyRunningError as running:
        where = f" at {running.address}" if running.address else ""
        if reset:
            raise UnavailableError(f"Ambulant is running{where}; stop it before a reset.") from None
        say(f"Ambulant is running already{where}.")
    return 0


@dataclass(frozen=True, slots=True)
class _Demo:
    environ: Mapping[str, str]
    data: Path
    port: int | None
    say: Say

    def run(self, instance: Instance, should_stop: Callable[[], bool]) -> None:
        """Bring everything up, and keep it so until told to stop."""
        chosen = choose_port(self.port)
        if self.port is None and chosen != PORT:
            self.say(f"Port {PORT} is taken; using {chosen}.")
        (self.data / "static").mkdir(exist_ok=True)  # empty: the demo serves from the sources
        app = programs.child_environ(self.environ, settings=SETTINGS, data=self.data)
        owner = programs.child_environ(
            self.environ, settings=SETTINGS, data=self.data, role="owner"
        )
        with open_database(self.environ) as database:
            self.say("Database is up.")
            programs.manage(owner, "migrate", "--noinput")
            programs.manage(app, "load_demo")
            self.say("Demo data is in.")
            address = f"http://{HOST}:{chosen}/"
            supervisor = Supervisor(
                [programs.web(app, host=HOST, port=chosen), programs.worker(app)], database
            )

            def started() -> None:
                wait_for_answer(f"{address}helse/", should_stop)
                if not should_stop():
                    instance.tell(address)
                    _say_welcome(address, self.data, self.say)
                    if has_desktop(self.environ, is_terminal=sys.stdout.isatty()):
                        webbrowser.open(f"{address}{FIRST_PAGE}")

            supervisor.run(started, should_stop)
        self.say("Stopped. The data is kept; run the demo again to go on.")


def _say_welcome(address: str, data: Path, say: Say) -> None:
    say("")
    say(f"Ambulant:  {address}")
    say(f"Vennesla:  {address}{FIRST_PAGE}")
    say("")
    say(f"Log in as (password {DEMO_PASSWORD} for all):")
    for user in DEMO_USERS:
        say(f"  {user.username:<14} {user.title}")
    say("")
    say(f"Data in {data}. Ctrl-C stops everything.")


def has_desktop(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Return whether somebody sits at a desktop and would see a browser open."""
    if not is_terminal or environ.get("CI"):
        return False
    is_unix_desktop = bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
    return is_unix_desktop or sys.platform in ("darwin", "win32")


def choose_port(wanted: int | None) -> int:
    """Return the port to use: the one wanted, else 8000, else any that is free.

    Raises:
        UnavailableError: The port wanted is taken.
    """
    if wanted is not None:
        if not _is_free(wanted):
            raise UnavailableError(f"Port {wanted} is taken; choose another with --port.")
        return wanted
    if _is_free(PORT):
        return PORT
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    with socket.socket() as probe:  # a server that shares its port would let us bind
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) != 0


def wait_for_answer(address: str, should_stop: Callable[[], bool]) -> None:
    """Wait until the health check answers that all is well.

    Raises:
        UnavailableError: It did not within a minute.
    """
    deadline = time.monotonic() + ANSWER_SECONDS
    last = "no answer"
    while time.monotonic() < deadline and not should_stop():
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own address)
                return
        except urllib.error.HTTPError as error:
            last = f"status {error.code}: {error.read(500).decode('utf-8', 'replace')}"
        except OSError as error:
            last = str(error)
        time.sleep(0.1)
    if not should_stop():
        raise UnavailableError(f"The web server did not come up at {address}: {last}")


def delete_data(data: Path) -> None:
    """Delete what we made in a data folder; what others put there stays.

    Raises:
        InvalidInputError: The folder is not one of ours.
        UnavailableError: A database runs in it.
    """
    if not any((data / name).exists() for name in OWN_NAMES):
        return
    if not (data / MARKER).is_file():
        raise InvalidInputError(f"{data} was not made by Ambulant; nothing is deleted.")
    if cluster.is_running(Layout(data)):
        raise UnavailableError(f"A database runs in {data}; stop what uses it before a reset.")
    for name in OWN_NAMES:
        path = data / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
