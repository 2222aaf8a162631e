# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The database keeps municipalities apart, also when the program forgets to."""

import re
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

import ambulant_web
from ambulant.errors import InvalidInputError, UnavailableError
from ambulant_web.embedded.roles import refuse_strong_role
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.organisation.rls import TenantPolicy
from ambulant_web.runs.models import Run


def add_run(municipality: Municipality) -> Run:
    """Save a run of a municipality in the tenant in force."""
    return Run.objects.create(
        municipality=municipality, kind="k", title="t", inputs={}, inputs_hash="", version="1"
    )


@pytest.mark.django_db
def test_without_a_tenant_there_are_no_rows(municipality: Municipality) -> None:
    with tenant(municipality):
        add_run(municipality)
        inside = Run.objects.count()

    assert (inside, Run.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_one_tenant_sees_nothing_of_another(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    with tenant(municipality):
        run = add_run(municipality)
    with tenant(other_municipality):
        assert Run.objects.count() == 0
        assert Run.objects.filter(pk=run.pk).update(title="stolen") == 0
        assert Run.objects.filter(pk=run.pk).delete()[0] == 0
    with tenant(municipality):
        assert Run.objects.get().title == "t"


@pytest.mark.django_db
def test_a_row_for_another_tenant_is_refused(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    with (
        tenant(municipality),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        add_run(other_municipality)


@pytest.mark.django_db
def test_a_row_cannot_be_moved_to_another_tenant(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    with tenant(municipality):
        run = add_run(municipality)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(municipality=other_municipality)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "alter table runs_run disable row level security",
        "alter table runs_run no force row level security",
        "drop policy tenant on runs_run",
        "drop table runs_run",
        "truncate runs_run cascade",
        "create table mine (id int)",
        "alter table runs_run disable trigger all",
        "set session_replication_role = replica",
        "update django_migrations set name = 'x'",
        "alter role ambulant_app bypassrls",
    ],
)
def test_the_app_role_cannot_take_the_fence_down(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied|must be"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_an_exception_in_the_block_undoes_what_it_wrote_and_its_tenant(
    municipality: Municipality,
) -> None:
    with pytest.raises(IntegrityError), tenant(municipality):
        add_run(municipality)
        Municipality.objects.create(code=municipality.code, name="Den samme")

    assert Run.objects.count() == 0
    with tenant(municipality):
        assert Run.objects.count() == 0


@pytest.mark.django_db
def test_the_app_role_may_serve_and_the_owner_may_not() -> None:
    refuse_strong_role(connection)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        with pytest.raises(UnavailableError, match="owns the tables|is superuser"):
            refuse_strong_role(connection)


def test_a_policy_takes_names_only() -> None:
    with pytest.raises(InvalidInputError, match="no table or column"):
        TenantPolicy("reform_case; drop table x")


def test_no_code_sets_a_value_that_outlives_its_transaction() -> None:
    lasting = re.compile(r"set_config\s*\([^)]*,\s*false\s*\)|\bset\s+(session\s+)?app\.", re.I)
    sources = sorted(Path(ambulant_web.__file__).parent.rglob("*.py"))

    assert len(sources) > 20
    assert [path for path in sources if lasting.search(path.read_text(encoding="utf-8"))] == []
