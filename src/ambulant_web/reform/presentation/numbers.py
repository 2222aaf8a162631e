# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers as they stand in a field to type in, and changes from one number to another."""

from ambulant.explain import Figure
from ambulant.units import format_number, unit_of
from ambulant_web.shell.numbers import with_unit

MOST_PLACES = 4


def places_of(number: float) -> int:
    """Return how many decimals a number needs, at most four."""
    near = 1e-9 * max(1.0, abs(number))
    return next((n for n in range(MOST_PLACES) if abs(number - round(number, n)) < near), 4)


def typed_text(value: float | None, unit: str) -> str:
    """Return a value as one would type it: a share in percent, no unit; empty when missing."""
    if value is None:
        return ""
    known = unit_of(unit)
    number = value * known.factor
    places = places_of(number)
    if places == MOST_PLACES and abs(number - round(number, places)) > 1e-9 * max(1, abs(number)):
        places = known.decimals  # a quotient; its tail says nothing
    return format_number(number, places)


def step(before: Figure, after: Figure, *, million: bool = False) -> float | None:
    """Return the change from one figure to another; None when either is missing."""
    if before.is_missing or after.is_missing:
        return None
    change = after.number - before.number
    return change / 1e6 if million else change


def range_text(low: float | None, high: float | None, unit: str) -> str:
    """Return a range with its unit: `7 til 14 %`; empty without one."""
    if low is None or high is None or low == high:
        return ""
    places = max(places_of(low * unit_of(unit).factor), places_of(high * unit_of(unit).factor))
    return f"{typed_text(low, unit)}\u2013{with_unit(high, unit, places)}"
