# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worker does for the reform room: draws uncertain values and sums up the outcomes."""

from collections.abc import Mapping
from typing import cast

from ambulant.errors import InvalidInputError
from ambulant.explain import nb
from ambulant.reform.casefiles import case_from_data
from ambulant.reform.uncertainty import Method, Request, simulate
from ambulant.reform.uncertainty_data import Simulation, find_break_evens, simulation_to_data
from ambulant_web.reform.queries import parameters
from ambulant_web.reform.simulations import KIND
from ambulant_web.runs.execution import Json, RunContext, runner

DRAWING = nb("Trekker forutsetninger")
SEARCHING = nb("Leter etter hva som spiser gevinsten")
METHODS: tuple[Method, ...] = ("latin_hypercube", "monte_carlo")
SHARE_OF_DRAWS = 0.5  # of the whole work, for the progress bar


@runner(KIND)
def draw(run: RunContext) -> Mapping[str, Json]:
    """Simulate the case that the order holds; the same order gives the same bytes."""
    case = case_from_data(cast(Mapping[str, object], run.inputs["case"]))
    run.report(0.0, DRAWING)

    def drawn(share: float) -> bool:
        run.report(SHARE_OF_DRAWS * share, DRAWING)
        return True

    def searched(share: float) -> None:
        run.report(SHARE_OF_DRAWS + (1 - SHARE_OF_DRAWS) * share, SEARCHING)

    uncertainty = simulate(case, parameters=parameters(), request=_request(run), report=drawn)
    break_evens = find_break_evens(case, parameters=parameters(), report=searched)
    return cast(Mapping[str, Json], simulation_to_data(Simulation(uncertainty, break_evens)))


def _request(run: RunContext) -> Request:
    draws, wanted = run.parameters.get("draws"), run.parameters.get("method")
    method = next((known for known in METHODS if known == wanted), None)
    if not isinstance(draws, int) or run.seed is None or method is None:
        raise InvalidInputError(
            f"The order has draws {draws!r}, method {wanted!r} and seed {run.seed!r}; needed: "
            f"a whole number, one of {', '.join(METHODS)}, and a whole number."
        )
    return Request(draws=draws, seed=run.seed, method=method)
