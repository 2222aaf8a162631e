# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""serve, demo, migrate and backup, as the command line sees them."""

import argparse
from functools import partial
from pathlib import Path

from ambulant.cli.command import Command
from ambulant_web.serving import administration, programs
from ambulant_web.serving.backup import run_backup
from ambulant_web.serving.demo import run_demo
from ambulant_web.serving.serve import SETTINGS, run_migrate, run_serve

say = partial(print, flush=True)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; it must be 1-65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text} is not allowed; it must be 1-64")
    return int(text)


def _configure_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--workers", type=_count, default=1, help="web processes")
    parser.epilog = (
        "needs AMBULANT_SECRET_KEY, AMBULANT_HOSTS and DATABASE_URL (or AMBULANT_DATA), and that\n"
        "`ambulant migrate` has been run; example:\n  ambulant serve --port 8000 --workers 2"
    )


def _serve(given: argparse.Namespace) -> int:
    return run_serve(
        programs.own_environ(),
        host=given.host,
        port=given.port,
        workers=given.workers,
        say=say,
    )


def _configure_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, help="8000, or a free one, if not given")
    parser.add_argument("--reset", action="store_true", help="delete the demo's data first")
    parser.epilog = "examples:\n  ambulant demo\n  ambulant demo --reset --port 8123"


def _demo(given: argparse.Namespace) -> int:
    return run_demo(programs.own_environ(), port=given.port, reset=given.reset, say=say)


def _configure_migrate(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "as the owner: AMBULANT_OWNER_DATABASE_URL, or the embedded database's own"


def _migrate(_given: argparse.Namespace) -> int:
    environ = programs.own_environ()
    settings = environ.get(programs.SETTINGS, SETTINGS)
    return run_migrate(environ, settings=settings, say=say)


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to write; must not exist")
    parser.epilog = "example:\n  ambulant backup /backup/ambulant-monday.dump"


def _backup(given: argparse.Namespace) -> int:
    return run_backup(programs.own_environ(), target=given.file, say=say)


serve = Command(
    "serve", "Serve behind a proxy, with worker and database.", _configure_serve, _serve
)
demo = Command(
    "demo", "Try Ambulant on this machine, with cases and users.", _configure_demo, _demo
)
migrate = Command(
    "migrate", "Bring tables and browser files up to this version.", _configure_migrate, _migrate
)
backup = Command(
    "backup", "Dump the embedded database and prove the dump.", _configure_backup, _backup
)
ALL = {
    command.name: command
    for command in (
        *(serve, demo, migrate, backup),
        *(administration.municipality, administration.user, administration.case),
    )
}
