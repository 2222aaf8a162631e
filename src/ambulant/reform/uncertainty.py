# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a model's figures are: draws, what matters most, and where the gain is gone.

Each uncertain value has its own stream of random numbers, made from the seed and its address.
So a value keeps its draws when others come and go, two scenarios are compared on the same draws,
and the work can be cut in chunks on any number of workers without changing a byte.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ambulant import __version__
from ambulant.engines import InlineExecutor
from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Number
from ambulant.parameters import Parameters
from ambulant.reform.case import Case, Value
from ambulant.reform.compare import compare
from ambulant.reform.inputs import Addressed, uncertain_values
from ambulant.reform.results import ModelResult

Draws: TypeAlias = NDArray[np.float64]
Method: TypeAlias = Literal["latin_hypercube", "monte_carlo"]
Output: TypeAlias = Literal["net_saving", "net_saving_computed"]

Job: TypeAlias = tuple[Mapping[str, Draws], int]  # draws of each value, and how many

CHUNK = 2500
_AT_ONCE = 8
_REACH = 5.0
MAX_DRAWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Distribution:
    """Quantiles of the draws of one figure, in the figure's own unit."""

    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    mean: float


@dataclass(frozen=True, slots=True)
class FanYear:
    """Net effect on operations in one year, NOK."""

    year: int
    outcomes: Distribution


@dataclass(frozen=True, slots=True)
class BasisUncertainty:
    """One way of counting the FTE: as the case states it, or computed bottom up."""

    net_saving: Distribution  # NOK per full year
    probability_positive: float  # that the full-year net saving is above 0
    fte_change: Distribution
    fan: tuple[FanYear, ...]


@dataclass(frozen=True, slots=True)
class ModelUncertainty:
    """The draws of one model; None where the figures are missing."""

    model_id: str
    name: str
    as_stated: BasisUncertainty | None
    computed: BasisUncertainty | None


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The result of a simulation; the same case, seed and draws give the same bytes."""

    case_id: str
    draws: int
    seed: int
    method: Method
    version: str
    inputs: tuple[str, ...]  # addresses that were drawn
    models: tuple[ModelUncertainty, ...]


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does to the full-year net saving, the others at their most likely."""

    path: str
    label: str
    unit: str
    low: float  # the assumption's range
    high: float
    base: float
    at_low: float  # net saving, NOK, with the assumption at `low`
    at_high: float

    @property
    def width(self) -> float:
        """Distance between the two outcomes, NOK."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Where an assumption makes the full-year net saving 0; None when it never does."""

    path: str
    label: str
    unit: str
    base: float
    value: float | None
    searched_from: float
    searched_to: float


@dataclass(frozen=True, slots=True)
class Request:
    """What to simulate."""

    draws: int = 10_000
    seed: int = 1
    method: Method = "latin_hypercube"

    def __post_init__(self) -> None:
        """Refuse numbers that cannot be drawn."""
        if not 10 <= self.draws <= MAX_DRAWS:
            raise InvalidInputError(f"draws was {self.draws}; allowed: 10 to {MAX_DRAWS}.")
        if not 0 <= self.seed < 2**63:
            raise InvalidInputError(f"seed was {self.seed}; allowed: 0 to {2**63 - 1}.")


def draw_values(case: Case, request: Request) -> dict[str, Draws]:
    """Return the draws of every uncertain value by address, each of shape (draws,).

    Latin hypercube takes one draw from each of `draws` equally likely slices, in random order.
    """
    return {item.path: _draw(item, request) for item in uncertain_values(case)}


def simulate(
    case: Case,
    *,
    parameters: Parameters,
    request: Request | None = None,
    executor: Executor | None = None,
    report: Callable[[float], bool] | None = None,
) -> Uncertainty:
    """Return how the figures of each model spread.

    Args:
        case: The case; values with a range are drawn, the rest stand.
        parameters: Law and norms.
        request: Draws, seed and method.
        executor: Where chunks run; this process if none. The result does not depend on it.
        report: Called with the share done (0-1) after each chunk; False stops the work.

    Raises:
        InvalidInputError: The case is unsound, or the work was stopped by `report`.
    """
    request = request or Request()
    values = draw_values(case, request)
    starts = range(0, request.draws, CHUNK)
    chunks = [{p: v[start : start + CHUNK] for p, v in values.items()} for start in starts]
    sizes = [min(CHUNK, request.draws - start) for start in starts]
    pool = executor or InlineExecutor()
    parts: list[Mapping[str, Draws]] = []
    jobs = zip(chunks, sizes, strict=True)
    for part in _in_order(pool, partial(_evaluate_job, case, parameters), jobs):
        parts.append(part)
        if report is not None and not report(len(parts) / len(chunks)):
            raise InvalidInputError("The simulation was stopped.")
    series = {key: np.concatenate([part[key] for part in parts]) for key in parts[0]}
    models = tuple(_summarise(case, model.id, model.name, series) for model in case.models)
    return Uncertainty(
        case_id=case.id,
        draws=request.draws,
        seed=request.seed,
        method=request.method,
        version=__version__,
        inputs=tuple(values),
        models=models,
    )


def tornado(
    case: Case, model_id: str, *, parameters: Parameters, output: Output = "net_saving"
) -> tuple[Swing, ...]:
    """Return what each uncertain value does to a model's net saving, the widest first.

    Values that change nothing are left out. Empty when the net saving is missing.
    """
    items = uncertain_values(case)
    # Draw 0 is the base; draws 2i+1 and 2i+2 have value i at its low and high end.
    overrides: dict[str, Number] = {}
    for number, item in enumerate(items):
        draws = np.full(2 * len(items) + 1, _base(item.value))
        draws[2 * number + 1], draws[2 * number + 2] = _ends(item.value)
        overrides[item.path] = draws
    outcome = _outcome(case, model_id, parameters, overrides, output)
    if outcome is None:
        return ()
    net = np.broadcast_to(outcome, (2 * len(items) + 1,))
    swings = [
        Swing(
            item.path,
            item.label,
            item.value.unit,
            *_ends(item.value),
            _base(item.value),
            float(net[2 * number + 1]),
            float(net[2 * number + 2]),
        )
        for number, item in enumerate(items)
    ]
    moving = [swing for swing in swings if swing.width > 0.5]
    return tuple(sorted(moving, key=lambda swing: (-swing.width, swing.path)))


def break_even(
    case: Case,
    model_id: str,
    *,
    parameters: Parameters,
    output: Output = "net_saving",
    most: int = 8,
) -> tuple[BreakEven, ...]:
    """Return, for the `most` values that matter most, where each makes the net saving 0.

    Shares are searched from 0 to 0.95, other values from 0 to five times their high end (those
    that may be negative from five times their low end), as far as the case can be computed; of
    several crossings the one nearest to the base is given.
    """
    search = _Search(case, model_id, parameters, output)
    return tuple(
        search.crossing(swing)
        for swing in tornado(case, model_id, parameters=parameters, output=output)[:most]
    )


def _in_order(
    pool: Executor, work: Callable[[Job], Mapping[str, Draws]], jobs: Iterable[Job]
) -> Iterator[Mapping[str, Draws]]:
    """Yield each job's result in order, with a few jobs under way: a stop then takes effect."""
    at_once = 1 if isinstance(pool, InlineExecutor) else _AT_ONCE
    waiting: deque[Future[Mapping[str, Draws]]] = deque()
    try:
        for job in jobs:
            waiting.append(pool.submit(work, job))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _evaluate_job(case: Case, parameters: Parameters, job: Job) -> Mapping[str, Draws]:
    return _evaluate(case, parameters, *job)


def _draw(item: Addressed, request: Request) -> Draws:
    sequence = np.random.SeedSequence(request.seed, spawn_key=(crc32(item.path.encode()),))
    generator = np.random.default_rng(sequence)
    uniform = generator.random(request.draws)
    if request.method == "latin_hypercube":
        uniform = (generator.permutation(request.draws) + uniform) / request.draws
    low, high = _ends(item.value)
    if item.value.shape == "uniform":
        return low + uniform * (high - low)
    mode = _base(item.value)
    cut = (mode - low) / (high - low)
    left = low + np.sqrt(uniform * (high - low) * (mode - low))
    right = high - np.sqrt((1.0 - uniform) * (high - low) * (high - mode))
    return np.where(uniform < cut, left, right)


def _base(value: Value) -> float:
    return float(value.value if value.value is not None else _ends(value)[0])


def _ends(value: Value) -> tuple[float, float]:
    if value.low is None or value.high is None:
        raise InvalidInputError(f"{value.label or 'A value'} has no range to draw from.")
    return float(value.low), float(value.high)


def _evaluate(
    case: Case, parameters: Parameters, overrides: Mapping[str, Draws], size: int
) -> dict[str, Draws]:
    """Return the draws of each figure that is summed up, by model and key, but the missing."""
    comparison = compare(case, parameters=parameters, overrides=overrides)
    series: dict[str, Draws] = {}
    for result in comparison.results[1:]:
        for key, figure in _watched(result).items():
            if figure.value is not None:
                spread = np.broadcast_to(np.asarray(figure.value, dtype=np.float64), (size,))
                series[f"{result.id}/{key}"] = np.array(spread)
    return series


def _watched(result: ModelResult) -> dict[str, Figure]:
    watched = {
        "stated/net": result.net_saving,
        "stated/fte": result.fte_change,
        "computed/net": result.net_saving_computed,
        "computed/fte": result.fte_change_computed,
    }
    for year in result.plan:
        watched[f"stated/{year.year}"] = year.net_operating
    for year in result.plan_computed:
        watched[f"computed/{year.year}"] = year.net_operating
    return watched


def _summarise(
    case: Case, model_id: str, name: str, series: Mapping[str, Draws]
) -> ModelUncertainty:
    return ModelUncertainty(
        model_id,
        name,
        _summarise_basis(case, f"{model_id}/stated", series),
        _summarise_basis(case, f"{model_id}/computed", series),
    )


def _summarise_basis(
    case: Case, prefix: str, series: Mapping[str, Draws]
) -> BasisUncertainty | None:
    if f"{prefix}/net" not in series or f"{prefix}/fte" not in series:
        return None
    net = series[f"{prefix}/net"]
    years = range(case.horizon.first_year, case.horizon.last_year + 1)
    fan = [
        FanYear(year, _distribution(series[f"{prefix}/{year}"]))
        for year in years
        if f"{prefix}/{year}" in series
    ]
    return BasisUncertainty(
        net_saving=_distribution(net),
        probability_positive=float(np.count_nonzero(net > 0) / net.size),
        fte_change=_distribution(series[f"{prefix}/fte"]),
        fan=tuple(fan),
    )


def _distribution(draws: Draws) -> Distribution:
    p10, p25, p50, p75, p90 = (float(q) for q in np.quantile(draws, [0.1, 0.25, 0.5, 0.75, 0.9]))
    # Sorted first, so that the sum does not depend on the order of the draws.
    return Distribution(p10, p25, p50, p75, p90, float(np.mean(np.sort(draws))))


def _outcome(
    case: Case,
    model_id: str,
    parameters: Parameters,
    overrides: Mapping[str, Number],
    output: Output,
) -> Number | None:
    comparison = compare(case, parameters=parameters, overrides=overrides)
    result = comparison.result(model_id)
    figure = result.net_saving if output == "net_saving" else result.net_saving_computed
    value: Number | None = figure.value
    return value


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the value of one assumption that makes a model's net saving 0."""

    case: Case
    model_id: str
    parameters: Parameters
    output: Output

    def crossing(self, swing: Swing) -> BreakEven:
        """Return where the net saving crosses 0, nearest to the base."""
        low, high = self._ends(swing)
        value = self._nearest(swing.path, swing.base, low, high)
        return BreakEven(swing.path, swing.label, swing.unit, swing.base, value, low, high)

    def _ends(self, swing: Swing) -> tuple[float, float]:
        """Return the lowest and highest value to try: as far as the case can be computed."""
        low = min(0.0, _REACH * swing.low)
        high = 0.95 if swing.unit == "share" else max(0.0, _REACH * swing.high)
        return (
            self._computable(swing.path, swing.low, low),
            self._computable(swing.path, swing.high, max(high, swing.high)),
        )

    def _computable(self, path: str, near: float, far: float) -> float:
        """Return the value farthest from `near`, which can be computed, that also can."""
        for _ in range(20):
            try:
                self._net(path, np.array([near, far]))
            except InvalidInputError:
                far = near + (far - near) * 0.8
            else:
                return far
        return near

    def _nearest(self, path: str, base: float, lowest: float, highest: float) -> float | None:
        low, high = lowest, highest
        found: float | None = None
        while high - low > (highest - lowest) * 1e-6:
            grid = np.linspace(low, high, 201)
            signs = np.sign(self._net(path, grid))
            cuts = np.nonzero((signs[:-1] * signs[1:] <= 0) & (signs[:-1] != signs[1:]))[0]
            if cuts.size == 0:
                return found
            middles = (grid[cuts] + grid[cuts + 1]) / 2
            nearest = int(np.argmin(np.abs(middles - base)))
            low, high = float(grid[cuts[nearest]]), float(grid[cuts[nearest] + 1])
            found = (low + high) / 2
        return found

    def _net(self, path: str, values: Draws) -> Draws:
        outcome = _outcome(self.case, self.model_id, self.parameters, {path: values}, self.output)
        return np.broadcast_to(np.asarray(outcome, dtype=np.float64), values.shape)
