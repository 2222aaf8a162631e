# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers that cannot be are refused where they stand, with what is allowed."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import ambulant.reform.case as schema
from ambulant.errors import CaseFileError, InvalidInputError
from ambulant.reform.case import Case, Value
from ambulant.reform.casefiles import case_from_data, load_case
from ambulant.reform.ranges import RULES
from ambulant.units import UNITS
from tests.unit.reform.builders import assumed
from tests.unit.reform.structures import case_data, staffing, unit

WORK = staffing(
    need={
        "decided_hours": assumed(10),
        "visits": assumed(5),
        "travel_minutes": "reise",
        "indirect_share": assumed(0.2),
    }
)
MODEL = {
    "id": "m",
    "name": "M",
    "cost_per_fte": assumed(800_000),
    "margin": {"share": assumed(0.1)},
    "phase_in": [{"year": 2026, "share": assumed(1)}],
    "costs": [{"id": "leie", "name": "Leie", "kind": "running", "amount": assumed(5)}],
    "scores": [{"criterion": "c", "score": assumed(3)}],
    "changes": [{"op": "set_fte", "unit": "a", "fte": {"all": assumed(3)}}],
    "strengths": [{"id": "s", "text": "S", "criterion": "c"}],
}


def data() -> dict[str, Any]:
    """A case with one number of most kinds."""
    whole = case_data(
        [unit("a", 3, staffing=WORK, leaders=assumed(1))],
        today={
            "groups": [{"id": "g", "name": "G", "users": assumed(7)}],
            "premises": [{"id": "p", "name": "P", "unit": "a", "area_needed": assumed(9)}],
        },
        models=[MODEL],
        assumptions={"reise": assumed(9)},
        criteria=[{"id": "c", "name": "C", "weight": assumed(1)}],
        inputs=[{"id": "i", "text": "Mer reise?", "figure": "travel_fte"}],
    )
    return deepcopy(whole)


UNIT = ("today", "units", 1)
NEED = (*UNIT, "staffing", "need")
CHANGE = ("models", 0, "changes", 0)


def at(thing: Any, place: tuple[Any, ...]) -> Any:
    for part in place:
        thing = thing[part]
    return thing


@pytest.mark.parametrize(
    ("place", "number", "message"),
    [
        ((*UNIT, "fte", "all"), -1, r"today.units.1.fte.all.value: value is -1; 0 or more is"),
        ((*UNIT, "leaders"), -1, "0 or more is allowed"),
        ((*UNIT, "staffing", "absence", "sick"), 25, "a share from 0 to below 1 .*not 25"),
        ((*NEED, "visits"), -2, "0 or more is allowed"),
        ((*NEED, "indirect_share"), 1, "a share from 0 to below 1"),
        (("today", "groups", 0, "users"), -7, "0 or more is allowed"),
        (("today", "premises", 0, "area_needed"), -9, "0 or more is allowed"),
        (("models", 0, "cost_per_fte"), -1, "0 or more is allowed"),
        (("models", 0, "margin", "share"), 10, "a share from 0 to below 1"),
        (("models", 0, "phase_in", 0, "share"), 1.5, "a share from 0 to 1 is allowed"),
        (("models", 0, "costs", 0, "amount"), -5, "0 or more is allowed"),
        (("models", 0, "scores", 0, "score"), 6, r"1 \(poor\) to 5 \(good\) is allowed"),
        ((*CHANGE, "fte", "all"), -3, "0 or more is allowed"),
        (("criteria", 0, "weight"), -1, "0 or more is allowed"),
        (("criteria", 0, "weight"), 1e300, "to 1e.15 is allowed"),
    ],
)
def test_a_number_that_cannot_be_is_refused(
    place: tuple[Any, ...], number: float, message: str
) -> None:
    case = data()
    at(case, place)["value"] = number

    with pytest.raises(InvalidInputError, match=message):
        case_from_data(case)


def test_the_case_that_is_changed_is_sound() -> None:
    assert case_from_data(data()).id == "liten"


def test_the_whole_range_must_be_allowed() -> None:
    case = data()
    at(case, (*NEED, "visits")).update(low=-1, high=9)

    with pytest.raises(InvalidInputError, match=r"visits.low: low is -1; 0 or more is allowed"):
        case_from_data(case)


def test_a_named_assumption_is_told_of_where_it_stands_and_where_it_is_used() -> None:
    case = data()
    case["assumptions"]["reise"]["value"] = -9

    expected = r"assumptions.reise.value: value is -9, used as today.units.1.*travel_minutes; 0 or"
    with pytest.raises(InvalidInputError, match=expected):
        case_from_data(case)


def test_a_number_in_another_unit_is_refused() -> None:
    case = data()
    case["assumptions"]["reise"]["unit"] = "hours"

    with pytest.raises(InvalidInputError, match=r"unit is 'hours', used as .*; 'minutes' is allow"):
        case_from_data(case)


def test_a_range_too_wide_to_draw_from_is_refused_also_when_nothing_uses_it() -> None:
    case = data()
    case["assumptions"]["ubrukt"] = assumed(0, low=-1e308, high=1e308)

    with pytest.raises(InvalidInputError, match=r"assumptions.ubrukt.low: .* 1e\+15 is allowed"):
        case_from_data(case)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": "mil"}, "unit 'mil' is unknown; allowed: fte"),
        ({"value": None, "kind": "not_stated", "low": 0, "high": 1}, "has no range"),
    ],
)
def test_a_value_that_contradicts_itself_is_refused(change: dict[str, Any], message: str) -> None:
    case = data()
    case["assumptions"]["reise"].update(change)

    with pytest.raises(InvalidInputError, match=message):
        case_from_data(case)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        ((*UNIT, "staffing", "cover", 0, "weekdays"), [], r"days are \[\]; one or more of 1"),
        ((*UNIT, "staffing", "cover", 0, "weekdays"), [1, 1, 2], r"days are \[1, 1, 2\]"),
        (("today", "premises", 0, "unit"), "q", "unit 'q' does not exist; allowed: a, top"),
        (("inputs", 0, "figure"), "reise", "figure 'reise' does not exist; allowed: absence_fte"),
        (("models", 0, "strengths", 0, "criterion"), "q", "criterion 'q' does not exist"),
    ],
)
def test_what_points_nowhere_is_refused(place: tuple[Any, ...], value: Any, message: str) -> None:
    case = data()
    at(case, place[:-1])[place[-1]] = value

    with pytest.raises(InvalidInputError, match=message):
        case_from_data(case)


@pytest.mark.parametrize(
    "place",
    [
        (*UNIT, "staffing", "cover"),
        ("today", "premises"),
        ("models", 0, "phase_in"),
        ("models", 0, "scores"),
        ("models", 0, "strengths"),
        ("inputs",),
    ],
    ids=str,
)
def test_nothing_may_have_the_address_of_another(place: tuple[Any, ...]) -> None:
    case = data()
    members = at(case, place)
    members.append(deepcopy(members[0]))

    with pytest.raises(InvalidInputError, match="is used 2 times; ids must differ"):
        case_from_data(case)


def test_a_tree_too_deep_to_draw_is_refused() -> None:
    deep = [unit(f"u{n}", 1, parent=f"u{n - 1}" if n else "top") for n in range(60)]

    with pytest.raises(InvalidInputError, match="'u50' has 51 levels above it; at most 50 is"):
        case_from_data(case_data(deep))


def test_more_models_than_anybody_compares_are_refused() -> None:
    models = [{"id": f"m{n}", "name": "M"} for n in range(101)]

    with pytest.raises(InvalidInputError, match="at most 100 items"):
        case_from_data(case_data([unit("a", 1)], models=models))


def test_a_misfit_in_a_folder_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(
        """\
id: x
title: X
municipality: {code: "9999", name: Y}
documents: []
horizon: {first_year: 2026, last_year: 2029}
prices: {year: 2025}
as_of: 2025-09-01
today:
  name: I dag
  stated:
    fte_total:
      reason: x
      value: -3
""",
        encoding="utf-8",
    )

    with pytest.raises(CaseFileError, match=r"case.yaml:13: today.stated.fte_total.value: .*-3"):
        load_case(tmp_path)


def classes() -> Iterator[type]:
    for name in schema.__all__:
        thing = getattr(schema, name)
        if isinstance(thing, type) and is_dataclass(thing):
            yield thing


def test_every_place_for_a_number_has_a_rule() -> None:
    holders = {
        (kind, field.name)
        for kind in classes()
        if kind not in (Value, Case)
        for field in fields(kind)
        if Value in _inside(get_type_hints(kind)[field.name])
    }

    assert holders == {(kind, name) for kind, rules in RULES.items() for name in rules}
    assert all(rule.unit in ("", *UNITS) for rules in RULES.values() for rule in rules.values())


def _inside(hint: Any) -> set[Any]:
    return {hint}.union(*(_inside(part) for part in get_args(hint) if part is not hint))
