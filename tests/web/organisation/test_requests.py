# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a request may see and change, and which municipality it works in."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from ambulant_web.accounts.models import User
from ambulant_web.organisation import access
from ambulant_web.organisation.middleware import TenantMiddleware
from ambulant_web.organisation.models import Membership, Municipality, Role


def tenant_now() -> str:
    """Return the tenant the database sees."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('app.tenant', true), '')")
        return str(cursor.fetchone()[0])


def visit(user: User | AnonymousUser, view: Callable[[HttpRequest], None]) -> None:
    """Let a user's request through the middleware to a view."""

    def respond(request: HttpRequest) -> HttpResponse:
        view(request)
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user
    request.session = SessionStore()
    request.session.create()
    TenantMiddleware(respond)(request)


@pytest.mark.django_db
def test_a_request_has_the_tenant_of_the_person_and_leaves_none_behind(
    owner: User, municipality: Municipality
) -> None:
    seen = []
    visit(owner, lambda request: seen.append(tenant_now()))

    assert (seen, tenant_now()) == ([str(municipality.pk)], "")


@pytest.mark.django_db
def test_a_request_of_nobody_has_no_tenant_even_inside_one(municipality: Municipality) -> None:
    seen = []
    with access.tenant(municipality):
        visit(AnonymousUser(), lambda request: seen.append(tenant_now()))

    assert seen == [""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "edits"),
    [(Role.ADVISER, True), (Role.LEADER, True), (Role.READER, False), (Role.ADMINISTRATOR, False)],
)
def test_advisers_and_leaders_edit(
    owner: User, municipality: Municipality, role: Role, edits: bool
) -> None:
    Membership.objects.filter(user=owner).update(role=role)
    found = []
    visit(owner, lambda r: found.append((access.role_in(r), access.may_edit(r))))

    assert found == [(role, edits)]


@pytest.mark.django_db
def test_a_person_without_membership_belongs_nowhere(owner: User) -> None:
    Membership.objects.all().delete()

    def look(request: HttpRequest) -> None:
        assert access.role_in(request) is None
        with pytest.raises(PermissionDenied):
            access.municipality_of(request)

    visit(owner, look)


@pytest.mark.django_db
def test_a_person_chooses_among_her_own_municipalities(
    owner: User, owner_client: Client, municipality: Municipality, other_municipality: Municipality
) -> None:
    def post(key: int | str) -> int:
        return owner_client.post("/kommune/velg", {"municipality": key}).status_code

    assert post(other_municipality.pk) == 403
    assert post("ikke et tall") == 404
    Membership.objects.create(user=owner, municipality=other_municipality, role=Role.READER)
    assert post(other_municipality.pk) == 302
    assert owner_client.session[access.SESSION_KEY] == other_municipality.pk


@pytest.mark.django_db
def test_choosing_goes_back_to_our_own_pages_only(
    owner_client: Client, municipality: Municipality
) -> None:
    def after(address: str) -> str:
        data = {"municipality": municipality.pk, "next": address}
        return owner_client.post("/kommune/velg", data).headers["Location"]

    assert after("/modeller/") == "/modeller/"
    assert after("https://elsewhere.example/") == "/"


@pytest.mark.django_db
def test_choosing_needs_a_login(client: Client) -> None:
    assert client.post("/kommune/velg", {"municipality": 1}).status_code == 302
