# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs: ordered, carried out, cancelled, failed; seen by their own municipality only."""

from collections.abc import Iterator, Mapping

import pytest
from django.db import connection, transaction
from django.test import Client

from ambulant.errors import InvalidInputError
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.runs import actions, execution
from ambulant_web.runs.actions import Order
from ambulant_web.runs.execution import Json, RunContext, UnknownKindError
from ambulant_web.runs.models import Run, State

KIND = "test.sum"
ORDER = Order(KIND, "Legg sammen", {"numbers": [1, 2, 3]}, seed=7)


@pytest.fixture(autouse=True)
def _runners() -> Iterator[None]:
    """Register runners for these tests."""
    before = dict(execution._RUNNERS)

    def add(run: RunContext) -> Mapping[str, Json]:
        run.report(0.5, "Legger sammen", best_so_far={"sum": 1})
        numbers = run.inputs["numbers"]
        assert isinstance(numbers, list)
        return {"sum": sum(n for n in numbers if isinstance(n, int)), "seed": run.seed}

    def refuse(run: RunContext) -> Mapping[str, Json]:
        raise InvalidInputError("Andelen er 1,4; den må være mellom 0 og 1.")

    def crash(run: RunContext) -> Mapping[str, Json]:
        raise ZeroDivisionError("secret detail")

    def cancelled_midway(run: RunContext) -> Mapping[str, Json]:
        with tenant(run.municipality_id):
            actions.cancel(Run.objects.get(pk=run.run_id))
        assert run.is_cancelled()
        run.report(1.0, "Dette vises aldri")
        raise AssertionError("report must stop a cancelled run")

    def overtaken(run: RunContext) -> Mapping[str, Json]:
        with tenant(run.municipality_id):
            Run.objects.filter(pk=run.run_id).update(attempt=run.attempt + 1)
        return {"sum": -1}

    execution._RUNNERS.update(
        {
            KIND: add,
            "test.refuse": refuse,
            "test.crash": crash,
            "test.cancelled": cancelled_midway,
            "test.overtaken": overtaken,
        }
    )
    yield
    execution._RUNNERS.clear()
    execution._RUNNERS.update(before)


def started(municipality: Municipality, user: User, order: Order = ORDER) -> Run:
    """Return a queued run."""
    with tenant(municipality):
        return actions.start(order, municipality=municipality, user=user)


def reread(run: Run) -> Run:
    """Return the run as it is in the database."""
    with tenant(run.municipality_id):
        return Run.objects.get(pk=run.pk)


@pytest.mark.django_db
def test_a_run_is_carried_out_with_its_inputs_and_seed(
    municipality: Municipality, owner: User
) -> None:
    run = started(municipality, owner)
    execution.carry_out(run.pk, municipality.pk)

    done = reread(run)
    assert (done.state, done.progress, done.attempt) == (State.DONE, 1.0, 1)
    assert done.result == {"sum": 6, "seed": 7}
    assert done.best_so_far == {"sum": 1}
    assert done.started_at is not None and done.finished_at is not None


@pytest.mark.django_db
def test_the_same_order_finds_what_is_already_done(municipality: Municipality, owner: User) -> None:
    run = started(municipality, owner)
    execution.carry_out(run.pk, municipality.pk)

    with tenant(municipality):
        same = actions.find_finished(ORDER, municipality=municipality)
        other_seed = actions.find_finished(
            Order(KIND, "Legg sammen", {"numbers": [1, 2, 3]}, seed=8), municipality=municipality
        )
    assert same == run
    assert other_seed is None


@pytest.mark.django_db
def test_a_run_that_is_done_is_not_done_again(municipality: Municipality, owner: User) -> None:
    run = started(municipality, owner)
    execution.carry_out(run.pk, municipality.pk)
    execution.carry_out(run.pk, municipality.pk)

    assert reread(run).attempt == 1


@pytest.mark.django_db
def test_an_order_rolled_back_leaves_neither_run_nor_job(
    municipality: Municipality, owner: User
) -> None:
    with tenant(municipality):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actions.start(ORDER, municipality=municipality, user=owner)
            raise ZeroDivisionError
        runs = Run.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from procrastinate_jobs")
        (jobs,) = cursor.fetchone()
    assert (runs, jobs) == (0, 0)


@pytest.mark.django_db
def test_an_unknown_kind_is_refused_with_those_that_exist(
    municipality: Municipality, owner: User
) -> None:
    with pytest.raises(UnknownKindError, match="'nothing'.*test.sum"):
        started(municipality, owner, Order("nothing", "Ingenting", {}))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "words"),
    [("test.refuse", "mellom 0 og 1"), ("test.crash", "Noe gikk galt")],
)
def test_failure_is_told_in_plain_words(
    municipality: Municipality, owner: User, owner_client: Client, kind: str, words: str
) -> None:
    run = started(municipality, owner, Order(kind, "Feiler", {}))
    execution.carry_out(run.pk, municipality.pk)

    assert reread(run).state == State.FAILED
    page = owner_client.get(f"/kjoringer/{run.pk}/").content.decode()
    assert words in page
    assert "secret detail" not in page


@pytest.mark.django_db
def test_a_run_cancelled_midway_stays_cancelled(municipality: Municipality, owner: User) -> None:
    run = started(municipality, owner, Order("test.cancelled", "Avbrytes", {}))
    execution.carry_out(run.pk, municipality.pk)

    assert reread(run).state == State.CANCELLED


@pytest.mark.django_db
def test_a_run_cancelled_in_the_queue_is_never_started(
    municipality: Municipality, owner: User
) -> None:
    run = started(municipality, owner)
    with tenant(municipality):
        assert actions.cancel(run)
    execution.carry_out(run.pk, municipality.pk)

    assert (reread(run).state, reread(run).attempt) == (State.CANCELLED, 0)


@pytest.mark.django_db
def test_an_attempt_that_was_overtaken_writes_nothing(
    municipality: Municipality, owner: User
) -> None:
    run = started(municipality, owner, Order("test.overtaken", "Forbigått", {}))
    execution.carry_out(run.pk, municipality.pk)

    assert (reread(run).state, reread(run).result) == (State.RUNNING, None)


@pytest.mark.django_db
def test_a_run_that_stops_the_worker_each_time_is_given_up(
    municipality: Municipality, owner: User
) -> None:
    run = started(municipality, owner)
    with tenant(municipality):
        Run.objects.filter(pk=run.pk).update(state=State.RUNNING, attempt=execution.MAX_ATTEMPTS)
    execution.carry_out(run.pk, municipality.pk)

    assert reread(run).state == State.FAILED
    assert "flere ganger" in reread(run).failure


@pytest.mark.django_db
def test_another_municipality_sees_no_run_even_when_it_carries_it_out(
    municipality: Municipality, other_municipality: Municipality, owner: User
) -> None:
    run = started(municipality, owner)
    execution.carry_out(run.pk, other_municipality.pk)

    assert reread(run).state == State.QUEUED


@pytest.mark.django_db
def test_who_may_see_and_stop_a_run(
    municipality: Municipality,
    owner: User,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    run = started(municipality, owner)
    page, stop = f"/kjoringer/{run.pk}/", f"/kjoringer/{run.pk}/avbryt"
    clients = (client, stranger_client, colleague_client, owner_client)

    assert [c.get(page).status_code for c in clients] == [302, 404, 200, 200]
    assert [c.post(stop).status_code for c in clients] == [302, 404, 403, 302]
    assert reread(run).state == State.CANCELLED


@pytest.mark.django_db
def test_the_part_of_the_page_asks_again_until_the_run_is_finished(
    municipality: Municipality, owner: User, owner_client: Client
) -> None:
    run = started(municipality, owner)
    address, partial = f"/kjoringer/{run.pk}/", {"HX-Request": "true"}
    waiting = owner_client.get(address, headers=partial)
    execution.carry_out(run.pk, municipality.pk)
    finished = owner_client.get(address, headers=partial)

    assert "every 1s" in waiting.content.decode()
    assert "Du kan forlate siden" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    assert "every 1s" not in finished.content.decode()
    assert finished.headers["HX-Trigger"] == "run-finished"
