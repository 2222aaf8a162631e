# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each operation of a model does to the organisation.

Operations are applied in the order of the model. `set_fte` states what a unit needs from there
on: a transfer before it is part of how the unit got there, one after it is taken from the stated
number. A need that is stated is not changed by new staffing, which is then computed beside it.
"""

from dataclasses import replace

from ambulant.errors import InvalidInputError
from ambulant.explain import nb
from ambulant.reform.case import (
    Case,
    Model,
    MoveGroup,
    Operation,
)
from ambulant.reform.organisation import Structure, model_chain
from ambulant.reform.staff import (
    ALL,
)
from ambulant.reform.staff_operations import (
    add_posts,
    set_fte,
    set_staffing,
    transfer_fte,
    transferred_fte,
)
from ambulant.reform.unit_operations import add_unit, close_unit, merge_units, split_unit


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
            merge_units(structure, operation, path)
        case "split_unit":
            split_unit(structure, operation, path)
        case "close_unit":
            close_unit(structure, operation)
        case "add_unit":
            add_unit(structure, operation, path)
        case "rename_unit":
            state = structure.state(operation.unit)
            renamed = replace(state.unit, name=operation.name)
            structure.units[operation.unit] = replace(state, unit=renamed, is_touched=True)
        case "set_staffing":
            set_staffing(structure, operation, path)
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
            fte = transferred_fte(structure, operation.fte, f"{path}.fte", operation.source)
            competence, reason = operation.competence, operation.reason
            transfer_fte(structure, (operation.source, operation.to), fte, competence, reason)
        case "set_fte":
            set_fte(structure, operation, path)
        case "add_posts":
            add_posts(structure, operation, path)


def _move_group(structure: Structure, operation: MoveGroup, path: str) -> None:
    _touch(structure, operation.source)
    _touch(structure, operation.to)
    structure.owners.move_group(operation.group, operation.source, operation.to)
    if operation.fte is not None:
        fte = transferred_fte(structure, operation.fte, f"{path}.fte", operation.source)
        reason = nb("Følger brukergruppa.")
        transfer_fte(structure, (operation.source, operation.to), fte, ALL, reason)


def _touch(structure: Structure, unit_id: str) -> None:
    structure.units[unit_id] = replace(structure.state(unit_id), is_touched=True)
