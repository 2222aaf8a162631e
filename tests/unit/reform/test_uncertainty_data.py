# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A simulation is kept as JSON and comes back as it was."""

import json

import pytest

from ambulant.errors import InvalidInputError
from ambulant.parameters import Parameters
from ambulant.reform.uncertainty import Request, simulate
from ambulant.reform.uncertainty_data import (
    Simulation,
    find_break_evens,
    simulation_from_data,
    simulation_to_data,
)
from tests.unit.reform.builders import small_case


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    """The small case, drawn."""
    case, parameters = small_case(), Parameters.load()
    return Simulation(
        simulate(case, parameters=parameters, request=Request(draws=200, seed=3)),
        find_break_evens(case, parameters=parameters),
    )


def test_a_simulation_comes_back_from_json_as_it_was(simulation: Simulation) -> None:
    text = json.dumps(simulation_to_data(simulation))

    assert simulation_from_data(json.loads(text)) == simulation


def test_a_model_without_figures_keeps_its_gap(simulation: Simulation) -> None:
    kept = simulation_from_data(simulation_to_data(simulation))

    known = [model.as_stated is None for model in kept.uncertainty.models]
    assert known == [model.as_stated is None for model in simulation.uncertainty.models]


def test_break_even_of_both_ways_to_count_fte_is_kept(simulation: Simulation) -> None:
    (merged, *_) = simulation.break_evens

    need = next(one for one in merged.as_stated if one.path == "assumptions.need")
    # (15 - need) x 800 000 x 0.9 = 400 000 in new costs
    assert need.value == pytest.approx(15 - 400_000 / (0.9 * 800_000), abs=1e-3)


def test_each_model_and_basis_is_told_of_and_may_be_stopped() -> None:
    case = small_case()
    told: list[float] = []

    find_break_evens(case, parameters=Parameters.load(), report=told.append)

    steps = 2 * len(case.models)
    assert told == [pytest.approx((n + 1) / steps) for n in range(steps)]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({}, "uncertainty: Field required"),
        ({"uncertainty": {"case_id": "x"}, "break_evens": []}, "uncertainty.draws"),
        ({"uncertainty": None, "break_evens": 3}, "break_evens"),
    ],
)
def test_data_that_is_no_simulation_is_refused_with_its_place(
    data: dict[str, object], place: str
) -> None:
    with pytest.raises(InvalidInputError, match=place):
        simulation_from_data(data)
