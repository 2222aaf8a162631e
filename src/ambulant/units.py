# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units of figures, and how numbers are written in Norwegian.

U+00A0 between thousands and between number and unit, decimal comma, U+2212 as minus.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, nb

NBSP = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Unit:
    """How a unit is written: the factor the stored value is multiplied by, decimals, name after."""

    code: str
    name: str  # bokmål, as written after the number; empty = none
    decimals: int
    factor: float = 1.0


UNITS: Mapping[str, Unit] = {
    unit.code: unit
    for unit in (
        Unit("fte", nb("årsverk"), 2),
        Unit("fte_per_thousand", nb("årsverk per 1000 innbyggere"), 2),
        Unit("nok", nb("kr"), 0),
        Unit("nok_per_fte", nb("kr per årsverk"), 0),
        Unit("nok_per_user", nb("kr per bruker"), 0),
        Unit("nok_per_inhabitant", nb("kr per innbygger"), 0),
        Unit("nok_per_m2", nb("kr per m²"), 0),
        Unit("nok_per_hour", nb("kr per time"), 0),
        Unit("nok_per_place", nb("kr per plass"), 0),
        Unit("hours_per_week", nb("timer i uka"), 1),
        Unit("hours_per_year", nb("timer i året"), 0),
        Unit("hours", nb("timer"), 1),
        Unit("minutes", nb("minutter"), 1),
        Unit("visits_per_week", nb("besøk i uka"), 0),
        Unit("share", "%", 1, 100.0),
        Unit("persons", nb("personer"), 1),
        Unit("users", nb("brukere"), 0),
        Unit("dwellings", nb("boliger"), 0),
        Unit("places", nb("plasser"), 0),
        Unit("m2", nb("m²"), 0),
        Unit("count", "", 0),
        Unit("factor", "", 2),
        Unit("score", nb("poeng"), 2),
        Unit("days", nb("dager"), 0),
        Unit("months", nb("måneder"), 0),
        Unit("weeks", nb("uker"), 0),
        Unit("years", nb("år"), 1),
        Unit("index", "", 4),
    )
}


def unit_of(code: str) -> Unit:
    """Return the unit with this code; InvalidInputError names the allowed ones."""
    if code not in UNITS:
        raise InvalidInputError(f"Unit {code!r} is unknown; allowed: {', '.join(UNITS)}.")
    return UNITS[code]


def format_number(value: float, decimals: int = 0, *, sign: bool = False) -> str:
    """Return value as written in Norwegian: 1 234,5; with `sign` also + in front."""
    rounded = round(value, decimals)
    if rounded == 0:
        rounded = 0.0
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    if rounded < 0:
        return MINUS + text
    return f"+{text}" if sign and rounded > 0 else text


def format_value(
    value: float,
    unit: str,
    *,
    decimals: int | None = None,
    translate: Callable[[str], str] = str,
) -> str:
    """Return value with its unit: `12,3 %`, `34,52 årsverk`, `kr 9 100 000`.

    `translate` turns the unit's bokmål name into the reader's language.
    """
    known = unit_of(unit)
    places = known.decimals if decimals is None else decimals
    number = format_number(value * known.factor, places)
    if unit == "nok":
        return f"{translate(known.name)}{NBSP}{number}"
    return f"{number}{NBSP}{translate(known.name)}" if known.name else number


def format_million_nok(value: float, *, decimals: int = 1, sign: bool = False) -> str:
    """Return NOK in millions: `6,7 mill. kr`."""
    return f"{format_number(value / 1e6, decimals, sign=sign)}{NBSP}mill.{NBSP}kr"


def format_figure(figure: Figure, *, decimals: int | None = None) -> str:
    """Return a figure's value with its unit, or the word for a gap."""
    if figure.is_missing:
        return nb("mangler")
    return format_value(figure.number, figure.unit, decimals=decimals)
