# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes laid over a case give a new case, or say what they lack; the case itself stands."""

import pytest

from ambulant.errors import InvalidInputError
from ambulant.reform.scenario import (
    apply_changes,
    change_from_data,
    change_to_data,
    describe,
    value_at,
)
from tests.unit.reform.builders import small_case

CHANGES: list[dict[str, object]] = [
    {"op": "set_value", "path": "assumptions.need", "value": 13, "reason": "flere brukere"},
    {"op": "set_value", "path": "today.units.a.fte.all", "value": 9.5},
    {"op": "set_value", "path": "models.felles.phase_in.2026.share", "value": 0.25},
    {"op": "set_margin_base", "model": "felles", "base": "net"},
    {"op": "set_precondition", "model": "felles", "precondition": "lokaler", "status": "met"},
    {"op": "set_step_date", "step": "droft", "when": "2025-08-25"},
    {"op": "answer_input", "input": "reise", "answer": "Biler"},
    {
        "op": "add_operation",
        "model": "som-for",
        "operation": {"op": "move_unit", "unit": "b", "parent": "a"},
    },
    {"op": "remove_operation", "model": "felles", "number": 1},
    {"op": "copy_model", "source": "felles", "id": "kopi", "name": "Kopi"},
    {"op": "copy_model", "source": "today", "id": "blank", "name": "Ny"},
    {"op": "rename_model", "model": "felles", "name": "Samlet"},
    {"op": "remove_model", "model": "som-for"},
]


@pytest.mark.parametrize("data", CHANGES, ids=[f"{c['op']}-{n}" for n, c in enumerate(CHANGES)])
def test_a_change_alters_the_case_and_tells_what_it_does(data: dict[str, object]) -> None:
    case = small_case()
    change = change_from_data(data)

    changed = apply_changes(case, [change])

    assert changed != case
    assert str(describe(change, case))
    assert change_from_data(change_to_data(change)) == change
    assert case == small_case()


def test_a_changed_value_is_ours_and_remembers_what_the_source_says() -> None:
    change = change_from_data(
        {"op": "set_value", "path": "today.units.a.fte.all", "value": 9.5, "reason": "telt på nytt"}
    )

    value = value_at(apply_changes(small_case(), [change]), "today.units.a.fte.all")

    assert (value.value, value.kind, value.source) == (9.5, "assumed", "")
    assert value.reason == "Kilden sier 10 (000 kap. 9). telt på nytt"


def test_a_value_outside_its_range_widens_the_range() -> None:
    change = change_from_data({"op": "set_value", "path": "assumptions.need", "value": 15})

    value = value_at(apply_changes(small_case(), [change]), "assumptions.need")

    assert (value.low, value.value, value.high) == (11, 15, 15)


def test_leaving_out_the_last_change_undoes_it() -> None:
    first, second = (change_from_data(CHANGES[0]), change_from_data(CHANGES[1]))

    undone = apply_changes(small_case(), [first])

    assert (
        value_at(apply_changes(small_case(), [first, second]), "today.units.a.fte.all").value == 9.5
    )
    assert value_at(undone, "today.units.a.fte.all").value == 10


def test_a_value_change_is_told_with_before_and_after() -> None:
    text = str(describe(change_from_data(CHANGES[0]), small_case()))

    assert text == "Behov: 12,00\u00a0årsverk → 13,00\u00a0årsverk"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"op": "set_value", "path": "assumptions.ned", "value": 1}, "nearest: assumptions.need"),
        ({"op": "set_margin_base", "model": "som-for", "base": "net"}, "has no margin"),
        ({"op": "set_margin_base", "model": "x", "base": "net"}, "allowed: felles, som-for"),
        (
            {"op": "set_precondition", "model": "felles", "precondition": "x", "status": "met"},
            "'x' is unknown; allowed: lokaler",
        ),
        ({"op": "remove_operation", "model": "felles", "number": 2}, "allowed: 0 to 1"),
        ({"op": "copy_model", "source": "today", "id": "felles", "name": "N"}, "exists"),
        (
            {
                "op": "add_operation",
                "model": "felles",
                "operation": {"op": "move_unit", "unit": "q", "parent": "a"},
            },
            "unit 'q' does not exist",
        ),
        (
            {"op": "set_value", "path": "assumptions.need", "value": 1, "low": 2, "high": 3},
            "low <= value <= high",
        ),
    ],
)
def test_a_change_that_does_not_fit_says_which_and_what_is_allowed(
    data: dict[str, object], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message) as caught:
        apply_changes(small_case(), [change_from_data(CHANGES[3]), change_from_data(data)])

    assert str(caught.value).startswith("Change 2")


@pytest.mark.parametrize(
    "data",
    [
        {"op": "fly"},
        {"op": "set_value", "path": "a"},
        {"op": "set_value", "path": "a", "value": "x"},
    ],
)
def test_data_that_is_no_change_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        change_from_data(data)


def test_a_restored_value_is_the_one_of_the_case_with_its_source() -> None:
    path = "today.units.a.fte.all"
    changes = [
        change_from_data({"op": "set_value", "path": path, "value": 9.5, "reason": "telt"}),
        change_from_data({"op": "restore_value", "path": path}),
    ]

    changed = apply_changes(small_case(), changes)

    assert changed == small_case()
    assert str(describe(changes[1], small_case())).endswith("tilbake til sakens tall")


def test_a_value_that_the_case_never_had_cannot_be_restored() -> None:
    changes = [
        change_from_data({"op": "copy_model", "source": "felles", "id": "kopi", "name": "Kopi"}),
        change_from_data({"op": "restore_value", "path": "models.kopi.phase_in.2026.share"}),
    ]

    with pytest.raises(InvalidInputError, match="Address 'models.kopi"):
        apply_changes(small_case(), changes)


def test_a_model_that_is_left_out_takes_its_stages_with_it() -> None:
    stages = [
        {"model": "som-for", "start": "2026-01-01"},
        {"model": "felles", "start": "2027-01-01"},
    ]
    plans = [
        {"id": "begge", "name": "Begge", "stages": stages},
        {"id": "en", "name": "En", "stages": stages[1:]},
    ]
    change = change_from_data({"op": "remove_model", "model": "felles"})

    changed = apply_changes(small_case(stage_plans=plans), [change])

    assert [plan.id for plan in changed.stage_plans] == ["begge"]
    assert [stage.model for stage in changed.stage_plans[0].stages] == ["som-for"]
