# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures that know where they come from.

A `Figure` is a number with its label, unit, kind and, when computed, the formula and the
figures that went in. The formula that is shown **is** the formula that is computed: `compute`
evaluates the text, so explanation and number cannot drift apart. Values may be plain floats or
NumPy arrays of draws (shape (n,)); one code path serves a single result and an uncertainty run.

Missing is not zero: a figure computed from a missing one is missing, and says which one.
"""

import ast
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from ambulant.errors import InvalidInputError

Number: TypeAlias = float | NDArray[np.float64]

MAX_TERMS = 100


def nb(text: str) -> str:
    """Return text unchanged; marks a bokmål source string for the translation catalogues."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A bokmål sentence for people: `text % args`. `text` is translated, `args` is data."""

    text: str
    args: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in bokmål."""
        return self.text % self.args


class Kind(StrEnum):
    """What kind of number a figure is. Every page shows it."""

    COMPUTED = "computed"
    STATED = "stated"  # stands in a source
    DERIVED = "derived"  # follows from stated figures by arithmetic the source does not show
    ASSUMED = "assumed"  # set by us or by a person, with a reason
    PARAMETER = "parameter"  # law, agreement, norm: dated, with source
    MISSING = "missing"  # never zero


KIND_WORDS: Mapping[Kind, str] = {
    Kind.COMPUTED: nb("beregnet"),
    Kind.STATED: nb("oppgitt"),
    Kind.DERIVED: nb("utledet"),
    Kind.ASSUMED: nb("antatt"),
    Kind.PARAMETER: nb("sats"),
    Kind.MISSING: nb("mangler"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A number that explains itself.

    `label` is a bokmål message (translatable), `of` is data ("Modell 2") and is not translated.
    `key` is the address of an input in its case ("assumptions.travel_minutes") or of a parameter.
    `unit` is one of `ambulant.units.UNITS`. Shares are 0-1, never percent.
    """

    label: str
    value: Number | None
    unit: str
    kind: Kind
    of: str = ""
    key: str = ""
    formula: str = ""  # in the names of `inputs`; empty unless computed
    inputs: tuple[tuple[str, "Figure"], ...] = ()
    source: str = ""
    valid_from: date | None = None
    note: str = ""

    @property
    def is_missing(self) -> bool:
        """True when there is no value."""
        return self.value is None

    @property
    def number(self) -> float:
        """The value as one float; raises InvalidInputError when missing or an array of draws."""
        if self.value is None:
            raise InvalidInputError(f"{self.label} ({self.of}) is missing and has no number.")
        if isinstance(self.value, np.ndarray):
            raise InvalidInputError(f"{self.label} ({self.of}) holds draws, not one number.")
        return float(self.value)

    def number_or(self, default: float) -> float:
        """The value as one float, or `default` when missing."""
        return default if self.value is None else self.number

    def relabel(self, label: str, of: str | None = None) -> "Figure":
        """Return the same figure under another label, and another subject if given."""
        return replace(self, label=label, of=self.of if of is None else of)

    def walk(self) -> Iterator["Figure"]:
        """Yield this figure and everything it rests on, depth first, each once."""
        waiting = [self]
        seen: set[int] = set()
        while waiting:
            figure = waiting.pop()
            if id(figure) in seen:
                continue
            seen.add(id(figure))
            yield figure
            waiting.extend(part for _, part in reversed(figure.inputs))

    def missing_inputs(self) -> tuple["Figure", ...]:
        """Return the innermost missing figures this one rests on (itself if it has no inputs)."""
        if not self.is_missing:
            return ()
        found = [
            f for f in self.walk() if f.is_missing and not any(i.is_missing for _, i in f.inputs)
        ]
        return tuple({(f.key, f.label, f.of): f for f in found}.values())


def given(  # noqa: PLR0913 - one keyword per thing a reader may ask about a given number
    label: str,
    value: Number | None,
    unit: str,
    kind: Kind = Kind.ASSUMED,
    *,
    of: str = "",
    key: str = "",
    source: str = "",
    valid_from: date | None = None,
    note: str = "",
) -> Figure:
    """Return a figure that is given, not computed. Without a value it is missing."""
    kind = Kind.MISSING if value is None else kind
    return Figure(
        label,
        value,
        unit,
        kind,
        of=of,
        key=key,
        source=source,
        valid_from=valid_from,
        note=note,
    )


def missing(label: str, unit: str, *, of: str = "", key: str = "", note: str = "") -> Figure:
    """Return a figure that has no value, with the reason in `note`."""
    return Figure(label, None, unit, Kind.MISSING, of=of, key=key, note=note)


def compute(  # noqa: PLR0913
    label: str,
    unit: str,
    formula: str,
    inputs: Mapping[str, Figure],
    *,
    of: str = "",
    key: str = "",
    note: str = "",
) -> Figure:
    """Return the figure that `formula` gives.

    Args:
        label: Bokmål message: what the figure is.
        unit: Unit of the result.
        formula: Arithmetic in the names of `inputs`: + - * / parentheses, numbers, and the
            functions `ceil`, `maximum`, `minimum` (element by element on draws).
        inputs: What goes in, by name. Every name must occur in the formula.
        of: What the figure is about.
        key: Address, for links.
        note: Why it is computed this way, in bokmål.

    Returns:
        A computed figure, or a missing one when any input is missing.

    Raises:
        InvalidInputError: The formula is not arithmetic, names differ, it divides by zero, or the
            result is too large to be a number.
    """
    names = _names(formula)
    if names != frozenset(inputs):
        raise InvalidInputError(
            f"Formula {formula!r} names {sorted(names)}, but inputs are {sorted(inputs)}."
        )
    pairs = tuple(inputs.items())
    if any(figure.is_missing for figure in inputs.values()):
        return Figure(label, None, unit, Kind.MISSING, of, key, formula, pairs, note=note)
    values = {name: cast(Number, figure.value) for name, figure in pairs}
    try:
        value = _finite_value(formula, values)
    except ZeroDivisionError:
        raise InvalidInputError(
            f"{label}: {formula} divides by zero ({_written(values)})."
        ) from None
    except RecursionError:
        raise InvalidInputError(f"{label}: {formula[:60]} … has too many parts.") from None
    except OverflowError:
        raise InvalidInputError(
            f"{label}: {formula} is too large to be a number ({_written(values)})."
        ) from None
    return Figure(label, value, unit, Kind.COMPUTED, of, key, formula, pairs, note=note)


def total(  # noqa: PLR0913 - as compute
    label: str,
    unit: str,
    parts: Iterable[Figure],
    *,
    of: str = "",
    key: str = "",
    note: str = "",
) -> Figure:
    """Return the sum of parts; an empty sum is 0, a missing part makes the sum missing.

    More than `MAX_TERMS` parts are summed in groups first, so that no formula is endless.
    """
    parts = tuple(parts)
    while len(parts) > MAX_TERMS:
        groups = (parts[start : start + MAX_TERMS] for start in range(0, len(parts), MAX_TERMS))
        parts = tuple(total(nb("Delsum"), unit, group, of=of) for group in groups)
    named = {f"a{number}": part for number, part in enumerate(parts, start=1)}
    if not named:
        return Figure(label, 0.0, unit, Kind.COMPUTED, of, key, "0", note=note)
    return compute(label, unit, " + ".join(named), named, of=of, key=key, note=note)


_BINARY: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: Mapping[str, Callable[..., Number]] = {
    # Rounded first: 9.000000000000002 people are nine people.
    "ceil": lambda value: np.ceil(np.round(value, 9)),
    "maximum": np.maximum,
    "minimum": np.minimum,
}


@lru_cache(maxsize=4096)
def _parse(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise InvalidInputError(f"Formula {formula!r} cannot be read: {error.msg}.") from None
    except (ValueError, RecursionError, MemoryError):
        raise InvalidInputError(f"Formula {formula[:60]!r} cannot be read.") from None


@lru_cache(maxsize=4096)
def _names(formula: str) -> frozenset[str]:
    names = {node.id for node in ast.walk(_parse(formula)) if isinstance(node, ast.Name)}
    return frozenset(names - _FUNCTIONS.keys())


def _finite_value(formula: str, values: Mapping[str, Number]) -> Number:
    """Return what the formula gives; raises ZeroDivisionError or OverflowError, also for draws."""
    if np.ndarray not in map(type, values.values()):
        value = _evaluate(_parse(formula), values)
        if not math.isfinite(value):
            raise OverflowError
        return value
    try:
        with np.errstate(divide="raise", invalid="raise", over="raise", under="ignore"):
            return _evaluate(_parse(formula), values)
    except FloatingPointError as error:
        kind = OverflowError if "overflow" in str(error) else ZeroDivisionError
        raise kind from None


def _written(values: Mapping[str, Number]) -> str:
    """Return values by name; of draws the lowest and the highest."""
    texts = (
        f"{name} = {value:g}"
        if not isinstance(value, np.ndarray)
        else f"{name} = {value.min():g} to {value.max():g}"
        for name, value in sorted(values.items())
    )
    return ", ".join(texts)


def _evaluate(node: ast.expr, values: Mapping[str, Number]) -> Number:
    match node:
        case ast.Constant(value=int() | float() as constant):
            return float(constant)
        case ast.Name(id=name):
            return values[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return _BINARY[type(op)](_evaluate(left, values), _evaluate(right, values))
        case ast.Call(func=ast.Name(id=name), args=args) if name in _FUNCTIONS:
            result = _FUNCTIONS[name](*(_evaluate(arg, values) for arg in args))
            return result if isinstance(result, np.ndarray) and result.ndim else float(result)
    raise InvalidInputError(f"Formula may only hold arithmetic, not {ast.unparse(node)!r}.")
