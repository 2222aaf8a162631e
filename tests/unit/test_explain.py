# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures refuse what is no number, for one value and for draws alike."""

import numpy as np
import pytest

from ambulant.errors import InvalidInputError
from ambulant.explain import MAX_TERMS, Number, compute, given, total
from ambulant.formulas import formula_in_numbers, sheet_formula


@pytest.mark.parametrize("value", [1e308, np.array([1.0, 1e308])], ids=["number", "draws"])
def test_a_result_too_large_to_be_a_number_is_refused(value: Number) -> None:
    with pytest.raises(InvalidInputError, match=r"X: a \* a is too large .*1e\+308"):
        compute("X", "nok", "a * a", {"a": given("A", value, "nok")})


@pytest.mark.parametrize("value", [0.0, np.array([1.0, 0.0])], ids=["number", "draws"])
def test_a_division_by_zero_is_refused_also_in_one_draw(value: Number) -> None:
    inputs = {"a": given("A", 1.0, "nok"), "b": given("B", value, "nok")}

    with pytest.raises(InvalidInputError, match=r"X: a / b divides by zero .*a = 1"):
        compute("X", "nok", "a / b", inputs)


def test_a_sum_of_thousands_can_be_computed_and_shown() -> None:
    parts = [given("A", float(n), "fte") for n in range(5000)]

    everything = total("Sum", "fte", parts)

    assert everything.number == sum(range(5000))
    assert len(everything.inputs) <= MAX_TERMS
    assert formula_in_numbers(everything).endswith("= 12\u00a0497\u00a0500,00")
    assert sheet_formula(everything, {name: name for name, _ in everything.inputs})
    assert sum(not each.inputs for each in everything.walk()) == 5000


@pytest.mark.parametrize("formula", ["-" * 20_000 + "1", "+".join(["1"] * 20_000), "\0"])
def test_a_formula_that_cannot_be_read_is_refused(formula: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read|too many parts"):
        compute("X", "nok", formula, {})


def test_what_a_figure_rests_on_is_walked_once_however_long_or_shared() -> None:
    figure = given("A", 1.0, "fte")
    for _ in range(3000):
        figure = compute("B", "fte", "(a + b) / 2", {"a": figure, "b": figure})

    assert sum(1 for _ in figure.walk()) == 3001
