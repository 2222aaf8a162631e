# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small cases for tests, as plain data."""

from collections.abc import Mapping

from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_from_data


def stated(value: float, **more: object) -> dict[str, object]:
    """A number that stands in a source."""
    return {"value": value, "kind": "stated", "source": "000 kap. 9", **more}


def assumed(value: float, **more: object) -> dict[str, object]:
    """A number that is ours."""
    return {"value": value, "reason": "antatt i testen", **more}


def small_case(**more: object) -> Case:
    """Two bases with 10 and 5 FTE under one unit; one model that merges them and needs 12."""
    data: dict[str, object] = {
        "id": "liten",
        "title": "En liten sak",
        "municipality": {"code": "9999", "name": "Eksempel"},
        "documents": [{"id": "000", "title": "Notat"}],
        "horizon": {"first_year": 2026, "last_year": 2029},
        "prices": {"year": 2025},
        "as_of": "2025-09-01",
        "assumptions": {
            "need": assumed(12, unit="fte", label="Behov", low=11, high=14),
            "per_fte": assumed(
                800_000, unit="nok_per_fte", label="Lønn", low=700_000, high=900_000
            ),
        },
        "today": {
            "name": "I dag",
            "units": [
                {"id": "helse", "name": "Helse", "kind": "unit"},
                _base("a", 10),
                _base("b", 5),
            ],
        },
        "models": [_merged(), _as_before()],
        "criteria": [
            {"id": "kvalitet", "name": "Kvalitet", "weight": assumed(3)},
            {"id": "kostnad", "name": "Kostnad", "weight": assumed(1)},
        ],
        "process": [
            {"id": "droft", "name": "Drøfting", "kind": "discussion", "when": "2025-08-20"},
            {"id": "vedtak", "name": "Vedtak", "kind": "decision", "when": "2025-10-30"},
        ],
        "inputs": [
            {"id": "reise", "text": "Mer reise?", "answer": "Planlegges", "figure": "travel_fte"}
        ],
    }
    return case_from_data({**data, **more})


def _merged() -> Mapping[str, object]:
    """One base of two: 12 of 15 FTE, half effect the first year."""
    return {
        "id": "felles",
        "name": "Felles base",
        "changes": [
            {
                "op": "merge_units",
                "units": ["a", "b"],
                "into": {
                    "id": "ab",
                    "name": "AB",
                    "kind": "base",
                    "parent": "helse",
                    "in_scope": True,
                },
            },
            {"op": "set_fte", "unit": "ab", "fte": {"all": "need"}},
        ],
        "cost_per_fte": "per_fte",
        "phase_in": [
            {"year": 2026, "share": assumed(0.5)},
            {"year": 2027, "share": assumed(1)},
        ],
        "costs": [
            {"id": "leie", "name": "Leie", "kind": "running", "amount": assumed(400_000)},
        ],
        "margin": {"share": assumed(0.1, unit="share")},
        "preconditions": [{"id": "lokaler", "text": "Lokaler", "kind": "premises"}],
        "scores": [
            {"criterion": "kvalitet", "score": assumed(4)},
            {"criterion": "kostnad", "score": assumed(2)},
        ],
    }


def _as_before() -> Mapping[str, object]:
    """Nothing changes."""
    return {
        "id": "som-for",
        "name": "Som før",
        "cost_per_fte": "per_fte",
        "scores": [
            {"criterion": "kvalitet", "score": assumed(2)},
            {"criterion": "kostnad", "score": assumed(3)},
        ],
    }


def _base(unit_id: str, fte: float) -> Mapping[str, object]:
    return {
        "id": unit_id,
        "name": unit_id.upper(),
        "kind": "base",
        "parent": "helse",
        "in_scope": True,
        "fte": {"all": stated(fte)},
    }
