# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What models do to the organisation as sheets of a workbook."""

from django.utils.translation import gettext as _

from ambulant_web.reform.presentation.organisation import Page
from ambulant_web.reform.presentation.side_by_side_sheets import FTE, NOK, PERCENT, plain
from ambulant_web.shell.excel import Cell, Sheet


def sheets(page: Page) -> list[Sheet]:
    """Return units, transfers, responsibilities, premises and shared costs."""
    return [_units(page), _transfers(page), _functions(page), _premises(page), _shares(page)]


def _units(page: Page) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for part in page.models:
        for row in part.rows:
            rows.append(
                (
                    part.result.name,
                    row.name,
                    row.kind,
                    row.what,
                    row.where,
                    _("alle"),
                    *(plain(cell.figure) for cell in (row.before, row.after, row.change)),
                    plain(row.computed.figure),
                    plain(row.span.figure),
                    _("ja") if row.is_span_too_wide else "",
                    row.leader,
                )
            )
            rows.extend(
                (
                    part.result.name,
                    row.name,
                    row.kind,
                    row.what,
                    row.where,
                    one.name,
                    None,
                    plain(one.after.figure),
                    plain(one.change.figure),
                )
                for one in row.competences
            )
    headings = (
        _("Modell"),
        _("Enhet"),
        _("Slag"),
        _("Hva skjer"),
        _("Fra og til"),
        _("Kompetanse"),
        _("Årsverk i dag"),
        _("Årsverk i modellen"),
        _("Endring"),
        _("Beregnet"),
        _("Årsverk per leder"),
        _("Mer enn anbefalt"),
        _("Leder på stedet"),
    )
    return Sheet(_("Enheter"), headings, rows, ("", "", "", "", "", "", *[FTE] * 5))


def _transfers(page: Page) -> Sheet:
    rows = [
        (part.result.name, row.source, row.to, plain(row.fte.figure), row.scope, row.reason)
        for part in page.models
        for row in part.transfers
    ]
    headings = (_("Modell"), _("Fra"), _("Til"), _("Årsverk"), _("Hvor"), _("Begrunnelse"))
    return Sheet(_("Flyttinger"), headings, rows, ("", "", "", FTE))


def _functions(page: Page) -> Sheet:
    rows = [
        (matrix.name, row.service, cell.group, cell.owners, cell.note)
        for matrix in page.matrices
        for row in matrix.rows
        for cell in row.cells
    ]
    headings = (_("Modell"), _("Tjeneste"), _("Gruppe"), _("Ansvarlig"), _("Merknad"))
    return Sheet(_("Ansvar"), headings, rows)


def _premises(page: Page) -> Sheet:
    rows = [
        (
            row.name,
            plain(row.needed.figure),
            plain(row.available.figure),
            plain(row.shortfall.figure),
        )
        for row in page.premises
    ]
    headings = (_("Sted"), _("Behov, m²"), _("I dag, m²"), _("Mangler, m²"))
    return Sheet(_("Lokaler"), headings, rows, ("", "0", "0", "0"))


def _shares(page: Page) -> Sheet:
    rows = [
        (
            part.result.name,
            row.sharing,
            row.keys,
            row.party,
            _("ja") if row.is_host else "",
            plain(row.share.figure),
            plain(row.amount.figure),
        )
        for part in page.models
        for row in part.shares
    ]
    headings = (
        _("Modell"),
        _("Utgift"),
        _("Delt etter"),
        _("Kommune"),
        _("Vertskommune"),
        _("Andel"),
        _("Kroner i året"),
    )
    return Sheet(_("Fordeling"), headings, rows, ("", "", "", "", "", PERCENT, NOK))
