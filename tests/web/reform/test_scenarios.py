# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of scenarios: make, copy, rename, archive and bring back. Undo and redo by button."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambulant_web.accounts.models import User
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import (
    SICK,
    address_of,
    edited,
    edits_of,
    now,
    scenario_in,
    scenarios_of,
    sick_leave,
    value_of,
)
from tests.web.reform.pages import doubled_ids, parsed, text_of

LIST = "/modeller/vennesla/scenarioer/"


def test_members_see_the_list_and_only_editors_change_it(  # noqa: PLR0913
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    scenario_in(vennesla, owner)
    new = {"gjor": "ny", "navn": "Et til"}

    assert reverse("reform:scenarios", kwargs={"case": "vennesla"}) == LIST
    assert owner_client.get(LIST).status_code == 200
    seen = parsed(colleague_client.get(LIST).content)
    assert "Uten nattevakt" in text_of(seen)
    assert seen.xpath("//main//button") == []
    assert stranger_client.get(LIST).status_code == 404
    assert client.get(LIST).status_code == 302
    assert colleague_client.post(LIST, new).status_code == 403
    assert stranger_client.post(LIST, new).status_code == 404
    assert client.post(LIST, new).status_code == 302
    assert len(scenarios_of(vennesla)) == 1


def test_a_new_scenario_is_empty_or_a_copy_of_what_stands(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    first = scenario_in(vennesla, owner)
    edited(first, sick_leave(0.2), owner)

    owner_client.post(LIST, {"gjor": "ny", "navn": "Tomt", "kilde": "saken"})
    owner_client.post(LIST, {"gjor": "ny", "navn": "Kopi", "kilde": first.slug})

    _first, empty, copy = scenarios_of(vennesla)
    assert (edits_of(empty), value_of(copy, SICK)) == ([], 0.2)


def test_no_scenario_takes_an_address_that_is_a_page(
    vennesla: StoredCase, owner_client: Client
) -> None:
    for name in ("Saken", "Scenarioer", "Sammenlign", "Kopier"):
        owner_client.post(LIST, {"gjor": "ny", "navn": name})

    slugs = [each.slug for each in scenarios_of(vennesla)]
    assert slugs == ["saken-2", "scenarioer-2", "sammenlign-2", "kopier-2"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_name_that_cannot_be_used_is_kept_and_explained(
    name: str, vennesla: StoredCase, owner_client: Client
) -> None:
    answer = owner_client.post(LIST, {"gjor": "ny", "navn": name})

    page = parsed(answer.content)
    assert answer.status_code == 422
    assert page.get_element_by_id("nytt-navn").get("value", "") == name
    assert page.get_element_by_id("nytt-feil").text_content()
    assert scenarios_of(vennesla) == []


def test_a_scenario_is_renamed_archived_and_brought_back(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    who = {"scenario": scenario.slug}

    owner_client.post(LIST, {**who, "gjor": "navn", "navn": "Med nattevakt", "versjon": "1"})
    owner_client.post(LIST, {**who, "gjor": "arkiver", "versjon": "2"})
    archived = now(scenario)
    owner_client.post(LIST, {**who, "gjor": "hent", "versjon": "3"})

    assert (archived.name, archived.is_archived) == ("Med nattevakt", True)
    assert not now(scenario).is_archived
    assert now(scenario).slug == "uten-nattevakt"


def test_a_rename_from_an_old_page_is_a_conflict(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    sent = {"scenario": scenario.slug, "gjor": "navn", "navn": "Nytt", "versjon": "1"}

    late = owner_client.post(LIST, sent)

    assert late.status_code == 409
    assert now(scenario).name == "Uten nattevakt"
    form = parsed(late.content).xpath("//form[.//button[contains(., 'Lagre mitt')]]")[0]
    carried = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    carried.pop("csrfmiddlewaretoken", None)
    owner_client.post(form.get("action"), carried)
    assert now(scenario).name == "Nytt"


def test_undo_and_redo_buttons_go_back_to_the_page(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    page = address_of("edit", scenario.slug)

    undone = owner_client.post(
        address_of("undo", scenario.slug), {"versjon": "2", "neste": page}, follow=True
    )
    assert undone.redirect_chain[-1][0] == page
    assert value_of(scenario, SICK) == 0.1
    assert "Angret: Sykefravær" in text_of(parsed(undone.content))

    owner_client.post(address_of("redo", scenario.slug), {"versjon": "3", "neste": page})
    assert value_of(scenario, SICK) == 0.2


def test_undo_from_an_old_page_does_not_take_another_persons_change(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    edited(now(scenario), sick_leave(0.3), owner)

    late = owner_client.post(address_of("undo", scenario.slug), {"versjon": "2", "siste": "1"})

    assert late.status_code == 409
    assert value_of(scenario, SICK) == 0.3


def test_undo_never_sends_anybody_to_another_site(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)

    answer = owner_client.post(
        address_of("undo", scenario.slug), {"neste": "https://example.org/modeller/"}
    )

    assert answer["Location"].startswith("/modeller/vennesla/")


def test_the_list_takes_the_same_queries_however_long(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario_in(vennesla, owner, "En")
    owner_client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        owner_client.get(LIST)
    for number in range(6):
        edited(scenario_in(vennesla, owner, f"Nr. {number}"), sick_leave(0.2), owner)
    with CaptureQueriesContext(connection) as many:
        page = parsed(owner_client.get(LIST).content)

    assert len(many) == len(few)
    assert doubled_ids(page) == []
