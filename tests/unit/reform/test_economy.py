# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money: what cannot be is refused, and prices grow year by year."""

from typing import Any

import pytest

from ambulant.errors import InvalidInputError
from ambulant.explain import given
from ambulant.reform.economy import in_nominal_prices
from ambulant.reform.results import ModelResult
from tests.unit.reform.builders import assumed
from tests.unit.reform.structures import case_data, compared, messages, unit


def result(**model: Any) -> ModelResult:
    """10 FTE become 8, at 500 000 NOK each."""
    need = {"op": "set_fte", "unit": "a", "fte": {"all": assumed(8)}}
    data = case_data([unit("a", 10)], [need])
    data["models"][0] |= {"cost_per_fte": assumed(500_000), **model}
    return compared(data).result("m")


def test_without_margin_gross_less_costs_is_net() -> None:
    costs = [{"id": "c", "name": "C", "kind": "running", "amount": assumed(300_000)}]

    model = result(costs=costs)

    assert model.margin.number == 0
    assert model.net_saving.number == 700_000
    assert model.plan[0].margin.number == 0
    assert model.margin_readings == ()


def test_more_fte_costs_money() -> None:
    need = {"op": "set_fte", "unit": "a", "fte": {"all": assumed(11)}}

    model = result(changes=[need], margin={"share": assumed(0.1)})

    assert model.gross_saving.number == -500_000
    assert model.margin.number == 0


def test_the_plan_grows_with_prices() -> None:
    growth = given("Vekst", 0.03, "share")

    nominal = in_nominal_prices(result().plan, growth, price_year=2026)

    assert [year.year for year in nominal] == [2026, 2027, 2028, 2029]
    assert nominal[0].gross.number == 1_000_000
    assert nominal[1].total.number == pytest.approx(1_030_000)
    assert nominal[3].operations.number == pytest.approx(1_000_000 * 1.03**3)


def test_prices_after_the_plan_begins_are_refused() -> None:
    growth = given("Vekst", 0.03, "share")

    with pytest.raises(InvalidInputError, match="2026, before its price level of 2027"):
        in_nominal_prices(result().plan, growth, price_year=2027)


def test_a_running_cost_with_years_outside_the_plan_is_told() -> None:
    years = {2029: assumed(5), 2031: assumed(5)}
    late = {"id": "x", "name": "Sent", "kind": "running", "per_year": years}

    assert "«Sent» har beløp utenfor planperioden. De er ikke med i planen." in messages(
        result(costs=[late])
    )


def test_a_cost_may_last_to_the_end_of_time() -> None:
    line = {"id": "x", "name": "X", "kind": "running", "amount": assumed(12)}

    model = result(costs=[{**line, "start": "2026-07-01", "end": "9999-12-31"}])

    assert [year.running.number for year in model.plan] == [-6, -12, -12, -12]


def test_amounts_outside_the_plan_are_told() -> None:
    late = {"id": "x", "name": "Sent", "kind": "one_off", "per_year": {2031: assumed(5)}}

    model = result(costs=[late])

    assert model.one_off_total.number == 5
    assert sum(year.one_off.number for year in model.plan) == 0
    assert "«Sent» har beløp utenfor planperioden. De er ikke med i planen." in messages(model)


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "margin in percent": ({"margin": {"share": assumed(10)}}, "0.25, not 25"),
    "phase-in above 1": (
        {"phase_in": [{"year": 2026, "share": assumed(1.2)}]},
        "a share from 0 to 1",
    ),
    "phase-in twice": (
        {"phase_in": [{"year": 2026, "share": assumed(share)} for share in (0.5, 1)]},
        "year 2026 is given twice",
    ),
    "two lines alike": (
        {
            "costs": [
                {"id": "c", "name": "C", "kind": "running", "amount": assumed(1)},
                {"id": "c", "name": "D", "kind": "running", "amount": assumed(1)},
            ]
        },
        "ids c, c must differ",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_money_that_cannot_be_is_refused(name: str) -> None:
    model, part = FAULTS[name]

    with pytest.raises(InvalidInputError, match=part):
        result(**model)
