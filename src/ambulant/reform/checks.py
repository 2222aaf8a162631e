# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Faults of a case that its schema cannot see: names that point nowhere, doubles, cycles."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from ambulant.reform.case import (
    TODAY,
    Amount,
    Case,
    Model,
    Organisation,
    Unit,
    Value,
    new_units,
)

Place = tuple[str | int, ...]

_AMOUNT_FIELDS = frozenset(
    [
        "staff",
        "handover_minutes",
        "decided_hours",
        "visits",
        "travel_minutes",
        "indirect_share",
        "holiday",
        "sick",
        "leave",
        "training",
        "other_fte",
        "leaders",
        "users",
        "dwellings",
        "area_available",
        "area_needed",
        "area_factor",
        "fte_total",
        "share",
        "fte",
        "cost_per_fte",
        "amount",
        "score",
        "weight",
        "inhabitants",
        "used_hours",
        "cost",
        "yearly_growth",
    ]
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the data (field names and list indexes)."""

    place: Place
    message: str


def find_faults(case: Case) -> tuple[Fault, ...]:
    """Return every reference that does not hold, in the order of the case; empty when sound."""
    return tuple(
        [
            *_organisation_faults(case.today),
            *_assumption_faults(case),
            *_model_faults(case),
            *_other_faults(case),
        ]
    )


def units_after(case: Case, model: Model, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the ids of all units there are before and after a model's changes."""
    ids = frozenset(unit.id for unit in case.today.units)
    if model.builds_on != TODAY and model.builds_on not in seen:
        base = next((m for m in case.models if m.id == model.builds_on), None)
        if base is not None:
            ids |= units_after(case, base, seen | {model.id})
    return ids | frozenset(unit.id for change in model.changes for unit in new_units(change))


def _organisation_faults(today: Organisation) -> Iterator[Fault]:
    yield from _doubles(("today", "units"), [unit.id for unit in today.units])
    yield from _doubles(("today", "services"), [service.id for service in today.services])
    yield from _doubles(("today", "groups"), [group.id for group in today.groups])
    units = {unit.id: unit for unit in today.units}
    for number, unit in enumerate(today.units):
        place: Place = ("today", "units", number, "parent")
        if unit.parent is not None and unit.parent not in units:
            yield Fault(place, _unknown("unit", unit.parent, units))
        elif _is_own_ancestor(unit, units):
            yield Fault(place, f"unit {unit.id!r} ends up under itself through {unit.parent!r}")
    services = {service.id for service in today.services}
    groups = {group.id for group in today.groups}
    cells = [
        *((("ownership", n), row.service, row.group) for n, row in enumerate(today.ownership)),
        *((("not_offered", n), row.service, row.group) for n, row in enumerate(today.not_offered)),
    ]
    for (name, number), service, group in cells:
        if service not in services:
            yield Fault(("today", name, number, "service"), _unknown("service", service, services))
        if group not in groups:
            yield Fault(("today", name, number, "group"), _unknown("group", group, groups))
    for number, owned in enumerate(today.ownership):
        if owned.owner not in units:
            place = ("today", "ownership", number, "owner")
            yield Fault(place, _unknown("unit", owned.owner, units))


def _is_own_ancestor(unit: Unit, units: dict[str, Unit]) -> bool:
    seen = {unit.id}
    parent = unit.parent
    while parent is not None and parent in units:
        if parent in seen:
            return True
        seen.add(parent)
        parent = units[parent].parent
    return False


def _model_faults(case: Case) -> Iterator[Fault]:
    ids = {model.id for model in case.models}
    yield from _doubles(("models",), [model.id for model in case.models])
    criteria = {criterion.id for criterion in case.criteria}
    for number, model in enumerate(case.models):
        place: Place = ("models", number)
        if model.id == TODAY:
            yield Fault(
                (*place, "id"),
                f"{TODAY!r} is taken: it names the organisation of today",
            )
        if model.builds_on != TODAY and model.builds_on not in ids:
            allowed = ids | {TODAY}
            yield Fault((*place, "builds_on"), _unknown("model", model.builds_on, allowed))
        elif _builds_on_itself(case, model):
            yield Fault((*place, "builds_on"), f"model {model.id!r} builds on itself")
        yield from _change_faults(case, model, number)
        lines = {line.id for line in model.costs}
        yield from _doubles((*place, "costs"), [line.id for line in model.costs])
        for index, condition in enumerate(model.preconditions):
            if condition.cost_line is not None and condition.cost_line not in lines:
                at = (*place, "preconditions", index, "cost_line")
                yield Fault(at, _unknown("cost line", condition.cost_line, lines))
        for index, score in enumerate(model.scores):
            if score.criterion not in criteria:
                at = (*place, "scores", index, "criterion")
                yield Fault(at, _unknown("criterion", score.criterion, criteria))


def _builds_on_itself(case: Case, model: Model) -> bool:
    bases = {m.id: m.builds_on for m in case.models}
    seen = {model.id}
    base = model.builds_on
    while base in bases:
        if base in seen:
            return True
        seen.add(base)
        base = bases[base]
    return False


def _change_faults(case: Case, model: Model, number: int) -> Iterator[Fault]:
    units = units_after(case, model)
    services = {service.id for service in case.today.services}
    groups = {group.id for group in case.today.groups}
    for index, change in enumerate(model.changes):
        place: Place = ("models", number, "changes", index)
        for name in ("unit", "parent", "to", "source", "staff_to", "owner"):
            target = getattr(change, name, None)
            if isinstance(target, str) and target not in units:
                yield Fault((*place, name), _unknown("unit", target, units))
        for unit_id in getattr(change, "units", ()):
            if unit_id not in units:
                yield Fault((*place, "units"), _unknown("unit", unit_id, units))
        service = getattr(change, "service", None)
        if isinstance(service, str) and service not in services:
            yield Fault((*place, "service"), _unknown("service", service, services))
        group = getattr(change, "group", None)
        if isinstance(group, str) and group not in groups:
            yield Fault((*place, "group"), _unknown("group", group, groups))


def _other_faults(case: Case) -> Iterator[Fault]:
    models = {model.id for model in case.models}
    yield from _doubles(("criteria",), [criterion.id for criterion in case.criteria])
    yield from _doubles(("inputs",), [item.id for item in case.inputs])
    yield from _doubles(("process",), [step.id for step in case.process])
    for number, plan in enumerate(case.stage_plans):
        for index, stage in enumerate(plan.stages):
            if stage.model not in models | {TODAY}:
                at: Place = ("stage_plans", number, "stages", index, "model")
                yield Fault(at, _unknown("model", stage.model, models | {TODAY}))
            if index and stage.start <= plan.stages[index - 1].start:
                at = ("stage_plans", number, "stages", index, "start")
                before = plan.stages[index - 1].start
                yield Fault(at, f"stage starts {stage.start}, but must come after {before}")
    for number, sharing in enumerate(case.sharing):
        if sharing.model not in models:
            yield Fault(("sharing", number, "model"), _unknown("model", sharing.model, models))
        if sum(sharing.keys.values()) <= 0 or min(sharing.keys.values(), default=0) < 0:
            message = f"weights {dict(sharing.keys)} must be 0 or more and sum to more than 0"
            yield Fault(("sharing", number, "keys"), message)


def _assumption_faults(case: Case) -> Iterator[Fault]:
    for place, amount in _amounts((), case):
        if isinstance(amount, str) and amount not in case.assumptions:
            yield Fault(place, _unknown("assumption", amount, case.assumptions))


def _amounts(place: Place, thing: object) -> Iterator[tuple[Place, Amount]]:
    if isinstance(thing, Value):
        return
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from _named_amounts((*place, field.name), getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for number, member in enumerate(thing):
            yield from _amounts((*place, number), member)


def _named_amounts(place: Place, thing: object) -> Iterator[tuple[Place, Amount]]:
    name = place[-1]
    if isinstance(thing, str) and name in _AMOUNT_FIELDS:
        yield place, thing
    elif isinstance(thing, dict) and name in ("fte", "per_year"):
        for key, member in thing.items():
            if isinstance(member, str):
                yield (*place, key), member
    else:
        yield from _amounts(place, thing)


def _doubles(place: Place, ids: list[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            last = len(ids) - 1 - ids[::-1].index(name)
            yield Fault((*place, last), f"id {name!r} is used {count} times; ids must differ")


def _unknown(what: str, name: str, allowed: Iterable[str]) -> str:
    names = ", ".join(sorted(allowed)) or "none"
    return f"{what} {name!r} does not exist; allowed: {names}"
