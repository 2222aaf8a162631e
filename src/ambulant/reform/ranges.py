# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which numbers make sense where: 25 is no share, and nobody has fewer than 0 users.

Each place in a case that holds a number has the unit it is read in and the values it may have.
The whole range of an uncertain number must be allowed, since every part of it is drawn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from ambulant.reform.case import (
    AbsenceShares,
    AddPosts,
    Amount,
    Case,
    CostLine,
    Cover,
    Criterion,
    Factor,
    Group,
    Margin,
    Model,
    MoveGroup,
    Need,
    Part,
    Party,
    PhaseIn,
    Premises,
    Prices,
    Score,
    SetFte,
    Sharing,
    Staffing,
    Stated,
    TransferFte,
    Unit,
    Value,
)

Place = tuple[str | int, ...]

ANY_UNIT = ""
LARGEST = 1e15
"""More than any amount in kroner; what is larger is a slip, and cannot be drawn from."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The unit a number is read in (empty: any), and what it may be; ends None = no end."""

    unit: str
    allowed: str
    low: float | None = 0.0
    high: float | None = None
    is_high_included: bool = True

    def allows(self, number: float) -> bool:
        """True when a number may stand here."""
        if self.low is not None and number < self.low:
            return False
        if self.high is None:
            return True
        return number <= self.high if self.is_high_included else number < self.high


@dataclass(frozen=True, slots=True)
class Misfit:
    """A number that cannot be what it is used as, and where in the data it stands."""

    place: Place
    message: str


def _least(unit: str) -> Rule:
    return Rule(unit, "0 or more is allowed")


_SHARE = Rule(
    "share",
    "a share from 0 to below 1 is allowed (0.25, not 25)",
    high=1.0,
    is_high_included=False,
)
_WHOLE_SHARE = Rule("share", "a share from 0 to 1 is allowed (0.25, not 25)", high=1.0)
_FTE = _least("fte")
_SMALLER = f"{-LARGEST:g} to {LARGEST:g} is allowed"

RULES: Mapping[type, Mapping[str, Rule]] = {
    Cover: {"staff": _least("persons"), "handover_minutes": _least("minutes")},
    Need: {
        "decided_hours": _least("hours_per_week"),
        "visits": _least("visits_per_week"),
        "travel_minutes": _least("minutes"),
        "indirect_share": _SHARE,
    },
    AbsenceShares: dict.fromkeys(("holiday", "sick", "leave", "training"), _SHARE),
    Staffing: {"other_fte": _FTE},
    Unit: {"fte": _FTE, "leaders": _least("persons")},
    Group: {"users": _least("users")},
    Premises: {
        "dwellings": _least("dwellings"),
        "area_available": _least("m2"),
        "area_needed": _least("m2"),
        "area_factor": _least("factor"),
    },
    Stated: {"fte_total": _FTE},
    Part: {"share": _WHOLE_SHARE},
    MoveGroup: {"fte": _FTE},
    TransferFte: {"fte": _FTE},
    SetFte: {"fte": _FTE},
    AddPosts: {"fte": Rule("fte", "any number is allowed", low=None)},
    Factor: {"amount": _least(ANY_UNIT)},
    CostLine: {"amount": _least("nok"), "per_year": _least("nok")},
    Margin: {"share": _SHARE},
    PhaseIn: {"share": _WHOLE_SHARE},
    Score: {"score": Rule("score", "1 (poor) to 5 (good) is allowed", 1.0, 5.0)},
    Model: {"cost_per_fte": _least("nok_per_fte")},
    Criterion: {"weight": _least("factor")},
    Party: {
        "users": _least("users"),
        "inhabitants": _least("persons"),
        "used_hours": _least("hours_per_year"),
    },
    Sharing: {"cost": _least("nok")},
    Prices: {"yearly_growth": Rule("share", "-0.5 to 0.5 is allowed (0.03, not 3)", -0.5, 0.5)},
}
"""What stands in each field that holds a number; a test holds this against the schema."""


def find_misfits(case: Case) -> Iterator[Misfit]:
    """Yield every number that has a wrong unit or cannot be, in the order of the case.

    A number that is an assumption is told of where the assumption stands, once per use that it
    does not fit.
    """
    seen: set[tuple[Place, str]] = set()
    for misfit in (*_too_large(case.assumptions), *_walk((), case, case.assumptions)):
        if (misfit.place, misfit.message) not in seen:
            seen.add((misfit.place, misfit.message))
            yield misfit


def _walk(place: Place, thing: object, assumptions: Mapping[str, Value]) -> Iterator[Misfit]:
    if isinstance(thing, tuple):
        for number, member in enumerate(thing):
            yield from _walk((*place, number), member, assumptions)
    elif is_dataclass(thing) and not isinstance(thing, type | Value):
        rules = RULES.get(type(thing), {})
        for field in fields(thing):
            at, held = (*place, field.name), getattr(thing, field.name)
            if field.name not in rules:
                yield from _walk(at, held, assumptions)
                continue
            amounts = held.items() if isinstance(held, Mapping) else [(None, held)]
            for key, amount in amounts:
                where = at if key is None else (*at, key)
                yield from _check(where, amount, rules[field.name], assumptions)


def _check(
    place: Place, amount: Amount | None, rule: Rule, assumptions: Mapping[str, Value]
) -> Iterator[Misfit]:
    used = ""
    if isinstance(amount, str):
        used = f", used as {_written(place)}"
        place, amount = ("assumptions", amount), assumptions.get(amount)
    if amount is None:
        return
    if rule.unit != ANY_UNIT and amount.unit not in ("", rule.unit):
        message = f"unit is {amount.unit!r}{used}; {rule.unit!r} is allowed"
        yield Misfit((*place, "unit"), message)
    for name, number in _numbers(amount):
        if not rule.allows(number):
            yield Misfit((*place, name), f"{name} is {number:g}{used}; {rule.allowed}")
        elif abs(number) > LARGEST:
            yield Misfit((*place, name), f"{name} is {number:g}{used}; {_SMALLER}")


def _too_large(assumptions: Mapping[str, Value]) -> Iterator[Misfit]:
    """Yield uncertain assumptions that cannot be drawn from, used or not."""
    for key, value in assumptions.items():
        for name, number in _numbers(value) if value.low is not None else ():
            if abs(number) > LARGEST:
                yield Misfit(("assumptions", key, name), f"{name} is {number:g}; {_SMALLER}")


def _numbers(value: Value) -> Iterator[tuple[str, float]]:
    for name, number in (("value", value.value), ("low", value.low), ("high", value.high)):
        if number is not None:
            yield name, number


def _written(place: Place) -> str:
    return ".".join(str(part) for part in place)
