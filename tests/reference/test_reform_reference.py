# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the hand-computed cases in `reform/*.yaml`.

`shared` is what the cases of a file have in common. `{stated: 3}`, `{derived: 3}` and
`{assumed: 3}` are short for a value of that kind. Expected figures are `<model>/<key>`, and a
number is right when it rounds to the one in the file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ambulant.parameters import Parameters
from ambulant.reform.casefiles import case_from_data
from ambulant.reform.compare import compare
from ambulant.reform.results import Comparison
from ambulant.yamlfiles import load
from tests.reference.test_staffing_reference import rounded_as

FOLDER = Path(__file__).parent / "reform"
KINDS = ("stated", "derived", "assumed")
FRAME: dict[str, object] = {
    "id": "hand",
    "title": "Regnet for hånd",
    "municipality": {"code": "9999", "name": "Eksempel"},
    "documents": [],
    "horizon": {"first_year": 2026, "last_year": 2029},
    "prices": {"year": 2025},
    "as_of": "2025-09-01",
}


def reference_cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        content: Any = load(path).data
        for case in content["cases"]:
            yield pytest.param(content.get("shared", {}), case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize(("shared", "case"), list(reference_cases()))
def test_hand_computed_reform_is_reproduced(shared: Any, case: Any) -> None:
    expected = case["expect"]

    comparison = compare(case_from_data(case_data(shared, case)), parameters=Parameters.load())

    found = {address: found_at(comparison, address) for address in expected}
    assert {name: rounded(expected[name], found[name]) for name in expected} == expected


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_reform_file_says_where_it_is_from_and_how_it_was_computed(path: Path) -> None:
    content: Any = load(path).data

    assert content["source"].strip()
    assert all(case["because"].strip() and case["expect"] for case in content["cases"])


def case_data(shared: Any, case: Any) -> dict[str, Any]:
    """Return a whole case: the frame, what the file shares, and what this one says."""
    top = {key: shared[key] for key in shared if key != "changes"}
    data: dict[str, Any] = {**FRAME, **top}
    if "models" not in data:
        changes = case.get("changes", shared.get("changes", []))
        data["models"] = [{"id": "m", "name": "M", "changes": changes, **case.get("model", {})}]
    if "sharing" in case:
        frame = {"id": "s", "name": "Felles", "model": "m", "cost": {"stated": 1_000_000}}
        data["sharing"] = [{**frame, **case["sharing"]}]
    whole: dict[str, Any] = spelled_out(data)
    return whole


def spelled_out(thing: Any) -> Any:
    """Replace `{stated: 3, ...}` by a value of that kind."""
    if isinstance(thing, dict):
        kind = next((kind for kind in KINDS if kind in thing), None)
        if kind is not None and isinstance(thing[kind], int | float):
            rest = {key: value for key, value in thing.items() if key != kind}
            why = {"reason": "i testen"} if kind == "assumed" else {"source": "i testen"}
            return {"value": thing[kind], "kind": kind, **why, **rest}
        return {key: spelled_out(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [spelled_out(member) for member in thing]
    return thing


def found_at(comparison: Comparison, address: str) -> float | str:
    model, _, key = address.partition("/")
    result = comparison.result(model)
    if key == "basis":
        return result.basis.value
    figure = result.figures()[key]
    return "missing" if figure.is_missing else figure.number


def rounded(expected: float | str, found: float | str) -> float | str:
    if isinstance(expected, str) or isinstance(found, str):
        return found
    return rounded_as(expected, found)
