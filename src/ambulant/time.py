# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates and hours in Norway: the real clock, public holidays, weeks and parts of a year.

Python subtracts two times of one zone as if the clock never changed, so every length here is
measured in UTC: a night from 22 to 07 is 10 hours when summer time ends and 8 when it begins.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ambulant.errors import InvalidInputError

OSLO = ZoneInfo("Europe/Oslo")

_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC_DATE = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_WRITTEN_DATE = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]+)\.?\s+(\d{4})", re.IGNORECASE)


# -- The clock ----------------------------------------------------------------------------------


def to_utc(local: datetime) -> datetime:
    """Return a Norwegian clock time as UTC.

    A time without zone is taken as Norwegian. In the hour that comes twice (end of summer time)
    the first one is meant unless `fold` is 1; a time in the hour that is skipped (start of summer
    time) is moved one hour on, as a clock that was not set would show.
    """
    if local.tzinfo is None:
        local = local.replace(tzinfo=OSLO)
    return local.astimezone(UTC)


def to_local(moment: datetime) -> datetime:
    """Return a moment with a zone as Norwegian clock time.

    Raises:
        InvalidInputError: `moment` has no zone.
    """
    if moment.tzinfo is None:
        raise InvalidInputError(f"{moment.isoformat()} has no time zone; UTC was expected.")
    return moment.astimezone(OSLO)


def hours_between(start: datetime, end: datetime) -> float:
    """Return the real hours from one Norwegian clock time to another.

    Raises:
        InvalidInputError: `end` is before `start`.
    """
    length = to_utc(end) - to_utc(start)
    if length < timedelta(0):
        raise InvalidInputError(f"End {end} is before start {start}.")
    return length / timedelta(hours=1)


def shift_hours(day: date, start: time, hours: float) -> float:
    """Return the real length of a shift that begins on `day` and is `hours` long on the clock.

    A shift from 22:00 of 9 hours ends at 07:00 whatever happens at night, so it is 10 hours long
    the night summer time ends and 8 the night it begins.
    """
    begins = datetime.combine(day, start.replace(tzinfo=None))
    return hours_between(begins, begins + timedelta(hours=hours))


def clock_change_hours(day: date) -> float:
    """Return how many hours longer than 24 the calendar day is: 0, 1 (autumn) or -1 (spring)."""
    midnight = datetime.combine(day, time())
    return hours_between(midnight, midnight + timedelta(days=1)) - 24


# -- Days and weeks -----------------------------------------------------------------------------


@lru_cache(maxsize=256)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays in Norway in a year, with their Norwegian names, by date.

    Christmas Eve and New Year's Eve are not public holidays; Easter Sunday and Whit Sunday are.
    Source: the package `holidays`.
    """
    import holidays  # slow to load, and few need it

    return MappingProxyType(dict(sorted(holidays.country_holidays("NO", years=year).items())))


def is_public_holiday(day: date) -> bool:
    """True when `day` is a public holiday in Norway. An ordinary Sunday is not."""
    return day in public_holidays(day.year)


def days_of(start: date, end: date) -> Iterator[date]:
    """Yield each day from `start` to `end`, both included.

    Raises:
        InvalidInputError: `end` is before `start`.
    """
    if end < start:
        raise InvalidInputError(f"End {end} is before start {start}.")
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)


def iso_week(day: date) -> tuple[int, int]:
    """Return the year and number of the ISO week (Monday first) that `day` is in."""
    year, week, _ = day.isocalendar()
    return year, week


def monday_of(year: int, week: int) -> date:
    """Return the Monday of an ISO week.

    Raises:
        InvalidInputError: The year has no such week (1-52, in some years 53).
    """
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise InvalidInputError(f"Week {week} of {year} does not exist.") from None


def months_in_effect(start: date, year: int) -> float:
    """Return the share (0-1, in twelfths) of a year in which something that begins counts.

    Only whole months count: from 1 July it is 6/12, from 2 July 5/12, so that no month is counted
    that was not in effect from its first day. 0 in years before, 1 in years after.
    """
    first_whole_month = start.month - 1 + (start.day > 1)
    months = 12 * (year - start.year + 1) - first_whole_month
    return min(max(months, 0), 12) / 12


# -- Dates people write -------------------------------------------------------------------------


def parse_date(text: str) -> date:
    """Return the date in `2026-07-01`, `1.7.2026`, `01.07.2026` or `1. juli 2026`.

    The year is written in full. Month names may be shortened to three letters or more.

    Raises:
        InvalidInputError: The text is not such a date, or there is no such day.
    """
    text = text.strip()
    allowed = "allowed: 2026-07-01, 1.7.2026 or 1. juli 2026"
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC_DATE.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WRITTEN_DATE.fullmatch(text):
        day, month, year = int(match[1]), _month_number(match[2]), int(match[3])
    else:
        raise InvalidInputError(f"{text!r} is not a date; {allowed}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidInputError(f"{text!r} is a day that does not exist; {allowed}.") from None


def _month_number(name: str) -> int:
    name = name.lower()
    found = [n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return found[0] if len(found) == 1 and len(name) >= 3 else 0
