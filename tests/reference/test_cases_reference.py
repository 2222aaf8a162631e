# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published cases give what their sources say, worked out by hand where they say nothing."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ambulant.explain import Kind
from ambulant.parameters import Parameters
from ambulant.reform.casefiles import find_case_folders, load_case
from ambulant.reform.compare import compare
from ambulant.reform.judgement import judge
from ambulant.reform.published import Outcome, VerifyReport, load_published, verify
from ambulant.reform.results import Change, Comparison, ModelResult
from ambulant.reform.stages import stage_series
from ambulant.yamlfiles import load

ROOT = Path(__file__).parents[2] / "cases"
CHARTS = Path(__file__).parent / "cases" / "lier_charts.yaml"
CASES = ("froya", "lier", "vennesla")


@cache
def compared(name: str) -> Comparison:
    return compare(load_case(ROOT / name), parameters=Parameters.load())


@cache
def verified(name: str) -> VerifyReport:
    return verify(compared(name).case, compared(name), load_published(ROOT / name))


def test_the_three_cases_are_there() -> None:
    assert tuple(folder.name for folder in find_case_folders(ROOT)) == CASES


# -- Every published figure -------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_no_published_figure_is_unexplained(name: str) -> None:
    faults = [
        f"{figure.published.id}: printed {figure.published.value}, computed {figure.number}, "
        f"expected {figure.published.expect}, found {figure.found}"
        for figure in verified(name).figures
        if figure.outcome is Outcome.UNEXPLAINED
    ]

    assert faults == []


@pytest.mark.parametrize(
    ("name", "figure", "outcome"),
    [
        ("vennesla", "fte-reduction", Outcome.ROUNDED),
        ("vennesla", "plan-2026-net", Outcome.DERIVED),
        ("vennesla", "net-saving", Outcome.EQUAL),
        ("froya", "fte-total", Outcome.CONTRADICTED),
        ("froya", "absence-total", Outcome.EQUAL),
        ("lier", "teams-other-slide", Outcome.CONTRADICTED),
        ("lier", "matrix-own-team-2", Outcome.EQUAL),
    ],
)
def test_known_figures_have_the_class_they_should(name: str, figure: str, outcome: Outcome) -> None:
    found = {item.published.id: item.outcome for item in verified(name).figures}

    assert found[figure] is outcome


# -- Vennesla ---------------------------------------------------------------------------------


def test_vennesla_plan_is_what_the_rules_of_chapter_9_give_by_hand() -> None:
    plan = compared("vennesla").result("modell-2").plan

    by_hand = {  # year: half or whole of 6.7 million, less start-up; investment apart
        2026: (3_350_000, -1_000_000, 2_350_000, -900_000),
        2027: (6_700_000, -500_000, 6_200_000, 0),
        2028: (6_700_000, 0, 6_700_000, 0),
        2029: (6_700_000, 0, 6_700_000, 0),
    }
    found = {
        year.year: tuple(
            round(figure.number, 2)
            for figure in (year.operations, year.one_off, year.net_operating, year.investment)
        )
        for year in plan
    }
    assert found == by_hand


def test_vennesla_transfer_to_mental_health_is_no_saving() -> None:
    result = compared("vennesla").result("modell-2")

    assert [(t.to, t.fte.number, t.leaves_scope) for t in result.transfers] == [
        ("psykisk-helse", 3, True)
    ]
    assert result.fte_in_scope.number == pytest.approx(20)
    assert result.reduction_before_transfers.number == pytest.approx(34.52 - 20)
    assert result.fte_change.number == pytest.approx(23 - 34.52)


def test_vennesla_stands_beside_a_bottom_up_count_that_is_near_and_not_the_same() -> None:
    comparison = compared("vennesla")
    today, first, second = (result.fte_computed.number for result in comparison.results)

    assert 0 < abs(today - 34.52) < 1
    assert abs(second - 23) < 1
    assert second < first < today


def test_vennesla_parts_of_the_bottom_up_count_sum_to_it() -> None:
    for result in compared("vennesla").results:
        activity = result.activity
        assert activity is not None
        parts = (
            activity.on_site,
            activity.direct,
            activity.travel,
            activity.indirect,
            activity.other,
            activity.absence,
        )
        assert sum(part.number for part in parts) == pytest.approx(activity.total.number)


def test_vennesla_model_2_comes_first_with_the_criteria_of_the_document() -> None:
    scores = judge(compared("vennesla")).scores

    assert [(score.model_id, score.rank) for score in scores] == [("modell-2", 1), ("modell-1", 2)]


def test_vennesla_recommended_model_is_not_ready_with_ten_open_preconditions() -> None:
    readiness = {item.model_id: item for item in judge(compared("vennesla")).readiness}

    assert not readiness["modell-2"].is_ready
    assert len(readiness["modell-2"].open) == 10


def test_vennesla_dates_come_in_order() -> None:
    assert judge(compared("vennesla")).process_faults == ()


def test_vennesla_model_1_is_not_given_numbers_the_source_lacks() -> None:
    result = compared("vennesla").result("modell-1")

    assert result.model is not None
    assert {"fte_total", "gross_saving", "net_saving"} <= set(result.model.not_stated)
    assert result.fte_total.kind is not Kind.STATED


# -- Frøya ------------------------------------------------------------------------------------


def test_froya_one_post_round_the_clock_takes_6_31_by_hand() -> None:
    # 168 hours / 35.5 / (1 - 0.25) = 6.3099
    units = {row.unit.id: row for row in compared("froya").result("today").units}
    computed = units["boligtjenesten"].computed

    assert computed is not None
    assert computed.total.number == pytest.approx(168 / 35.5 / 0.75)
    assert units["boligtjenesten"].fte_after.number == 6.3


def test_froya_point_services_take_fewer_fte_than_the_base() -> None:
    comparison = compared("froya")

    assert comparison.result("punkttjenester").fte_change.number < 0


def test_froya_shares_of_the_joint_service_sum_to_it() -> None:
    sharing = compared("froya").result("vertskommune").sharing

    assert len(sharing) == 3
    for row in sharing:
        assert sum(p.amount.number for p in row.parties) == pytest.approx(row.total.number)


# -- Lier -------------------------------------------------------------------------------------


def chart_cases() -> Iterator[Any]:
    content: Any = load(CHARTS).data
    for chart in content["charts"]:
        yield pytest.param(chart, id=chart["alternative"])


def pairs(tree: Mapping[str, list[str]] | None) -> set[tuple[str, str]]:
    return {(child, parent) for parent, children in (tree or {}).items() for child in children}


def tree_of(result: ModelResult) -> set[tuple[str, str]]:
    units = {row.unit.id: row.unit for row in result.units if row.change is not Change.CLOSED}
    return {
        (unit.name, units[unit.parent].name) for unit in units.values() if unit.parent is not None
    }


@pytest.mark.parametrize("chart", list(chart_cases()))
def test_lier_alternatives_give_the_organisation_trees_of_the_charts(chart: Any) -> None:
    found = tree_of(compared("lier").result(chart["alternative"]))

    assert found - pairs(chart["not_drawn"]) == pairs(chart["drawn"])
    assert found >= pairs(chart["not_drawn"])


def test_lier_money_and_fte_of_the_alternatives_are_missing_and_never_zero() -> None:
    for result in compared("lier").results[1:]:
        assert result.fte_total.is_missing
        assert result.gross_saving.is_missing
        assert result.net_saving.is_missing


def test_lier_span_of_control_is_wider_than_the_norm() -> None:
    units = {row.unit.id: row for row in compared("lier").result("today").units}

    assert units["hjemmetjenesten"].span_of_control.number == 71
    assert units["hjemmetjenesten"].is_span_too_wide


def test_lier_stages_follow_one_another_through_the_horizon() -> None:
    comparison = compared("lier")

    months = stage_series(comparison, comparison.case.stage_plans[0]).months

    assert len(months) == 48
    assert list(dict.fromkeys(month.model_id for month in months)) == [
        f"alternativ-{number}" for number in range(4)
    ]


# -- All --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_every_service_is_owned_by_units_that_exist(name: str) -> None:
    for result in compared(name).results:
        units = {row.unit.id for row in result.units if row.change is not Change.CLOSED}
        owners = {owner for cell in result.matrix.owners.values() for owner in cell}
        assert owners <= units
