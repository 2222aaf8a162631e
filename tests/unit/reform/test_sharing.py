# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shared costs: nothing is lost between municipalities, and bad keys are refused."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.reform.results import SharingResult
from tests.unit.reform.builders import assumed
from tests.unit.reform.structures import case_data, compared, unit

KEYS = ("users", "inhabitants", "used_hours")
NUMBERS = st.tuples(*[st.floats(0.1, 1e5)] * 3)
WEIGHTS = st.tuples(*[st.floats(0, 10)] * 3).filter(lambda weights: sum(weights) > 0.1)


def shared(
    keys: dict[str, float], numbers: list[tuple[float, ...]], cost: float = 4_700_000
) -> SharingResult:
    parties = [
        {"id": f"k{n}", "name": f"K{n}"} | dict(zip(KEYS, map(assumed, row), strict=False))
        for n, row in enumerate(numbers)
    ]
    return of_parties(keys, parties, cost)


def of_parties(
    keys: dict[str, float], parties: list[dict[str, Any]], cost: float = 1
) -> SharingResult:
    sharing = {"id": "s", "name": "S", "model": "m", "cost": assumed(cost), "keys": keys}
    data = case_data([unit("a", 1)], sharing=[{**sharing, "parties": parties}])
    return compared(data).result("m").sharing[0]


@settings(max_examples=60)
@given(WEIGHTS, st.lists(NUMBERS, min_size=2, max_size=6), st.floats(0, 1e8))
def test_shares_sum_to_one_and_amounts_to_the_cost(
    weights: tuple[float, ...], numbers: list[tuple[float, ...]], cost: float
) -> None:
    result = shared(dict(zip(KEYS, weights, strict=True)), numbers, cost)

    assert sum(party.share.number for party in result.parties) == pytest.approx(1)
    assert sum(party.amount.number for party in result.parties) == pytest.approx(cost)
    assert all(0 <= party.share.number <= 1 for party in result.parties)


def test_a_key_without_weight_is_not_asked_for() -> None:
    parties = [{"id": name, "name": name, "users": assumed(1)} for name in "xy"]

    result = of_parties({"users": 2, "inhabitants": 0}, parties)

    assert [party.share.number for party in result.parties] == [0.5, 0.5]


@pytest.mark.parametrize(
    ("keys", "numbers", "part"),
    [
        ({"users": 0}, [(1,), (1,)], "at least one above 0"),
        ({"users": 1, "inhabitants": -1}, [(1, 1), (1, 1)], "at least one above 0"),
        ({"users": 1}, [(0,), (0,)], "nobody has any users"),
        ({"users": 1}, [(-1,), (2,)], r"sharing\.s\.parties\.k0\.users is -1"),
    ],
    ids=["no weight", "negative weight", "nobody", "negative number"],
)
def test_keys_that_share_nothing_are_refused(
    keys: dict[str, float], numbers: list[tuple[float, ...]], part: str
) -> None:
    with pytest.raises(InvalidInputError, match=part):
        shared(keys, numbers)


def test_a_municipality_is_named_once() -> None:
    parties = [{"id": "x", "name": "X", "users": assumed(1)}] * 2

    with pytest.raises(InvalidInputError, match="must differ"):
        of_parties({"users": 1}, parties)
