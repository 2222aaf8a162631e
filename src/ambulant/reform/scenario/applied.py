# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case with changes laid over it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from pydantic import ValidationError

from ambulant.errors import InvalidInputError
from ambulant.explain import nb
from ambulant.reform.case import TODAY, Case, Model, Value
from ambulant.reform.checks import find_faults
from ambulant.reform.inputs import member_key, unknown_address, values_of
from ambulant.reform.scenario.changes import (
    AddOperation,
    AnswerInput,
    CopyModel,
    RemoveModel,
    RemoveOperation,
    RenameModel,
    RestoreValue,
    ScenarioChange,
    SetMarginBase,
    SetPrecondition,
    SetStepDate,
    SetValue,
    SimpleChange,
)
from ambulant.units import format_number

T = TypeVar("T")


def apply_changes(case: Case, changes: Iterable[ScenarioChange]) -> Case:
    """Return the case with changes laid over it, in order.

    The case must be the one without any changes: it is what `RestoreValue` goes back to.

    Raises:
        InvalidInputError: A change names something the case does not have, or leaves the case
            unsound; says which change (counted from 1) and what is allowed.
    """
    original = case
    for number, change in enumerate(changes, start=1):
        try:
            if isinstance(change, RestoreValue):
                old = value_at(original, change.path)
                value_at(case, change.path)
                case = _replace_at(case, tuple(change.path.split(".")), old)
            else:
                case = _apply(case, change)
        except InvalidInputError as error:
            raise InvalidInputError(f"Change {number} ({change.op}): {error}") from None
        except ValidationError as error:
            message = error.errors(include_url=False)[0]["msg"]
            raise InvalidInputError(f"Change {number} ({change.op}): {message}") from None
        faults = find_faults(case)
        if faults:
            raise InvalidInputError(f"Change {number} ({change.op}): {faults[0].message}.")
    return case


def value_at(case: Case, path: str) -> Value:
    """Return the value at an address; InvalidInputError names the nearest addresses."""
    found = {item.path: item.value for item in values_of(case)}
    if path not in found:
        raise InvalidInputError(unknown_address(path, set(found)))
    return found[path]


def _apply(case: Case, change: SimpleChange) -> Case:  # noqa: C901, PLR0911 - one per kind
    match change:
        case SetValue():
            return _set_value(case, change)
        case SetMarginBase():
            model = model_of(case, change.model)
            if model.margin is None:
                raise InvalidInputError(f"model {model.id!r} has no margin to read.")
            margin = replace(model.margin, base=change.base, base_kind="assumed")
            return _withmodel_of(case, replace(model, margin=margin))
        case SetPrecondition():
            model = model_of(case, change.model)
            wanted = replace(
                _member(model.preconditions, change.precondition), status=change.status
            )
            rows = _replaced(model.preconditions, wanted)
            return _withmodel_of(case, replace(model, preconditions=rows))
        case SetStepDate():
            step = replace(_member(case.process, change.step), when=change.when)
            return replace(case, process=_replaced(case.process, step))
        case AnswerInput():
            item = replace(_member(case.inputs, change.input), answer=change.answer)
            return replace(case, inputs=_replaced(case.inputs, item))
        case AddOperation():
            model = model_of(case, change.model)
            return _withmodel_of(case, replace(model, changes=(*model.changes, change.operation)))
        case RemoveOperation():
            model = model_of(case, change.model)
            if change.number >= len(model.changes):
                allowed = f"0 to {len(model.changes) - 1}" if model.changes else "none"
                raise InvalidInputError(
                    f"operation {change.number} is unknown; allowed: {allowed}."
                )
            kept = model.changes[: change.number] + model.changes[change.number + 1 :]
            return _withmodel_of(case, replace(model, changes=kept))
        case CopyModel():
            return _copymodel_of(case, change)
        case RenameModel():
            return _withmodel_of(case, replace(model_of(case, change.model), name=change.name))
        case RemoveModel():
            return _withoutmodel_of(case, change.model)


def _withoutmodel_of(case: Case, model_id: str) -> Case:
    """Leave a model out, and what is only about it: its shared costs, its stages."""
    model_of(case, model_id)
    plans = [
        replace(plan, stages=kept)
        for plan in case.stage_plans
        if (kept := tuple(stage for stage in plan.stages if stage.model != model_id))
    ]
    return replace(
        case,
        models=tuple(model for model in case.models if model.id != model_id),
        sharing=tuple(row for row in case.sharing if row.model != model_id),
        stage_plans=tuple(plans),
    )


def _copymodel_of(case: Case, change: CopyModel) -> Case:
    if any(model.id == change.id for model in case.models):
        raise InvalidInputError(f"model {change.id!r} exists; choose another id.")
    if change.source == TODAY:
        copy = Model(id=change.id, name=change.name)
    else:
        source = model_of(case, change.source)
        copy = replace(source, id=change.id, name=change.name, recommended=False)
    return replace(case, models=(*case.models, copy))


def _set_value(case: Case, change: SetValue) -> Case:
    old = value_at(case, change.path)
    low, high = change.low, change.high
    if low is None and high is None and old.low is not None and old.high is not None:
        low, high = min(old.low, change.value), max(old.high, change.value)
    was = ""
    if old.value is not None and old.kind in ("stated", "derived"):
        was = (
            nb("Kilden sier ")
            + f"{format_number(old.value, places_of(old.value))} ({old.source}). "
        )
    reason = was + (change.reason or nb("Endret i et scenario."))
    new = replace(
        old, value=change.value, low=low, high=high, kind="assumed", reason=reason, source=""
    )
    return _replace_at(case, tuple(change.path.split(".")), new)


def places_of(value: float) -> int:
    """Return how many decimals a number needs, at most four."""
    return next((n for n in range(4) if abs(value - round(value, n)) < 1e-9), 4)


def _replace_at(thing: T, parts: tuple[str, ...], new: Value) -> T:
    if not parts:
        return cast(T, new)
    head, rest = parts[0], parts[1:]
    if isinstance(thing, tuple):
        members = [
            _replace_at(member, rest, new) if member_key(member, number) == head else member
            for number, member in enumerate(thing)
        ]
        return cast(T, tuple(members))
    if isinstance(thing, Mapping):
        changed = {k: _replace_at(v, rest, new) if str(k) == head else v for k, v in thing.items()}
        return cast(T, changed)
    if is_dataclass(thing) and not isinstance(thing, type):
        if head not in {field.name for field in fields(thing)}:
            raise InvalidInputError(f"{head!r} is no field of {type(thing).__name__}.")
        return cast(T, replace(thing, **{head: _replace_at(getattr(thing, head), rest, new)}))
    raise InvalidInputError(f"There is nothing at {head!r}.")


def model_of(case: Case, model_id: str) -> Model:
    """Return a model; InvalidInputError lists those there are."""
    try:
        return case.model(model_id)
    except KeyError:
        allowed = ", ".join(model.id for model in case.models) or "none"
        raise InvalidInputError(f"model {model_id!r} is unknown; allowed: {allowed}.") from None


def _withmodel_of(case: Case, model: Model) -> Case:
    return replace(case, models=_replaced(case.models, model))


def _member(rows: tuple[T, ...], row_id: str) -> T:
    for number, row in enumerate(rows):
        if member_key(row, number) == row_id:
            return row
    allowed = ", ".join(member_key(row, number) for number, row in enumerate(rows)) or "none"
    raise InvalidInputError(f"{row_id!r} is unknown; allowed: {allowed}.")


def _replaced(rows: tuple[T, ...], new: T) -> tuple[T, ...]:
    key = member_key(new, -1)
    return tuple(new if member_key(row, n) == key else row for n, row in enumerate(rows))
