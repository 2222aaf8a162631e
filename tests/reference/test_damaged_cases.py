# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Our cases, damaged in every way one can think of, give a readable refusal or a result."""

import json
import random
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ambulant.cli._compare_json import comparison_data
from ambulant.cli._compare_text import comparison_csv, comparison_text
from ambulant.errors import AmbulantError
from ambulant.parameters import Parameters
from ambulant.reform.casefiles import case_from_data, case_to_data, load_case
from ambulant.reform.compare import compare
from ambulant.reform.judgement import judge
from ambulant.reform.uncertainty import Request, simulate

CASES = Path(__file__).parents[2] / "cases"
PARAMETERS = Parameters.load()
SOUND = {name: case_to_data(load_case(CASES / name)) for name in ("vennesla", "froya", "lier")}
Where = tuple[Any, ...]

NUMBERS: list[Any] = [0, -1, 1, 2, 0.5, 100, 1e6, 1e200, 1e308, -1e308, 5e-324, 2**70]
ODD: list[Any] = [
    None,
    "",
    [],
    {},
    True,
    "x",
    "today",
    "9999-12-31",
    float("nan"),
    float("inf"),
    *NUMBERS,
]
VALUES: list[Any] = [
    {"kind": "not_stated", "reason": "x"},
    {"value": 0, "reason": "x"},
    {"value": 0, "reason": "x", "low": -3, "high": 3},
    {"value": 1, "reason": "x", "low": 0, "high": 2, "shape": "uniform"},
    {"value": 1, "reason": "x", "unit": "mil"},
]
DATES = [date(1, 1, 1).isoformat(), "2027-05-17", date.max.isoformat()]


def places(thing: Any, where: Where = ()) -> list[Where]:
    """Return the way to everything in plain data, but the data itself."""
    keys = thing if isinstance(thing, dict) else range(len(thing) if type(thing) is list else 0)
    found = [(*where, key) for key in keys]
    return found + [deeper for place in found for deeper in places(thing[place[-1]], place)]


def at(thing: Any, place: Where) -> Any:
    for part in place:
        thing = thing[part]
    return thing


def damage(case: Any, dice: random.Random) -> None:
    """Change one thing of a case for the worse."""
    everywhere = places(case)
    kind = dice.randrange(6)
    new: Any
    if kind == 0:
        numbers = [p for p in everywhere if p[-1] in ("value", "low", "high", "hours")]
        place, new = dice.choice(numbers), dice.choice(NUMBERS)
    elif kind == 1:
        values = [p for p in everywhere if isinstance(at(case, p), dict) and "value" in at(case, p)]
        place, new = dice.choice(values), deepcopy(dice.choice(VALUES))
    elif kind == 2:
        days = [p for p in everywhere if p[-1] in ("start", "when", "as_of")]
        place, new = dice.choice(days), dice.choice(DATES)
    elif kind == 3:  # the id of something else of the same sort
        place = dice.choice([p for p in everywhere if isinstance(at(case, p), str)])
        new = at(case, dice.choice([p for p in everywhere if p[-1] == place[-1]]))
    elif kind == 4:
        place, new = dice.choice(everywhere), dice.choice(ODD)
    else:
        rows = dice.choice([at(case, p) for p in everywhere if type(at(case, p)) is list] or [[]])
        if rows and dice.random() < 0.5:
            rows.pop(dice.randrange(len(rows)))
        elif rows:
            rows.append(deepcopy(dice.choice(rows)))
        return
    at(case, place[:-1])[place[-1]] = new


def read_and_compare(data: Any) -> bool:
    """Do all that a reader of a case may ask for; False when it was refused in one line."""
    try:
        case = case_from_data(data)
        comparison = compare(case, parameters=PARAMETERS)
        judgement = judge(comparison)
        json.dumps(comparison_data(comparison, judgement, None), allow_nan=False)
        comparison_text(comparison, judgement, None)
        comparison_csv(comparison)
        simulate(case, parameters=PARAMETERS, request=Request(draws=20))
    except AmbulantError as error:
        assert str(error).strip()
        return False
    return True


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_case_is_refused_or_compared(name: str) -> None:
    answers = []
    for seed in range(60):
        dice, case = random.Random(f"{name} {seed}"), deepcopy(SOUND[name])
        for _ in range(dice.choice([1, 1, 2, 3])):
            damage(case, dice)
        answers.append(read_and_compare(case))

    assert read_and_compare(SOUND[name])
    assert {True, False} == set(answers)
