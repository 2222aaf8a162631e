# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a comparison explain themselves, and draws give what single numbers give."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute
from ambulant.reform.results import Basis, Comparison, ModelResult
from tests.unit.reform.builders import assumed, stated
from tests.unit.reform.structures import (
    Data,
    case_data,
    compared,
    messages,
    result_of,
    staffing,
    unit,
)

INPUTS = {
    "assumptions.staff": (0.5, 3.0),
    "assumptions.need": (1.0, 20.0),
    "assumptions.sick": (0.0, 0.4),
    "assumptions.pay": (500_000.0, 1_000_000.0),
    "assumptions.rent": (0.0, 900_000.0),
    "assumptions.effect": (0.0, 1.0),
    "assumptions.margin": (0.0, 0.3),
    "assumptions.moved": (0.0, 3.0),
    "assumptions.share": (0.2, 0.2),
}


def rich_case() -> Data:
    """Two bases with staffing; one model states its need, one is computed, one builds on it."""
    absence = {"holiday": assumed(0.1), "sick": "sick", "leave": assumed(0), "training": assumed(0)}
    need = {
        "decided_hours": assumed(60),
        "visits": assumed(50),
        "travel_minutes": assumed(12),
        "indirect_share": assumed(0.2),
    }
    staffed = staffing(staff="staff", absence=absence, need=need, other_fte=assumed(0.5))
    money = {
        "cost_per_fte": "pay",
        "phase_in": [{"year": 2026, "share": "effect"}, {"year": 2028, "share": assumed(1)}],
        "margin": {"share": "margin", "base": "gross_minus_costs"},
        "costs": [
            {"id": "rent", "name": "Leie", "kind": "running", "amount": "rent"},
            {"id": "start", "name": "Start", "kind": "one_off", "amount": assumed(100_000)},
        ],
    }
    into = unit("ab", leaders=assumed(1))
    merge = {"op": "merge_units", "units": ["a", "b"], "into": into}
    transfer = {"op": "transfer_fte", "source": "ab", "to": "ute", "fte": "moved"}
    need_set = {"op": "set_fte", "unit": "ab", "fte": {"all": "need"}}
    fewer = staffing(12, staff="staff", absence=absence)
    computed = {"op": "set_staffing", "unit": "ab", "staffing": fewer}
    cut = {
        "op": "split_unit",
        "unit": "ab",
        "into": [
            {"unit": unit("x"), "share": "share"},
            {"unit": unit("y"), "share": assumed(0.8)},
        ],
    }
    services = {
        "services": [{"id": "s", "name": "Tjeneste"}],
        "groups": [{"id": "g", "name": "Gruppe"}],
        "ownership": [{"service": "s", "group": "g", "owner": "a"}],
        "stated": {"fte_total": stated(18)},
        "premises": [
            {"id": "hus", "name": "Hus", "area_available": stated(90), "area_factor": stated(2)}
        ],
    }
    data = case_data([unit("a", staffing=staffed), unit("b", staffing=staffed)], today=services)
    data["today"]["units"].append(unit("ute", in_scope=False))
    data["assumptions"] = {
        path.removeprefix("assumptions."): assumed(sum(ends) / 2) for path, ends in INPUTS.items()
    }
    data["models"] = [
        {"id": "m", "name": "M", "changes": [merge, transfer, need_set, computed], **money},
        {"id": "c", "name": "C", "changes": [merge, transfer, computed], **money},
        {"id": "n", "name": "N", "builds_on": "c", "changes": [cut], **money},
    ]
    parties = [
        {"id": "x", "name": "X", "users": assumed(3)},
        {"id": "y", "name": "Y", "users": "need"},
    ]
    keys = {"users": 1}
    shared = {"id": "d", "name": "Delt", "model": "m", "cost": "rent", "keys": keys}
    data["sharing"] = [{**shared, "parties": parties}]
    return data


def everything(comparison: Comparison) -> dict[str, Figure]:
    """Every figure of every model by its address."""
    return {
        f"{result.id}/{key}": figure
        for result in comparison.results
        for key, figure in result.figures().items()
    }


def test_draws_give_what_single_numbers_give() -> None:
    generator = np.random.default_rng(1)
    draws = {path: generator.uniform(*ends, 7) for path, ends in INPUTS.items()}

    together = everything(compared(rich_case(), draws))

    for number in range(7):
        alone = everything(compared(rich_case(), {p: float(d[number]) for p, d in draws.items()}))
        assert alone.keys() == together.keys()
        for key, figure in alone.items():
            value = together[key].value
            if figure.value is None:
                assert value is None, key
            else:
                found = np.broadcast_to(np.asarray(value), (7,))[number]
                assert found == pytest.approx(figure.value, rel=1e-12, abs=1e-9), key


def test_every_computed_figure_is_what_its_formula_says() -> None:
    checked = 0

    for figure in everything(compared(rich_case())).values():
        for part in figure.walk():
            if part.formula and part.formula != "0" and part.value is not None:
                again = compute(part.label, part.unit, part.formula, dict(part.inputs))
                assert again.value == part.value
                checked += 1

    assert checked > 500


def test_nothing_computed_is_without_a_formula() -> None:
    for key, figure in everything(compared(rich_case())).items():
        for part in figure.walk():
            assert (part.kind is Kind.COMPUTED) <= bool(part.formula), key


def test_every_figure_of_a_result_has_an_address() -> None:
    result = compared(rich_case()).result("m")
    reached = {id(figure) for figure in result.figures().values()}

    assert {id(figure) for figure in held(result)} <= reached


def held(thing: Any) -> list[Figure]:
    """Every figure that stands somewhere in a result."""
    if isinstance(thing, Figure):
        return [thing]
    if isinstance(thing, ModelResult) or type(thing).__module__ == ModelResult.__module__:
        names = [field.name for field in fields(thing)] if hasattr(thing, "__slots__") else []
        return [figure for name in names for figure in held(getattr(thing, name))]
    if isinstance(thing, tuple):
        return [figure for member in thing for figure in held(member)]
    if isinstance(thing, dict):
        return [figure for member in thing.values() for figure in held(member)]
    return []


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).map(sorted))
def test_more_phase_in_never_saves_less(shares: list[float]) -> None:
    steps = [
        {"year": 2026 + number, "share": assumed(share)} for number, share in enumerate(shares)
    ]
    data = case_data([unit("a", 10)], [{"op": "set_fte", "unit": "a", "fte": {"all": assumed(8)}}])
    data["models"][0] |= {"cost_per_fte": assumed(700_000), "phase_in": steps}

    plan = compared(data).result("m").plan

    saved = [year.gross.number for year in plan]
    assert saved == sorted(saved)
    assert saved[-1] <= 1_400_000 + 1e-6


def test_the_parts_of_the_computed_fte_sum_to_it() -> None:
    for result in compared(rich_case()).results:
        activity = result.activity
        assert activity is not None
        parts = [getattr(activity, f.name).number for f in fields(activity) if f.name != "total"]
        assert sum(parts) == pytest.approx(result.fte_computed.number)


def test_a_model_that_states_its_need_differs_from_its_computed_one() -> None:
    comparison = compared(rich_case(), {"assumptions.need": 12.0, "assumptions.moved": 2.0})

    model = comparison.result("m")
    assert model.basis is Basis.ASSUMED
    assert model.fte_total.number == 14
    assert model.fte_change.number == -4
    assert model.gross_saving_computed.number == pytest.approx(
        -model.fte_change_computed.number * 750_000
    )
    assert len(model.plan_computed) == 4


def test_a_model_without_stated_need_follows_the_computed_change() -> None:
    comparison = compared(rich_case())

    today, model = comparison.result("today"), comparison.result("c")
    assert model.basis is Basis.COMPUTED
    assert model.fte_change.number == pytest.approx(
        model.fte_computed.number - today.fte_computed.number
    )
    assert comparison.result("n").fte_change.number == pytest.approx(model.fte_change.number)


def test_today_costs_and_saves_nothing_and_says_why() -> None:
    today = compared(rich_case()).result("today")

    assert today.net_saving.number == 0
    assert today.avoided_investment.number == 0
    assert [year.total.number for year in today.plan] == [0, 0, 0, 0]
    assert today.net_saving.note == "Utgangspunktet de andre måles mot."


def test_what_the_source_lacks_is_told_with_the_figure() -> None:
    data = case_data([unit("a", 1)])
    data["models"][0]["not_stated"] = {
        "fte_total": "Ikke tallfestet.",
        "net_saving": "Ingen beløp.",
    }

    result = compared(data).result("m")

    assert result.fte_total.note == "Ikke tallfestet."
    assert result.net_saving.note == "Ingen beløp."
    assert result.gross_saving.missing_inputs()[0].note.startswith("Saken oppgir ikke")


def test_a_model_that_is_not_there_has_no_result() -> None:
    with pytest.raises(KeyError, match="modell-9"):
        compared(case_data([unit("a", 1)])).result("modell-9")


def test_an_override_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInputError, match=r"assumptions\.stuff"):
        compared(rich_case(), {"assumptions.stuff": 1.0})


def test_premises_lack_what_is_needed_less_what_is_there() -> None:
    places = compared(rich_case()).result("m").premises

    assert [(p.needed.number, p.available.number, p.shortfall.number) for p in places] == [
        (180, 90, 90)
    ]


def test_a_stated_need_for_area_goes_before_a_factor() -> None:
    place = {"id": "p", "name": "P", "area_available": stated(50), "area_needed": stated(40)}
    empty = {"id": "q", "name": "Q", "dwellings": stated(4)}

    result = result_of([unit("a", 1)], today={"premises": [place, empty]})

    assert [p.shortfall.number for p in result.premises] == [-10]


def test_a_case_without_units_in_scope_has_no_total() -> None:
    result = result_of([unit("a", 3, in_scope=False)])

    assert result.fte_total.is_missing
    assert result.fte_computed.is_missing
    assert result.basis is Basis.MISSING


def test_span_counts_those_without_a_leader_of_their_own_below() -> None:
    units = [
        unit("leder", 5, leaders=assumed(1)),
        unit("under", 17, parent="leder"),
        unit("egen", 30, parent="leder", leaders=assumed(2)),
        unit("ukjent", parent="leder", in_scope=False),
    ]

    result = result_of(units)

    spans = {each.unit.id: each for each in result.units}
    assert spans["leder"].span_of_control.number == 22
    assert spans["leder"].is_span_too_wide
    assert dict(spans["leder"].span_of_control.inputs)["årsverk"].note.startswith("Enheter under")
    assert spans["egen"].span_of_control.number == 15
    assert any("LEDER: 22,00" in message for message in messages(result))


def test_a_heading_leads_those_below_it() -> None:
    units = [
        unit("avd", kind="department", in_scope=False, leaders=assumed(1)),
        unit("x", 4, parent="avd"),
    ]

    spans = {each.unit.id: each.span_of_control for each in result_of(units).units}

    assert spans["avd"].number == 4


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"leaders": assumed(0)}, "A har ingen leder."),
        ({}, "A: saken sier ikke hvem som leder enheten."),
        ({"leader_on_site": False}, "A har ikke leder på stedet."),
        (
            {"fte": {"nurse": stated(1), "aide": stated(3)}, "leaders": assumed(1)},
            "A: andelen sykepleiere er 25,0\u00a0%; anbefalt er over 50,0\u00a0%.",
        ),
    ],
    ids=["none", "not stated", "elsewhere", "nurses"],
)
def test_leaders_and_nurses_that_lack_are_told(more: Data, sentence: str) -> None:
    assert messages(result_of([{**unit("a"), **more}])) == [sentence]


def test_more_posts_moved_than_there_are_is_told() -> None:
    changes = [{"op": "transfer_fte", "source": "a", "to": "b", "fte": stated(3)}]

    found = messages(result_of([unit("a", 2), unit("b", 1)], changes))

    assert "A får færre enn 0 årsverk i modellen." in found


def test_a_sum_that_differs_from_the_stated_total_is_told() -> None:
    data = case_data([unit("a", 6.3), unit("b", 3.5)], today={"stated": {"fte_total": stated(9.6)}})

    found = messages(compared(data).result("today"))

    assert any("9,80" in message and "9,60" in message for message in found)


def test_a_number_that_is_set_instead_of_a_stated_one_is_assumed() -> None:
    comparison = compared(case_data([unit("a", 10)]), {"today.units.a.fte.all": 8.0})

    fte = comparison.result("today").figures()["units.a.fte_after"]
    assert (fte.number, fte.kind, fte.source) == (8.0, Kind.ASSUMED, "")
    assert comparison.result("today").basis is Basis.ASSUMED


def test_draws_of_different_lengths_are_refused() -> None:
    draws = {"today.units.a.fte.all": np.ones(3), "today.units.b.fte.all": np.ones(4)}

    with pytest.raises(InvalidInputError, match="one length is allowed"):
        compared(case_data([unit("a", 10), unit("b", 1)]), draws)
