# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The models of a case as columns, and the questions asked of them as rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.case import TODAY, Argument
from ambulant.reform.charts import Domain, plan_chart, shared_money_domain, waterfall_chart
from ambulant.reform.judgement import InputAnswer, RatedRisk, Readiness
from ambulant.reform.results import Basis, Change, ModelResult, Transfer, UnitResult
from ambulant_web.reform.presentation import lead
from ambulant_web.reform.presentation.basis import basis_words
from ambulant_web.reform.presentation.case_list import recommended
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.wording import translated

COLUMN_CHART = 280  # px; a column is at least as wide
BAR_PX = 120.0  # the longest bar; in px, for columns differ in width and the scale must not
INPUTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """A question a model leaves open: shown as "mangler" with why, never as 0."""

    reason: str


@dataclass(frozen=True, slots=True)
class Column:
    """One model as the page shows it."""

    result: ModelResult
    is_shown: bool  # on a phone, where one model is shown at a time
    chart: Drawing | None
    readiness: Readiness | None
    risks: tuple[RatedRisk, ...]

    @property
    def id(self) -> str:
        """The model's id."""
        return self.result.id

    @property
    def is_today(self) -> bool:
        """True for what the models are measured against."""
        return self.result.id == TODAY

    @property
    def is_recommended(self) -> bool:
        """True for the model the case recommends."""
        return self.result.model is not None and self.result.model.recommended

    @property
    def note(self) -> str:
        """What stands under the name."""
        words = [self.result.subtitle]
        if self.is_recommended:
            words.append(_("anbefalt i saken"))
        return " · ".join(word for word in words if word)

    @property
    def stated_gap(self) -> Gap | None:
        """Why the case states no FTE for the model; None when it does."""
        reason = self._lacks("fte_total")
        if reason or self.result.basis is not Basis.STATED:
            return Gap(reason or _("Saken oppgir ikke årsverk for modellen."))
        return None

    @property
    def is_stated(self) -> bool:
        """True when the money rests on FTE that the case states."""
        return self.result.basis is Basis.STATED and not self.is_today

    @property
    def basis(self) -> str:
        """What the FTE used for the money rests on, in words."""
        return basis_words()[self.result.basis]

    @property
    def left(self) -> tuple[tuple[str, Transfer], ...]:
        """FTE that goes to units outside the case, no saving: key of the figure, with names."""
        names = {unit.unit.id: unit.unit.name for unit in self.result.units}
        return tuple(
            (f"transfers.{number}", replace(transfer, to=names.get(transfer.to, transfer.to)))
            for number, transfer in enumerate(self.result.transfers)
            if transfer.leaves_scope
        )

    @property
    def strengths(self) -> tuple[Argument, ...]:
        """What speaks for the model, in the case."""
        return self.result.model.strengths if self.result.model else ()

    @property
    def weaknesses(self) -> tuple[Argument, ...]:
        """What speaks against it."""
        return self.result.model.weaknesses if self.result.model else ()

    @property
    def risk(self) -> RatedRisk | None:
        """The highest risk."""
        return self.risks[0] if self.risks else None

    @property
    def widest(self) -> UnitResult | None:
        """The unit with most FTE per leader."""
        known = [
            unit
            for unit in self.result.units
            if unit.change is not Change.CLOSED and not unit.span_of_control.is_missing
        ]
        return max(known, key=lambda unit: unit.span_of_control.number, default=None)

    @property
    def gaps(self) -> list[str]:
        """Functions nobody answers for, in words."""
        return self._cells(self.result.matrix.gaps)

    @property
    def overlaps(self) -> list[str]:
        """Functions more than one answers for, in words."""
        return self._cells(self.result.matrix.overlaps)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Costs the money of the model does not hold, with why."""
        named = ((_("Engangsutgifter"), self.one_off_gap), (_("Investering"), self.investment_gap))
        running = self._cost_gap("running")
        return tuple(
            f"{name}: {gap.reason}"
            for name, gap in ((_("Nye driftsutgifter"), running), *named)
            if gap is not None and gap.reason
        )

    @property
    def one_off_gap(self) -> Gap | None:
        """Why there are no one-off costs to show."""
        return self._cost_gap("one_off")

    @property
    def investment_gap(self) -> Gap | None:
        """Why there is no investment to show."""
        return self._cost_gap("investment")

    @property
    def avoided_gap(self) -> Gap | None:
        """Why there is no avoided investment to show."""
        return self._cost_gap("avoided_investment")

    def _cost_gap(self, kind: str) -> Gap | None:
        """Return why lines of a kind are not there: no reason when the case simply has none."""
        model = self.result.model
        if model is None or any(line.kind == kind for line in model.costs):
            return None
        return Gap(self._lacks(kind) or ("" if model.costs else self._lacks("costs")))

    def _lacks(self, figure: str) -> str:
        return self.result.model.not_stated.get(figure, "") if self.result.model else ""

    def _cells(self, cells: Iterable[tuple[str, str]]) -> list[str]:
        services = {service.id: service.name for service in self.result.matrix.services}
        groups = {group.id: group.name for group in self.result.matrix.groups}
        return [f"{services[service]}: {groups[group]}" for service, group in cells]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure with the length of its bar in px; empty when missing."""

    column: Column
    key: str
    figure: Figure
    length: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """One thing that is measured in every model, on the scale of its kind."""

    label: str
    hint: str
    look: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of it."""

    columns: tuple[Column, ...]
    lead: tuple[str, ...]
    activities: tuple[BarRow, ...]
    direct_share: BarRow
    focus: Column | None  # whose way from gross to net is shown
    waterfall: Drawing | None
    inputs: tuple[InputAnswer, ...]
    inputs_in_all: int

    @property
    def shown(self) -> Column | None:
        """The model a phone shows."""
        return next((column for column in self.columns if column.is_shown), None)

    @property
    def has_activities(self) -> bool:
        """True when some model has its working time computed."""
        return any(not bar.figure.is_missing for row in self.activities for bar in row.bars)

    @property
    def has_money(self) -> bool:
        """True when some model has its effect on operations in kroner."""
        return any(column.chart is not None for column in self.columns)

    @property
    def has_transfers(self) -> bool:
        """True when some model moves FTE out of the case."""
        return any(column.left for column in self.columns)

    @property
    def years(self) -> str:
        """First and last year of the plan."""
        plans = [column.result.plan for column in self.columns if column.result.plan]
        return f"{plans[0][0].year}–{plans[0][-1].year}" if plans else ""


def side_by_side(view: CaseView, *, shown: str = "") -> Page:
    """Return the page of a case.

    Args:
        view: The case as a scenario has it.
        shown: Id of the model a phone shows; the recommended one when unknown or empty.
    """
    results = view.comparison.results
    best = recommended(view)
    ids = {result.id for result in results}
    first = best.id if best else results[min(1, len(results) - 1)].id
    wanted = shown if shown in ids else first
    domain = shared_money_domain(view.comparison)
    columns = tuple(_column(view, result, wanted, domain) for result in results)
    focus = _focus(columns, best, shown)
    judged = view.judgement.inputs
    return Page(
        columns=columns,
        lead=lead.sentences(view, best),
        activities=_activities(columns),
        direct_share=_share_row(columns),
        focus=focus,
        waterfall=None if focus is None else _waterfall(focus.result, domain),
        inputs=judged[:INPUTS_SHOWN],
        inputs_in_all=len(judged),
    )


def _column(view: CaseView, result: ModelResult, wanted: str, domain: Domain) -> Column:
    readiness = [row for row in view.judgement.readiness if row.model_id == result.id]
    return Column(
        result=result,
        is_shown=result.id == wanted,
        chart=_plan(result, domain) if result.model and _has_money(result) else None,
        readiness=readiness[0] if readiness else None,
        risks=view.judgement.risks.get(result.id, ()),
    )


def _has_money(result: ModelResult) -> bool:
    return any(not year.net_operating.is_missing for year in (*result.plan, *result.plan_computed))


def _plan(result: ModelResult, domain: Domain) -> Drawing:
    # A tick is what the case states. Where it states nothing, the plan is ours alone.
    shown = result if result.basis is Basis.STATED else replace(result, plan_computed=())
    return draw(lambda style: plan_chart(shown, style, translated, domain), pixels=COLUMN_CHART)


def _waterfall(result: ModelResult, domain: Domain) -> Drawing:
    return draw(lambda style: waterfall_chart(result, style, translated, domain))


def _focus(columns: tuple[Column, ...], best: ModelResult | None, shown: str) -> Column | None:
    """Return the model whose money is opened: the chosen one, the recommended, else the best."""
    known = [
        column
        for column in columns
        if not column.is_today and not column.result.net_saving.is_missing
    ]
    for wanted in (shown, best.id if best else ""):
        for column in known:
            if column.id == wanted:
                return column
    return max(known, key=lambda column: column.result.net_saving.number, default=None)


def _activities(columns: tuple[Column, ...]) -> tuple[BarRow, ...]:
    rows = (
        ("on_site", _("Stedlig"), _("bundet til en base"), "stedlig"),
        ("direct", _("Ambulant"), _("hos bruker"), "ambulant"),
        ("travel", _("Reise"), _("mellom brukere"), "reise"),
        ("indirect", _("Indirekte"), _("rapport, møter, journal"), "indirekte"),
        ("other", _("Annet"), _("ledelse og koordinering"), "annet"),
        ("absence", _("Fravær"), _("ferie, sykdom, kurs"), "fravaer"),
    )
    found = {
        key: [column.result.figures().get(f"activity.{key}") for column in columns]
        for key, *_words in rows
    }
    values = [
        figure.number
        for figures in found.values()
        for figure in figures
        if figure is not None and not figure.is_missing
    ]
    longest = max(values, default=0.0)
    return tuple(
        BarRow(label, hint, look, _bars(columns, f"activity.{key}", longest))
        for key, label, hint, look in rows
        if key != "other" or any(figure and figure.number_or(0) for figure in found[key])
    )


def _share_row(columns: tuple[Column, ...]) -> BarRow:
    bars = _bars(columns, "direct_share", 1.0)
    return BarRow(_("Tid hos bruker"), _("andel av arbeidstida"), "hoved", bars)


def _bars(columns: tuple[Column, ...], key: str, longest: float) -> tuple[Bar, ...]:
    bars = []
    for column in columns:
        figures = column.result.figures()
        figure = figures.get(key, column.result.fte_computed)
        length = ""
        if not figure.is_missing and longest > 0:
            length = f"{figure.number / longest * BAR_PX:.1f}"
        bars.append(Bar(column, key if key in figures else "fte_computed", figure, length))
    return tuple(bars)
