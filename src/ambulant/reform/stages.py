# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Models one after the other: FTE and money month by month."""

from dataclasses import dataclass
from datetime import date

from ambulant.explain import Figure, Kind, compute, given, nb, total
from ambulant.reform.case import TODAY, StagePlan
from ambulant.reform.results import Comparison, ModelResult


@dataclass(frozen=True, slots=True)
class StageMonth:
    """One calendar month, with the model in force on its first day."""

    month: date  # first day
    model_id: str
    model_name: str
    fte: Figure
    net: Figure  # NOK in the month, a twelfth of the year's effect on operations
    cumulative: Figure  # NOK from the first month on


@dataclass(frozen=True, slots=True)
class StageSeries:
    """A stage plan over the horizon of its case."""

    plan: StagePlan
    months: tuple[StageMonth, ...]


def stage_series(comparison: Comparison, plan: StagePlan) -> StageSeries:
    """Return FTE and money per month of the horizon when models follow one another.

    A stage that starts within a month counts from the next one. A month's money is a twelfth of
    the full-year net saving of the model in force: phase-in is what the stages themselves are.
    One-off costs and investments are not in; they are in each model's own plan.
    """
    horizon = comparison.case.horizon
    months: list[StageMonth] = []
    for year in range(horizon.first_year, horizon.last_year + 1):
        for number in range(1, 13):
            month = date(year, number, 1)
            result = comparison.result(_model_on(plan, month))
            net = _monthly(result)
            so_far = _sum_so_far(months, net)
            months.append(StageMonth(month, result.id, result.name, result.fte_total, net, so_far))
    return StageSeries(plan, tuple(months))


def _model_on(plan: StagePlan, day: date) -> str:
    started = [stage.model for stage in plan.stages if stage.start <= day]
    return started[-1] if started else TODAY


def _monthly(result: ModelResult) -> Figure:
    label = nb("Måneder i året")
    months = given(label, 12.0, "months", Kind.DERIVED, source=nb("kalenderen"))
    return compute(
        nb("Netto effekt i måneden"),
        "nok",
        "net / months",
        {"net": result.net_saving, "months": months},
        of=result.name,
    )


def _sum_so_far(months: list[StageMonth], net: Figure) -> Figure:
    before = [months[-1].cumulative] if months else []
    return total(nb("Netto effekt til og med måneden"), "nok", [*before, net])
