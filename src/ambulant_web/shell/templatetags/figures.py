# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers in templates. Every number shows what kind of number it is."""

from collections.abc import Callable, Mapping

import numpy as np
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ambulant.explain import Figure, Kind
from ambulant.units import NBSP, format_million_nok, format_number, format_value, unit_of
from ambulant_web.shell.wording import translated

register = template.Library()
DASH = "–"


def _mark(kind: Kind) -> str:
    """Return the boxed word of a kind; computed and assumed have none."""
    words: Mapping[Kind, Callable[[], str]] = {
        Kind.STATED: lambda: _("oppgitt"),
        Kind.DERIVED: lambda: _("utledet"),
        Kind.PARAMETER: lambda: _("sats"),
    }
    return words[kind]() if kind in words else ""


def with_unit(value: float, unit: str, decimals: int | None = None) -> str:
    """Return value with the translated name of its unit: `34,52 årsverk`, `kr 742`."""
    known = unit_of(unit)
    if unit == "nok" or not known.name:
        return format_value(value, unit, decimals=decimals)
    places = known.decimals if decimals is None else decimals
    return f"{format_number(value * known.factor, places)}{NBSP}{translated(known.name)}"


def _written(value: float, figure: Figure, style: str, decimals: int | None, sign: bool) -> str:
    if style == "million":
        places = 1 if decimals is None else decimals
        return format_number(value / 1e6, places, sign=sign)
    known = unit_of(figure.unit)
    places = known.decimals if decimals is None else decimals
    text = format_number(value * known.factor, places, sign=sign)
    return f"{text}{NBSP}%" if figure.unit == "share" else text


def _unit_word(figure: Figure, style: str) -> str:
    if style == "million":
        return _("mill. kr")
    return "" if figure.unit == "share" else translated(unit_of(figure.unit).name)


def written(
    figure: Figure, style: str = "", decimals: int | None = None, sign: bool = False
) -> str:
    """Return the number of a figure without its unit; draws as the span of eight of ten outcomes."""
    if figure.value is None:
        return _("mangler")
    if isinstance(figure.value, np.ndarray):
        low, high = (float(part) for part in np.quantile(figure.value, (0.1, 0.9)))
        return _("%(low)s til %(high)s") % {
            "low": _written(low, figure, style, decimals, sign),
            "high": _written(high, figure, style, decimals, sign),
        }
    return _written(figure.number, figure, style, decimals, sign)


def name_of(figure: Figure) -> str:
    """Return what the figure is and what it is about: `Årsverk i alt, Modell 2`."""
    label = translated(figure.label)
    return f"{label}, {figure.of}" if figure.of else label


@register.simple_tag(name="figure")
def figure_tag(  # noqa: PLR0913 - each is a word in a template
    figure: Figure | None,
    url: str = "",
    decimals: int | None = None,
    *,
    style: str = "",
    unit: bool = False,
    sign: bool = False,
    mark: bool = True,
) -> SafeString:
    """Show a figure by its kind.

    Args:
        figure: What to show; None is "not relevant", a dash.
        url: Address of its explanation. With it the number opens the drawer; without
            JavaScript it is an ordinary link to the same explanation.
        decimals: Decimals; those of the unit if not given.
        style: `million` writes NOK in millions.
        unit: Also write the unit. In tables it stands in the heading.
        sign: Also write + in front of what is above zero.
        mark: Write the boxed word for kinds that have one.
    """
    if figure is None:
        return format_html('<span class="amb-ingen">{}</span>', DASH)
    text = written(figure, style, decimals, sign)
    word = _unit_word(figure, style)
    if figure.kind is Kind.ASSUMED:
        text = f"{_('ca.')}{NBSP}{text}"
    shown = _with_word(figure, text, word if unit else "")
    kind = figure.kind.value
    if url:
        name = (
            _("%(what)s: %(number)s. Vis utregningen")
            if figure.formula
            else _("%(what)s: %(number)s. Vis hvor tallet kommer fra")
        )
        spoken = text if figure.is_missing else _with_word(figure, text, word)
        body = format_html(
            '<a class="amb-tall amb-tall--{}" role="button" href="{}" hx-get="{}" '
            'hx-target="#drawer" hx-swap="innerHTML" aria-label="{}">{}</a>',
            kind,
            url,
            url,
            name % {"what": name_of(figure), "number": spoken},
            shown,
        )
    else:
        body = format_html('<span class="amb-verdi amb-verdi--{}">{}</span>', kind, shown)
    boxed = _mark(figure.kind) if mark else ""
    if not boxed:
        return body
    return format_html('{} <span class="amb-merke">{}</span>', body, boxed)


def _with_word(figure: Figure, text: str, word: str) -> str:
    if not word or figure.is_missing:
        return text
    if figure.unit == "nok" and word == translated(unit_of("nok").name):
        return f"{word}{NBSP}{text}"
    return f"{text}{NBSP}{word}"


@register.filter
def sort_value(figure: Figure | None) -> str:
    """Return the number a table sorts by, for `data-value`; empty when there is none."""
    if figure is None or figure.value is None:
        return ""
    return repr(float(np.mean(figure.value)))


@register.filter
def nok_million(value: float | None, decimals: int = 1) -> str:
    """Return NOK in millions with unit: `6,7 mill. kr`; a dash for None."""
    return DASH if value is None else format_million_nok(value, decimals=decimals)


@register.filter
def fte(value: float | None, decimals: int = 2) -> str:
    """Return FTE with unit: `34,52 årsverk`; a dash for None."""
    return DASH if value is None else with_unit(value, "fte", decimals)


@register.filter
def share(value: float | None, decimals: int = 1) -> str:
    """Return a share (0-1) in percent: `12,3 %`; a dash for None."""
    return DASH if value is None else with_unit(value, "share", decimals)


@register.filter
def signed(value: float | None, decimals: int = 1) -> str:
    """Return the number with + or − in front: `−10,8`; a dash for None."""
    return DASH if value is None else format_number(value, decimals, sign=True)


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """Return the number as written in Norwegian: `1 234,5`; a dash for None."""
    return DASH if value is None else format_number(value, decimals)


@register.filter
def in_unit(value: float | None, unit: str) -> str:
    """Return the number with a unit by its code: `{{ x|in_unit:"hours" }}`; a dash for None."""
    return DASH if value is None else with_unit(value, unit)


@register.filter
def nb_label(text: str) -> str:
    """Return a bokmål message of the core in the language of the page."""
    return translated(text)
