# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two models beside each other, from the same scenario or from two."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.explain import Figure
from ambulant.reform.case import TODAY
from ambulant.reform.charts import activity_chart, plan_chart, shared_money_domain, waterfall_chart
from ambulant.reform.results import ModelResult
from ambulant.units import NBSP, format_number, unit_of
from ambulant_web.reform.presentation.assumptions import assumptions_of
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.presentation.units import operations_done
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Sheet
from ambulant_web.shell.numbers import unit_word
from ambulant_web.shell.wording import translated

SMALLEST = 1e-9
MILLION = "million"

# Section -> (key of the figure, label, written in millions).
_FIGURES: Mapping[str, tuple[tuple[str, str, bool], ...]] = {
    gettext_noop("Årsverk"): (
        ("fte_total", gettext_noop("Årsverk i alt"), False),
        ("fte_change", gettext_noop("Mot i dag"), False),
        ("fte_in_scope", gettext_noop("I tjenesten selv"), False),
        ("fte_computed", gettext_noop("Beregnet nedenfra"), False),
        ("activity.on_site", gettext_noop("Stedlig"), False),
        ("activity.direct", gettext_noop("Ambulant, hos bruker"), False),
        ("activity.travel", gettext_noop("Reise"), False),
        ("activity.indirect", gettext_noop("Indirekte"), False),
        ("activity.other", gettext_noop("Andre stillinger"), False),
        ("activity.absence", gettext_noop("Fravær"), False),
        ("direct_share", gettext_noop("Tid hos bruker, andel"), False),
        ("teams", gettext_noop("Team og baser"), False),
    ),
    gettext_noop("Penger"): (
        ("cost_per_fte", gettext_noop("Lønnsutgift per årsverk"), False),
        ("gross_saving", gettext_noop("Spart lønn"), True),
        ("added_costs", gettext_noop("Nye utgifter"), True),
        ("margin", gettext_noop("Margin"), True),
        ("net_saving", gettext_noop("Netto i året"), True),
        ("net_saving_computed", gettext_noop("Netto av beregnede årsverk"), True),
        ("plan_sum", gettext_noop("Sum netto i planen"), True),
        ("one_off_total", gettext_noop("Oppstart"), True),
        ("investment_total", gettext_noop("Investering"), True),
        ("avoided_investment", gettext_noop("Investering som unngås, utenfor planen"), True),
    ),
}
YEARS = gettext_noop("Netto effekt på drift, år for år")


@dataclass(frozen=True, slots=True)
class Side:
    """One model in one scenario."""

    view: CaseView
    result: ModelResult
    name: str

    @property
    def key(self) -> str:
        """What it is called in addresses: `saken:modell-2`."""
        return f"{self.view.scenario_slug}:{self.result.id}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on both sides."""

    section: str
    label: str
    key: str
    a: Figure | None
    b: Figure | None
    is_million: bool

    @property
    def style(self) -> str:
        """How it is written."""
        return MILLION if self.is_million else ""

    @property
    def unit(self) -> str:
        """The unit, as a word."""
        figure = self.a if self.a is not None else self.b
        return unit_word(figure, self.style) if figure is not None else ""

    @property
    def difference(self) -> float | None:
        """How much higher the second is, in the stored unit; None when one is missing."""
        if self.a is None or self.b is None or self.a.is_missing or self.b.is_missing:
            return None
        return self.b.number - self.a.number

    @property
    def differs(self) -> bool:
        """True when the two are not alike."""
        if self.difference is None:
            return (self.a is None or self.a.is_missing) != (self.b is None or self.b.is_missing)
        return abs(self.difference) > SMALLEST

    @property
    def difference_text(self) -> str:
        """The difference with its sign; empty when there is none to tell."""
        if self.difference is None:
            return ""
        if not self.differs:
            return _("lik")
        unit = self.a.unit if self.a is not None else "count"
        known = unit_of(unit)
        value = self.difference / 1e6 if self.is_million else self.difference * known.factor
        places = 1 if self.is_million else known.decimals
        while places < 4 and round(value, places) == 0:  # noqa: PLR2004
            places += 1
        text = format_number(value, places, sign=True)
        return f"{text}{NBSP}{_('prosentpoeng')}" if unit == "share" else text


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AssumptionPair:
    """An assumption that the two have different values of."""

    label: str
    used_in: str
    a: str
    b: str


def figure_rows(a: ModelResult, b: ModelResult) -> tuple[Row, ...]:
    """Return every figure the two may differ in."""
    return tuple(_rows(a, b))


def sections(rows: Sequence[Row], *, all_rows: bool = False) -> tuple[Section, ...]:
    """Return rows under their headings: those that differ, or all."""
    kept = [row for row in rows if all_rows or row.differs]
    names = dict.fromkeys(row.section for row in kept)
    return tuple(Section(_(n), tuple(r for r in kept if r.section == n)) for n in names)


def _rows(a: ModelResult, b: ModelResult) -> Iterator[Row]:
    of_a, of_b = a.figures(), b.figures()
    for section, figures in _FIGURES.items():
        for key, label, is_million in figures:
            if key in of_a or key in of_b:
                yield Row(section, _(label), key, of_a.get(key), of_b.get(key), is_million)
    years = sorted({year.year for year in (*a.plan, *b.plan)})
    for year in years:
        key = f"plan.{year}.net_operating"
        yield Row(YEARS, str(year), key, of_a.get(key), of_b.get(key), True)


def assumption_pairs(a: CaseView, b: CaseView) -> tuple[AssumptionPair, ...]:
    """Return the numbers that the two scenarios have different values of."""
    theirs = {row.path: row for row in assumptions_of(b.case, b.case)}
    found = []
    for mine in assumptions_of(a.case, a.case):
        other = theirs.get(mine.path)
        if other is not None and other.now.value != mine.now.value:
            found.append(AssumptionPair(mine.label, mine.used_in, mine.shown, other.shown))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Operations:
    """What the two do to the organisation: only the one, only the other, both."""

    a: Side
    b: Side
    of_a: tuple[str, ...]
    of_b: tuple[str, ...]
    common: tuple[str, ...]

    @property
    def sides(self) -> tuple[tuple[Side, tuple[str, ...]], ...]:
        """Each side with what only it does."""
        return ((self.a, self.of_a), (self.b, self.of_b))


def operations_of(a: Side, b: Side) -> Operations:
    """Return what the two models do to the organisation, as sentences."""
    mine, theirs = _operation_texts(a), _operation_texts(b)
    return Operations(
        a,
        b,
        of_a=tuple(text for text in mine if text not in theirs),
        of_b=tuple(text for text in theirs if text not in mine),
        common=tuple(text for text in mine if text in theirs),
    )


def _operation_texts(side: Side) -> tuple[str, ...]:
    if side.result.id == TODAY:
        return ()
    return tuple(done.text for done in operations_done(side.view.case, side.result.id))


def chart_pairs(a: Side, b: Side) -> tuple[tuple[str, Drawing, Drawing], ...]:
    """Return the charts of the two on the same scale: years, the way to net, activities."""
    low = min(shared_money_domain(side.view.comparison)[0] for side in (a, b))
    high = max(shared_money_domain(side.view.comparison)[1] for side in (a, b))
    domain = (low, high)
    found: list[tuple[str, Drawing, Drawing]] = []

    def pair(title: str, drawings: Sequence[Drawing]) -> None:
        # Two alike say nothing the table does not, and would share the ids inside them.
        if drawings[0].natural.svg != drawings[1].natural.svg:
            found.append((title, drawings[0], drawings[1]))

    if a.result.plan and b.result.plan:
        pair(_("Netto effekt på drift"), [_plan(side, domain) for side in (a, b)])
        pair(_("Fra brutto til netto"), [_waterfall(side, domain) for side in (a, b)])
    totals = [_highest(side.result) for side in (a, b)]
    if all(total is not None for total in totals):
        top = max(cast(float, total) for total in totals)
        pair(_("Hva tida går til"), [_activities(side, top) for side in (a, b)])
    return tuple(found)


def _plan(side: Side, domain: tuple[float, float]) -> Drawing:
    return draw(lambda style: plan_chart(side.result, style, translated, domain))


def _waterfall(side: Side, domain: tuple[float, float]) -> Drawing:
    return draw(lambda style: waterfall_chart(side.result, style, translated, domain))


def _activities(side: Side, top: float) -> Drawing:
    return draw(lambda style: activity_chart([side.result], style, translated, top))


def _highest(result: ModelResult) -> float | None:
    if result.activity is None:
        return None
    parts = (
        result.activity.on_site,
        result.activity.direct,
        result.activity.travel,
        result.activity.indirect,
        result.activity.absence,
    )
    known = [part.number for part in parts if not part.is_missing]
    return max(known) * 1.1 if known else None


def difference_sheets(a: Side, b: Side, rows: Sequence[Row]) -> list[Sheet]:
    """Return the comparison as sheets: figures, assumptions."""
    figures = [
        (_(row.section), row.label, row.unit, _plain(row, row.a), _plain(row, row.b), _gap(row))
        for row in rows
    ]
    headings = [_("Del"), _("Størrelse"), _("Enhet"), a.name, b.name, _("Forskjell")]
    pairs = [
        (pair.label, pair.used_in, pair.a, pair.b) for pair in assumption_pairs(a.view, b.view)
    ]
    return [
        Sheet(_("Tall"), headings, figures, ("", "", "", "#,##0.00", "#,##0.00", "#,##0.00")),
        Sheet(_("Forutsetninger"), [_("Forutsetning"), _("Brukt i"), a.name, b.name], pairs),
    ]


def _plain(row: Row, figure: Figure | None) -> float | str:
    if figure is None:
        return ""
    if figure.is_missing:
        return _("mangler")
    return figure.number / 1e6 if row.is_million else figure.number


def _gap(row: Row) -> float | None:
    if row.difference is None:
        return None
    return row.difference / 1e6 if row.is_million else row.difference
