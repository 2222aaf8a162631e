# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measure how fast a case is simulated, and that the result is the same however it is run.

Writes results.md beside this file. Exits with 1 if two ways of computing disagree.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TypeVar

import numpy as np
from pydantic import TypeAdapter

from ambulant import __version__
from ambulant.engines import local_executor
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.casefiles import load_case
from ambulant.reform.compare import compare
from ambulant.reform.uncertainty import Request, Uncertainty, draw_values, simulate
from ambulant.units import NBSP, format_number

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "cases"
AS_DATA = TypeAdapter(Uncertainty)
TOLERANCE = 1e-9  # relative; a draw in an array and the same draw alone

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured. Seconds are medians."""

    one_compare: float
    scalar_each: float
    one_worker: float
    start_two: float
    two_workers: float
    large_one: float  # many draws, where a second worker can pay
    large_two: float
    largest_gap: float  # relative, between a draw in an array and the same draw alone
    is_same_again: bool
    is_same_on_two: bool


def main() -> int:
    """Measure, print and write."""
    arguments = _arguments()
    case = load_case(CASES / arguments.case)
    parameters = Parameters.load()
    request = Request(draws=arguments.draws, seed=arguments.seed)
    large = Request(draws=arguments.large, seed=arguments.seed)
    found = measure(case, parameters, (request, large), arguments.scalar, arguments.repeats)
    text = report(case, request, arguments, found)
    print(text)
    (HERE / "results.md").write_text(text, encoding="utf-8")
    is_right = found.is_same_again and found.is_same_on_two and found.largest_gap < TOLERANCE
    return 0 if is_right else 1


def measure(
    case: Case, parameters: Parameters, requests: tuple[Request, Request], scalar: int, repeats: int
) -> Figures:
    """Return times and whether the results agree. The second request is the large one."""
    request, large = requests
    values = draw_values(case, request)

    def one_at_a_time() -> list[dict[str, float]]:
        return [
            _nets(case, parameters, {path: float(draws[n]) for path, draws in values.items()})
            for n in range(scalar)
        ]

    scalar_seconds, alone = _timed(one_at_a_time, repeats)
    together = compare(case, parameters=parameters, overrides=values)
    gap = 0.0
    for number, nets in enumerate(alone):
        for model_id, net in nets.items():
            drawn = np.broadcast_to(
                np.asarray(together.result(model_id).net_saving.value), (request.draws,)
            )[number]
            gap = max(gap, abs(drawn - net) / max(1.0, abs(net)))
    plain_seconds, _plain = _timed(lambda: compare(case, parameters=parameters), repeats)
    one_seconds, one = _timed(
        lambda: simulate(case, parameters=parameters, request=request), repeats
    )
    again = simulate(case, parameters=parameters, request=request)
    large_one, _large = _timed(
        lambda: simulate(case, parameters=parameters, request=large), repeats
    )
    with local_executor(2) as pool:
        begun = time.perf_counter()
        two = simulate(case, parameters=parameters, request=request, executor=pool)
        first_seconds = time.perf_counter() - begun
        two_seconds, _two = _timed(
            lambda: simulate(case, parameters=parameters, request=request, executor=pool), repeats
        )
        large_two, _large = _timed(
            lambda: simulate(case, parameters=parameters, request=large, executor=pool), repeats
        )
    return Figures(
        one_compare=plain_seconds,
        scalar_each=scalar_seconds / scalar,
        one_worker=one_seconds,
        start_two=max(0.0, first_seconds - two_seconds),
        two_workers=two_seconds,
        large_one=large_one,
        large_two=large_two,
        largest_gap=gap,
        is_same_again=_bytes(one) == _bytes(again),
        is_same_on_two=_bytes(one) == _bytes(two),
    )


def _nets(case: Case, parameters: Parameters, values: dict[str, float]) -> dict[str, float]:
    comparison = compare(case, parameters=parameters, overrides=values)
    return {
        result.id: result.net_saving.number
        for result in comparison.results
        if not result.net_saving.is_missing
    }


def _timed(work: Callable[[], T], repeats: int) -> tuple[float, T]:
    """Return the median of `repeats` times after one that does not count, and the last result."""
    result = work()
    seconds = []
    for _ in range(repeats):
        begun = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - begun)
    return median(seconds), result


def _bytes(uncertainty: Uncertainty) -> bytes:
    return AS_DATA.dump_json(uncertainty)


def report(case: Case, request: Request, arguments: argparse.Namespace, found: Figures) -> str:
    """Return the results as Markdown."""
    scalar = found.scalar_each * request.draws
    years = case.horizon.last_year - case.horizon.first_year + 1
    rows = [
        ("One comparison without draws, s", f"{found.one_compare:.4f}"),
        (f"{_count(request.draws)} draws as arrays, 1 worker, s", f"{found.one_worker:.3f}"),
        ("Draws per second, 1 worker", _count(request.draws / found.one_worker)),
        (f"{_count(request.draws)} draws as arrays, 2 workers, s", f"{found.two_workers:.3f}"),
        ("Draws per second, 2 workers", _count(request.draws / found.two_workers)),
        ("Starting the 2 workers, once, s", f"{found.start_two:.2f}"),
        (
            f"{_count(request.draws)} single evaluations, s "
            f"(from {arguments.scalar}, extrapolated)",
            f"{scalar:.1f}",
        ),
        ("Arrays against single evaluations, 1 worker", f"{scalar / found.one_worker:.0f} times"),
        ("2 workers against 1", f"{found.one_worker / found.two_workers:.2f} times"),
        (f"{_count(arguments.large)} draws, 1 worker, s", f"{found.large_one:.2f}"),
        (f"{_count(arguments.large)} draws, 2 workers, s", f"{found.large_two:.2f}"),
        ("2 workers against 1, many draws", f"{found.large_one / found.large_two:.2f} times"),
        ("Largest relative gap, array against single", f"{found.largest_gap:.1e}"),
        ("Same bytes when run again", _yes(found.is_same_again)),
        ("Same bytes on 2 workers", _yes(found.is_same_on_two)),
    ]
    lines = [
        "<!-- SPDX-FileCopyrightText: 2026 The Ambulant contributors -->",
        "<!-- SPDX-License-Identifier: EUPL-1.2 -->",
        "# Simulation of a case",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Ambulant {__version__}. Case `{arguments.case}`: "
        f"{len(case.models) + 1} models with today, {years} years, "
        f"{len(draw_values(case, Request(draws=10)))} uncertain values, Latin hypercube, "
        f"seed {request.seed}. Median of {arguments.repeats} after one that does not count.",
        "",
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}. "
        f"Load over the last minute: {_load()}.",
        "",
        "| What | |",
        "|---|---:|",
        *(f"| {what} | {value} |" for what, value in rows),
        "",
    ]
    return "\n".join(lines)


def _count(value: float) -> str:
    return format_number(value).replace(NBSP, " ")


def _yes(claim: bool) -> str:
    return "yes" if claim else "NO"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="vennesla", help="default: vennesla")
    parser.add_argument("--draws", type=int, default=10_000, help="default: 10000")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--large", type=int, default=400_000, help="default: 400000")
    parser.add_argument("--scalar", type=int, default=50, help="single evaluations; default: 50")
    parser.add_argument("--repeats", type=int, default=5, help="default: 5")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
