# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A published figure comes out as expected, or is a fault; the register is read strictly."""

from pathlib import Path

import pytest

from ambulant.errors import CaseFileError, InvalidInputError
from ambulant.parameters import Parameters
from ambulant.reform.compare import compare
from ambulant.reform.published import Outcome, Verified, VerifyReport, load_published, verify
from tests.unit.reform.builders import small_case

HEAD = """\
figures:
  - id: total
    label: Årsverk i dag
    document: "000"
    chapter: kap. 9
    value: 15
    unit: fte
    figure: today/fte_total
    expect: equal
"""
COUNT: dict[str, object] = {"unit": "count", "count": "today.units.a.fte", "expect": "equal"}


def register(folder: Path, *figures: str) -> VerifyReport:
    (folder / "published.yaml").write_text(HEAD + "".join(figures), encoding="utf-8")
    case = small_case()
    comparison = compare(case, parameters=Parameters.load())
    return verify(case, comparison, load_published(folder))


def row(**fields: object) -> str:
    """One more figure, as YAML."""
    given = {"id": "x", "label": "X", "document": '"000"', "chapter": "kap. 9", "unit": "fte"}
    lines = [f"{key}: {value}" for key, value in (given | fields).items()]
    return "  - " + "\n    ".join(lines) + "\n"


def last(report: VerifyReport) -> Verified:
    return report.figures[-1]


def test_a_folder_without_a_register_has_no_figures(tmp_path: Path) -> None:
    assert load_published(tmp_path).figures == ()


def test_counts_name_every_class(tmp_path: Path) -> None:
    report = register(tmp_path)

    assert report.counts[Outcome.EQUAL] == 1
    assert set(report.counts) == set(Outcome)
    assert report.unexplained == 0


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"value": 15, "value_of": "today.units.a.fte.all", "expect": "equal"}, "unexplained"),
        ({"value": 10, "value_of": "today.units.a.fte.all", "expect": "equal"}, "equal"),
        ({"value": 7.3, "decimals": 1, "formula": "t / 2.05", "expect": "rounded"}, "rounded"),
        ({"value": 7.3, "decimals": 2, "formula": "t / 2.05", "expect": "rounded"}, "unexplained"),
        ({"value": 7.3, "tolerance": 0.1, "formula": "t / 2.05", "expect": "rounded"}, "rounded"),
        ({"value": 7.3, "decimals": 1, "formula": "t / 2.05", "expect": "equal"}, "unexplained"),
        ({"value": 7.5, "decimals": 1, "formula": "t / 2", "expect": "rounded"}, "unexplained"),
        ({"derived": 7.5, "formula": "t / 2", "expect": "derived"}, "derived"),
        ({"derived": 7.4, "formula": "t / 2", "expect": "derived"}, "unexplained"),
        (
            {"value": 9, "contradiction": 7.5, "advice": "les", "formula": "t / 2"}
            | {"expect": "contradicted"},
            "contradicted",
        ),
        (
            {"value": 9, "contradiction": 8, "advice": "les", "formula": "t / 2"}
            | {"expect": "contradicted"},
            "unexplained",
        ),
        ({"value": 9, "reason": "grunntall", "expect": "not_computable"}, "not_computable"),
        (
            {"value": 2, "unit": "count", "count": "today.units.a.fte", "expect": "equal"},
            "unexplained",
        ),
        ({"value": 1, "unit": "count", "count": "today.units.a.fte", "expect": "equal"}, "equal"),
    ],
)
def test_a_figure_comes_out_in_one_class(
    tmp_path: Path, fields: dict[str, object], outcome: str
) -> None:
    if "formula" in fields:
        fields = fields | {"inputs": "{t: total}"}

    assert last(register(tmp_path, row(**fields))).outcome == outcome


def test_a_share_is_rounded_as_percent_is_printed(tmp_path: Path) -> None:
    fields = {"unit": "share", "value": 0.07, "decimals": 0, "formula": "t / 200"}

    report = register(tmp_path, row(**fields, inputs="{t: total}", expect="rounded"))

    assert last(report).outcome is Outcome.ROUNDED


@pytest.mark.parametrize(("under", "value"), [("helse", 1), ("ab", 0)])
def test_a_unit_is_placed_where_the_model_puts_it(tmp_path: Path, under: str, value: int) -> None:
    fields = {"unit": "count", "placed": f"{{model: felles, unit: ab, under: {under}}}"}

    report = register(tmp_path, row(**fields, value=value, expect="equal"))

    assert last(report).outcome is Outcome.EQUAL


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"figure": "today/fte_totl"}, r"x: figure 'fte_totl' is unknown; nearest: fte_total"),
        ({"figure": "m9/fte_total"}, r"x: model 'm9' is unknown; allowed: today, felles"),
        ({"value_of": "today.unit"}, r"x: address 'today.unit' is unknown; nearest"),
        ({"count": "today.name"}, r"x: 'today.name' is no list"),
        ({"step": "q"}, r"x: step 'q' is unknown; allowed"),
        ({"placed": "{model: felles, unit: ab, under: q}"}, r"x: unit 'q' is unknown"),
        ({"formula": "t / 0", "inputs": "{t: total}"}, r"x: X: t / 0 divides by zero"),
    ],
)
def test_a_name_that_points_nowhere_is_refused(
    tmp_path: Path, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        register(tmp_path, row(**fields, value=1, expect="equal"))


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        (row(value=1, expect="lik"), r"published.yaml:\d+: figures.1.expect: .*was 'lik'"),
        (row(value=1, expect="equal"), r"published.yaml:10: .*class equal needs a way"),
        (row(value=1, expect="unexplained"), r"nothing may be expected to be unexplained"),
        (row(value=1, expect="not_computable"), r"not_computable needs a reason"),
        (row(value=1, figur="a", expect="equal"), r"figures.1.figur: field is unknown; allowed"),
        (
            row(value=1, figure="a/b", count="inputs", expect="equal"),
            r"only one way to recompute is allowed, not figure, count",
        ),
        (row(figure="a/b", expect="equal"), r"the printed value is required"),
        (row(value=1, figure="a/b", expect="derived"), r"derived goes with class derived"),
        (row(value=1, figure="a/b", expect="contradicted"), r"contradiction goes with"),
        (
            row(value=1, contradiction=2, figure="a/b", expect="contradicted"),
            r"a contradiction needs advice",
        ),
        (
            row(value=1, unit="kg", figure="a/b", expect="equal"),
            r"unit 'kg' is unknown; allowed: fte",
        ),
        (
            row(value=1, formula="t", inputs="{t: later}", expect="equal"),
            r"published.yaml:\d+: published figure 'later' does not stand above 'x'",
        ),
        (
            row(value=1, formula="t * s", inputs="{t: total}", expect="equal"),
            r"published.yaml:\d+: .*names \['s', 't'\], but inputs are \['t'\]",
        ),
        (row(id="total", value=1, figure="a/b", expect="equal"), r":10: id 'total' is used twice"),
        ("  - [", r"published.yaml:\d+: Not valid YAML"),
    ],
)
def test_a_fault_in_the_register_is_told_with_file_and_line(
    tmp_path: Path, figure: str, message: str
) -> None:
    with pytest.raises(CaseFileError, match=message):
        register(tmp_path, figure)
