# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaders: span, place and responsibilities, and administration against leading."""

import numpy as np
import pytest

from ambulant.errors import InvalidInputError
from ambulant.staffing.leadership import (
    GapKind,
    LedUnit,
    Responsibility,
    administrative_per_leading,
    find_leadership_gaps,
    span_of_control,
)
from tests.unit.staffing.builders import fte, hours, persons

EVERYTHING = frozenset(Responsibility)


@pytest.mark.parametrize(
    ("amount", "leaders", "too_wide"), [(33.0, 1.0, True), (20.0, 1.0, False), (20.1, 1.0, True)]
)
def test_span_above_the_limit_is_too_wide_and_exactly_the_limit_is_not(
    amount: float, leaders: float, too_wide: bool
) -> None:
    span = span_of_control(fte(amount), persons(leaders), fte(20.0))

    assert span.is_too_wide is too_wide
    assert span.share_too_wide == float(too_wide)


def test_draws_tell_how_often_the_span_is_too_wide() -> None:
    span = span_of_control(fte(np.array([18.0, 21.0, 22.0, 25.0])), persons(1.0), fte(20.0))

    assert span.share_too_wide == 0.75
    assert span.is_too_wide


def test_unit_without_leader_has_no_span_and_says_why() -> None:
    span = span_of_control(fte(12.0), persons(0.0), fte(20.0))

    assert span.per_leader.is_missing
    assert span.per_leader.note == "Enheten har ingen leder."
    assert span.share_too_wide is None
    assert not span.is_too_wide


def test_unknown_fte_has_no_span() -> None:
    assert span_of_control(fte(None), persons(1.0), fte(20.0)).per_leader.is_missing


def test_leaders_below_zero_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="0 or more"):
        span_of_control(fte(12.0), persons(-1.0), fte(20.0))
    with pytest.raises(InvalidInputError, match="'fte' was expected"):
        span_of_control(hours(12.0), persons(1.0), fte(20.0))


@pytest.mark.parametrize(
    ("unit", "kinds"),
    [
        (LedUnit("A", persons(1.0), True, EVERYTHING), []),
        (LedUnit("A", persons(None)), [GapKind.NOT_STATED]),
        (LedUnit("A", persons(0.0), True, EVERYTHING), [GapKind.NO_LEADER]),
        (LedUnit("A", persons(1.0), False, EVERYTHING), [GapKind.NOT_ON_SITE]),
        (LedUnit("A", persons(1.0), None, EVERYTHING), [GapKind.ON_SITE_NOT_STATED]),
        (
            LedUnit("A", persons(1.0), True, frozenset({Responsibility.MONEY})),
            [GapKind.RESPONSIBILITY, GapKind.RESPONSIBILITY],
        ),
    ],
)
def test_what_leadership_lacks_is_listed(unit: LedUnit, kinds: list[GapKind]) -> None:
    assert [gap.kind for gap in find_leadership_gaps([unit])] == kinds


def test_gap_is_a_sentence_about_the_unit() -> None:
    units = [
        LedUnit("Basen", persons(1.0), False, EVERYTHING),
        LedUnit("Teamet", persons(1.0), True, EVERYTHING - {Responsibility.PEOPLE}),
    ]

    assert [str(gap.message) for gap in find_leadership_gaps(units)] == [
        "Basen har ikke leder på stedet.",
        "Teamet: lederen har ikke ansvar for personalet.",
    ]


def test_administration_is_measured_against_leading() -> None:
    assert administrative_per_leading(fte(4.5), fte(3.0)).number == 1.5


def test_administration_without_leaders_has_no_measure() -> None:
    ratio = administrative_per_leading(fte(4.5), fte(0.0))

    assert ratio.is_missing
    assert ratio.note == "Ingen lederårsverk å måle mot."
