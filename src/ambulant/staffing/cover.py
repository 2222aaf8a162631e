# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hours that must be manned: a base's posts over an ordinary week, or over real dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.staffing.bounds import require_not_negative, require_share, require_unit
from ambulant.time import days_of, is_public_holiday, shift_hours

EVERY_DAY = frozenset(range(7))
SUNDAY = 6
HolidayRule = Literal["as_weekday", "as_sunday", "none"]


@dataclass(frozen=True, slots=True)
class Post:
    """A place that is manned at fixed hours.

    `weekdays` are the days it begins on, 0 is Monday. `hours` is the length on the clock (at most
    24). `staff` is the number of people present at a time (unit persons; may be draws).
    `handover_minutes` is paid overlap with the next shift, per person and shift. On a public
    holiday the post is manned as on that weekday, as on a Sunday, or not at all.
    """

    name: str
    weekdays: frozenset[int]
    start: time
    hours: float
    staff: Figure
    competence: str = ""
    watch: Literal["awake", "asleep"] = "awake"
    handover_minutes: Figure | None = None
    on_public_holidays: HolidayRule = "as_weekday"

    def __post_init__(self) -> None:
        """Refuse days, lengths and numbers of people that cannot be."""
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise InvalidInputError(
                f"Post {self.name!r} has weekdays {sorted(self.weekdays)}; "
                "at least one of 0 (Monday) to 6 (Sunday) is allowed."
            )
        if not 0 < self.hours <= 24:
            raise InvalidInputError(
                f"Post {self.name!r} is {self.hours:g} hours long; above 0, at most 24 is allowed."
            )
        require_unit(self.staff, "persons")
        require_not_negative(self.staff)
        if self.handover_minutes is not None:
            require_unit(self.handover_minutes, "minutes")
            require_not_negative(self.handover_minutes)

    def is_manned(self, day: date) -> bool:
        """True when a shift of this post begins on `day`."""
        if self.on_public_holidays == "as_weekday" or not is_public_holiday(day):
            return day.weekday() in self.weekdays
        return self.on_public_holidays == "as_sunday" and SUNDAY in self.weekdays


def hours_per_week(
    posts: Iterable[Post], *, sleeping_factor: Figure | None = None, of: str = ""
) -> Figure:
    """Return the working hours of the posts in an ordinary week, without public holidays.

    Args:
        posts: The posts; none gives 0.
        sleeping_factor: Working hours per hour of a sleeping night watch (share, 0-1; parameter
            `staffing.sleeping_night_factor`). Without it the hours of such a post are missing.
        of: What the figure is about.

    Returns:
        Unit hours_per_week; its inputs are the hours of each post.
    """
    parts = [_post_week(post, sleeping_factor) for post in posts]
    return total(nb("Bemannede timer i uka"), "hours_per_week", parts, of=of)


def hours_in_period(
    posts: Iterable[Post],
    start: date,
    end: date,
    *,
    sleeping_factor: Figure | None = None,
    of: str = "",
) -> Figure:
    """Return the working hours of all shifts that begin on `start` to `end`, both included.

    Counted on the real clock (an autumn night is an hour longer) and with public holidays. A shift
    belongs to the day it begins. Unit hours.
    """
    days = tuple(days_of(start, end))
    parts = [_post_period(post, days, sleeping_factor) for post in posts]
    return total(nb("Bemannede timer i perioden"), "hours", parts, of=of)


def _post_week(post: Post, sleeping_factor: Figure | None) -> Figure:
    shifts = given(nb("Vakter i uka"), float(len(post.weekdays)), "count", of=post.name)
    hours = given(nb("Timer per vakt"), post.hours, "hours", of=post.name)
    inputs = {"vakter": shifts, "timer": hours, "ansatte": post.staff}
    clock = "timer" + _sleeping(post, sleeping_factor, inputs)
    if post.handover_minutes is not None:
        clock = f"({clock} + overlapp / 60)"
        inputs["overlapp"] = post.handover_minutes
    formula = f"vakter * {clock} * ansatte"
    return compute(nb("Timer for posten"), "hours_per_week", formula, inputs, of=post.name)


def _post_period(post: Post, days: tuple[date, ...], sleeping_factor: Figure | None) -> Figure:
    manned = [day for day in days if post.is_manned(day)]
    clock = sum(shift_hours(day, post.start, post.hours) for day in manned)
    inputs = {
        "timer": given(
            nb("Timer etter klokka i perioden"), clock, "hours", Kind.DERIVED, of=post.name
        ),
        "ansatte": post.staff,
    }
    working = "timer" + _sleeping(post, sleeping_factor, inputs)
    if post.handover_minutes is not None:
        working = f"({working} + vakter * overlapp / 60)"
        inputs["vakter"] = given(
            nb("Vakter i perioden"), float(len(manned)), "count", Kind.DERIVED, of=post.name
        )
        inputs["overlapp"] = post.handover_minutes
    formula = f"{working} * ansatte"
    return compute(nb("Timer for posten"), "hours", formula, inputs, of=post.name)


def _sleeping(post: Post, sleeping_factor: Figure | None, inputs: dict[str, Figure]) -> str:
    """Return what the hours of a sleeping watch are multiplied by; the handover is worked awake."""
    if post.watch == "awake":
        return ""
    factor = sleeping_factor or missing(
        nb("Regnefaktor for hvilende nattevakt"), "share", of=post.name
    )
    require_share(factor, up_to_one=True)
    inputs["faktor"] = factor
    return " * faktor"
