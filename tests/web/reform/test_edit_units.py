# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Moving units and duties: each form becomes its change, and a refusal is said in words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambulant.reform.scenario import AddOperation, change_from_data
from ambulant_web.accounts.models import User
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import (
    address_of,
    edited,
    edits_of,
    now,
    scenario_in,
    scenarios_of,
    sick_leave,
)
from tests.web.reform.pages import doubled_ids, parsed, text_of

MODEL = "modell-2"
MOVE = {"gjor": "flytt", "modell": MODEL, "enhet": "miljovaktmester", "til": "psykisk-helse"}


@pytest.mark.parametrize("name", ["vennesla", "froya", "lier"])
def test_the_page_opens_for_every_published_case(name: str, open_case) -> None:  # type: ignore[no-untyped-def]
    row, browser = open_case(name)

    answer = browser.get(address_of("edit_units", case=row.slug))

    assert answer.status_code == 200
    assert doubled_ids(parsed(answer.content)) == []


def test_members_see_the_units_and_only_editors_change_them(  # noqa: PLR0913
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit_units", scenario.slug)

    assert owner_client.get(address).status_code == 200
    seen = colleague_client.get(address)
    assert parsed(seen.content).xpath("//main//form | //main//select") == []
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert colleague_client.post(address, MOVE).status_code == 403
    assert stranger_client.post(address, MOVE).status_code == 404
    assert client.post(address, MOVE).status_code == 302
    assert edits_of(scenario) == []


FORMS: list[tuple[dict[str, str | list[str]], dict[str, object]]] = [
    (
        {"gjor": "flytt", "enhet": "miljovaktmester", "til": "psykisk-helse"},
        {"op": "move_unit", "unit": "miljovaktmester", "parent": "psykisk-helse"},
    ),
    (
        {"gjor": "navn", "enhet": "ambulerende", "navn": "Felles team"},
        {"op": "rename_unit", "unit": "ambulerende", "name": "Felles team"},
    ),
    (
        {"gjor": "overfor", "enhet": "ambulerende", "til": "psykisk-helse", "arsverk": "1,5"},
        {"op": "transfer_fte", "source": "ambulerende", "to": "psykisk-helse"},
    ),
    ({"gjor": "behov", "enhet": "ambulerende", "arsverk": "21"}, {"op": "set_fte"}),
    ({"gjor": "stillinger", "enhet": "ambulerende", "arsverk": "-0,5"}, {"op": "add_posts"}),
    (
        {"gjor": "legg-ned", "enhet": "miljovaktmester", "til": "ambulerende"},
        {"op": "close_unit", "staff_to": "ambulerende"},
    ),
    (
        {"gjor": "sla-sammen", "enhet": "ambulerende", "med": ["psykisk-helse"], "navn": "Æ og å"},
        {"op": "merge_units", "units": ["ambulerende", "psykisk-helse"]},
    ),
    (
        {"gjor": "ny-enhet", "navn": "Nattpatrulje", "slag": "team", "til": "", "teller": "ja"},
        {"op": "add_unit"},
    ),
    (
        {
            "gjor": "flytt-ansvar",
            "tjeneste": "lavterskel",
            "gruppe": "psykisk",
            "fra": "ambulerende",
            "til": "psykisk-helse",
        },
        {"op": "move_function", "service": "lavterskel", "to": "psykisk-helse"},
    ),
    (
        {
            "gjor": "gi-ansvar",
            "tjeneste": "lavterskel",
            "gruppe": "psykisk",
            "til": "psykisk-helse",
        },
        {"op": "add_function", "owner": "psykisk-helse"},
    ),
]


@pytest.mark.parametrize(("sent", "operation"), FORMS, ids=[str(f[0]["gjor"]) for f in FORMS])
def test_each_form_is_stored_as_its_operation(
    sent: dict[str, str | list[str]],
    operation: dict[str, object],
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit_units", scenario.slug)

    answer = owner_client.post(address, {**sent, "modell": MODEL, "versjon": "1"})

    assert answer.status_code == 302, text_of(parsed(answer.content))
    (edit,) = edits_of(scenario)
    assert edit.change["op"] == "add_operation"
    assert operation.items() <= edit.change["operation"].items()
    assert change_from_data(edit.change)


@pytest.mark.parametrize(
    ("sent", "change"),
    [
        ({"gjor": "ta-bort", "nummer": "4"}, {"op": "remove_operation", "number": 4}),
        (
            {"gjor": "kopier-modell", "kilde": "modell-2", "navn": "Modell 2 uten natt"},
            {"op": "copy_model", "id": "modell-2-uten-natt", "source": "modell-2"},
        ),
        ({"gjor": "navn-modell", "navn": "Felles"}, {"op": "rename_model", "name": "Felles"}),
        ({"gjor": "ta-ut-modell"}, {"op": "remove_model", "model": MODEL}),
    ],
)
def test_operations_and_models_are_changed(
    sent: dict[str, str],
    change: dict[str, object],
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit_units", scenario.slug)

    answer = owner_client.post(address, {"modell": MODEL, "versjon": "1", **sent}, follow=True)

    assert answer.status_code == 200
    (edit,) = edits_of(scenario)
    assert change.items() <= edit.change.items()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (
            {"gjor": "flytt", "enhet": "venneslahjelpa", "til": "psykisk-helse"},
            "ligger under den",
        ),
        ({"gjor": "flytt", "enhet": "lomtjonn", "til": "ambulerende"}, "blitt en del av"),
        ({"gjor": "flytt", "enhet": "ambulerende", "til": "finnes-ikke"}, "finnes ikke i modellen"),
        ({"gjor": "flytt", "enhet": "ambulerende", "til": ""}, "Velg en enhet"),
        ({"gjor": "legg-ned", "enhet": "ambulerende", "til": ""}, "Velg hvem som tar over"),
        ({"gjor": "sla-sammen", "enhet": "ambulerende", "navn": "X"}, "minst én enhet"),
        ({"gjor": "ny-enhet", "navn": "  "}, "Skriv hva enheten skal hete"),
        ({"gjor": "behov", "enhet": "ambulerende", "arsverk": "mye"}, "Dette er ikke et tall"),
        ({"gjor": "behov", "enhet": "ambulerende", "arsverk": "-2"}, "kan ikke være under 0"),
        (
            {"gjor": "overfor", "enhet": "ambulerende", "til": "ambulerende", "arsverk": "1"},
            "til en annen enhet",
        ),
        ({"gjor": "ta-bort", "nummer": "0"}, "bygger på denne"),
        ({"gjor": "ta-bort", "nummer": "99"}, "alt tatt bort"),
        ({"gjor": "noe-annet"}, "Vi forsto ikke"),
    ],
)
def test_a_refusal_is_said_in_norwegian_and_changes_nothing(
    sent: dict[str, str], why: str, vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit_units", scenario.slug)

    answer = owner_client.post(address, {"modell": MODEL, "versjon": "1", **sent})

    summary = parsed(answer.content).get_element_by_id("feil")
    assert answer.status_code == 422
    assert why in text_of(summary)
    assert edits_of(scenario) == []


def test_what_was_typed_is_kept_when_it_is_refused(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"gjor": "behov", "enhet": "ambulerende", "arsverk": "tjue", "begrunnelse": "Målt"}

    answer = owner_client.post(
        address_of("edit_units", scenario.slug), {**sent, "modell": MODEL, "versjon": "1"}
    )

    page = parsed(answer.content)
    assert page.get_element_by_id("e-behov").get("value") == "tjue"
    assert page.get_element_by_id("e-behov-hvorfor").get("value") == "Målt"


def test_htmx_gets_the_work_area_and_the_message(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit_units", scenario.slug)

    answer = owner_client.post(address, {**MOVE, "versjon": "1"}, headers={"HX-Request": "true"})

    page = parsed(answer.content)
    assert answer.status_code == 200
    assert page.xpath("//*[@id='meldinger']//button[normalize-space()='Angre']")
    node = page.xpath("//li[@data-rf-unit='psykisk-helse']//li[@data-rf-unit='miljovaktmester']")
    assert len(node) == 1
    assert page.xpath("//input[@name='versjon']/@value")[0] == "2"


def test_a_move_in_the_case_itself_goes_to_a_scenario(
    vennesla: StoredCase, owner_client: Client
) -> None:
    answer = owner_client.post(address_of("edit_units"), MOVE, headers={"HX-Request": "true"})

    (scenario,) = scenarios_of(vennesla)
    assert answer["HX-Redirect"].startswith(address_of("edit_units", scenario.slug))
    assert len(edits_of(scenario)) == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_who_moves_second_chooses_between_both(
    headers: dict[str, str], vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    address = address_of("edit_units", scenario.slug)

    late = owner_client.post(address, {**MOVE, "versjon": "1", "siste": "0"}, headers=headers)

    page = parsed(late.content)
    assert late.status_code == 409
    assert "Sykefravær" in text_of(page) and "Miljøvaktmester legges under" in text_of(page)
    form = page.xpath("//form[.//button[contains(., 'Lagre mitt')]]")[0]
    carried = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    carried.pop("csrfmiddlewaretoken", None)
    owner_client.post(form.get("action"), carried)
    assert [edit.change["op"] for edit in edits_of(scenario)] == ["set_value", "add_operation"]


def test_twenty_operations_take_no_more_queries_than_one(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = reverse("reform:edit_units", kwargs={"case": "vennesla", "scenario": scenario.slug})

    def renamed(number: int) -> None:
        data = {"op": "rename_unit", "unit": "ambulerende", "name": f"Team {number}"}
        change = change_from_data({"op": "add_operation", "model": MODEL, "operation": data})
        assert isinstance(change, AddOperation)
        edited(now(scenario), change, owner)

    renamed(0)
    owner_client.get(address)
    with CaptureQueriesContext(connection) as few:
        owner_client.get(address)
    for number in range(19):
        renamed(number)
    with CaptureQueriesContext(connection) as many:
        owner_client.get(address)

    assert len(many) == len(few)
