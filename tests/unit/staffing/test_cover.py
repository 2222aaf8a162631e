# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hours of posts in ordinary weeks and over real dates."""

from datetime import date, time, timedelta
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Kind
from ambulant.staffing.cover import EVERY_DAY, HolidayRule, Post, hours_in_period, hours_per_week
from ambulant.time import clock_change_hours, days_of
from tests.unit.staffing.builders import hours, one_by_one, persons, post, share

MONDAY = date(2026, 6, 1)


def night(watch: Literal["awake", "asleep"] = "awake") -> Post:
    return post(22, 9, watch=watch)


def test_posts_add_up_and_each_is_shown_with_its_formula() -> None:
    figure = hours_per_week([post(7, 8, staff=2.0), post(15, 7)], of="Basen")

    assert figure.number == 7 * 8 * 2 + 7 * 7
    assert (figure.of, figure.unit) == ("Basen", "hours_per_week")
    assert [part.formula for _, part in figure.inputs] == ["vakter * timer * ansatte"] * 2
    assert {part.kind for part in figure.walk() if part.inputs} == {Kind.COMPUTED}


def test_no_posts_are_no_hours() -> None:
    assert hours_per_week([]).number == 0
    assert hours_in_period([], MONDAY, MONDAY).number == 0


def test_unknown_number_of_people_is_missing_and_not_zero() -> None:
    figure = hours_per_week([post(staff=None), post()])

    assert figure.is_missing
    assert [gap.label for gap in figure.missing_inputs()] == ["Personer"]


def test_handover_lengthens_each_shift_for_each_person() -> None:
    posts = [post(7, 8, staff=2.0, handover=15.0)]

    assert hours_per_week(posts).number == 7 * 8.25 * 2
    assert hours_in_period(posts, MONDAY, MONDAY).number == 8.25 * 2


def test_sleeping_watch_without_a_factor_is_missing() -> None:
    asleep = [night("asleep")]

    assert hours_per_week(asleep).missing_inputs()[0].label == "Regnefaktor for hvilende nattevakt"
    assert hours_in_period(asleep, MONDAY, MONDAY).is_missing


@pytest.mark.parametrize(("factor", "counted"), [(0.0, 0), (0.25, 15.75), (1.0, 63)])
def test_sleeping_watch_counts_by_its_factor(factor: float, counted: float) -> None:
    posts = [night("asleep")]

    assert hours_per_week(posts, sleeping_factor=share(factor)).number == counted


def test_sleeping_factor_does_not_touch_those_awake() -> None:
    assert hours_per_week([night()], sleeping_factor=share(0.1)).number == 63


def test_sleeping_factor_above_one_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="from 0 to 1"):
        hours_per_week([post(watch="asleep")], sleeping_factor=share(3.0))


@pytest.mark.parametrize(("first", "real"), [(date(2026, 10, 24), 10), (date(2027, 3, 27), 8)])
def test_shift_belongs_to_the_evening_it_begins(first: date, real: float) -> None:
    following = first + timedelta(days=1)

    assert hours_in_period([night()], first, first).number == real
    assert hours_in_period([night()], following, following).number == 9


@pytest.mark.parametrize(
    ("rule", "weekday_post", "weekend_post"),
    [("as_weekday", 8, 0), ("as_sunday", 0, 8), ("none", 0, 0)],
)
def test_public_holiday_on_a_weekday_follows_the_posts_rule(
    rule: HolidayRule, weekday_post: float, weekend_post: float
) -> None:
    ascension = date(2026, 5, 14)  # a Thursday
    weekdays, weekend = frozenset(range(5)), frozenset({5, 6})

    found = [
        hours_in_period([post(8, 8, days=days, holidays=rule)], ascension, ascension).number
        for days in (weekdays, weekend)
    ]

    assert found == [weekday_post, weekend_post]


def test_post_on_saturdays_only_is_not_manned_on_a_holiday_counted_as_sunday() -> None:
    saturday = post(8, 8, days=frozenset({5}), holidays="as_sunday")

    assert not saturday.is_manned(date(2026, 12, 26))  # a Saturday and a public holiday
    assert saturday.is_manned(date(2026, 12, 19))


@given(st.dates(date(2000, 1, 1), date(2035, 1, 1)), st.integers(1, 60), st.integers(4, 23))
def test_round_the_clock_is_the_weeks_hours_and_the_changes_of_the_clock(
    first: date, weeks: int, start: int
) -> None:
    last = first + timedelta(days=7 * weeks - 1)
    posts = [post(start, 24)]

    period = hours_in_period(posts, first, last).number

    # The clock changes at night, in the shift that began the day before.
    one_day = timedelta(days=1)
    changes = sum(clock_change_hours(day + one_day) for day in days_of(first, last))
    assert period == weeks * hours_per_week(posts).number + changes


@given(st.integers(2000, 2034))
def test_a_year_round_the_clock_loses_and_gains_the_same_hour(year: int) -> None:
    first, last = date(year, 1, 1), date(year, 12, 31)

    days = (last - first).days + 1
    assert hours_in_period([post()], first, last).number == days * 24


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 80), st.integers(1, 80))
def test_period_is_the_sum_of_its_parts(first: date, until_cut: int, after_cut: int) -> None:
    posts = [night(), post(8, 7.5, days=frozenset(range(5)), holidays="none")]
    cut, last = (first + timedelta(days=n) for n in (until_cut, until_cut + after_cut))

    parts = [
        hours_in_period(posts, first, cut).number,
        hours_in_period(posts, cut + timedelta(days=1), last).number,
    ]

    assert hours_in_period(posts, first, last).number == pytest.approx(sum(parts))


@given(st.lists(st.floats(0, 20), min_size=1, max_size=5))
def test_draws_give_the_same_as_one_number_at_a_time(staff: list[float]) -> None:
    draws = np.array(staff)

    together = hours_per_week([post(staff=draws, handover=10.0), post(15, 7)])

    alone = one_by_one(draws, lambda n: hours_per_week([post(staff=n, handover=10.0), post(15, 7)]))
    np.testing.assert_allclose(np.asarray(together.value), alone)


@pytest.mark.parametrize(
    ("days", "length", "words"),
    [
        (frozenset(), 8.0, "weekdays"),
        (frozenset({7}), 8.0, "weekdays"),
        (EVERY_DAY, 0.0, "0 hours long"),
        (EVERY_DAY, 24.5, "24.5 hours long"),
        (EVERY_DAY, float("nan"), "hours long"),
    ],
)
def test_post_that_cannot_be_is_refused(days: frozenset[int], length: float, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        Post("base", days, time(7), length, persons(1.0))


def test_people_in_the_wrong_unit_or_below_zero_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="'persons' was expected"):
        Post("base", EVERY_DAY, time(7), 8, hours(1.0))
    with pytest.raises(InvalidInputError, match="-1 to 2; 0 or more"):
        post(staff=np.array([-1.0, 2.0]))
    with pytest.raises(InvalidInputError, match="0 or more"):
        post(handover=-5.0)


def test_end_before_start_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="before start"):
        hours_in_period([post()], MONDAY, MONDAY - timedelta(days=1))
