# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A simulation as plain JSON data, so that it can be kept and shown again without new draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from pydantic import TypeAdapter, ValidationError

from ambulant.errors import InvalidInputError
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.uncertainty import BreakEven, Uncertainty, break_even

_AT_MOST = 5  # faults named in one message


@dataclass(frozen=True, slots=True)
class ModelBreakEven:
    """Where the assumptions that matter most would eat a model's gain, by what the FTE rest on."""

    model_id: str
    as_stated: tuple[BreakEven, ...]
    computed: tuple[BreakEven, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """All that is too slow for a page: the draws summed up, and the break-even values."""

    uncertainty: Uncertainty
    break_evens: tuple[ModelBreakEven, ...]


_ADAPTER = TypeAdapter(Simulation)


def find_break_evens(
    case: Case, *, parameters: Parameters, report: Callable[[float], None] | None = None
) -> tuple[ModelBreakEven, ...]:
    """Return the break-even values of every model.

    Args:
        case: The case.
        parameters: Law, agreements and norms.
        report: Called with the share done (0-1) after each model and basis; may raise to stop.
    """
    tell = report or (lambda share: None)
    found = []
    for number, model in enumerate(case.models):
        as_stated = break_even(case, model.id, parameters=parameters)
        tell((2 * number + 1) / (2 * len(case.models)))
        computed = break_even(case, model.id, parameters=parameters, output="net_saving_computed")
        tell((2 * number + 2) / (2 * len(case.models)))
        found.append(ModelBreakEven(model.id, as_stated, computed))
    return tuple(found)


def simulation_to_data(simulation: Simulation) -> dict[str, object]:
    """Return a simulation as plain JSON data; `simulation_from_data` gives the same back."""
    return cast(dict[str, object], _ADAPTER.dump_python(simulation, mode="json"))


def simulation_from_data(data: Mapping[str, object]) -> Simulation:
    """Return the simulation that plain data holds.

    Raises:
        InvalidInputError: The data does not hold a simulation; says where and what was found.
    """
    try:
        return _ADAPTER.validate_python(dict(data))
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
            for detail in error.errors()[:_AT_MOST]
        ]
        raise InvalidInputError(f"Not a simulation: {'; '.join(faults)}.") from None
