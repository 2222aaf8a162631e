# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers and dates as people type them, and how to put right what cannot be meant.

Shares are typed as percent, with comma or point, spaces as one likes. A number that is hardly
meant is refused with a guess; with its unit written after it ("0,2 %", "400 timer") it is taken.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ambulant.units import NBSP, format_number, unit_of
from ambulant_web.reform.presentation.numbers import places_of
from ambulant_web.shell.wording import translated

HOURS_IN_WEEK = 168.0
MINUTES_IN_DAY = 1440.0
MOST = 1e12
_NUMBER = re.compile(r"^[+-]?(\d+([.,]\d*)?|[.,]\d+)$")
_UNIT = re.compile(r"(?i)(%|prosent|kr\.?|kroner|timer|t|minutter|min\.?|årsverk)$")
_MILLION = re.compile(r"(?i)(mill\.?|millioner)$")
_DATE = re.compile(r"^(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


class TypedWrongError(ValueError):
    """What was typed cannot be used; the message tells the person how to put it right."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What kind of number a field holds; `usual` is the value it has, in the stored unit."""

    unit: str
    usual: float | None = None
    may_be_negative: bool = False


def read_number(typed: str, expected: Expected) -> float:
    """Return the value that was typed, in the stored unit (a share is 0-1).

    Raises:
        TypedWrongError: It is no number, or cannot be meant.
    """
    number, is_insisted = _read(typed, expected.unit)
    if abs(number) > MOST:
        raise TypedWrongError(_("Tallet er for stort. Skriv et tall under tusen milliarder."))
    if number < 0 and not expected.may_be_negative:
        guess = _written(-number, expected.unit)
        text = _("Tallet kan ikke være under 0. Mente du %(guess)s?")
        raise TypedWrongError(text % {"guess": guess})
    if expected.unit == "share":
        _check_share(number, expected, is_insisted=is_insisted)
    if expected.unit == "hours_per_week" and not is_insisted:
        _check_hours(number, expected)
    if expected.unit == "minutes" and number > MINUTES_IN_DAY:
        raise TypedWrongError(
            _("Et døgn har 1440 minutter. Mente du %(guess)s?")
            % {"guess": _written(_scaled_down(number, MINUTES_IN_DAY), "minutes")}
        )
    if expected.unit == "score" and not 1 <= number <= 5:  # noqa: PLR2004 - the scale of scores
        raise TypedWrongError(_("Poeng går fra 1 (dårlig) til 5 (bra)."))
    return number / unit_of(expected.unit).factor


def read_date(typed: str) -> date | None:
    """Return the date that was typed; None when it was left empty.

    Raises:
        TypedWrongError: There is no such date.
    """
    text = typed.strip()
    if not text:
        return None
    found, iso = _DATE.match(text), _ISO.match(text)
    if found:
        day, month, year = (int(part) for part in found.groups())
    elif iso:
        year, month, day = (int(part) for part in iso.groups())
    else:
        raise TypedWrongError(_("Skriv datoen som dd.mm.åååå, for eksempel 30.11.2026."))
    if not 1 <= month <= 12:  # noqa: PLR2004
        raise TypedWrongError(_("Et år har 12 måneder. Skriv dag, måned, år: 30.11.2026."))
    if not 1900 <= year <= 2200:  # noqa: PLR2004
        raise TypedWrongError(_("Året må være fra 1900 til 2200."))
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        text = _("Denne måneden har %(last)s dager. Skriv for eksempel %(example)s.")
        example = f"{last:02}.{month:02}.{year}"
        raise TypedWrongError(text % {"last": last, "example": example})
    return date(year, month, day)


def _read(typed: str, unit: str) -> tuple[float, bool]:
    text = re.sub(r"[\s\u00a0\u202f]", "", typed).replace("−", "-").replace("–", "-")
    if not text:
        raise TypedWrongError(_("Skriv et tall. 0 er også et tall."))
    text = re.sub(r"(?i)^kr\.?", "", text)
    bare = _UNIT.sub("", text)
    is_insisted = bare != text
    million = _MILLION.sub("", bare)
    factor = 1e6 if million != bare and unit.startswith("nok") else 1.0
    bare = million if factor > 1 else bare
    if bare.count(".") > 1 or ("." in bare and "," in bare):
        bare = bare.replace(".", "")  # 1.234.567,5
    if not _NUMBER.match(bare):
        example = "18,5" if unit == "share" else format_number(1234.5, 1)
        text = _("Dette er ikke et tall. Skriv for eksempel %(example)s.")
        raise TypedWrongError(text % {"example": example})
    return float(bare.replace(",", ".")) * factor, is_insisted


def _check_share(number: float, expected: Expected, *, is_insisted: bool) -> None:
    if number > 100:  # noqa: PLR2004 - percent
        guess = _written(_scaled_down(number, 100.0), "share")
        text = _("En andel kan ikke være mer enn 100 %%. Mente du %(guess)s?")
        raise TypedWrongError(text % {"guess": guess})
    is_usual_small = expected.usual is not None and expected.usual < 0.01  # noqa: PLR2004
    if 0 < number < 1 and not is_insisted and not is_usual_small:
        text = _(
            "Andeler skrives i prosent. Mente du %(guess)s? Skriv %(typed)s med prosenttegn "
            "hvis du mener så lite."
        )
        args = {"guess": _written(number * 100, "share"), "typed": _written(number, "share")}
        raise TypedWrongError(text % args)


def _check_hours(number: float, expected: Expected) -> None:
    """Refuse more hours than a week has, unless so many are usual here (many people's hours)."""
    usual = expected.usual or 0.0
    limit = max(HOURS_IN_WEEK, 3 * usual)
    if number > limit:
        text = _(
            "En uke har 168 timer. Mente du %(guess)s? Skriv «%(typed)s timer» hvis det er "
            "timene til flere brukere til sammen."
        )
        near = max(HOURS_IN_WEEK, usual)
        guess = format_number(*_with_places(_scaled_down(number, near)))
        raise TypedWrongError(
            text % {"guess": guess, "typed": format_number(*_with_places(number))}
        )


def _scaled_down(number: float, limit: float) -> float:
    while number > limit:
        number /= 10
    return number


def _with_places(number: float) -> tuple[float, int]:
    return number, places_of(number)


def _written(number: float, unit: str) -> str:
    """Return a typed number as it would be written, with its unit."""
    known = unit_of(unit)
    text = format_number(*_with_places(number))
    if unit == "nok":
        return f"kr{NBSP}{text}"
    return f"{text}{NBSP}{translated(known.name)}" if known.name else text
