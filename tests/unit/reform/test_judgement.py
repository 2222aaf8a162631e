# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Weights, ranks, readiness, risks and the process, on a case that can be counted by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.compare import compare
from ambulant.reform.judgement import Judgement, judge
from ambulant.reform.scenario import apply_changes, change_from_data
from tests.unit.reform.builders import small_case

PARAMETERS = Parameters.load()


def judged(case: Case | None = None, *changes: dict[str, object]) -> Judgement:
    changed = apply_changes(case or small_case(), [change_from_data(data) for data in changes])
    return judge(compare(changed, parameters=PARAMETERS))


def set_value(path: str, value: float) -> dict[str, object]:
    return {"op": "set_value", "path": path, "value": value}


def test_scores_are_weighted_and_ranked() -> None:
    # Weights 3 and 1: felles (3*4 + 1*2)/4 = 3.5, som-for (3*2 + 1*3)/4 = 2.25.
    scores = judged().scores

    assert [(s.model_id, s.weighted.number, s.rank) for s in scores] == [
        ("felles", 3.5, 1),
        ("som-for", 2.25, 2),
    ]


def test_changing_weights_changes_the_rank_as_computed() -> None:
    # Weights 1 and 9: felles (4 + 18)/10 = 2.2, som-for (2 + 27)/10 = 2.9.
    scores = judged(
        None, set_value("criteria.kvalitet.weight", 1), set_value("criteria.kostnad.weight", 9)
    ).scores

    assert [(s.model_id, s.rank) for s in scores] == [("som-for", 1), ("felles", 2)]
    assert scores[0].weighted.number == pytest.approx(2.9)


def test_the_weight_that_turns_the_ranking_is_found() -> None:
    # Share s of kostnad: 2s + 4(1-s) = 3s + 2(1-s) gives s = 2/3.
    switch = next(s for s in judged().switches if s.criterion_id == "kostnad")

    assert switch.share_now == pytest.approx(0.25)
    assert switch.share_needed == pytest.approx(2 / 3)
    assert switch.overtaken_by == "som-for"


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_the_shares_of_the_weights_sum_to_one(first: float, second: float) -> None:
    weights = judged(
        None,
        set_value("criteria.kvalitet.weight", first),
        set_value("criteria.kostnad.weight", second),
    ).weights

    assert sum(w.share.number for w in weights) == pytest.approx(1)


def test_weights_of_zero_rank_nobody() -> None:
    judgement = judged(
        None, set_value("criteria.kvalitet.weight", 0), set_value("criteria.kostnad.weight", 0)
    )

    assert (judgement.weights, judgement.scores) == ((), ())


def test_a_model_with_a_missing_score_comes_last_without_a_rank() -> None:
    case = small_case()
    short = replace(case.model("felles"), scores=case.model("felles").scores[:1])

    scores = judged(replace(case, models=(short, case.models[1]))).scores

    assert [(s.model_id, s.rank, s.weighted.is_missing) for s in scores] == [
        ("som-for", 1, False),
        ("felles", None, True),
    ]


def test_a_model_is_not_ready_with_an_open_precondition() -> None:
    met: dict[str, object] = {
        "op": "set_precondition",
        "model": "felles",
        "precondition": "lokaler",
        "status": "met",
    }

    assert not judged().readiness[0].is_ready
    assert str(judged().readiness[0].blockers[0]) == "1 av 1 forutsetninger er ikke på plass."
    assert judged(None, met).readiness[0].is_ready


def test_no_model_is_ready_before_the_case_is_discussed() -> None:
    judgement = judged(None, {"op": "set_step_date", "step": "droft"})

    assert not judgement.readiness[1].is_ready
    assert [str(fault.message) for fault in judgement.process_faults] == [
        "Vedtak kan ikke avgjøres før saken er drøftet."
    ]


def test_a_step_out_of_order_is_told() -> None:
    faults = judged(
        None, {"op": "set_step_date", "step": "droft", "when": "2025-11-01"}
    ).process_faults

    assert str(faults[0].message) == (
        "Vedtak 30.10.2025 kommer før Drøfting, som står foran i planen."
    )
    assert len(faults) == 2


def test_an_input_is_shown_with_the_figure_it_concerns_in_every_model() -> None:
    (answer,) = judged().inputs

    assert answer.is_answered
    assert [name for name, _ in answer.figures] == ["I dag", "Felles base", "Som før"]
    assert all(figure.is_missing for _, figure in answer.figures)
