# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A model's money as sheets of a workbook. Amounts in NOK."""

from django.utils.translation import gettext as _

from ambulant.reform.results import ModelResult
from ambulant_web.reform.presentation import economy_figures
from ambulant_web.reform.presentation.economy import Page, plan_headings
from ambulant_web.reform.presentation.side_by_side_sheets import FTE, NOK, plain
from ambulant_web.reform.presentation.uncertainty import edge_parts
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.simulations import Found
from ambulant_web.shell.excel import Sheet
from ambulant_web.shell.numbers import name_of, unit_word
from ambulant_web.shell.wording import translated


def sheets(view: CaseView, page: Page, found: Found | None) -> list[Sheet]:
    """Return plan, cost lines, margin readings, stages, tornado and outcomes."""
    made = [_plan(page), _costs(page), _readings(page), _tornado(page)]
    made += [_stages(view, number) for number in range(len(view.case.stage_plans))]
    if found is not None:
        made += [_outcomes(found, page.result), _edges(view, page.result, found)]
    return made


def _plan(page: Page) -> Sheet:
    rows = [
        (page.result.name, table.name, row.year, *(plain(cell.figure) for cell in row.cells))
        for table in page.plans
        for row in table.rows
    ]
    headings = (_("Modell"), _("Regnet av"), _("År"), *plan_headings())
    name = _("Plan, årets kroner") if page.is_nominal else _("Plan, faste kroner")
    return Sheet(name, headings, rows, ("", "", "0", *[NOK] * 7))


def _costs(page: Page) -> Sheet:
    rows = [
        (
            row.name,
            row.kind,
            plain(row.amount.figure),
            row.start,
            _("nei") if row.is_outside else _("ja"),
            row.source,
            row.reason,
        )
        for row in page.costs
    ]
    headings = (
        _("Linje"),
        _("Slag"),
        _("Beløp, kroner"),
        _("Når"),
        _("I planen"),
        _("Kilde"),
        _("Begrunnelse"),
    )
    return Sheet(_("Kostnadslinjer"), headings, rows, ("", "", NOK))


def _readings(page: Page) -> Sheet:
    rows = [
        (
            row.name,
            plain(row.costs.figure),
            plain(row.margin.figure),
            _("ja") if row.is_used else "",
        )
        for row in page.readings
    ]
    headings = (_("Margin regnet"), _("Nye utgifter"), _("Margin"), _("Brukt her"))
    return Sheet(_("Lesninger av marginen"), headings, rows, ("", NOK, NOK))


def _tornado(page: Page) -> Sheet:
    rows = [
        (
            part.name,
            row.label,
            row.low,
            row.high,
            plain(row.at_low.figure),
            plain(row.at_high.figure),
        )
        for part in page.tornado
        for row in part.rows
    ]
    headings = (
        _("Regnet av"),
        _("Forutsetning"),
        _("Lav"),
        _("Høy"),
        _("Netto ved lav"),
        _("Netto ved høy"),
    )
    return Sheet(_("Hva som betyr mest"), headings, rows, ("", "", "", "", NOK, NOK))


def _stages(view: CaseView, number: int) -> Sheet:
    series = economy_figures.series_of(view)[number]
    rows = [
        (
            month.month,
            month.model_name,
            plain(month.fte),
            plain(month.net),
            plain(month.cumulative),
        )
        for month in series.months
    ]
    headings = (_("Måned"), _("Modell"), _("Årsverk"), _("Netto i måneden"), _("Netto til nå"))
    name = _("Etapper %(number)s") % {"number": number + 1}
    return Sheet(name, headings, rows, ("", "", FTE, NOK, NOK))


def _outcomes(found: Found, result: ModelResult) -> Sheet:
    rows = [
        (
            name_of(figure),
            _("av årsverkene i saken") if ".stated." in key else _("av beregnede årsverk"),
            plain(figure),
            unit_word(figure) or _("andel"),
            translated(figure.note),
        )
        for key, figure in economy_figures.outcomes(found, result)
    ]
    headings = (_("Tall"), _("Regnet"), _("Verdi"), _("Enhet"), _("Hvordan"))
    return Sheet(_("Utfall"), headings, rows, ("", "", "0.00"))


def _edges(view: CaseView, result: ModelResult, found: Found) -> Sheet:
    rows = [
        (part.name, edge.sentence)
        for part in edge_parts(view, result, found)
        for edge in (*part.crossing, *part.never)
    ]
    return Sheet(_("Hva som spiser gevinsten"), (_("Regnet av"), _("Setning")), rows)
