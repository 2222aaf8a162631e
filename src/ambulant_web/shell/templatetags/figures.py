# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers in templates. Every number shows what kind of number it is."""

import numpy as np
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ambulant.explain import Figure, Kind
from ambulant.units import NBSP, format_number
from ambulant_web.shell.numbers import (
    joined,
    kind_mark,
    name_of,
    unit_word,
    with_unit,
    written,
)
from ambulant_web.shell.wording import translated

register = template.Library()
DASH = "–"


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
    text = written(figure, style=style, decimals=decimals, sign=sign)
    word = unit_word(figure, style)
    if figure.kind is Kind.ASSUMED:
        text = f"{_('ca.')}{NBSP}{text}"
    shown = joined(figure, text, word if unit else "")
    if url:
        body = _opener(figure, url, shown, joined(figure, text, word))
    else:
        body = format_html(
            '<span class="amb-verdi amb-verdi--{}">{}</span>', figure.kind.value, shown
        )
    boxed = kind_mark(figure.kind) if mark else ""
    return format_html('{} <span class="amb-merke">{}</span>', body, boxed) if boxed else body


def _opener(figure: Figure, url: str, shown: str, spoken: str) -> SafeString:
    purpose = _("Vis utregningen") if figure.formula else _("Vis hvor tallet kommer fra")
    return format_html(
        '<a class="amb-tall amb-tall--{}" role="button" href="{}" hx-get="{}" '
        'hx-target="#drawer" hx-swap="innerHTML" aria-label="{}: {}. {}">{}</a>',
        figure.kind.value,
        url,
        url,
        name_of(figure),
        spoken,
        purpose,
        shown,
    )


@register.filter
def sort_value(figure: Figure | None) -> str:
    """Return the number a table sorts by, for `data-value`; empty when there is none."""
    if figure is None or figure.value is None:
        return ""
    return repr(float(np.mean(figure.value)))


@register.filter
def nok_million(value: float | None, decimals: int = 1) -> str:
    """Return NOK in millions with unit: `6,7 mill. kr`; a dash for None."""
    if value is None:
        return DASH
    return f"{format_number(value / 1e6, decimals)}{NBSP}{_('mill. kr').replace(' ', NBSP)}"


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
