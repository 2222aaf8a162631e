# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the hand-computed cases in `calculators/*.yaml`.

A number is right when it rounds to the one in the file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ambulant.yamlfiles import load
from tests.reference.calculator_cases import CALCULATORS
from tests.reference.test_staffing_reference import FIELDS, rounded_as

FOLDER = Path(__file__).parent / "calculators"


def reference_cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content: Any = load(path).data
        for case in content["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(reference_cases()))
def test_hand_computed_calculator_is_reproduced(case: Any) -> None:
    expected = case["expect"]

    result = CALCULATORS[case["calculate"]](**case["given"])

    assert {name: rounded_as(value, result[name]) for name, value in expected.items()} == expected


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_calculator_file_says_where_it_is_from_and_how_it_was_computed(path: Path) -> None:
    content: Any = load(path).data

    assert content["source"].strip()
    assert all(set(case) == FIELDS and case["because"].strip() for case in content["cases"])


def test_every_calculator_has_a_reference_case() -> None:
    files: list[Any] = [load(path).data for path in FOLDER.glob("*.yaml")]

    assert {case["calculate"] for file in files for case in file["cases"]} == set(CALCULATORS)
