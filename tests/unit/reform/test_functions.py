# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions have owners: gaps, overlaps and hand-overs are seen."""

import pytest

from ambulant.errors import InvalidInputError
from ambulant.reform.results import ModelResult
from tests.unit.reform.builders import stated
from tests.unit.reform.structures import Data, messages, result_of, unit

UNITS = [unit("a", 4), unit("b", 2), unit("c", 1)]
TODAY: Data = {
    "services": [{"id": "hjem", "name": "Hjem"}, {"id": "dag", "name": "Dag"}],
    "groups": [
        {"id": "rus", "name": "Rus", "users": stated(40)},
        {"id": "pu", "name": "PU", "users": stated(12)},
    ],
    "ownership": [
        {"service": "hjem", "group": "rus", "owner": "a"},
        {"service": "hjem", "group": "pu", "owner": "a"},
        {"service": "hjem", "group": "pu", "owner": "b"},
    ],
    "not_offered": [{"service": "dag", "group": "rus", "reason": "Trengs ikke."}],
}


def result(*changes: Data) -> ModelResult:
    return result_of(UNITS, changes, today=TODAY)


def test_gaps_and_overlaps_are_listed_and_told() -> None:
    matrix = result().matrix

    assert matrix.gaps == (("dag", "pu"),)
    assert matrix.overlaps == (("hjem", "pu"),)
    assert matrix.moved == ()
    assert "Ingen har ansvar for «Dag» for gruppa «PU»." in messages(result())
    assert "2 enheter har ansvar for «Hjem» for gruppa «PU»." in messages(result())


def test_a_function_is_handed_over() -> None:
    move = {"op": "move_function", "service": "hjem", "group": "rus", "to": "c"}

    matrix = result(move).matrix

    assert matrix.owners["hjem", "rus"] == ("c",)
    assert matrix.moved == (("hjem", "rus"),)
    assert len(matrix.ownership()) == 3


def test_a_gap_is_filled() -> None:
    add = {"op": "add_function", "service": "dag", "group": "pu", "owner": "c"}

    assert result(add).matrix.gaps == ()


def test_a_group_moves_with_all_its_functions_and_fte() -> None:
    move = {"op": "move_group", "group": "pu", "source": "a", "to": "c", "fte": stated(1.5)}

    moved = result(move)

    assert moved.matrix.owners == {("hjem", "rus"): ("a",), ("hjem", "pu"): ("c", "b")}
    assert {each.unit.id: each.fte_after.value for each in moved.units} == {
        "top": None,
        "a": 2.5,
        "b": 2,
        "c": 2.5,
    }
    assert moved.fte_change.number == 0


def test_a_function_that_only_follows_its_unit_has_not_moved() -> None:
    merge = {"op": "merge_units", "units": ["a", "b"], "into": unit("ab")}

    matrix = result(merge).matrix

    assert matrix.owners["hjem", "pu"] == ("ab",)
    assert matrix.overlaps == ()
    assert matrix.moved == ()


def test_functions_of_a_split_unit_go_to_the_first_part() -> None:
    into = [{"unit": unit(name), "share": {"value": 0.5, "reason": "x"}} for name in ("a1", "a2")]

    matrix = result({"op": "split_unit", "unit": "a", "into": into}).matrix

    assert matrix.owners["hjem", "rus"] == ("a1",)
    assert matrix.moved == ()


def test_functions_of_a_closed_unit_change_hands() -> None:
    matrix = result({"op": "close_unit", "unit": "a", "staff_to": "c"}).matrix

    assert matrix.moved == (("hjem", "rus"), ("hjem", "pu"))


FAULTS = {
    "service": (
        {"op": "add_function", "service": "natt", "group": "pu", "owner": "a"},
        "Service 'natt' is unknown; allowed: hjem, dag",
    ),
    "group": (
        {"op": "move_function", "service": "hjem", "group": "x", "to": "a"},
        "Group 'x' is unknown; allowed: rus, pu",
    ),
    "owned already": (
        {"op": "add_function", "service": "hjem", "group": "rus", "owner": "a"},
        "'a' already owns",
    ),
    "two owners": (
        {"op": "move_function", "service": "hjem", "group": "pu", "to": "c"},
        "2 owners (a, b)",
    ),
    "no owner": (
        {"op": "move_function", "service": "dag", "group": "pu", "to": "c"},
        "0 owners (none)",
    ),
    "not the owner": (
        {"op": "move_function", "service": "hjem", "group": "rus", "to": "c", "source": "b"},
        "does not own 'hjem' to 'rus'; owners: a",
    ),
    "unknown new owner": (
        {"op": "move_function", "service": "hjem", "group": "rus", "to": "x"},
        "Unit 'x' is unknown",
    ),
    "nothing for the group": (
        {"op": "move_group", "group": "rus", "source": "b", "to": "c"},
        "'b' owns nothing for 'rus'; owners: a",
    ),
    "unknown group": (
        {"op": "move_group", "group": "x", "source": "b", "to": "c"},
        "Group 'x' is unknown",
    ),
    "still owns": ({"op": "close_unit", "unit": "a"}, "still has staff, functions"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_handed_over_is_refused(name: str) -> None:
    change, part = FAULTS[name]

    with pytest.raises(InvalidInputError) as caught:
        result(change)

    assert part in str(caught.value)
