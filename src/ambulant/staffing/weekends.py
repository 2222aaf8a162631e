# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weekend arithmetic: how many people the weekends need, and how large positions can then be.

The weekends, not the hours, often decide the number of people: when 12 shifts must be filled each
weekend by people who take 2 shifts every third weekend, it takes 18 people, however few FTE.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, nb, total
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit
from ambulant.staffing.cover import Post

WEEKEND = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class WeekendOption:
    """One way to share the weekends.

    `shift_hours` is the length of a weekend shift, `interval` every which weekend a person works.
    `shifts` to fill per weekend (count), `heads` least number of people (persons),
    `mean_position` largest mean position (share of a full one), `hours_per_head` worked weekend
    hours per person and worked weekend.
    """

    shift_hours: float
    interval: int
    shifts: Figure
    heads: Figure
    mean_position: Figure
    hours_per_head: Figure


def weekend_shifts(posts: Iterable[Post], *, of: str = "") -> Figure:
    """Return the shifts to fill per weekend: those that begin on a Saturday or Sunday (count)."""
    parts = [
        _per_post(post, nb("Helgevakter for posten"), "count", "dager * ansatte")
        for post in posts
        if post.weekdays & WEEKEND
    ]
    return total(nb("Vakter per helg"), "count", parts, of=of)


def weekend_hours(posts: Iterable[Post], *, of: str = "") -> Figure:
    """Return the clock hours to man per weekend, without handover (hours)."""
    parts = [
        _per_post(post, nb("Helgetimer for posten"), "hours", "dager * timer * ansatte")
        for post in posts
        if post.weekdays & WEEKEND
    ]
    return total(nb("Timer per helg"), "hours", parts, of=of)


def shifts_of_length(hours: Figure, shift_hours: float, *, of: str = "") -> Figure:
    """Return the least number of shifts of one length that can cover the weekend's hours.

    A lower bound: where the hours do not divide into such shifts on each day, it takes more.

    Raises:
        InvalidInputError: The length is not above 0 and at most 24.
    """
    if not 0 < shift_hours <= 24:
        raise InvalidInputError(
            f"Shift length {shift_hours:g} hours; above 0, at most 24 is allowed."
        )
    require_unit(hours, "hours")
    length = given(nb("Timer per vakt"), shift_hours, "hours", of=of)
    inputs = {"timer": hours, "lengde": length}
    return compute(nb("Vakter per helg"), "count", "ceil(timer / lengde)", inputs, of=of)


def least_heads(
    shifts: Figure, *, interval: int, shifts_per_weekend: float = 2, of: str = ""
) -> Figure:
    """Return the least number of people who can fill the weekends (persons, rounded up).

    Args:
        shifts: Shifts to fill per weekend (count).
        interval: Each person works every `interval`-th weekend; 1 is every weekend.
        shifts_per_weekend: Shifts a person takes in a worked weekend.
        of: What the figure is about.

    Raises:
        InvalidInputError: An interval below 1, or no shifts per worked weekend.
    """
    if interval < 1:
        raise InvalidInputError(f"Weekend interval {interval}; 1 or more is allowed.")
    require_unit(shifts, "count")
    require_not_negative(shifts)
    each = given(nb("Vakter per person i en arbeidshelg"), shifts_per_weekend, "count", of=of)
    require_positive(each)
    inputs = {
        "vakter": shifts,
        "intervall": given(nb("Arbeider hver n-te helg"), float(interval), "count", of=of),
        "vakter_per_person": each,
    }
    formula = "ceil(vakter * intervall / vakter_per_person)"
    return compute(nb("Personer helgene krever, minst"), "persons", formula, inputs, of=of)


def largest_mean_position(fte: Figure, heads: Figure, *, of: str = "") -> Figure:
    """Return the largest mean position (share of a full one) that leaves no weekend unmanned.

    It is FTE / heads, but never above 1: with fewer heads than FTE the weekends are no limit.
    """
    require_unit(fte, "fte")
    require_unit(heads, "persons")
    require_positive(fte)
    return compute(
        nb("Gjennomsnittlig stilling, høyst"),
        "share",
        "årsverk / maximum(personer, årsverk)",
        {"årsverk": fte, "personer": heads},
        of=of,
    )


def compare_weekends(
    posts: Iterable[Post],
    fte: Figure,
    *,
    shift_lengths: Sequence[float] = (8, 12),
    intervals: Sequence[int] = (2, 3, 4),
    of: str = "",
) -> tuple[WeekendOption, ...]:
    """Return what each shift length and weekend interval needs, with 2 shifts per worked weekend.

    Args:
        posts: What is manned at weekends.
        fte: The FTE that shares the work, absence included.
        shift_lengths: Hours of a weekend shift.
        intervals: Every which weekend a person works.
        of: What the figures are about.

    Returns:
        One option per length and interval, in the order given.
    """
    hours = weekend_hours(posts, of=of)
    return tuple(
        _option(hours, fte, length, interval, of)
        for length in shift_lengths
        for interval in intervals
    )


def _option(
    hours: Figure, fte: Figure, shift_hours: float, interval: int, of: str
) -> WeekendOption:
    shifts = shifts_of_length(hours, shift_hours, of=of)
    heads = least_heads(shifts, interval=interval, of=of)
    return WeekendOption(
        shift_hours,
        interval,
        shifts,
        heads,
        largest_mean_position(fte, heads, of=of),
        given(nb("Timer per person i en arbeidshelg"), 2 * shift_hours, "hours", of=of),
    )


def _per_post(post: Post, label: str, unit: str, formula: str) -> Figure:
    days = float(len(post.weekdays & WEEKEND))
    inputs = {
        "dager": given(nb("Helgedager"), days, "count", Kind.DERIVED, of=post.name),
        "ansatte": post.staff,
    }
    if "timer" in formula:
        inputs["timer"] = given(nb("Timer per vakt"), post.hours, "hours", of=post.name)
    return compute(label, unit, formula, inputs, of=post.name)
