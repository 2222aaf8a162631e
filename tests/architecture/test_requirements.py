# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of requirements is whole, and what it points to is there."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "requirements.md"
CORE = ROOT / "src" / "ambulant"
STATES = {"Met", "Partly", "Not met"}
REQUIRED = (
    *(f"ORG-{number:02}" for number in range(1, 27)),
    *(f"ECO-{number:02}" for number in range(1, 30)),
    *(f"STF-{number:02}" for number in (1, 2, 3, 4, 5, 6, 13, 16)),
    *("MOD-01", "MOD-02", "MOD-26", "MOD-27", "PRJ-14"),
    *(f"DAT-{number}" for number in (12, 13, 17, 18, 19)),
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of the page."""

    id: str
    what: str
    state: str
    where: str
    test: str


def requirements() -> list[Requirement]:
    """Return the rows of the page."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if re.match(r"\| [A-Z]{3}-\d\d ", line)]
    return [Requirement(*(cell.strip() for cell in row)) for row in cells]


def test_every_requirement_has_one_row() -> None:
    assert sorted(row.id for row in requirements()) == sorted(REQUIRED)


def test_what_is_met_has_a_test_and_a_place_and_what_is_not_says_so() -> None:
    rows = requirements()

    assert {row.state for row in rows} <= STATES
    assert [row.id for row in rows if row.state != "Not met" and not (row.where and row.test)] == []
    assert [row.id for row in rows if row.state == "Not met" and row.test] == []


@pytest.mark.parametrize("row", requirements(), ids=lambda row: row.id)
def test_tests_and_places_that_are_named_are_there(row: Requirement) -> None:
    named = re.findall(r"`([^`]+)`", f"{row.where} {row.test}")
    files = [name for name in named if re.match(r"(tests|cases)/|[\w/]+\.py$", name)]

    places = [(ROOT / name, CORE / name) for name in files]

    assert [pair[0].name for pair in places if not any(place.exists() for place in pair)] == []


@pytest.mark.parametrize(
    "address",
    sorted({a for row in requirements() for a in re.findall(r"`(/modeller/[^`<]+)`", row.where)}),
)
def test_pages_that_are_named_have_an_address(address: str) -> None:
    try:
        match = resolve(address)
    except Resolver404:
        pytest.fail(f"{address} leads nowhere")
    assert match.namespace == "reform"
