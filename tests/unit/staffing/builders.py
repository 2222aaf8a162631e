# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small figures and posts for the staffing tests."""

from collections.abc import Callable
from datetime import time
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ambulant.explain import Figure, Number, given
from ambulant.staffing.ambulatory import AmbulatoryNeed
from ambulant.staffing.cover import EVERY_DAY, HolidayRule, Post

Draws = NDArray[np.float64]


def fte(value: Number | None) -> Figure:
    return given("Årsverk", value, "fte")


def hours(value: Number | None) -> Figure:
    return given("Timer", value, "hours_per_week")


def share(value: Number | None) -> Figure:
    return given("Andel", value, "share")


def persons(value: Number | None) -> Figure:
    return given("Personer", value, "persons")


def count(value: Number | None) -> Figure:
    return given("Antall", value, "count")


def minutes(value: Number | None) -> Figure:
    return given("Minutter", value, "minutes")


def post(  # noqa: PLR0913 - one keyword per thing a test varies
    start: int = 7,
    length: float = 24,
    *,
    days: frozenset[int] = EVERY_DAY,
    staff: Number | None = 1.0,
    watch: Literal["awake", "asleep"] = "awake",
    handover: Number | None = None,
    holidays: HolidayRule = "as_weekday",
) -> Post:
    return Post(
        f"post {start}",
        days,
        time(start),
        length,
        persons(staff),
        watch=watch,
        handover_minutes=None if handover is None else minutes(handover),
        on_public_holidays=holidays,
    )


def need(
    decided: Number | None = 120.0,
    visits: Number | None = 90.0,
    travel: Number | None = 20.0,
    indirect: Number | None = 0.25,
) -> AmbulatoryNeed:
    return AmbulatoryNeed(
        hours(decided), given("Besøk", visits, "visits_per_week"), minutes(travel), share(indirect)
    )


def one_by_one(draws: Draws, figure_of: Callable[[float], Figure]) -> Draws:
    """The same calculation made for each draw by itself."""
    return np.array([figure_of(float(draw)).number for draw in draws])
