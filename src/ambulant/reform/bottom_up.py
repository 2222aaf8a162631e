# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a unit's staffing amounts to in FTE, computed from posts, decided hours and absence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from ambulant.explain import Figure, compute, nb, total
from ambulant.parameters import Parameters
from ambulant.reform.case import Case, Cover, Staffing
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import ActivityFte
from ambulant.staffing.ambulatory import (
    ActivityHours,
    AmbulatoryNeed,
    activity_hours,
    fte_by_activity,
)
from ambulant.staffing.cover import Post
from ambulant.staffing.fte import Absence, absence_share, position_hours

OTHER = nb("Årsverk som ikke er beregnet av timer")
TOTAL = nb("Beregnede årsverk i alt")


@dataclass(frozen=True, slots=True)
class StaffingPart:
    """A staffing where it stands in the case; `shares` scale it when its unit has been split."""

    staffing: Staffing
    path: str
    of: str
    shares: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """All that a unit's computed FTE comes from. Not complete when some of it is not described."""

    parts: tuple[StaffingPart, ...] = ()
    is_complete: bool = True
    extra: tuple[Figure, ...] = ()  # posts added or moved in or out since, with sign

    def joined(self, other: "Work") -> "Work":
        """Return this work and another unit's together."""
        return Work(
            self.parts + other.parts,
            self.is_complete and other.is_complete,
            self.extra + other.extra,
        )

    def with_extra(self, fte: Figure) -> "Work":
        """Return this work with posts on top (negative: fewer)."""
        return replace(self, extra=(*self.extra, fte))

    def shared(self, share: Figure) -> "Work":
        """Return the part of this work that a share (0-1) is."""
        parts = tuple(replace(part, shares=(*part.shares, share)) for part in self.parts)
        return Work(parts, self.is_complete, tuple(_scaled(fte, (share,)) for fte in self.extra))


@dataclass(frozen=True, slots=True)
class Estimate:
    """Working hours per week and FTE by activity."""

    hours: ActivityHours
    fte: ActivityFte


class Estimator:
    """Computes FTE of staffings with one case's numbers; a staffing is computed once."""

    def __init__(self, case: Case, inputs: Inputs, parameters: Parameters) -> None:
        """Read what all staffings share."""
        self._inputs = inputs
        self._parameters = parameters
        self._on = case.as_of
        self._done: dict[str, Estimate] = {}

    def estimate(self, work: Work, of: str) -> Estimate | None:
        """Return hours and FTE of all work together; None when some of it is not described."""
        return self.estimate_all(work, of) if work.is_complete else None

    def estimate_all(self, work: Work, of: str) -> Estimate:
        """Return hours and FTE of the work that is described."""
        estimates = [self._scaled_part(part) for part in work.parts]
        hours = sum_hours([each.hours for each in estimates], of)
        return Estimate(hours, sum_activities([each.fte for each in estimates], work.extra, of))

    def _scaled_part(self, part: StaffingPart) -> Estimate:
        if part.path not in self._done:
            self._done[part.path] = self._compute(part)
        whole = self._done[part.path]
        if not part.shares:
            return whole
        hours = {
            f.name: _scaled(getattr(whole.hours, f.name), part.shares) for f in fields(whole.hours)
        }
        fte = {f.name: _scaled(getattr(whole.fte, f.name), part.shares) for f in fields(whole.fte)}
        return Estimate(ActivityHours(**hours), ActivityFte(**fte))

    def _compute(self, part: StaffingPart) -> Estimate:
        staffing, path, of = part.staffing, part.path, part.of
        factor = None
        if any(cover.watch == "asleep" for cover in staffing.cover):
            factor = self._parameters.figure("staffing.sleeping_night_factor", on=self._on)
        posts = [self._post(cover, f"{path}.cover.{cover.id}") for cover in staffing.cover]
        hours = activity_hours(posts, self._need(part), sleeping_factor=factor, of=of)
        full = position_hours(staffing.category, on=self._on, parameters=self._parameters)
        fte = fte_by_activity(hours, full, self._absence(part), of=of)
        other = total(OTHER, "fte", (), of=of)
        if staffing.other_fte is not None:
            other = self._inputs.figure(
                staffing.other_fte, f"{path}.other_fte", label=OTHER, unit="fte", of=of
            )
        parts = (fte.on_site, fte.direct, fte.travel, fte.indirect, other, fte.absence)
        return Estimate(hours, ActivityFte(*parts, _total_of(parts, of)))

    def _post(self, cover: Cover, path: str) -> Post:
        handover = None
        if cover.handover_minutes is not None:
            handover = self._inputs.figure(
                cover.handover_minutes,
                f"{path}.handover_minutes",
                label=nb("Overlapp mellom vakter"),
                unit="minutes",
                of=cover.name,
            )
        return Post(
            cover.name,
            frozenset(day - 1 for day in cover.weekdays),
            cover.start,
            cover.hours,
            self._inputs.figure(
                cover.staff,
                f"{path}.staff",
                label=nb("Ansatte på vakt"),
                unit="persons",
                of=cover.name,
            ),
            cover.competence,
            cover.watch,
            handover,
            cover.on_public_holidays,
        )

    def _need(self, part: StaffingPart) -> AmbulatoryNeed | None:
        need, path = part.staffing.need, f"{part.path}.need"
        if need is None:
            return None
        figure = self._inputs.figure
        return AmbulatoryNeed(
            figure(
                need.decided_hours,
                f"{path}.decided_hours",
                label=nb("Vedtakstimer hos brukerne"),
                unit="hours_per_week",
                of=part.of,
            ),
            figure(
                need.visits,
                f"{path}.visits",
                label=nb("Besøk"),
                unit="visits_per_week",
                of=part.of,
            ),
            figure(
                need.travel_minutes,
                f"{path}.travel_minutes",
                label=nb("Reise per besøk"),
                unit="minutes",
                of=part.of,
            ),
            figure(
                need.indirect_share,
                f"{path}.indirect_share",
                label=nb("Indirekte tid, andel av arbeidstiden"),
                unit="share",
                of=part.of,
            ),
        )

    def _absence(self, part: StaffingPart) -> Figure:
        shares = part.staffing.absence
        labels = {
            "holiday": nb("Ferie"),
            "sick": nb("Sykefravær"),
            "leave": nb("Permisjon"),
            "training": nb("Opplæring"),
        }
        figures = {
            name: self._inputs.figure(
                getattr(shares, name),
                f"{part.path}.absence.{name}",
                label=label,
                unit="share",
                of=part.of,
            )
            for name, label in labels.items()
        }
        return absence_share(Absence(**figures), of=part.of)


def sum_activities(
    activities: Sequence[ActivityFte], extra: Iterable[Figure], of: str
) -> ActivityFte:
    """Return FTE by activity of several together, with posts on top in `other`."""

    def joined(name: str, label: str, more: Iterable[Figure] = ()) -> Figure:
        found = [*(getattr(activity, name) for activity in activities), *more]
        return found[0] if len(found) == 1 else total(label, "fte", found, of=of)

    parts = (
        joined("on_site", nb("Årsverk på base og i bolig")),
        joined("direct", nb("Årsverk til direkte tid")),
        joined("travel", nb("Årsverk til reise")),
        joined("indirect", nb("Årsverk til indirekte tid")),
        joined("other", OTHER, extra),
        joined("absence", nb("Årsverk til fravær")),
    )
    return ActivityFte(*parts, _total_of(parts, of))


def sum_hours(hours: Sequence[ActivityHours], of: str) -> ActivityHours:
    """Return working hours by activity of several together."""
    if len(hours) == 1:
        return hours[0]
    unit = "hours_per_week"

    def joined(name: str, label: str) -> Figure:
        return total(label, unit, [getattr(each, name) for each in hours], of=of)

    return ActivityHours(
        joined("on_site", nb("Timer på base og i bolig")),
        joined("direct", nb("Direkte tid hos brukerne")),
        joined("travel", nb("Reisetid")),
        joined("indirect", nb("Indirekte tid")),
        joined("total", nb("Arbeidstid i alt")),
    )


def _total_of(parts: tuple[Figure, ...], of: str) -> Figure:
    names = ("fast", "direkte", "reise", "indirekte", "annet", "fravær")
    inputs = dict(zip(names, parts, strict=True))
    return compute(TOTAL, "fte", " + ".join(names), inputs, of=of)


def _scaled(figure: Figure, shares: tuple[Figure, ...]) -> Figure:
    names = {f"andel{number}": share for number, share in enumerate(shares, start=1)}
    formula = " * ".join(["hele", *names])
    return compute(figure.label, figure.unit, formula, {"hele": figure, **names}, of=figure.of)
