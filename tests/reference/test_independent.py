# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`compare` against plain arithmetic that shares nothing with it, on our cases and random ones."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambulant.parameters import Parameters
from ambulant.reform.casefiles import case_from_data, case_to_data, load_case
from ambulant.reform.compare import compare
from ambulant.reform.results import Comparison
from tests.reference.independent import expected

CASES = Path(__file__).parents[2] / "cases"
PARAMETERS = Parameters.load()
Data = dict[str, Any]
Draw = Any

SHARES = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0])
FTE = st.floats(0, 30).map(lambda number: round(number, 3))
MONEY = st.floats(0, 2e6).map(round)
DATES = (date(2024, 1, 1), date(2029, 6, 14))


def differences(comparison: Comparison, data: Data) -> list[str]:
    """Return every number on which the two do not agree, missing ones too."""
    found = []
    for model_id, numbers in expected(data).items():
        figures = comparison.result(model_id).figures()
        for key, number in numbers.items():
            figure = figures.get(key)
            got = None if figure is None or figure.is_missing else figure.number
            if got is None or number is None:
                is_same = got is None and number is None
            else:
                is_same = got == pytest.approx(number, rel=1e-9, abs=1e-6)
            if not is_same:
                found.append(f"{model_id}/{key}: {got}, by hand {number}")
    return found[:8]


@pytest.mark.parametrize("name", ["vennesla", "froya", "lier"])
def test_our_cases_come_out_as_they_do_by_hand(name: str) -> None:
    case = load_case(CASES / name)

    comparison = compare(case, parameters=PARAMETERS)

    assert differences(comparison, case_to_data(case)) == []


def amount(number: float, **more: object) -> Data:
    return {"value": number, "reason": "trukket", **more}


@st.composite
def staffings(draw: Draw) -> Data:
    posts = [
        {
            "id": f"p{n}",
            "name": "Post",
            "weekdays": draw(st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True)),
            "start": "22:00",
            "hours": draw(st.sampled_from([6, 7.5, 9.75, 24])),
            "staff": amount(draw(st.sampled_from([0.5, 1, 2.25]))),
            "watch": draw(st.sampled_from(["awake", "asleep"])),
            **({"handover_minutes": amount(15)} if draw(st.booleans()) else {}),
        }
        for n in range(draw(st.integers(0, 2)))
    ]
    need = {
        "decided_hours": amount(draw(st.floats(0, 200))),
        "visits": amount(draw(st.integers(0, 150))),
        "travel_minutes": amount(draw(st.floats(0, 40))),
        "indirect_share": amount(draw(st.floats(0, 0.6))),
    }
    absence = {
        name: amount(draw(st.floats(0, 0.2))) for name in ("holiday", "sick", "leave", "training")
    }
    return {
        "category": draw(st.sampled_from(["day", "rotating", "three_shift"])),
        "absence": absence,
        "cover": posts,
        **({"need": need} if draw(st.booleans()) else {}),
        **({"other_fte": amount(draw(FTE))} if draw(st.booleans()) else {}),
    }


class Changes:
    """Draws changes that can be made one after the other."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.ids = ["a", "b", "c", "ute"]
        self.made: list[Data] = []
        for number in range(draw(st.integers(0, 6))):
            kind = draw(st.sampled_from([n for n in dir(self) if n.startswith("make_")]))
            self.made.append(getattr(self, kind)(f"ny{number}"))

    def pick(self, *but: str) -> str:
        return str(self.draw(st.sampled_from([name for name in self.ids if name not in but])))

    def unit(self, name: str) -> Data:
        place = {"id": name, "name": name, "kind": "base", "parent": "top"}
        numbers: Data = {}
        if self.draw(st.integers(0, 4)) == 0:
            numbers["fte"] = {"all": amount(self.draw(FTE))}
        if self.draw(st.integers(0, 4)) == 0:
            numbers["staffing"] = self.draw(staffings())
        return {**place, "in_scope": self.draw(st.booleans()), **numbers}

    def make_transfer(self, _: str) -> Data:
        source = self.pick()
        to = self.pick(source) if len(self.ids) > 1 else "top"
        return {"op": "transfer_fte", "source": source, "to": to, "fte": amount(self.draw(FTE))}

    def make_need(self, _: str) -> Data:
        return {"op": "set_fte", "unit": self.pick(), "fte": {"all": amount(self.draw(FTE))}}

    def make_posts(self, _: str) -> Data:
        fte = amount(self.draw(st.floats(-5, 5)))
        return {"op": "add_posts", "unit": self.pick(), "fte": fte}

    def make_staffing(self, _: str) -> Data:
        return {"op": "set_staffing", "unit": self.pick(), "staffing": self.draw(staffings())}

    def make_unit(self, name: str) -> Data:
        self.ids.append(name)
        return {"op": "add_unit", "unit": self.unit(name)}

    def make_closing(self, name: str) -> Data:
        if len(self.ids) < 2:
            return self.make_unit(name)
        gone = self.pick()
        self.ids.remove(gone)
        return {"op": "close_unit", "unit": gone, "staff_to": self.pick()}

    def make_merger(self, name: str) -> Data:
        size = self.draw(st.integers(1, len(self.ids)))
        gone = list(self.draw(st.permutations(self.ids)))[:size]
        self.ids = [each for each in self.ids if each not in gone] + [name]
        return {"op": "merge_units", "units": gone, "into": self.unit(name)}

    def make_split(self, name: str) -> Data:
        gone, share = self.pick(), self.draw(SHARES)
        parts = [f"{name}x", f"{name}y"]
        self.ids = [each for each in self.ids if each != gone] + parts
        into = [
            {"unit": self.unit(part), "share": amount(each)}
            for part, each in zip(parts, (share, 1 - share), strict=True)
        ]
        return {"op": "split_unit", "unit": gone, "into": into}


@st.composite
def cost_lines(draw: Draw) -> list[Data]:
    kinds = ("running", "one_off", "investment", "avoided_investment", "grant", "income")
    lines = []
    for number in range(draw(st.integers(0, 4))):
        line: Data = {"id": f"l{number}", "name": "L", "kind": draw(st.sampled_from(kinds))}
        way = draw(st.sampled_from(["amount", "factors", "per_year"]))
        if way == "amount":
            line["amount"] = amount(draw(MONEY))
        elif way == "factors":
            factors = [("f", draw(MONEY)), ("g", draw(st.integers(0, 9)))]
            line["factors"] = [{"id": i, "name": i, "amount": amount(n)} for i, n in factors]
        else:
            years = draw(st.lists(st.integers(2024, 2031), min_size=1, max_size=3, unique=True))
            line["per_year"] = {year: amount(draw(MONEY)) for year in years}
        if draw(st.booleans()):
            line["start"] = draw(st.dates(*DATES)).isoformat()
            if draw(st.booleans()):
                line["end"] = draw(st.sampled_from(["2029-06-15", "2030-12-31", "2031-01-01"]))
        lines.append(line)
    return lines


@st.composite
def models(draw: Draw, number: int) -> Data:
    years = draw(st.lists(st.integers(2025, 2030), max_size=3, unique=True))
    bases = ("gross", "gross_minus_costs", "net")
    margin = {"share": amount(draw(st.floats(0, 0.5))), "base": draw(st.sampled_from(bases))}
    return {
        "id": f"m{number}",
        "name": "M",
        "changes": Changes(draw).made,
        "costs": draw(cost_lines()),
        "phase_in": [{"year": year, "share": amount(draw(st.floats(0, 1)))} for year in years],
        **({"cost_per_fte": amount(draw(MONEY))} if draw(st.integers(0, 5)) else {}),
        **({"margin": margin} if draw(st.booleans()) else {}),
    }


@st.composite
def cases(draw: Draw) -> Data:
    units: list[Data] = [{"id": "top", "name": "TOP", "kind": "sector"}]
    has_levels, has_staffing = draw(st.booleans()), draw(st.booleans())
    for name in ("a", "b", "c", "ute"):
        unit: Data = {"id": name, "name": name, "kind": "base", "parent": "top"}
        unit["in_scope"] = name != "ute"
        if has_levels and draw(st.integers(0, 6)):
            unit["fte"] = {"nurse": amount(draw(FTE)), "other": amount(draw(FTE))}
        if has_staffing and draw(st.integers(0, 6)):
            unit["staffing"] = draw(staffings())
        units.append(unit)
    total = {"stated": {"fte_total": amount(draw(FTE))}} if draw(st.booleans()) else {}
    return {
        "id": "trukket",
        "title": "Trukket",
        "municipality": {"code": "9999", "name": "Eksempel"},
        "documents": [],
        "horizon": {"first_year": 2026, "last_year": 2029},
        "prices": {"year": 2025},
        "as_of": "2025-09-01",
        "today": {"name": "I dag", "units": units, **total},
        "models": [draw(models(number)) for number in range(draw(st.integers(1, 2)))],
    }


@settings(max_examples=150, deadline=None)
@given(cases())
def test_random_cases_come_out_as_they_do_by_hand(data: Data) -> None:
    comparison = compare(case_from_data(data), parameters=PARAMETERS)

    assert differences(comparison, data) == []
