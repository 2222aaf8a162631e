# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a request belongs to, and what the person may do there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpRequest

from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.organisation.rls import SETTING

EDITORS = frozenset({Role.ADVISER, Role.LEADER})
SESSION_KEY = "municipality_id"


@contextmanager
def tenant(municipality: Municipality | int | None) -> Iterator[None]:
    """Run a block in a transaction that sees this municipality's rows only; None sees none.

    For commands, tasks and tests; a request has it from the middleware. May be nested: the one
    outside holds again afterwards. An exception rolls back what the block wrote.
    """
    key = municipality.pk if isinstance(municipality, Municipality) else municipality
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select current_setting(%s, true)", [SETTING])
        (outside,) = cursor.fetchone()
        _set_tenant("" if key is None else str(key))
        yield
        # After an exception the rollback does this; also when somebody asked for a rollback.
        if not transaction.get_rollback():
            _set_tenant(outside or "")


def _set_tenant(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config(%s, %s, true)", [SETTING, value])


def memberships_of(request: HttpRequest) -> list[Membership]:
    """Return the memberships of the person, oldest first; empty when nobody is logged in."""
    found = getattr(request, "_memberships", None)
    if found is None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return []
        found = list(Membership.objects.filter(user=user).select_related("municipality"))
        request._memberships = found  # type: ignore[attr-defined]
    return list(found)


def membership_of(request: HttpRequest) -> Membership | None:
    """Return the membership in force: the municipality chosen in the session, else the first."""
    memberships = memberships_of(request)
    if not memberships:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((m for m in memberships if m.municipality_id == chosen), memberships[0])


def municipality_of(request: HttpRequest) -> Municipality:
    """Return the municipality of the request.

    Raises:
        PermissionDenied: The person belongs to none.
    """
    membership = membership_of(request)
    if membership is None:
        raise PermissionDenied
    return membership.municipality


def role_in(request: HttpRequest) -> Role | None:
    """Return the person's role in the municipality of the request, if any."""
    membership = membership_of(request)
    return Role(membership.role) if membership is not None else None


def may_edit(request: HttpRequest) -> bool:
    """Return True for those who edit cases: advisers and leaders."""
    return role_in(request) in EDITORS


def require_edit(request: HttpRequest) -> None:
    """Stop those who may only read.

    Raises:
        PermissionDenied: The person may not edit here.
    """
    if not may_edit(request):
        raise PermissionDenied


def choose(request: HttpRequest, municipality_id: int) -> None:
    """Let the session go on in another of the person's municipalities.

    Raises:
        PermissionDenied: The person has no membership there.
    """
    if all(m.municipality_id != municipality_id for m in memberships_of(request)):
        raise PermissionDenied
    request.session[SESSION_KEY] = municipality_id
