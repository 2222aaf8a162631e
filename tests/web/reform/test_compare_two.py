# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two models beside each other: what differs, by how much, and why."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from ambulant.reform.scenario import CopyModel, SetValue
from ambulant_web.accounts.models import User
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import edited, now, scenario_in, sick_leave
from tests.web.reform.pages import doubled_ids, parsed, text_of

PAGE = "/modeller/vennesla/sammenlign/"
EXCEL = f"{PAGE}sammenligning.xlsx"


@pytest.mark.parametrize("address", [PAGE, EXCEL])
def test_members_compare_and_others_do_not(  # noqa: PLR0913
    address: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_only_what_differs_is_shown_with_sign(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    change = SetValue(op="set_value", path="assumptions.fte_new", value=21.0)
    edited(scenario, change, owner)
    query = {"a": "saken:modell-2", "b": f"{scenario.slug}:modell-2"}

    page = parsed(owner_client.get(PAGE, query).content)
    everything = parsed(owner_client.get(PAGE, query | {"alle": "1"}).content)

    def rows(of: object) -> dict[str, list[str]]:
        found = of.xpath("//section[@aria-labelledby='tall']//tr[td]")  # type: ignore[attr-defined]
        return {row[0].text: [text_of(cell) for cell in row[1:]] for row in found}

    assert rows(page)["Årsverk i alt"] == ["23,00", "24,00", "+1,00"]
    assert rows(page)["Netto i året"] == ["6,7", "6,0", "−0,7"]
    assert "Margin" not in rows(everything) or len(rows(everything)) > len(rows(page))
    assert rows(everything)["Reise"][2] == "lik"
    assert "Behov i den nye organiseringen" in text_of(page)
    assert doubled_ids(page) == []


def test_a_model_that_only_one_scenario_has_can_be_chosen(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    copy = CopyModel(op="copy_model", source="modell-1", id="modell-3", name="Modell 3")
    edited(scenario, copy, owner)

    query = {"a": "saken:today", "b": f"{scenario.slug}:modell-3"}
    page = parsed(owner_client.get(PAGE, query).content)

    assert page.xpath("//select[@id='b']//option[@selected]/text()") == ["Modell 3, Uten nattevakt"]
    assert f"{scenario.slug}:modell-3" in page.xpath("//select[@id='a']//option/@value")
    assert "saken:modell-3" not in page.xpath("//select[@id='a']//option/@value")


@pytest.mark.parametrize("query", [{}, {"a": "x:y"}, {"a": "saken:finnes-ikke", "b": "::"}])
def test_what_is_not_there_gives_something_to_begin_with(
    query: dict[str, str], vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(PAGE, query).content)

    chosen = page.xpath("//select//option[@selected]/@value")
    assert len(chosen) == 2


@pytest.mark.parametrize("name", ["froya", "lier"])
def test_cases_with_gaps_can_be_compared(name: str, open_case) -> None:  # type: ignore[no-untyped-def]
    _row, browser = open_case(name)

    assert browser.get(f"/modeller/{name}/sammenlign/?alle=1").status_code == 200
    assert browser.get(f"/modeller/{name}/sammenlign/sammenligning.xlsx").status_code == 200


def test_the_workbook_has_figures_as_numbers(vennesla: StoredCase, owner_client: Client) -> None:
    answer = owner_client.get(EXCEL, {"a": "saken:modell-1", "b": "saken:modell-2"})

    sheet = load_workbook(io.BytesIO(answer.content))["Tall"]
    total = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "Årsverk i alt")
    assert total[4] == 23
    assert total[5] == pytest.approx(total[4] - total[3])


def test_more_scenarios_and_changes_take_no_more_queries(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    first = scenario_in(vennesla, owner, "A")
    edited(first, sick_leave(0.2), owner)
    query = {"a": "saken:modell-2", "b": "a:modell-2"}
    owner_client.get(PAGE, query)
    with CaptureQueriesContext(connection) as few:
        owner_client.get(PAGE, query)
    for name in "BCDE":
        edited(scenario_in(vennesla, owner, name), sick_leave(0.2), owner)
    for number in range(10):
        edited(now(first), sick_leave(0.2 + number / 100), owner)
    with CaptureQueriesContext(connection) as many:
        owner_client.get(PAGE, query)

    assert len(many) == len(few)
