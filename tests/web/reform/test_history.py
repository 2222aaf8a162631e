# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history: who changed what, what was undone, and the figures as they were."""

import io

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from ambulant.reform.scenario import SetValue
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.reform import actions
from ambulant_web.reform.actions import Expected
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import address_of, edited, now, scenario_in, sick_leave
from tests.web.reform.pages import doubled_ids, parsed, text_of


def fte(value: float) -> SetValue:
    return SetValue(op="set_value", path="assumptions.fte_new", value=value)


def at(scenario: str, number: int) -> str:
    kwargs = {"case": "vennesla", "scenario": scenario, "number": number}
    return reverse("reform:history_at", kwargs=kwargs)


def test_members_see_the_history_and_others_do_not(  # noqa: PLR0913
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    slug = scenario.slug
    addresses = (address_of("history", slug), address_of("history_excel", slug), at(slug, 1))

    for address in addresses:
        assert owner_client.get(address).status_code == 200
        assert colleague_client.get(address).status_code == 200
        assert stranger_client.get(address).status_code == 404
        assert client.get(address).status_code == 302


def test_the_history_says_who_did_what_and_strikes_what_was_undone(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2, "Målt i vår"), owner)
    edited(now(scenario), fte(21), owner)
    with tenant(vennesla.municipality):
        actions.undo_last(now(scenario), by=owner, expected=Expected())

    page = parsed(owner_client.get(address_of("history", scenario.slug)).content)

    rows = [text_of(row) for row in page.xpath("//section[@aria-labelledby='endringer']//tbody/tr")]
    assert len(rows) == 2
    assert "angret av radgiver" in rows[0] and page.xpath("//tr[1]//s")
    assert "Målt i vår" in rows[1] and "radgiver" in rows[1]
    assert doubled_ids(page) == []


def test_the_figures_are_shown_as_they_were_after_a_change(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, fte(21), owner)
    with tenant(vennesla.municipality):
        actions.undo_last(now(scenario), by=owner, expected=Expected())
    edited(now(scenario), fte(22), owner)
    edited(now(scenario), fte(19), owner)

    def total(number: int) -> str:
        page = parsed(owner_client.get(at(scenario.slug, number)).content)
        row = page.xpath("//section[@aria-labelledby='nokkeltall']//tr[th[contains(.,'Modell 2')]]")
        return text_of(row[0][1])

    # The first stood until it was undone; the second came after that.
    assert [total(1), total(2), total(3)] == ["24,00", "25,00", "22,00"]
    page = text_of(parsed(owner_client.get(at(scenario.slug, 2)).content))
    assert "Årsverk i alt" in page and "−3,00" in page


def test_a_change_that_is_not_there_is_not_found(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)

    assert owner_client.get(at(scenario.slug, 7)).status_code == 404
    assert owner_client.get(at("saken", 1)).status_code == 404


def test_the_workbook_holds_every_change(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2, "Målt i vår"), owner)

    answer = owner_client.get(address_of("history_excel", scenario.slug))

    sheet = load_workbook(io.BytesIO(answer.content))["Historikk"]
    row = [cell.value for cell in sheet[2]]
    assert (row[0], row[2], row[4]) == (1, "radgiver", "Målt i vår")
    assert str(row[3]).startswith("Sykefravær")


def test_the_case_itself_says_why_it_has_no_history(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("history")).content)

    assert "Saken selv endres ikke" in text_of(page)


def test_twenty_changes_take_no_more_queries_than_one(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("history", scenario.slug)
    edited(scenario, sick_leave(0.11), owner)
    owner_client.get(address)
    edited(now(scenario), sick_leave(0.111), owner)  # the trail now has somebody to name
    with CaptureQueriesContext(connection) as few:
        owner_client.get(address)
    for number in range(18):
        edited(now(scenario), sick_leave(0.12 + number / 1000), owner)
    with CaptureQueriesContext(connection) as many:
        owner_client.get(address)

    assert len(many) == len(few)
