# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is the installation well? For proxies and watchers; tells nothing about content."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateWorker

from ambulant import __version__

log = logging.getLogger(__name__)
# Three missed signs of life, ten seconds apart, and time for one more.
WORKER_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at. Without what is not required, pages still work."""

    name: str
    is_well: Callable[[], bool]
    is_required: bool = True


def database_answers() -> bool:
    """Return True when the database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_done() -> bool:
    """Return True when no migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def worker_lives() -> bool:
    """Return True when a worker gave a sign of life in the last `WORKER_SECONDS`."""
    since = timezone.now() - timedelta(seconds=WORKER_SECONDS)
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists()


CHECKS: tuple[Check, ...] = (
    Check("database", database_answers),
    Check("migrations", migrations_are_done),
    Check("worker", worker_lives, is_required=False),
)


def run_checks(checks: tuple[Check, ...]) -> Mapping[str, bool]:
    """Return name of each check and whether it is well; a check that fails to run is not well."""
    found = {}
    for check in checks:
        try:
            found[check.name] = check.is_well()
        except DatabaseError:
            log.exception("health check could not run")
            found[check.name] = False
    return found


@transaction.non_atomic_requests  # with the database down, opening a transaction would be a 500
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when pages work, else 503, with the state of each part.

    Without a worker pages work and long calculations wait: 200, but not `ok`.
    """
    found = run_checks(CHECKS)
    works = all(found[check.name] for check in CHECKS if check.is_required)
    return JsonResponse(
        {"ok": all(found.values()), "version": __version__, "checks": found},
        status=HTTPStatus.OK if works else HTTPStatus.SERVICE_UNAVAILABLE,
    )
