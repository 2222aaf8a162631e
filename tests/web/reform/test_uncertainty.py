# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulations of a case: ordered, carried out, stopped, found again, and shown."""

import io
from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from ambulant.errors import InvalidInputError
from ambulant.reform.casefiles import load_case
from ambulant.reform.scenario import SetValue
from ambulant.reform.uncertainty import Request, simulate
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import actions, queries, simulations
from ambulant_web.reform.models import Scenario, StoredCase
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.runners import draw
from ambulant_web.runs import actions as runs
from ambulant_web.runs import execution
from ambulant_web.runs.execution import RunContext
from ambulant_web.runs.models import Run, State
from tests.web.reform.pages import CASES, doubled_ids, figure_addresses, parsed, text_of

Ordered: TypeAlias = Callable[[CaseView, int], Run]
ADDRESS = "/modeller/vennesla/saken/okonomi/"
FORM = {"draws": "1000", "seed": "7", "method": "latin_hypercube", "modell": "modell-2"}


@pytest.fixture
def view(vennesla: StoredCase) -> CaseView:
    """Return the case itself."""
    with tenant(vennesla.municipality):
        return queries.view_of(vennesla, None)


@pytest.fixture
def ordered(municipality: Municipality, owner: User) -> Ordered:
    """Return what orders a simulation with a seed."""

    def order(view: CaseView, seed: int) -> Run:
        with tenant(municipality):
            wanted = simulations.order(view, Request(draws=100, seed=seed))
            return runs.start(wanted, municipality=municipality, user=owner)

    return order


@pytest.fixture
def done(view: CaseView, ordered: Ordered, municipality: Municipality) -> Run:
    """Return a finished simulation of the case."""
    run = ordered(view, 1)
    execution.carry_out(run.pk, municipality.pk)
    with tenant(municipality):
        return Run.objects.get(pk=run.pk)


def shown(browser: Client, address: str = f"{ADDRESS}?modell=modell-2") -> str:
    """Return what the page says of uncertainty."""
    page = parsed(browser.get(address).content)
    return text_of(page.xpath("//*[@id='usikkerhet']")[0])


def test_an_adviser_orders_a_simulation_and_is_told_how_far_it_is(
    vennesla: StoredCase, owner_client: Client, municipality: Municipality
) -> None:
    answer = owner_client.post(ADDRESS, FORM)

    assert answer.status_code == 302
    assert answer["Location"].endswith("?modell=modell-2#usikkerhet")
    with tenant(municipality):
        run = Run.objects.get()
    assert (run.kind, run.seed, run.parameters["draws"]) == ("reform.uncertainty", 7, 1000)
    assert run.page_url == f"{ADDRESS}#usikkerhet"
    said = shown(owner_client)
    assert "Står i kø" in said and "Avbryt" in said
    execution.carry_out(run.pk, municipality.pk)
    assert "1 000 trekninger" in shown(owner_client).replace("\u00a0", " ")


def test_only_advisers_and_leaders_of_the_municipality_may_order(
    vennesla: StoredCase,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
    municipality: Municipality,
) -> None:
    visitors = (colleague_client, stranger_client, client)

    assert [one.post(ADDRESS, FORM).status_code for one in visitors] == [403, 404, 302]
    with tenant(municipality):
        assert Run.objects.count() == 0
    assert "En rådgiver eller leder kan starte beregningen." in shown(colleague_client)


def test_a_simulation_under_way_is_not_ordered_twice(
    vennesla: StoredCase, owner_client: Client, municipality: Municipality
) -> None:
    owner_client.post(ADDRESS, FORM)
    owner_client.post(ADDRESS, {**FORM, "seed": "8"})

    with tenant(municipality):
        assert Run.objects.count() == 1


def test_the_same_simulation_is_not_made_again(
    vennesla: StoredCase, owner_client: Client, municipality: Municipality
) -> None:
    owner_client.post(ADDRESS, FORM)
    with tenant(municipality):
        run = Run.objects.get()
    execution.carry_out(run.pk, municipality.pk)
    answer = owner_client.post(ADDRESS, FORM, follow=True)

    with tenant(municipality):
        assert Run.objects.count() == 1
    assert "Denne er alt regnet" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"draws": "17"}, "Trekninger"),
        ({"seed": "-1"}, "Frø for tilfeldige tall"),
        ({"method": "gjetting"}, "Måte å trekke på"),
    ],
)
def test_a_wrong_order_is_refused_by_its_field(
    vennesla: StoredCase, owner_client: Client, wrong: dict[str, str], field: str
) -> None:
    answer = owner_client.post(ADDRESS, {**FORM, **wrong})

    page = parsed(answer.content)
    assert answer.status_code == 422
    assert field in text_of(page.xpath("//*[@id='feil']")[0])
    assert "Modell 2 i et helt år" in text_of(page)


def test_the_outcome_is_that_of_the_core(
    done: Run, view: CaseView, colleague_client: Client
) -> None:
    case, parameters = load_case(CASES / "vennesla"), queries.parameters()
    own = simulate(case, parameters=parameters, request=Request(draws=100, seed=1))

    with tenant(view.row.municipality):
        found = simulations.latest_uncertainty(view)

    assert found is not None and not found.is_stale
    assert found.simulation.uncertainty == own
    assert "100 trekninger" in shown(colleague_client)
    assert "Hva som skal til før gevinsten er borte" in shown(colleague_client)


def test_every_outcome_opens_its_explanation(done: Run, owner_client: Client) -> None:
    page = parsed(owner_client.get(f"{ADDRESS}?modell=modell-2").content)
    part = page.xpath("//*[@id='usikkerhet']")[0]
    drawers = [str(link) for link in part.xpath(".//a[@class='pg-check']/@href")]
    addresses = [*figure_addresses(part), *drawers]

    assert any("/utfall." in one for one in addresses)
    assert any("/ende." in one for one in addresses)
    assert drawers and all("/null." in one for one in drawers)
    bad = [one for one in addresses if owner_client.get(one).status_code != 200]
    assert bad == []
    assert doubled_ids(page) == []


def test_at_the_break_even_value_the_net_is_nothing(done: Run, owner_client: Client) -> None:
    page = parsed(owner_client.get(f"{ADDRESS}?modell=modell-2").content)
    first = str(page.xpath("//a[@class='pg-check']/@href")[0])

    drawer = parsed(owner_client.get(first).content)
    value = text_of(drawer.xpath("//main")[0])
    assert "Netto innsparing" in value
    workbook = first.replace("/forklar/", "/regneark/").rstrip("/") + ".xlsx"
    assert owner_client.get(workbook).status_code == 200


def test_a_changed_scenario_shows_the_old_outcome_with_a_notice(
    vennesla: StoredCase, owner: User, owner_client: Client, ordered: Ordered
) -> None:
    municipality = vennesla.municipality
    with tenant(municipality):
        scenario = actions.create_scenario(vennesla, name="Mer fravær", by=owner)
        view = queries.view_of(vennesla, scenario)
    run = ordered(view, 1)
    execution.carry_out(run.pk, municipality.pk)
    address = f"/modeller/vennesla/{scenario.slug}/okonomi/?modell=modell-2"
    before = shown(owner_client, address)
    with tenant(municipality):
        change = SetValue("set_value", "assumptions.sick", 0.2, "Vi har mer")
        actions.add_edit(scenario, change, by=owner, expected=actions.Expected())
    after = shown(owner_client, address)

    assert "endret siden" not in before
    assert "Forutsetningene er endret siden dette ble regnet." in after
    assert "100 trekninger" in after and "Regn på nytt" in after
    assert "endret siden" not in shown(owner_client)  # the case itself is as it was drawn


def test_undoing_the_change_makes_the_outcome_fresh_again(
    vennesla: StoredCase, owner: User, ordered: Ordered
) -> None:
    municipality = vennesla.municipality
    with tenant(municipality):
        scenario = actions.create_scenario(vennesla, name="Fram og tilbake", by=owner)
        run = ordered(queries.view_of(vennesla, scenario), 1)
    execution.carry_out(run.pk, municipality.pk)

    def is_stale() -> bool:
        found = simulations.latest_uncertainty(
            queries.view_of(vennesla, Scenario.objects.get(pk=scenario.pk))
        )
        assert found is not None
        return found.is_stale

    with tenant(municipality):
        change = SetValue("set_value", "assumptions.sick", 0.2, "Vi har mer")
        actions.add_edit(scenario, change, by=owner, expected=actions.Expected())
        changed = is_stale()
        actions.undo_last(scenario, by=owner, expected=actions.Expected())
        undone = is_stale()

    assert (changed, undone) == (True, False)


def test_another_version_of_the_program_makes_the_outcome_stale(
    done: Run, view: CaseView, owner_client: Client
) -> None:
    with tenant(view.row.municipality):
        Run.objects.filter(pk=done.pk).update(version="0.0.0")

    assert "regnet med en annen versjon av Ambulant" in shown(owner_client)


def test_two_scenarios_with_the_same_content_share_their_outcome(
    done: Run, vennesla: StoredCase, owner: User
) -> None:
    with tenant(vennesla.municipality):
        scenario = actions.create_scenario(vennesla, name="Uten endring", by=owner)
        found = simulations.latest_uncertainty(queries.view_of(vennesla, scenario))

    assert found is not None
    assert (found.run.pk, found.is_stale) == (done.pk, False)


def test_a_cancelled_simulation_is_told_of_and_may_be_ordered_again(
    view: CaseView, ordered: Ordered, owner_client: Client, municipality: Municipality
) -> None:
    run = ordered(view, 1)
    owner_client.post(f"/kjoringer/{run.pk}/avbryt")
    execution.carry_out(run.pk, municipality.pk)

    said = shown(owner_client)
    assert "Den siste beregningen ble avbrutt." in said
    assert "Regn usikkerhet" in said
    owner_client.post(ADDRESS, FORM)
    assert "Står i kø" in shown(owner_client)


def test_a_simulation_cancelled_midway_stops_and_writes_nothing(
    view: CaseView, ordered: Ordered, municipality: Municipality
) -> None:
    run = ordered(view, 1)
    claimed = execution._claim(run.pk, municipality.pk)
    assert claimed is not None
    with tenant(municipality):
        runs.cancel(run)

    with pytest.raises(execution.RunCancelled):
        draw(claimed[0])

    with tenant(municipality):
        stopped = Run.objects.get(pk=run.pk)
    assert (stopped.state, stopped.result) == (State.CANCELLED, None)


def test_a_simulation_whose_worker_was_killed_is_made_again_to_the_byte(
    view: CaseView, ordered: Ordered, municipality: Municipality, owner_client: Client
) -> None:
    killed, whole = ordered(view, 1), ordered(view, 1)
    execution._claim(killed.pk, municipality.pk)  # and then the worker died
    waiting = shown(owner_client)
    for run in (killed, whole):
        execution.carry_out(run.pk, municipality.pk)

    with tenant(municipality):
        first, second = Run.objects.get(pk=killed.pk), Run.objects.get(pk=whole.pk)
    assert "Du kan forlate siden" in waiting
    assert (first.attempt, second.attempt) == (2, 1)
    assert first.result == second.result


def test_an_order_that_cannot_be_read_says_what_is_needed(view: CaseView) -> None:
    order = simulations.order(view, Request(draws=100))
    run = RunContext(
        run_id=0,
        municipality_id=view.row.municipality_id,
        attempt=1,
        inputs=order.inputs,
        parameters={"draws": 100, "method": "gjetting"},
        seed=1,
        _looked_at=float("inf"),
    )

    with pytest.raises(InvalidInputError, match="method 'gjetting'.*latin_hypercube"):
        draw(run)


def test_another_municipality_never_sees_the_outcome(
    done: Run, view: CaseView, other_municipality: Municipality
) -> None:
    with tenant(other_municipality):
        assert simulations.latest_uncertainty(view) is None


def test_queries_do_not_grow_with_the_runs(
    done: Run, view: CaseView, ordered: Ordered, owner_client: Client, municipality: Municipality
) -> None:
    def asked() -> int:
        owner_client.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            owner_client.get(ADDRESS)
        return len(captured)

    one = asked()
    for seed in (2, 3, 4):
        execution.carry_out(ordered(view, seed).pk, municipality.pk)

    assert asked() == one


def test_excel_holds_the_outcomes_and_the_sentences(done: Run, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/okonomi.xlsx?modell=modell-2")
    book = load_workbook(io.BytesIO(response.content))

    rows = list(book["Utfall"].values)
    assert all(isinstance(row[2], int | float) for row in rows[1:])
    assert "spiser hele gevinsten" in str(list(book["Hva som spiser gevinsten"].values))


def test_the_models_page_shows_eight_of_ten_outcomes_once_they_are_simulated(
    view: CaseView, ordered: Ordered, municipality: Municipality, owner_client: Client
) -> None:
    address = "/modeller/vennesla/saken/"
    before = owner_client.get(address).content.decode()
    execution.carry_out(ordered(view, 1).pk, municipality.pk)

    after = owner_client.get(address).content.decode()

    drawn = simulate(view.case, parameters=queries.parameters(), request=Request(draws=100, seed=1))
    basis = next(m.as_stated for m in drawn.models if m.model_id == "modell-2")
    assert basis is not None
    ends = (basis.net_saving.p10, basis.net_saving.p90)
    low, high = (f"{end / 1e6:.1f}".replace(".", ",") for end in ends)
    assert "Ikke regnet ennå." in before
    assert f"{low} til {high}" in after
