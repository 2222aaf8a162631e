# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each operation of a model does to the organisation.

Operations are applied in the order of the model. `set_fte` states what a unit needs from there
on: a transfer before it is part of how the unit got there, one after it is taken from the stated
number. A need that is stated is not changed by new staffing, which is then computed beside it.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, missing, nb
from ambulant.reform.bottom_up import StaffingPart, Work
from ambulant.reform.case import (
    AddPosts,
    AddUnit,
    Amount,
    Case,
    CloseUnit,
    MergeUnits,
    Model,
    MoveGroup,
    Operation,
    SetFte,
    SetStaffing,
    SplitUnit,
    Staffing,
    Unit,
)
from ambulant.reform.organisation import Crossing, Structure, UnitState, model_chain
from ambulant.reform.results import Change, Transfer
from ambulant.reform.staff import (
    ALL,
    follow_staffing,
    fte_after,
    give,
    join_staff,
    new_staff,
    receive,
    receive_all,
    set_levels,
    share_staff,
)
from ambulant.staffing.bounds import require_share

FOLLOWS = nb("Følger med når enheten legges om.")
TRANSFERRED = nb("Overførte årsverk")


def apply_model(structure: Structure, model_id: str) -> None:
    """Apply a model's operations, those of the models it builds on first.

    Raises:
        InvalidInputError: An operation cannot be done; the message begins with its address.
    """
    case: Case = structure.case
    for name in model_chain(case, model_id):
        model: Model = case.model(name)
        for number, operation in enumerate(model.changes):
            path = f"models.{name}.changes.{number}"
            try:
                _apply(structure, operation, path)
            except InvalidInputError as error:
                raise InvalidInputError(f"{path} ({operation.op}): {error}") from None


def _apply(structure: Structure, operation: Operation, path: str) -> None:  # noqa: C901, PLR0912
    match operation.op:
        case "move_unit":
            structure.put_under(operation.unit, operation.parent)
        case "merge_units":
            _merge(structure, operation, path)
        case "split_unit":
            _split(structure, operation, path)
        case "close_unit":
            _close(structure, operation)
        case "add_unit":
            _add(structure, operation, path)
        case "rename_unit":
            state = structure.state(operation.unit)
            renamed = replace(state.unit, name=operation.name)
            structure.units[operation.unit] = replace(state, unit=renamed, is_touched=True)
        case "set_staffing":
            _set_staffing(structure, operation, path)
        case "move_function":
            _touch(structure, operation.to)
            source = structure.owners.move(
                operation.service, operation.group, operation.source, operation.to
            )
            _touch(structure, source)
        case "add_function":
            _touch(structure, operation.owner)
            structure.owners.add(operation.service, operation.group, operation.owner)
        case "move_group":
            _move_group(structure, operation, path)
        case "transfer_fte":
            fte = _amount(structure, operation.fte, f"{path}.fte", operation.source)
            competence, reason = operation.competence, operation.reason
            _transfer(structure, (operation.source, operation.to), fte, competence, reason)
        case "set_fte":
            _set_fte(structure, operation, path)
        case "add_posts":
            _add_posts(structure, operation, path)


# -- Units --------------------------------------------------------------------------------------


def _merge(structure: Structure, operation: MergeUnits, path: str) -> None:
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
        _cross(structure, state, into)
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


def _split(structure: Structure, operation: SplitUnit, path: str) -> None:
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
        _cross(structure, replace(new, unit=state.unit), unit)
        parts.append(new)
    _replace_units(structure, (operation.unit,), tuple(parts))
    for part in operation.into:
        _own_numbers(structure, part.unit, f"{path}.into.{part.unit.id}.unit")


def _close(structure: Structure, operation: CloseUnit) -> None:
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
            _cross(structure, state, to.unit)
            structure.units[operation.staff_to] = replace(
                to,
                staff=receive_all(to.staff, state.staff.after, to.unit.name),
                work=to.work.joined(state.work),
                is_touched=True,
            )
    emptied = set_levels(state.staff, {}, state.unit.name)
    structure.closed.append(replace(state, staff=emptied, work=Work()))
    del structure.units[name]


def _add(structure: Structure, operation: AddUnit, path: str) -> None:
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
        _state_need(structure, unit.id, unit.fte, f"{path}.fte")
    if unit.staffing is not None:
        _new_staffing(structure, unit.id, unit.staffing, f"{path}.staffing")


def _roots(state: UnitState) -> tuple[str, ...]:
    return state.made_of or (state.unit.id,)


def _is_empty(state: UnitState) -> bool:
    fte = fte_after(state.staff, state.unit.name)
    return not fte.is_missing and bool(np.all(np.asarray(fte.value) == 0))


def _check_shares(shares: list[Figure], unit_id: str) -> None:
    for share in shares:
        require_share(share, up_to_one=True)
    sums = np.sum([np.asarray(s.value) for s in shares if s.value is not None], axis=0)
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


# -- FTE and staffing ---------------------------------------------------------------------------


def _amount(structure: Structure, amount: Amount, path: str, unit_id: str) -> Figure:
    name = structure.state(unit_id).unit.name
    return structure.inputs.figure(amount, path, label=TRANSFERRED, unit="fte", of=name)


def _transfer(
    structure: Structure, ends: tuple[str, str], fte: Figure, competence: str, reason: str
) -> None:
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
    _note_transfer(structure, source.unit, to.unit, Crossing(1, fte, fte), reason)


def _cross(structure: Structure, state: UnitState, into: Unit) -> None:
    """Note the staff of a unit that goes in or out of scope because the unit it is in does."""
    if state.unit.in_scope == into.in_scope or not state.has_own_staff:
        return
    fte = fte_after(state.staff, state.unit.name)
    computed = structure.computed_fte(state.work, state.unit.name)
    _note_transfer(structure, state.unit, into, Crossing(1, fte, computed), FOLLOWS)


def _note_transfer(
    structure: Structure, source: Unit, to: Unit, crossing: Crossing, reason: str
) -> None:
    leaves, enters = source.in_scope and not to.in_scope, to.in_scope and not source.in_scope
    structure.transfers.append(Transfer(source.id, to.id, crossing.fte, reason, leaves, enters))
    if leaves or enters:
        structure.crossings.append(replace(crossing, sign=1 if leaves else -1))


def _move_group(structure: Structure, operation: MoveGroup, path: str) -> None:
    _touch(structure, operation.source)
    _touch(structure, operation.to)
    structure.owners.move_group(operation.group, operation.source, operation.to)
    if operation.fte is not None:
        fte = _amount(structure, operation.fte, f"{path}.fte", operation.source)
        reason = nb("Følger brukergruppa.")
        _transfer(structure, (operation.source, operation.to), fte, ALL, reason)


def _set_fte(structure: Structure, operation: SetFte, path: str) -> None:
    if not operation.fte:
        raise InvalidInputError(f"Unit {operation.unit!r} is given no FTE; at least one is needed.")
    _state_need(structure, operation.unit, operation.fte, f"{path}.fte")


def _state_need(structure: Structure, unit_id: str, fte: Mapping[str, Amount], path: str) -> None:
    state = structure.state(unit_id)
    name = state.unit.name
    levels = structure.levels(fte, path, name)
    staff = set_levels(state.staff, levels, name)
    if state.unit.in_scope:
        inputs = {"behov": fte_after(staff, name), "nå": fte_after(state.staff, name)}
        change = compute(nb("Endret behov"), "fte", "behov - nå", inputs, of=name)
        structure.contributions.append(change)
    structure.units[unit_id] = replace(state, staff=staff, is_touched=True)


def _add_posts(structure: Structure, operation: AddPosts, path: str) -> None:
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


def _set_staffing(structure: Structure, operation: SetStaffing, path: str) -> None:
    _new_staffing(structure, operation.unit, operation.staffing, f"{path}.staffing")


def _new_staffing(structure: Structure, unit_id: str, staffing: Staffing, path: str) -> None:
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
        after = structure.computed_fte(work, name)
        if after is None:
            raise InvalidInputError(f"Staffing of {unit_id!r} is not complete.")
        staff = follow_staffing(staff, before, after, name)
        if state.unit.in_scope:
            inputs = {"ny": staff.change, "før": state.staff.change}
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


def _touch(structure: Structure, unit_id: str) -> None:
    structure.units[unit_id] = replace(structure.state(unit_id), is_touched=True)
