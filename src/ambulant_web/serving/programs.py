# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The programs the children run, and what they are given to know."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ambulant.errors import UnavailableError
from ambulant_web.serving.supervisor import Program

OWNER_ONLY = "AMBULANT_OWNER_DATABASE_URL"
ROLE = "AMBULANT_DATABASE_ROLE"
SETTINGS = "DJANGO_SETTINGS_MODULE"
# Each thread may hold a connection; the embedded server has room for sixty.
MOST_WEB_THREADS = 8
FAILED_LOG = "failed-command.log"


def child_environ(
    environ: Mapping[str, str], *, settings: str, data: Path, role: str = "app"
) -> dict[str, str]:
    """Return the environment of a child. Only the owner's children learn the owner's address."""
    given = {
        **environ,
        SETTINGS: settings,
        "AMBULANT_DATA": str(data),
        ROLE: role,
        "PYTHONUNBUFFERED": "1",
    }
    if role != "owner":
        given.pop(OWNER_ONLY, None)
    return given


def web(environ: Mapping[str, str], *, host: str, port: int, workers: int = 1) -> Program:
    """Return the web server."""
    threads = min(MOST_WEB_THREADS, 2 * (os.cpu_count() or 1) + 1)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"),
        "ambulant_web.wsgi:application",
    ]
    return Program("web", command, environ)


def worker(environ: Mapping[str, str]) -> Program:
    """Return the worker that carries out runs."""
    return Program("worker", [sys.executable, "-m", "ambulant_web.runs.worker"], environ)


def manage(environ: Mapping[str, str], *arguments: str) -> None:
    """Run a management command of Django to its end.

    Raises:
        UnavailableError: It failed; the last line of what it said, and where the rest is.
    """
    answer = subprocess.run(
        [sys.executable, "-m", "ambulant_web", *arguments],
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        said = (answer.stderr or answer.stdout).strip() or f"exit code {answer.returncode}"
        kept = Path(environ["AMBULANT_DATA"]) / FAILED_LOG
        kept.write_text(said, encoding="utf-8")
        raise UnavailableError(
            f"{arguments[0]} failed: {said.splitlines()[-1]} (all of it: {kept})"
        )


def own_environ() -> dict[str, str]:
    """Return the environment of this program."""
    return dict(os.environ)
