# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each unit of a model against today, and who leads how many."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.parameters import Parameters
from ambulant.reform.organisation import CONTAINERS, Structure, UnitState
from ambulant.reform.results import ActivityFte, Change, UnitResult
from ambulant.reform.staff import AFTER, ALL, BEFORE, CHANGE, fte_after, fte_change, sum_levels
from ambulant.staffing.competence import nurse_share
from ambulant.staffing.leadership import Span, span_of_control

NURSES = frozenset({"nurse", "nurses", "sykepleier", "sykepleiere"})
"""Names a case may give the competence nurse."""
_NEGATIVE = nb("Enheten får færre enn 0 årsverk i modellen.")


def unit_results(structure: Structure, parameters: Parameters) -> tuple[UnitResult, ...]:
    """Return every unit in tree order, closed ones last."""
    parents = {unit.id: unit.parent for unit in structure.case.today.units}
    limit = parameters.figure("staffing.span_of_control", on=structure.case.as_of)
    results = [_result(structure, state, parents, limit) for state in structure.in_tree_order()]
    closed = [
        replace(
            _result(structure, state, parents, limit),
            change=Change.CLOSED,
            computed=None,
            span_of_control=_closed_span(state),
            is_span_too_wide=False,
        )
        for state in structure.closed
    ]
    return (*results, *closed)


def count_teams(structure: Structure, of: str) -> Figure:
    """Return how many units in scope are a base or a team."""
    found = [
        given(nb("Team eller base"), 1.0, "count", Kind.DERIVED, of=state.unit.name)
        for state in structure.in_scope()
        if state.unit.kind in ("base", "team")
    ]
    return total(nb("Team og baser"), "count", found, of=of)


def _result(
    structure: Structure, state: UnitState, parents: Mapping[str, str | None], limit: Figure
) -> UnitResult:
    unit, staff = state.unit, state.staff
    after = fte_after(staff, unit.name)
    before = sum_levels(staff.before, BEFORE, unit.name)
    change = fte_change(staff, unit.name)
    if not (before.is_missing or after.is_missing) and change.formula != "0":
        ends = {"modell": after, "i_dag": before}
        change = compute(CHANGE, "fte", "modell - i_dag", ends, of=unit.name)
    span = _span(structure, state, limit)
    share = _nurse_share(state)
    return UnitResult(
        unit=unit,
        change=_change(state, parents),
        made_of=state.made_of,
        was_under=_was_under(state, parents),
        fte_before=before,
        fte_after=after,
        fte_change=change,
        by_competence=_split(staff.after),
        change_by_competence=_changes(state),
        nurse_share=share,
        computed=_activity(structure, state),
        span_of_control=span.per_leader,
        is_span_too_wide=span.is_too_wide,
    )


def _activity(structure: Structure, state: UnitState) -> ActivityFte | None:
    estimate = structure.estimator.estimate(state.work, state.unit.name)
    has_any = bool(state.work.parts or state.work.extra)
    return estimate.fte if estimate is not None and has_any else None


def _change(state: UnitState, parents: Mapping[str, str | None]) -> Change:
    if state.origin is not Change.SAME:
        return state.origin
    if _was_under(state, parents) is not None or (
        parents.get(state.unit.id) is None and state.unit.parent is not None
    ):
        return Change.MOVED
    return Change.CHANGED if state.is_touched else Change.SAME


def _was_under(state: UnitState, parents: Mapping[str, str | None]) -> str | None:
    before = parents.get(state.unit.id)
    return before if before != state.unit.parent else None


def _split(levels: Mapping[str, Figure]) -> Mapping[str, Figure]:
    return {} if set(levels) <= {ALL} else dict(levels)


def _changes(state: UnitState) -> Mapping[str, Figure]:
    before, after = _split(state.staff.before), _split(state.staff.after)
    if not before or not after:
        return {}
    of = state.unit.name
    found = {}
    for name in dict.fromkeys([*before, *after]):
        none = total(nb("Ingen årsverk"), "fte", (), of=of)
        ends = {"modell": after.get(name, none), "i_dag": before.get(name, none)}
        found[name] = compute(CHANGE, "fte", "modell - i_dag", ends, of=f"{of}, {name}")
    return found


def _nurse_share(state: UnitState) -> Figure:
    levels, of = _split(state.staff.after), state.unit.name
    label = nb("Sykepleierandel av årsverk")
    nurses = [fte for name, fte in levels.items() if name in NURSES]
    if not nurses:
        note = nb("Saken deler ikke årsverkene på kompetanse.")
        return missing(label, "share", of=of, note=note)
    if any(_is_negative(fte) for fte in levels.values()):
        # More was moved away than there is: the unit has a warning, the others still count.
        return missing(label, "share", of=of, note=_NEGATIVE)
    both = total(nb("Sykepleiere"), "fte", nurses, of=of)
    return nurse_share(both, fte_after(state.staff, of), by="fte", of=of)


def _span(structure: Structure, state: UnitState, limit: Figure) -> Span:
    """Return FTE per leader, of the unit and of units below that have no leader of their own."""
    of = state.unit.name
    leaders = structure.inputs.figure(
        state.unit.leaders, f"{state.path}.leaders", label=nb("Ledere"), unit="persons", of=of
    )
    own, below = _own_fte(structure, state), _below(structure, state)
    known = [fte for fte in below if not fte.is_missing]
    # A heading in the tree has staff of its own only when the case says so.
    if own.is_missing and not (state.unit.kind in CONTAINERS and known):
        known = [own]
    elif not own.is_missing:
        known = [own, *known]
    is_partial = len(known) < len(below) + (not own.is_missing)
    note = nb("Enheter under uten kjente årsverk er ikke med.") if is_partial else ""
    led = total(nb("Årsverk som ledes"), "fte", known, of=of, note=note)
    return span_of_control(led, leaders, limit, of=of)


def _is_negative(fte: Figure) -> bool:
    return fte.value is not None and bool(np.any(np.asarray(fte.value) < 0))


def _closed_span(state: UnitState) -> Figure:
    note = nb("Enheten er lagt ned.")
    return missing(nb("Årsverk per leder"), "fte", of=state.unit.name, note=note)


def _below(structure: Structure, state: UnitState) -> list[Figure]:
    """Return the FTE of each unit below that has no leader of its own, missing ones too."""
    return [
        fte
        for child in structure.children(state.unit.id)
        if structure.units[child].unit.leaders is None
        for fte in (
            _own_fte(structure, structure.units[child]),
            *_below(structure, structure.units[child]),
        )
    ]


def _own_fte(structure: Structure, state: UnitState) -> Figure:
    own = fte_after(state.staff, state.unit.name)
    activity = _activity(structure, state) if own.is_missing else None
    return own if activity is None else activity.total.relabel(AFTER)
