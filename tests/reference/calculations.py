# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reference case may ask for by name: plain numbers in, plain numbers out.

Arguments have the names used in the YAML files; an unknown or lacking one is a TypeError.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from types import MappingProxyType
from typing import Any

from ambulant.explain import Figure, given
from ambulant.staffing.ambulatory import (
    AmbulatoryNeed,
    activity_hours,
    direct_share,
    fte_by_activity,
)
from ambulant.staffing.competence import Position, nurse_share, position_sizes
from ambulant.staffing.cover import Post, hours_in_period, hours_per_week
from ambulant.staffing.fte import (
    Absence,
    absence_share,
    common_error,
    common_error_difference,
    gross_fte,
    net_fte,
)
from ambulant.staffing.leadership import span_of_control
from ambulant.staffing.pairs import pairs_giving
from ambulant.staffing.three_part_roster import three_part_position_hours
from ambulant.staffing.weekends import (
    largest_mean_position,
    least_heads,
    shifts_of_length,
    weekend_hours,
    weekend_shifts,
)

Result = Mapping[str, float]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def cover_week(posts: Sequence[Any], sleeping_factor: float | None = None) -> Result:
    factor = None if sleeping_factor is None else number(sleeping_factor, "share")
    return {"hours": hours_per_week(_posts(posts), sleeping_factor=factor).number}


def cover_period(posts: Sequence[Any], first_day: date, last_day: date) -> Result:
    return {"hours": hours_in_period(_posts(posts), first_day, last_day).number}


def fte(hours: float, position_hours: float, absence: float) -> Result:
    net = net_fte(number(hours, "hours_per_week"), number(position_hours, "hours_per_week"))
    share = number(absence, "share")
    return {
        "net": net.number,
        "gross": gross_fte(net, share).number,
        "common_error": common_error(net, share).number,
        "forgotten": common_error_difference(net, share).number,
    }


def absence(holiday: float, sick: float, leave: float, training: float) -> Result:
    shares = (number(share, "share") for share in (holiday, sick, leave, training))
    return {"absence": absence_share(Absence(*shares)).number}


def ambulatory(  # noqa: PLR0913 - the names of the YAML file
    *,
    decided_hours: float,
    visits: float,
    travel_minutes: float,
    indirect_share: float,
    position_hours: float,
    absence: float,
    posts: Sequence[Any] = (),
) -> Result:
    need = AmbulatoryNeed(
        number(decided_hours, "hours_per_week"),
        number(visits, "visits_per_week"),
        number(travel_minutes, "minutes"),
        number(indirect_share, "share"),
    )
    hours = activity_hours(_posts(posts), need)
    full = number(position_hours, "hours_per_week")
    parts = fte_by_activity(hours, full, number(absence, "share"))
    return {
        "travel_hours": hours.travel.number,
        "indirect_hours": hours.indirect.number,
        "total_hours": hours.total.number,
        "direct_share": direct_share(hours).number,
        "absence_fte": parts.absence.number,
        "total_fte": parts.total.number,
    }


def weekend_people(shifts: float, interval: int, shifts_per_weekend: float, fte: float) -> Result:
    heads = least_heads(
        number(shifts, "count"), interval=interval, shifts_per_weekend=shifts_per_weekend
    )
    mean = largest_mean_position(number(fte, "fte"), heads)
    return {"heads": heads.number, "mean_position": mean.number}


def weekend_cover(posts: Sequence[Any], shift_hours: float) -> Result:
    hours = weekend_hours(_posts(posts))
    return {
        "shifts_as_planned": weekend_shifts(_posts(posts)).number,
        "hours": hours.number,
        "shifts": shifts_of_length(hours, shift_hours).number,
    }


def span(fte: float, leaders: float, limit: float) -> Result:
    found = span_of_control(number(fte, "fte"), number(leaders, "persons"), number(limit, "fte"))
    return {"per_leader": found.per_leader.number, "too_wide": float(found.is_too_wide)}


def nurses(nurses: float, everyone: float) -> Result:
    share = nurse_share(number(nurses, "persons"), number(everyone, "persons"), by="shifts")
    return {"share": share.number}


def positions(staff: Mapping[str, Sequence[float]]) -> Result:
    sizes = position_sizes(
        Position(profession, share) for profession, shares in staff.items() for share in shares
    )
    means = {name: figure.number for name, figure in sizes.by_profession.items()}
    return {"all": sizes.overall.number, **means}


def behind_stated(stated_fte: float, hours: float, position_hours: Mapping[str, float]) -> Result:
    pairs = pairs_giving(
        number(stated_fte, "fte"),
        number(hours, "hours_per_week"),
        {name: number(value, "hours_per_week") for name, value in position_hours.items()},
    )
    low = {f"{pair.category}_absence_from": pair.low.number for pair in pairs}
    return low | {f"{pair.category}_absence_to": pair.high.number for pair in pairs}


def three_part_roster(hours: float, sunday_hours: float, night_hours: float) -> Result:
    position = three_part_position_hours(
        *(number(value, "hours_per_week") for value in (hours, sunday_hours, night_hours)),
        position_hours={
            "day": number(37.5, "hours_per_week"),
            "rotating": number(35.5, "hours_per_week"),
        },
        factors={
            "sunday_hour": number(70 / 60, "factor"),
            "night_hour": number(75 / 60, "factor"),
        },
    )
    return {"position_hours": position.number}


CALCULATIONS: Mapping[str, Callable[..., Result]] = MappingProxyType(
    {
        calculation.__name__: calculation
        for calculation in (
            *(cover_week, cover_period, fte, absence, ambulatory, weekend_people),
            *(weekend_cover, span, nurses, positions, behind_stated, three_part_roster),
        )
    }
)


def number(value: float, unit: str) -> Figure:
    return given(f"given ({unit})", float(value), unit)


def _posts(posts: Sequence[Mapping[str, Any]]) -> list[Post]:
    return [_post(**post) for post in posts]


def _post(  # noqa: PLR0913 - the names of the YAML file
    *,
    days: str | Sequence[str],
    start: str,
    hours: float,
    staff: float,
    handover_minutes: float | None = None,
    watch: Any = "awake",
    on_public_holidays: Any = "as_weekday",
) -> Post:
    names = DAYS if days == "every day" else days
    return Post(
        f"{start} {hours:g} h",
        frozenset(DAYS.index(name) for name in names),
        time.fromisoformat(start),
        hours,
        number(staff, "persons"),
        watch=watch,
        handover_minutes=None if handover_minutes is None else number(handover_minutes, "minutes"),
        on_public_holidays=on_public_holidays,
    )
