# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compare a case's models with today: FTE, money, functions, and what to be warned of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ambulant.explain import Figure, Message, Number, compute, missing, nb, total
from ambulant.parameters import Parameters
from ambulant.reform import findings
from ambulant.reform.bottom_up import Estimator
from ambulant.reform.case import TODAY, Case, Model
from ambulant.reform.economy import (
    BASELINE,
    Money,
    baseline_money,
    margin_readings,
    money,
    plan_sum,
    read_economy,
)
from ambulant.reform.fte import Computed, Totals, computed_fte, model_totals, today_totals
from ambulant.reform.functions import function_matrix
from ambulant.reform.inputs import Inputs
from ambulant.reform.operations import apply_model
from ambulant.reform.organisation import Structure
from ambulant.reform.premises import check_premises
from ambulant.reform.results import Comparison, FunctionMatrix, ModelResult, PlanYear, UnitResult
from ambulant.reform.sharing import share_cost
from ambulant.reform.unit_results import count_teams, unit_results

CHANGE_COMPUTED = nb("Beregnet endring i årsverk")


@dataclass(frozen=True, slots=True)
class _Bench:
    """What all models of one comparison share."""

    case: Case
    parameters: Parameters
    inputs: Inputs
    estimator: Estimator


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a model does to the organisation, with its FTE."""

    structure: Structure
    units: tuple[UnitResult, ...]
    matrix: FunctionMatrix
    totals: Totals
    computed: Computed
    warnings: tuple[Message, ...]


def compare(
    case: Case, *, parameters: Parameters, overrides: Mapping[str, Number] | None = None
) -> Comparison:
    """Return today and every model of a case side by side.

    Args:
        case: The case; parameters are those in force on its `as_of`.
        parameters: Law, agreements and norms.
        overrides: Values to use instead of the case's, by address
            (`assumptions.travel_minutes`); a number, or draws of shape (n,). All draws have the
            same length; every figure they reach then holds draws.

    Returns:
        Today first, then the models in the order of the case. What cannot be computed is missing,
        with the reason.

    Raises:
        InvalidInputError: An address, id or number is not allowed; the message says which.
    """
    inputs = Inputs(case, overrides)
    bench = _Bench(case, parameters, inputs, Estimator(case, inputs, parameters))
    today = _today_shape(bench)
    results = [_today(bench, today)]
    results.extend(_model(bench, today, model) for model in case.models)
    return Comparison(case, case.as_of, tuple(results))


def _today_shape(bench: _Bench) -> _Shape:
    structure = Structure(bench.case, bench.inputs, bench.estimator)
    name = bench.case.today.name
    totals, computed = today_totals(structure, name), computed_fte(structure, name)
    return _shape(bench, structure, totals, computed, findings.total_warnings(structure))


def _model_shape(bench: _Bench, today: _Shape, model: Model) -> _Shape:
    structure = Structure(bench.case, bench.inputs, bench.estimator)
    apply_model(structure, model.id)
    computed = computed_fte(structure, model.name)
    both = (today.computed, computed)
    totals = model_totals(structure, today.totals, both, model.name)
    fte_total = _with_note(totals.fte_total, model.not_stated.get("fte_total", ""))
    return _shape(bench, structure, replace(totals, fte_total=fte_total), computed, ())


def _shape(
    bench: _Bench,
    structure: Structure,
    totals: Totals,
    computed: Computed,
    warnings: Iterable[Message],
) -> _Shape:
    units = unit_results(structure, bench.parameters)
    matrix = function_matrix(bench.case.today, structure.owners.by_cell, structure.became)
    found = [
        *warnings,
        *findings.unit_warnings(units, bench.case, bench.parameters),
        *findings.leader_warnings(structure),
        *findings.function_warnings(matrix),
    ]
    return _Shape(structure, units, matrix, totals, computed, tuple(found))


def _today(bench: _Bench, shape: _Shape) -> ModelResult:
    case, name = bench.case, bench.case.today.name

    def zero(label: str, unit: str = "nok") -> Figure:
        return total(label, unit, (), of=name, note=BASELINE)

    note = nb("Gjelder bare modellene.")
    spent = baseline_money(case, name)
    return ModelResult(
        id=TODAY,
        name=name,
        subtitle=case.today.subtitle,
        model=None,
        units=shape.units,
        matrix=shape.matrix,
        basis=shape.totals.basis,
        fte_total=shape.totals.fte_total,
        fte_change=shape.totals.fte_change,
        fte_in_scope=shape.totals.fte_in_scope,
        reduction_before_transfers=shape.totals.reduction_before_transfers,
        transfers=(),
        fte_computed=shape.computed.fte,
        activity=shape.computed.activity,
        direct_share=shape.computed.direct_share,
        costs=(),
        cost_per_fte=missing(nb("Lønnsutgift per årsverk"), "nok_per_fte", of=name, note=note),
        gross_saving=spent.gross,
        added_costs=zero(nb("Nye driftsutgifter, helt år")),
        margin=spent.margin,
        net_saving=spent.net,
        one_off_total=zero(nb("Engangsutgifter i alt")),
        investment_total=zero(nb("Investering i alt")),
        avoided_investment=zero(nb("Unngått investering")),
        plan=spent.plan,
        plan_sum=plan_sum(spent.plan, name),
        fte_change_computed=_computed_change(shape.computed, shape.computed, name),
        gross_saving_computed=spent.gross,
        net_saving_computed=spent.net,
        plan_computed=() if shape.computed.fte.is_missing else spent.plan,
        margin_readings=(),
        sharing=(),
        premises=(),
        teams=count_teams(shape.structure, name),
        warnings=shape.warnings,
    )


def _model(bench: _Bench, today: _Shape, model: Model) -> ModelResult:
    shape, name = _model_shape(bench, today, model), model.name
    economy = read_economy(bench.case, model, bench.inputs)
    lacks = model.not_stated
    spent = money(economy, shape.totals.fte_change, name)
    change = _computed_change(shape.computed, today.computed, name)
    beside = money(economy, change, name)
    return ModelResult(
        id=model.id,
        name=name,
        subtitle=model.subtitle,
        model=model,
        units=shape.units,
        matrix=shape.matrix,
        basis=shape.totals.basis,
        fte_total=shape.totals.fte_total,
        fte_change=shape.totals.fte_change,
        fte_in_scope=shape.totals.fte_in_scope,
        reduction_before_transfers=shape.totals.reduction_before_transfers,
        transfers=tuple(shape.structure.transfers),
        fte_computed=shape.computed.fte,
        activity=shape.computed.activity,
        direct_share=shape.computed.direct_share,
        costs=economy.costs,
        cost_per_fte=economy.cost_per_fte,
        gross_saving=_with_note(spent.gross, lacks.get("gross_saving", "")),
        added_costs=_with_note(economy.lines.added, lacks.get("added_costs", "")),
        margin=_with_note(spent.margin, lacks.get("margin", "")),
        net_saving=_with_note(spent.net, lacks.get("net_saving", "")),
        one_off_total=economy.lines.one_off,
        investment_total=economy.lines.investment,
        avoided_investment=economy.lines.avoided,
        plan=spent.plan,
        plan_sum=plan_sum(spent.plan, name),
        fte_change_computed=change,
        gross_saving_computed=_from_computed(beside.gross),
        net_saving_computed=_from_computed(beside.net),
        plan_computed=_plan_computed(beside, change),
        margin_readings=margin_readings(economy, spent, name),
        sharing=tuple(
            share_cost(sharing, bench.inputs)
            for sharing in bench.case.sharing
            if sharing.model == model.id
        ),
        premises=check_premises(bench.case.today.premises, bench.inputs),
        teams=count_teams(shape.structure, name),
        warnings=(*shape.warnings, *findings.cost_warnings(economy.lines)),
    )


def _computed_change(computed: Computed, today: Computed, of: str) -> Figure:
    if computed is today:
        return total(CHANGE_COMPUTED, "fte", (), of=of, note=BASELINE)
    ends = {
        "modell": computed.fte.relabel(nb("Beregnede årsverk i modellen")),
        "i_dag": today.fte.relabel(nb("Beregnede årsverk i dag")),
    }
    return compute(CHANGE_COMPUTED, "fte", "modell - i_dag", ends, of=of)


def _plan_computed(beside: Money, change: Figure) -> tuple[PlanYear, ...]:
    return () if change.is_missing else beside.plan


def _from_computed(figure: Figure) -> Figure:
    note = nb("Regnet av beregnede årsverk, ikke av dem saken oppgir.")
    return replace(figure, note=note)


def _with_note(figure: Figure, note: str) -> Figure:
    return replace(figure, note=note) if note else figure
