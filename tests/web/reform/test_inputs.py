# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff have said."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from ambulant.reform.case import StaffInput
from ambulant.reform.casefiles import case_to_data, load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.models import StoredCase
from ambulant_web.shell.numbers import written
from tests.web.reform.pages import CASES, doubled_ids, figure_addresses, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]


def page_of(browser: Client, case: str = "vennesla") -> html.HtmlElement:
    """Return the page as a tree."""
    response = browser.get(f"/modeller/{case}/saken/innspill/")
    assert response.status_code == 200
    return parsed(response.content)


def rows_of(page: html.HtmlElement) -> list[list[str]]:
    """Return the text of each cell of the table."""
    rows = page.xpath("//table[@id='innspill-tabell']/tbody/tr")
    return [[text_of(cell) for cell in row] for row in rows]


def store(municipality: Municipality, slug: str, inputs: tuple[StaffInput, ...]) -> None:
    """Store the Vennesla case under another name, with other inputs."""
    case = replace(load_case(CASES / "vennesla"), id=slug, inputs=inputs)
    with tenant(municipality):
        StoredCase.objects.create(
            municipality=municipality, slug=slug, title=case.title, data=case_to_data(case)
        )


@pytest.mark.parametrize("name", ["staff_inputs", "staff_inputs_excel"])
def test_members_see_the_page_and_others_do_not(  # noqa: PLR0913 - one visitor each
    name: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = reverse(f"reform:{name}", kwargs={"case": "vennesla", "scenario": "saken"})

    visitors = (owner_client, colleague_client, stranger_client, client)
    assert [one.get(address).status_code for one in visitors] == [200, 200, 404, 302]


@pytest.mark.parametrize("case", ["vennesla", "froya", "lier"])
def test_every_figure_opens_its_explanation(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = page_of(browser, case)

    bad = [one for one in figure_addresses(page) if browser.get(one).status_code != 200]
    assert bad == []
    assert doubled_ids(page) == []


def test_all_inputs_are_shown_with_answer_and_the_figure_of_each_model(
    vennesla: StoredCase, owner_client: Client
) -> None:
    view = queries.view_of(vennesla, None)
    rows = rows_of(page_of(owner_client))

    assert len(rows) == 7
    travel = next(row for row in rows if "reisetid" in row[0])
    assert travel[1].startswith("Arbeidet planlegges i kalender")
    for result in view.comparison.results:
        figure = result.figures()["activity.travel"]
        assert f"{result.name} {written(figure, decimals=1)}" in travel[2]
    assert travel[3] == "000 kap. 8"


def test_what_is_not_answered_comes_first_and_says_so(
    municipality: Municipality, owner_client: Client
) -> None:
    given = (
        StaffInput("a", "Har fått svar", answer="Ja"),
        StaffInput("b", "Venter på svar", figure="travel_fte"),
        StaffInput("c", "Har også fått svar", answer="Nei"),
    )
    store(municipality, "venter", given)
    page = page_of(owner_client, "venter")

    assert [row[0] for row in rows_of(page)] == [
        "Venter på svar",
        "Har fått svar",
        "Har også fått svar",
    ]
    assert rows_of(page)[0][1] == "Ikke besvart"
    assert "1 av 3 er ikke besvart og står først." in text_of(page)


def test_a_figure_that_is_missing_is_called_missing(
    municipality: Municipality, owner_client: Client, open_case: OpenCase
) -> None:
    case = load_case(CASES / "lier")
    asked = StaffInput("reise", "Blir det mer reise?", figure="travel_fte")
    row, browser = open_case("lier")
    with tenant(row.municipality):
        changed = replace(case, id="reise", inputs=(asked,))
        StoredCase.objects.create(
            municipality=row.municipality, slug="reise", title="R", data=case_to_data(changed)
        )

    cell = rows_of(page_of(browser, "reise"))[0][2]
    assert cell.count("mangler") == 5


def test_a_case_without_inputs_says_what_fills_the_page(open_case: OpenCase) -> None:
    row, browser = open_case("lier")

    assert "Ingen innspill er lagt inn." in text_of(page_of(browser, "lier"))


def test_excel_has_a_row_for_each_figure(vennesla: StoredCase, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/innspill.xlsx")
    rows = list(load_workbook(io.BytesIO(response.content))["Innspill"].values)

    travel = [row for row in rows if row[0] and "reisetid" in str(row[0])]
    assert [row[3] for row in travel] == ["I dag", "Modell 1", "Modell 2"]
    assert all(isinstance(row[5], float) for row in travel)


def test_queries_do_not_grow_with_the_inputs(
    vennesla: StoredCase, municipality: Municipality, owner_client: Client
) -> None:
    many = tuple(
        StaffInput(f"i{number}", f"Innspill {number}", figure="travel_fte") for number in range(30)
    )
    store(municipality, "mange", many)

    def asked(case: str) -> int:
        page_of(owner_client, case)
        with CaptureQueriesContext(connection) as captured:
            page_of(owner_client, case)
        return len(captured)

    assert asked("mange") == asked("vennesla")
