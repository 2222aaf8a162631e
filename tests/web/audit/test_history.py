# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""History is complete, tells who, and cannot be rewritten."""

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ambulant.errors import InvalidInputError
from ambulant_web.accounts.models import User
from ambulant_web.audit.middleware import AuditMiddleware
from ambulant_web.audit.queries import changes_of
from ambulant_web.audit.tracking import event_models
from ambulant_web.organisation.models import Membership, Municipality, Role


@pytest.mark.django_db
def test_a_change_tells_when_who_and_from_what_to_what(owner: User) -> None:
    membership = Membership.objects.get(user=owner)
    with pghistory.context(user=owner.pk, url="/somewhere/"):
        membership.role = Role.LEADER
        membership.save()

    newest, oldest = changes_of(membership)
    assert (newest.what, newest.who) == ("update", owner.display_name)
    assert [(f.label, f.before, f.after) for f in newest.fields] == [("rolle", "adviser", "leader")]
    assert (oldest.what, oldest.who) == ("insert", "")


@pytest.mark.django_db
def test_bulk_writes_and_plain_sql_leave_history_too(
    municipality: Municipality, owner: User, colleague: User
) -> None:
    Membership.objects.filter(municipality=municipality).update(role=Role.READER)
    with connection.cursor() as cursor:
        cursor.execute("update organisation_membership set role = 'leader'")

    changes = changes_of(*Membership.objects.all())
    assert [change.what for change in changes].count("update") == 3  # the reader changed once


@pytest.mark.django_db
def test_saving_without_a_change_leaves_no_history(owner: User) -> None:
    membership = Membership.objects.get(user=owner)
    membership.save()

    assert [change.what for change in changes_of(membership)] == ["insert"]


@pytest.mark.django_db
def test_a_deleted_thing_keeps_its_history(owner: User) -> None:
    membership = Membership.objects.get(user=owner)
    kept = Membership(pk=membership.pk)
    membership.delete()

    assert [change.what for change in changes_of(kept)] == ["delete", "insert"]


@pytest.mark.django_db
def test_the_middleware_puts_the_user_and_the_path_in_the_event(owner: User) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        Membership.objects.filter(user=owner).update(role=Role.LEADER)
        return HttpResponse()

    request = RequestFactory().post("/kommune/?fnr=hemmelig")
    request.user = owner
    AuditMiddleware(view)(request)  # type: ignore[no-untyped-call]

    with connection.cursor() as cursor:
        cursor.execute("select pgh_context from organisation_membershipevent order by pgh_id desc")
        (context,) = cursor.fetchone()
    assert "hemmelig" not in str(context)
    assert changes_of(Membership.objects.get(user=owner))[0].who == owner.display_name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update organisation_membershipevent set role = 'reader'",
        "delete from organisation_membershipevent",
        "truncate organisation_membershipevent",
        "alter table organisation_membershipevent disable trigger all",
        "drop trigger if exists pgtrigger_insert_insert_01674 on organisation_membership",
    ],
)
def test_the_app_role_cannot_rewrite_history(owner: User, statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied|must be owner"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_thing_without_history_is_refused(municipality: Municipality) -> None:
    with pytest.raises(InvalidInputError, match="organisation.Municipality is not tracked"):
        changes_of(municipality)


@pytest.mark.django_db
def test_every_tracked_model_keeps_history_per_statement_with_who_in_the_event() -> None:
    found = event_models()
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, t.tgname, t.tgnewtable is null and t.tgoldtable is null"
            " from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where t.tgname ~ '^pgtrigger_(insert|update|delete)_'"
        )
        per_row = {f"{table}.{trigger}" for table, trigger, is_per_row in cursor if is_per_row}

    assert found
    assert per_row == set()
    for model in found:
        (field,) = (f for f in model._meta.get_fields() if f.name == "pgh_context")
        assert not isinstance(field, models.ForeignKey), model


@pytest.mark.django_db
def test_every_table_of_a_municipality_is_fenced_also_its_history() -> None:
    unfenced_by_purpose = {"organisation_membership", "organisation_membershipevent"}
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "municipality" for field in model._meta.fields)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c join pg_policies p on p.tablename = c.relname"
            " where c.relrowsecurity and c.relforcerowsecurity"
            " and p.qual like '%app.tenant%' and p.with_check like '%app.tenant%'"
        )
        fenced = {table for (table,) in cursor}

    assert "runs_run" in fenced
    assert tables - fenced - unfenced_by_purpose == set()
