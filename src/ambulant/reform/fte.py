# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A model's FTE in all: what the case states where it states it, and bottom up beside it."""

from dataclasses import dataclass

from ambulant.explain import Figure, Kind, compute, missing, nb, total
from ambulant.reform.bottom_up import TOTAL, Estimate, sum_activities, sum_hours
from ambulant.reform.organisation import Structure, UnitState
from ambulant.reform.results import ActivityFte, Basis
from ambulant.reform.staff import fte_after, sum_levels
from ambulant.staffing.ambulatory import direct_share

FTE_TOTAL = nb("Årsverk i alt")
FTE_CHANGE = nb("Endring i årsverk")
IN_SCOPE = nb("Årsverk i enhetene")


@dataclass(frozen=True, slots=True)
class Computed:
    """FTE bottom up, of all units in scope and of staff that has left the scope."""

    fte: Figure
    activity: ActivityFte | None
    direct_share: Figure


@dataclass(frozen=True, slots=True)
class Totals:
    """FTE in all, as stated where the case states it."""

    basis: Basis
    fte_total: Figure
    fte_change: Figure
    fte_in_scope: Figure
    reduction_before_transfers: Figure


def computed_fte(structure: Structure, of: str) -> Computed:
    """Return the bottom-up FTE; missing, with the units, when some staffing is not described."""
    note = nb("Bemanningen er ikke beskrevet for alle enhetene.")
    estimates: list[Estimate] = []
    lacking: list[Figure] = []
    for state in structure.in_scope():
        estimate = structure.estimator.estimate(state.work, state.unit.name)
        if estimate is None:
            lacking.append(_not_described(state.unit.name))
        else:
            estimates.append(estimate)
    left: list[Figure] = []
    for crossing in structure.crossings:
        if crossing.computed is None:
            lacking.append(_not_described(crossing.fte.of))
        else:
            left.append(_signed(crossing.sign, crossing.computed))
    share_label = nb("Andel direkte tid (ATA)")
    if not lacking and not (estimates or structure.scope_today):
        note = nb("Ingen enheter er med i regnestykket.")
        unknown = missing(TOTAL, "fte", of=of, note=note)
        return Computed(unknown, None, missing(share_label, "share", of=of, note=note))
    if lacking:
        parts = [*(each.fte.total for each in estimates), *lacking]
        unknown = total(TOTAL, "fte", parts, of=of, note=note)
        return Computed(unknown, None, missing(share_label, "share", of=of, note=note))
    activity = sum_activities([each.fte for each in estimates], left, of)
    hours = sum_hours([each.hours for each in estimates], of)
    return Computed(activity.total.relabel(TOTAL, of), activity, direct_share(hours, of=of))


def today_totals(structure: Structure, of: str) -> Totals:
    """Return today's FTE: the sum of the units when all are known, else what is stated."""
    states = structure.in_scope()
    fte = _sum_levels(states, FTE_TOTAL, of)
    if fte.is_missing or not states:
        fte = structure.stated_total.relabel(FTE_TOTAL, of)
    if fte.is_missing:
        fte = _nothing_known(fte, of)
    zero = total(FTE_CHANGE, "fte", (), of=of, note=nb("Utgangspunktet de andre måles mot."))
    reduction = zero.relabel(nb("Reduksjon før overføringer"))
    return Totals(basis_of(fte), fte, zero, fte.relabel(IN_SCOPE), reduction)


def model_totals(
    structure: Structure, today: Totals, computed: tuple[Computed, Computed], of: str
) -> Totals:
    """Return a model's FTE.

    1. The units' levels, when all are known, and staff that has left the scope.
    2. Today's total and the computed change, when staffing is changed or a need is not stated.
    3. Today's total and the changes that are known, when units are only moved and merged.

    Args:
        structure: The organisation of the model.
        today: Today's totals.
        computed: Bottom up, today and in the model.
        of: Name of the model.
    """
    states = structure.in_scope()
    left = [_signed(crossing.sign, crossing.fte) for crossing in structure.crossings]
    moved = total(nb("Overført ut av enhetene"), "fte", left, of=of)
    in_scope = _sum_levels(states, IN_SCOPE, of)
    is_estimated = any(state.staff.is_estimated for state in states)
    fte, basis = _by_levels(in_scope, moved, bool(left), of), Basis.MISSING
    if fte.is_missing or not structure.scope_today:
        fte = _by_changes(structure, today, computed, is_estimated, of)
        inputs = {"i_alt": fte, "overført": moved}
        in_scope = compute(IN_SCOPE, "fte", "i_alt - overført", inputs, of=of)
    if not fte.is_missing:
        is_computed = is_estimated or "beregnet" in dict(fte.inputs)
        basis = Basis.COMPUTED if is_computed else basis_of(fte)
    ends = {"modell": fte, "i_dag": today.fte_total}
    change = compute(FTE_CHANGE, "fte", "modell - i_dag", ends, of=of)
    reduction = compute(
        nb("Reduksjon før overføringer"),
        "fte",
        "i_dag - i_enhetene",
        {"i_dag": today.fte_total, "i_enhetene": in_scope},
        of=of,
    )
    return Totals(basis, fte, change, in_scope, reduction)


def basis_of(figure: Figure) -> Basis:
    """Return STATED when all that goes in is stated or follows from it, else ASSUMED."""
    if figure.is_missing:
        return Basis.MISSING
    given = [part.kind for part in figure.walk() if not part.inputs and part.formula == ""]
    is_stated = all(kind in (Kind.STATED, Kind.DERIVED) for kind in given)
    return Basis.STATED if is_stated else Basis.ASSUMED


def _by_levels(in_scope: Figure, moved: Figure, has_moved: bool, of: str) -> Figure:
    if not has_moved:
        return in_scope.relabel(FTE_TOTAL, of)
    inputs = {"i_enhetene": in_scope, "overført": moved}
    note = nb("Årsverk som er overført til andre enheter, er ikke spart.")
    return compute(FTE_TOTAL, "fte", "i_enhetene + overført", inputs, of=of, note=note)


def _by_changes(
    structure: Structure,
    today: Totals,
    computed: tuple[Computed, Computed],
    is_estimated: bool,
    of: str,
) -> Figure:
    before, after = computed
    known = total(FTE_CHANGE, "fte", structure.contributions, of=of)
    is_described = not before.fte.is_missing and not after.fte.is_missing
    if is_described and (is_estimated or known.is_missing):
        return compute(
            FTE_TOTAL,
            "fte",
            "i_dag + beregnet - beregnet_i_dag",
            {
                "i_dag": today.fte_total,
                "beregnet": after.fte.relabel(nb("Beregnede årsverk i modellen")),
                "beregnet_i_dag": before.fte.relabel(nb("Beregnede årsverk i dag")),
            },
            of=of,
            note=nb("Oppgitte årsverk i dag pluss endringen, beregnet likt før og etter."),
        )
    if not structure.contributions:
        return today.fte_total.relabel(FTE_TOTAL, of)
    inputs = {"i_dag": today.fte_total, "endring": known}
    return compute(FTE_TOTAL, "fte", "i_dag + endring", inputs, of=of)


def _not_described(of: str) -> Figure:
    return missing(TOTAL, "fte", of=of, note=nb("Bemanningen er ikke beskrevet."))


def _sum_levels(states: tuple[UnitState, ...], label: str, of: str) -> Figure:
    levels = {state.unit.id: fte_after(state.staff, state.unit.name) for state in states}
    return sum_levels(levels, label, of)


def _signed(sign: int, fte: Figure) -> Figure:
    if sign > 0:
        return fte
    label = nb("Overført hit fra andre enheter")
    return compute(label, "fte", "-overført", {"overført": fte}, of=fte.of)


def _nothing_known(fte: Figure, of: str) -> Figure:
    note = fte.note or nb("Saken oppgir ikke årsverk, verken samlet eller for alle enhetene.")
    return missing(FTE_TOTAL, "fte", of=of, key=fte.key, note=note)
