# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A model's money: the whole year, year by year, line by line, stage by stage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ambulant.reform.case import CostLine, Value
from ambulant.reform.charts import (
    plan_chart,
    shared_money_domain,
    stage_chart,
    waterfall_chart,
)
from ambulant.reform.inputs import values_of
from ambulant.reform.results import Basis, CostResult, ModelResult, PlanYear
from ambulant.reform.stages import StageMonth, StageSeries
from ambulant_web.reform.presentation import economy_figures
from ambulant_web.reform.presentation.basis import basis_words
from ambulant_web.reform.presentation.cells import NOTHING, Cell, cell_of
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.presentation.frame import Link
from ambulant_web.reform.presentation.uncertainty import (
    TornadoPart,
    basis_names,
    tornado_parts,
)
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.wording import translated

NOMINAL = "lopende"
PLAN_COLUMNS = (
    "gross",
    "running",
    "margin",
    "operations",
    "one_off",
    "net_operating",
    "investment",
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A year of the plan."""

    year: int
    cells: tuple[Cell, ...]  # in the order of PLAN_COLUMNS

    @property
    def labelled(self) -> tuple[tuple[str, Cell], ...]:
        """The cells with their headings."""
        return tuple(zip(plan_headings(), self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A plan year by year, for one way of counting the FTE."""

    basis: str
    name: str
    rows: tuple[PlanRow, ...]
    sum: Cell  # of net_operating; nothing in other prices

    @property
    def is_known(self) -> bool:
        """True when the net of any year is known."""
        at = PLAN_COLUMNS.index("net_operating")
        return any(not row.cells[at].is_missing for row in self.rows)


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line of the full year, for each way of counting the FTE."""

    label: str
    hint: str
    named: tuple[tuple[str, Cell], ...]  # by what the FTE rest on
    is_total: bool = False
    is_money: bool = True


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost line as it stands in the case."""

    name: str
    kind: str
    is_outside: bool  # outside the plan
    amount: Cell
    start: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class SumLine:
    """The sum of cost lines of a kind; without a key the case has none."""

    label: str
    key: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the margin may be a share of."""

    name: str
    is_used: bool
    costs: Cell
    margin: Cell


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a stage plan, as it is at its end."""

    name: str
    sort: str
    models: str
    fte: Cell
    net: tuple[Cell, ...]  # one for each month
    cumulative: Cell


@dataclass(frozen=True, slots=True)
class Stages:
    """Models one after the other."""

    id: str
    name: str
    reason: str
    source: str
    picture: Drawing | None
    quarters: tuple[Quarter, ...]
    starts: tuple[tuple[str, str], ...]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """What the source does not say about a model."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """All of it but the draws."""

    result: ModelResult
    basis: str
    bases: tuple[tuple[str, str], ...]
    is_nominal: bool
    year: tuple[YearLine, ...]
    plans: tuple[PlanTable, ...]
    waterfall: Drawing | None
    bars: Drawing | None
    costs: tuple[CostRow, ...]
    readings: tuple[Reading, ...]
    gaps: tuple[Gap, ...]
    stages: tuple[Stages, ...]
    tornado: tuple[TornadoPart, ...]

    @property
    def is_unknown(self) -> bool:
        """True when no amount is known."""
        return self.result.net_saving.is_missing and self.result.net_saving_computed.is_missing

    @property
    def sums(self) -> tuple[SumLine, ...]:
        """What the cost lines come to, by kind."""
        kinds = {cost.line.kind for cost in self.result.costs}
        running = bool(kinds & {"running", "grant", "income"})
        return (
            SumLine(_("Nye driftsutgifter i et helt år"), "added_costs" if running else ""),
            SumLine(_("Engangsutgifter i alt"), "one_off_total" if "one_off" in kinds else ""),
            SumLine(_("Investering i alt"), "investment_total" if "investment" in kinds else ""),
            SumLine(
                _("Unngått investering"),
                "avoided_investment" if "avoided_investment" in kinds else "",
                is_outside=True,
            ),
        )

    @property
    def years(self) -> str:
        """First and last year of the plan."""
        plan = self.result.plan
        return f"{plan[0].year}–{plan[-1].year}" if plan else ""


def plan_headings() -> tuple[str, ...]:
    """Return the headings of a plan, in the order of its columns."""
    return (
        _("Spart lønn"),
        _("Nye driftsutgifter"),
        _("Margin"),
        _("Drift"),
        _("Engangs"),
        _("Netto drift"),
        _("Investering"),
    )


def economy(view: CaseView, result: ModelResult, *, prices: str) -> Page:
    """Return the page of one model; `prices` is `lopende` for each year's own prices."""
    is_nominal = prices == NOMINAL and economy_figures.can_be_nominal(view.case)
    domain = shared_money_domain(view.comparison)
    drawn = result
    if is_nominal:
        drawn = replace(
            result,
            plan=economy_figures.nominal(view.case, result.plan),
            plan_computed=economy_figures.nominal(view.case, result.plan_computed),
        )
    charted = replace(drawn, plan_computed=()) if result.basis is Basis.COMPUTED else drawn
    has_plan = any(not y.net_operating.is_missing for y in (*drawn.plan, *drawn.plan_computed))
    has_way = not result.net_saving.is_missing
    return Page(
        result=result,
        basis=basis_words()[result.basis],
        bases=basis_names(result),
        is_nominal=is_nominal,
        year=_year(view, result),
        plans=_plans(view, drawn, is_nominal=is_nominal),
        waterfall=draw(lambda s: waterfall_chart(result, s, translated, domain))
        if has_way
        else None,
        bars=draw(lambda s: plan_chart(charted, s, translated)) if has_plan else None,
        costs=_costs(view, result),
        readings=_readings(view, result),
        gaps=_gaps(result),
        stages=tuple(_stages(view, series) for series in economy_figures.series_of(view)),
        tornado=tornado_parts(view, result),
    )


def price_links(view: CaseView, model_id: str, *, is_nominal: bool) -> tuple[Link, ...]:
    """Return the choice between fixed and each year's prices; empty when there is none."""
    if not economy_figures.can_be_nominal(view.case):
        return ()
    fixed = _("Faste %(year)s-kroner") % {"year": view.case.prices.year}
    return (
        Link(fixed, f"?modell={model_id}#aar-for-aar", not is_nominal),
        Link(_("Årets kroner"), f"?modell={model_id}&priser={NOMINAL}#aar-for-aar", is_nominal),
    )


def _year(view: CaseView, result: ModelResult) -> tuple[YearLine, ...]:
    def both(stated: str, computed: str) -> tuple[Cell, ...]:
        keys = {"stated": stated, "computed": computed}
        return tuple(cell_of(view, result.id, keys[basis]) for basis, _name in basis_names(result))

    added = both("added_costs", "added_costs")
    has_margin = result.model is not None and result.model.margin is not None
    margin = tuple(
        NOTHING
        if not has_margin
        else cell_of(view, result.id, "margin")
        if basis == "stated"
        else economy_figures.cell(
            view, result.id, "margin.computed", economy_figures.margin_computed(result)
        )
        for basis, _name in basis_names(result)
    )
    change = both("fte_change", "fte_change_computed")
    price = both("cost_per_fte", "cost_per_fte")
    gross = both("gross_saving", "gross_saving_computed")
    net = both("net_saving", "net_saving_computed")
    names = [name for _basis, name in basis_names(result)]

    def line(label: str, hint: str, cells: tuple[Cell, ...], **more: bool) -> YearLine:
        return YearLine(label, hint, tuple(zip(names, cells, strict=True)), **more)

    return (
        line(_("Endring i årsverk"), _("mot i dag"), change, is_money=False),
        line(_("Lønnsutgift per årsverk"), _("kroner"), price, is_money=False),
        line(_("Spart lønn, brutto"), _("mill. kr"), gross),
        line(_("Nye driftsutgifter"), _("trekkes fra"), added),
        line(_("Sikkerhetsmargin"), _("trekkes fra"), margin),
        line(_("Netto innsparing"), _("mill. kr i et helt år"), net, is_total=True),
    )


def _plans(view: CaseView, result: ModelResult, *, is_nominal: bool) -> tuple[PlanTable, ...]:
    tables = []
    for basis, name in basis_names(result):
        # Without a stated total the model's own plan is the computed one.
        plan_name = "plan" if result.basis is Basis.COMPUTED else economy_figures.PLANS[basis]
        plan: tuple[PlanYear, ...] = getattr(result, plan_name)
        if not plan:
            continue
        rows = tuple(
            PlanRow(
                year.year,
                tuple(
                    _plan_cell(
                        view, result.id, f"{plan_name}.{year.year}.{column}", year, is_nominal
                    )
                    for column in PLAN_COLUMNS
                ),
            )
            for year in plan
        )
        has_sum = plan_name == "plan" and not is_nominal
        total = cell_of(view, result.id, "plan_sum") if has_sum else NOTHING
        tables.append(PlanTable(basis, name, rows, total))
    return tuple(tables)


def _plan_cell(view: CaseView, model_id: str, key: str, year: PlanYear, is_nominal: bool) -> Cell:
    if not is_nominal:
        return cell_of(view, model_id, key)
    figure = getattr(year, key.rpartition(".")[2])
    return economy_figures.cell(view, model_id, f"lopende.{key}", figure)


def cost_kinds() -> Mapping[str, str]:
    """Return what kinds of cost lines are called."""
    return {
        "running": _("driftsutgift i året"),
        "one_off": _("engangsutgift"),
        "investment": _("investering"),
        "avoided_investment": _("unngått investering"),
        "grant": _("tilskudd i året"),
        "income": _("inntekt i året"),
    }


def _costs(view: CaseView, result: ModelResult) -> tuple[CostRow, ...]:
    values = {item.path: item.value for item in values_of(view.case)}
    kinds = cost_kinds()
    return tuple(
        CostRow(
            name=cost.line.name,
            kind=kinds[cost.line.kind],
            is_outside=cost.line.kind == "avoided_investment",
            amount=cell_of(view, result.id, f"costs.{cost.line.id}"),
            start=_start(cost.line),
            source=_joined(cost, values, "source"),
            reason=_joined(cost, values, "reason"),
        )
        for cost in result.costs
    )


def _start(line: CostLine) -> str:
    if line.per_year:
        return ", ".join(str(year) for year in sorted(line.per_year))
    start = date_format(line.start, "d.m.Y") if line.start else ""
    end = date_format(line.end, "d.m.Y") if line.end else ""
    if start and end:
        return _("%(start)s til %(end)s") % {"start": start, "end": end}
    if start:
        return _("fra %(start)s") % {"start": start}
    if end:
        return _("til %(end)s") % {"end": end}
    return _("følger innfasingen") if line.kind in ("running", "grant", "income") else ""


def _joined(cost: CostResult, values: Mapping[str, Value], name: str) -> str:
    """Return the sources, or the reasons, of the values a line rests on, each once."""
    found = [cost.line.source if name == "source" else cost.line.note]
    for part in cost.amount.walk():
        if part.key in values:
            found.append(str(getattr(values[part.key], name)))
    return "; ".join(dict.fromkeys(text for text in found if text))


def margin_bases() -> Mapping[str, str]:
    """Return what the margin may be a share of, in words."""
    return {
        "gross": _("Av spart lønn"),
        "gross_minus_costs": _("Av spart lønn minus nye utgifter"),
        "net": _("Av det som er igjen til slutt"),
    }


def _readings(view: CaseView, result: ModelResult) -> tuple[Reading, ...]:
    margin = result.model.margin if result.model else None
    names = margin_bases()
    return tuple(
        Reading(
            names[reading.base],
            margin is not None and reading.base == margin.base,
            cell_of(view, result.id, f"margin_readings.{reading.base}.added_costs"),
            cell_of(view, result.id, f"margin_readings.{reading.base}.margin"),
        )
        for reading in result.margin_readings
    )


def gap_names() -> Mapping[str, str]:
    """Return what the figures a source may lack are called."""
    return {
        "fte_total": _("Årsverk i alt"),
        "gross_saving": _("Brutto innsparing"),
        "added_costs": _("Nye driftsutgifter"),
        "margin": _("Sikkerhetsmargin"),
        "margin_base": _("Hva marginen regnes av"),
        "net_saving": _("Netto innsparing"),
        "costs": _("Utgifter"),
        "one_off": _("Engangsutgifter"),
        "investment": _("Investering"),
        "avoided_investment": _("Unngått investering"),
        "plan": _("Planen år for år"),
        "phase_in": _("Innfasing"),
        "competence": _("Kompetanse"),
        "place": _("Plass i organisasjonen"),
        "cost_per_fte": _("Lønnsutgift per årsverk"),
    }


def _gaps(result: ModelResult) -> tuple[Gap, ...]:
    names = gap_names()
    stated = result.model.not_stated if result.model else {}
    return tuple(Gap(names.get(key, _("Annet")), translated(text)) for key, text in stated.items())


def _stages(view: CaseView, series: StageSeries) -> Stages:
    names = {result.id: result.name for result in view.comparison.results}
    has_fte = any(not month.fte.is_missing for month in series.months)
    has_money = any(not month.net.is_missing for month in series.months)
    picture = draw(lambda style: stage_chart(series, style, translated)) if has_fte else None
    months = series.months
    return Stages(
        id=series.plan.id,
        name=series.plan.name,
        reason=series.plan.reason,
        source=series.plan.source,
        picture=picture,
        quarters=tuple(
            _quarter(view, series.plan.id, months[at : at + 3]) for at in range(0, len(months), 3)
        ),
        starts=tuple(
            (date_format(stage.start, "d.m.Y"), names[stage.model]) for stage in series.plan.stages
        ),
        is_known=has_fte or has_money,
    )


def _quarter(view: CaseView, plan_id: str, months: tuple[StageMonth, ...]) -> Quarter:
    last = months[-1]

    def cell(month: StageMonth, name: str) -> Cell:
        key = f"etapper.{plan_id}.{month.month:%Y-%m}.{name}"
        return economy_figures.cell(view, month.model_id, key, getattr(month, name))

    number = (last.month.month + 2) // 3
    return Quarter(
        name=_("%(number)s. kvartal %(year)s") % {"number": number, "year": last.month.year},
        sort=f"{last.month.year}{number}",
        models=_sequence(month.model_name for month in months),
        fte=cell(last, "fte"),
        net=tuple(cell(month, "net") for month in months),
        cumulative=cell(last, "cumulative"),
    )


def _sequence(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
