# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ratios against figures counted by hand, and what they refuse."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, given, missing
from ambulant.reform.calculators.key_ratios import (
    cost_drivers,
    cost_per_inhabitant,
    deviation_from_frame,
    fte_per_thousand,
)


def nok(value: float, of: str = "") -> Figure:
    return given("Beløp", value, "nok", of=of)


def people(value: float) -> Figure:
    return given("Innbyggere", value, "persons")


@pytest.mark.parametrize(
    ("actual", "budget", "share"),
    # 62 against 59 million is document 004's home service; the others give 002's 22.8 and -0.5 %.
    [(62e6, 59e6, 3 / 59), (122.8e6, 100e6, 0.228), (99.5e6, 100e6, -0.005)],
)
def test_overspending_is_a_share_of_the_frame(actual: float, budget: float, share: float) -> None:
    assert deviation_from_frame(nok(actual), nok(budget)).number == pytest.approx(share)


def test_costs_and_fte_are_spread_over_the_inhabitants() -> None:
    # 24 125 000 / 25 000 = 965 kroner; 71 / 25 000 x 1000 = 2.84.
    assert cost_per_inhabitant(nok(24_125_000), people(25_000)).number == pytest.approx(965)
    fte = given("Årsverk", 71.0, "fte")
    assert fte_per_thousand(fte, people(25_000)).number == pytest.approx(2.84)


def test_the_largest_costs_come_first_with_what_they_sum_to() -> None:
    drivers = cost_drivers([nok(20, "b"), nok(50, "a"), nok(30, "c")])

    assert [driver.cost.of for driver in drivers] == ["a", "c", "b"]
    assert [driver.share.number for driver in drivers] == pytest.approx([0.5, 0.3, 0.2])
    assert [driver.share_so_far.number for driver in drivers] == pytest.approx([0.5, 0.8, 1.0])


@drawn(st.lists(st.floats(1, 1e9), min_size=1, max_size=20))
def test_the_shares_never_fall_and_end_at_one(costs: list[float]) -> None:
    shares = [driver.share_so_far.number for driver in cost_drivers(nok(cost) for cost in costs)]

    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_a_missing_cost_leaves_no_share_standing() -> None:
    drivers = cost_drivers([nok(50, "a"), missing("Beløp", "nok", of="b")])

    assert [driver.cost.of for driver in drivers] == ["a", "b"]
    assert all(driver.share.is_missing for driver in drivers)


def test_frames_and_places_without_people_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        deviation_from_frame(nok(1), nok(0))
    with pytest.raises(InvalidInputError):
        cost_per_inhabitant(nok(1), people(0))
    with pytest.raises(InvalidInputError):
        fte_per_thousand(given("Årsverk", -1.0, "fte"), people(10))
    with pytest.raises(InvalidInputError):
        cost_drivers([nok(-1)])
