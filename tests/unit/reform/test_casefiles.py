# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case folder is read whole, or refused with file, line, value and what is allowed."""

from pathlib import Path

import pytest

from ambulant.errors import CaseFileError, InvalidInputError
from ambulant.reform.casefiles import (
    case_from_data,
    case_schema,
    case_to_data,
    find_case_faults,
    load_case,
)
from ambulant.reform.inputs import Inputs, values_of

CASE = """\
id: example
title: Et eksempel
municipality: {code: "9999", name: Eksempel}
documents: []
horizon: {first_year: 2026, last_year: 2029}
prices: {year: 2025}
as_of: 2025-09-01
assumptions:
  travel: {value: 9, unit: persons, reason: gjettet, low: 5, high: 14}
today:
  name: I dag
  units:
    - {id: a, name: A, kind: base, fte: {all: {value: 3, source: "000 kap. 9", kind: stated}}}
    - {id: b, name: B, kind: team, parent: a, leaders: travel}
"""
MODEL = """\
id: m1
name: Modell 1
changes:
  - {op: close_unit, unit: b, staff_to: a}
costs:
  - {id: rent, name: Leie, kind: running, amount: {value: 5, reason: x}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "models" / "1.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def test_a_folder_becomes_a_case_with_its_models(folder: Path) -> None:
    case = load_case(folder)

    assert [unit.id for unit in case.today.units] == ["a", "b"]
    assert case.model("m1").changes[0].op == "close_unit"


def test_a_case_survives_the_way_to_data_and_back(folder: Path) -> None:
    case = load_case(folder)

    assert case_from_data(case_to_data(case)) == case


def test_a_field_may_stand_in_one_file_only(folder: Path) -> None:
    (folder / "more.yaml").write_text("summary: x\ntitle: y\n", encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"more.yaml:2: field 'title' already stands"):
        load_case(folder)


def test_a_folder_without_a_case_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="is not a case folder"):
        load_case(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "title: Et eksempel",
            "titel: x",
            r"case.yaml:2: titel: field 'titel' is unknown; allowed",
        ),
        ("kind: team", "kind: lag", r"case.yaml:14: .*'base', 'team'.*was 'lag'"),
        ("parent: a", "parent: z", r"case.yaml:14: .*unit 'z' does not exist; allowed: a, b"),
        ("parent: a", "parent: b", r"unit 'b' ends up under itself"),
        ("id: b,", "id: a,", r"id 'a' is used 2 times"),
        (
            "leaders: travel",
            "leaders: travl",
            r"assumption 'travl' does not exist; allowed: travel",
        ),
        ("leaders: travel", "leaders: 3", r"a bare number 3 has no source"),
        ("value: 3,", 'value: "3",', r"valid number \(was '3'\)"),
        ("value: 3,", "", r"a value is required"),
        (', source: "000 kap. 9"', "", r"a stated value needs a source"),
        ("reason: gjettet, ", "", r"kind assumed needs a reason"),
        ("low: 5", "low: 10", r"low <= value <= high does not hold: 10.0, 9.0, 14.0"),
        ("low: 5, ", "", r"low and high go together"),
        ("last_year: 2029", "last_year: 2019", r"last_year 2019 must be 2026 to 2056"),
        ("as_of: 2025-09-01", "as_of: 2025-19-01", r"case.yaml:7"),
        ('code: "9999"', 'code: "99"', r"case.yaml:3: municipality.code"),
        ("title: Et eksempel", "title: [", r"case.yaml:\d+: "),
        ("title: Et eksempel", "title: a\ntitle: b", r"case.yaml:3: .*title"),
    ],
)
def test_a_fault_is_told_with_line_and_what_is_allowed(
    folder: Path, before: str, after: str, message: str
) -> None:
    text = CASE.replace(before, after, 1)
    assert text != CASE
    (folder / "case.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CaseFileError, match=message):
        load_case(folder)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("op: close_unit", "op: shut", r"1.yaml:4: .*'shut' is unknown; allowed: 'move_unit'"),
        ("staff_to: a", "staff_too: a", r"1.yaml:4: .*allowed: op, staff_to, unit"),
        ("staff_to: a", "staff_to: q", r"1.yaml:4: .*unit 'q' does not exist"),
        ("amount: {value: 5, reason: x}", "", r"1.yaml:6: .*exactly one of amount"),
        ("id: m1", "id: m1\nbuilds_on: m1", r"1.yaml:2: .*builds on itself"),
        ("id: m1", "id: m1\nbuilds_on: m9", r"model 'm9' does not exist; allowed: m1, today"),
        ("id: m1", "id: today", r"'today' is taken"),
        (
            "id: m1",
            "id: m1\nscores: [{criterion: c, score: {value: 3, reason: x}}]",
            r"criterion 'c' does not",
        ),
    ],
)
def test_a_fault_in_a_model_names_the_models_own_file(
    folder: Path, before: str, after: str, message: str
) -> None:
    text = MODEL.replace(before, after, 1)
    assert text != MODEL
    (folder / "models" / "1.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(CaseFileError, match=message):
        load_case(folder)


def test_all_faults_are_found_at_once(folder: Path) -> None:
    text = CASE.replace("kind: base", "kind: x").replace("kind: team", "kind: y")
    (folder / "case.yaml").write_text(text, encoding="utf-8")

    faults = find_case_faults(folder)

    assert [fault.line for fault in faults] == [13, 14]
    with pytest.raises(CaseFileError, match=r"\(and 1 more\)"):
        load_case(folder)


def test_data_that_is_no_case_says_where() -> None:
    with pytest.raises(InvalidInputError, match="field 'title' is required"):
        case_from_data({"id": "x"})


def test_every_value_has_an_address_of_its_own(folder: Path) -> None:
    paths = [item.path for item in values_of(load_case(folder))]

    assert paths == [
        "today.units.a.fte.all",
        "models.m1.costs.rent.amount",
        "assumptions.travel",
    ]


def test_an_override_replaces_a_value_and_an_unknown_address_is_refused(folder: Path) -> None:
    case = load_case(folder)

    figure = Inputs(case, {"assumptions.travel": 7.0}).figure(
        "travel", "today.units.b.leaders", label="Ledere", unit="persons"
    )

    assert (figure.number, figure.key) == (7.0, "assumptions.travel")
    assert figure.note == "Satt i stedet for sakens eget tall."
    with pytest.raises(InvalidInputError, match=r"'assumptions.trvel' is unknown; nearest: assump"):
        Inputs(case, {"assumptions.trvel": 7.0})


def test_the_schema_is_published() -> None:
    assert "$defs" in case_schema()
