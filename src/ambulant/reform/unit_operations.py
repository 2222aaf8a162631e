# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Merge, split, close and add units."""

from dataclasses import replace

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, nb
from ambulant.reform.bottom_up import Work
from ambulant.reform.case import (
    AddUnit,
    CloseUnit,
    MergeUnits,
    SplitUnit,
    Unit,
)
from ambulant.reform.organisation import Structure, UnitState
from ambulant.reform.results import Change
from ambulant.reform.staff import (
    fte_after,
    join_staff,
    new_staff,
    receive_all,
    set_levels,
    share_staff,
)
from ambulant.reform.staff_operations import new_staffing, note_crossing, state_need
from ambulant.staffing.bounds import require_share


def merge_units(structure: Structure, operation: MergeUnits, path: str) -> None:
    """Make one unit of several; staff, staffing, functions and children follow."""
    ids, into = operation.units, operation.into
    if len(set(ids)) != len(ids):
        raise InvalidInputError(f"Units {', '.join(ids)} must differ.")
    states = [structure.state(unit_id) for unit_id in ids]
    structure.require_new(into.id, but=ids)
    if into.parent is not None:
        structure.state(into.parent)
        if into.parent in ids:
            raise InvalidInputError(f"Parent {into.parent!r} is one of the merged units.")
    is_whole_scope = (
        all(state.origin is Change.SAME for state in states) and set(ids) == structure.scope_today
    )
    stated = structure.stated_total
    staff = join_staff(
        [state.staff for state in states],
        into.name,
        stated_total=stated if is_whole_scope and not stated.is_missing else None,
    )
    for state in states:
        note_crossing(structure, state, into)
    merged = UnitState(
        into,
        f"{path}.into",
        staff,
        _join_work([state.work for state in states]),
        _join_work([state.work_before for state in states]),
        Change.MERGED,
        tuple(dict.fromkeys(name for state in states for name in _roots(state))),
    )
    _replace_units(structure, ids, (merged,))
    _own_numbers(structure, into, f"{path}.into")


def split_unit(structure: Structure, operation: SplitUnit, path: str) -> None:
    """Make several units of one, by shares that sum to 1."""
    state = structure.state(operation.unit)
    ids = [part.unit.id for part in operation.into]
    if len(set(ids)) != len(ids):
        raise InvalidInputError(f"Parts {', '.join(ids)} must differ.")
    shares = [
        structure.inputs.figure(
            part.share,
            f"{path}.into.{part.unit.id}.share",
            label=nb("Andel av enheten"),
            unit="share",
            of=part.unit.name,
        )
        for part in operation.into
    ]
    _check_shares(shares, operation.unit)
    parts = []
    for part, share in zip(operation.into, shares, strict=True):
        unit = part.unit
        structure.require_new(unit.id, but=(operation.unit,))
        if unit.parent is not None:
            structure.state(unit.parent)
            if unit.parent == operation.unit:
                raise InvalidInputError(f"Parent {unit.parent!r} is the unit that is split.")
        new = UnitState(
            unit,
            f"{path}.into.{unit.id}.unit",
            share_staff(state.staff, share, unit.name),
            state.work.shared(share),
            state.work_before.shared(share),
            Change.SPLIT,
            _roots(state),
        )
        note_crossing(structure, replace(new, unit=state.unit), unit)
        parts.append(new)
    _replace_units(structure, (operation.unit,), tuple(parts))
    for part in operation.into:
        _own_numbers(structure, part.unit, f"{path}.into.{part.unit.id}.unit")


def close_unit(structure: Structure, operation: CloseUnit) -> None:
    """Close a unit and hand over what it has."""
    state = structure.state(operation.unit)
    name = operation.unit
    children = structure.children(name)
    if operation.staff_to is None:
        left = [
            what
            for what, is_there in (
                ("staff", state.has_own_staff and not _is_empty(state)),
                ("functions", structure.owners.owns_any(name)),
                ("units below", bool(children)),
            )
            if is_there
        ]
        if left:
            raise InvalidInputError(f"Unit {name!r} still has {', '.join(left)}; give staff_to.")
    else:
        to = structure.state(operation.staff_to)
        if operation.staff_to == name or name in structure.ancestors(operation.staff_to):
            raise InvalidInputError(
                f"staff_to {operation.staff_to!r} is the closed unit, or below it."
            )
        for child in children:
            structure.put_under(child, operation.staff_to)
        structure.owners.hand_over(name, operation.staff_to)
        if state.has_own_staff:
            note_crossing(structure, state, to.unit)
            structure.units[operation.staff_to] = replace(
                to,
                staff=receive_all(to.staff, state.staff, to.unit.name),
                work=to.work.joined(state.work),
                work_before=to.work_before.joined(state.work_before),
                is_touched=True,
            )
    emptied = set_levels(state.staff, {}, state.unit.name)
    structure.closed.append(replace(state, staff=emptied, work=Work()))
    del structure.units[name]


def add_unit(structure: Structure, operation: AddUnit, path: str) -> None:
    """Add a unit, with the staff it says it has."""
    unit = operation.unit
    structure.require_new(unit.id)
    if unit.parent is not None:
        structure.state(unit.parent)
    new = UnitState(
        unit,
        f"{path}.unit",
        new_staff({}, unit.name),
        Work(),
        Work(),
        Change.NEW,
    )
    structure.units[unit.id] = new
    _own_numbers(structure, unit, f"{path}.unit")
    if unit.fte and unit.staffing is None:
        fte = fte_after(structure.units[unit.id].staff, unit.name)
        state = structure.units[unit.id]
        structure.units[unit.id] = replace(state, work=state.work.with_extra(fte))


def _replace_units(structure: Structure, old: tuple[str, ...], new: tuple[UnitState, ...]) -> None:
    """Put new units where the first old one stood; functions and children go to the first new."""
    heir = new[0].unit.id
    kept: dict[str, UnitState] = {}
    for unit_id, state in structure.units.items():
        if unit_id == old[0]:
            kept.update({each.unit.id: each for each in new})
        if unit_id not in old:
            parent = heir if state.unit.parent in old else state.unit.parent
            kept[unit_id] = replace(state, unit=replace(state.unit, parent=parent))
    structure.units = kept
    for unit_id in old:
        if unit_id != heir:
            structure.owners.hand_over(unit_id, heir)
    gone = {unit_id: heir for unit_id in old if unit_id not in kept}
    structure.became = {key: gone.get(to, to) for key, to in structure.became.items()} | gone
    for each in new:
        for _ in structure.ancestors(each.unit.id):  # raises when it ends up under itself
            pass


def _own_numbers(structure: Structure, unit: Unit, path: str) -> None:
    """Let FTE and staffing that a new unit states itself hold."""
    if unit.fte:
        state_need(structure, unit.id, unit.fte, f"{path}.fte")
    if unit.staffing is not None:
        new_staffing(structure, unit.id, unit.staffing, f"{path}.staffing")


def _roots(state: UnitState) -> tuple[str, ...]:
    return state.made_of or (state.unit.id,)


def _is_empty(state: UnitState) -> bool:
    fte = fte_after(state.staff, state.unit.name)
    return not fte.is_missing and bool(np.all(np.asarray(fte.value) == 0))


def _check_shares(shares: list[Figure], unit_id: str) -> None:
    for share in shares:
        require_share(share, up_to_one=True)
    sums = sum((np.asarray(s.value) for s in shares if s.value is not None), np.zeros(()))
    if any(share.is_missing for share in shares) or np.any(np.abs(sums - 1) > 1e-9):
        raise InvalidInputError(
            f"Shares of {unit_id!r} are {', '.join(str(s.value) for s in shares)}; "
            "they must sum to 1."
        )


def _join_work(works: list[Work]) -> Work:
    joined = Work()
    for work in works:
        joined = joined.joined(work)
    return joined
