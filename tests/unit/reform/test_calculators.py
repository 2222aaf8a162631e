# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What always holds for the calculators, and what they refuse. Amounts: see the reference cases."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, given, missing
from ambulant.parameters import Parameters
from ambulant.reform.calculators.beds import Conversion, bed_balance
from ambulant.reform.calculators.effort_financing import pay_for_effort
from ambulant.reform.calculators.extra_hire import extra_hire
from ambulant.reform.calculators.frame_budget import Measure, fte_of_frame, inside_frame
from ambulant.reform.calculators.funding import Funding, FundingKind, funding_ledger
from ambulant.reform.calculators.gain_plan import (
    Gain,
    Purchase,
    find_purchases_without_gain_case,
    gain_plan,
    payback,
)
from ambulant.reform.calculators.leading import (
    leaders_needed,
    leading_over_levels,
    responsibility_matrix,
)
from ambulant.reform.calculators.own_or_bought import OwnStaff, Supplier, own_or_bought
from ambulant.reform.calculators.reassessment import ChosenMeasure, Due, due_list
from ambulant.reform.calculators.top_financing import (
    Claim,
    Recipient,
    TimeUse,
    UserCosts,
    claim,
    rules_of,
)
from ambulant.reform.calculators.unit_cost import gross_and_net, growth, unit_cost
from ambulant.staffing.leadership import GapKind, LedUnit, Responsibility

PARAMETERS = Parameters.load()
AMOUNTS = st.integers(0, 10**8).map(float)


def nok(amount: float) -> Figure:
    return given("amount", amount, "nok")


def hours(value: float, unit: str = "hours_per_week") -> Figure:
    return given("hours", value, unit)


def costs(pay: float, *, travel: float = 0, grants: float = 0) -> UserCosts:
    time = TimeUse(*(hours(value, "hours_per_year") for value in (100, travel, 0)))
    return UserCosts(nok(pay), given("social", 0.3, "share"), time, nok(grants), nok(0))


def claimed(pay: float, *, year: int = 2024, born: int = 1980, **more: float) -> Claim:
    return claim(Recipient(born), costs(pay, **more), rules_of(year, PARAMETERS))


@each(AMOUNTS, st.integers(0, 1000), AMOUNTS)
def test_a_refund_is_never_below_zero_nor_above_the_states_share(
    pay: float, travel: int, grants: float
) -> None:
    found = claimed(pay, travel=travel, grants=grants)

    assert 0 <= found.refund.number <= 0.8 * found.direct_pay.number + 1e-6


@each(AMOUNTS, st.integers(1, 1000))
def test_time_that_does_not_count_never_raises_the_refund(pay: float, travel: int) -> None:
    assert claimed(pay, travel=travel).refund.number <= claimed(pay).refund.number


@each(AMOUNTS, st.integers(0, 1000))
def test_direct_and_other_time_add_up_to_all_pay(pay: float, travel: int) -> None:
    found = claimed(pay, travel=travel)

    assert found.direct_pay.number + found.outside.number == pytest.approx(1.3 * pay)


def test_a_year_that_is_not_checked_gives_no_refund_and_says_why() -> None:
    found = claimed(3e6, year=2023)

    assert found.refund.is_missing
    assert "2022 og 2023" in found.refund.missing_inputs()[0].note
    assert found.is_within_age is None
    assert found.direct_pay.number == pytest.approx(3.9e6)


def test_a_year_whose_age_limit_is_unknown_still_gives_a_refund_with_a_note() -> None:
    found = claimed(3e6, year=2021)

    assert found.refund.number > 0
    assert found.is_within_age is None
    assert "Aldersgrensen" in found.refund.note


def test_a_deduction_from_an_unknown_age_is_missing() -> None:
    young = Recipient(2001, has_intellectual_disability=True)

    found = claim(young, costs(3e6), rules_of(2017, PARAMETERS))

    assert found.deductions.is_missing
    assert found.refund.is_missing


def test_no_working_time_gives_no_share_and_no_refund() -> None:
    nothing = TimeUse(*(hours(0, "hours_per_year") for _ in range(3)))

    found = claim(Recipient(1980), replace(costs(3e6), time=nothing), rules_of(2024, PARAMETERS))

    assert found.direct_share.is_missing
    assert found.refund.is_missing


@pytest.mark.parametrize("born", [1903, 2024, 2030])
def test_a_birth_year_nobody_has_is_refused(born: int) -> None:
    with pytest.raises(InvalidInputError, match=f"Birth year {born}; 1904 to 2023 is allowed"):
        claimed(3e6, born=born)


def test_a_grant_year_before_the_first_known_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="2016 or later"):
        rules_of(2015, PARAMETERS)


def test_pay_below_zero_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="0 or more"):
        claimed(-1)


def test_fte_of_a_frame_is_refused_without_a_cost_per_fte() -> None:
    with pytest.raises(InvalidInputError, match="above 0"):
        fte_of_frame(
            nok(1), nok(0), nok(0), given("cost", 0, "nok_per_fte"), given("fte", 1, "fte")
        )


def test_an_unknown_number_of_fte_leaves_only_the_difference_missing() -> None:
    found = fte_of_frame(
        nok(8e6), nok(0), nok(0), given("cost", 8e5, "nok_per_fte"), missing("fte", "fte")
    )

    assert found.affordable.number == pytest.approx(10)
    assert found.difference.is_missing


@each(st.lists(st.tuples(AMOUNTS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))))
def test_measures_never_give_more_in_the_year_than_in_a_full_one(
    lines: list[tuple[float, date]],
) -> None:
    measures = [Measure("m", nok(amount), start) for amount, start in lines]

    found = inside_frame(nok(1e6), measures, 2026)

    assert 0 <= found.this_year.number <= found.full_year.number + 1e-6
    assert found.remaining_full_year.number == pytest.approx(1e6 - found.full_year.number)


def test_a_service_without_a_price_is_missing_not_free() -> None:
    prices = {"home": given("price", 600, "nok_per_hour")}

    found = pay_for_effort([("home", hours(10)), ("bath", hours(5))], prices, nok(0))

    assert found.services[0].payment.number == pytest.approx(312_000)
    assert found.services[1].payment.is_missing
    assert found.payment.is_missing


@each(
    st.dictionaries(st.tuples(st.sampled_from("ABC"), st.integers(2025, 2029)), AMOUNTS, min_size=1)
)
def test_gains_sum_to_the_same_by_year_and_by_municipality(
    cells: dict[tuple[str, int], float],
) -> None:
    plan = gain_plan(Gain(place, year, nok(amount)) for (place, year), amount in cells.items())

    by_year = sum(figure.number for figure in plan.by_year.values())
    assert by_year == pytest.approx(plan.total.number)
    assert plan.total.number == pytest.approx(sum(cells.values()))


def test_two_gains_for_one_municipality_and_year_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="Molde has two gains in 2025"):
        gain_plan([Gain("Molde", 2025, nok(1)), Gain("Molde", 2025, nok(2))])


def test_an_investment_that_costs_more_a_year_than_it_gains_never_comes_back() -> None:
    found = payback(nok(1e6), nok(1e5), nok(1e5), given("life", 5, "years"))

    assert found.years.is_missing
    assert "aldri" in found.years.note
    assert found.over_lifetime.number == pytest.approx(-1e6)


def test_purchases_without_a_gain_case_are_listed() -> None:
    found = find_purchases_without_gain_case(
        [
            Purchase("Sensorer", nok(5e5)),
            Purchase("Låser", nok(3e5), nok(2e5)),
            Purchase("Nettbrett", nok(1e5), nok(4e4), owner="avdelingsleder"),
        ]
    )

    assert [str(message).split(":")[0] for message in found] == ["Sensorer", "Låser"]
    assert "ikke tallfestet" in str(found[0])
    assert "ansvar" in str(found[1])


def test_reports_are_overdue_the_day_after() -> None:
    grant = Funding("Statsforvalteren", "kompetanse", nok(5e5), FundingKind.GRANT, date(2025, 4, 1))

    on_the_day = funding_ledger([grant], on=date(2025, 4, 1))
    after = funding_ledger([grant], on=date(2025, 4, 2))
    sent = funding_ledger([replace(grant, is_reported=True)], on=date(2025, 4, 2))

    assert (on_the_day.due, on_the_day.overdue) == ((grant,), ())
    assert (after.due, after.overdue) == ((), (grant,))
    assert (sent.due, sent.overdue) == ((), ())


def test_a_grant_without_a_report_date_is_a_gap_but_own_effort_is_not() -> None:
    ledger = funding_ledger(
        [
            Funding("Statsforvalteren", "kompetanse", nok(1), FundingKind.GRANT),
            Funding("Kommunen", "prosjektledelse", nok(1), FundingKind.OWN),
        ],
        on=date(2025, 1, 1),
    )

    (gap,) = ledger.gaps
    assert str(gap) == "Statsforvalteren, kompetanse: rapporteringsdato mangler."


@pytest.mark.parametrize(("source", "purpose"), [("", "x"), ("x", " ")])
def test_funding_must_say_who_pays_and_what_for(source: str, purpose: str) -> None:
    with pytest.raises(InvalidInputError, match="both source and purpose"):
        Funding(source, purpose, nok(1), FundingKind.OWN)


@each(AMOUNTS, st.lists(AMOUNTS))
def test_net_and_what_others_pay_are_the_gross(gross: float, parts: list[float]) -> None:
    found = gross_and_net(2024, nok(gross), map(nok, parts))

    assert found.net.number + found.covered.number == pytest.approx(gross)


def test_growth_between_different_things_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="nok_per_place"):
        growth(given("before", 1, "nok_per_place"), given("after", 1, "nok_per_user"))


def test_a_cost_per_something_that_is_not_counted_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="users or places"):
        unit_cost(nok(1), given("area", 10, "m2"))


def test_extra_hire_of_nothing_has_no_explained_share() -> None:
    price = given("price", 700, "nok_per_hour")

    found = extra_hire(nok(0), hours(10), hours(20), price)

    assert found.explained_share.is_missing


def test_fewer_decided_hours_explain_nothing() -> None:
    price = given("price", 700, "nok_per_hour")

    found = extra_hire(nok(1e6), hours(20), hours(10), price)

    assert found.explained_share.number == 0
    assert found.unexplained.number > 1e6


OWN = OwnStaff(
    given("share", 0.6, "share"),
    hours(35.5),
    given("absence", 0.25, "share"),
    given("cost", 8e5, "nok_per_fte"),
    nok(3e5),
)


def test_at_the_equal_price_both_ways_cost_the_same() -> None:
    first = own_or_bought(hours(100), OWN, Supplier(given("price", 900, "nok_per_hour"), nok(2e5)))
    again = own_or_bought(
        hours(100),
        OWN,
        Supplier(given("price", first.equal_price.number, "nok_per_hour"), nok(2e5)),
    )

    assert again.difference.number == pytest.approx(0, abs=1e-6)


def test_a_direct_share_of_nothing_is_refused() -> None:
    own = replace(OWN, direct_share=given("share", 0, "share"))

    with pytest.raises(InvalidInputError, match="above 0"):
        own_or_bought(hours(100), own, Supplier(given("price", 900, "nok_per_hour"), nok(0)))


def test_more_beds_cannot_be_converted_than_there_are() -> None:
    with pytest.raises(InvalidInputError, match="12 beds are converted; there are 10"):
        bed_balance(
            given("beds", 10, "places"),
            [Conversion("x", given("a", 12, "places"), given("b", 12, "places"))],
        )


@each(st.lists(st.integers(0, 10)))
def test_beds_that_become_as_many_places_change_nothing_in_all(beds: list[int]) -> None:
    steps = [
        Conversion("x", given("a", each, "places"), given("b", each, "places")) for each in beds
    ]

    assert bed_balance(given("beds", 200, "places"), steps).change.number == 0


def test_the_due_list_begins_with_what_should_have_been_done() -> None:
    on = date(2026, 6, 1)
    measures = [
        ChosenMeasure("done", date(2026, 1, 1), "virket"),
        ChosenMeasure("none", None),
        ChosenMeasure("later", date(2026, 9, 1)),
        ChosenMeasure("today", on),
        ChosenMeasure("late", date(2026, 5, 31)),
        ChosenMeasure("month", date(2026, 7, 1)),
        ChosenMeasure("later still", date(2026, 7, 2)),
    ]

    found = [(measure.name, stands) for measure, stands in due_list(measures, on=on)]

    assert found == [
        ("late", Due.OVERDUE),
        ("today", Due.SOON),
        ("month", Due.SOON),
        ("later still", Due.LATER),
        ("later", Due.LATER),
        ("none", Due.NO_DATE),
        ("done", Due.DONE),
    ]


def test_days_ahead_cannot_be_below_zero() -> None:
    with pytest.raises(InvalidInputError, match="0 or more"):
        due_list([], on=date(2026, 1, 1), soon_days=-1)


def test_the_matrix_shows_what_a_leader_answers_for_and_what_lacks() -> None:
    leader = given("leaders", 1, "persons")
    units = [
        LedUnit("A", leader, True, frozenset(Responsibility)),
        LedUnit("B", leader, False, frozenset({Responsibility.MONEY})),
        LedUnit("C", missing("leaders", "persons")),
    ]

    matrix = responsibility_matrix(units)

    assert [row.answers_for for row in matrix.rows] == [
        (True, True, True),
        (True, False, False),
        (None, None, None),
    ]
    assert [(gap.unit, gap.kind) for gap in matrix.gaps] == [
        ("B", GapKind.NOT_ON_SITE),
        ("B", GapKind.RESPONSIBILITY),
        ("B", GapKind.RESPONSIBILITY),
        ("C", GapKind.NOT_STATED),
    ]


@pytest.mark.parametrize(("fte", "leaders"), [(0, 0), (20, 1), (20.1, 2), (33, 2), (40, 2)])
def test_a_leader_more_is_needed_above_each_limit(fte: float, leaders: int) -> None:
    found = leaders_needed(given("fte", fte, "fte"), given("limit", 20, "fte"))

    assert found.number == leaders


def test_without_leaders_there_is_nothing_to_measure_administration_against() -> None:
    assert leading_over_levels([]).administrative_per_leading.is_missing


def test_results_explain_themselves_down_to_parameters() -> None:
    parts = list(claimed(3e6).refund.walk())

    assert all(part.formula for part in parts if part.kind is Kind.COMPUTED)
    assert {part.key for part in parts if part.kind is Kind.PARAMETER} == {
        "economy.top_financing.threshold",
        "economy.top_financing.share",
    }
