# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Share of nurses in three ways, and mean position size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.staffing.competence import (
    Basis,
    Position,
    ShiftStaff,
    is_nurse_share_enough,
    mean_position,
    nurse_share,
    nurse_share_on_shifts,
    position_sizes,
)
from tests.unit.staffing.builders import count, fte, persons, share

LIER = (
    ShiftStaff("dag ukedag", persons(7.0), persons(25.0), count(5.0)),
    ShiftStaff("dag helg", persons(3.0), persons(19.0), count(2.0)),
    ShiftStaff("kveld ukedag", persons(5.0), persons(15.0), count(5.0)),
    ShiftStaff("kveld helg", persons(3.5), persons(15.0), count(2.0)),
)


@pytest.mark.parametrize("by", ["persons", "shifts"])
def test_share_of_persons_and_on_shift(by: Basis) -> None:
    assert nurse_share(persons(7.0), persons(25.0), by=by).number == pytest.approx(0.28)


def test_large_positions_make_the_share_of_fte_larger_than_of_persons() -> None:
    by_fte = nurse_share(fte(4.0), fte(8.0), by="fte")
    by_persons = nurse_share(persons(4.0), persons(16.0), by="persons")

    assert (by_fte.number, by_persons.number) == (0.5, 0.25)
    assert by_fte.label != by_persons.label


def test_week_weighs_each_shift_by_how_often_it_occurs() -> None:
    week = nurse_share_on_shifts(LIER, of="Lier")

    nurses, everyone = 5 * 7 + 2 * 3 + 5 * 5 + 2 * 3.5, 5 * 25 + 2 * 19 + 5 * 15 + 2 * 15
    assert week.number == pytest.approx(nurses / everyone)


def test_no_shifts_have_no_share() -> None:
    assert nurse_share_on_shifts([]).is_missing
    assert nurse_share(persons(0.0), persons(0.0), by="persons").is_missing
    assert nurse_share(persons(None), persons(25.0), by="persons").is_missing


def test_more_nurses_than_staff_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="More nurses than staff"):
        nurse_share(persons(8.0), persons(7.0), by="persons")
    with pytest.raises(InvalidInputError, match="natt"):
        nurse_share_on_shifts([ShiftStaff("natt", persons(2.0), persons(1.0), count(7.0))])
    with pytest.raises(InvalidInputError, match="'fte' was expected"):
        nurse_share(persons(1.0), persons(7.0), by="fte")


@pytest.mark.parametrize(("value", "enough"), [(0.28, False), (0.5, False), (0.51, True)])
def test_share_must_be_above_the_limit(value: float, enough: bool) -> None:
    assert is_nurse_share_enough(share(value), share(0.5)) is enough


def test_most_draws_decide_whether_the_share_is_enough() -> None:
    assert is_nurse_share_enough(share(np.array([0.4, 0.6, 0.7])), share(0.5))
    assert is_nurse_share_enough(share(None), share(0.5)) is None


@given(
    st.dictionaries(
        st.sampled_from(["sykepleier", "helsefagarbeider", "assistent"]),
        st.lists(st.floats(0.05, 1), min_size=1, max_size=8),
        min_size=1,
    )
)
def test_mean_of_all_lies_between_those_of_the_professions(staff: dict[str, list[float]]) -> None:
    sizes = position_sizes(Position(name, size) for name, each in staff.items() for size in each)

    means = [figure.number for figure in sizes.by_profession.values()]
    assert min(means) - 1e-9 <= sizes.overall.number <= max(means) + 1e-9
    assert list(sizes.by_profession) == sorted(staff)


def test_many_small_positions_pull_the_mean_down() -> None:
    sizes = position_sizes([Position("sykepleier", 1.0), *([Position("assistent", 0.2)] * 3)])

    assert sizes.overall.number == pytest.approx(1.6 / 4)


def test_nobody_has_no_mean_position() -> None:
    assert position_sizes([]).overall.is_missing
    assert mean_position(fte(3.0), persons(0.0)).note == "Ingen ansatte å regne av."


@pytest.mark.parametrize("size", [0.0, -0.1, 1.01, 50.0, float("nan")])
def test_position_that_cannot_be_is_refused(size: float) -> None:
    with pytest.raises(InvalidInputError, match="0.5, not 50"):
        Position("sykepleier", size)
