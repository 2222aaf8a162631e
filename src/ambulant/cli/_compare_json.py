# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A comparison as plain data for programs. Missing is None, never 0; money in NOK to the øre."""

from dataclasses import asdict, replace
from typing import TypeAlias, cast

from ambulant.explain import Figure, Kind
from ambulant.reform.judgement import Judgement, Readiness
from ambulant.reform.results import (
    ActivityFte,
    Comparison,
    CostResult,
    ModelResult,
    PlanYear,
    SharingResult,
    Transfer,
    UnitResult,
)
from ambulant.reform.uncertainty import Uncertainty

Json: TypeAlias = "None | bool | int | float | str | list[Json] | dict[str, Json]"

_DECIMALS = {"fte": 4, "share": 6, "nok": 2, "nok_per_fte": 2}
ACTIVITIES = ("on_site", "direct", "travel", "indirect", "other", "absence")


def comparison_data(
    comparison: Comparison, judgement: Judgement, uncertainty: Uncertainty | None
) -> dict[str, Json]:
    """Return everything a program may want of a comparison, as JSON data."""
    case = comparison.case
    return {
        "case": case.id,
        "title": case.title,
        "municipality": {"code": case.municipality.code, "name": case.municipality.name},
        "as_of": comparison.as_of.isoformat(),
        "price_year": case.prices.year,
        "horizon": [case.horizon.first_year, case.horizon.last_year],
        "models": [_model(result, judgement) for result in comparison.results],
        "uncertainty": None if uncertainty is None else uncertainty_data(uncertainty),
    }


def uncertainty_data(uncertainty: Uncertainty) -> dict[str, Json]:
    """Return the spread of each model's figures as JSON data."""
    plain = asdict(uncertainty)
    return cast(dict[str, Json], _listed(plain))


def number(figure: Figure) -> float | None:
    """Return a figure's value, rounded so that binary arithmetic does not show; None if missing."""
    if figure.is_missing:
        return None
    rounded = round(figure.number, _DECIMALS.get(figure.unit, 6))
    return rounded + 0.0  # no minus zero


def avoided_investment(result: ModelResult) -> Figure:
    """Return the investment a model avoids; missing when the model says nothing of it."""
    is_named = any(cost.line.kind == "avoided_investment" for cost in result.costs)
    if is_named or result.model is None:
        return result.avoided_investment
    return replace(result.avoided_investment, value=None, kind=Kind.MISSING)


def margin(result: ModelResult) -> Figure:
    """Return the safety margin; missing when there is none to take and nothing to take it of."""
    if (
        result.model is None
        or result.model.margin is not None
        or not result.gross_saving.is_missing
    ):
        return result.margin
    return replace(result.margin, value=None, kind=Kind.MISSING)


def _model(result: ModelResult, judgement: Judgement) -> dict[str, Json]:
    ready = next((item for item in judgement.readiness if item.model_id == result.id), None)
    score = next((item for item in judgement.scores if item.model_id == result.id), None)
    headline = _headline(result)
    return {
        "id": result.id,
        "name": result.name,
        "subtitle": result.subtitle,
        "recommended": result.model is not None and result.model.recommended,
        "basis": str(result.basis),
        **{key: number(figure) for key, figure in headline.items()},
        "kinds": {key: str(figure.kind) for key, figure in headline.items()},
        "fte_computed": {
            "total": number(result.fte_computed),
            "parts": _activity(result.activity),
        },
        "plan": [_plan_year(year) for year in result.plan],
        "costs": [_cost(cost) for cost in result.costs],
        "units": [_unit(unit) for unit in result.units],
        "transfers": [_transfer(transfer) for transfer in result.transfers],
        "functions": {
            "gaps": [list(cell) for cell in result.matrix.gaps],
            "overlaps": [list(cell) for cell in result.matrix.overlaps],
            "moved": [list(cell) for cell in result.matrix.moved],
        },
        "sharing": [_sharing(sharing) for sharing in result.sharing],
        "score": None if score is None else number(score.weighted),
        "rank": None if score is None else score.rank,
        "readiness": None if ready is None else _readiness(ready),
        "not_stated": {} if result.model is None else dict(result.model.not_stated),
        "warnings": [str(warning) for warning in result.warnings],
    }


def _headline(result: ModelResult) -> dict[str, Figure]:
    return {
        "fte_total": result.fte_total,
        "fte_change": result.fte_change,
        "fte_in_scope": result.fte_in_scope,
        "reduction_before_transfers": result.reduction_before_transfers,
        "direct_share": result.direct_share,
        "teams": result.teams,
        "cost_per_fte_nok": result.cost_per_fte,
        "gross_saving_nok": result.gross_saving,
        "added_costs_nok": result.added_costs,
        "margin_nok": margin(result),
        "net_saving_nok": result.net_saving,
        "fte_change_computed": result.fte_change_computed,
        "gross_saving_computed_nok": result.gross_saving_computed,
        "net_saving_computed_nok": result.net_saving_computed,
        "one_off_total_nok": result.one_off_total,
        "investment_total_nok": result.investment_total,
        "avoided_investment_nok": avoided_investment(result),
        "plan_sum_nok": result.plan_sum,
    }


def _cost(cost: CostResult) -> dict[str, Json]:
    return {
        "id": cost.line.id,
        "name": cost.line.name,
        "kind": cost.line.kind,
        "amount_nok": number(cost.amount),
        "amount_kind": str(cost.amount.kind),
    }


def _transfer(transfer: Transfer) -> dict[str, Json]:
    return {
        "from": transfer.source,
        "to": transfer.to,
        "fte": number(transfer.fte),
        "leaves_scope": transfer.leaves_scope,
    }


def _sharing(sharing: SharingResult) -> dict[str, Json]:
    parties: list[Json] = [
        {
            "id": party.party_id,
            "share": number(party.share),
            "amount_nok": number(party.amount),
        }
        for party in sharing.parties
    ]
    return {"id": sharing.sharing_id, "total_nok": number(sharing.total), "parties": parties}


def _activity(activity: ActivityFte | None) -> dict[str, Json]:
    return {
        name: None if activity is None else number(getattr(activity, name)) for name in ACTIVITIES
    }


def _plan_year(year: PlanYear) -> dict[str, Json]:
    return {
        "year": year.year,
        "operations_nok": number(year.operations),
        "one_off_nok": number(year.one_off),
        "investment_nok": number(year.investment),
        "gross_nok": number(year.gross),
        "running_nok": number(year.running),
        "margin_nok": number(year.margin),
        "net_operating_nok": number(year.net_operating),
        "total_nok": number(year.total),
    }


def _unit(unit: UnitResult) -> dict[str, Json]:
    return {
        "id": unit.unit.id,
        "name": unit.unit.name,
        "parent": unit.unit.parent,
        "in_scope": unit.unit.in_scope,
        "change": str(unit.change),
        "fte_before": number(unit.fte_before),
        "fte_after": number(unit.fte_after),
        "fte_change": number(unit.fte_change),
        "fte_computed": None if unit.computed is None else number(unit.computed.total),
        "by_competence": {name: number(fte) for name, fte in unit.by_competence.items()},
        "span_of_control": number(unit.span_of_control),
    }


def _readiness(ready: Readiness) -> dict[str, Json]:
    return {
        "is_ready": ready.is_ready,
        "open": [condition.id for condition in ready.open],
        "met": ready.met,
        "counted": ready.counted,
        "blockers": [str(blocker) for blocker in ready.blockers],
    }


def _listed(thing: object) -> Json:
    if isinstance(thing, dict):
        return {key: _listed(value) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [_listed(value) for value in thing]
    return cast(Json, thing)
