# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the hand-computed cases in `staffing/*.yaml`.

A number is right when it rounds to the one in the file: 6.31 asks for two decimals.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ambulant.yamlfiles import load
from tests.reference.calculations import CALCULATIONS

FOLDER = Path(__file__).parent / "staffing"
FIELDS = {"name", "calculate", "given", "expect", "because"}


def reference_cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content: Any = load(path).data
        for case in content["cases"]:
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(reference_cases()))
def test_hand_computed_case_is_reproduced(case: Any) -> None:
    expected = case["expect"]

    result = CALCULATIONS[case["calculate"]](**case["given"])

    assert {name: rounded_as(value, result[name]) for name, value in expected.items()} == expected


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_reference_file_says_where_it_is_from_and_how_it_was_computed(path: Path) -> None:
    content: Any = load(path).data

    assert set(content) == {"title", "source", "cases"}
    assert content["source"].strip()
    for case in content["cases"]:
        assert set(case) == FIELDS
        assert case["expect"]
        assert case["because"].strip()


def test_every_calculation_has_a_reference_case() -> None:
    files: list[Any] = [load(path).data for path in FOLDER.glob("*.yaml")]

    assert {case["calculate"] for file in files for case in file["cases"]} == set(CALCULATIONS)


def rounded_as(expected: float, value: float) -> float:
    """Return `expected` when `value` is within half its last decimal, else `value`."""
    exponent = Decimal(repr(float(expected))).normalize().as_tuple().exponent
    half = 0.5 * 10.0 ** min(int(exponent), 0)
    return expected if abs(value - expected) <= half + 1e-9 else value
