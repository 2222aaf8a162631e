# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cost per user or place, how it has grown, and gross against net."""

from collections.abc import Iterable
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, nb, total
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit

PER = {"users": "nok_per_user", "places": "nok_per_place"}


@dataclass(frozen=True, slots=True)
class GrossAndNet:
    """Two-sided expenditure of a year (nok): gross is always net plus what others pay."""

    year: int
    gross: Figure
    covered: Figure
    net: Figure


def unit_cost(cost: Figure, count: Figure, *, of: str = "") -> Figure:
    """Return kroner per user or place.

    Args:
        cost: Of a year (nok).
        count: Users or places, above 0.
        of: The service.

    Raises:
        InvalidInputError: Wrong units, a cost below 0, or nobody to share it.
    """
    require_unit(cost, "nok")
    require_not_negative(cost)
    if count.unit not in PER:
        raise InvalidInputError(f"Count is in {count.unit!r}; {' or '.join(PER)} is allowed.")
    require_positive(count)
    label = nb("Utgift per bruker") if count.unit == "users" else nb("Utgift per plass")
    inputs = {"utgift": cost, "antall": count}
    return compute(label, PER[count.unit], "utgift / antall", inputs, of=of)


def growth(before: Figure, after: Figure, *, of: str = "") -> Figure:
    """Return the growth from one amount to another as a share (0.777 is 77.7 % more).

    Nothing is said about prices: put both in the same price level first if that is meant.

    Raises:
        InvalidInputError: The units differ, or the first amount is not above 0.

    Source: document 004, institution cost per place 665 000 to 1 182 000.
    """
    require_unit(after, before.unit)
    require_positive(before)
    inputs = {"før": before, "etter": after}
    return compute(nb("Vekst"), "share", "etter / før - 1", inputs, of=of)


def gross_and_net(year: int, gross: Figure, covered_by_others: Iterable[Figure]) -> GrossAndNet:
    """Return gross, what grants, refunds and users pay, and net for one year (nok).

    Raises:
        InvalidInputError: An amount is below 0 or not in nok.

    Source: document 004, two-sided comparison.
    """
    parts = tuple(covered_by_others)
    for amount in (gross, *parts):
        require_unit(amount, "nok")
        require_not_negative(amount)
    of = str(year)
    covered = total(nb("Tilskudd, refusjoner og brukerbetaling"), "nok", parts, of=of)
    inputs = {"brutto": gross, "dekket": covered}
    net = compute(nb("Netto utgift"), "nok", "brutto - dekket", inputs, of=of)
    return GrossAndNet(year, gross, covered, net)
