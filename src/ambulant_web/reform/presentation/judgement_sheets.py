# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The judgement, the staff's inputs and the process as sheets of a workbook."""

from django.utils.translation import gettext as _

from ambulant_web.reform.presentation.judgement import Page
from ambulant_web.reform.presentation.side_by_side_sheets import NOK, PERCENT, plain
from ambulant_web.shell.excel import Cell, Sheet


def sheets(page: Page) -> list[Sheet]:
    """Return criteria with scores, turning points, arguments, risks and preconditions."""
    return [_scores(page), _turns(page), _arguments(page), _risks(page), _preconditions(page)]


def _scores(page: Page) -> Sheet:
    rows: list[tuple[Cell, ...]] = [
        (
            row.name,
            plain(row.weight.figure),
            plain(row.share.figure),
            score.model,
            plain(score.cell.figure),
            score.reason,
            row.source,
        )
        for row in page.criteria
        for score in row.scores
    ]
    rows += [
        (_("Vektet poengsum"), None, None, rank.name, plain(rank.sum.figure)) for rank in page.ranks
    ]
    headings = (
        _("Kriterium"),
        _("Vekt"),
        _("Andel"),
        _("Modell"),
        _("Poeng"),
        _("Begrunnelse"),
        _("Kilde"),
    )
    return Sheet(_("Poeng"), headings, rows, ("", "0.00", PERCENT, "", "0.00"))


def _turns(page: Page) -> Sheet:
    rows = [(turn.sentence, plain(turn.cell.figure)) for turn in page.turns]
    headings = (_("Hva skal til"), _("Andel der det snur"))
    return Sheet(_("Hva som snur"), headings, rows, ("", PERCENT))


def _arguments(page: Page) -> Sheet:
    rows = [
        (side.name, kind, argument.text, argument.source)
        for side in page.sides
        for kind, arguments in ((_("styrke"), side.strengths), (_("svakhet"), side.weaknesses))
        for argument in arguments
    ]
    headings = (_("Modell"), _("Slag"), _("Tekst"), _("Kilde"))
    return Sheet(_("Styrker og svakheter"), headings, rows)


def _risks(page: Page) -> Sheet:
    rows = [
        (
            part.name,
            row.text,
            row.probability,
            row.consequence,
            plain(row.rating.figure),
            row.mitigation,
            row.group,
            row.source,
            row.reason,
        )
        for part in page.risks
        for row in part.rows
    ]
    headings = (
        _("Modell"),
        _("Risiko"),
        _("Sannsynlighet"),
        _("Konsekvens"),
        _("Av 25"),
        _("Tiltak"),
        _("Hvem"),
        _("Kilde"),
        _("Begrunnelse"),
    )
    return Sheet(_("Risiko"), headings, rows, ("", "", "", "", "0"))


def _preconditions(page: Page) -> Sheet:
    rows = [
        (
            part.name,
            row.text,
            row.kind,
            row.status,
            row.responsible,
            row.cost_name,
            plain(row.cost.figure),
            row.source,
            row.note,
        )
        for part in page.ready
        for row in part.rows
    ]
    headings = (
        _("Modell"),
        _("Forutsetning"),
        _("Slag"),
        _("Status"),
        _("Ansvarlig"),
        _("Kostnadslinje"),
        _("Kroner"),
        _("Kilde"),
        _("Merknad"),
    )
    return Sheet(_("Forutsetninger"), headings, rows, ("", "", "", "", "", "", NOK))
