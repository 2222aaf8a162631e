# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work out with people: decided hours, travel and indirect time, and what it takes in FTE."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from ambulant.explain import Figure, compute, missing, nb, total
from ambulant.staffing.bounds import (
    require_not_negative,
    require_positive,
    require_share,
    require_unit,
)
from ambulant.staffing.cover import Post, hours_per_week


@dataclass(frozen=True, slots=True)
class AmbulatoryNeed:
    """What the decisions ask for, per week.

    `decided_hours` is time directly with the person (hours_per_week), `visits` visits_per_week,
    `travel_minutes` minutes per visit, `indirect_share` the share (0-1) of the working time out
    with people that is report, meetings and record.
    """

    decided_hours: Figure
    visits: Figure
    travel_minutes: Figure
    indirect_share: Figure

    def __post_init__(self) -> None:
        """Refuse wrong units, negative numbers, and an indirect share of 1 or more."""
        require_unit(self.decided_hours, "hours_per_week")
        require_unit(self.visits, "visits_per_week")
        require_unit(self.travel_minutes, "minutes")
        for figure in (self.decided_hours, self.visits, self.travel_minutes):
            require_not_negative(figure)
        require_share(self.indirect_share)


@dataclass(frozen=True, slots=True)
class ActivityHours:
    """Working hours per week, absence not included, by what they are spent on."""

    on_site: Figure
    direct: Figure
    travel: Figure
    indirect: Figure
    total: Figure


@dataclass(frozen=True, slots=True)
class FteByActivity:
    """FTE by what the time is spent on. `absence` is gross less net; the parts sum to `total`."""

    on_site: Figure
    direct: Figure
    travel: Figure
    indirect: Figure
    absence: Figure
    total: Figure

    @property
    def parts(self) -> tuple[Figure, ...]:
        """The five parts, in order, without the total."""
        return tuple(getattr(self, field.name) for field in fields(self) if field.name != "total")


def activity_hours(
    posts: Iterable[Post],
    need: AmbulatoryNeed | None,
    *,
    sleeping_factor: Figure | None = None,
    of: str = "",
) -> ActivityHours:
    """Return the weekly working hours that posts and ambulatory need take together.

    Indirect time is a share of all time out with people, so it is
    (direct + travel) * share / (1 - share). Time at a post is working time in full.

    Args:
        posts: Manned posts; none gives 0 hours on site.
        need: Ambulatory need; None gives 0 hours out.
        sleeping_factor: See `hours_per_week`.
        of: What the figures are about.
    """
    unit = "hours_per_week"
    on_site = hours_per_week(posts, sleeping_factor=sleeping_factor, of=of)
    on_site = on_site.relabel(nb("Timer på base og i bolig"))
    if need is None:
        direct = total(nb("Direkte tid hos brukerne"), unit, (), of=of)
        travel = total(nb("Reisetid"), unit, (), of=of)
        indirect = total(nb("Indirekte tid"), unit, (), of=of)
    else:
        direct = need.decided_hours
        travel = compute(
            nb("Reisetid"),
            unit,
            "besøk * reiseminutter / 60",
            {"besøk": need.visits, "reiseminutter": need.travel_minutes},
            of=of,
        )
        indirect = compute(
            nb("Indirekte tid"),
            unit,
            "(direkte + reise) * andel / (1 - andel)",
            {"direkte": direct, "reise": travel, "andel": need.indirect_share},
            of=of,
            note=nb("Andelen gjelder all arbeidstid ute, ikke bare tiden hos brukerne."),
        )
    everything = compute(
        nb("Arbeidstid i alt"),
        unit,
        "fast + direkte + reise + indirekte",
        {"fast": on_site, "direkte": direct, "reise": travel, "indirekte": indirect},
        of=of,
    )
    return ActivityHours(on_site, direct, travel, indirect, everything)


def fte_by_activity(
    hours: ActivityHours, full_position_hours: Figure, absence: Figure, *, of: str = ""
) -> FteByActivity:
    """Return the FTE that the hours take, with absence as a part of its own.

    Args:
        hours: Weekly working hours by activity.
        full_position_hours: Weekly hours of a full position (hours_per_week).
        absence: Share (0-1) of paid time, see `absence_share`.
        of: What the figures are about.
    """
    require_unit(full_position_hours, "hours_per_week")
    require_positive(full_position_hours)
    require_share(absence)
    on_site, direct, travel, indirect = (
        compute(
            label, "fte", "timer / heltid", {"timer": part, "heltid": full_position_hours}, of=of
        )
        for label, part in (
            (nb("Årsverk på base og i bolig"), hours.on_site),
            (nb("Årsverk til direkte tid"), hours.direct),
            (nb("Årsverk til reise"), hours.travel),
            (nb("Årsverk til indirekte tid"), hours.indirect),
        )
    )
    present = {"fast": on_site, "direkte": direct, "reise": travel, "indirekte": indirect}
    away = compute(
        nb("Årsverk til fravær"),
        "fte",
        "(fast + direkte + reise + indirekte) * andel / (1 - andel)",
        {**present, "andel": absence},
        of=of,
        note=nb("Årsverk med fravær minus årsverk uten: netto / (1 - fravær) - netto."),
    )
    everything = compute(
        nb("Beregnede årsverk i alt"),
        "fte",
        "fast + direkte + reise + indirekte + fravær",
        {**present, "fravær": away},
        of=of,
    )
    return FteByActivity(on_site, direct, travel, indirect, away, everything)


def direct_share(hours: ActivityHours, *, of: str = "") -> Figure:
    """Return the share (0-1) of working time that is spent directly with people (ATA time).

    There is no national definition. Ours: time with the person that is decided, divided by all
    working time: direct, travel, indirect and time at posts. Absence is in neither; paid breaks
    are working time. Missing when there is no working time at all.
    """
    label = nb("Andel direkte tid (ATA)")
    if hours.total.value is not None and bool(np.any(np.asarray(hours.total.value) == 0)):
        return missing(label, "share", of=of, note=nb("Ingen arbeidstid å regne andel av."))
    return compute(
        label,
        "share",
        "direkte / arbeidstid",
        {"direkte": hours.direct, "arbeidstid": hours.total},
        of=of,
        note=nb("Direkte tid delt på all arbeidstid, uten fravær. Egen definisjon."),
    )
