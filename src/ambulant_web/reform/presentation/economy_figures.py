# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of the economy page that no model holds: other prices, stages, outcomes, ends of ranges.

Each has a key, so that it can be opened into its arithmetic like any other:
`lopende.<plan>.<year>.<name>`, `margin.computed`, `etapper.<plan>.<month>.<name>`,
`utfall.<basis>.<what>.<quantile>`, `ende.<basis>.<low|high>.<address>`,
`null.<basis>.<address>`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache

from django.urls import reverse

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, nb
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_from_data
from ambulant.reform.compare import compare
from ambulant.reform.economy import in_nominal_prices
from ambulant.reform.inputs import Inputs, values_of
from ambulant.reform.results import ModelResult, PlanYear
from ambulant.reform.stages import StageSeries, stage_series
from ambulant.reform.uncertainty import (
    BasisUncertainty,
    BreakEven,
    Distribution,
    Output,
    Swing,
    tornado,
)
from ambulant_web.reform.presentation.cells import NOTHING, Cell
from ambulant_web.reform.queries import CaseView, parameters
from ambulant_web.reform.simulations import Found, content_text
from ambulant_web.shell.wording import translated

BASES: Mapping[str, Output] = {"stated": "net_saving", "computed": "net_saving_computed"}
PLANS = {"stated": "plan", "computed": "plan_computed"}
QUANTILES = {
    "p10": nb("ni av ti utfall er høyere"),
    "p25": nb("tre av fire utfall er høyere"),
    "p50": nb("halvparten av utfallene er høyere"),
    "p75": nb("ett av fire utfall er høyere"),
    "p90": nb("ett av ti utfall er høyere"),
    "mean": nb("gjennomsnitt av utfallene"),
}


def address(view: CaseView, model_id: str, key: str) -> str:
    """Return where a figure of the economy page is explained."""
    return _reversed("economy_explain", view, model_id, key)


def trace_address(view: CaseView, model_id: str, key: str) -> str:
    """Return where the arithmetic of a figure of the economy page is had as a workbook."""
    return _reversed("economy_trace", view, model_id, key)


def _reversed(name: str, view: CaseView, model_id: str, key: str) -> str:
    kwargs = {
        "case": view.row.slug,
        "scenario": view.scenario_slug,
        "model": model_id,
        "key": key,
    }
    return reverse(f"reform:{name}", kwargs=kwargs)


def cell(view: CaseView, model_id: str, key: str, figure: Figure | None) -> Cell:
    """Return a figure of the economy page with where it is explained."""
    return NOTHING if figure is None else Cell(figure, address(view, model_id, key))


def find(view: CaseView, result: ModelResult, key: str, found: Found | None) -> Figure | None:
    """Return the figure of a key; None when there is none.

    Args:
        view: The case as a scenario has it.
        result: The model the figure is about.
        key: See the module.
        found: The latest simulation, for outcomes.
    """
    kind, _, rest = key.partition(".")
    finders: Mapping[str, Callable[[], Figure | None]] = {
        "lopende": lambda: _nominal_figure(view, result, rest),
        "margin": lambda: margin_computed(result) if rest == "computed" else None,
        "etapper": lambda: _stage_figure(view, rest),
        "utfall": lambda: dict(outcomes(found, result)).get(key) if found else None,
        "ende": lambda: _end_figure(view.case, result.id, rest),
        "null": lambda: _break_even_figure(found, view.case, result.id, rest),
    }
    return finders[kind]() if kind in finders else None


# -- Prices -----------------------------------------------------------------------------------


def growth_of(case: Case) -> Figure | None:
    """Return the yearly growth in prices; None when the case gives none."""
    if case.prices.yearly_growth is None:
        return None
    label = nb("Årlig prisvekst")
    return Inputs(case).figure(
        case.prices.yearly_growth, "prices.yearly_growth", label=label, unit="share"
    )


def can_be_nominal(case: Case) -> bool:
    """Return whether each year's own prices can be computed."""
    growth = growth_of(case)
    return (
        growth is not None and not growth.is_missing and case.horizon.first_year >= case.prices.year
    )


def nominal(case: Case, plan: tuple[PlanYear, ...]) -> tuple[PlanYear, ...]:
    """Return a plan in each year's own prices; as it is when the case gives no growth."""
    growth = growth_of(case)
    if growth is None or not can_be_nominal(case):
        return plan
    return in_nominal_prices(plan, growth, price_year=case.prices.year)


def _nominal_figure(view: CaseView, result: ModelResult, rest: str) -> Figure | None:
    plan_name, _, place = rest.partition(".")
    year_text, _, name = place.partition(".")
    if plan_name not in PLANS.values() or not can_be_nominal(view.case):
        return None
    for year in nominal(view.case, getattr(result, plan_name)):
        if str(year.year) == year_text and name in {field.name for field in fields(year)}:
            figure = getattr(year, name)
            return figure if isinstance(figure, Figure) else None
    return None


# -- A whole year -----------------------------------------------------------------------------


def margin_computed(result: ModelResult) -> Figure:
    """Return the margin of a full year when the FTE are computed bottom up."""
    ends = {
        "brutto": result.gross_saving_computed,
        "utgifter": result.added_costs,
        "netto": result.net_saving_computed,
    }
    formula = "brutto - utgifter - netto"
    return compute(nb("Sikkerhetsmargin"), "nok", formula, ends, of=result.name)


# -- Stages -----------------------------------------------------------------------------------


def series_of(view: CaseView) -> tuple[StageSeries, ...]:
    """Return the stage plans of a case, month by month."""
    return tuple(stage_series(view.comparison, plan) for plan in view.case.stage_plans)


def _stage_figure(view: CaseView, rest: str) -> Figure | None:
    plan_id, _, place = rest.partition(".")
    month_text, _, name = place.partition(".")
    if name not in ("fte", "net", "cumulative"):
        return None
    for series in series_of(view):
        for month in series.months if series.plan.id == plan_id else ():
            if f"{month.month:%Y-%m}" == month_text:
                figure: Figure = getattr(month, name)
                return figure
    return None


# -- Outcomes of a simulation -----------------------------------------------------------------


def outcomes(found: Found, result: ModelResult) -> Iterator[tuple[str, Figure]]:
    """Yield what a simulation says of a model as figures, by key."""
    drawn = found.model(result.id)
    if drawn is None:
        return
    note = _drawn_note(found)
    for basis, outcome in (("stated", drawn.as_stated), ("computed", drawn.computed)):
        if outcome is not None:
            yield from _outcomes_of(basis, outcome, note, result.name)


def _outcomes_of(
    basis: str, outcome: BasisUncertainty, note: str, of: str
) -> Iterator[tuple[str, Figure]]:
    label = nb("Sannsynlighet for at modellen sparer")
    share = outcome.probability_positive
    yield (
        f"utfall.{basis}.sannsynlighet",
        given(label, share, "share", Kind.COMPUTED, of=of, note=note),
    )
    net, fte = nb("Netto innsparing i et helt år"), nb("Endring i årsverk")
    yield from _spread(f"utfall.{basis}.net", outcome.net_saving, (net, "nok", of), note)
    yield from _spread(f"utfall.{basis}.fte", outcome.fte_change, (fte, "fte", of), note)
    for year in outcome.fan:
        what = (nb("Netto drift etter engangsutgifter"), "nok", f"{of}, {year.year}")
        yield from _spread(f"utfall.{basis}.{year.year}", year.outcomes, what, note)


def _spread(
    prefix: str, spread: Distribution, what: tuple[str, str, str], note: str
) -> Iterator[tuple[str, Figure]]:
    label, unit, of = what
    for name, meaning in QUANTILES.items():
        told = f"{translated(meaning).capitalize()}. {note}"
        figure = given(label, getattr(spread, name), unit, Kind.COMPUTED, of=of, note=told)
        yield f"{prefix}.{name}", figure


def _drawn_note(found: Found) -> str:
    drawn = found.simulation.uncertainty
    text = translated(
        nb("Regnet av %(draws)s trekninger av %(inputs)s usikre forutsetninger, frø %(seed)s.")
    )
    return text % {
        "draws": f"{drawn.draws:,}".replace(",", "\u00a0"),
        "inputs": len(drawn.inputs),
        "seed": drawn.seed,
    }


# -- One assumption at a time -----------------------------------------------------------------


def swings_of(view: CaseView, model_id: str, basis: str) -> tuple[Swing, ...]:
    """Return what each assumption does to a model's net, the widest first; kept by content."""
    return _swings(content_text(view), model_id, BASES[basis])


@lru_cache(maxsize=32)
def _swings(content: str, model_id: str, output: Output) -> tuple[Swing, ...]:
    case = case_from_data(json.loads(content))
    units = units_in(case, model_id)
    return tuple(
        replace(swing, unit=swing.unit or units.get(swing.path, "factor"))
        for swing in tornado(case, model_id, parameters=parameters(), output=output)
    )


def units_in(case: Case, model_id: str) -> Mapping[str, str]:
    """Return the unit of each value a model's net rests on, also where its place decides it."""
    result = compare(case, parameters=parameters()).result(model_id)
    return {
        part.key: part.unit
        for figure in (result.net_saving, result.net_saving_computed)
        for part in figure.walk()
        if part.key
    }


def end(of: str, value: float) -> Figure:
    """Return the net of a full year at one end of an assumption's range."""
    return given(nb("Netto innsparing i et helt år"), value, "nok", Kind.COMPUTED, of=of)


def _end_figure(case: Case, model_id: str, rest: str) -> Figure | None:
    basis, _, place = rest.partition(".")
    side, _, path = place.partition(".")
    values = {item.path: item.value for item in values_of(case)}
    value = values.get(path)
    if basis not in BASES or side not in ("low", "high") or value is None:
        return None
    number = value.low if side == "low" else value.high
    return None if number is None else _with(case, model_id, BASES[basis], {path: number})


def _break_even_figure(found: Found | None, case: Case, model_id: str, rest: str) -> Figure | None:
    basis, _, path = rest.partition(".")
    if found is None or basis not in BASES:
        return None
    one = next((one for one in break_evens_of(found, model_id, basis) if one.path == path), None)
    if one is None or one.value is None:
        return None
    return _with(case, model_id, BASES[basis], {path: one.value})


def break_evens_of(found: Found, model_id: str, basis: str) -> tuple[BreakEven, ...]:
    """Return the break-even values a simulation found for a model."""
    model = found.break_evens(model_id)
    if model is None:
        return ()
    return model.as_stated if basis == "stated" else model.computed


def _with(
    case: Case, model_id: str, output: Output, overrides: Mapping[str, float]
) -> Figure | None:
    try:
        result = compare(case, parameters=parameters(), overrides=overrides).result(model_id)
    except InvalidInputError:
        return None  # the simulation was of another content, which had this address
    figure: Figure = getattr(result, output)
    return figure
