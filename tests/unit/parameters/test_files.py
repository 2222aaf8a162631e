# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every fault in a parameter file is an error that names file and line."""

from datetime import date
from pathlib import Path

import pytest

from ambulant.errors import ParameterFileError
from ambulant.parameters import Level, Parameters, Status
from ambulant.parameters.store import check_files

HEAD = "label: Daglig arbeidsfri\nunit: hours\ndescription: Fri mellom vakter.\n"
TABLE = HEAD + "rows:\n  day: Dag\n  night: Natt\n"


def parameters(tmp_path: Path, text: str, level: Level = Level.NATIONAL) -> Parameters:
    path = tmp_path / "rostering" / "rest.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Parameters({}).with_overlay(tmp_path, level)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + "remark: x\nvalues:\n  2006-01-01: {value: 11, source: s}\n", 4, "'remark' is unk"),
        ("unit: hours\ndescription: d\nvalues: {}\n", 1, "label is missing"),
        ("label: l\ndescription: d\nvalues: {}\n", 1, "unit is missing"),
        ("label: l\nunit: hour\ndescription: d\nvalues: {}\n", 2, "'hour' is unknown"),
        ("label: l\nunit: hours\ndescription:\nvalues: {}\n", 3, "description is missing"),
        (HEAD, 1, "values are missing"),
        (HEAD + "values: {}\n", 4, "values are missing"),
        (HEAD + "values: 11\n", 4, "values are missing"),
        (HEAD + "values:\n  2006: {value: 11, source: s}\n", 5, "2006 is not a date"),
        (HEAD + "values:\n  1.1.2006: {value: 11, source: s}\n", 5, "'1.1.2006' is not a date"),
        (HEAD + "values:\n  2006-02-30: {value: 11, source: s}\n", 5, "2006-02-30"),
        (HEAD + "values:\n  2006-01-01: 11\n", 5, "{value, source} was expected"),
        (HEAD + "values:\n  2006-01-01: {value: 11}\n", 5, "source is missing"),
        (HEAD + "values:\n  2006-01-01: {value: 11, source: ' '}\n", 5, "source is missing"),
        (HEAD + "values:\n  2006-01-01: {source: s}\n", 5, "value None is not a number"),
        (HEAD + "values:\n  2006-01-01: {value: elleve, source: s}\n", 5, "'elleve' is not a num"),
        (HEAD + "values:\n  2006-01-01: {value: true, source: s}\n", 5, "True is not a number"),
        (
            HEAD + "values:\n  2006-01-01:\n    value: '11'\n    source: s\n",
            6,
            "'11' is not a number",
        ),
        (HEAD + "values:\n  2006-01-01: {value: 11, source: s, from: x}\n", 5, "'from' is unknown"),
        (HEAD + "values:\n  2006-01-01: {value: 11, source: s, status: maybe}\n", 5, "'maybe'"),
        (HEAD + "values:\n  2006-01-01: {value: 1, source: s, retrieved: x}\n", 5, "retrieved 'x'"),
        (HEAD + "values:\n  2006-01-01: {value: 1, source: s, until: x}\n", 5, "until 'x'"),
        (
            HEAD + "values:\n  2006-01-01: {value: 1, source: s, until: 2005-01-01}\n",
            5,
            "until 2005-01-01 is before the start",
        ),
        (
            HEAD + "values:\n  2006-01-01: {value: 1, source: s}\n  2006-01-01: {gap: g}\n",
            6,
            "given twice",
        ),
        (
            HEAD
            + "values:\n  2010-01-01: {value: 2, source: s}\n"
            + "  2006-01-01: {value: 1, source: s, until: 2010-01-01}\n",
            6,
            "overlaps the value from 2010-01-01",
        ),
        (
            HEAD
            + "values:\n  2006-01-01: {value: 1, source: s, until: 2008-12-31}\n"
            + "  2010-01-01: {value: 2, source: s}\n",
            5,
            "no value from 2009-01-01 to 2009-12-31",
        ),
        (
            HEAD + "values:\n  2006-01-01: {value: 1, source: s, until: 2008-12-31}\n",
            5,
            "no value after 2008-12-31; the last entry must be open",
        ),
        (HEAD + "values:\n  2006-01-01: {gap: ' '}\n", 5, "say why there is no value"),
        (HEAD + "values:\n  2006-01-01: {gap: g, value: 1}\n", 5, "a gap has no value"),
        (HEAD + "rows: [a]\nvalues: {}\n", 4, "rows must be names"),
        (HEAD + "rows:\n  A: x\nvalues: {}\n", 5, "row 'A' is not allowed"),
        (HEAD + "rows:\n  a:\nvalues: {}\n", 5, "row 'a' needs a text"),
        (TABLE + "values:\n  2006-01-01: {value: 1, source: s}\n", 8, "numbers by row"),
        (TABLE + "values:\n  2006-01-01: {value: {day: 1}, source: s}\n", 8, "no value for night"),
        (
            TABLE
            + "values:\n  2006-01-01:\n    value:\n      day: 1\n      eve: 2\n    source: s\n",
            11,
            "row 'eve' is unknown; allowed: day, night",
        ),
        ("- a\n", 1, "fields were expected"),
        ("a: 1\na: 2\n", 2, "given twice"),
        ("\tlabel: x\n", 1, "Tab"),
        ("", 0, "empty"),
    ],
)
def test_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ParameterFileError) as caught:
        parameters(tmp_path, text)

    assert words in caught.value.message
    assert caught.value.line == line
    assert caught.value.path == tmp_path / "rostering" / "rest.yaml"


def test_percent_written_as_a_whole_number_is_refused(tmp_path: Path) -> None:
    text = "label: l\nunit: share\ndescription: d\nvalues:\n  2006-01-01: {value: 25, source: s}\n"

    with pytest.raises(ParameterFileError, match="0.25, not 25"):
        parameters(tmp_path, text)


def test_value_to_be_confirmed_is_never_national(tmp_path: Path) -> None:
    text = HEAD + "values:\n  2006-01-01: {value: 11, source: s, status: to_be_confirmed}\n"

    with pytest.raises(ParameterFileError, match="never a national value"):
        parameters(tmp_path, text)

    ((_, period),) = parameters(tmp_path, text, Level.MUNICIPALITY).history("rostering.rest")
    assert period.status is Status.TO_BE_CONFIRMED


def test_a_gap_with_its_reason_is_allowed_between_dates(tmp_path: Path) -> None:
    text = (
        HEAD
        + "values:\n  2006-01-01: {value: 1, source: s, until: 2008-12-31}\n"
        + "  2009-01-01: {gap: Ikke kontrollert.}\n  2010-01-01: {value: 2, source: s}\n"
    )

    found = parameters(tmp_path, text)

    figure = found.figure("rostering.rest", on=date(2009, 6, 1))
    assert figure.is_missing
    assert figure.note == "Ikke kontrollert."
    assert found.number("rostering.rest", on=date(2008, 12, 31)) == 1
    assert found.number("rostering.rest", on=date(2010, 1, 1)) == 2


def test_order_in_the_file_does_not_matter(tmp_path: Path) -> None:
    text = (
        HEAD + "values:\n  2010-01-01: {value: 2, source: s}\n  2006-01-01: {value: 1, source: s}\n"
    )

    found = parameters(tmp_path, text)

    assert found.number("rostering.rest", on=date(2009, 12, 31)) == 1
    assert found.number("rostering.rest", on=date(2010, 1, 1)) == 2


def test_other_files_among_parameters_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rest.yml").write_text("a: 1\n", encoding="utf-8")

    with pytest.raises(ParameterFileError, match=r"end in \.yaml"):
        Parameters({}).with_overlay(tmp_path, Level.NATIONAL)


def test_file_name_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Daily-rest.yaml").write_text("a: 1\n", encoding="utf-8")

    with pytest.raises(ParameterFileError, match="'Daily-rest' is not allowed"):
        Parameters({}).with_overlay(tmp_path, Level.NATIONAL)


def test_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterFileError):
        Parameters({}).with_overlay(tmp_path / "absent", Level.NATIONAL)
    with pytest.raises(ParameterFileError, match="No such folder"):
        list(check_files(tmp_path / "absent", Level.NATIONAL))


def test_check_reports_every_file_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text("", encoding="utf-8")
    good = HEAD + "values:\n  2006-01-01: {value: 11, source: s}\n"
    (tmp_path / "c.yaml").write_text(good, encoding="utf-8")

    errors = list(check_files(tmp_path, Level.NATIONAL))

    assert [error.path.name for error in errors] == ["a.yaml", "b.yaml"]
