# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who the staff are: share of nurses by FTE, persons and shifts, and mean position size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.staffing.bounds import require_not_negative, require_unit

Basis = Literal["fte", "persons", "shifts"]
_UNITS: Mapping[Basis, str] = {"fte": "fte", "persons": "persons", "shifts": "persons"}
_SHARE_LABELS: Mapping[Basis, str] = {
    "fte": nb("Sykepleierandel av årsverk"),
    "persons": nb("Sykepleierandel av ansatte"),
    "shifts": nb("Sykepleierandel på vakt"),
}


@dataclass(frozen=True, slots=True)
class ShiftStaff:
    """People on one kind of shift, and how many such shifts there are in a week (count)."""

    name: str
    nurses: Figure
    everyone: Figure
    shifts_per_week: Figure


@dataclass(frozen=True, slots=True)
class Position:
    """One person's position: profession and share (above 0, at most 1) of a full position."""

    profession: str
    share: float

    def __post_init__(self) -> None:
        """Refuse shares that no position can have."""
        if not 0 < self.share <= 1:
            raise InvalidInputError(
                f"Position of {self.profession!r} is {self.share:g}; "
                "above 0, at most 1 is allowed (0.5, not 50)."
            )


@dataclass(frozen=True, slots=True)
class PositionSizes:
    """Mean position sizes (share of a full position), and the professions' in order of name."""

    overall: Figure
    by_profession: Mapping[str, Figure]


def nurse_share(nurses: Figure, everyone: Figure, *, by: Basis, of: str = "") -> Figure:
    """Return the share (0-1) of nurses among all staff.

    The three ways differ: nurses with large positions are a larger share of FTE than of persons,
    and fewer again are on shift at weekends. Say which one is meant.

    Args:
        nurses: FTE (by "fte"), persons employed ("persons") or persons on a shift ("shifts").
        everyone: The same for all staff, nurses included.
        by: What is counted.
        of: What the figure is about, such as the shift.

    Returns:
        The share; missing, with the reason, when there is no staff.

    Raises:
        InvalidInputError: More nurses than staff, or wrong units.
    """
    for figure in (nurses, everyone):
        require_unit(figure, _UNITS[by])
        require_not_negative(figure)
    _require_part(nurses, everyone, of)
    return _share(_SHARE_LABELS[by], nurses, everyone, of)


def nurse_share_on_shifts(shifts: Iterable[ShiftStaff], *, of: str = "") -> Figure:
    """Return the share (0-1) of nurses over all shifts of a week, each by how often it occurs."""
    nurse_parts: list[Figure] = []
    all_parts: list[Figure] = []
    for shift in shifts:
        _require_part(shift.nurses, shift.everyone, shift.name)
        for people, parts in ((shift.nurses, nurse_parts), (shift.everyone, all_parts)):
            inputs = {"personer": people, "vakter": shift.shifts_per_week}
            parts.append(
                compute(nb("Vakter i uka"), "count", "personer * vakter", inputs, of=shift.name)
            )
    nurses = total(nb("Vakter i uka med sykepleier"), "count", nurse_parts, of=of)
    everyone = total(nb("Vakter i uka i alt"), "count", all_parts, of=of)
    return _share(_SHARE_LABELS["shifts"], nurses, everyone, of)


def is_nurse_share_enough(share: Figure, limit: Figure) -> bool | None:
    """True when the share is above the limit in most draws; None when one of them is missing.

    The recommendation is "over 50 %", so exactly the limit is not enough (parameter
    `staffing.nurse_share_minimum`).
    """
    require_unit(share, "share")
    require_unit(limit, "share")
    if share.value is None or limit.value is None:
        return None
    return float(np.mean(np.asarray(share.value) > np.asarray(limit.value))) > 0.5


def mean_position(fte: Figure, persons: Figure, *, of: str = "") -> Figure:
    """Return the mean position size: FTE / persons (share of a full position).

    Missing, with the reason, when there are no persons.
    """
    require_unit(fte, "fte")
    require_unit(persons, "persons")
    label = nb("Gjennomsnittlig stillingsstørrelse")
    if persons.value is not None and bool(np.any(np.asarray(persons.value) == 0)):
        return missing(label, "share", of=of, note=nb("Ingen ansatte å regne av."))
    inputs = {"årsverk": fte, "personer": persons}
    return compute(label, "share", "årsverk / personer", inputs, of=of)


def position_sizes(positions: Iterable[Position], *, of: str = "") -> PositionSizes:
    """Return the mean position size of all positions and of each profession.

    The overall mean is over persons, so it is not the mean of the professions' means.
    """
    by_profession: dict[str, list[float]] = {}
    for position in positions:
        by_profession.setdefault(position.profession, []).append(position.share)
    everyone = [share for shares in by_profession.values() for share in shares]
    return PositionSizes(
        _mean_of(everyone, of),
        MappingProxyType(
            {name: _mean_of(by_profession[name], name) for name in sorted(by_profession)}
        ),
    )


def _mean_of(shares: list[float], of: str) -> Figure:
    fte = given(nb("Årsverk"), float(sum(shares)), "fte", Kind.DERIVED, of=of)
    persons = given(nb("Ansatte"), float(len(shares)), "persons", Kind.DERIVED, of=of)
    return mean_position(fte, persons, of=of)


def _require_part(part: Figure, whole: Figure, of: str) -> None:
    if part.value is None or whole.value is None:
        return
    if bool(np.any(np.asarray(part.value) > np.asarray(whole.value))):
        raise InvalidInputError(
            f"More nurses than staff ({of or part.label}): {part.value} of {whole.value}."
        )


def _share(label: str, part: Figure, whole: Figure, of: str) -> Figure:
    if whole.value is not None and bool(np.any(np.asarray(whole.value) == 0)):
        return missing(label, "share", of=of, note=nb("Ingen ansatte å regne andel av."))
    inputs = {"sykepleiere": part, "alle": whole}
    return compute(label, "share", "sykepleiere / alle", inputs, of=of)
