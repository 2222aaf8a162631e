# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every figure a source publishes about a case, worked out anew.

The register itself (`published.yaml`) is read by `ambulant.reform.published_file`.
"""

from collections import Counter
from collections.abc import Mapping, Sized
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from math import isclose
from typing import TypeAlias

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given
from ambulant.reform.case import TODAY, Case
from ambulant.reform.inputs import Inputs, member_key, values_of
from ambulant.reform.published_file import (
    OUTCOME_NAMES,
    Outcome,
    Owned,
    Placed,
    Published,
    Register,
    load_published,
)
from ambulant.reform.results import Change, Comparison, ModelResult
from ambulant.units import unit_of

__all__ = [
    "OUTCOME_NAMES",
    "Outcome",
    "Published",
    "Register",
    "Verified",
    "VerifyReport",
    "load_published",
    "verify",
]

Answer: TypeAlias = Figure | date | None


@dataclass(frozen=True, slots=True)
class Verified:
    """A published figure with what came out. `found` is the outcome before it is held against
    the expected one; a figure is unexplained when the two differ."""

    published: Published
    outcome: Outcome
    found: Outcome
    computed: Answer

    @property
    def number(self) -> float | None:
        """The recomputed number; None when there is none, or it is a date."""
        if not isinstance(self.computed, Figure) or self.computed.is_missing:
            return None
        return self.computed.number


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """All published figures of one case, worked out anew."""

    case_id: str
    figures: tuple[Verified, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many figures there are of each outcome, all outcomes named."""
        found = Counter(figure.outcome for figure in self.figures)
        return {outcome: found[outcome] for outcome in Outcome}

    @property
    def unexplained(self) -> int:
        """How many figures came out otherwise than expected; must be 0."""
        return self.counts[Outcome.UNEXPLAINED]


def verify(case: Case, comparison: Comparison, published: Register) -> VerifyReport:
    """Return every published figure beside what it is worked out to.

    Raises:
        InvalidInputError: A figure names something the case or the comparison does not have.
    """
    numbers: dict[str, Figure] = {}
    verified = []
    for figure in published.figures:
        try:
            computed = _work_out(figure, case, comparison, numbers)
        except InvalidInputError as error:
            raise InvalidInputError(f"{published.path}: {figure.id}: {error}") from None
        found = _compared(figure, computed)
        outcome = found if found is figure.expect else Outcome.UNEXPLAINED
        verified.append(Verified(figure, outcome, found, computed))
        numbers[figure.id] = _as_printed(figure)
    return VerifyReport(case.id, tuple(verified))


def _as_printed(figure: Published) -> Figure:
    value = figure.derived if figure.derived is not None else figure.value
    number = value if isinstance(value, int | float) else None
    source = f"{figure.document} {figure.chapter}"
    kind = Kind.STATED if figure.derived is None else Kind.DERIVED
    return given(figure.label, number, figure.unit, kind, key=figure.id, source=source)


def _work_out(  # noqa: PLR0911 - one per way
    figure: Published, case: Case, comparison: Comparison, numbers: Mapping[str, Figure]
) -> Answer:
    if figure.figure:
        model_id, _, key = figure.figure.partition("/")
        return _look_up(_result(comparison, model_id).figures(), key)
    if figure.value_of:
        return _value_of(case, figure)
    if figure.count:
        count = len(_members(case, figure.count))
        return given(figure.label, float(count), "count", Kind.COMPUTED, key=figure.count)
    if figure.step:
        return _date_of(case, figure.step)
    if figure.formula:
        named = {name: numbers[other] for name, other in figure.inputs.items()}
        return compute(figure.label, figure.unit, figure.formula, named)
    if figure.placed:
        return _truth(figure, _is_placed(figure.placed, comparison))
    if figure.owned:
        return _truth(figure, _is_owned(figure.owned, comparison))
    return None


def _compared(figure: Published, computed: Answer) -> Outcome:  # noqa: PLR0911 - one per outcome
    if not figure.ways:
        return Outcome.NOT_COMPUTABLE
    if isinstance(computed, date):
        return Outcome.EQUAL if computed == figure.value else Outcome.UNEXPLAINED
    if computed is None or computed.is_missing or isinstance(figure.value, date):
        return Outcome.UNEXPLAINED
    number = computed.number
    if figure.derived is not None:
        return Outcome.DERIVED if _is_same(number, figure.derived) else Outcome.UNEXPLAINED
    if figure.value is not None and _is_same(number, figure.value):
        return Outcome.EQUAL
    if figure.value is not None and abs(number - figure.value) <= _tolerance(figure):
        return Outcome.ROUNDED
    if figure.contradiction is not None and _is_same(number, figure.contradiction):
        return Outcome.CONTRADICTED
    return Outcome.UNEXPLAINED


def _is_same(number: float, other: float) -> bool:
    return isclose(number, other, rel_tol=1e-9, abs_tol=1e-9)


def _tolerance(figure: Published) -> float:
    """Return half of the last printed decimal, in the figure's unit."""
    if figure.tolerance is not None:
        return figure.tolerance
    unit = unit_of(figure.unit)
    decimals = unit.decimals if figure.decimals is None else figure.decimals
    return float(0.5 * 10.0**-decimals / unit.factor + 1e-9)


def _truth(figure: Published, is_so: bool) -> Figure:
    return given(figure.label, float(is_so), "count", Kind.COMPUTED, key=figure.id)


def _result(comparison: Comparison, model_id: str) -> ModelResult:
    try:
        return comparison.result(model_id)
    except KeyError:
        allowed = ", ".join(result.id for result in comparison.results)
        raise InvalidInputError(f"model {model_id!r} is unknown; allowed: {allowed}.") from None


def _look_up(figures: Mapping[str, Figure], key: str) -> Figure:
    if key not in figures:
        near = ", ".join(get_close_matches(key, figures, n=3, cutoff=0.4)) or "none is near"
        raise InvalidInputError(f"figure {key!r} is unknown; nearest: {near}.")
    return figures[key]


def _value_of(case: Case, figure: Published) -> Figure:
    known = {item.path: item.value for item in values_of(case)}
    if figure.value_of not in known:
        near = ", ".join(get_close_matches(figure.value_of, known, n=3, cutoff=0.4))
        raise InvalidInputError(f"address {figure.value_of!r} is unknown; nearest: {near}.")
    amount = known[figure.value_of]
    inputs = Inputs(case)
    return inputs.figure(amount, figure.value_of, label=figure.label, unit=figure.unit)


def _members(thing: object, path: str) -> Sized:
    for part in path.split("."):
        if isinstance(thing, tuple):
            found = [m for number, m in enumerate(thing) if member_key(m, number) == part]
            thing = found[0] if found else None
        elif isinstance(thing, Mapping):
            thing = thing.get(part)
        else:
            thing = getattr(thing, part, None)
    if not isinstance(thing, tuple | Mapping):
        raise InvalidInputError(f"{path!r} is no list in the case.")
    return thing


def _date_of(case: Case, step_id: str) -> date | None:
    for step in case.process:
        if step.id == step_id:
            return step.when
    allowed = ", ".join(step.id for step in case.process) or "none"
    raise InvalidInputError(f"step {step_id!r} is unknown; allowed: {allowed}.")


def _is_placed(placed: Placed, comparison: Comparison) -> bool:
    result = _result(comparison, placed.model)
    units = _parents(result)
    _require_unit(placed.under, units, comparison)
    return placed.unit in units and placed.under in _above(placed.unit, units)


def _is_owned(owned: Owned, comparison: Comparison) -> bool:
    result = _result(comparison, owned.model)
    units = _parents(result)
    _require_unit(owned.under, units, comparison)
    if owned.service not in {service.id for service in result.matrix.services}:
        raise InvalidInputError(f"service {owned.service!r} is unknown.")
    if owned.group not in {group.id for group in result.matrix.groups}:
        raise InvalidInputError(f"group {owned.group!r} is unknown.")
    owners = result.matrix.owners.get((owned.service, owned.group), ())
    return any(owned.under in (owner, *_above(owner, units)) for owner in owners)


def _parents(result: ModelResult) -> Mapping[str, str | None]:
    return {row.unit.id: row.unit.parent for row in result.units if row.change is not Change.CLOSED}


def _require_unit(unit: str, units: Mapping[str, str | None], comparison: Comparison) -> None:
    known = set(units) | set(_parents(comparison.result(TODAY)))
    if unit not in known:
        near = ", ".join(get_close_matches(unit, known, n=3, cutoff=0.4)) or "none is near"
        raise InvalidInputError(f"unit {unit!r} is unknown; nearest: {near}.")


def _above(unit: str, units: Mapping[str, str | None]) -> tuple[str, ...]:
    above: list[str] = []
    parent = units.get(unit)
    while parent is not None and parent not in above:
        above.append(parent)
        parent = units.get(parent)
    return tuple(above)
