# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Operations keep what they should keep, and refuse what cannot be done, with the address."""

import pytest

from ambulant.errors import InvalidInputError
from ambulant.reform.results import Basis, Change
from tests.unit.reform.builders import assumed, stated
from tests.unit.reform.structures import (
    Data,
    case_data,
    compared,
    merge,
    messages,
    result_of,
    split,
    staffing,
    transfer,
    unit,
    units_with,
)


def test_a_change_is_known_when_the_level_is_not() -> None:
    changes = [transfer("a", "ute", 3), {"op": "add_posts", "unit": "ute", "fte": stated(-1)}]

    result = result_of(units_with({"a": 10, "ute": None}), changes)

    outside = next(each for each in result.units if each.unit.id == "ute")
    assert outside.fte_after.is_missing
    assert outside.fte_change.number == 2
    assert result.transfers[0].leaves_scope


def test_a_need_for_one_of_several_uncounted_units_gives_no_total() -> None:
    changes = [{"op": "set_fte", "unit": "a", "fte": {"all": stated(4)}}]

    result = result_of([unit("a"), unit("b")], changes, today={"stated": {"fte_total": stated(9)}})

    assert result.fte_total.is_missing
    assert result.basis is Basis.MISSING


def test_posts_are_added_to_a_stated_total() -> None:
    changes = [{"op": "add_posts", "unit": "a", "fte": assumed(1.5)}]

    result = result_of([unit("a"), unit("b")], changes, today={"stated": {"fte_total": stated(9)}})

    assert result.fte_total.number == 10.5
    assert result.basis is Basis.ASSUMED


def test_new_staffing_changes_a_stated_unit_as_much_as_the_computed_fte() -> None:
    changes = [{"op": "set_staffing", "unit": "a", "staffing": staffing(12)}]

    result = result_of([unit("a", 7, staffing=staffing(24)), unit("b", 1)], changes)

    halved = 84 / 35.5 / 0.75
    assert result.fte_total.number == pytest.approx(8 - halved)
    assert result.basis is Basis.COMPUTED
    assert result.fte_computed.is_missing  # b has no staffing
    assert [figure.of for figure in result.fte_computed.missing_inputs()] == ["B"]


def test_new_staffing_without_staffing_today_is_missing() -> None:
    changes = [{"op": "set_staffing", "unit": "a", "staffing": staffing()}]

    result = result_of([unit("a", 7)], changes)

    assert result.fte_total.is_missing
    assert "Dagens bemanning" in result.fte_total.missing_inputs()[0].note


def test_a_new_unit_is_as_large_as_its_staffing() -> None:
    changes = [{"op": "add_unit", "unit": unit("n", staffing=staffing())}]

    result = result_of([unit("a", 7, staffing=staffing())], changes)

    assert result.fte_change.number == pytest.approx(168 / 35.5 / 0.75)


def test_new_staffing_of_a_unit_that_has_taken_over_another_covers_both() -> None:
    units = [unit("a", 7, staffing=staffing(24)), unit("b", 6, staffing=staffing(24))]
    changes: list[Data] = [
        {"op": "close_unit", "unit": "b", "staff_to": "a"},
        {"op": "set_staffing", "unit": "a", "staffing": staffing(24)},
    ]

    result = result_of(units, changes)

    one_post = 168 / 35.5 / 0.75
    taker = next(each for each in result.units if each.unit.id == "a")
    assert taker.fte_after.number == pytest.approx(7 + 6 - one_post)
    assert taker.fte_change.number == pytest.approx(6 - one_post)
    assert result.fte_change.number == pytest.approx(-one_post)
    assert result.fte_change_computed.number == pytest.approx(-one_post)


def test_uncounted_units_that_are_taken_over_and_staffed_anew_follow_the_computed_change() -> None:
    units = [unit(name, staffing=staffing(24)) for name in "ab"]
    changes: list[Data] = [
        {"op": "close_unit", "unit": "b", "staff_to": "a"},
        {"op": "set_staffing", "unit": "a", "staffing": staffing(36 / 2)},
        {"op": "add_posts", "unit": "a", "fte": assumed(1)},
    ]

    result = result_of(units, changes, today={"stated": {"fte_total": stated(13)}})

    change = (126 - 336) / 35.5 / 0.75 + 1
    assert result.fte_total.number == pytest.approx(13 + change)
    assert result.fte_change_computed.number == pytest.approx(change)


def test_a_merge_of_the_whole_scope_after_a_transfer_counts_from_the_stated_total() -> None:
    changes = [transfer("a", "ute", 3), merge("a", "b", into="ab")]
    units = [unit("a"), unit("b"), unit("ute", in_scope=False)]

    result = result_of(units, changes, today={"stated": {"fte_total": stated(34.5)}})

    merged = next(each for each in result.units if each.unit.id == "ab")
    assert (merged.fte_before.number, merged.fte_after.number) == (34.5, 31.5)
    assert merged.fte_change.number == -3
    assert result.fte_total.number == 34.5


def test_an_undescribed_unit_that_leaves_the_scope_makes_the_computed_total_missing() -> None:
    units = [unit("a", 7, staffing=staffing()), unit("b", 5)]
    into = merge("b", into="ute", in_scope=False)

    result = result_of(units, [into])

    assert result.fte_total.number == 12
    assert result.transfers[0].leaves_scope
    assert [figure.of for figure in result.fte_computed.missing_inputs()] == ["B"]


def test_sleeping_night_watches_and_handover_count_in_the_computed_fte() -> None:
    post = staffing(8)["cover"][0] | {"watch": "asleep", "handover_minutes": assumed(30)}

    result = result_of([unit("a", staffing=staffing(cover=[post]))])

    assert result.fte_computed.number == pytest.approx(7 * (8 * 0.3333 + 0.5) / 35.5 / 0.75)


def test_taking_away_more_nurses_than_there_are_is_a_warning_not_a_stop() -> None:
    levels = {"nurse": stated(1), "assistant": stated(3)}
    result = result_of(
        [{**unit("a"), "fte": levels}, unit("b", 2)],
        [transfer("a", "b", 1.5, competence="nurse")],
    )

    assert "A får færre enn 0 årsverk med kompetansen «nurse»." in messages(result)
    share = result.figures()["units.a.nurse_share"]
    assert share.is_missing
    assert "færre enn 0" in share.note
    assert result.fte_total.number == pytest.approx(6)


def test_a_unit_that_is_emptied_in_parts_is_not_below_zero() -> None:
    emptied = [transfer("a", "b", 0.1), transfer("a", "b", 0.2)]
    result = result_of([unit("a", 0.3), unit("b", 2)], emptied)

    assert result.figures()["units.a.fte_after"].number < 0  # the noise of binary fractions
    assert "A får færre enn 0 årsverk i modellen." not in messages(result)


def test_models_build_on_each_other() -> None:
    more = [
        {"id": "m", "name": "M", "changes": [merge("a", "b", into="ab")]},
        {
            "id": "n",
            "name": "N",
            "builds_on": "m",
            "changes": [{"op": "set_fte", "unit": "ab", "fte": {"all": stated(12)}}],
        },
    ]

    comparison = compared({**case_data([unit("a", 10), unit("b", 5)]), "models": more})

    assert comparison.result("m").fte_change.number == 0
    assert comparison.result("n").fte_change.number == -3
    assert comparison.result("n").fte_total.key == "models.n.changes.0.fte.all"


def test_what_happens_to_each_unit_is_told() -> None:
    units = [unit(name, 2) for name in "abcdefg"]
    changes = [
        merge("a", "b", into="ab"),
        split("c", 0.5, "c1", "c2"),
        {"op": "close_unit", "unit": "d", "staff_to": "e"},
        {"op": "move_unit", "unit": "f", "parent": "ab"},
        {"op": "add_unit", "unit": unit("ny")},
        merge("c2", "ab", into="abc"),
    ]

    result = result_of(units, changes)

    told = {each.unit.id: (each.change, each.made_of, each.was_under) for each in result.units}
    assert told == {
        "top": (Change.SAME, (), None),
        "c1": (Change.SPLIT, ("c",), None),
        "abc": (Change.MERGED, ("c", "a", "b"), None),
        "f": (Change.MOVED, (), "top"),
        "e": (Change.CHANGED, (), None),
        "g": (Change.SAME, (), None),
        "ny": (Change.NEW, (), None),
        "d": (Change.CLOSED, (), None),
    }


def test_children_follow_a_merge_and_come_after_it_in_the_tree() -> None:
    units = [unit("a", 2), unit("b", 1), unit("barn", 1, parent="b", in_scope=False)]

    result = result_of(units, [merge("a", "b", into="ab")])

    assert [each.unit.id for each in result.units] == ["top", "ab", "barn"]
    assert result.units[2].unit.parent == "ab"


def test_a_heading_without_staff_closes_without_a_receiver() -> None:
    heading = {"id": "tom", "name": "Tom", "kind": "department", "parent": "top"}

    result = result_of([unit("a", 2), heading], [{"op": "close_unit", "unit": "tom"}])

    assert result.units[-1].change is Change.CLOSED
    assert result.fte_total.number == 2


def test_a_heading_that_closes_hands_over_what_is_below_and_no_staff() -> None:
    heading = {"id": "tom", "name": "Tom", "kind": "department", "parent": "top"}
    units = [unit("a", 2), heading, unit("barn", 1, parent="tom")]

    result = result_of(units, [{"op": "close_unit", "unit": "tom", "staff_to": "a"}])

    told = {each.unit.id: each for each in result.units}
    assert told["barn"].unit.parent == "a"
    assert told["a"].fte_after.number == 2
    assert told["tom"].span_of_control.is_missing


def test_new_units_may_stand_at_the_top_of_the_tree() -> None:
    changes: list[Data] = [
        merge("a", "b", into="ab", parent=None),
        {"op": "add_unit", "unit": unit("n", parent=None)},
        split("c", 0.5, "c1", "c2"),
    ]
    for part in changes[2]["into"]:
        part["unit"]["parent"] = None

    result = result_of([unit("a", 1), unit("b", 1), unit("c", 2)], changes)

    parents = {each.unit.id: each.unit.parent for each in result.units}
    assert parents == {"top": None, "ab": None, "c1": None, "c2": None, "n": None}


def test_a_new_units_posts_count_in_the_computed_total() -> None:
    changes = [{"op": "add_unit", "unit": unit("n", 2)}]

    result = result_of([unit("a", staffing=staffing())], changes)

    assert result.fte_change_computed.number == pytest.approx(2)


def test_what_happens_outside_the_scope_does_not_change_the_total() -> None:
    changes = [
        {"op": "add_posts", "unit": "ute", "fte": assumed(4)},
        {"op": "set_fte", "unit": "ute", "fte": {"all": assumed(1)}},
        {"op": "set_staffing", "unit": "annen", "staffing": staffing(12)},
    ]
    outside = [
        unit("ute", 2, in_scope=False),
        unit("annen", 3, in_scope=False, staffing=staffing(24)),
    ]

    result = result_of([unit("a", 5), *outside], changes)

    assert result.fte_change.number == 0
    told = {each.unit.id: each.fte_change.number for each in result.units if each.unit.id != "top"}
    assert told == {"a": 0, "ute": -1, "annen": pytest.approx(-84 / 35.5 / 0.75)}


TREE = [
    unit("a", 4),
    unit("b", 2),
    unit("barn", 1, parent="a"),
    {**unit("delt"), "fte": {"nurse": stated(1), "aide": stated(2)}},
]
FAULTS = {
    "unknown unit": ({"op": "rename_unit", "unit": "x", "name": "X"}, "'x' is unknown"),
    "unknown parent": ({"op": "move_unit", "unit": "a", "parent": "x"}, "'x' is unknown"),
    "cycle": ({"op": "move_unit", "unit": "a", "parent": "barn"}, "cannot be put under"),
    "under itself": ({"op": "move_unit", "unit": "a", "parent": "a"}, "cannot be put under"),
    "same unit twice": (merge("a", "a"), "must differ"),
    "taken id": (merge("a", "b", into="barn"), "is taken"),
    "parent is merged": (merge("a", "b", parent="a"), "one of the merged"),
    "parent is below": (merge("a", "b", parent="barn"), "under itself"),
    "shares": (
        {
            "op": "split_unit",
            "unit": "a",
            "into": [
                {"unit": unit("p"), "share": assumed(0.5)},
                {"unit": unit("q"), "share": assumed(0.4)},
            ],
        },
        "0.5, 0.4; they must sum to 1",
    ),
    "share above 1": (split("a", 1.5, "p", "q"), "a share from 0 to 1"),
    "parts alike": (split("a", 0.5, "p", "p"), "must differ"),
    "part under the split unit": (
        {
            "op": "split_unit",
            "unit": "a",
            "into": [
                {"unit": unit("p", parent="a"), "share": assumed(0.5)},
                {"unit": unit("q"), "share": assumed(0.5)},
            ],
        },
        "is the unit that is split",
    ),
    "staff left": ({"op": "close_unit", "unit": "b"}, "still has staff; give staff_to"),
    "children left": ({"op": "close_unit", "unit": "a"}, "units below"),
    "closed into itself": (
        {"op": "close_unit", "unit": "a", "staff_to": "barn"},
        "the closed unit, or below it",
    ),
    "id taken": ({"op": "add_unit", "unit": unit("b")}, "is taken"),
    "new under nothing": ({"op": "add_unit", "unit": unit("n", parent="x")}, "'x' is unknown"),
    "to itself": (transfer("a", "a", 1), "to itself"),
    "competence": (transfer("delt", "a", 1, competence="doctor"), "allowed: all, nurse, aide"),
    "no fte": ({"op": "set_fte", "unit": "a", "fte": {}}, "at least one"),
    "category": (
        {"op": "set_staffing", "unit": "a", "staffing": staffing(category="night")},
        "'night' is unknown; allowed: day",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_done_is_refused_with_its_address(name: str) -> None:
    change, part = FAULTS[name]
    fine = {"op": "rename_unit", "unit": "a", "name": "AA"}

    with pytest.raises(InvalidInputError) as caught:
        result_of(TREE, [fine, change])

    assert str(caught.value).startswith(f"models.m.changes.1 ({change['op']}): ")
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("first", "part"),
    [
        (merge("a", "b", into="ab"), "it is now part of 'ab'"),
        ({"op": "close_unit", "unit": "a", "staff_to": "b"}, "it is closed"),
    ],
    ids=["merged", "closed"],
)
def test_a_unit_that_is_gone_is_told_as_gone(first: Data, part: str) -> None:
    with pytest.raises(InvalidInputError, match=part):
        result_of([unit("a", 1), unit("b", 1)], [first, transfer("a", "top", 1)])


def test_an_id_of_a_unit_that_is_gone_is_not_used_again() -> None:
    changes = [{"op": "close_unit", "unit": "a", "staff_to": "b"}, merge("b", into="a")]

    with pytest.raises(InvalidInputError, match="is taken"):
        result_of([unit("a", 1), unit("b", 1)], changes)


@pytest.mark.parametrize(
    ("bases", "part"),
    [({"m": "x"}, "'x' is unknown; allowed: today, m, n"), ({"m": "n", "n": "m"}, "m > n > m")],
    ids=["unknown", "cycle"],
)
def test_models_that_build_on_nothing_or_themselves_are_refused(
    bases: dict[str, str], part: str
) -> None:
    models = [{"id": name, "name": name, "builds_on": bases.get(name, "today")} for name in "mn"]

    with pytest.raises(InvalidInputError, match=part):
        compared({**case_data([unit("a", 1)]), "models": models})


@pytest.mark.parametrize(
    ("units", "part"),
    [
        ([unit("a", 1), unit("a", 2)], "used twice"),
        ([unit("a", 1, parent="x")], "'x' is unknown"),
        ([unit("a", 1, parent="b"), unit("b", 1, parent="a")], "under itself"),
    ],
    ids=["double", "no parent", "cycle"],
)
def test_an_organisation_that_does_not_hold_together_is_refused(
    units: list[Data], part: str
) -> None:
    with pytest.raises(InvalidInputError, match=part):
        compared(case_data(units))
