# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program that carries out runs. Started by `ambulant serve` and `ambulant demo`."""

import argparse
import logging
import sys
from dataclasses import dataclass

import django

from ambulant.errors import UnavailableError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the worker works. Times in seconds; a worker is dead after three missed signs of life."""

    concurrency: int = 1
    heartbeat_seconds: float = 10.0
    dead_after_seconds: float = 30.0
    stop_within_seconds: float = 10.0


def work(pace: Pace) -> None:
    """Carry out runs until told to stop (SIGTERM or SIGINT).

    What is not finished within `stop_within_seconds` starts again with the next worker.
    """
    from django.db import connection
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    from ambulant_web.embedded.roles import refuse_strong_role
    from ambulant_web.runs.tasks import QUEUE, UPKEEP

    refuse_strong_role(connection)
    connection.close()
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as worker_app:
        worker_app.run_worker(
            queues=[QUEUE, UPKEEP],
            # One place more than for runs, so that rescue is never behind a long run.
            concurrency=pace.concurrency + 1,
            fetch_job_polling_interval=2.0,
            update_heartbeat_interval=pace.heartbeat_seconds,
            stalled_worker_timeout=pace.dead_after_seconds,
            shutdown_graceful_timeout=pace.stop_within_seconds,
            delete_jobs="successful",
        )


def main(arguments: list[str] | None = None) -> int:
    """Start a worker; return the exit code."""
    usual = Pace()
    parser = argparse.ArgumentParser(prog="python -m ambulant_web.runs.worker")
    parser.add_argument("--concurrency", type=int, default=usual.concurrency)
    parser.add_argument("--heartbeat", type=float, default=usual.heartbeat_seconds)
    parser.add_argument("--dead-after", type=float, default=usual.dead_after_seconds)
    given = parser.parse_args(arguments)
    django.setup()
    try:
        work(
            Pace(
                concurrency=given.concurrency,
                heartbeat_seconds=given.heartbeat,
                dead_after_seconds=given.dead_after,
            )
        )
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
