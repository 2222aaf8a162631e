# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beds in nursing homes that become something else: does the sum of places hold?"""

from collections.abc import Iterable
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, nb, total
from ambulant.staffing.bounds import require_not_negative, require_unit


@dataclass(frozen=True, slots=True)
class Conversion:
    """Beds that end, and the places that come instead (places). `to` is what they become."""

    to: str
    beds: Figure
    places: Figure


@dataclass(frozen=True, slots=True)
class BedBalance:
    """Places before and after (places). `change` below 0 means fewer places in all."""

    beds_before: Figure
    converted: Figure
    beds_after: Figure
    new_places: Figure
    places_after: Figure
    change: Figure


def bed_balance(beds: Figure, conversions: Iterable[Conversion]) -> BedBalance:
    """Return the balance of places when beds are converted.

    Raises:
        InvalidInputError: More beds are converted than there are, or a value is below 0.

    Source: document 003, proposal 3: beds become care housing near short-term and emergency places.
    """
    steps = tuple(conversions)
    for figure in (beds, *(f for step in steps for f in (step.beds, step.places))):
        require_unit(figure, "places")
        require_not_negative(figure)
    converted = total(nb("Senger som gjøres om"), "places", [step.beds for step in steps])
    if beds.value is not None and converted.value is not None and converted.number > beds.number:
        raise InvalidInputError(
            f"{converted.number:g} beds are converted; there are {beds.number:g}."
        )
    after = compute(
        nb("Senger etterpå"), "places", "før - omgjort", {"før": beds, "omgjort": converted}
    )
    new = total(nb("Nye plasser i stedet"), "places", [step.places for step in steps])
    all_after = compute(
        nb("Plasser i alt etterpå"), "places", "senger + nye", {"senger": after, "nye": new}
    )
    change = compute(
        nb("Endring i plasser"), "places", "etter - før", {"etter": all_after, "før": beds}
    )
    return BedBalance(beds, converted, after, new, all_after, change)
