# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which assumptions lie behind a stated FTE, when the source gives the result only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, given, nb
from ambulant.staffing.bounds import require_positive, require_unit
from ambulant.staffing.fte import gross_fte, net_fte

WHOLE_PERCENTS = tuple(percent / 100 for percent in range(61))
_LOW = "1 - netto / (oppgitt - halv)"
_HIGH = "1 - netto / (oppgitt + halv)"
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class FtePairs:
    """The absence that, with one working-time category, gives the stated FTE when rounded.

    `low` (included) to `high` (not included) are shares of paid time; a negative `low` means
    that no absence at all also rounds to it. `on_grid` are the asked-for absences in between.
    """

    category: str
    position_hours: Figure
    net: Figure
    low: Figure
    high: Figure
    on_grid: tuple[float, ...]

    @property
    def is_possible(self) -> bool:
        """False when even without absence the hours take more than the stated FTE."""
        return self.high.number > 0


def pairs_giving(
    stated: Figure,
    hours: Figure,
    position_hours: Mapping[str, Figure],
    *,
    decimals: int = 1,
    absence_grid: Sequence[float] = WHOLE_PERCENTS,
) -> tuple[FtePairs, ...]:
    """Return, per working-time category, which absence gives the FTE a source states.

    Args:
        stated: The FTE as written in the source (fte, one number).
        hours: Hours to man in an ordinary week (hours_per_week, one number).
        position_hours: Weekly hours of a full position by category.
        decimals: As the source rounds, half up: 6.3 has 1 and may be 6.25 up to 6.35.
        absence_grid: Absence shares (0 to below 1) to try.

    Returns:
        One entry per category, in the order given.

    Raises:
        InvalidInputError: A figure is missing, is draws or is not positive; or the stated FTE is
            not more than its own rounding.
    """
    for figure, unit in ((stated, "fte"), (hours, "hours_per_week")):
        require_unit(figure, unit)
        require_positive(figure)
    half = 0.5 * 10.0**-decimals
    if stated.number <= half:
        raise InvalidInputError(
            f"Stated FTE {stated.number:g} is not above its rounding of {half:g}."
        )
    rounding = given(nb("Halvparten av siste siffer"), half, "fte", of=stated.of)
    pairs = []
    for category, full in position_hours.items():
        net = net_fte(hours, full, of=full.of)
        inputs = {"netto": net, "oppgitt": stated, "halv": rounding}
        pairs.append(
            FtePairs(
                category,
                full,
                net,
                compute(nb("Fravær fra og med"), "share", _LOW, inputs, of=full.of),
                compute(nb("Fravær til"), "share", _HIGH, inputs, of=full.of),
                tuple(share for share in absence_grid if _rounds_to(stated, net, share, half)),
            )
        )
    return tuple(pairs)


def _rounds_to(stated: Figure, net: Figure, absence: float, half: float) -> bool:
    gross = gross_fte(net, given(nb("Fravær i alt"), absence, "share")).number
    return -half - _TOLERANCE <= gross - stated.number < half - _TOLERANCE
