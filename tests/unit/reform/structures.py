# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Organisations and operations for tests, as plain data."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from ambulant.explain import Number
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.compare import compare
from ambulant.reform.results import Comparison, ModelResult
from tests.unit.reform.builders import assumed, stated

Data = dict[str, Any]


def unit(unit_id: str, fte: float | None = None, **more: object) -> Data:
    """A base in scope under "top", with FTE if given."""
    known = {} if fte is None else {"fte": {"all": stated(fte)}}
    place = {"kind": "base", "parent": "top", "in_scope": True}
    return {"id": unit_id, "name": unit_id.upper(), **place, **known, **more}


def staffing(hours: float = 24, *, staff: object = None, **more: object) -> Data:
    """One post every day, 25 % absence, rotating."""
    absence = {name: assumed(0.0625) for name in ("holiday", "sick", "leave", "training")}
    post = {
        "id": "post",
        "name": "Post",
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "start": "07:00",
        "hours": hours,
        "staff": staff or assumed(1),
    }
    return {"category": "rotating", "absence": absence, "cover": [post], **more}


def organisation(units: Sequence[Data], **more: object) -> Data:
    """An organisation with a "top" that the units are under."""
    return {
        "name": "I dag",
        "units": [{"id": "top", "name": "TOP", "kind": "unit"}, *units],
        **more,
    }


def case_data(
    units: Sequence[Data],
    changes: Sequence[Data] = (),
    *,
    today: Data | None = None,
    **more: object,
) -> Data:
    """A case with one model "m" that makes the changes."""
    return {
        "id": "liten",
        "title": "En liten sak",
        "municipality": {"code": "9999", "name": "Eksempel"},
        "documents": [],
        "horizon": {"first_year": 2026, "last_year": 2029},
        "prices": {"year": 2025},
        "as_of": "2025-09-01",
        "today": organisation(units, **(today or {})),
        "models": [{"id": "m", "name": "M", "changes": list(changes)}],
        **more,
    }


def case_of(data: Data) -> Case:
    """Return the case that data describes."""
    return TypeAdapter(Case).validate_python(data)


def compared(data: Data, overrides: Mapping[str, Number] | None = None) -> Comparison:
    """Compare a case given as data, without the checks that reading a case from files makes."""
    return compare(case_of(data), parameters=Parameters.load(), overrides=overrides)


def result_of(units: Sequence[Data], changes: Sequence[Data] = (), **more: Any) -> ModelResult:
    """Return the result of the model that makes the changes."""
    return compared(case_data(units, changes, **more)).result("m")


def messages(result: ModelResult) -> list[str]:
    """Return a model's warnings as sentences."""
    return [str(message) for message in result.warnings]


def merge(*units: str, into: str = "ny", **more: Any) -> Data:
    return {"op": "merge_units", "units": list(units), "into": unit(into, **more)}


def split(unit_id: str, share: float, *parts: str) -> Data:
    shares = [share, 1 - share]
    into = [
        {"unit": unit(part), "share": assumed(s)} for part, s in zip(parts, shares, strict=True)
    ]
    return {"op": "split_unit", "unit": unit_id, "into": into}


def transfer(source: str, to: str, fte: float, **more: object) -> Data:
    return {"op": "transfer_fte", "source": source, "to": to, "fte": stated(fte), **more}


def units_with(fte: Mapping[str, float | None], **more: object) -> list[Data]:
    return [unit(name, value, in_scope=name != "ute", **more) for name, value in fte.items()]
