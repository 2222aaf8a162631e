# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document: eleven chapters, right numbers, nothing the case does not hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from ambulant.documents.content import (
    BulletList,
    Callout,
    ChartImage,
    Document,
    Heading,
    Missing,
    Paragraph,
    Table,
)
from ambulant.documents.html import to_html
from ambulant.documents.pdf import to_pdf
from ambulant.documents.word import to_docx
from ambulant.explain import Figure, Kind, Message, given, missing
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_from_data, case_to_data, load_case
from ambulant.reform.compare import compare
from ambulant.reform.decision import DecisionInput, build
from ambulant.reform.decision.chapters import concerned_units
from ambulant.reform.decision.economy import transferred
from ambulant.reform.decision.told_apart import Cell, told_apart
from ambulant.reform.judgement import judge
from ambulant.reform.scenario import SetValue, apply_changes, describe
from ambulant.reform.uncertainty import Request, simulate
from ambulant.units import format_number
from tests.unit.reform.builders import small_case

CASES = Path(__file__).parents[3] / "cases"
NAMES = ("vennesla", "froya", "lier")
TITLES = (
    "Bakgrunn",
    "Områdene saken gjelder",
    "Organisasjonskart",
    "Vurderte organiseringer",
    "Styrker og svakheter",
    "Anbefalt modell",
    "Forutsetninger som må være på plass",
    "Innspill underveis",
    "Økonomi og effektivisering",
    "Videre prosess",
    "Avslutning",
)
DAY = date(2026, 3, 2)


@cache
def parameters() -> Parameters:
    return Parameters.load()


def input_of(case: Case) -> DecisionInput:
    comparison = compare(case, parameters=parameters())
    return DecisionInput(comparison, judge(comparison), DAY, "1.0")


@cache
def published(name: str) -> DecisionInput:
    return input_of(load_case(CASES / name))


@cache
def built(name: str) -> Document:
    return build(published(name))


def tables(document: Document) -> Iterator[Table]:
    for chapter in (*document.chapters, *document.attachments):
        for block in chapter.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, ChartImage) and block.table:
                yield block.table


def table(document: Document, caption: str) -> Table:
    return next(found for found in tables(document) if found.caption == caption)


def row(found: Table, label: str) -> tuple[str, ...]:
    return next(cells[1:] for cells in found.rows if cells[0] == label)


def texts(document: Document) -> str:
    """Everything a reader can read, as one text."""
    parts: list[str] = [document.title, document.subtitle, *document.sources]
    for chapter in (*document.chapters, *document.attachments):
        parts.append(chapter.title)
        for block in chapter.blocks:
            match block:
                case Paragraph() | Callout():
                    parts += [run.text for run in block.runs]
                case Heading():
                    parts.append(block.text)
                case BulletList():
                    parts += [run.text for item in block.items for run in item]
                case Missing():
                    parts.append(block.reason)
                case ChartImage():
                    parts += [block.caption, block.alt]
    for found in tables(document):
        parts += [found.caption, found.note, *(cell for cells in found.rows for cell in cells)]
    return "\n".join(parts)


def million(figure: Figure, *, cost: bool = False) -> str:
    if figure.is_missing:
        return "mangler"
    return format_number((-1 if cost else 1) * figure.number / 1e6, 2)


@pytest.mark.parametrize("name", NAMES)
def test_the_eleven_chapters_come_in_order_with_the_calculation_attached(name: str) -> None:
    document = built(name)

    assert tuple(chapter.title for chapter in document.chapters) == TITLES
    assert [chapter.number for chapter in document.chapters] == list(range(1, 12))
    assert document.attachments[0].title == "Utgangspunkt for beregning av årsverk"
    assert all(chapter.blocks for chapter in (*document.chapters, *document.attachments))
    assert [source.split(":")[0] for source in document.sources] == [
        each.id for each in published(name).case.documents
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_stands_without_something_under_it(name: str) -> None:
    for chapter in built(name).chapters:
        for block, after in pairwise((*chapter.blocks, None)):
            if isinstance(block, Heading):
                deeper = isinstance(after, Heading) and after.level > block.level
                assert deeper or not (after is None or isinstance(after, Heading)), block.text


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_every_table_has_a_heading(name: str) -> None:
    for found in tables(built(name)):
        assert all(column.label for column in found.columns), found.caption


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_fte_table_is_the_comparisons(name: str) -> None:
    comparison = published(name).comparison
    found = table(built(name), "Årsverk i dag og i hver modell")

    assert [column.label for column in found.columns[1:]] == [r.name for r in comparison.results]
    for place, result in enumerate(comparison.results):
        for label, figure, sign in (
            ("Samlet behov", result.fte_total, False),
            ("Endring mot i dag", result.fte_change, True),
            ("Reduksjon før overføring", result.reduction_before_transfers, False),
            ("Overført til andre enheter", transferred(result), False),
            ("Beregnet behov", result.fte_computed, False),
        ):
            expected = (
                "mangler" if figure.is_missing else format_number(figure.number, 2, sign=sign)
            )
            assert row(found, label)[place] == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_year_is_the_comparisons_and_costs_are_negative(name: str) -> None:
    decision = published(name)
    found = table(built(name), "Virkning i et helt år")

    assert [column.label for column in found.columns[1:]] == [r.name for r in decision.models]
    for place, result in enumerate(decision.models):
        assert row(found, "Spart lønn (brutto)")[place] == million(result.gross_saving)
        assert row(found, "Netto")[place] == million(result.net_saving)
        assert row(found, "Netto med beregnede årsverk")[place] == million(
            result.net_saving_computed
        )
        costs = million(result.added_costs, cost=True) if result.costs else "–"
        assert row(found, "Nye utgifter")[place] == costs
        has_margin = result.model is not None and result.model.margin is not None
        margin = million(result.margin, cost=True) if has_margin else "–"
        assert row(found, "Sikkerhetsmargin")[place] == margin


@pytest.mark.parametrize("name", ["vennesla", "froya"])
def test_every_number_of_the_plan_is_the_comparisons(name: str) -> None:
    decision, document = published(name), built(name)

    for result in decision.models:
        found = table(document, f"Økonomisk konsekvens, drift og investering: {result.name}")
        assert [column.label for column in found.columns[1:]] == [str(y.year) for y in result.plan]
        expected = {
            "Spart lønn": [million(year.gross) for year in result.plan],
            "Nye driftsutgifter": [million(year.running) for year in result.plan],
            "Margin": [million(year.margin) for year in result.plan],
            "Drift": [million(year.operations) for year in result.plan],
            "Oppstart, én gang": [million(year.one_off) for year in result.plan],
            "Netto effekt på drift": [million(year.net_operating) for year in result.plan],
            "Investering": [million(year.investment) for year in result.plan],
        }
        for cells in found.rows:
            assert list(cells[1:]) == expected[cells[0]]
        for label, values in expected.items():  # only lines that are 0 all through are left out
            assert label in {cells[0] for cells in found.rows} or set(values) == {"0,00"}


def test_vennesla_has_the_published_net_effects_and_keeps_the_avoided_outside() -> None:
    document = built("vennesla")

    plan = table(document, "Økonomisk konsekvens, drift og investering: Modell 2")
    assert row(plan, "Netto effekt på drift") == ("2,35", "6,20", "6,70", "6,70")
    assert "kr\xa07\xa0000\xa0000" in texts(document)
    assert not any("7,00" in cell for cells in plan.rows for cell in cells)


def test_the_attachment_reproduces_the_computed_fte() -> None:
    decision = published("vennesla")
    attached = table(built("vennesla"), "Beregnede årsverk")

    for place, result in enumerate(decision.comparison.results):
        parts = [float(cells[1 + place].replace(",", ".")) for cells in attached.rows]
        assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=0.04)
        assert parts[-1] == pytest.approx(result.fte_computed.number, abs=0.005)


def test_a_gap_is_a_word_in_the_tables_and_never_zero() -> None:
    document = built("lier")
    found = table(document, "Virkning i et helt år")

    assert set(row(found, "Spart lønn (brutto)")) == {"mangler"}
    assert set(row(found, "Netto")) == {"mangler"}
    assert "0,00" not in row(found, "Nye utgifter")
    assert not any(each.caption.startswith("Økonomisk konsekvens") for each in tables(document))


def test_a_case_without_words_says_chapter_by_chapter_what_it_does_not_hold() -> None:
    case = replace(small_case(), texts={}, goals=(), inputs=(), process=(), summary="")
    document = build(input_of(replace(case, models=(), criteria=())))

    missing_in = [
        chapter.number
        for chapter in document.chapters
        if any(isinstance(block, Missing) for block in chapter.blocks)
    ]
    assert missing_in == [1, 4, 5, 6, 7, 8, 10, 11]


def test_stated_and_assumed_are_told_apart_under_the_table() -> None:
    t = str
    stated = Cell("Behov", "I dag", given("Behov", 10, "fte", Kind.STATED))
    ours = Cell("Behov", "Felles", given("Behov", 12, "fte", Kind.ASSUMED))
    gap = Cell("Netto", "Felles", missing("Netto", "nok"))

    assert told_apart([stated, ours, gap], t) == (
        "Oppgitt i saken: Behov (I dag). Med minst ett antatt tall i seg: Behov (Felles)."
    )
    assert told_apart([ours], t) == "Med minst ett antatt tall i seg: alle tallene i tabellen."
    assert told_apart([gap], t) == ""


def test_the_note_follows_what_a_number_rests_on() -> None:
    note = table(built("vennesla"), "Årsverk i dag og i hver modell").note

    assert note.startswith("Oppgitt i saken: Samlet behov (I dag).")
    assert "Samlet behov (Modell 1)" in note.partition("antatt")[2]
    assert "Samlet behov (Modell 2)" not in note


def test_a_scenario_is_named_and_its_changes_listed_before_the_case_speaks() -> None:
    case = load_case(CASES / "vennesla")
    change = SetValue(op="set_value", path="assumptions.sick", value=0.12, reason="lokalt tall")
    message = describe(change, case)
    decision = replace(
        input_of(apply_changes(case, [change])), scenario="Mer fravær", changes=(message,)
    )

    document = build(decision)

    assert "Mer fravær" in document.subtitle
    callout, changes = document.chapters[0].blocks[:2]
    assert isinstance(callout, Callout)
    assert "Mer fravær" in callout.title
    assert isinstance(changes, BulletList)
    assert changes.items[0][0].text == str(message)
    sick = [r for r in table(document, "Forutsetninger").rows if r[0].startswith("Sykefravær")]
    assert sick[0][3] == "12"
    assert "lokalt tall" in sick[0][2]


def test_without_a_scenario_none_is_mentioned() -> None:
    assert "cenario" not in texts(built("vennesla"))


def test_a_simulation_adds_the_fan_with_its_seed_and_nothing_when_there_is_none() -> None:
    decision = published("vennesla")
    request = Request(draws=200, seed=7)
    uncertainty = simulate(decision.case, parameters=parameters(), request=request)
    stated = next(m for m in uncertainty.models if m.model_id == "modell-2").as_stated
    assert stated is not None

    document = build(replace(decision, uncertainty=uncertainty))

    words = texts(document)
    assert "frø 7" in words
    assert f"det midterste er {format_number(stated.net_saving.p50 / 1e6, 1)}" in words
    assert "Hvor sikre tallene er" not in texts(built("vennesla"))
    fan = next(t for t in tables(document) if t.columns[1].label == "Midterste utfall")
    assert all(any(cells[n] != "–" for cells in fan.rows) for n in range(len(fan.columns)))


def test_units_no_model_touches_are_named_and_not_drawn() -> None:
    decision = published("lier")
    kept = concerned_units(decision.comparison)["today"]

    assert "hjemmetjenesten" in kept
    document = built("lier")
    left_out = document.chapters[2].blocks[-1]
    assert isinstance(left_out, Paragraph)
    assert "Barnevernstjenesten" in left_out.runs[0].text
    parents = {u.unit.id: u.unit.parent for u in decision.comparison.results[0].units}
    assert all(parents[unit] in kept for unit in kept if parents[unit])


def test_a_step_without_a_date_says_what_it_comes_after() -> None:
    steps = table(built("vennesla"), "Steg i prosessen")

    assert steps.rows[-1] == ("Implementeringsplan", "–", "etter kommunestyret")


def test_every_number_of_the_case_stands_in_an_attachment_with_kind_and_reason() -> None:
    document = built("vennesla")
    found = [each for each in tables(document) if each.columns[1].label == "Tallet er"]

    cells = {cells[0]: cells for each in found for cells in each.rows}
    assert cells["Samlet behov med tre separate baser (årsverk)"][1:4] == (
        "oppgitt",
        "000 kap. 9",
        "34,52",
    )
    assert cells["Sykefravær (%)"][1] == "antatt"
    assert cells["Sykefravær (%)"][3:] == ("10", "7–14")
    assert cells["Prosjektledelse og møtevirksomhet, 2027 (kr)"][3] in {"250\xa0000", "500\xa0000"}


def hostile_case() -> Case:
    data = case_to_data(small_case())
    hostile = "<script>alert(1)</script> #set page(width: 1pt) {{ title }} {% x %} \\n & ]]> \x07"
    data["title"] = hostile
    data["texts"] = {"background": [hostile]}
    models = data["models"]
    assert isinstance(models, list)
    models[0]["name"] = hostile
    return case_from_data(data)


def test_hostile_text_stays_text_in_all_three_formats() -> None:
    document = build(input_of(hostile_case()))

    page = to_html(document)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert to_pdf(document).startswith(b"%PDF")
    assert to_docx(document).startswith(b"PK")


def test_a_change_told_with_hostile_words_is_not_a_format_string() -> None:
    message = Message("%(what)s er endret", {"what": "100 %(x)s"})
    decision = replace(published("vennesla"), scenario="50 %s", changes=(message,))

    assert "100 %(x)s er endret" in texts(build(decision))


def test_the_same_case_gives_the_same_bytes_in_every_format() -> None:
    first, second = build(input_of(small_case())), build(input_of(small_case()))

    assert to_html(first) == to_html(second)
    assert to_docx(first) == to_docx(second)
    assert to_pdf(first) == to_pdf(second)


def test_every_sentence_of_ours_goes_through_the_translator() -> None:
    decision = published("vennesla")

    def shout(text: str) -> str:
        return text.upper() if "%(" not in text else text

    document = build(replace(decision, language="nn", translate=shout))

    assert [chapter.title for chapter in document.chapters] == [title.upper() for title in TITLES]
    assert document.language == "nn"
    blocks = [block for chapter in document.chapters for block in chapter.blocks]
    for found in blocks:
        if isinstance(found, Table):
            assert found.columns[0].label == found.columns[0].label.upper()
