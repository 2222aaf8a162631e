# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Real use on one machine: behind a proxy that speaks TLS."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from ambulant.errors import UnavailableError
from ambulant_web.embedded.folders import make_data_folder
from ambulant_web.serving import programs
from ambulant_web.serving.database import connect_as, data_of, open_database, refuse_unready
from ambulant_web.serving.instance import AlreadyRunningError, only_instance
from ambulant_web.serving.supervisor import Supervisor, stop_signals

SETTINGS = "ambulant_web.settings.production"
STATIC_MANIFEST = Path("static") / "staticfiles.json"
Say = Callable[[str], None]


def run_serve(environ: Mapping[str, str], *, host: str, port: int, workers: int, say: Say) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code.

    Raises:
        UnavailableError: Settings are missing, each named; or database or files are not ready.
    """
    refuse_missing(environ)
    data = data_of(environ)
    given = {**environ, "AMBULANT_DATA": str(data)}
    try:
        with (
            only_instance(data) as instance,
            stop_signals() as should_stop,
            open_database(given) as database,
        ):
            refuse_unready(given)
            if not (data / STATIC_MANIFEST).is_file():
                raise UnavailableError(
                    "The files for the browser are not collected. Run: ambulant migrate"
                )
            app = programs.child_environ(given, settings=SETTINGS, data=data)
            web = programs.web(app, host=host, port=port, workers=workers)
            address = f"http://{host}:{port}/"

            def started() -> None:
                instance.tell(address)
                say(f"Serving at {address} for the proxy in front.")

            Supervisor([web, programs.worker(app)], database).run(started, should_stop)
    except AlreadyRunningError as running:
        raise UnavailableError(
            f"Ambulant is running already at {running.address or 'this data folder'}."
        ) from None
    return 0


def run_migrate(environ: Mapping[str, str], *, settings: str, say: Say) -> int:
    """Bring tables and files for the browser up to this version; return the exit code.

    Raises:
        UnavailableError: The database does not answer, or a change failed.
    """
    if settings == SETTINGS:
        refuse_missing(environ)
    data = data_of(environ)
    given = {**environ, "AMBULANT_DATA": str(data)}
    make_data_folder(data)
    with open_database(given):
        connect_as(given, "owner").close()  # what is wrong is told before anything is changed
        owner = programs.child_environ(given, settings=settings, data=data, role="owner")
        programs.manage(owner, "migrate", "--noinput")
    say("The tables are up to date.")
    if settings == SETTINGS:
        programs.manage(owner, "collectstatic", "--noinput")
        say("The files for the browser are collected.")
    return 0


def refuse_missing(environ: Mapping[str, str]) -> None:
    """Refuse to start without the settings production needs.

    Raises:
        UnavailableError: It names every one that is missing.
    """
    missing: list[str] = import_module("ambulant_web.settings.production").missing_settings(environ)
    if missing:
        raise UnavailableError("Production lacks settings. " + " ".join(missing))
