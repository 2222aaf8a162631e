# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws repeat to the byte, keep their range, and agree with what can be counted by hand."""

from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.engines import InlineExecutor, local_executor
from ambulant.errors import InvalidInputError
from ambulant.parameters import Parameters
from ambulant.reform.compare import compare
from ambulant.reform.scenario import apply_changes, change_from_data
from ambulant.reform.stages import stage_series
from ambulant.reform.uncertainty import (
    CHUNK,
    Request,
    break_even,
    draw_values,
    simulate,
    tornado,
)
from tests.unit.reform.builders import assumed, small_case

PARAMETERS = Parameters.load()
NEED, PAY = "assumptions.need", "assumptions.per_fte"


def test_the_same_seed_gives_the_same_bytes_on_one_worker_and_on_two() -> None:
    request = Request(draws=6000, seed=7)

    alone = simulate(small_case(), parameters=PARAMETERS, request=request)
    with local_executor(2) as pool:
        shared = simulate(small_case(), parameters=PARAMETERS, request=request, executor=pool)

    assert repr(alone) == repr(shared)
    assert alone != simulate(small_case(), parameters=PARAMETERS, request=Request(6000, seed=8))


def test_monte_carlo_too_is_the_same_on_one_worker_and_on_two() -> None:
    request = Request(draws=6000, seed=7, method="monte_carlo")

    alone = simulate(small_case(), parameters=PARAMETERS, request=request)
    with local_executor(2) as pool:
        shared = simulate(small_case(), parameters=PARAMETERS, request=request, executor=pool)

    assert repr(alone) == repr(shared)


class CountingExecutor(Executor):
    """Runs each job at once and counts them; not the project's own, so several are under way."""

    def __init__(self) -> None:
        self.count = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.count += 1
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def test_a_stop_takes_effect_before_all_is_computed() -> None:
    pool, request = CountingExecutor(), Request(draws=20 * CHUNK, seed=1)

    with pytest.raises(InvalidInputError, match="stopped"):
        simulate(
            small_case(),
            parameters=PARAMETERS,
            request=request,
            executor=pool,
            report=lambda _: False,
        )

    assert pool.count < 20


def test_progress_is_told_as_it_is_made() -> None:
    class Watched(InlineExecutor):
        computed = 0

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.computed += 1
            return super().submit(fn, *args, **kwargs)

    pool, seen = Watched(), []

    def report(done: float) -> bool:
        seen.append((round(done, 2), pool.computed))
        return True

    request = Request(draws=4 * CHUNK, seed=1)
    simulate(small_case(), parameters=PARAMETERS, request=request, executor=pool, report=report)

    assert seen == [(0.25, 1), (0.5, 2), (0.75, 3), (1.0, 4)]


@given(st.integers(10, 400), st.integers(0, 2**40))
def test_draws_stay_in_their_range_and_fill_it_evenly(draws: int, seed: int) -> None:
    values = draw_values(small_case(), Request(draws, seed))

    assert set(values) == {NEED, PAY}
    assert values[NEED].min() >= 11
    assert values[NEED].max() <= 14
    # One draw in each of `draws` equally likely slices: half lie below the median, give or take 1.
    median = 14 - np.sqrt(0.5 * (14 - 11) * (14 - 12))
    assert abs(np.count_nonzero(values[NEED] < median) - draws / 2) <= 1


def test_a_value_keeps_its_draws_when_another_one_comes_to_have_no_range() -> None:
    fixed = change_from_data({"op": "set_value", "path": NEED, "value": 12, "low": 12, "high": 12})
    before = draw_values(small_case(), Request(100, 1))
    after = draw_values(apply_changes(small_case(), [fixed]), Request(100, 1))

    assert set(after) == {PAY}
    assert np.array_equal(before[PAY], after[PAY])


def test_the_middle_of_the_outcomes_is_near_what_the_middle_of_the_inputs_gives() -> None:
    result = simulate(small_case(), parameters=PARAMETERS, request=Request(20_000, 1))
    basis = result.models[0].as_stated

    # Triangular means: need (11+12+14)/3 = 12.333, pay 800 000; saved 2.667 FTE, independent.
    # Net = 2.6667 * 800 000 * 0.9 - 400 000 = 1 520 000.
    assert basis is not None
    assert basis.net_saving.mean == pytest.approx(1_520_000, rel=0.005)
    assert basis.net_saving.p10 < basis.net_saving.p50 < basis.net_saving.p90
    assert [year.year for year in basis.fan] == [2026, 2027, 2028, 2029]


def test_plain_monte_carlo_agrees_with_the_hypercube() -> None:
    plain = Request(20_000, 1, method="monte_carlo")

    basis = simulate(small_case(), parameters=PARAMETERS, request=plain).models[0].as_stated

    assert basis is not None
    assert basis.net_saving.mean == pytest.approx(1_520_000, rel=0.02)


def test_the_tornado_has_the_widest_first_and_counts_each_end() -> None:
    # Net at need 11: 4 * 800 000 * 0.9 - 400 000 = 2 480 000; at 14: 320 000.
    # Net at pay 700 000: 3 * 700 000 * 0.9 - 400 000 = 1 490 000; at 900 000: 2 030 000.
    swings = tornado(small_case(), "felles", parameters=PARAMETERS)

    assert [(s.path, round(s.at_low), round(s.at_high)) for s in swings] == [
        (NEED, 2_480_000, 320_000),
        (PAY, 1_490_000, 2_030_000),
    ]


def test_break_even_is_where_the_net_saving_is_gone() -> None:
    # 0.9 * 800 000 * (15 - need) = 400 000 gives need = 14.4444; 0.9 * 3 * pay gives pay = 148 148.
    found = {b.path: b.value for b in break_even(small_case(), "felles", parameters=PARAMETERS)}

    assert found[NEED] == pytest.approx(14.4444, abs=1e-3)
    assert found[PAY] == pytest.approx(148_148, rel=1e-3)


def test_break_even_is_searched_below_zero_where_the_assumption_goes_there() -> None:
    # 5 FTE fewer than 15 + posts must pay 400 000: -posts * 800 000 * 0.9 = 400 000, posts -0.556.
    posts = {"op": "add_posts", "unit": "a", "fte": assumed(-2, low=-3, high=-1)}
    model = {
        "id": "faerre",
        "name": "Færre",
        "changes": [posts],
        "cost_per_fte": "per_fte",
        "costs": [{"id": "leie", "name": "Leie", "kind": "running", "amount": assumed(400_000)}],
        "margin": {"share": assumed(0.1)},
    }
    case = small_case(models=[model])

    found = {b.path: b for b in break_even(case, "faerre", parameters=PARAMETERS)}

    posts_found = found["models.faerre.changes.0.fte"]
    assert posts_found.value == pytest.approx(-0.5556, abs=1e-3)
    assert (posts_found.searched_from, posts_found.searched_to) == (-15, 0)


@pytest.mark.parametrize("shape", ["triangular", "uniform"])
@pytest.mark.parametrize(("low", "value", "high"), [(11, 11, 14), (11, 14, 14), (11, 12, 14)])
def test_draws_have_the_quantiles_of_their_shape(
    shape: str, low: float, value: float, high: float
) -> None:
    need = assumed(value, unit="fte", low=low, high=high, shape=shape)
    pay = assumed(800_000, unit="nok_per_fte")
    case = small_case(assumptions={"need": need, "per_fte": pay})

    drawn = np.sort(draw_values(case, Request(1000, 3))[NEED])

    def share_below(x: float) -> float:
        if shape == "uniform":
            return (x - low) / (high - low)
        if x < value:
            return (x - low) ** 2 / ((high - low) * (value - low))
        return 1 - (high - x) ** 2 / ((high - low) * (high - value)) if x < high else 1

    # One draw per slice of a thousandth: draw number n lies between n/1000 and (n + 1)/1000.
    shares = [share_below(float(x)) for x in drawn]
    assert all(n / 1000 - 1e-9 <= p <= (n + 1) / 1000 + 1e-9 for n, p in enumerate(shares))


def test_a_case_without_ranges_has_one_outcome() -> None:
    fixed = [
        change_from_data({"op": "set_value", "path": path, "value": v, "low": v, "high": v})
        for path, v in ((NEED, 12), (PAY, 800_000))
    ]
    case = apply_changes(small_case(), fixed)

    basis = simulate(case, parameters=PARAMETERS, request=Request(10, 1)).models[0].as_stated

    assert basis is not None
    assert basis.net_saving.p10 == basis.net_saving.p90 == pytest.approx(1_760_000)
    assert basis.probability_positive == 1
    assert tornado(case, "felles", parameters=PARAMETERS) == ()


def test_a_stopped_simulation_says_so() -> None:
    with pytest.raises(InvalidInputError, match="stopped"):
        simulate(small_case(), parameters=PARAMETERS, report=lambda _: False)


@pytest.mark.parametrize(("draws", "seed"), [(9, 1), (1_000_001, 1), (100, -1)])
def test_draws_and_seeds_that_cannot_be_are_refused(draws: int, seed: int) -> None:
    with pytest.raises(InvalidInputError, match="allowed"):
        Request(draws, seed)


def test_stages_follow_one_another_by_month() -> None:
    plan = {
        "id": "trinn",
        "name": "Trinnvis",
        "stages": [
            {"model": "som-for", "start": "2026-03-01"},
            {"model": "felles", "start": "2027-01-15"},
        ],
    }
    comparison = compare(small_case(stage_plans=[plan]), parameters=PARAMETERS)

    series = stage_series(comparison, comparison.case.stage_plans[0])

    models = [month.model_id for month in series.months]
    assert len(models) == 48
    assert models[:3] == ["today", "today", "som-for"]
    # A stage in the middle of a month counts from the next one.
    assert (models[12], models[13]) == ("som-for", "felles")
    assert series.months[13].fte.number == 12
    assert series.months[13].net.number == pytest.approx(1_760_000 / 12)
    assert series.months[-1].cumulative.number == pytest.approx(1_760_000 / 12 * 35)
