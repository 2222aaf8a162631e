# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Eight of ten outcomes of each model, for the models side by side."""

from dataclasses import dataclass

from ambulant.units import format_number
from ambulant_web.reform import simulations
from ambulant_web.reform.queries import CaseView

MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Outcome:
    """Net saving in a full year, NOK million as written, from the latest simulation."""

    model_id: str
    low: str
    high: str
    is_stale: bool


def outcomes(view: CaseView) -> tuple[Outcome, ...]:
    """Return the spread of each model that has been simulated; empty when none has."""
    found = simulations.latest_uncertainty(view)
    if found is None:
        return ()
    rows = []
    for model in found.simulation.uncertainty.models:
        if model.as_stated is not None:
            net = model.as_stated.net_saving
            low, high = (format_number(end / MILLION, 1) for end in (net.p10, net.p90))
            rows.append(Outcome(model.model_id, low, high, found.is_stale))
    return tuple(rows)
