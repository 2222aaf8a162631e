# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Effort-based financing: the money follows the decisions, by a list of prices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.staffing.bounds import require_not_negative, require_unit

WEEKS = 52.0


@dataclass(frozen=True, slots=True)
class PricedHours:
    """What a service is paid for its decided hours in a year (nok)."""

    service: str
    hours_per_week: Figure
    price: Figure
    payment: Figure


@dataclass(frozen=True, slots=True)
class EffortFinancing:
    """Payment by service, in all, and against costs (nok; `result` below 0 is a deficit)."""

    services: tuple[PricedHours, ...]
    payment: Figure
    result: Figure


def pay_for_effort(
    hours: Iterable[tuple[str, Figure]], prices: Mapping[str, Figure], costs: Figure
) -> EffortFinancing:
    """Return what a unit is paid when the money follows decided hours.

    Args:
        hours: Service and decided hours a week (hours_per_week); a service may come twice.
        prices: Price of an hour by service (nok_per_hour). A service without a price gets a
            missing payment, not 0.
        costs: What the unit spends in the year (nok); may be missing.

    Raises:
        InvalidInputError: Wrong units, or hours or a price below 0.

    Source: document 004, innsatsstyrt finansiering: pay is hours x price.
    """
    require_unit(costs, "nok")
    services = tuple(_priced(service, weekly, prices) for service, weekly in hours)
    payment = total(nb("Betaling i alt"), "nok", [each.payment for each in services])
    ends = {"betaling": payment, "utgifter": costs}
    result = compute(nb("Betaling minus utgifter"), "nok", "betaling - utgifter", ends)
    return EffortFinancing(services, payment, result)


def _priced(service: str, hours: Figure, prices: Mapping[str, Figure]) -> PricedHours:
    require_unit(hours, "hours_per_week")
    require_not_negative(hours)
    price = prices.get(service)
    if price is None:
        note = nb("Tjenesten står ikke i prislisten.")
        price = missing(nb("Pris per time"), "nok_per_hour", of=service, note=note)
    require_unit(price, "nok_per_hour")
    require_not_negative(price)
    inputs = {"timer": hours, "uker": weeks_in_year(), "pris": price}
    label = nb("Betaling for tjenesten i året")
    payment = compute(label, "nok", "timer * uker * pris", inputs, of=service)
    return PricedHours(service, hours, price, payment)


def weeks_in_year() -> Figure:
    """Return the 52 weeks that decided hours a week are multiplied by."""
    return given(nb("Uker i året"), WEEKS, "weeks", Kind.DERIVED, source=nb("kalenderen"))
