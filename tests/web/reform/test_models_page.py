# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The models of a case side by side."""

import io
import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook

from ambulant.reform.scenario import SetValue
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.reform import queries
from ambulant_web.reform.actions import Expected, add_edit, create_scenario
from ambulant_web.reform.models import StoredCase
from ambulant_web.reform.presentation.side_by_side import BAR_PX, side_by_side
from tests.web.reform.pages import doubled_ids, figure_addresses, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]
CASES = ("vennesla", "froya", "lier")


def address_of(name: str, case: str = "vennesla", scenario: str = "saken") -> str:
    return reverse(f"reform:{name}", kwargs={"case": case, "scenario": scenario})


def row_named(page: html.HtmlElement, name: str) -> html.HtmlElement:
    """Return the row of the table of models whose heading begins so."""
    for row in page.xpath("//table[contains(@class, 'rf-table')]//tr"):
        if text_of(row[0]).startswith(name):
            return row
    raise LookupError(name)


def cells_of(page: html.HtmlElement, name: str) -> list[str]:
    return [text_of(cell) for cell in row_named(page, name)[1:]]


@pytest.mark.parametrize("name", ["models", "models_excel"])
def test_members_see_the_page_and_others_do_not(  # noqa: PLR0913 - one visitor each
    name: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = address_of(name)

    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302
    assert owner_client.post(address).status_code == 405


def test_a_scenario_that_is_not_there_is_not_found(
    vennesla: StoredCase, owner_client: Client
) -> None:
    assert owner_client.get(address_of("models", scenario="finnes-ikke")).status_code == 404


def test_the_lead_answers_with_the_recommended_model_against_the_case(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("models")).content)
    lead = text_of(page.xpath("//div[@class='amb-lead']")[0])

    assert lead.startswith("Modell 2 frigjør ")
    assert "lavere drift i året fra 2028" in lead
    assert "Saken oppgir 11,52 årsverk og 6,7 mill. kr" in lead


def test_stated_and_computed_stand_in_two_rows(vennesla: StoredCase, owner_client: Client) -> None:
    page = parsed(owner_client.get(address_of("models")).content)

    today, first, second = cells_of(page, "Oppgitt i saken")
    assert today == "34,52 oppgitt"
    assert first.startswith("mangler")
    assert "Saken tallfester ikke årsverk i Modell 1" in first
    assert second.startswith("23,00 oppgitt −11,52 mot i dag")
    assert "20,00" in second
    assert all(re.match(r"\d", cell) for cell in cells_of(page, "Behov i alt"))
    assert "3,00 oppgitt til Psykisk helse" in cells_of(page, "Flyttes ut av saken")[2]


def test_avoided_investment_is_said_to_be_outside_the_plan(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("models")).content)

    assert "ikke i planen" in text_of(row_named(page, "Unngått investering")[0])
    assert cells_of(page, "Unngått investering") == ["–", "ingen i saken", "7,0"]


def test_preconditions_and_readiness_stand_beside_the_money(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("models")).content)

    assert "0 av 10 på plass" in cells_of(page, "Forutsetninger på plass")[2]
    assert cells_of(page, "Klar til vedtak")[2].startswith("Ikke ennå")
    assert "5 av 7 vist" in page.text_content()


@pytest.mark.parametrize("case", CASES)
def test_every_figure_on_the_page_opens_its_explanation(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = parsed(browser.get(address_of("models", case)).content)

    addresses = figure_addresses(page)
    answers = {
        address: browser.get(address, headers={"HX-Request": "true"}).status_code
        for address in addresses
    }

    assert len(addresses) > 20
    assert [address for address, status in answers.items() if status != 200] == []


@pytest.mark.parametrize("case", CASES)
def test_ids_stand_once_and_every_cell_has_its_column(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = parsed(browser.get(address_of("models", case)).content)

    assert doubled_ids(page) == []
    columns = len(queries.view_of(row, None).comparison.results) + 1
    rows = page.xpath("//table[contains(@class, 'rf-table')]/*/tr")
    assert {len(one) for one in rows} == {columns}
    assert page.xpath("//*[@style]") == []


@pytest.mark.parametrize("case", CASES)
def test_a_missing_figure_is_never_shown_as_a_number(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = parsed(browser.get(address_of("models", case)).content)
    view = queries.view_of(row, None)

    shown = page.xpath("//a[contains(@class, 'amb-tall')]")
    prefix = reverse("reform:models", kwargs={"case": row.slug, "scenario": "saken"})
    for link in shown:
        address = str(link.get("href")).removeprefix(f"{prefix}forklar/").rstrip("/")
        figure = view.figure(address)
        assert figure is not None, address
        assert (text_of(link) == "mangler") is figure.is_missing, address


def test_a_case_without_figures_says_so_and_keeps_its_gaps(open_case: OpenCase) -> None:
    row, browser = open_case("lier")
    page = parsed(browser.get(address_of("models", "lier")).content)

    assert len(page.xpath("//table[contains(@class, 'rf-table')]/thead/tr/th")) == 5
    assert all(cell.startswith("mangler") for cell in cells_of(page, "Behov i alt"))
    assert all(cell.startswith("mangler") for cell in cells_of(page, "Netto effekt på drift")[1:])
    assert all(cell.startswith("mangler") for cell in cells_of(page, "Investering")[1:])
    assert "oppgir ikke hva de gir i kroner" in page.text_content()
    assert "Saken oppgir ingen beløp" in page.text_content()


def test_a_phone_shows_the_recommended_model_or_the_one_that_is_asked_for(
    vennesla: StoredCase, owner_client: Client
) -> None:
    def shown(query: dict[str, str]) -> list[str]:
        page = parsed(owner_client.get(address_of("models"), query).content)
        (current,) = page.xpath("//nav[@class='rf-pick']//a[@aria-current]")
        heads = page.xpath(
            "//table[contains(@class, 'rf-table')]/thead//th[not(contains(@class, 'rf-off'))]"
        )
        return [text_of(current), *(text_of(head).split(" Full")[0] for head in heads)]

    assert shown({})[0] == "Modell 2"
    assert shown({"modell": "modell-1"})[0] == "Modell 1"
    assert shown({"modell": "no-such-model"}) == shown({})
    assert len(shown({"modell": "today"})) == 2


def test_bars_of_all_models_are_on_one_scale(vennesla: StoredCase, owner_client: Client) -> None:
    with tenant(vennesla.municipality):
        page = side_by_side(queries.view_of(vennesla, None))

    bars = [bar for row in page.activities for bar in row.bars if bar.figure.number > 0.01]
    scales = {round(float(bar.length) / bar.figure.number, 1) for bar in bars}
    longest = max(bars, key=lambda bar: bar.figure.number)

    assert float(longest.length) == pytest.approx(BAR_PX)
    assert max(scales) - min(scales) < 0.6  # lengths are rounded to a tenth of a pixel


def test_a_change_in_a_scenario_changes_the_page_and_not_the_case(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    before = cells_of(parsed(owner_client.get(address_of("models")).content), "Reise")
    with tenant(vennesla.municipality):
        scenario = create_scenario(vennesla, name="Lengre reise", by=owner)
        change = SetValue("set_value", "assumptions.travel_model_2", 30.0)
        add_edit(scenario, change, by=owner, expected=Expected())

    changed = parsed(owner_client.get(address_of("models", scenario="lengre-reise")).content)

    assert cells_of(changed, "Reise")[2] != before[2]
    assert cells_of(parsed(owner_client.get(address_of("models")).content), "Reise") == before
    assert "Lengre reise" in text_of(changed.xpath("//div[@class='amb-datalinje']")[0])


def test_the_scenarios_of_the_case_can_be_chosen_between(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    with tenant(vennesla.municipality):
        create_scenario(vennesla, name="Forsiktig", by=owner)

    page = parsed(owner_client.get(address_of("models")).content)
    choices = page.xpath("//details[@class='rf-scenario']//li/a")

    assert [text_of(choice) for choice in choices] == ["Saken slik den er", "Forsiktig"]
    assert [choice.get("aria-current") for choice in choices] == ["true", None]
    assert owner_client.get(choices[1].get("href")).status_code == 200


def test_the_number_of_queries_does_not_grow_with_scenarios_and_changes(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    def count() -> int:
        owner_client.get(address_of("models", scenario="a"))
        with CaptureQueriesContext(connection) as made:
            assert owner_client.get(address_of("models", scenario="a")).status_code == 200
        return len(made)

    with tenant(vennesla.municipality):
        scenario = create_scenario(vennesla, name="a", by=owner)
    alone = count()
    with tenant(vennesla.municipality):
        for number in range(8):
            change = SetValue("set_value", "assumptions.travel_model_2", 10.0 + number)
            add_edit(scenario, change, by=owner, expected=Expected())
            create_scenario(vennesla, name=f"b{number}", by=owner)

    assert count() == alone


def test_the_workbook_has_a_sheet_per_section_and_says_what_is_missing(
    open_case: OpenCase,
) -> None:
    row, browser = open_case("vennesla")
    book = load_workbook(io.BytesIO(browser.get(address_of("models_excel")).content))

    assert book.sheetnames[:3] == ["Årsverk", "Penger", "Plan"]
    assert book.sheetnames[-1] == "Om tallene"
    money = {one[0]: one for one in book["Penger"].iter_rows(min_row=2, values_only=True)}
    assert money["Modell 2"][4] == pytest.approx(6_700_000)
    row, browser = open_case("lier")
    gaps = load_workbook(io.BytesIO(browser.get(address_of("models_excel", "lier")).content))
    values = [one[4] for one in gaps["Penger"].iter_rows(min_row=2, values_only=True)]
    assert values == ["mangler"] * 4


@pytest.mark.parametrize(("language", "word"), [("nn", "Modellane"), ("en", "Models")])
def test_the_page_is_shown_in_the_readers_language(
    language: str, word: str, vennesla: StoredCase, owner_client: Client
) -> None:
    owner_client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    page = parsed(owner_client.get(address_of("models")).content)

    assert page.get("lang") == language
    assert text_of(page.xpath("//nav[@class='rf-tabs']//li")[0]) == word
    assert owner_client.get(reverse("reform:cases")).status_code == 200
