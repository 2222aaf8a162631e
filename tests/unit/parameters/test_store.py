# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packaged set, overlays on it, and what a figure says about where it is from."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from ambulant.errors import InvalidInputError, ParameterFileError, UnknownParameterError
from ambulant.explain import Kind, given
from ambulant.parameters import Level, Override, Parameters, Status
from ambulant.parameters.__main__ import main
from ambulant.parameters.price_level import DEFLATOR, at_price_level

ON = date(2026, 7, 1)
SPAN = "staffing.span_of_control"
HOURS = "staffing.position_hours"
THRESHOLD = "economy.top_financing.threshold"


def with_span(value: float, level: Level = Level.SCENARIO) -> Parameters:
    return Parameters.load().with_overlay({SPAN: Override(value, "prøve")}, level)


@pytest.mark.parametrize(
    ("year", "amount"),
    [(2016, 1_081_000), (2017, 1_157_000), (2021, 1_430_000), (2024, 1_608_000)],
)
def test_threshold_of_state_co_financing_is_the_published_one(year: int, amount: float) -> None:
    assert Parameters.load().number(THRESHOLD, on=date(year, 12, 31)) == amount


def test_year_nobody_has_checked_is_missing_and_not_last_years_amount() -> None:
    figure = Parameters.load().figure(THRESHOLD, on=date(2022, 1, 1))

    assert figure.is_missing
    assert "2022" in figure.note
    with pytest.raises(UnknownParameterError, match="ikke kontrollert"):
        Parameters.load().number(THRESHOLD, on=date(2022, 1, 1))


def test_figure_says_where_it_is_from() -> None:
    figure = Parameters.load().figure(THRESHOLD, on=date(2024, 5, 2))

    assert figure.kind is Kind.PARAMETER
    assert figure.key == THRESHOLD
    assert figure.unit == "nok"
    assert figure.valid_from == date(2024, 1, 1)
    assert "IS-4/2024" in figure.source
    assert figure.note == "Nasjonal verdi."


def test_unchecked_working_time_is_marked_in_its_figure() -> None:
    table = Parameters.load().table(HOURS, on=ON)

    assert {row: figure.number for row, figure in table.items()} == {
        "day": 37.5,
        "rotating": 35.5,
        "three_shift": 33.6,
    }
    assert {figure.note for figure in table.values()} == {"Kommunal innstilling som må bekreftes."}


def test_no_packaged_national_value_is_unconfirmed() -> None:
    parameters = Parameters.load()

    unconfirmed = {
        level
        for key in parameters.names()
        for level, period in parameters.history(key)
        if period.status is Status.TO_BE_CONFIRMED
    }

    assert unconfirmed == {Level.MUNICIPALITY}


def test_every_packaged_value_has_a_source_and_every_gap_a_reason() -> None:
    parameters = Parameters.load()

    for key in parameters.names():
        for _, period in parameters.history(key):
            assert bool(period.source) != bool(period.gap), key


def test_row_of_a_table_has_a_key_of_its_own() -> None:
    figure = Parameters.load().figure("staffing.position_hours.day", on=ON)

    assert (figure.number, figure.of) == (37.5, "Dagarbeid")


def test_unknown_key_suggests_near_ones() -> None:
    with pytest.raises(UnknownParameterError, match="did you mean staffing.span_of_control"):
        Parameters.load().figure("staffing.span_of_controll", on=ON)
    with pytest.raises(UnknownParameterError, match=r"staffing\.position_hours\.day"):
        Parameters.load().figure("staffing.position_hours.days", on=ON)
    with pytest.raises(UnknownParameterError, match="no name is near"):
        Parameters.load().number("qqqq", on=ON)


def test_date_before_the_first_value_is_an_error_with_that_date() -> None:
    with pytest.raises(UnknownParameterError, match="the first is from 2016-01-01"):
        Parameters.load().figure(THRESHOLD, on=date(2015, 12, 31))


def test_table_and_number_are_not_mistaken_for_each_other() -> None:
    with pytest.raises(UnknownParameterError, match="name a row: day, rotating"):
        Parameters.load().figure(HOURS, on=ON)
    with pytest.raises(UnknownParameterError, match="single number"):
        Parameters.load().table(SPAN, on=ON)
    with pytest.raises(UnknownParameterError, match="single number"):
        Parameters.load().table("staffing.position_hours.day", on=ON)


def test_scenario_wins_over_municipality_and_leaves_the_set_below_alone() -> None:
    base = Parameters.load()
    municipal = base.with_overlay({SPAN: Override(25, "vedtak")}, Level.MUNICIPALITY)
    scenario = municipal.with_overlay({SPAN: Override(30, "prøve")}, Level.SCENARIO)

    assert [p.number(SPAN, on=ON) for p in (base, municipal, scenario)] == [20, 25, 30]
    assert scenario.figure(SPAN, on=ON).note == "Endret i scenarioet."
    assert scenario.figure(SPAN, on=ON).source == "prøve"
    assert municipal.figure(SPAN, on=ON).note == "Kommunal innstilling."


def test_overlay_holds_from_its_date() -> None:
    override = Override(25, "vedtak", valid_from=date(2026, 7, 1))
    parameters = Parameters.load().with_overlay({SPAN: override}, Level.MUNICIPALITY)

    assert parameters.number(SPAN, on=date(2026, 6, 30)) == 20
    assert parameters.number(SPAN, on=date(2026, 7, 1)) == 25
    assert len(parameters.history(SPAN)) == 2


def test_overlay_fills_a_national_gap() -> None:
    override = Override(1_700_000, "rundskriv 2025", valid_from=date(2025, 1, 1))
    parameters = Parameters.load().with_overlay({THRESHOLD: override}, Level.MUNICIPALITY)

    assert parameters.number(THRESHOLD, on=date(2025, 6, 1)) == 1_700_000
    assert parameters.figure(THRESHOLD, on=date(2022, 6, 1)).is_missing


@pytest.mark.parametrize(
    "overlay",
    [
        {"staffing.position_hours.rotating": Override(35, "prøve")},
        {HOURS: Override({"rotating": 35}, "prøve")},
    ],
)
def test_overlay_may_change_one_row_only(overlay: Mapping[str, Override]) -> None:
    parameters = Parameters.load().with_overlay(overlay, Level.SCENARIO)

    numbers = {row: f.number for row, f in parameters.table(HOURS, on=ON).items()}
    assert numbers == {"day": 37.5, "rotating": 35, "three_shift": 33.6}


def test_two_rows_of_one_table_may_be_changed_by_their_keys() -> None:
    parameters = Parameters.load().with_overlay(
        {
            "staffing.position_hours.rotating": Override(35, "prøve"),
            "staffing.position_hours.day": Override(37, "prøve"),
        },
        Level.SCENARIO,
    )

    assert [f.number for f in parameters.table(HOURS, on=ON).values()] == [37, 35, 33.6]


@pytest.mark.parametrize(
    ("key", "override", "words"),
    [
        (HOURS, Override(35, "prøve"), "is a table"),
        (HOURS, Override({"evening": 35}, "prøve"), "no row 'evening'"),
        (SPAN, Override({"day": 35}, "prøve"), "no row 'day'"),
        (SPAN, Override(float("nan"), "prøve"), "not a finite number"),
        (SPAN, Override(20, " "), "source or reason"),
        ("staffing.absence.sick", Override(9.5, "prøve"), "0.25, not 25"),
    ],
)
def test_override_that_cannot_be_is_refused(key: str, override: Override, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        Parameters.load().with_overlay({key: override}, Level.SCENARIO)


def test_override_of_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownParameterError, match="did you mean"):
        Parameters.load().with_overlay({"staffing.span": Override(1, "x")}, Level.SCENARIO)


def test_lower_level_cannot_be_laid_over_a_higher_one() -> None:
    with pytest.raises(InvalidInputError, match="the order is national, municipality, scenario"):
        with_span(25).with_overlay({SPAN: Override(30, "vedtak")}, Level.MUNICIPALITY)


def test_municipality_may_keep_its_values_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "municipality.yaml"
    path.write_text(
        "staffing.span_of_control:\n  values:\n    2026-01-01: {value: 18, source: Vedtak 12/26}\n"
        "staffing.position_hours:\n  values:\n"
        "    2026-01-01: {value: {three_shift: 33.6}, source: Lokal avtale}\n",
        encoding="utf-8",
    )

    parameters = Parameters.load().with_overlay(path, Level.MUNICIPALITY)

    assert parameters.number(SPAN, on=ON) == 18
    assert parameters.table(HOURS, on=ON)["three_shift"].source == "Lokal avtale"
    assert parameters.table(HOURS, on=ON)["day"].number == 37.5


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- a\n", 1, "mapping from parameter"),
        ("staffing.span_of_control: 18\n", 1, "fields were expected"),
        ("staffing.unknown:\n  values:\n    2026-01-01: {value: 1, source: s}\n", 1, "label is mi"),
        (
            "staffing.span_of_control:\n  unit: nok\n"
            "  values:\n    2026-01-01: {value: 1, source: s}\n",
            2,
            "unit is 'nok', but 'fte'",
        ),
        ("staffing.position_hours:\n  rows: {a: b}\n  values: {}\n", 2, "not in an overlay"),
        (
            "staffing.position_hours:\n  values:\n    2026-01-01: {value: {}, source: s}\n",
            3,
            "no value for day",
        ),
    ],
)
def test_fault_in_an_overlay_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    path = tmp_path / "municipality.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ParameterFileError) as caught:
        Parameters.load().with_overlay(path, Level.MUNICIPALITY)

    assert words in caught.value.message
    assert caught.value.line == line


def test_printing_lists_every_parameter_with_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0

    printed = capsys.readouterr().out
    assert all(f"{key}:" in printed for key in Parameters.load().names())
    assert "1608000 [national] Helsedirektoratets rundskriv IS-4/2024" in printed
    assert "Turnus 35.5" in printed
    assert "[municipality, to be confirmed]" in printed


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_parameters_can_be_printed_on_any_terminal(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ambulant.parameters"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0
    assert "staffing.position_hours: Ukentlig arbeidstid" in done.stdout.decode(encoding)


def test_printing_a_set_with_faults_names_them_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "municipality").mkdir()
    (tmp_path / "national" / "a.yaml").write_text("label: x\n", encoding="utf-8")

    assert main(tmp_path) == 1

    assert "a.yaml:1: a: unit is missing" in capsys.readouterr().err


def test_amount_follows_the_deflator_between_years() -> None:
    with_index = Parameters.load()
    for year, index in ((2024, 1.25), (2026, 1.5)):
        override = Override(index, "prøve", valid_from=date(year, 1, 1))
        with_index = with_index.with_overlay({DEFLATOR: override}, Level.MUNICIPALITY)
    amount = given("Utgift", 1000.0, "nok", of="2024")

    later = at_price_level(amount, from_year=2024, to_year=2026, parameters=with_index)

    assert later.number == pytest.approx(1200)
    assert (later.label, later.unit, later.of) == ("Utgift", "nok", "2024")


def test_amount_without_a_deflator_is_missing_and_says_so() -> None:
    amount = given("Utgift", 1000.0, "nok")

    later = at_price_level(amount, from_year=2024, to_year=2026, parameters=Parameters.load())

    assert later.is_missing
    assert "Deflatoren er ikke lagt inn" in later.missing_inputs()[0].note


def test_amount_in_the_same_year_needs_no_deflator() -> None:
    amount = given("Utgift", 1000.0, "nok")

    parameters = Parameters.load()
    assert at_price_level(amount, from_year=2026, to_year=2026, parameters=parameters) is amount
