# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reference case about a calculator may ask for by name: plain numbers in and out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from ambulant.parameters import Level, Override, Parameters
from ambulant.parameters.price_level import DEFLATOR, at_price_level
from ambulant.reform.calculators.beds import Conversion, bed_balance
from ambulant.reform.calculators.effort_financing import pay_for_effort
from ambulant.reform.calculators.extra_hire import extra_hire
from ambulant.reform.calculators.frame_budget import Measure, fte_of_frame, inside_frame
from ambulant.reform.calculators.funding import Funding, FundingKind, funding_ledger
from ambulant.reform.calculators.gain_plan import Gain, gain_plan, payback
from ambulant.reform.calculators.leading import LeaderLevel, leading_over_levels
from ambulant.reform.calculators.own_or_bought import OwnStaff, Supplier, own_or_bought
from ambulant.reform.calculators.top_financing import (
    Recipient,
    TimeUse,
    UserCosts,
    claim,
    rules_of,
)
from ambulant.reform.calculators.unit_cost import gross_and_net, growth, unit_cost
from tests.reference.calculations import Result, number


def top_financing(  # noqa: PLR0913 - the names of the YAML file
    *,
    grant_year: int,
    pay: float,
    direct: float,
    travel: float = 0,
    indirect: float = 0,
    social_costs: float = 0,
    grants: float = 0,
    user_payment: float = 0,
    birth_year: int = 1980,
    pu: bool = False,
) -> Result:
    time = TimeUse(*(number(hours, "hours_per_year") for hours in (direct, travel, indirect)))
    costs = UserCosts(
        number(pay, "nok"),
        number(social_costs, "share"),
        time,
        number(grants, "nok"),
        number(user_payment, "nok"),
    )
    found = claim(Recipient(birth_year, pu), costs, rules_of(grant_year, Parameters.load()))
    return {
        "age": found.age.number,
        "direct_share": found.direct_share.number,
        "direct_pay": found.direct_pay.number,
        "outside": found.outside.number,
        "deductions": found.deductions.number,
        "basis": found.basis.number,
        "refund": found.refund.number,
        "own_part": found.own_part.number,
    }


def frame_to_fte(
    frame: float, other_costs: float, income: float, cost_per_fte: float, present: float
) -> Result:
    found = fte_of_frame(
        number(frame, "nok"),
        number(other_costs, "nok"),
        number(income, "nok"),
        number(cost_per_fte, "nok_per_fte"),
        number(present, "fte"),
    )
    return {
        "for_pay": found.for_pay.number,
        "affordable": found.affordable.number,
        "difference": found.difference.number,
        "overspending": found.overspending.number,
    }


def measures(overspending: float, year: int, measures: Sequence[tuple[float, date]]) -> Result:
    lines = [
        Measure(f"{place}", number(amount, "nok"), start)
        for place, (amount, start) in enumerate(measures)
    ]
    found = inside_frame(number(overspending, "nok"), lines, year)
    return {
        "this_year": found.this_year.number,
        "full_year": found.full_year.number,
        "remaining_this_year": found.remaining_this_year.number,
        "remaining_full_year": found.remaining_full_year.number,
    }


def effort(hours: Mapping[str, float], prices: Mapping[str, float], costs: float) -> Result:
    found = pay_for_effort(
        [(name, number(value, "hours_per_week")) for name, value in hours.items()],
        {name: number(value, "nok_per_hour") for name, value in prices.items()},
        number(costs, "nok"),
    )
    by_service = {each.service: each.payment.number for each in found.services}
    return {**by_service, "payment": found.payment.number, "result": found.result.number}


def gains(gains: Sequence[tuple[str, int, float]]) -> Result:
    plan = gain_plan(Gain(place, year, number(amount, "nok")) for place, year, amount in gains)
    places = {place: figure.number for place, figure in plan.by_municipality.items()}
    years = {str(year): figure.number for year, figure in plan.by_year.items()}
    return {**places, **years, "total": plan.total.number}


def funding(lines: Sequence[tuple[str, float]]) -> Result:
    entries = [
        Funding("part", "project", number(amount, "nok"), FundingKind(kind))
        for kind, amount in lines
    ]
    ledger = funding_ledger(entries, on=date(2024, 1, 1))
    by_kind = {kind.value: figure.number for kind, figure in ledger.by_kind.items()}
    return {**by_kind, "total": ledger.total.number}


def growing(before: float, after: float) -> Result:
    found = growth(number(before, "nok_per_place"), number(after, "nok_per_place"))
    return {"growth": found.number}


def per_place(cost: float, places: float) -> Result:
    return {"per_place": unit_cost(number(cost, "nok"), number(places, "places")).number}


def two_sided(gross: float, covered: Sequence[float]) -> Result:
    parts = [number(amount, "nok") for amount in covered]
    found = gross_and_net(2024, number(gross, "nok"), parts)
    return {"covered": found.covered.number, "net": found.net.number}


def hire(hire: float, before: float, after: float, cost_per_hour: float) -> Result:
    found = extra_hire(
        number(hire, "nok"),
        number(before, "hours_per_week"),
        number(after, "hours_per_week"),
        number(cost_per_hour, "nok_per_hour"),
    )
    return {
        "growth": found.growth.number,
        "growth_cost": found.growth_cost.number,
        "explained": found.explained_share.number,
        "unexplained": found.unexplained.number,
    }


def coming_back(investment: float, gain: float, cost: float, lifetime: float) -> Result:
    found = payback(
        number(investment, "nok"),
        number(gain, "nok"),
        number(cost, "nok"),
        number(lifetime, "years"),
    )
    return {
        "net": found.net_per_year.number,
        "years": found.years.number,
        "over_lifetime": found.over_lifetime.number,
    }


def in_prices_of(
    amount: float, from_year: int, to_year: int, indexes: Mapping[int, float]
) -> Result:
    parameters = Parameters.load()
    for year, index in indexes.items():
        override = Override(index, "example", date(year, 1, 1))
        parameters = parameters.with_overlay({DEFLATOR: override}, Level.SCENARIO)
    figure = at_price_level(
        number(amount, "nok"), from_year=from_year, to_year=to_year, parameters=parameters
    )
    return {"amount": figure.number}


def own_bought(  # noqa: PLR0913 - the names of the YAML file
    *,
    hours: float,
    direct_share: float,
    position_hours: float,
    absence: float,
    cost_per_fte: float,
    other_costs: float,
    price: float,
    follow_up: float,
) -> Result:
    own = OwnStaff(
        number(direct_share, "share"),
        number(position_hours, "hours_per_week"),
        number(absence, "share"),
        number(cost_per_fte, "nok_per_fte"),
        number(other_costs, "nok"),
    )
    supplier = Supplier(number(price, "nok_per_hour"), number(follow_up, "nok"))
    found = own_or_bought(number(hours, "hours_per_week"), own, supplier)
    return {
        "fte": found.fte.number,
        "own": found.own.number,
        "own_per_hour": found.own_per_hour.number,
        "bought": found.bought.number,
        "difference": found.difference.number,
        "equal_price": found.equal_price.number,
    }


def beds(beds: float, conversions: Sequence[tuple[float, float]]) -> Result:
    steps = [
        Conversion("housing", number(ended, "places"), number(new, "places"))
        for ended, new in conversions
    ]
    found = bed_balance(number(beds, "places"), steps)
    return {
        "converted": found.converted.number,
        "beds_after": found.beds_after.number,
        "new": found.new_places.number,
        "places_after": found.places_after.number,
        "change": found.change.number,
    }


def levels(levels: Sequence[tuple[float, float]]) -> Result:
    found = leading_over_levels(
        LeaderLevel("level", number(leading, "fte"), number(administrative, "fte"))
        for leading, administrative in levels
    )
    return {
        "leading": found.leading.number,
        "administrative": found.administrative.number,
        "ratio": found.administrative_per_leading.number,
    }


CALCULATORS: Mapping[str, Callable[..., Result]] = MappingProxyType(
    {
        calculation.__name__: calculation
        for calculation in (
            *(top_financing, frame_to_fte, measures, effort, gains, funding, growing, per_place),
            *(two_sided, hire, coming_back, in_prices_of, own_bought, beds, levels),
        )
    }
)
