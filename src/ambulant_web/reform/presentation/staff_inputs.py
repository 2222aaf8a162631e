# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff have said, the unanswered first."""

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.judgement import InputAnswer
from ambulant_web.reform.presentation.side_by_side_sheets import plain
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Sheet
from ambulant_web.shell.numbers import name_of, unit_word


def answers(view: CaseView) -> tuple[InputAnswer, ...]:
    """Return the inputs, the unanswered first, else in the order of the case."""
    return tuple(sorted(view.judgement.inputs, key=lambda answer: answer.is_answered))


def sheet(view: CaseView) -> Sheet:
    """Return the inputs with a row for each figure that speaks to them."""
    rows = []
    for answer in answers(view):
        figures: tuple[tuple[str, Figure | None], ...] = answer.figures or (("", None),)
        for model, figure in figures:
            rows.append(
                (
                    answer.input.text,
                    answer.input.answer or _("ikke besvart"),
                    answer.input.source,
                    model,
                    name_of(figure) if figure else "",
                    plain(figure),
                    unit_word(figure) if figure else "",
                )
            )
    headings = (
        _("Innspill"),
        _("Svar"),
        _("Kilde"),
        _("Modell"),
        _("Tallet det gjelder"),
        _("Verdi"),
        _("Enhet"),
    )
    return Sheet(_("Innspill"), headings, rows, ("", "", "", "", "", "0.00"))
