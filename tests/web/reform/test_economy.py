# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The money of one model."""

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

from ambulant.reform.case import Value
from ambulant.reform.casefiles import case_to_data, load_case
from ambulant.reform.compare import compare
from ambulant.reform.uncertainty import BreakEven
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.models import StoredCase
from ambulant_web.reform.presentation import economy_figures
from ambulant_web.reform.presentation.uncertainty import sentence
from ambulant_web.shell.numbers import written
from tests.web.reform.pages import CASES, doubled_ids, figure_addresses, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]
ALL = (("vennesla", "modell-2"), ("froya", "vertskommune"), ("lier", "alternativ-2"))
COLUMNS = (
    "gross",
    "running",
    "margin",
    "operations",
    "one_off",
    "net_operating",
    "investment",
)
ADDRESS = "/modeller/vennesla/saken/okonomi/"


def page_of(browser: Client, query: str = "", address: str = ADDRESS) -> html.HtmlElement:
    """Return the page as a tree."""
    response = browser.get(f"{address}{query}")
    assert response.status_code == 200
    return parsed(response.content)


def section(page: html.HtmlElement, heading_id: str) -> html.HtmlElement:
    """Return the section with a heading."""
    return page.xpath(f"//section[@aria-labelledby='{heading_id}']")[0]


def rows_of(table: html.HtmlElement) -> list[list[str]]:
    """Return the text of each cell of the body of a table."""
    return [[text_of(cell) for cell in row] for row in table.xpath("./tbody/tr")]


@pytest.fixture
def growing(municipality: Municipality) -> StoredCase:
    """Return the case with a yearly growth in prices, which the published one does not give."""
    case = load_case(CASES / "vennesla")
    growth = Value(value=0.03, unit="share", reason="antatt i testen")
    case = replace(case, id="vekst", prices=replace(case.prices, yearly_growth=growth))
    with tenant(municipality):
        return StoredCase.objects.create(
            municipality=municipality, slug="vekst", title=case.title, data=case_to_data(case)
        )


@pytest.mark.parametrize("name", ["economy", "economy_excel"])
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


def test_figures_of_the_page_are_explained_to_members_only(
    vennesla: StoredCase, colleague_client: Client, stranger_client: Client, client: Client
) -> None:
    kwargs = {
        "case": "vennesla",
        "scenario": "saken",
        "model": "modell-2",
        "key": "margin.computed",
    }
    for name in ("economy_explain", "economy_trace"):
        address = reverse(f"reform:{name}", kwargs=kwargs)
        visitors = (colleague_client, stranger_client, client)
        assert [one.get(address).status_code for one in visitors] == [200, 404, 302]


@pytest.mark.parametrize(
    ("model", "key"),
    [
        ("modell-2", "ingenting"),
        ("modell-2", "margin.annet"),
        ("modell-2", "lopende.plan.2026.gross"),
        ("modell-2", "utfall.stated.net.p50"),
        ("modell-2", "ende.stated.low.assumptions.nothing"),
        ("modell-2", "ende.other.low.assumptions.sick"),
        ("modell-2", "null.stated.assumptions.sick"),
        ("modell-2", "etapper.nothing.2026-01.fte"),
        ("modell-2", "etapper.model-2-mid-2026.2026-01.model_id"),
        ("no-model", "margin.computed"),
    ],
)
def test_a_figure_that_is_not_there_is_not_found(
    vennesla: StoredCase, owner_client: Client, model: str, key: str
) -> None:
    kwargs = {"case": "vennesla", "scenario": "saken", "model": model, "key": key}
    assert owner_client.get(reverse("reform:economy_explain", kwargs=kwargs)).status_code == 404


@pytest.mark.parametrize(("case", "model"), ALL)
def test_every_figure_opens_its_explanation(case: str, model: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = page_of(browser, f"?modell={model}", f"/modeller/{case}/saken/okonomi/")

    addresses = figure_addresses(page)
    bad = [one for one in addresses if browser.get(one).status_code != 200]
    traces = [one.replace("/forklar/", "/regneark/").rstrip("/") + ".xlsx" for one in addresses]
    own = [one for one in traces if "/okonomi/" in one]

    assert len(addresses) > 10
    assert bad == []
    assert [one for one in own[::7] if browser.get(one).status_code != 200] == []


@pytest.mark.parametrize(("case", "model"), ALL)
def test_the_numbers_are_those_of_the_core(case: str, model: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = page_of(browser, f"?modell={model}", f"/modeller/{case}/saken/okonomi/")
    own = compare(load_case(CASES / case), parameters=queries.parameters()).result(model)
    plans = section(page, "aar-for-aar")

    if own.net_saving.is_missing:
        assert plans.xpath(".//table[@data-amb-sort]") == []
        assert "mangler" in text_of(plans)
        return
    table = rows_of(plans.xpath(".//table[@data-amb-sort]")[0])
    assert [line[0] for line in table] == [str(year.year) for year in own.plan]
    assert [line[1:] for line in table] == [
        [written(getattr(year, name), style="million", decimals=2) for name in COLUMNS]
        for year in own.plan
    ]


def test_stated_and_computed_stand_beside_each_other(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client)
    (table,) = section(page, "helt-aar").xpath(".//table[contains(@class, 'pg-lines')]")
    lines = {row[0].split(" mot ")[0].split(" mill.")[0]: row[1:] for row in rows_of(table)}

    assert [text_of(th) for th in table.xpath("./thead//th")] == [
        "Av årsverkene i saken",
        "Av beregnede årsverk",
    ]
    assert lines["Netto innsparing"][0] == "6,70"
    assert lines["Endring i årsverk"][0].startswith("−11,52")
    assert lines["Netto innsparing"][1] != "6,70"


def test_a_model_without_stated_fte_has_one_way_of_counting(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client, "?modell=modell-1")

    assert "Modell 1 i et helt år" in text_of(page)
    heads = section(page, "helt-aar").xpath(".//table[contains(@class, 'pg-lines')]/thead//th")
    assert [text_of(head) for head in heads] == ["Av beregnede årsverk"]


def test_avoided_investment_is_marked_as_outside_the_plan(
    vennesla: StoredCase, owner_client: Client
) -> None:
    lines = section(page_of(owner_client), "linjer")

    marked = [
        text_of(row[0])
        for row in lines.xpath(".//tbody/tr")
        if "Ikke i økonomiplanen" in text_of(row)
    ]
    assert len(marked) == 1
    assert "7,00 mill. kr" in text_of(lines.xpath(".//dl")[0])


def test_cost_lines_say_source_reason_and_start(vennesla: StoredCase, owner_client: Client) -> None:
    rows = rows_of(section(page_of(owner_client), "linjer").xpath(".//table")[0])
    fact = next(row for row in rows if "FACT" in row[0])

    assert fact[1] == "driftsutgift i året"
    assert fact[2] == "ca. 500 000"
    assert fact[3] == "følger innfasingen"
    assert "000" in fact[4]
    assert fact[5] != "–"


def test_three_readings_of_the_margin_with_the_one_in_use_marked(
    vennesla: StoredCase, owner_client: Client
) -> None:
    rows = rows_of(section(page_of(owner_client), "margin").xpath(".//table")[0])

    assert [row[1:] for row in rows] == [["1,49", "0,91"], ["1,66", "0,74"], ["1,73", "0,67"]]
    assert ["brukt her" in row[0] for row in rows] == [True, False, False]


def test_what_the_case_does_not_say_is_listed(vennesla: StoredCase, owner_client: Client) -> None:
    said = text_of(section(page_of(owner_client), "usagt"))

    assert "Hva marginen regnes av" in said
    assert "Saken sier ikke hva marginen på 10 prosent regnes av" in said


def test_fixed_prices_only_where_the_case_gives_no_growth(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client, "?priser=lopende")

    assert "Årets kroner" not in text_of(page)
    assert "faste 2025-kroner" in text_of(section(page, "aar-for-aar"))


def test_each_years_own_prices_where_the_case_gives_growth(
    growing: StoredCase, owner_client: Client
) -> None:
    address = "/modeller/vekst/saken/okonomi/"
    page = page_of(owner_client, "?modell=modell-2&priser=lopende", address)
    table = section(page, "aar-for-aar").xpath(".//table[@data-amb-sort]")[0]
    last = rows_of(table)[-1]

    # 6.7 MNOK in 2029, four years after the price level of 2025
    assert last[0] == "2029"
    assert last[6] == f"{6.7 * 1.03**4:.2f}".replace(".", ",")
    links = table.xpath(".//a/@href")
    assert all(owner_client.get(link).status_code == 200 for link in links)
    drawer = owner_client.get(links[-2]).content.decode()
    assert "prisvekst" in drawer
    fixed = page_of(owner_client, "?modell=modell-2", address)
    assert rows_of(section(fixed, "aar-for-aar").xpath(".//table")[0])[-1][6] == "6,70"


def test_stages_are_shown_by_quarter_as_the_core_has_them(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client)
    (heading,) = page.xpath("//h2[starts-with(@id, 'etapper-')]")
    rows = rows_of(section(page, str(heading.get("id"))).xpath(".//table")[-1])
    view = queries.view_of(vennesla, None)
    (series,) = economy_figures.series_of(view)

    assert len(rows) == 16
    assert rows[1][:2] == ["2. kvartal 2026", "I dag"]
    assert rows[2][:3] == ["3. kvartal 2026", "Modell 2", "23,00"]
    last = series.months[-1].cumulative
    assert rows[-1][4] == written(last, style="million", decimals=2)


def test_a_case_without_amounts_says_so_and_shows_no_zero(open_case: OpenCase) -> None:
    row, browser = open_case("lier")
    page = page_of(browser, "?modell=alternativ-3", "/modeller/lier/saken/okonomi/")

    assert "Saken oppgir ingen beløp for Alternativ 3." in text_of(page)
    assert "Ingen av modellene har beløp å trekke av." in text_of(page)
    assert page.xpath("//form[@method='post'][contains(@class, 'amb-form')]") == []
    (table,) = section(page, "helt-aar").xpath(".//table[contains(@class, 'pg-lines')]")
    assert rows_of(table)[-1][1] == "mangler"
    assert "0,00" not in text_of(page)


def test_a_case_without_models_says_what_fills_the_page(
    municipality: Municipality, owner_client: Client
) -> None:
    case = replace(load_case(CASES / "vennesla"), id="tom", models=(), stage_plans=())
    with tenant(municipality):
        StoredCase.objects.create(
            municipality=municipality, slug="tom", title=case.title, data=case_to_data(case)
        )

    page = page_of(owner_client, "", "/modeller/tom/saken/okonomi/")

    assert "Saken har ingen modeller ennå" in text_of(page)
    assert owner_client.get("/modeller/tom/saken/excel/okonomi.xlsx").status_code == 404


@pytest.mark.parametrize(("case", "model"), ALL)
def test_ids_stand_once_and_nothing_is_styled_inline(
    case: str, model: str, open_case: OpenCase
) -> None:
    row, browser = open_case(case)
    page = page_of(browser, f"?modell={model}", f"/modeller/{case}/saken/okonomi/")

    assert doubled_ids(page) == []
    assert page.xpath("//*[@style]") == []


def test_excel_holds_numbers_and_dates(vennesla: StoredCase, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/okonomi.xlsx?modell=modell-2")
    book = load_workbook(io.BytesIO(response.content))

    plan = list(book["Plan, faste kroner"].values)
    assert plan[1][:3] == ("Modell 2", "Av årsverkene i saken", 2026)
    assert plan[1][8] == pytest.approx(2_350_000)
    assert "Etapper 1" in book.sheetnames
    assert len(list(book["Etapper 1"].values)) == 49
    assert book.sheetnames[-1] == "Om tallene"


def test_queries_do_not_grow_with_the_models(
    vennesla: StoredCase, municipality: Municipality, owner_client: Client
) -> None:
    def asked(address: str) -> int:
        owner_client.get(address)
        with CaptureQueriesContext(connection) as captured:
            owner_client.get(address)
        return len(captured)

    case = load_case(CASES / "vennesla")
    more = [replace(case.models[1], id=f"m{number}", name=f"M{number}") for number in range(3)]
    bigger = replace(case, id="storre", models=(*case.models, *more))
    with tenant(municipality):
        StoredCase.objects.create(
            municipality=municipality, slug="storre", title="Større", data=case_to_data(bigger)
        )

    assert asked("/modeller/storre/saken/okonomi/") == asked(ADDRESS)


@pytest.mark.parametrize(
    ("value", "is_gain", "words"),
    [
        (0.31, True, "Sykefravær over 31 % spiser hele gevinsten. Nå: 10 %."),
        (0.02, True, "Sykefravær under 2 % spiser hele gevinsten. Nå: 10 %."),
        (0.31, False, "Sykefravær over 31 % gjør at modellen går i pluss. Nå: 10 %."),
        (0.02, False, "Sykefravær under 2 % gjør at modellen går i pluss. Nå: 10 %."),
        (None, True, "Sykefravær: ingen verdi mellom 0 % og 95 % gjør det. Nå: 10 %."),
    ],
)
def test_break_even_is_said_as_a_sentence(value: float | None, is_gain: bool, words: str) -> None:
    one = BreakEven("assumptions.sick", "Sykefravær", "share", 0.1, value, 0.0, 0.95)

    assert sentence(one, "share", is_gain=is_gain).replace("\u00a0", " ") == words
