# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Move, state and add FTE in units, and staff them anew."""

from collections.abc import Mapping
from dataclasses import replace

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, missing, nb
from ambulant.reform.bottom_up import StaffingPart, Work
from ambulant.reform.case import (
    AddPosts,
    Amount,
    SetFte,
    SetStaffing,
    Staffing,
    Unit,
)
from ambulant.reform.organisation import Crossing, Structure, UnitState
from ambulant.reform.results import Transfer
from ambulant.reform.staff import (
    ALL,
    follow_staffing,
    fte_after,
    give,
    receive,
    set_levels,
)

FOLLOWS = nb("Følger med når enheten legges om.")
TRANSFERRED = nb("Overførte årsverk")


def transferred_fte(structure: Structure, amount: Amount, path: str, unit_id: str) -> Figure:
    """Return the FTE an operation moves from a unit."""
    name = structure.state(unit_id).unit.name
    return structure.inputs.figure(amount, path, label=TRANSFERRED, unit="fte", of=name)


def transfer_fte(
    structure: Structure, ends: tuple[str, str], fte: Figure, competence: str, reason: str
) -> None:
    """Move FTE between two units; all that both have together is unchanged."""
    source, to = structure.state(ends[0]), structure.state(ends[1])
    if ends[0] == ends[1]:
        raise InvalidInputError(f"Unit {ends[0]!r} cannot transfer FTE to itself.")
    _check_competence(source, competence)
    less = compute(nb("Overført bort"), "fte", "-overført", {"overført": fte}, of=source.unit.name)
    structure.units[ends[0]] = replace(
        source,
        staff=give(source.staff, fte, competence, source.unit.name),
        work=source.work.with_extra(less),
        is_touched=True,
    )
    structure.units[ends[1]] = replace(
        to,
        staff=receive(to.staff, fte, competence, to.unit.name),
        work=to.work.with_extra(fte),
        is_touched=True,
    )
    note_transfer(structure, source.unit, to.unit, Crossing(1, fte, fte), reason)


def note_crossing(structure: Structure, state: UnitState, into: Unit) -> None:
    """Note the staff of a unit that goes in or out of scope because the unit it is in does."""
    if state.unit.in_scope == into.in_scope or not state.has_own_staff:
        return
    fte = fte_after(state.staff, state.unit.name)
    computed = structure.computed_fte(state.work, state.unit.name)
    note_transfer(structure, state.unit, into, Crossing(1, fte, computed), FOLLOWS)


def note_transfer(
    structure: Structure, source: Unit, to: Unit, crossing: Crossing, reason: str
) -> None:
    """Note a transfer, and whether it leaves or enters the scope."""
    leaves, enters = source.in_scope and not to.in_scope, to.in_scope and not source.in_scope
    structure.transfers.append(Transfer(source.id, to.id, crossing.fte, reason, leaves, enters))
    if leaves or enters:
        structure.crossings.append(replace(crossing, sign=1 if leaves else -1))


def set_fte(structure: Structure, operation: SetFte, path: str) -> None:
    """State what a unit needs."""
    if not operation.fte:
        raise InvalidInputError(f"Unit {operation.unit!r} is given no FTE; at least one is needed.")
    state_need(structure, operation.unit, operation.fte, f"{path}.fte")


def state_need(structure: Structure, unit_id: str, fte: Mapping[str, Amount], path: str) -> None:
    """Let stated FTE by competence be what a unit has."""
    state = structure.state(unit_id)
    name = state.unit.name
    levels = structure.levels(fte, path, name)
    staff = set_levels(state.staff, levels, name)
    if state.unit.in_scope:
        inputs = {"behov": fte_after(staff, name), "nå": fte_after(state.staff, name)}
        change = compute(nb("Endret behov"), "fte", "behov - nå", inputs, of=name)
        structure.contributions.append(change)
    structure.units[unit_id] = replace(state, staff=staff, is_touched=True)


def add_posts(structure: Structure, operation: AddPosts, path: str) -> None:
    """Add posts to a unit."""
    state = structure.state(operation.unit)
    name = state.unit.name
    fte = structure.inputs.figure(
        operation.fte, f"{path}.fte", label=nb("Nye stillinger"), unit="fte", of=name
    )
    structure.units[operation.unit] = replace(
        state,
        staff=receive(state.staff, fte, operation.competence, name),
        work=state.work.with_extra(fte),
        is_touched=True,
    )
    if state.unit.in_scope:
        structure.contributions.append(fte)


def set_staffing(structure: Structure, operation: SetStaffing, path: str) -> None:
    """Replace what a unit's FTE is computed from."""
    new_staffing(structure, operation.unit, operation.staffing, f"{path}.staffing")


def new_staffing(structure: Structure, unit_id: str, staffing: Staffing, path: str) -> None:
    """Let a unit be staffed anew; FTE that is not stated changes as the computed FTE does."""
    state = structure.state(unit_id)
    name = state.unit.name
    work = Work((StaffingPart(staffing, path, name),))
    staff = state.staff
    if not staff.is_set:
        before = structure.computed_fte(state.work_before, name) or missing(
            nb("Årsverk beregnet av dagens bemanning"),
            "fte",
            of=name,
            note=nb("Dagens bemanning er ikke beskrevet, så endringen kan ikke beregnes."),
        )
        after = structure.estimator.estimate_all(work, name).fte.total
        staff = follow_staffing(staff, before, after, name)
        if state.unit.in_scope:
            inputs = {"ny": staff.flows, "før": state.staff.flows}
            more = compute(nb("Endret bemanning"), "fte", "ny - før", inputs, of=name)
            structure.contributions.append(more)
    structure.units[unit_id] = replace(state, staff=staff, work=work, is_touched=True)


def _check_competence(state: UnitState, competence: str) -> None:
    names = state.staff.after
    known = bool(names) and ALL not in names
    if known and competence not in (ALL, *names):
        raise InvalidInputError(
            f"Unit {state.unit.id!r} has no competence {competence!r}; "
            f"allowed: {', '.join([ALL, *names])}."
        )
