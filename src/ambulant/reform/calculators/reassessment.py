# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which chosen measures must be looked at again, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ambulant.errors import InvalidInputError


class Due(StrEnum):
    """Where a measure stands on a date."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NO_DATE = "no_date"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ChosenMeasure:
    """A measure, the day it shall be reassessed, and what came of it (empty until then)."""

    name: str
    reassess_by: date | None
    result: str = ""


def due_list(
    measures: Iterable[ChosenMeasure], *, on: date, soon_days: int = 30
) -> list[tuple[ChosenMeasure, Due]]:
    """Return the measures with where they stand: overdue, soon, later, without date, done.

    Within each the earliest date comes first. The day itself is not overdue.

    Args:
        measures: Chosen measures.
        on: The day the list is for.
        soon_days: How many days ahead count as soon.

    Raises:
        InvalidInputError: `soon_days` is below 0.

    Source: document 002, 3.4: the group reassesses whether chosen measures give the transition.
    """
    if soon_days < 0:
        raise InvalidInputError(f"soon_days is {soon_days}; 0 or more is allowed.")
    order = list(Due)
    stands = [(measure, _stands(measure, on, soon_days)) for measure in measures]
    return sorted(stands, key=lambda pair: (order.index(pair[1]), pair[0].reassess_by or date.max))


def _stands(measure: ChosenMeasure, on: date, soon_days: int) -> Due:
    if measure.result.strip():
        return Due.DONE
    if measure.reassess_by is None:
        return Due.NO_DATE
    if measure.reassess_by < on:
        return Due.OVERDUE
    return Due.SOON if measure.reassess_by <= on + timedelta(days=soon_days) else Due.LATER
