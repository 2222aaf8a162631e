# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case that is written as a folder is the same case when it is read."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.reform.case import SourceDocument, Value
from ambulant.reform.casefiles import (
    case_to_data,
    find_case_faults,
    load_case,
    shipped_cases,
    write_case,
)
from tests.unit.reform.builders import small_case

# What YAML may take for something else, or lose.
TRAPS = (
    *(
        "no",
        "on",
        "22:00",
        "010",
        "1e5",
        "1_000",
        "~",
        "null",
        "true",
        "2026-07-01",
        "-",
        "=",
        "<<",
    ),
    *(
        "a: b",
        "# nei",
        "- x",
        "to\nlinjer\n",
        "  innrykk\n\ttab",
        "\x85\u2028x",
        "'\"",
        "{x}",
        "ÆØÅ – «ja»",
    ),
    *("x" * 300 + "  to mellomrom " * 20, "%", "@", "`", "\ufeffx", "\x07", "\r\n", "æ\n\n  ø\n å"),
)
TEXTS = st.one_of(st.sampled_from(TRAPS), st.text(min_size=1, max_size=80)).filter(str.strip)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, 1e15, 1e16, 0.1])


@settings(max_examples=40)
@given(text=TEXTS, note=st.sampled_from(TRAPS) | st.text(), number=NUMBERS, key=TEXTS)
@example(text="1e5", note="\x85", number=1e-300, key="on")
def test_any_text_and_any_number_survive(text: str, note: str, number: float, key: str) -> None:
    case = small_case(title=text, texts={"goals": [text, text]})
    case = replace(
        case,
        summary=note,
        documents=(SourceDocument(id=note, title=text, note=text),),
        assumptions={**case.assumptions, "no": Value(value=number, reason=note or "x")},
        texts={**case.texts, **({key: (text,)} if key != "<<" else {})},
    )
    with tempfile.TemporaryDirectory() as place:
        write_case(case, Path(place) / "out")

        assert load_case(Path(place) / "out") == case


@pytest.mark.parametrize("folder", shipped_cases(), ids=lambda folder: folder.name)
def test_every_published_case_survives(folder: Path, tmp_path: Path) -> None:
    case = load_case(folder)

    write_case(case, tmp_path / "deep" / "out")

    again = load_case(tmp_path / "deep" / "out")
    assert again == case
    assert case_to_data(again) == case_to_data(case)
    assert [model.id for model in again.models] == [model.id for model in case.models]


def test_more_than_nine_models_keep_their_order(tmp_path: Path) -> None:
    case = small_case()
    case = replace(case, models=tuple(replace(case.models[0], id=f"m{n}") for n in range(12)))

    write_case(case, tmp_path / "out")

    assert load_case(tmp_path / "out") == case


def test_dates_and_whole_numbers_are_written_as_people_write_them(tmp_path: Path) -> None:
    write_case(small_case(), tmp_path)

    assert "as_of: 2025-09-01\n" in (tmp_path / "case.yaml").read_text(encoding="utf-8")
    assert "value: 800000\n" in (tmp_path / "assumptions.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_what_is_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    target = tmp_path / "out"
    if there == "file":
        target.write_text("mine", encoding="utf-8")
    elif there == "folder":
        target.mkdir()
        (target / "mine").write_text("mine", encoding="utf-8")
    else:
        target.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(InvalidInputError, match="written to a new or empty folder"):
        write_case(small_case(), target)

    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_case_that_is_unsound_leaves_no_folder(tmp_path: Path) -> None:
    case = small_case()
    unsound = replace(case, models=(*case.models, *case.models))

    with pytest.raises(InvalidInputError, match="used 2 times"):
        write_case(unsound, tmp_path / "out")

    assert list(tmp_path.iterdir()) == []
    assert find_case_faults(tmp_path)
