# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""From hours to FTE: hours of a full position by category, and absence.

Absence is a share of paid time, so one present FTE takes 1 / (1 - absence) paid ones. Adding the
share instead, `net * (1 + absence)`, gives too few: at 25 % absence 6 of 100 are forgotten.
"""

from dataclasses import dataclass
from datetime import date

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, nb
from ambulant.parameters import Parameters
from ambulant.staffing.bounds import (
    require_not_negative,
    require_positive,
    require_share,
    require_unit,
)

POSITION_HOURS = "staffing.position_hours"


@dataclass(frozen=True, slots=True)
class Absence:
    """Shares (0-1) of paid time in which a person is not at work, each time counted once."""

    holiday: Figure
    sick: Figure
    leave: Figure
    training: Figure


@dataclass(frozen=True, slots=True)
class StatedAndComputed:
    """What a source states beside what the arithmetic gives. Unit fte."""

    stated: Figure
    computed: Figure
    difference: Figure

    @property
    def in_use(self) -> Figure:
        """The stated FTE where there is one, else the computed one."""
        return self.computed if self.stated.is_missing else self.stated


def absence_share(absence: Absence, *, of: str = "") -> Figure:
    """Return the whole absence as a share (0-1) of paid time.

    Raises:
        InvalidInputError: A share is below 0, or one of them or their sum is 1 or more.
    """
    parts = (absence.holiday, absence.sick, absence.leave, absence.training)
    for part in parts:
        require_share(part)
    inputs = dict(zip(("ferie", "sykefravær", "permisjon", "opplæring"), parts, strict=True))
    share = compute(nb("Fravær i alt"), "share", " + ".join(inputs), inputs, of=of)
    require_share(share)
    return share


def position_hours(category: str, *, on: date, parameters: Parameters) -> Figure:
    """Return the weekly hours of a full position in a working-time category (hours_per_week).

    Raises:
        InvalidInputError: No such category; the message lists them.
        UnknownParameterError: The parameter has no value on that date.
    """
    table = parameters.table(POSITION_HOURS, on=on)
    if category not in table:
        raise InvalidInputError(
            f"Working-time category {category!r} is unknown; allowed: {', '.join(table)}."
        )
    return table[category]


def net_fte(hours: Figure, full_position_hours: Figure, *, of: str = "") -> Figure:
    """Return the FTE that must be present: weekly hours / weekly hours of a full position."""
    _check_hours(hours, full_position_hours)
    return compute(
        nb("Årsverk uten fravær"),
        "fte",
        "timer / heltid",
        {"timer": hours, "heltid": full_position_hours},
        of=of,
    )


def gross_fte(net: Figure, absence: Figure, *, of: str = "") -> Figure:
    """Return the FTE that must be employed: net / (1 - absence share of paid time)."""
    _check_absence(net, absence)
    return compute(
        nb("Årsverk med fravær"),
        "fte",
        "netto / (1 - fravær)",
        {"netto": net, "fravær": absence},
        of=of,
    )


def common_error(net: Figure, absence: Figure, *, of: str = "") -> Figure:
    """Return what the common mistake gives: net * (1 + absence share). Always too low."""
    _check_absence(net, absence)
    return compute(
        nb("Årsverk når fraværet feilaktig legges på"),
        "fte",
        "netto * (1 + fravær)",
        {"netto": net, "fravær": absence},
        of=of,
        note=nb("Fraværet er en andel av betalt tid. Lagt på netto blir tallet for lavt."),
    )


def common_error_difference(net: Figure, absence: Figure, *, of: str = "") -> Figure:
    """Return how many FTE the common mistake forgets (0 or more)."""
    return compute(
        nb("Årsverk som mangler når fraværet legges på"),
        "fte",
        "riktig - feil",
        {"riktig": gross_fte(net, absence, of=of), "feil": common_error(net, absence, of=of)},
        of=of,
    )


def beside(stated: Figure, computed: Figure, *, of: str = "") -> StatedAndComputed:
    """Return a stated FTE beside a computed one, with the difference (computed less stated).

    Neither is changed by the other; the difference is missing when one of them is.
    """
    require_unit(stated, "fte")
    require_unit(computed, "fte")
    difference = compute(
        nb("Beregnet minus oppgitt"),
        "fte",
        "beregnet - oppgitt",
        {"beregnet": computed, "oppgitt": stated},
        of=of,
    )
    return StatedAndComputed(stated, computed, difference)


def _check_hours(hours: Figure, full_position_hours: Figure) -> None:
    require_unit(hours, "hours_per_week")
    require_unit(full_position_hours, "hours_per_week")
    require_not_negative(hours)
    require_positive(full_position_hours)


def _check_absence(net: Figure, absence: Figure) -> None:
    require_unit(net, "fte")
    require_not_negative(net)
    require_share(absence)
