# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which one assumption would make a computed figure meet the one a case states.

A stated figure and a computed one seldom agree, and the source may not show its arithmetic. So
each assumption with a range is moved through it, alone, and the value at which the two meet, if
any, is what the difference is worth: "sick leave 8.9 % instead of 10".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ambulant.explain import Figure
from ambulant.parameters import Parameters
from ambulant.reform.case import Case, Value
from ambulant.reform.compare import compare
from ambulant.reform.inputs import uncertain_values
from ambulant.reform.results import ModelResult

POINTS = 41  # values tried per assumption, evenly over its range


@dataclass(frozen=True, slots=True)
class Closing:
    """An assumption and the value at which the computed figure meets the stated one."""

    path: str
    label: str  # bokmål
    unit: str
    now: float
    needed: float
    reach: float  # of the way from now to the end of the range, 0-1


def find_closings(
    case: Case,
    model_id: str,
    figure: Callable[[ModelResult], Figure],
    target: float,
    *,
    parameters: Parameters,
) -> tuple[Closing, ...]:
    """Return assumptions that alone close the gap within their range, the smallest move first.

    Args:
        case: The case.
        model_id: Which model the figure is about.
        figure: Takes the computed figure out of the model's result.
        target: What the case states, in the figure's unit.
        parameters: Law, agreements and norms.

    Returns:
        Empty when no single assumption reaches it, and when the figure is missing or rests on
        no uncertain value.
    """
    items = [item for item in uncertain_values(case) if item.value.value is not None]
    if not items:
        return ()
    draws = _one_at_a_time({item.path: item.value for item in items})
    found = figure(compare(case, parameters=parameters, overrides=draws).result(model_id)).value
    if not isinstance(found, np.ndarray):
        return ()
    closings = []
    for number, item in enumerate(items):
        block = slice(number * POINTS, (number + 1) * POINTS)
        needed = _crossing(draws[item.path][block], found[block] - target, _number(item.value))
        if needed is not None:
            closings.append(_closing(item.path, item.value, needed))
    return tuple(sorted(closings, key=lambda one: (one.reach, one.path)))


def _one_at_a_time(values: Mapping[str, Value]) -> dict[str, NDArray[np.float64]]:
    """Return draws in blocks of `POINTS`: in its own block a value runs through its range."""
    draws = {}
    for number, (path, value) in enumerate(values.items()):
        row = np.full(len(values) * POINTS, _number(value))
        block = slice(number * POINTS, (number + 1) * POINTS)
        row[block] = np.linspace(value.low or 0.0, value.high or 0.0, POINTS)
        draws[path] = row
    return draws


def _crossing(tried: NDArray[np.float64], gap: NDArray[np.float64], now: float) -> float | None:
    """Return the tried value nearest to now where the gap is nothing; None if it never is."""
    turns = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) <= 0)
    if not len(turns) or np.allclose(gap, gap[0]):
        return None
    steps = gap[turns] - gap[turns + 1]
    share = np.where(steps == 0, 0.0, gap[turns] / np.where(steps == 0, 1.0, steps))
    meets = tried[turns] + share * (tried[turns + 1] - tried[turns])
    return float(meets[np.argmin(np.abs(meets - now))])


def _closing(path: str, value: Value, needed: float) -> Closing:
    now = _number(value)
    end = value.high if needed > now else value.low
    room = abs((end if end is not None else needed) - now)
    reach = abs(needed - now) / room if room else 0.0
    return Closing(path, value.label, value.unit, now, needed, reach)


def _number(value: Value) -> float:
    return 0.0 if value.value is None else value.value
