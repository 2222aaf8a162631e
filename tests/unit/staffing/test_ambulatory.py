# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Decided hours, travel and indirect time as hours and FTE by activity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure
from ambulant.staffing.ambulatory import (
    AmbulatoryNeed,
    activity_hours,
    direct_share,
    fte_by_activity,
)
from ambulant.staffing.fte import gross_fte, net_fte
from tests.unit.staffing.builders import hours, minutes, need, one_by_one, persons, post, share

AMOUNTS = st.floats(0, 500)
SHARES = st.floats(0, 0.9)


@given(AMOUNTS, AMOUNTS, st.floats(0, 90), SHARES, SHARES)
def test_parts_sum_to_the_total_and_to_gross_fte(
    decided: float, visits: float, travel: float, indirect: float, away: float
) -> None:
    worked = activity_hours([post(14, 8)], need(decided, visits, travel, indirect))

    parts = fte_by_activity(worked, hours(35.5), share(away))

    assert sum(part.number for part in parts.parts) == pytest.approx(parts.total.number)
    gross = gross_fte(net_fte(worked.total, hours(35.5)), share(away))
    assert parts.total.number == pytest.approx(gross.number)


@given(st.floats(0.1, 500), AMOUNTS, st.floats(0, 90), SHARES)
def test_indirect_time_is_its_share_of_all_time_out(
    decided: float, visits: float, travel: float, indirect: float
) -> None:
    worked = activity_hours([], need(decided, visits, travel, indirect))

    assert worked.indirect.number == pytest.approx(indirect * worked.total.number)


@given(AMOUNTS, AMOUNTS, st.floats(0, 90), SHARES)
def test_direct_share_is_between_nothing_and_everything(
    decided: float, visits: float, travel: float, indirect: float
) -> None:
    ata = direct_share(activity_hours([post(14, 8)], need(decided, visits, travel, indirect)))

    assert 0 <= ata.number <= 1


@given(st.lists(st.floats(0, 0.9), min_size=1, max_size=5))
def test_draws_give_the_same_as_one_number_at_a_time(shares: list[float]) -> None:
    draws = np.array(shares)

    def total_fte(indirect: float | np.ndarray[tuple[int], np.dtype[np.float64]]) -> Figure:
        worked = activity_hours([post()], need(indirect=indirect))
        return fte_by_activity(worked, hours(35.5), share(0.2)).total

    together = total_fte(draws)

    np.testing.assert_allclose(np.asarray(together.value), one_by_one(draws, total_fte))


def test_posts_without_ambulatory_need_are_only_on_site() -> None:
    worked = activity_hours([post()], None, of="Basen")

    assert worked.on_site.number == worked.total.number == 168
    assert [f.number for f in (worked.direct, worked.travel, worked.indirect)] == [0, 0, 0]
    assert worked.total.of == "Basen"
    assert direct_share(worked).number == 0


def test_unknown_travel_is_missing_and_not_zero() -> None:
    worked = activity_hours([post()], need(travel=None))

    assert worked.on_site.number == 168
    assert worked.travel.is_missing
    assert worked.total.is_missing
    assert fte_by_activity(worked, hours(35.5), share(0.2)).total.is_missing
    assert [gap.label for gap in worked.total.missing_inputs()] == ["Minutter"]


def test_sleeping_factor_reaches_the_posts() -> None:
    asleep = [post(22, 9, watch="asleep")]

    worked = activity_hours(asleep, None, sleeping_factor=share(0.5))

    assert worked.total.number == 31.5
    assert activity_hours(asleep, None).total.is_missing


def test_share_of_no_working_time_is_missing_with_the_reason() -> None:
    ata = direct_share(activity_hours([], None))

    assert ata.is_missing
    assert ata.note == "Ingen arbeidstid å regne andel av."


def test_share_of_unknown_working_time_is_missing() -> None:
    assert direct_share(activity_hours([], need(decided=None))).is_missing


def test_need_that_cannot_be_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="0.25, not 25"):
        need(indirect=25.0)
    with pytest.raises(InvalidInputError, match="0 or more"):
        need(travel=-1.0)
    with pytest.raises(InvalidInputError, match="'visits_per_week' was expected"):
        AmbulatoryNeed(hours(1.0), persons(1.0), minutes(1.0), share(0.1))


def test_absence_of_everything_is_refused() -> None:
    worked = activity_hours([post()], None)

    with pytest.raises(InvalidInputError, match="0 to below 1"):
        fte_by_activity(worked, hours(35.5), share(1.0))
