# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure is written on a page: number, unit, kind, name."""

from collections.abc import Callable, Mapping

import numpy as np
from django.utils.translation import gettext as _

from ambulant.explain import Figure, Kind
from ambulant.units import NBSP, format_number, format_value, unit_of
from ambulant_web.shell.wording import translated

MILLION = "million"


def kind_mark(kind: Kind) -> str:
    """Return the boxed word of a kind; empty for the kinds that show in another way."""
    words: Mapping[Kind, Callable[[], str]] = {
        Kind.STATED: lambda: _("oppgitt"),
        Kind.DERIVED: lambda: _("utledet"),
        Kind.PARAMETER: lambda: _("sats"),
    }
    return words[kind]() if kind in words else ""


def kind_name(kind: Kind) -> str:
    """Return what kind of number it is, as a word in a list."""
    words: Mapping[Kind, Callable[[], str]] = {
        Kind.COMPUTED: lambda: _("beregnet"),
        Kind.STATED: lambda: _("oppgitt i kilden"),
        Kind.DERIVED: lambda: _("utledet av oppgitte tall"),
        Kind.ASSUMED: lambda: _("anslag"),
        Kind.PARAMETER: lambda: _("sats med dato og kilde"),
        Kind.MISSING: lambda: _("mangler"),
    }
    return words[kind]()


def with_unit(value: float, unit: str, decimals: int | None = None) -> str:
    """Return value with the translated name of its unit: `34,52 årsverk`, `kr 742`."""
    known = unit_of(unit)
    if unit == "nok" or not known.name:
        return format_value(value, unit, decimals=decimals)
    places = known.decimals if decimals is None else decimals
    return f"{format_number(value * known.factor, places)}{NBSP}{translated(known.name)}"


def written(
    figure: Figure, *, style: str = "", decimals: int | None = None, sign: bool = False
) -> str:
    """Return the number of a figure without its unit (a share keeps its %).

    Draws are written as the span of eight of ten outcomes. `style` "million" divides NOK by
    a million.
    """
    if figure.value is None:
        return _("mangler")
    if isinstance(figure.value, np.ndarray):
        low, high = (float(part) for part in np.quantile(figure.value, (0.1, 0.9)))
        return _("%(low)s til %(high)s") % {
            "low": _one(low, figure.unit, style, decimals, sign=sign),
            "high": _one(high, figure.unit, style, decimals, sign=sign),
        }
    return _one(figure.number, figure.unit, style, decimals, sign=sign)


def unit_word(figure: Figure, style: str = "") -> str:
    """Return the unit as a word; empty for shares, counts and other numbers without one."""
    if style == MILLION:
        return _("mill. kr").replace(" ", NBSP)
    return "" if figure.unit == "share" else translated(unit_of(figure.unit).name)


def joined(figure: Figure, text: str, word: str) -> str:
    """Return number and unit in the order they are written: `kr 742`, `23,6 årsverk`."""
    if not word or figure.is_missing:
        return text
    if figure.unit == "nok" and word == translated(unit_of("nok").name):
        return f"{word}{NBSP}{text}"
    return f"{text}{NBSP}{word}"


def name_of(figure: Figure) -> str:
    """Return what the figure is and what it is about: `Årsverk i alt, Modell 2`."""
    label = translated(figure.label)
    return f"{label}, {translated(figure.of)}" if figure.of else label


def _one(value: float, unit: str, style: str, decimals: int | None, *, sign: bool) -> str:
    if style == MILLION:
        return format_number(value / 1e6, 1 if decimals is None else decimals, sign=sign)
    known = unit_of(unit)
    places = known.decimals if decimals is None else decimals
    text = format_number(value * known.factor, places, sign=sign)
    return f"{text}{NBSP}%" if unit == "share" else text
