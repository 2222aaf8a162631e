# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The comparison of models as sheets of a workbook, one per section of the page."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.results import ModelResult, PlanYear
from ambulant_web.reform.presentation.basis import basis_words
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Cell, Sheet
from ambulant_web.shell.numbers import kind_name
from ambulant_web.shell.wording import translated

FTE = "0.00"
NOK = "#,##0"
PERCENT = "0.0%"


def sheets(view: CaseView) -> list[Sheet]:
    """Return FTE, money, plan, quality, risk, preconditions and staff inputs."""
    results = view.comparison.results
    return [
        _fte(results),
        _money(results),
        _plan(results),
        _quality(results),
        _arguments(results),
        _risks(view),
        _preconditions(results),
        _inputs(view),
    ]


def plain(figure: Figure | None) -> Cell:
    """Return the number of a figure, or the word for a gap."""
    if figure is None:
        return ""
    return _("mangler") if figure.is_missing else figure.number


def _fte(results: Iterable[ModelResult]) -> Sheet:
    headings = [
        _("Modell"),
        _("Beregnet behov"),
        _("Beregnet endring"),
        _("I saken"),
        _("Endring i saken"),
        _("Bygger på"),
        _("Stedlig"),
        _("Ambulant"),
        _("Reise"),
        _("Indirekte"),
        _("Annet"),
        _("Fravær"),
        _("Merknad"),
    ]
    rows = []
    for result in results:
        activity = result.activity
        rows.append(
            (
                result.name,
                plain(result.fte_computed),
                plain(result.fte_change_computed),
                plain(result.fte_total),
                plain(result.fte_change),
                basis_words()[result.basis],
                *(
                    plain(getattr(activity, name) if activity else result.fte_computed)
                    for name in ("on_site", "direct", "travel", "indirect", "other", "absence")
                ),
                translated(result.fte_total.note) or translated(result.fte_computed.note),
            )
        )
    return Sheet(_("Årsverk"), headings, rows, ("", FTE, FTE, FTE, FTE, "", *[FTE] * 6, ""))


def _money(results: Iterable[ModelResult]) -> Sheet:
    named = (
        ("gross_saving", _("Brutto innsparing i året")),
        ("added_costs", _("Nye driftsutgifter i året")),
        ("margin", _("Sikkerhetsmargin i året")),
        ("net_saving", _("Netto i året")),
        ("net_saving_computed", _("Netto i året, beregnet")),
        ("plan_sum", _("Netto drift i perioden")),
        ("one_off_total", _("Engangsutgifter")),
        ("investment_total", _("Investering")),
        ("avoided_investment", _("Unngått investering, ikke i planen")),
        ("cost_per_fte", _("Lønnsutgift per årsverk")),
    )
    rows = [
        (result.name, *(plain(getattr(result, key)) for key, _label in named))
        for result in results
        if result.model
    ]
    headings = [_("Modell, kroner"), *(label for _key, label in named)]
    return Sheet(_("Penger"), headings, rows, ("", *[NOK] * len(named)))


def _plan(results: Iterable[ModelResult]) -> Sheet:
    headings = [
        _("Modell"),
        _("Regnet av"),
        _("År"),
        _("Spart lønn"),
        _("Nye driftsutgifter"),
        _("Margin"),
        _("Drift"),
        _("Engangsutgifter"),
        _("Investering"),
        _("Netto drift"),
        _("Samlet"),
    ]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for result in results:
            if result.model is None:
                continue
            for word, plan in (
                (_("årsverk i saken"), result.plan),
                (_("beregnede årsverk"), result.plan_computed),
            ):
                for year in plan:
                    yield (result.name, word, year.year, *_year(year))

    return Sheet(_("Plan"), headings, list(rows()), ("", "", "0", *[NOK] * 8))


def _year(year: PlanYear) -> tuple[Cell, ...]:
    return tuple(
        plain(figure)
        for figure in (
            year.gross,
            year.running,
            year.margin,
            year.operations,
            year.one_off,
            year.investment,
            year.net_operating,
            year.total,
        )
    )


def _quality(results: Iterable[ModelResult]) -> Sheet:
    headings = [
        _("Modell"),
        _("Tid hos bruker, andel"),
        _("Team og baser"),
        _("Oppgaver uten ansvarlig"),
        _("Oppgaver med flere ansvarlige"),
        _("Varsler"),
    ]
    rows = [
        (
            result.name,
            plain(result.direct_share),
            plain(result.teams),
            len(result.matrix.gaps),
            len(result.matrix.overlaps),
            " ".join(translated(message.text) % message.args for message in result.warnings),
        )
        for result in results
    ]
    return Sheet(_("Kvalitet"), headings, rows, ("", PERCENT, "0", "0", "0", ""))


def _arguments(results: Iterable[ModelResult]) -> Sheet:
    rows = [
        (result.name, word, argument.text, argument.source)
        for result in results
        if result.model
        for word, arguments in (
            (_("styrke"), result.model.strengths),
            (_("svakhet"), result.model.weaknesses),
        )
        for argument in arguments
    ]
    headings = [_("Modell"), _("Slag"), _("Tekst"), _("Kilde")]
    return Sheet(_("Styrker og svakheter"), headings, rows)


def _risks(view: CaseView) -> Sheet:
    names = {result.id: result.name for result in view.comparison.results}
    rows = [
        (
            names[model],
            rated.risk.text,
            rated.risk.probability,
            rated.risk.consequence,
            rated.rating,
            rated.risk.mitigation,
            rated.risk.source,
        )
        for model, risks in view.judgement.risks.items()
        for rated in risks
    ]
    headings = [
        _("Modell"),
        _("Risiko"),
        _("Sannsynlighet (1–5)"),
        _("Konsekvens (1–5)"),
        _("Produkt"),
        _("Tiltak"),
        _("Kilde"),
    ]
    return Sheet(_("Risiko"), headings, rows)


def _preconditions(results: Iterable[ModelResult]) -> Sheet:
    words = {"open": _("ikke på plass"), "met": _("på plass"), "dropped": _("tatt bort")}
    rows = [
        (result.name, item.text, words[item.status], item.note, item.source)
        for result in results
        if result.model
        for item in result.model.preconditions
    ]
    headings = [_("Modell"), _("Forutsetning"), _("Status"), _("Merknad"), _("Kilde")]
    return Sheet(_("Forutsetninger"), headings, rows)


def _inputs(view: CaseView) -> Sheet:
    rows = [
        (answer.input.text, answer.input.answer, _figures(answer.figures), answer.input.source)
        for answer in view.judgement.inputs
    ]
    headings = [_("Innspill"), _("Svar"), _("Hva tallene viser"), _("Kilde")]
    return Sheet(_("Innspill"), headings, rows)


def _figures(figures: Iterable[tuple[str, Figure]]) -> str:
    return "; ".join(
        f"{name}: {kind_name(figure.kind) if figure.is_missing else round(figure.number, 3)}"
        for name, figure in figures
    )
