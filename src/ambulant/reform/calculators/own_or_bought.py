# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The same decided hours with own staff or from a supplier."""

from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, nb
from ambulant.reform.calculators.effort_financing import weeks_in_year
from ambulant.staffing.bounds import (
    require_not_negative,
    require_positive,
    require_share,
    require_unit,
)
from ambulant.staffing.fte import gross_fte, net_fte


@dataclass(frozen=True, slots=True)
class OwnStaff:
    """What an hour with the user takes when the municipality has the staff.

    `direct_share` is the part of time at work that is with the user (share); `cost_per_fte` is pay
    with social costs; `other_costs` are cars, premises, leading (nok a year).
    """

    direct_share: Figure
    position_hours: Figure
    absence: Figure
    cost_per_fte: Figure
    other_costs: Figure


@dataclass(frozen=True, slots=True)
class Supplier:
    """What a supplier takes: price of an hour with the user, and own follow-up (nok a year)."""

    price: Figure
    follow_up: Figure


@dataclass(frozen=True, slots=True)
class OwnOrBought:
    """Both ways for a year (nok), and the price at which they cost the same (nok_per_hour)."""

    fte: Figure
    own: Figure
    own_per_hour: Figure
    bought: Figure
    difference: Figure  # bought less own; above 0 means own staff is cheaper
    equal_price: Figure


def own_or_bought(hours: Figure, own: OwnStaff, supplier: Supplier) -> OwnOrBought:
    """Return what decided hours cost with own staff and from a supplier.

    Args:
        hours: Decided hours with users (hours_per_week), above 0.
        own: What own staff takes.
        supplier: What a supplier takes; VAT that is compensated is not a cost.

    Raises:
        InvalidInputError: Wrong units, amounts below 0, or nothing to divide by.

    Source: documents 004 and 002 (BPA): own against external suppliers. The formula is ours.
    """
    _check(hours, own, supplier)
    paid = compute(
        nb("Timer på jobb i uka"),
        "hours_per_week",
        "timer / andel",
        {"timer": hours, "andel": own.direct_share},
        note=nb("Også reise, møter og journal må bemannes."),
    )
    fte = gross_fte(net_fte(paid, own.position_hours), own.absence)
    year = compute(
        nb("Timer hos bruker i året"),
        "hours_per_year",
        "timer * uker",
        {"timer": hours, "uker": weeks_in_year()},
    )
    cost = compute(
        nb("Med egne ansatte"),
        "nok",
        "årsverk * kostnad + andre",
        {"årsverk": fte, "kostnad": own.cost_per_fte, "andre": own.other_costs},
    )
    bought = compute(
        nb("Kjøpt av leverandør"),
        "nok",
        "timer * pris + oppfølging",
        {"timer": year, "pris": supplier.price, "oppfølging": supplier.follow_up},
    )
    per_hour = compute(
        nb("Egne ansatte, per time hos bruker"),
        "nok_per_hour",
        "egne / timer",
        {"egne": cost, "timer": year},
    )
    equal = compute(
        nb("Prisen der de koster det samme"),
        "nok_per_hour",
        "(egne - oppfølging) / timer",
        {"egne": cost, "oppfølging": supplier.follow_up, "timer": year},
    )
    difference = compute(
        nb("Kjøp minus egne ansatte"), "nok", "kjøp - egne", {"kjøp": bought, "egne": cost}
    )
    return OwnOrBought(fte, cost, per_hour, bought, difference, equal)


def _check(hours: Figure, own: OwnStaff, supplier: Supplier) -> None:
    require_unit(hours, "hours_per_week")
    require_positive(hours)
    require_share(own.direct_share, up_to_one=True)
    if not own.direct_share.is_missing and own.direct_share.number == 0:
        raise InvalidInputError("Direct share is 0; above 0, at most 1 is allowed (0.6, not 60).")
    require_unit(own.cost_per_fte, "nok_per_fte")
    require_unit(supplier.price, "nok_per_hour")
    for amount in (own.other_costs, supplier.follow_up):
        require_unit(amount, "nok")
    for value in (own.cost_per_fte, own.other_costs, supplier.price, supplier.follow_up):
        require_not_negative(value)
