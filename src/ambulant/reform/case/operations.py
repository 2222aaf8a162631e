# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a model may do to the organisation."""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field
from pydantic.dataclasses import dataclass

from ambulant.reform.case.today import Staffing, Unit
from ambulant.reform.case.values import STRICT, Amount, Id, Text


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveUnit:
    """Put a unit, with all below it, under another."""

    op: Literal["move_unit"]
    unit: Id
    parent: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class MergeUnits:
    """Make one unit of several; staff, staffing and functions follow, children too."""

    op: Literal["merge_units"]
    units: Annotated[tuple[Id, ...], Field(min_length=1)]
    into: Unit


@dataclass(frozen=True, slots=True, config=STRICT)
class Part:
    """One of the units a unit is split into, with its share of the FTE (shares sum to 1)."""

    unit: Unit
    share: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class SplitUnit:
    """Make several units of one. Functions go to the first part unless moved."""

    op: Literal["split_unit"]
    unit: Id
    into: Annotated[tuple[Part, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, config=STRICT)
class CloseUnit:
    """Close a unit; its staff, functions and children go to `staff_to` (required if it has any)."""

    op: Literal["close_unit"]
    unit: Id
    staff_to: Id | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class AddUnit:
    """A new unit, without staff unless it says so."""

    op: Literal["add_unit"]
    unit: Unit


@dataclass(frozen=True, slots=True, config=STRICT)
class RenameUnit:
    """Give a unit a new name."""

    op: Literal["rename_unit"]
    unit: Id
    name: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class SetStaffing:
    """Replace what a unit's FTE is computed from: cover, need, absence, category."""

    op: Literal["set_staffing"]
    unit: Id
    staffing: Staffing


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveFunction:
    """Hand a service to a group over from one owner to another."""

    op: Literal["move_function"]
    service: Id
    group: Id
    to: Id
    source: Id | None = None  # today's owner; may be left out when there is one


@dataclass(frozen=True, slots=True, config=STRICT)
class AddFunction:
    """Let a unit own a service to a group that nobody, or somebody else too, owns."""

    op: Literal["add_function"]
    service: Id
    group: Id
    owner: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveGroup:
    """Move every function for a user group from one unit to another, with FTE if given."""

    op: Literal["move_group"]
    group: Id
    source: Id
    to: Id
    fte: Amount | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class TransferFte:
    """Move FTE between units: an internal transfer, the total is unchanged."""

    op: Literal["transfer_fte"]
    source: Id
    to: Id
    fte: Amount
    competence: str = "all"
    reason: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class SetFte:
    """State what a unit needs in the new organisation; the rest is freed or added."""

    op: Literal["set_fte"]
    unit: Id
    fte: Mapping[str, Amount]
    reason: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class AddPosts:
    """Add posts to a unit (negative: take away)."""

    op: Literal["add_posts"]
    unit: Id
    fte: Amount
    competence: str = "all"
    reason: str = ""


Operation: TypeAlias = Annotated[
    MoveUnit
    | MergeUnits
    | SplitUnit
    | CloseUnit
    | AddUnit
    | RenameUnit
    | SetStaffing
    | MoveFunction
    | AddFunction
    | MoveGroup
    | TransferFte
    | SetFte
    | AddPosts,
    Field(discriminator="op"),
]


def new_units(change: Operation) -> tuple[Unit, ...]:
    """Return the units a change makes."""
    match change.op:
        case "merge_units":
            return (change.into,)
        case "split_unit":
            return tuple(part.unit for part in change.into)
        case "add_unit":
            return (change.unit,)
    return ()
