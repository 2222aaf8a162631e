# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What models do to the organisation."""

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

from ambulant.reform.case import AddFunction, MoveFunction, Organisation
from ambulant.reform.casefiles import case_to_data, load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.models import StoredCase
from ambulant_web.shell.numbers import written
from tests.web.reform.pages import CASES, doubled_ids, figure_addresses, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]
NAMES = ("vennesla", "froya", "lier")


def page_of(browser: Client, case: str = "vennesla", query: str = "") -> html.HtmlElement:
    """Return the page as a tree."""
    response = browser.get(f"/modeller/{case}/saken/organisasjon/{query}")
    assert response.status_code == 200
    return parsed(response.content)


def section(page: html.HtmlElement, heading_id: str) -> html.HtmlElement:
    """Return the section with a heading."""
    return page.xpath(f"//section[@aria-labelledby='{heading_id}']")[0]


def row_named(part: html.HtmlElement, name: str) -> list[str]:
    """Return the cells of the row whose heading begins so."""
    for row in part.xpath(".//tbody/tr"):
        if text_of(row[0]).startswith(name):
            return [text_of(cell) for cell in row[1:]]
    raise LookupError(name)


def store(municipality: Municipality, slug: str, **changes: object) -> StoredCase:
    """Store the Vennesla case under another name, changed."""
    case = replace(load_case(CASES / "vennesla"), id=slug, **changes)  # type: ignore[arg-type]
    with tenant(municipality):
        return StoredCase.objects.create(
            municipality=municipality, slug=slug, title=case.title, data=case_to_data(case)
        )


@pytest.mark.parametrize("name", ["organisation", "organisation_excel", "organisation_norm"])
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


@pytest.mark.parametrize("case", NAMES)
def test_every_figure_opens_its_explanation(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = page_of(browser, case)

    addresses = figure_addresses(page)
    shown = addresses if len(addresses) < 150 else addresses[::4]
    assert len(addresses) > 20
    assert [one for one in shown if browser.get(one).status_code != 200] == []
    assert doubled_ids(page) == []
    assert page.xpath("//*[@style]") == []


@pytest.mark.parametrize("case", NAMES)
def test_the_numbers_are_those_of_the_core_and_gaps_are_words(
    case: str, open_case: OpenCase
) -> None:
    row, browser = open_case(case)
    view = queries.view_of(row, None)
    prefix = f"/modeller/{case}/saken/forklar/"

    links = page_of(browser, case).xpath("//table//a[contains(@class, 'amb-tall')]")
    for link in links:
        address = str(link.get("href"))
        if not address.startswith(prefix):
            continue
        figure = view.figure(address.removeprefix(prefix).rstrip("/"))
        assert figure is not None, address
        plain = text_of(link).removeprefix("ca. ").removeprefix("+")
        decimals = 1 if address.endswith("span_of_control/") else None
        assert plain == text_of(html.fromstring(f"<p>{written(figure, decimals=decimals)}</p>"))
    assert len(links) > 20


def test_each_model_has_a_tree_as_picture_and_as_nested_list(
    vennesla: StoredCase, owner_client: Client
) -> None:
    part = section(page_of(owner_client), "kart")
    trees = part.xpath(".//figure")

    assert [text_of(tree.xpath("./h3")[0]) for tree in trees] == ["I dag", "Modell 1", "Modell 2"]
    for tree in trees:
        assert len(tree.xpath(".//*[local-name()='svg'][@role='img'][@aria-label]")) == 2
        assert tree.xpath("./details/ul/li//ul/li//ul/li")
    said = text_of(trees[2].xpath("./details")[0])
    assert "slått sammen av Oppfølgingstjenesten" in said
    assert "lagt ned" in said


def test_a_unit_shows_what_happens_with_stated_beside_computed(
    vennesla: StoredCase, owner_client: Client
) -> None:
    part = section(page_of(owner_client), "enheter-modell-2")
    cells = row_named(part, "Ambulerende tjenester")

    assert cells[0].startswith("slått sammen av Oppfølgingstjenesten, Bofellesskapet")
    assert cells[1].startswith("34,52")
    assert cells[2].startswith("20,00")
    assert cells[3] == "−14,52"
    assert cells[4].startswith("20,2")
    assert row_named(part, "Miljøvaktmester")[0].startswith("flyttet fra ")


def test_transfers_stand_apart_from_what_is_saved(
    vennesla: StoredCase, owner_client: Client
) -> None:
    part = section(page_of(owner_client), "enheter-modell-2")
    said = text_of(part)

    assert "Dette er ikke innsparing." in said
    assert "ut av saken, ikke spart" in said
    assert "Lavere behov før flytting14,52 årsverk" in said


def test_a_span_of_control_over_the_norm_is_said_in_words(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = page_of(owner_client)

    assert "20 årsverk per leder" in text_of(section(page, "enheter-modell-2")).replace("\xa0", " ")
    norm = owner_client.get("/modeller/vennesla/saken/organisasjon/forklar/norm/")
    assert "20" in text_of(parsed(norm.content))


def test_competences_stand_in_the_unit(open_case: OpenCase) -> None:
    row, browser = open_case("froya")
    view = queries.view_of(row, None)
    split = [
        unit
        for result in view.comparison.results[1:]
        for unit in result.units
        if unit.by_competence
    ]
    said = text_of(page_of(browser, "froya"))

    assert split
    assert all(name in said for unit in split for name in unit.by_competence)


def test_gaps_come_before_the_matrix_and_moves_are_words(
    vennesla: StoredCase, owner_client: Client
) -> None:
    part = section(page_of(owner_client), "ansvar")
    said = text_of(part)

    assert said.index("Ingen har ansvar for «Samhandling med FACT rus") < said.index("TjenesteRus")
    assert "Alle oppgaver har én ansvarlig." in said
    assert "7 oppgaver bytter ansvarlig." in said
    assert "flyttet fra Oppfølgingstjenesten" in said
    assert "nytt ansvar" in said


def test_two_that_answer_for_the_same_are_listed_as_such(
    municipality: Municipality, owner_client: Client
) -> None:
    case = load_case(CASES / "vennesla")
    cell = case.today.ownership[0]
    other = next(unit.id for unit in case.today.units if unit.id != cell.owner)
    twice = AddFunction("add_function", cell.service, cell.group, other)
    moved = MoveFunction(
        "move_function", case.today.ownership[1].service, case.today.ownership[1].group, other
    )
    first = replace(case.models[0], changes=(twice, moved))
    store(municipality, "dobbelt", models=(first,), stage_plans=(), sharing=())

    said = text_of(section(page_of(owner_client, "dobbelt"), "ansvar"))
    assert "2 enheter har ansvar for" in said
    assert "flere har ansvaret" in said


def test_premises_and_their_gaps_are_shown(vennesla: StoredCase, owner_client: Client) -> None:
    part = section(page_of(owner_client), "lokaler")

    assert row_named(part, "Areal til lavterskel") == ["mangler", "mangler", "mangler"]
    assert "Saken oppgir ikke areal for: " in text_of(part)


def test_shared_costs_say_by_what_and_sum_to_the_whole(open_case: OpenCase) -> None:
    row, browser = open_case("froya")
    page = page_of(browser, "froya", "?modell=vertskommune")
    table = page.xpath("//table[contains(@aria-label, 'utgifter som deles')]")[0]
    rows = [[text_of(cell) for cell in one] for one in table.xpath("./tbody/tr")]

    assert {one[1] for one in rows} >= {"brukere", "innbyggere"}
    assert any("vertskommune" in one[2] for one in rows)
    by_users = [float(one[3].rstrip("\xa0%").strip().replace(",", ".")) for one in rows[:2]]
    assert sum(by_users) == pytest.approx(100, abs=0.11)


def test_one_model_may_be_chosen_and_an_unknown_one_shows_all(
    vennesla: StoredCase, owner_client: Client
) -> None:
    def shown(query: str) -> tuple[list[str], str]:
        page = page_of(owner_client, query=query)
        heads = page.xpath("//h2[starts-with(@id, 'enheter-')]/@id")
        (current,) = page.xpath("//nav[@class='pg-pick']//a[@aria-current]")
        return [str(head) for head in heads], text_of(current)

    assert shown("?modell=modell-1") == (["enheter-modell-1"], "Modell 1")
    everything = (["enheter-modell-1", "enheter-modell-2"], "Alle modellene")
    assert shown("") == shown("?modell=finnes-ikke") == shown("?modell=alle") == everything


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_holds_any_number_of_models(
    count: int, municipality: Municipality, owner_client: Client
) -> None:
    models = load_case(CASES / "vennesla").models
    made = tuple(
        replace(models[number % 2], id=f"m{number}", name=f"M{number}") for number in range(count)
    )
    store(municipality, "mange", models=made, stage_plans=(), sharing=())

    page = page_of(owner_client, "mange")
    assert len(page.xpath("//figure[contains(@class, 'pg-tree')]")) == count + 1


def test_a_case_without_units_or_models_says_what_fills_the_page(
    municipality: Municipality, owner_client: Client
) -> None:
    store(
        municipality,
        "tom",
        today=Organisation(name="I dag"),
        models=(),
        stage_plans=(),
        sharing=(),
    )

    said = text_of(page_of(owner_client, "tom"))
    assert "Saken har ingen enheter ennå." in said
    assert "Saken har ingen modeller ennå." in said
    assert "Saken har ingen tjenester og grupper ennå." in said
    assert "Saken oppgir ingen lokaler." in said


def test_excel_holds_every_table(vennesla: StoredCase, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/organisasjon.xlsx")
    book = load_workbook(io.BytesIO(response.content))

    assert book.sheetnames[:4] == ["Enheter", "Flyttinger", "Ansvar", "Lokaler"]
    units = [
        row for row in book["Enheter"].values if row[1] == "Ambulerende tjenester med felles base"
    ]
    assert units[0][6:9] == pytest.approx((34.52, 20.0, -14.52))
    transfer = list(book["Flyttinger"].values)[1]
    assert transfer[:4] == (
        "Modell 2",
        "Ambulerende tjenester med felles base",
        "Psykisk helse",
        3,
    )


def test_queries_do_not_grow_with_the_models(
    vennesla: StoredCase, municipality: Municipality, owner_client: Client
) -> None:
    models = load_case(CASES / "vennesla").models
    more = tuple(replace(models[1], id=f"m{number}", name=f"M{number}") for number in range(3))
    store(municipality, "storre", models=(*models, *more))

    def asked(case: str) -> int:
        page_of(owner_client, case)
        with CaptureQueriesContext(connection) as captured:
            page_of(owner_client, case)
        return len(captured)

    assert asked("storre") == asked("vennesla")
