# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way to a decision."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from ambulant.reform.case import Step
from ambulant.reform.casefiles import case_to_data, load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform.models import StoredCase
from tests.web.reform.pages import CASES, doubled_ids, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]


def page_of(browser: Client, case: str = "vennesla") -> html.HtmlElement:
    """Return the page as a tree."""
    response = browser.get(f"/modeller/{case}/saken/prosess/")
    assert response.status_code == 200
    return parsed(response.content)


def steps_of(page: html.HtmlElement) -> list[str]:
    """Return the text of each step, the marker of the day too."""
    return [text_of(step) for step in page.xpath("//ol[@class='pg-steps']/li")]


def store(municipality: Municipality, slug: str, process: tuple[Step, ...]) -> None:
    """Store the Vennesla case under another name, with another process."""
    case = replace(load_case(CASES / "vennesla"), id=slug, process=process)
    with tenant(municipality):
        StoredCase.objects.create(
            municipality=municipality, slug=slug, title=case.title, data=case_to_data(case)
        )


@pytest.mark.parametrize("name", ["process", "process_excel"])
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


def test_steps_come_by_date_with_the_day_of_the_case_between(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client)
    steps = steps_of(page)

    assert len(steps) == 9
    assert steps[3] == (
        "01.09.2025 Saken er vurdert per denne datoen. Det over er gjort, det under kommer."
    )
    dates = [datetime.strptime(step[:10], "%d.%m.%Y") for step in steps[:8]]  # noqa: DTZ007
    assert dates == sorted(dates)
    assert steps[8].startswith("etter «Politisk behandling (Kommunestyret)»")
    assert "Datoene står i riktig rekkefølge." in text_of(page)
    assert "kan ikke avgjøres" not in text_of(page)
    assert doubled_ids(page) == []


def test_a_decision_before_the_discussion_is_a_fault_at_the_step(
    municipality: Municipality, owner_client: Client
) -> None:
    wrong = (
        Step("vedtak", "Vedtak i kommunestyret", "decision", when=date(2025, 10, 1)),
        Step("drofting", "Drøfting", "discussion", when=date(2025, 11, 1)),
        Step("horing", "Høring", "hearing", when=date(2025, 9, 15)),
    )
    store(municipality, "feil", wrong)
    page = page_of(owner_client, "feil")
    steps = steps_of(page)

    assert [step[:10] for step in steps] == ["01.09.2025", "15.09.2025", "01.10.2025", "01.11.2025"]
    assert "Vedtak i kommunestyret kan ikke avgjøres før saken er drøftet." in steps[2]
    assert "kommer før" in steps[1]
    assert "2 steg står feil." in text_of(page)


def test_without_a_date_for_discussion_the_case_cannot_be_decided(open_case: OpenCase) -> None:
    row, browser = open_case("lier")
    said = text_of(page_of(browser, "lier"))

    assert "Saken kan ikke avgjøres ennå." in said
    assert "Drøfting med tillitsvalgte har ingen dato." in said
    assert "uten dato" in said


def test_a_case_without_steps_says_what_fills_the_page(
    municipality: Municipality, owner_client: Client
) -> None:
    store(municipality, "tom", ())

    assert "Saken har ingen steg ennå." in text_of(page_of(owner_client, "tom"))


def test_excel_holds_dates_as_dates(vennesla: StoredCase, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/prosess.xlsx")
    rows = list(load_workbook(io.BytesIO(response.content))["Prosess"].values)

    assert rows[1][0] == datetime(2025, 8, 20)  # noqa: DTZ001 - a sheet knows no zones
    assert rows[8][4] == "Politisk behandling (Kommunestyret)"


def test_queries_do_not_grow_with_the_steps(
    vennesla: StoredCase, municipality: Municipality, owner_client: Client
) -> None:
    many = tuple(
        Step(f"s{number}", f"Steg {number}", "information", when=date(2025, 9, 1 + number))
        for number in range(25)
    )
    store(municipality, "mange", many)

    def asked(case: str) -> int:
        page_of(owner_client, case)
        with CaptureQueriesContext(connection) as captured:
            page_of(owner_client, case)
        return len(captured)

    assert asked("mange") == asked("vennesla")
