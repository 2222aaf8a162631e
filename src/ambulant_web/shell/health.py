# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Is the installation well? For proxies and watchers; tells nothing about content."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from ambulant import __version__

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at; a worker that rests makes the answer poorer, not wrong."""

    name: str
    is_well: Callable[[], bool]


def database_answers() -> bool:
    """Return True when the database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_done() -> bool:
    """Return True when no migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


CHECKS: tuple[Check, ...] = (
    Check("database", database_answers),
    Check("migrations", migrations_are_done),
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


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything is well, else 503, with the state of each part."""
    found = run_checks(CHECKS)
    is_well = all(found.values())
    return JsonResponse(
        {"ok": is_well, "version": __version__, "checks": found},
        status=HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE,
    )
