# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program that carries out runs. Started by `ambulant serve` and `ambulant demo`."""

import argparse
import asyncio
import sys
from dataclasses import dataclass

import django
import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from ambulant.errors import UnavailableError

CONNECT_SECONDS = 5.0  # when the database is gone, stop and let the supervisor start us again


@dataclass(frozen=True, slots=True)
class Pace:
    """How the worker works: jobs at once, and times in seconds between signs of life."""

    places: int = 2
    heartbeat_seconds: float = 10.0
    dead_after_seconds: float = 30.0
    stop_within_seconds: float = 10.0


def work(pace: Pace) -> None:
    """Carry out runs until told to stop (SIGTERM or SIGINT).

    What is not finished within `stop_within_seconds` starts again with the next worker.
    """
    from django.db import connection
    from procrastinate.contrib.django import app, connector_params

    from ambulant_web.embedded.roles import refuse_strong_role

    refuse_strong_role(connection)
    connection.close()
    connector = PsycopgConnector(kwargs=connector_params(), timeout=CONNECT_SECONDS)
    with app.replace_connector(connector) as worker_app:
        asyncio.run(_work(worker_app, pace))


async def _work(app: procrastinate.App, pace: Pace) -> None:
    from ambulant_web.runs.tasks import QUEUE, UPKEEP, rescue_stalled

    async with app.open_async():
        # Now, and not only with the next minute: after a power cut all the others are dead.
        await rescue_stalled(pace.dead_after_seconds)
        await app.run_worker_async(
            queues=[QUEUE, UPKEEP],
            concurrency=pace.places,
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
    parser.add_argument("--places", type=int, default=usual.places)
    parser.add_argument("--heartbeat", type=float, default=usual.heartbeat_seconds)
    parser.add_argument("--dead-after", type=float, default=usual.dead_after_seconds)
    given = parser.parse_args(arguments)
    django.setup()
    try:
        work(
            Pace(
                places=given.places,
                heartbeat_seconds=given.heartbeat,
                dead_after_seconds=given.dead_after,
            )
        )
    except UnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except ConnectorException:
        print("worker: the database went away", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
