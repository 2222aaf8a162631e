# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is merged, split, closed, moved and transferred, nobody is lost or found."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambulant.reform.results import Basis
from tests.unit.reform.builders import assumed, stated
from tests.unit.reform.structures import (
    Data,
    case_data,
    compared,
    merge,
    result_of,
    split,
    staffing,
    transfer,
    units_with,
)

SHARES = st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 0.9, 1.0])


class Reorganiser:
    """Draws operations that can be done, keeping track of the ids that are left."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.ids = ["a", "b", "c", "d", "ute"]
        self.count = 0
        self.changes: list[Data] = []

    def new_id(self) -> str:
        self.count += 1
        return f"ny{self.count}"

    def pick(self) -> str:
        return str(self.draw(st.sampled_from(self.ids)))

    def other_than(self, unit_id: str) -> str:
        return str(self.draw(st.sampled_from([each for each in self.ids if each != unit_id])))

    def scope(self) -> bool:
        return bool(self.draw(st.booleans()))

    def step(self) -> None:
        kind = self.draw(st.sampled_from(["merge", "split", "close", "move", "transfer"]))
        first = self.pick()
        if kind == "split":
            parts = [self.new_id(), self.new_id()]
            change = split(first, self.draw(SHARES), *parts)
            for part in change["into"]:
                part["unit"]["in_scope"] = self.scope()
            self.ids = [each for each in self.ids if each != first] + parts
        elif len(self.ids) < 2:
            return
        elif kind == "merge":
            second, into = self.other_than(first), self.new_id()
            change = merge(first, second, into=into, in_scope=self.scope())
            self.ids = [each for each in self.ids if each not in (first, second)] + [into]
        elif kind == "close":
            change = {"op": "close_unit", "unit": first, "staff_to": self.other_than(first)}
            self.ids.remove(first)
        elif kind == "move":
            change = {"op": "move_unit", "unit": first, "parent": "top"}
        else:
            change = transfer(first, self.other_than(first), self.draw(st.floats(0, 5)))
        self.changes.append(change)


@st.composite
def reorganisations(draw: Any) -> list[Data]:
    reorganiser = Reorganiser(draw)
    for _ in range(draw(st.integers(1, 8))):
        reorganiser.step()
    return reorganiser.changes


@settings(max_examples=80)
@given(reorganisations(), st.tuples(*[st.floats(0, 100)] * 5))
def test_no_reorganisation_changes_the_total(
    changes: list[Data], levels: tuple[float, ...]
) -> None:
    fte = dict(zip(("a", "b", "c", "d", "ute"), levels, strict=True))

    result = result_of(units_with(fte), changes)

    assert result.fte_change.number == pytest.approx(0, abs=1e-9)
    assert result.fte_total.number == pytest.approx(sum(levels[:4]), abs=1e-9)
    everyone = sum(each.fte_after.number for each in result.units if each.unit.id != "top")
    assert everyone == pytest.approx(sum(levels), abs=1e-9)


@settings(max_examples=40)
@given(reorganisations())
def test_a_stated_total_is_kept_when_the_units_are_not_stated(changes: list[Data]) -> None:
    fte: dict[str, float | None] = dict.fromkeys(("a", "b", "c", "d", "ute"))
    today = {"stated": {"fte_total": stated(34.52)}}

    result = result_of(units_with(fte), changes, today=today)

    assert result.fte_total.number == pytest.approx(34.52)
    assert result.fte_change.number == pytest.approx(0)
    assert result.basis is Basis.STATED


@settings(max_examples=40)
@given(reorganisations())
def test_no_reorganisation_changes_the_computed_total(changes: list[Data]) -> None:
    units = units_with({"a": 10, "b": 5, "c": 3, "d": 2, "ute": 4}, staffing=staffing())

    comparison = compared(case_data(units, changes))

    before, after = (comparison.result(name).fte_computed.number for name in ("today", "m"))
    assert after == pytest.approx(before, abs=1e-9)


@given(st.floats(0, 30), st.floats(-5, 5))
def test_the_change_is_always_the_difference_of_the_totals(need: float, posts: float) -> None:
    changes = [
        {"op": "set_fte", "unit": "a", "fte": {"all": assumed(need)}},
        {"op": "add_posts", "unit": "b", "fte": assumed(posts)},
        transfer("a", "ute", 1),
    ]

    comparison = compared(case_data(units_with({"a": 10, "b": 5, "ute": None}), changes))

    today, model = comparison.result("today"), comparison.result("m")
    assert model.fte_change.number == model.fte_total.number - today.fte_total.number
    assert model.fte_change.number == pytest.approx(need - 10 + posts)


def test_thousands_of_operations_can_be_made_and_explained() -> None:
    result = result_of(units_with({"a": 2000, "b": 1}), [transfer("a", "b", 1)] * 1500)

    assert result.fte_total.number == 2001
    assert result.basis is Basis.STATED
    assert result.figures()["units.b.fte_after"].number == 1501
