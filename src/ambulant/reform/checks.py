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
    Cover,
    Model,
    Organisation,
    Unit,
    Value,
    new_units,
)
from ambulant.reform.inputs import member_key
from ambulant.reform.judgement import INPUT_FIGURES
from ambulant.reform.ranges import RULES, find_misfits

Place = tuple[str | int, ...]

_AMOUNT_FIELDS = frozenset(name for rules in RULES.values() for name in rules)

MAX_LEVELS = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the data (field names and list indexes)."""

    place: Place
    message: str


def find_faults(case: Case) -> tuple[Fault, ...]:
    """Return every id, reference and number that does not hold; empty when the case is sound."""
    return tuple(
        [
            *_doubles((), case),
            *_organisation_faults(case.today),
            *_assumption_faults(case),
            *_model_faults(case),
            *_other_faults(case),
            *_weekday_faults((), case),
            *(Fault(misfit.place, misfit.message) for misfit in find_misfits(case)),
        ]
    )


def units_after(case: Case, model: Model) -> frozenset[str]:
    """Return the ids of all units there are before and after a model's changes."""
    ids = {unit.id for unit in case.today.units}
    by_id = {other.id: other for other in case.models}
    current: Model | None = model
    seen: set[str] = set()
    while current is not None and current.id not in seen:
        seen.add(current.id)
        ids.update(unit.id for change in current.changes for unit in new_units(change))
        current = by_id.get(current.builds_on)
    return frozenset(ids)


def _organisation_faults(today: Organisation) -> Iterator[Fault]:
    units = {unit.id: unit for unit in today.units}
    for number, unit in enumerate(today.units):
        place: Place = ("today", "units", number, "parent")
        if unit.parent is not None and unit.parent not in units:
            yield Fault(place, _unknown("unit", unit.parent, units))
            continue
        levels = _levels_above(unit, units)
        if levels is None:
            yield Fault(place, f"unit {unit.id!r} ends up under itself through {unit.parent!r}")
        elif levels > MAX_LEVELS:
            yield Fault(
                place,
                f"unit {unit.id!r} has {levels} levels above it; at most {MAX_LEVELS} is allowed",
            )
    for number, premises in enumerate(today.premises):
        if premises.unit is not None and premises.unit not in units:
            place = ("today", "premises", number, "unit")
            yield Fault(place, _unknown("unit", premises.unit, units))
    yield from _ownership_faults(today, frozenset(units))


def _ownership_faults(today: Organisation, units: frozenset[str]) -> Iterator[Fault]:
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
            place: Place = ("today", "ownership", number, "owner")
            yield Fault(place, _unknown("unit", owned.owner, units))


def _weekday_faults(place: Place, thing: object) -> Iterator[Fault]:
    if isinstance(thing, Cover):
        days = thing.weekdays
        if not days or len(set(days)) != len(days):
            allowed = "one or more of 1 (Monday) to 7 (Sunday), each once, is allowed"
            yield Fault((*place, "weekdays"), f"days are {list(days)}; {allowed}")
    elif isinstance(thing, tuple):
        for number, member in enumerate(thing):
            yield from _weekday_faults((*place, number), member)
    elif is_dataclass(thing) and not isinstance(thing, type | Value):
        for field in fields(thing):
            yield from _weekday_faults((*place, field.name), getattr(thing, field.name))


def _levels_above(unit: Unit, units: dict[str, Unit]) -> int | None:
    """Return how many units lie above; None when the unit is one of them."""
    seen = {unit.id}
    parent = unit.parent
    while parent is not None and parent in units:
        if parent in seen:
            return None
        seen.add(parent)
        parent = units[parent].parent
    return len(seen) - 1


def _model_faults(case: Case) -> Iterator[Fault]:
    ids = {model.id for model in case.models}
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
        for index, condition in enumerate(model.preconditions):
            if condition.cost_line is not None and condition.cost_line not in lines:
                at = (*place, "preconditions", index, "cost_line")
                yield Fault(at, _unknown("cost line", condition.cost_line, lines))
        yield from _criterion_faults(model, place, criteria)


def _criterion_faults(model: Model, place: Place, criteria: set[str]) -> Iterator[Fault]:
    named = [
        *((("scores", n), score.criterion) for n, score in enumerate(model.scores)),
        *((("strengths", n), reason.criterion) for n, reason in enumerate(model.strengths)),
        *((("weaknesses", n), reason.criterion) for n, reason in enumerate(model.weaknesses)),
    ]
    for where, criterion in named:
        if criterion is not None and criterion not in criteria:
            yield Fault((*place, *where, "criterion"), _unknown("criterion", criterion, criteria))


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
    for number, item in enumerate(case.inputs):
        if item.figure and item.figure not in INPUT_FIGURES:
            at: Place = ("inputs", number, "figure")
            yield Fault(at, _unknown("figure", item.figure, INPUT_FIGURES))
    for number, plan in enumerate(case.stage_plans):
        for index, stage in enumerate(plan.stages):
            if stage.model not in models | {TODAY}:
                at = ("stage_plans", number, "stages", index, "model")
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


def _doubles(place: Place, thing: object) -> Iterator[Fault]:
    """Yield members of a list that share a name: their addresses could not be told apart."""
    if isinstance(thing, tuple):
        names = [member_key(member, number) for number, member in enumerate(thing)]
        for name, count in Counter(names).items():
            if count > 1:
                last = len(names) - 1 - names[::-1].index(name)
                message = f"id {name!r} is used {count} times; ids must differ"
                yield Fault((*place, last), message)
        for number, member in enumerate(thing):
            yield from _doubles((*place, number), member)
    elif is_dataclass(thing) and not isinstance(thing, type | Value):
        for field in fields(thing):
            yield from _doubles((*place, field.name), getattr(thing, field.name))


def _unknown(what: str, name: str, allowed: Iterable[str]) -> str:
    names = ", ".join(sorted(allowed)) or "none"
    return f"{what} {name!r} does not exist; allowed: {names}"
