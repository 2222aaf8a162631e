# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A comparison as charts. Pages and the decision document draw the same ones.

Money is drawn in millions of NOK. `translate` turns a bokmål message into the reader's language.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from ambulant.documents.charts import (
    ActivityBars,
    Chart,
    ChartStyle,
    Fan,
    FanYear,
    ModelActivities,
    OrgTree,
    OrgUnit,
    ScoreBars,
    ScoreRow,
    StagePoint,
    StageSteps,
    Tornado,
    TornadoBar,
    UnitChange,
    Waterfall,
    WaterfallStep,
    YearBars,
    YearValue,
    activity_bars,
    fan,
    org_tree,
    score_bars,
    stage_steps,
    tornado,
    waterfall,
    year_bars,
)
from ambulant.explain import Figure, nb
from ambulant.reform.case import Case
from ambulant.reform.judgement import ModelScore
from ambulant.reform.results import Change, Comparison, ModelResult, PlanYear
from ambulant.reform.stages import StageSeries
from ambulant.reform.uncertainty import BasisUncertainty, Swing
from ambulant.units import format_number, format_value

Translate: TypeAlias = Callable[[str], str]
Domain: TypeAlias = tuple[float, float]

MILLION = 1e6
NATURAL = ChartStyle()


def activity_chart(
    results: Iterable[ModelResult],
    style: ChartStyle = NATURAL,
    translate: Translate = str,
    maximum: float | None = None,
) -> Chart:
    """Return what working time goes to, per model, on one scale."""
    models = tuple(_activities(result) for result in results)
    title = translate(nb("Årsverk etter hva tida går til"))
    return activity_bars(ActivityBars(title, models, maximum=maximum), style)


def plan_chart(
    result: ModelResult,
    style: ChartStyle = NATURAL,
    translate: Translate = str,
    domain: Domain | None = None,
) -> Chart:
    """Return net effect on operations per year: as computed where it is, the stated as a tick."""
    stated = {year.year: _million(year.net_operating) for year in result.plan}
    computed = {year.year: _million(year.net_operating) for year in result.plan_computed}
    years = tuple(
        YearValue(
            year,
            computed.get(year, value),
            value if year in computed else None,
        )
        for year, value in stated.items()
    )
    title = translate(nb("Netto effekt på drift")) + f", {result.name}"
    return year_bars(YearBars(title, years, domain=domain), style)


def waterfall_chart(
    result: ModelResult,
    style: ChartStyle = NATURAL,
    translate: Translate = str,
    domain: Domain | None = None,
) -> Chart:
    """Return the way from gross saving to the net effect of the first year of the plan."""
    first = result.plan[0] if result.plan else None
    steps = [
        WaterfallStep(translate(nb("Spart lønn")), _million(result.gross_saving), True),
        WaterfallStep(translate(nb("Nye utgifter")), _negative(result.added_costs)),
        WaterfallStep(translate(nb("Margin")), _negative(result.margin)),
        WaterfallStep(translate(nb("Netto i året")), _million(result.net_saving), True),
    ]
    if first is not None:
        steps += _first_year_steps(result, first, translate)
    title = translate(nb("Fra brutto til netto")) + f", {result.name}"
    return waterfall(Waterfall(title, tuple(steps), domain=domain), style)


def fan_chart(
    name: str,
    basis: BasisUncertainty,
    style: ChartStyle = NATURAL,
    translate: Translate = str,
    domain: Domain | None = None,
) -> Chart:
    """Return how sure the net effect of each year is."""
    years = tuple(
        FanYear(
            year=item.year,
            median=item.outcomes.p50 / MILLION,
            half_low=item.outcomes.p25 / MILLION,
            half_high=item.outcomes.p75 / MILLION,
            low=item.outcomes.p10 / MILLION,
            high=item.outcomes.p90 / MILLION,
        )
        for item in basis.fan
    )
    title = translate(nb("Netto effekt på drift med usikkerhet")) + f", {name}"
    return fan(Fan(title, years, domain=domain), style)


def tornado_chart(
    name: str,
    base: Figure,
    swings: Iterable[Swing],
    style: ChartStyle = NATURAL,
    translate: Translate = str,
) -> Chart:
    """Return which assumptions matter most for the full-year net saving."""
    bars = tuple(
        TornadoBar(
            translate(swing.label) if swing.label else swing.path,
            swing.at_low / MILLION,
            swing.at_high / MILLION,
            _input_text(swing.low, swing.unit, translate),
            _input_text(swing.high, swing.unit, translate),
        )
        for swing in swings
    )
    title = translate(nb("Hva som betyr mest")) + f", {name}"
    return tornado(Tornado(title, _million(base), bars), style)


def stage_chart(
    series: StageSeries, style: ChartStyle = NATURAL, translate: Translate = str
) -> Chart:
    """Return FTE by month when models follow one another."""
    points: list[StagePoint] = []
    for month in series.months:
        if not points or points[-1].stage != month.model_name:
            points.append(StagePoint(month.month, _value(month.fte), month.model_name))
    if series.months and points[-1].month != series.months[-1].month:
        last = series.months[-1]
        points.append(StagePoint(last.month, _value(last.fte), last.model_name))
    title = translate(nb("Årsverk måned for måned")) + f", {series.plan.name}"
    return stage_steps(StageSteps(title, tuple(points)), style)


def tree_chart(
    case: Case, result: ModelResult, style: ChartStyle = NATURAL, translate: Translate = str
) -> Chart:
    """Return the organisation of a model as a tree, with what happens to each unit."""
    names = case.unit_names()
    shown = {unit.unit.id for unit in result.units}
    units = tuple(
        OrgUnit(
            key=unit.unit.id,
            name=unit.unit.name,
            parent=unit.unit.parent if unit.unit.parent in shown else "",
            fte=_value(unit.fte_after),
            change=_CHANGES[unit.change],
            note=_note(unit.was_under, unit.made_of, names, translate),
        )
        for unit in result.units
    )
    title = translate(nb("Organisasjon")) + f", {result.name}"
    return org_tree(OrgTree(title, units), style)


def score_chart(
    scores: Iterable[ModelScore], style: ChartStyle = NATURAL, translate: Translate = str
) -> Chart:
    """Return the weighted score of each model, out of 5."""
    rows = tuple(ScoreRow(score.name, _value(score.weighted)) for score in scores)
    title = translate(nb("Vektet poengsum"))
    return score_bars(ScoreBars(title, rows, maximum=5.0, decimals=2), style)


def shared_money_domain(comparison: Comparison, extra: Iterable[float] = ()) -> Domain:
    """Return one scale in millions that holds every year of every model, with `extra` (NOK)."""
    values = [0.0, *(value / MILLION for value in extra)]
    for result in comparison.results:
        for year in (*result.plan, *result.plan_computed):
            value = _million(year.net_operating)
            if value is not None:
                values.append(value)
        gross = _million(result.gross_saving)
        if gross is not None:
            values.append(gross)
    low, high = min(values), max(values)
    if high - low < 1e-9:  # noqa: PLR2004 - nothing to draw
        return (0.0, 1.0)
    air = (high - low) * 0.05
    return (low - air if low < 0 else 0.0, high + air)


_CHANGES = {
    Change.SAME: UnitChange.NONE,
    Change.NEW: UnitChange.NEW,
    Change.MERGED: UnitChange.NEW,
    Change.SPLIT: UnitChange.NEW,
    Change.MOVED: UnitChange.MOVED,
    Change.CHANGED: UnitChange.CHANGED,
    Change.CLOSED: UnitChange.CLOSED,
}


def _note(
    was_under: str | None, made_of: tuple[str, ...], names: dict[str, str], translate: Translate
) -> str:
    if made_of:
        return translate(nb("av")) + " " + ", ".join(names.get(unit, unit) for unit in made_of)
    if was_under:
        return translate(nb("fra")) + " " + names.get(was_under, was_under)
    return ""


def _activities(result: ModelResult) -> ModelActivities:
    activity = result.activity
    if activity is None:
        return ModelActivities(result.name, None, None, None, None, None)
    return ModelActivities(
        result.name,
        _value(activity.on_site),
        _value(activity.direct),
        _value(activity.travel),
        _value(activity.indirect),
        _value(activity.absence),
        _value(activity.other),
    )


def _first_year_steps(
    result: ModelResult, first: PlanYear, translate: Translate
) -> list[WaterfallStep]:
    full, phased = _million(result.net_saving), _million(first.operations)
    waiting = None if full is None or phased is None else phased - full
    return [
        WaterfallStep(translate(nb("Ikke full effekt")), waiting),
        WaterfallStep(translate(nb("Oppstart")), _million(first.one_off)),
        WaterfallStep(
            translate(nb("Netto")) + f" {first.year}", _million(first.net_operating), True
        ),
    ]


def _value(figure: Figure) -> float | None:
    return None if figure.is_missing else figure.number


def _million(figure: Figure) -> float | None:
    return None if figure.is_missing else figure.number / MILLION


def _negative(figure: Figure) -> float | None:
    value = _million(figure)
    return None if value is None else -value


def _input_text(value: float, unit: str, translate: Translate) -> str:
    return format_value(value, unit, translate=translate) if unit else format_number(value, 1)
