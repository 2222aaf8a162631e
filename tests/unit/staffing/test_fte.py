# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""From hours to FTE, and what absence does to it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError, UnknownParameterError
from ambulant.explain import Kind
from ambulant.parameters import Parameters
from ambulant.staffing.fte import (
    Absence,
    absence_share,
    beside,
    common_error,
    common_error_difference,
    gross_fte,
    net_fte,
    position_hours,
)
from tests.unit.staffing.builders import fte, hours, one_by_one, persons, share

SHARES = st.floats(0, 0.9)
ON = date(2026, 7, 1)


@given(st.floats(0, 1000), SHARES)
def test_gross_is_never_less_than_net_nor_than_the_common_error(net: float, away: float) -> None:
    gross = gross_fte(fte(net), share(away)).number

    assert gross >= net
    assert gross >= common_error(fte(net), share(away)).number - 1e-9
    assert common_error_difference(fte(net), share(away)).number >= -1e-9


@given(st.floats(0.1, 1000), SHARES)
def test_gross_without_its_absence_is_net_again(net: float, away: float) -> None:
    gross = gross_fte(fte(net), share(away)).number

    assert gross * (1 - away) == pytest.approx(net)


@given(st.lists(SHARES, min_size=1, max_size=6))
def test_draws_give_the_same_as_one_number_at_a_time(shares: list[float]) -> None:
    draws = np.array(shares)

    def gross(away: float) -> object:
        return gross_fte(net_fte(hours(168.0), hours(35.5)), share(away))

    together = gross_fte(net_fte(hours(168.0), hours(35.5)), share(draws))

    alone = one_by_one(draws, gross)  # type: ignore[arg-type]
    np.testing.assert_allclose(np.asarray(together.value), alone)


def test_formula_that_is_shown_is_the_one_that_counts() -> None:
    gross = gross_fte(fte(3.0), share(0.25))

    assert gross.formula == "netto / (1 - fravær)"
    assert gross.number == 4


def test_missing_absence_makes_the_fte_missing() -> None:
    gross = gross_fte(fte(3.0), share(None))

    assert gross.is_missing
    assert gross.kind is Kind.MISSING
    assert gross.missing_inputs()[0].label == "Andel"


def test_absence_is_the_sum_of_its_parts_and_names_them() -> None:
    figure = absence_share(Absence(share(0.1), share(0.08), share(0.03), share(0.02)))

    assert figure.number == pytest.approx(0.23)
    assert [name for name, _ in figure.inputs] == ["ferie", "sykefravær", "permisjon", "opplæring"]


def test_one_unknown_part_of_absence_is_not_zero() -> None:
    assert absence_share(Absence(share(0.1), share(None), share(0.0), share(0.0))).is_missing


@pytest.mark.parametrize("wrong", [-0.01, 1.0, 25.0, float("nan")])
def test_share_outside_0_to_1_is_refused(wrong: float) -> None:
    with pytest.raises(InvalidInputError, match="0.25, not 25"):
        gross_fte(fte(3.0), share(wrong))
    with pytest.raises(InvalidInputError, match="0.25, not 25"):
        absence_share(Absence(share(wrong), share(0.0), share(0.0), share(0.0)))


def test_parts_of_absence_that_are_together_everything_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="Fravær i alt is 1.2"):
        absence_share(Absence(share(0.4), share(0.4), share(0.4), share(0.0)))


def test_one_wrong_draw_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="0.2 to 1.1"):
        gross_fte(fte(3.0), share(np.array([0.2, 1.1])))


def test_wrong_units_and_impossible_hours_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="'hours_per_week' was expected"):
        net_fte(persons(168.0), hours(35.5))
    with pytest.raises(InvalidInputError, match="above 0"):
        net_fte(hours(168.0), hours(0.0))
    with pytest.raises(InvalidInputError, match="0 or more"):
        net_fte(hours(-1.0), hours(35.5))
    with pytest.raises(InvalidInputError, match="'fte' was expected"):
        gross_fte(hours(3.0), share(0.2))


def test_full_position_follows_the_category() -> None:
    parameters = Parameters.load()

    found = position_hours("rotating", on=ON, parameters=parameters)

    assert (found.number, found.of, found.kind) == (35.5, "Turnus", Kind.PARAMETER)


def test_unknown_category_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInputError, match="allowed: day, rotating, three_shift"):
        position_hours("night", on=ON, parameters=Parameters.load())


def test_category_before_the_first_agreement_in_the_files_is_unknown() -> None:
    with pytest.raises(UnknownParameterError, match="the first is from"):
        position_hours("day", on=date(1980, 1, 1), parameters=Parameters.load())


def test_stated_fte_is_kept_beside_the_computed_one() -> None:
    both = beside(fte(6.3), fte(6.31))

    assert both.in_use.number == 6.3
    assert both.difference.number == pytest.approx(0.01)


def test_computed_fte_is_used_only_where_none_is_stated() -> None:
    both = beside(fte(None), fte(6.31))

    assert both.in_use.number == 6.31
    assert both.difference.is_missing
