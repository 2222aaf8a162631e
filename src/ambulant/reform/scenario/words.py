# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change does, as a sentence."""

from collections.abc import Mapping

from ambulant.errors import InvalidInputError
from ambulant.explain import Message, nb
from ambulant.reform.case import TODAY, Amount, Case
from ambulant.reform.inputs import Addressed, unknown_address, values_of
from ambulant.reform.scenario.applied import model_of, places_of
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
)
from ambulant.units import format_number, format_value


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
            name = model_of(before, change.model).name
            return Message(
                nb("%(model)s: marginen regnes av %(base)s"), {"model": name, "base": base}
            )
        case SetPrecondition():
            model = model_of(before, change.model)
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
            args = {"model": model_of(before, change.model).name, "number": str(change.number + 1)}
            return Message(nb("%(model)s: endring %(number)s er tatt bort"), args)
        case CopyModel():
            source = (
                before.today.name
                if change.source == TODAY
                else model_of(before, change.source).name
            )
            args = {"name": change.name, "source": source}
            return Message(nb("Ny modell: %(name)s, kopi av %(source)s"), args)
        case RenameModel():
            args = {"old": model_of(before, change.model).name, "new": change.name}
            return Message(nb("%(old)s heter nå %(new)s"), args)
        case RemoveModel():
            args = {"model": model_of(before, change.model).name}
            return Message(nb("%(model)s er tatt ut"), args)


_STATUS = {
    "open": nb("Forutsetning åpnet igjen: %(text)s"),
    "met": nb("Forutsetning på plass: %(text)s"),
    "dropped": nb("Forutsetning tatt bort: %(text)s"),
}


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
    return format_value(value, unit) if unit else format_number(value, places_of(value))


def _describe_operation(  # noqa: C901 - one per kind
    change: AddOperation, before: Case
) -> Message:
    names = before.unit_names()
    services = {service.id: service.name for service in before.today.services}
    groups = {group.id: group.name for group in before.today.groups}
    operation = change.operation
    args = {"model": model_of(before, change.model).name}
    for name in ("unit", "parent", "to", "source", "staff_to", "owner"):
        target = getattr(operation, name, None)
        if isinstance(target, str):
            args[name] = names.get(target, target)
    for name, known in (("service", services), ("group", groups)):
        target = getattr(operation, name, None)
        if isinstance(target, str):
            args[name] = known.get(target, target)
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
