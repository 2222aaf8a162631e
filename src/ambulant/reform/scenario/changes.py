# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The changes a scenario may hold, and as plain data."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias, cast

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.reform.case import STRICT, Id, Operation, Real, Text


@dataclass(frozen=True, slots=True, config=STRICT)
class SetValue:
    """Give the value at an address another number, and a range if given."""

    op: Literal["set_value"]
    path: Annotated[str, Field(max_length=300)]
    value: Real
    reason: str = ""
    low: Real | None = None
    high: Real | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class RestoreValue:
    """Give the value at an address back as the case itself has it, with its source and range."""

    op: Literal["restore_value"]
    path: Annotated[str, Field(max_length=300)]


@dataclass(frozen=True, slots=True, config=STRICT)
class SetMarginBase:
    """Read the safety margin as a share of something else."""

    op: Literal["set_margin_base"]
    model: Id
    base: Literal["gross", "gross_minus_costs", "net"]


@dataclass(frozen=True, slots=True, config=STRICT)
class SetPrecondition:
    """Say that a precondition is open, met or dropped."""

    op: Literal["set_precondition"]
    model: Id
    precondition: Id
    status: Literal["open", "met", "dropped"]


@dataclass(frozen=True, slots=True, config=STRICT)
class SetStepDate:
    """Set or take away the date of a step of the process."""

    op: Literal["set_step_date"]
    step: Id
    when: date | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class AnswerInput:
    """Answer what staff have said."""

    op: Literal["answer_input"]
    input: Id
    answer: Annotated[str, Field(max_length=4000)]


@dataclass(frozen=True, slots=True, config=STRICT)
class AddOperation:
    """Let a model do one thing more to the organisation: move a unit, hand over a function."""

    op: Literal["add_operation"]
    model: Id
    operation: Operation


@dataclass(frozen=True, slots=True, config=STRICT)
class RemoveOperation:
    """Take one of a model's operations away, counted from 0."""

    op: Literal["remove_operation"]
    model: Id
    number: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True, config=STRICT)
class CopyModel:
    """Make a new model that begins as a copy of another, or of today."""

    op: Literal["copy_model"]
    source: Id
    id: Id
    name: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class RenameModel:
    """Give a model another name."""

    op: Literal["rename_model"]
    model: Id
    name: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class RemoveModel:
    """Leave a model out."""

    op: Literal["remove_model"]
    model: Id


ScenarioChange: TypeAlias = Annotated[
    SetValue
    | RestoreValue
    | SetMarginBase
    | SetPrecondition
    | SetStepDate
    | AnswerInput
    | AddOperation
    | RemoveOperation
    | CopyModel
    | RenameModel
    | RemoveModel,
    Field(discriminator="op"),
]

SimpleChange: TypeAlias = (
    SetValue
    | SetMarginBase
    | SetPrecondition
    | SetStepDate
    | AnswerInput
    | AddOperation
    | RemoveOperation
    | CopyModel
    | RenameModel
    | RemoveModel
)
"""The changes that need no more than the case as it is."""

_ADAPTER: TypeAdapter[ScenarioChange] = TypeAdapter(ScenarioChange)


def change_from_data(data: Mapping[str, object]) -> ScenarioChange:
    """Return the change that plain data holds; InvalidInputError says what is wrong."""
    try:
        return _ADAPTER.validate_python(dict(data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidInputError(f"{place}: {first['msg']} (was {first['input']!r})") from None


def change_to_data(change: ScenarioChange) -> dict[str, object]:
    """Return a change as plain JSON data."""
    return cast(dict[str, object], _ADAPTER.dump_python(change, mode="json", exclude_defaults=True))
