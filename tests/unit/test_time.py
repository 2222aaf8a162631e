# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hours on the real clock, Norwegian holidays, weeks, parts of years and dates people write."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.time import (
    OSLO,
    clock_change_hours,
    days_of,
    hours_between,
    is_public_holiday,
    iso_week,
    monday_of,
    months_in_effect,
    parse_date,
    public_holidays,
    shift_hours,
    to_local,
    to_utc,
)

DATES = st.dates(date(2000, 1, 1), date(2035, 12, 31))
AUTUMN, SPRING = date(2026, 10, 24), date(2027, 3, 27)  # the evenings before


def clock(day: date, hour: int, minute: int = 0) -> datetime:
    """A time as the clock on the wall shows it, without zone."""
    return datetime.combine(day, time(hour, minute))


@pytest.mark.parametrize(
    ("day", "hours"), [(AUTUMN, 10), (SPRING, 8), (date(2026, 10, 25), 9), (date(2026, 6, 1), 9)]
)
def test_night_from_22_to_07_is_as_long_as_the_clock_makes_it(day: date, hours: float) -> None:
    assert shift_hours(day, time(22), 9) == hours


@pytest.mark.parametrize("start", [time(22), time(22, tzinfo=OSLO), time(22, tzinfo=UTC)])
def test_start_of_a_shift_is_always_clock_time(start: time) -> None:
    assert shift_hours(AUTUMN, start, 9) == 10


def test_the_day_the_clock_changes_is_an_hour_longer_or_shorter() -> None:
    assert clock_change_hours(date(2026, 10, 25)) == 1
    assert clock_change_hours(date(2027, 3, 28)) == -1
    assert clock_change_hours(date(2026, 10, 24)) == 0


@given(st.integers(2000, 2035))
def test_summer_time_begins_and_ends_on_the_last_sunday_of_march_and_october(year: int) -> None:
    days = days_of(date(year, 1, 1), date(year, 12, 31))

    changes = {day: clock_change_hours(day) for day in days if clock_change_hours(day)}

    spring, autumn = sorted(changes)
    assert (changes[spring], changes[autumn]) == (-1, 1)
    assert (spring.month, autumn.month) == (3, 10)
    assert spring.weekday() == autumn.weekday() == 6
    assert min(spring.day, autumn.day) > 24


def test_first_of_the_two_hours_is_meant_unless_fold_says_the_second() -> None:
    twice = clock(date(2026, 10, 25), 2, 30)

    assert to_utc(twice) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert to_utc(twice.replace(fold=1)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_time_in_the_skipped_hour_is_an_hour_on() -> None:
    moment = to_utc(clock(date(2027, 3, 28), 2, 30))

    assert to_local(moment) == datetime(2027, 3, 28, 3, 30, tzinfo=OSLO)


def test_time_with_another_zone_keeps_its_moment() -> None:
    elsewhere = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=5)))

    assert to_utc(elsewhere) == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="no time zone"):
        to_local(clock(date(2026, 7, 1), 12))


def test_end_before_start_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="before start"):
        hours_between(clock(date(2026, 7, 1), 12), clock(date(2026, 7, 1), 11))
    with pytest.raises(InvalidInputError, match="before start"):
        list(days_of(date(2026, 7, 2), date(2026, 7, 1)))


def test_public_holidays_of_2026_are_those_of_the_law() -> None:
    assert set(public_holidays(2026)) == {
        date(2026, 1, 1),
        date(2026, 4, 2),
        date(2026, 4, 3),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 17),
        date(2026, 5, 24),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


def test_ordinary_sunday_and_christmas_eve_are_not_public_holidays() -> None:
    assert not is_public_holiday(date(2026, 6, 7))
    assert not is_public_holiday(date(2026, 12, 24))
    assert is_public_holiday(date(2027, 5, 17))


def test_last_days_of_a_year_may_be_in_week_1_of_the_next() -> None:
    assert iso_week(date(2024, 12, 30)) == (2025, 1)
    assert iso_week(date(2027, 1, 1)) == (2026, 53)


@given(DATES)
def test_monday_of_a_days_week_is_at_most_six_days_before(day: date) -> None:
    assert 0 <= (day - monday_of(*iso_week(day))).days <= 6


def test_week_that_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="Week 53 of 2025"):
        monday_of(2025, 53)


@pytest.mark.parametrize(
    ("start", "year", "twelfths"),
    [
        (date(2026, 7, 1), 2026, 6),
        (date(2026, 7, 2), 2026, 5),
        (date(2026, 1, 1), 2026, 12),
        (date(2026, 12, 1), 2026, 1),
        (date(2026, 12, 2), 2026, 0),
        (date(2026, 12, 2), 2027, 12),
        (date(2026, 7, 1), 2025, 0),
        (date(2026, 7, 1), 2028, 12),
    ],
)
def test_only_whole_months_are_in_effect(start: date, year: int, twelfths: int) -> None:
    assert months_in_effect(start, year) == pytest.approx(twelfths / 12)


@given(DATES, DATES, st.integers(1999, 2036))
def test_something_that_begins_later_is_in_effect_no_longer(a: date, b: date, year: int) -> None:
    assert months_in_effect(min(a, b), year) >= months_in_effect(max(a, b), year)


@pytest.mark.parametrize(
    "text",
    ["2026-07-01", "1.7.2026", "01.07.2026", " 1. juli 2026 ", "1 juli 2026", "1. JUL. 2026"],
)
def test_date_is_read_as_people_write_it(text: str) -> None:
    assert parse_date(text) == date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.7.26",
        "7/1/2026",
        "31.6.2026",
        "1. ju 2026",
        "1. ma 2026",
        "1. jully 2026",
        "juli 2026",
    ],
)
def test_text_that_is_no_date_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(InvalidInputError, match="1. juli 2026"):
        parse_date(text)


@given(DATES)
def test_every_date_survives_the_ways_to_write_it(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day
