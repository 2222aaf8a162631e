# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""People the weekends need, and the positions they leave room for."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.staffing.weekends import (
    compare_weekends,
    largest_mean_position,
    least_heads,
    shifts_of_length,
    weekend_hours,
    weekend_shifts,
)
from tests.unit.staffing.builders import count, fte, hours, one_by_one, persons, post

WEEKDAYS = frozenset(range(5))


@given(st.integers(0, 60), st.integers(1, 6), st.integers(1, 4))
def test_heads_are_enough_and_one_fewer_is_not(shifts: int, interval: int, each: int) -> None:
    heads = least_heads(count(float(shifts)), interval=interval, shifts_per_weekend=each).number

    assert heads * each >= shifts * interval
    assert heads == 0 or (heads - 1) * each < shifts * interval


@given(st.floats(0.1, 100), st.integers(0, 200))
def test_mean_position_is_a_full_one_at_most(amount: float, heads: int) -> None:
    mean = largest_mean_position(fte(amount), persons(float(heads))).number

    assert 0 < mean <= 1
    assert mean == pytest.approx(min(1, amount / heads if heads else 1))


@given(st.lists(st.floats(0.1, 50), min_size=1, max_size=5))
def test_draws_give_the_same_as_one_number_at_a_time(staff: list[float]) -> None:
    draws = np.array(staff)

    together = compare_weekends([post(staff=draws)], fte(30.0))

    for number, option in enumerate(together):
        alone = one_by_one(
            draws,
            lambda n, i=number: compare_weekends([post(staff=n)], fte(30.0))[i].mean_position,  # type: ignore[misc]
        )
        np.testing.assert_allclose(np.asarray(option.mean_position.value), alone)


def test_round_the_clock_post_is_compared_over_lengths_and_intervals() -> None:
    options = compare_weekends([post()], fte(6.3), of="Frøya")

    table = {(o.shift_hours, o.interval): (o.heads.number, o.mean_position.number) for o in options}
    assert table == {
        (8, 2): (6, 1),
        (8, 3): (9, pytest.approx(0.7)),
        (8, 4): (12, pytest.approx(0.525)),
        (12, 2): (4, 1),
        (12, 3): (6, 1),
        (12, 4): (8, pytest.approx(0.7875)),
    }
    assert [o.hours_per_head.number for o in options] == [16, 16, 16, 24, 24, 24]


@given(st.integers(1, 8), st.floats(1, 40))
def test_longer_shifts_and_shorter_intervals_never_need_more_people(
    staff: int, amount: float
) -> None:
    options = compare_weekends([post(staff=float(staff))], fte(amount))

    heads = {(o.shift_hours, o.interval): o.heads.number for o in options}
    assert all(heads[12, k] <= heads[8, k] for k in (2, 3, 4))
    assert all(heads[length, k] <= heads[length, k + 1] for length in (8, 12) for k in (2, 3))


def test_only_saturday_and_sunday_are_the_weekend() -> None:
    posts = [post(8, 7.5, days=WEEKDAYS, staff=9.0), post(8, 8, days=frozenset({4, 5}), staff=2.0)]

    assert weekend_shifts(posts).number == 2
    assert weekend_hours(posts).number == 16


def test_service_closed_at_weekends_needs_no_one_and_allows_full_positions() -> None:
    shifts = weekend_shifts([post(8, 7.5, days=WEEKDAYS)])
    heads = least_heads(shifts, interval=3)

    assert heads.number == 0
    assert largest_mean_position(fte(4.0), heads).number == 1


def test_unknown_staff_makes_the_heads_missing() -> None:
    assert least_heads(weekend_shifts([post(staff=None)]), interval=3).is_missing


def test_shift_that_does_not_divide_the_hours_is_rounded_up() -> None:
    shifts = shifts_of_length(weekend_hours([post(7, 15)]), 8)

    assert shifts.number == math.ceil(30 / 8)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="interval 0"):
        least_heads(count(6.0), interval=0)
    with pytest.raises(InvalidInputError, match="above 0"):
        least_heads(count(6.0), interval=3, shifts_per_weekend=0)
    with pytest.raises(InvalidInputError, match="Shift length 25"):
        shifts_of_length(weekend_hours([post()]), 25)
    with pytest.raises(InvalidInputError, match="'hours' was expected"):
        shifts_of_length(hours(48.0), 8)
    with pytest.raises(InvalidInputError, match="above 0"):
        largest_mean_position(fte(0.0), persons(3.0))
