# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The answer of a case in a few sentences."""

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.results import Basis, ModelResult
from ambulant.units import NBSP, format_number
from ambulant_web.reform.presentation.against import against, closing_words, closings
from ambulant_web.reform.queries import CaseView

_TIE = 0.005  # of a model's own net: nearer than this are as good as each other


def sentences(view: CaseView, best: ModelResult | None) -> tuple[str, ...]:
    """Return what the recommended model gives, as computed and as stated, and why they differ.

    Without a recommendation: what gives most. Without figures: that there are none.
    """
    if best is not None:
        return _of_recommended(view, best)
    known = [
        result
        for result in view.comparison.results
        if result.model and not result.net_saving.is_missing
    ]
    if not known:
        return _of_none(view)
    return _of_highest(known)


def _of_recommended(view: CaseView, best: ModelResult) -> tuple[str, ...]:
    if best.fte_change_computed.is_missing or best.net_saving_computed.is_missing:
        if best.fte_change.is_missing or best.net_saving.is_missing:
            text = _("Saken anbefaler %(model)s, men oppgir ikke både årsverk og kroner.")
            return (text % {"model": _kept(best.name)},)
        return (_gives(best, best.fte_change, best.net_saving),)
    said = [_gives(best, best.fte_change_computed, best.net_saving_computed)]
    if (
        best.basis is Basis.STATED
        and not best.fte_change.is_missing
        and not best.net_saving.is_missing
    ):
        said.extend(_against_case(view, best))
    return tuple(said)


def _against_case(view: CaseView, best: ModelResult) -> list[str]:
    args = {"fte": _fte(best.fte_change, 2), "net": _million(best.net_saving)}
    same = _fte(best.fte_change_computed, 1) == _fte(best.fte_change, 1)
    if same and _million(best.net_saving_computed) == _million(best.net_saving):
        return [_("Saken oppgir %(fte)s og %(net)s, så godt som det samme.") % args]
    return [_("Saken oppgir %(fte)s og %(net)s.") % args, *_why(view, best)]


def _gives(best: ModelResult, change: Figure, net: Figure) -> str:
    year = _full_effect(best)
    args = {
        "model": _kept(best.name),
        "fte": _fte(change, 1),
        "net": _million(net),
        "year": str(year or ""),
    }
    frees, saves = change.number < 0, net.number >= 0
    if frees and saves and year:
        return (
            _("%(model)s frigjør %(fte)s og gir %(net)s lavere drift i året fra %(year)s.") % args
        )
    if frees and saves:
        return _("%(model)s frigjør %(fte)s og gir %(net)s lavere drift i året.") % args
    if frees:
        return _("%(model)s frigjør %(fte)s, men koster %(net)s mer i året.") % args
    if saves:
        return _("%(model)s krever %(fte)s mer, og gir %(net)s lavere drift i året.") % args
    return _("%(model)s krever %(fte)s mer, og koster %(net)s mer i året.") % args


def _why(view: CaseView, best: ModelResult) -> list[str]:
    pair = against(best, "fte_change")
    if pair is None or pair.is_equal:
        return []
    words = closing_words(view, closings(view, best, pair)[:1])
    difference = _fte_number(abs(pair.difference), 2)
    if not words:
        return [_("Forskjellen er %(difference)s.") % {"difference": difference}]
    return [
        _("Forskjellen på %(difference)s tilsvarer én endring: %(change)s.")
        % {"difference": difference, "change": words[0][:1].lower() + words[0][1:]}
    ]


def _of_highest(known: list[ModelResult]) -> tuple[str, ...]:
    top = max(known, key=lambda result: result.net_saving.number)
    near = abs(top.net_saving.number) * _TIE
    equal = [result for result in known if top.net_saving.number - result.net_saving.number <= near]
    if top.net_saving.number >= 0:
        text = _("%(models)s gir mest: %(fte)s og %(net)s lavere drift i året.")
    else:
        text = _("%(models)s koster minst: %(fte)s og %(net)s høyere drift i året.")
    args = {
        "models": _joined([_kept(result.name) for result in equal]),
        "fte": _fewer(top.fte_change),
        "net": _million(top.net_saving),
    }
    said = [_("Saken anbefaler ingen av modellene."), text % args]
    if top.basis is not Basis.STATED:
        said.append(_("Tallene bygger på våre forutsetninger, ikke på saken."))
    return tuple(said)


def _of_none(view: CaseView) -> tuple[str, ...]:
    if not view.case.models:
        return (
            _("Saken har ingen modeller ennå. Kopier dagens organisering for å lage den første."),
        )
    return (
        _("Saken anbefaler ingen av modellene, og oppgir ikke hva de gir i kroner."),
        _("Det som kan sammenliknes, er ansvar, ledelse, styrker og svakheter."),
    )


def _fewer(change: Figure) -> str:
    if change.is_missing:
        return _("årsverk som ikke er oppgitt")
    number = format_number(abs(change.number), 1)
    text = _("%(fte)s færre årsverk") if change.number < 0 else _("%(fte)s flere årsverk")
    return (text % {"fte": number}).replace(" ", NBSP)


def _full_effect(result: ModelResult) -> int | None:
    """Return the first year whose effect on operations is that of the last year."""
    if not result.plan or any(year.net_operating.is_missing for year in result.plan):
        return None
    last = result.plan[-1].net_operating.number
    return next(
        year.year
        for year in result.plan
        if abs(year.net_operating.number - last) < 1.0  # a krone
    )


def _fte(change: Figure, decimals: int) -> str:
    return _fte_number(abs(change.number), decimals)


def _fte_number(value: float, decimals: int) -> str:
    return f"{format_number(value, decimals)}{NBSP}{_('årsverk')}"


def _million(figure: Figure) -> str:
    word = _("mill. kr").replace(" ", NBSP)
    return f"{format_number(abs(figure.number) / 1e6, 1)}{NBSP}{word}"


def _kept(name: str) -> str:
    return name.replace(" ", NBSP)


def _joined(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(all)s og %(last)s") % {"all": ", ".join(names[:-1]), "last": names[-1]}
