# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scenario: a case with a list of changes laid over it.

The case is never copied or edited. Each change is one small fact ("travel is 7 minutes, because
..."), kept with who and when; the scenario is what they give in order, and undo is to leave the
last one out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Annotated, Literal, TypeAlias, TypeVar, cast

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Message, nb
from ambulant.reform.case import (
    STRICT,
    TODAY,
    Amount,
    Case,
    Id,
    Model,
    Operation,
    Real,
    Text,
    Value,
)
from ambulant.reform.checks import find_faults
from ambulant.reform.inputs import Addressed, member_key, unknown_address, values_of
from ambulant.units import format_number, format_value

T = TypeVar("T")


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

_Simple: TypeAlias = (
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


def describe(  # noqa: C901, PLR0911 - one per kind
    change: ScenarioChange, before: Case
) -> Message:
    """Return what a change does, as a sentence, told from the case before it."""
    match change:
        case SetValue():
            return _describe_value(change, before)
        case RestoreValue():
            label = _labelled(before, change.path).label
            return Message(nb("%(label)s: tilbake til sakens tall"), {"label": label})
        case SetMarginBase():
            base = {
                "gross": nb("brutto"),
                "gross_minus_costs": nb("brutto minus nye utgifter"),
                "net": nb("netto"),
            }[change.base]
            name = _model(before, change.model).name
            return Message(
                nb("%(model)s: marginen regnes av %(base)s"), {"model": name, "base": base}
            )
        case SetPrecondition():
            model = _model(before, change.model)
            texts = [item.text for item in model.preconditions if item.id == change.precondition]
            args = {"text": (texts or [change.precondition])[0]}
            return Message(_STATUS[change.status], args)
        case SetStepDate():
            names = [step.name for step in before.process if step.id == change.step]
            when = f"{change.when:%d.%m.%Y}" if change.when else "–"
            args = {"step": (names or [change.step])[0], "date": when}
            return Message(nb("Dato for %(step)s: %(date)s"), args)
        case AnswerInput():
            texts = [item.text for item in before.inputs if item.id == change.input]
            return Message(nb("Svar på innspill: %(text)s"), {"text": (texts or [change.input])[0]})
        case AddOperation():
            return _describe_operation(change, before)
        case RemoveOperation():
            args = {"model": _model(before, change.model).name, "number": str(change.number + 1)}
            return Message(nb("%(model)s: endring %(number)s er tatt bort"), args)
        case CopyModel():
            source = (
                before.today.name if change.source == TODAY else _model(before, change.source).name
            )
            args = {"name": change.name, "source": source}
            return Message(nb("Ny modell: %(name)s, kopi av %(source)s"), args)
        case RenameModel():
            args = {"old": _model(before, change.model).name, "new": change.name}
            return Message(nb("%(old)s heter nå %(new)s"), args)
        case RemoveModel():
            args = {"model": _model(before, change.model).name}
            return Message(nb("%(model)s er tatt ut"), args)


_STATUS = {
    "open": nb("Forutsetning åpnet igjen: %(text)s"),
    "met": nb("Forutsetning på plass: %(text)s"),
    "dropped": nb("Forutsetning tatt bort: %(text)s"),
}


def _apply(case: Case, change: _Simple) -> Case:  # noqa: C901, PLR0911 - one per kind
    match change:
        case SetValue():
            return _set_value(case, change)
        case SetMarginBase():
            model = _model(case, change.model)
            if model.margin is None:
                raise InvalidInputError(f"model {model.id!r} has no margin to read.")
            margin = replace(model.margin, base=change.base, base_kind="assumed")
            return _with_model(case, replace(model, margin=margin))
        case SetPrecondition():
            model = _model(case, change.model)
            wanted = replace(
                _member(model.preconditions, change.precondition), status=change.status
            )
            rows = _replaced(model.preconditions, wanted)
            return _with_model(case, replace(model, preconditions=rows))
        case SetStepDate():
            step = replace(_member(case.process, change.step), when=change.when)
            return replace(case, process=_replaced(case.process, step))
        case AnswerInput():
            item = replace(_member(case.inputs, change.input), answer=change.answer)
            return replace(case, inputs=_replaced(case.inputs, item))
        case AddOperation():
            model = _model(case, change.model)
            return _with_model(case, replace(model, changes=(*model.changes, change.operation)))
        case RemoveOperation():
            model = _model(case, change.model)
            if change.number >= len(model.changes):
                allowed = f"0 to {len(model.changes) - 1}" if model.changes else "none"
                raise InvalidInputError(
                    f"operation {change.number} is unknown; allowed: {allowed}."
                )
            kept = model.changes[: change.number] + model.changes[change.number + 1 :]
            return _with_model(case, replace(model, changes=kept))
        case CopyModel():
            return _copy_model(case, change)
        case RenameModel():
            return _with_model(case, replace(_model(case, change.model), name=change.name))
        case RemoveModel():
            return _without_model(case, change.model)


def _without_model(case: Case, model_id: str) -> Case:
    """Leave a model out, and what is only about it: its shared costs, its stages."""
    _model(case, model_id)
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


def _copy_model(case: Case, change: CopyModel) -> Case:
    if any(model.id == change.id for model in case.models):
        raise InvalidInputError(f"model {change.id!r} exists; choose another id.")
    if change.source == TODAY:
        copy = Model(id=change.id, name=change.name)
    else:
        source = _model(case, change.source)
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
            nb("Kilden sier ") + f"{format_number(old.value, _places(old.value))} ({old.source}). "
        )
    reason = was + (change.reason or nb("Endret i et scenario."))
    new = replace(
        old, value=change.value, low=low, high=high, kind="assumed", reason=reason, source=""
    )
    return _replace_at(case, tuple(change.path.split(".")), new)


def _places(value: float) -> int:
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


def _labelled(case: Case, path: str) -> Addressed:
    for item in values_of(case):
        if item.path == path:
            return item
    raise InvalidInputError(unknown_address(path, {item.path for item in values_of(case)}))


def _describe_value(change: SetValue, before: Case) -> Message:
    item = _labelled(before, change.path)
    old, unit = item.value, item.value.unit
    old_text = nb("ikke oppgitt") if old.value is None else _written(old.value, unit)
    new_text = _written(change.value, unit)
    args = {"label": item.label, "old": old_text, "new": new_text}
    return Message(nb("%(label)s: %(old)s → %(new)s"), args)


def _written(value: float, unit: str) -> str:
    return format_value(value, unit) if unit else format_number(value, _places(value))


def _describe_operation(  # noqa: C901 - one per kind
    change: AddOperation, before: Case
) -> Message:
    names = before.unit_names() | {service.id: service.name for service in before.today.services}
    groups = {group.id: group.name for group in before.today.groups}
    operation = change.operation
    args = {"model": _model(before, change.model).name}
    for name in ("unit", "parent", "to", "source", "staff_to", "owner", "service"):
        target = getattr(operation, name, None)
        if isinstance(target, str):
            args[name] = names.get(target, target)
    group = getattr(operation, "group", None)
    if isinstance(group, str):
        args["group"] = groups.get(group, group)
    match operation.op:
        case "add_unit":
            args["unit"] = operation.unit.name
        case "merge_units":
            args["unit"] = operation.into.name
            args["units"] = ", ".join(names.get(unit, unit) for unit in operation.units)
        case "rename_unit":
            args["unit"], args["old"] = operation.name, args["unit"]
        case "transfer_fte" | "add_posts":
            args["fte"] = _fte_written(operation.fte, before)
        case "set_fte":
            args["fte"] = ", ".join(_fte_written(each, before) for each in operation.fte.values())
    return Message(_OPERATIONS[operation.op], args)


def _fte_written(amount: Amount, case: Case) -> str:
    value = case.assumptions.get(amount) if isinstance(amount, str) else amount
    if value is None or value.value is None:
        return nb("ukjent antall årsverk")
    return format_value(value.value, "fte")


_OPERATIONS: Mapping[str, str] = {
    "move_unit": nb("%(model)s: %(unit)s legges under %(parent)s"),
    "merge_units": nb("%(model)s: %(units)s slås sammen til %(unit)s"),
    "split_unit": nb("%(model)s: %(unit)s deles"),
    "close_unit": nb("%(model)s: %(unit)s legges ned"),
    "add_unit": nb("%(model)s: ny enhet, %(unit)s"),
    "rename_unit": nb("%(model)s: %(old)s heter nå %(unit)s"),
    "set_staffing": nb("%(model)s: bemanningen i %(unit)s er endret"),
    "move_function": nb("%(model)s: %(service)s til %(group)s flyttes til %(to)s"),
    "add_function": nb("%(model)s: %(owner)s får %(service)s til %(group)s"),
    "move_group": nb("%(model)s: %(group)s flyttes fra %(source)s til %(to)s"),
    "transfer_fte": nb("%(model)s: %(fte)s flyttes fra %(source)s til %(to)s"),
    "set_fte": nb("%(model)s: %(unit)s trenger %(fte)s"),
    "add_posts": nb("%(model)s: %(fte)s legges til i %(unit)s"),
}


def _model(case: Case, model_id: str) -> Model:
    try:
        return case.model(model_id)
    except KeyError:
        allowed = ", ".join(model.id for model in case.models) or "none"
        raise InvalidInputError(f"model {model_id!r} is unknown; allowed: {allowed}.") from None


def _with_model(case: Case, model: Model) -> Case:
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
