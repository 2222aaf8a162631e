# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a case adds below the arithmetic of a figure: facts, the stated figure, what to change."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.inputs import values_of
from ambulant.reform.results import ModelResult
from ambulant_web.reform.presentation import against
from ambulant_web.reform.presentation.addresses import edit_url
from ambulant_web.reform.presentation.frame import scenario_name
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.wording import translated

LINKS_SHOWN = 4


def facts(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return what the figure holds for: case, scenario, dates."""
    return (
        (_("Sak"), view.case.title),
        (_("Scenario"), scenario_name(view)),
        (_("Satser"), _("gjeldende %(day)s") % {"day": date_format(view.case.as_of, "d.m.Y")}),
        (_("Prisnivå"), _("faste %(year)s-kroner") % {"year": view.case.prices.year}),
    )


def sections(view: CaseView, result: ModelResult, key: str) -> tuple[tuple[str, str], ...]:
    """Return the figure against the one the case states, when both are there."""
    pair = against.against(result, key)
    if pair is None:
        return ()
    return ((_("Mot tallet i saken"), " ".join(against.sentences(view, result, pair))),)


def edit_links(view: CaseView, figure: Figure) -> tuple[tuple[str, str], ...]:
    """Return where the assumptions a figure rests on are changed, the nearest first."""
    if not edit_url(view):
        return ()
    known = {item.path for item in values_of(view.case)}
    inputs = {part.key: part for part in figure.walk() if part.key in known and not part.formula}
    return tuple(
        (_("Endre %(label)s") % {"label": _lower(translated(part.label))}, edit_url(view, key))
        for key, part in list(inputs.items())[:LINKS_SHOWN]
    )


def _lower(text: str) -> str:
    """Return text for the middle of a sentence, abbreviations left alone."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
