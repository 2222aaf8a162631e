# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not money."""

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

from ambulant.reform.case import Risk, Score, Value
from ambulant.reform.casefiles import case_to_data, load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.models import StoredCase
from tests.web.reform.pages import CASES, doubled_ids, figure_addresses, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]


def page_of(browser: Client, case: str = "vennesla") -> html.HtmlElement:
    """Return the page as a tree."""
    response = browser.get(f"/modeller/{case}/saken/vurdering/")
    assert response.status_code == 200
    return parsed(response.content)


def section(page: html.HtmlElement, heading_id: str) -> html.HtmlElement:
    """Return the section with a heading."""
    return page.xpath(f"//section[@aria-labelledby='{heading_id}']")[0]


def rows_of(table: html.HtmlElement) -> list[list[str]]:
    """Return the text of each cell of the body of a table."""
    return [[text_of(cell) for cell in row] for row in table.xpath("./tbody/tr")]


def store(municipality: Municipality, slug: str, **changes: object) -> StoredCase:
    """Store the Vennesla case under another name, changed."""
    case = replace(load_case(CASES / "vennesla"), id=slug, **changes)  # type: ignore[arg-type]
    with tenant(municipality):
        return StoredCase.objects.create(
            municipality=municipality, slug=slug, title=case.title, data=case_to_data(case)
        )


@pytest.mark.parametrize("name", ["judgement", "judgement_excel"])
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


def test_figures_are_explained_to_members_and_unknown_ones_are_not_found(
    vennesla: StoredCase, colleague_client: Client, stranger_client: Client, client: Client
) -> None:
    address = "/modeller/vennesla/saken/vurdering/forklar/andel.cost/"

    visitors = (colleague_client, stranger_client, client)
    assert [one.get(address).status_code for one in visitors] == [200, 404, 302]
    assert colleague_client.get(address.replace("cost", "nothing")).status_code == 404


@pytest.mark.parametrize("case", ["vennesla", "froya", "lier"])
def test_every_figure_opens_its_explanation(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    page = page_of(browser, case)

    addresses = [*figure_addresses(page), *map(str, page.xpath("//a[@class='pg-check']/@href"))]
    assert [one for one in addresses if browser.get(one).status_code != 200] == []
    assert addresses
    assert doubled_ids(page) == []
    assert page.xpath("//*[@style]") == []


def test_weights_scores_and_sums_are_those_of_the_core(
    vennesla: StoredCase, owner_client: Client
) -> None:
    judged = queries.view_of(vennesla, None).judgement
    table = section(page_of(owner_client), "poeng").xpath(".//table")[0]
    rows = rows_of(table)

    assert len(rows) == len(judged.weights)
    assert {row[2] for row in rows} == {"12,5 %"}
    sums = [text_of(cell) for cell in table.xpath("./tfoot/tr/td")[2:]]
    assert sums == ["3,50 nummer 1", "2,88 nummer 2"]
    first = judged.scores[0]
    cost = rows[0]
    assert cost[3].startswith(f"ca. {first.scores['cost'].number:.0f} ")
    assert "Saken ser størst økonomisk gevinst her." in cost[3]


def test_what_turns_the_ranking_is_said_in_words(
    vennesla: StoredCase, owner_client: Client
) -> None:
    said = text_of(section(page_of(owner_client), "snur"))

    assert (
        "Ansatte og ledelse må telle mer enn 33,3 % (nå 12,5 %) før Modell 1 går forbi Modell 2."
    ) in said


def _scored(models: tuple[float, float]) -> dict[str, object]:
    """Return the two models with the same score on every criterion."""
    case = load_case(CASES / "vennesla")
    changed = tuple(
        replace(
            model,
            scores=tuple(
                Score(criterion.id, Value(value=value, reason="antatt"))
                for criterion in case.criteria
            ),
        )
        for model, value in zip(case.models, models, strict=True)
    )
    return {"models": changed}


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ((4.0, 4.0), "De beste modellene står likt."),
        ((4.0, 2.0), "Ingen endring i én vekt alene snur rekkefølgen."),
    ],
)
def test_when_no_weight_turns_the_ranking_it_says_why(
    scores: tuple[float, float], words: str, municipality: Municipality, owner_client: Client
) -> None:
    store(municipality, "likt", **_scored(scores))

    assert words in text_of(section(page_of(owner_client, "likt"), "snur"))


def test_a_missing_score_is_missing_and_is_listed(
    municipality: Municipality, owner_client: Client
) -> None:
    case = load_case(CASES / "vennesla")
    gap = replace(case.models[0], scores=case.models[0].scores[1:])
    store(municipality, "hull", models=(gap, *case.models[1:]))
    page = page_of(owner_client, "hull")

    last = section(page, "poeng").xpath(".//table/tfoot/tr/td")[-1]
    assert text_of(last) == "mangler"
    assert "Modell 1 mangler poeng på 1 kriterium." in text_of(section(page, "mangler"))


def test_for_and_against_stand_side_by_side_with_source(
    vennesla: StoredCase, owner_client: Client
) -> None:
    rows = rows_of(section(page_of(owner_client), "for-og-mot").xpath(".//table")[0])
    case = load_case(CASES / "vennesla")

    assert [row[0] for row in rows] == ["Modell 1", "Modell 2"]
    for row, model in zip(rows, case.models, strict=True):
        assert all(argument.text in row[1] for argument in model.strengths)
        assert all(argument.text in row[2] for argument in model.weaknesses)
        assert model.strengths[0].source in row[1]


def test_risks_are_rated_in_words_and_high_ones_marked(
    municipality: Municipality, owner_client: Client
) -> None:
    case = load_case(CASES / "vennesla")
    risks = (
        Risk("ild", "Brann", probability=4, consequence=4),
        Risk("regn", "Regn", probability=5, consequence=1, mitigation="Paraply"),
    )
    store(municipality, "farlig", models=(replace(case.models[0], risks=risks),), stage_plans=())
    page = page_of(owner_client, "farlig")
    part = section(page, "risiko")
    rows = rows_of(part.xpath(".//table")[0])

    assert rows[0][:4] == ["1. Brann", "sannsynlig", "alvorlig", "høy 16"]
    assert rows[0][4] == "ingen tiltak"
    assert rows[1][1:5] == ["svært sannsynlig", "ubetydelig", "5", "Paraply"]
    grid = rows_of(part.xpath(".//table")[1])
    assert grid[0] == ["svært sannsynlig", "2", "", "", "", ""]
    assert grid[1] == ["sannsynlig", "", "", "", "1 (høy)", ""]
    assert "Modell 1 har 1 risiko uten tiltak." in text_of(section(page, "mangler"))


def test_preconditions_show_status_and_what_they_cost(
    vennesla: StoredCase, owner_client: Client
) -> None:
    part = section(page_of(owner_client), "klar")
    rows = rows_of(part.xpath(".//table")[0])

    assert len(rows) == 10
    assert {row[2] for row in rows} == {"ikke på plass"}
    fit = next(row for row in rows if "FIT" in row[0])
    assert fit[4] == "ca. 60 000 Lisenser til FIT"
    assert part.xpath(".//td//a[contains(@href, '/okonomi/?modell=modell-2#linjer')]")
    said = text_of(part)
    assert "Modell 1: klar" in said
    assert "Modell 2: ikke klar ennå" in said
    assert "10 av 10 forutsetninger er ikke på plass." in said
    assert "Første drøfting 20.08.2025." in said


def test_without_a_date_for_discussion_no_model_is_ready(open_case: OpenCase) -> None:
    row, browser = open_case("lier")
    page = page_of(browser, "lier")
    said = text_of(section(page, "klar"))

    assert said.count("ikke klar ennå") == 4
    assert "Drøfting har ingen dato." in said
    assert "Ingen modeller har fått poeng: mangler" in text_of(section(page, "poeng"))
    assert "Ingen risikoer er vurdert i saken." in text_of(page)
    assert "Drøfting med tillitsvalgte har ingen dato." in text_of(section(page, "mangler"))


def test_a_case_without_criteria_or_models_says_so(
    municipality: Municipality, owner_client: Client
) -> None:
    store(municipality, "tom", models=(), criteria=(), goals=(), inputs=(), stage_plans=())
    said = text_of(page_of(owner_client, "tom"))

    for words in (
        "Saken har ingen kriterier ennå.",
        "Saken har ingen modeller ennå.",
        "Saken har ingen mål.",
        "Saken har ingen innspill fra ansatte.",
    ):
        assert words in said


def test_excel_holds_every_table(vennesla: StoredCase, owner_client: Client) -> None:
    response = owner_client.get("/modeller/vennesla/saken/excel/vurdering.xlsx")
    book = load_workbook(io.BytesIO(response.content))

    names = ["Poeng", "Hva som snur", "Styrker og svakheter", "Risiko", "Forutsetninger"]
    assert book.sheetnames[:5] == names
    assert list(book["Hva som snur"].values)[1][1] == pytest.approx(1 / 3)
    assert len(list(book["Forutsetninger"].values)) == 11


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
