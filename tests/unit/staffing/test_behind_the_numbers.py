# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may lie behind a stated FTE, and the full position of a three-part roster."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.parameters import Parameters
from ambulant.staffing.fte import gross_fte, net_fte
from ambulant.staffing.pairs import pairs_giving
from ambulant.staffing.three_part_roster import FACTORS, three_part_position_hours
from tests.unit.staffing.builders import fte, hours, one_by_one, share

ON = date(2020, 3, 1)
PARAMETERS = Parameters.load()
CATEGORIES = PARAMETERS.table("staffing.position_hours", on=ON)
ROSTER_FACTORS = PARAMETERS.table(FACTORS, on=ON)


def test_froya_may_rest_on_several_pairs() -> None:
    pairs = pairs_giving(fte(6.3), hours(168.0), CATEGORIES)

    assert {pair.category: pair.on_grid for pair in pairs} == {
        "day": (0.29,),
        "rotating": (0.25,),
        "three_shift": (0.2, 0.21),
    }
    assert all(pair.is_possible for pair in pairs)


@given(st.floats(10, 1000), st.floats(20, 40), st.floats(0, 0.6), st.integers(0, 2))
def test_absence_in_the_interval_rounds_to_what_was_stated_and_outside_does_not(
    worked: float, full: float, away: float, decimals: int
) -> None:
    gross = gross_fte(net_fte(hours(worked), hours(full)), share(away)).number
    half = 0.5 * 10.0**-decimals
    stated = round(gross, decimals)
    if stated <= half or abs(abs(gross - stated) - half) < 1e-6:
        return  # a number on the edge may be rounded either way

    (pair,) = pairs_giving(
        fte(stated), hours(worked), {"x": hours(full)}, decimals=decimals, absence_grid=(away,)
    )

    assert pair.low.number <= away <= pair.high.number
    assert pair.on_grid == (away,)


def test_stated_fte_below_what_the_hours_take_has_no_absence() -> None:
    pairs = pairs_giving(fte(4.0), hours(168.0), CATEGORIES)

    assert [pair.is_possible for pair in pairs] == [False, False, False]
    assert [pair.on_grid for pair in pairs] == [(), (), ()]


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="not above its rounding"):
        pairs_giving(fte(0.04), hours(168.0), CATEGORIES)
    with pytest.raises(InvalidInputError, match="missing"):
        pairs_giving(fte(None), hours(168.0), CATEGORIES)
    with pytest.raises(InvalidInputError, match="above 0"):
        pairs_giving(fte(6.3), hours(0.0), CATEGORIES)


def three_part(everything: float, sunday: float, night: float) -> float:
    return three_part_position_hours(
        hours(everything),
        hours(sunday),
        hours(night),
        position_hours=CATEGORIES,
        factors=ROSTER_FACTORS,
    ).number


@given(st.floats(10, 1000), st.floats(0, 1), st.floats(0, 1))
def test_three_part_roster_is_never_longer_than_an_ordinary_one(
    everything: float, sunday: float, night: float
) -> None:
    night_hours = everything * night
    sunday_hours = (everything - night_hours) * sunday

    found = three_part(everything, sunday_hours, night_hours)

    assert 30 - 1e-6 <= found <= 35.5


def test_more_nights_make_the_full_position_shorter() -> None:
    assert three_part(168, 15, 63) < three_part(168, 15, 49) < 35.5 + 1e-9


def test_three_part_roster_takes_draws() -> None:
    nights = np.array([30.0, 49.0, 63.0])

    together = three_part_position_hours(
        hours(168.0),
        hours(15.0),
        hours(nights),
        position_hours=CATEGORIES,
        factors=ROSTER_FACTORS,
    )

    alone = one_by_one(nights, lambda night: hours(three_part(168, 15, night)))
    np.testing.assert_allclose(np.asarray(together.value), alone)


def test_unknown_nights_make_the_full_position_missing() -> None:
    found = three_part_position_hours(
        hours(168.0), hours(15.0), hours(None), position_hours=CATEGORIES, factors=ROSTER_FACTORS
    )

    assert found.is_missing


def test_more_sunday_and_night_hours_than_hours_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="together more than all hours"):
        three_part(60, 15, 63)
    with pytest.raises(InvalidInputError, match="above 0"):
        three_part(0, 0, 0)
