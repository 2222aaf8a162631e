# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who leads what: the responsibility matrix, and administration against leading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ambulant.explain import Figure, compute, nb, total
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit
from ambulant.staffing.leadership import (
    LeadershipGap,
    LedUnit,
    Responsibility,
    administrative_per_leading,
    find_leadership_gaps,
)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A unit in the matrix. None means that it is not stated.

    `answers_for` is in the order of `Responsibility`: money, profession, people.
    """

    unit: str
    leaders: Figure
    is_on_site: bool | None
    answers_for: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class ResponsibilityMatrix:
    """Units by what their leader answers for, and what is lacking."""

    rows: tuple[MatrixRow, ...]
    gaps: tuple[LeadershipGap, ...]


@dataclass(frozen=True, slots=True)
class LeaderLevel:
    """Leaders of one level, from the top: unit leader, department leader, ... (unit fte)."""

    name: str
    leading: Figure
    administrative: Figure


@dataclass(frozen=True, slots=True)
class Leading:
    """Administration against leading over all levels: FTE, and the first per FTE of the second."""

    leading: Figure
    administrative: Figure
    administrative_per_leading: Figure


def responsibility_matrix(units: Sequence[LedUnit]) -> ResponsibilityMatrix:
    """Return what each unit's leader answers for, with the gaps.

    Source: document 004, "En organisering i hjemmetjenesten som bygger på".
    """
    return ResponsibilityMatrix(
        tuple(
            MatrixRow(unit.name, unit.leaders, unit.is_on_site, _answers(unit)) for unit in units
        ),
        tuple(find_leadership_gaps(units)),
    )


def leaders_needed(fte: Figure, limit: Figure) -> Figure:
    """Return the least number of leaders with no more FTE each than the limit (persons).

    Args:
        fte: FTE to lead, leaders not counted (fte).
        limit: Parameter `staffing.span_of_control` (fte).

    Raises:
        InvalidInputError: Wrong units, FTE below 0 or a limit of 0.
    """
    require_unit(fte, "fte")
    require_unit(limit, "fte")
    require_not_negative(fte)
    require_positive(limit)
    inputs = {"årsverk": fte, "grense": limit}
    return compute(nb("Ledere som trengs"), "persons", "ceil(årsverk / grense)", inputs)


def leading_over_levels(levels: Iterable[LeaderLevel]) -> Leading:
    """Return administrative and leading FTE over all levels, and one per the other (factor).

    High is what document 004 calls over-administered and under-led; it gives no limit.
    """
    every = tuple(levels)
    leading = total(nb("Lederårsverk"), "fte", [level.leading for level in every])
    admin = total(nb("Administrative årsverk"), "fte", [level.administrative for level in every])
    return Leading(leading, admin, administrative_per_leading(admin, leading))


def _answers(unit: LedUnit) -> tuple[bool | None, ...]:
    if unit.leaders.value is None or unit.leaders.number == 0:
        return tuple(None for _ in Responsibility)
    return tuple(duty in unit.responsibilities for duty in Responsibility)
