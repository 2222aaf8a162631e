# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A formula is shown as it was computed: in words, in numbers, in steps and in a sheet."""

import numpy as np
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, missing, total
from ambulant.formulas import (
    formula_in_labels,
    formula_in_numbers,
    sheet_formula,
    steps,
    written_value,
)


def hours(label: str, value: float | None, of: str = "") -> Figure:
    return given(label, value, "hours", of=of)


def fte() -> Figure:
    inputs = {
        "direct": hours("Tid hos bruker", 323.1),
        "onsite": hours("Stedlig tid", 227.2),
        "travel": hours("Reise", 74.6),
        "kept": given("Uten indirekte tid", 0.85, "factor"),
        "present": given("Uten fravær", 0.877, "factor"),
        "week": hours("Timer i uka per årsverk", 35.5),
    }
    formula = "(direct + onsite + travel) / kept / present / week"
    return compute("Årsverk", "fte", formula, inputs, of="Modell 2")


def test_the_formula_reads_as_words() -> None:
    assert formula_in_labels(fte()) == (
        "(Tid hos bruker + Stedlig tid + Reise) ÷ Uten indirekte tid ÷ Uten fravær "
        "÷ Timer i uka per årsverk"
    )


def test_the_formula_reads_as_numbers_with_its_result() -> None:
    assert formula_in_numbers(fte(), decimals=1) == (
        "(323,1 + 227,2 + 74,6) ÷ 0,850 ÷ 0,877 ÷ 35,5 = 23,6"
    )


def test_each_step_applies_to_all_above_it() -> None:
    lines = [(step.sign, step.label) for step in steps(fte())]

    assert lines == [
        ("", "Tid hos bruker"),
        ("+", "Stedlig tid"),
        ("+", "Reise"),
        ("÷", "Uten indirekte tid"),
        ("÷", "Uten fravær"),
        ("÷", "Timer i uka per årsverk"),
    ]


def test_a_parenthesis_to_the_right_is_one_step_with_its_own_value() -> None:
    absence = given("Fravær", 0.123, "share")
    gross = compute(
        "Brutto", "fte", "net / (1 - absence)", {"net": hours("Netto", 10), "absence": absence}
    )

    last = steps(gross)[-1]

    assert (last.sign, last.label, last.figure) == ("÷", "1 − Fravær", None)
    assert last.value == pytest.approx(0.877)
    assert last.inputs == (absence,)
    assert formula_in_numbers(gross) == "10,0 ÷ (1 − 12,3\u00a0%) = 11,40"


def test_inputs_with_the_same_label_are_told_apart() -> None:
    parts = [hours("Årsverk", 1, "Base A"), hours("Årsverk", 2, "Base B")]

    assert formula_in_labels(total("Sum", "hours", parts)) == "Årsverk (Base A) + Årsverk (Base B)"


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("a - (b - c)", "8,0 − (4,0 − 2,0)"),
        ("a - b - c", "8,0 − 4,0 − 2,0"),
        ("a / (b * c)", "8,0 ÷ (4,0 × 2,0)"),
        ("a * (b / c)", "8,0 × (4,0 ÷ 2,0)"),
        ("a + (b + c)", "8,0 + 4,0 + 2,0"),
        ("-(a + b) * c", "−(8,0 + 4,0) × 2,0"),
        ("ceil(a / b) + c", "rundet opp (8,0 ÷ 4,0) + 2,0"),
        ("maximum(a, b - c)", "det største av (8,0; 4,0 − 2,0)"),
        ("minimum(a, b) * 52.1429 + c", "det minste av (8,0; 4,0) × 52,1429 + 2,0"),
    ],
)
def test_parentheses_stand_where_they_matter(formula: str, shown: str) -> None:
    named = {"a": hours("A", 8), "b": hours("B", 4), "c": hours("C", 2)}
    used = {name: part for name, part in named.items() if name in formula.replace("maximum", "")}

    figure = compute("X", "hours", formula, used)

    assert formula_in_numbers(figure).split(" = ")[0] == shown


def test_a_negative_input_stands_in_parentheses() -> None:
    figure = compute("X", "hours", "a + b", {"a": hours("A", 1), "b": hours("B", -3)})

    assert formula_in_numbers(figure) == "1,0 + (−3,0) = −2,0"


def test_a_gap_is_written_as_a_word_and_so_is_its_sum() -> None:
    figure = compute("X", "hours", "a + b", {"a": hours("A", 1), "b": missing("B", "hours")})

    assert formula_in_numbers(figure) == "1,0 + mangler = mangler"
    assert steps(figure)[1].value is None


def test_a_given_figure_has_no_formula() -> None:
    assert formula_in_labels(hours("A", 1)) == ""
    assert formula_in_numbers(hours("A", 1)) == ""
    assert steps(hours("A", 1)) == ()


def test_draws_are_shown_by_their_mean() -> None:
    drawn = given("A", np.array([1.0, 2.0, 6.0]), "hours")

    assert written_value(drawn) == "3,0"


def test_a_small_number_does_not_look_like_zero() -> None:
    assert written_value(given("A", 0.034, "factor")) == "0,034"
    assert written_value(given("A", 0.0, "factor")) == "0,00"


def test_labels_are_translated() -> None:
    english = {"A": "First", "B": "Second", "rundet opp": "rounded up"}
    figure = compute("X", "hours", "ceil(a / b)", {"a": hours("A", 3), "b": hours("B", 2)})

    assert formula_in_labels(figure, english.__getitem__) == "rounded up (First ÷ Second)"


def test_a_sheet_needs_a_cell_for_each_input() -> None:
    figure = compute("X", "hours", "a + b", {"a": hours("A", 1), "b": hours("B", 2)})

    with pytest.raises(InvalidInputError, match="No cell for"):
        sheet_formula(figure, {"a": "C1"})


def in_python(sheet: str) -> str:
    return sheet.replace("INT(", "floor(").replace("MAX(", "max(").replace("MIN(", "min(")


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b", "c", "2", "0.5"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner).map(lambda t: f"({t[0]} / b)"),
        st.tuples(inner).map(lambda t: f"ceil({t[0]})"),
        st.tuples(inner, inner).map(lambda t: f"maximum({t[0]}, {t[1]})"),
        st.tuples(inner, inner).map(lambda t: f"minimum({t[0]}, {t[1]})"),
        st.tuples(inner).map(lambda t: f"(-{t[0]})"),
    ),
    max_leaves=8,
)


@given_any(EXPRESSIONS)
def test_the_sheet_computes_what_was_computed(expression: str) -> None:
    from math import floor

    formula = f"a + b + c + {expression}"
    values = {"a": 8.25, "b": 3.5, "c": -2.0}
    figure = compute("X", "factor", formula, {n: hours(n, v) for n, v in values.items()})

    sheet = sheet_formula(figure, {name: name for name in values})
    scope = {"floor": floor, "max": max, "min": min, "ROUND": round, **values}

    assert eval(in_python(sheet), {"__builtins__": {}}, scope) == pytest.approx(figure.number)


@given_any(EXPRESSIONS)
def test_steps_applied_from_the_top_give_the_result(expression: str) -> None:
    values = {"a": 8.25, "b": 3.5, "c": -2.0}
    figure = compute(
        "X",
        "factor",
        f"(a + b) / c * ({expression} + a + b + c) - b",
        {n: hours(n, v) for n, v in values.items()},
    )
    apply = {
        "+": lambda x, y: x + y,
        "−": lambda x, y: x - y,
        "×": lambda x, y: x * y,
        "÷": lambda x, y: x / y,
    }

    lines = steps(figure)
    running = float(lines[0].value or 0.0)
    for step in lines[1:]:
        running = apply[step.sign](running, float(step.value or 0.0))

    assert running == pytest.approx(figure.number)
    assert figure.kind is Kind.COMPUTED
