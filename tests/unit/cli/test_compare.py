# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`ambulant compare`: the contract of its JSON, its table, its CSV, and its refusals."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ambulant.cli.main import USAGE_ERROR, main

CASES = Path(__file__).parents[3] / "cases"
VENNESLA = str(CASES / "vennesla")
PLAN = {"year", "operations_nok", "one_off_nok", "investment_nok"}
HEADLINE = {
    "id",
    "name",
    "fte_total",
    "fte_change",
    "gross_saving_nok",
    "net_saving_nok",
    "avoided_investment_nok",
    "plan",
    "basis",
    "fte_computed",
    "readiness",
}
PARTS = ("on_site", "direct", "travel", "indirect", "other", "absence")


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["compare", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def model(data: Any, model_id: str) -> Any:
    return next(entry for entry in data["models"] if entry["id"] == model_id)


# -- JSON -------------------------------------------------------------------------------------


def test_json_holds_at_least_what_the_contract_promises(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = as_json(capsys, VENNESLA)

    assert data["case"] == "vennesla"
    assert [entry["id"] for entry in data["models"]] == ["today", "modell-1", "modell-2"]
    for entry in data["models"]:
        assert set(entry) >= HEADLINE
        assert all(set(year) >= PLAN for year in entry["plan"])


def test_json_of_vennesla_follows_what_the_case_states(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = as_json(capsys, VENNESLA)
    second = model(data, "modell-2")

    assert model(data, "today")["fte_total"] == 34.52
    assert second["fte_total"] == 23
    assert second["fte_change"] == -11.52
    assert second["gross_saving_nok"] == 9_100_000
    assert second["net_saving_nok"] == 6_700_000
    assert second["avoided_investment_nok"] == 7_000_000
    plan = [
        (y["year"], y["operations_nok"], y["one_off_nok"], y["investment_nok"])
        for y in second["plan"]
    ]
    assert plan == [
        (2026, 3_350_000, -1_000_000, -900_000),
        (2027, 6_700_000, -500_000, 0),
        (2028, 6_700_000, 0, 0),
        (2029, 6_700_000, 0, 0),
    ]


def test_json_parts_of_the_computed_fte_sum_to_its_total(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for entry in as_json(capsys, VENNESLA)["models"]:
        computed = entry["fte_computed"]
        assert set(computed["parts"]) == set(PARTS)
        assert sum(computed["parts"].values()) == pytest.approx(computed["total"], abs=0.001)


def test_json_missing_is_null_and_never_zero(capsys: pytest.CaptureFixture[str]) -> None:
    for entry in as_json(capsys, str(CASES / "lier"))["models"][1:]:
        assert entry["fte_total"] is None
        assert entry["gross_saving_nok"] is None
        assert entry["kinds"]["fte_total"] == "missing"


def test_json_of_a_model_that_says_nothing_of_avoided_investment_has_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert model(as_json(capsys, VENNESLA), "modell-1")["avoided_investment_nok"] is None


def test_json_says_that_open_preconditions_stand_in_the_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    readiness = model(as_json(capsys, VENNESLA), "modell-2")["readiness"]

    assert readiness["is_ready"] is False
    assert len(readiness["open"]) == 10


# -- Text and CSV -----------------------------------------------------------------------------


def test_text_sets_the_models_side_by_side_with_the_kind_of_each_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", VENNESLA]) == 0

    out = capsys.readouterr().out
    total = next(line for line in out.splitlines() if line.startswith("Årsverk i alt"))
    assert "34,52  oppgitt" in total
    assert "23,00" in total
    net = next(line for line in out.splitlines() if line.startswith("Netto besparelse"))
    assert "6,70" in net


def test_text_columns_line_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", VENNESLA]) == 0

    lines = capsys.readouterr().out.splitlines()
    rows = [line for line in lines if line.startswith(("Årsverk i alt", "Brutto", "Netto bes"))]
    assert len(rows) == 3
    assert len({row.rindex(",") for row in rows}) == 1
    assert len({row.rindex("  ") for row in rows}) == 1


def test_text_says_missing_where_nothing_is_stated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(CASES / "lier")]) == 0

    assert "mangler" in capsys.readouterr().out


def test_csv_has_a_row_for_each_figure_with_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", VENNESLA, "--format", "csv"]) == 0

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    total = next(r for r in rows if (r["model"], r["key"]) == ("modell-2", "fte_total"))
    assert float(total["value"]) == 23
    assert total["unit"] == "fte"
    assert {row["model"] for row in rows} == {"today", "modell-1", "modell-2"}


# -- Changed numbers --------------------------------------------------------------------------


def test_a_number_can_be_changed_by_the_name_of_its_assumption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = model(as_json(capsys, VENNESLA), "modell-2")
    after = model(as_json(capsys, VENNESLA, "--set", "cost_per_fte=1000000"), "modell-2")

    assert before["gross_saving_nok"] == 9_100_000
    assert after["gross_saving_nok"] == 11_520_000


def test_a_number_can_be_changed_by_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    setting = "models.modell-2.costs.fact.amount=600000"

    data = as_json(capsys, VENNESLA, "--set", setting)

    assert model(data, "modell-2")["net_saving_nok"] == 6_600_000


# -- Uncertainty ------------------------------------------------------------------------------


def test_draws_give_the_same_text_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        assert main(["compare", VENNESLA, "--draws", "200", "--seed", "7"]) == 0
        outputs.append(capsys.readouterr().out)

    assert outputs[0] == outputs[1]
    assert "åtte av ti utfall" in outputs[0]


def test_json_has_uncertainty_only_when_draws_are_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert as_json(capsys, VENNESLA)["uncertainty"] is None

    spread = as_json(capsys, VENNESLA, "--draws", "200")["uncertainty"]
    second = next(entry for entry in spread["models"] if entry["model_id"] == "modell-2")
    net = second["as_stated"]["net_saving"]
    assert spread["draws"] == 200
    assert net["p10"] < net["p50"] < net["p90"]
    assert 0 <= second["as_stated"]["probability_positive"] <= 1


def test_nothing_is_said_about_progress_when_nobody_watches(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compare", VENNESLA, "--draws", "50"]) == 0

    assert capsys.readouterr().err == ""


# -- The decision document --------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "starts"), [("html", b"<!"), ("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_decision_document_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str, starts: bytes
) -> None:
    path = tmp_path / f"sak.{ending}"

    assert main(["compare", VENNESLA, "--document", str(path)]) == 0

    assert path.read_bytes().lstrip()[: len(starts)].lower() == starts.lower()
    assert str(path) in capsys.readouterr().err


# -- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["cases/finnes-ikke"], ["'cases/finnes-ikke' is no case", "vennesla"]),
        ([VENNESLA, "--format", "xml"], ["xml", "text"]),
        ([VENNESLA, "--set", "sickk=0.1"], ["'sickk'", "nearest: sick"]),
        ([VENNESLA, "--set", "sick"], ["'sick'", "KEY=VALUE"]),
        ([VENNESLA, "--set", "sick=mye"], ["'mye' is not a number"]),
        ([VENNESLA, "--set", "sick=nan"], ["'nan' is not a number"]),
        ([VENNESLA, "--draws", "3"], ["draws was 3", "allowed"]),
        ([VENNESLA, "--draws", "mange"], ["mange"]),
        ([VENNESLA, "--document", "ut.txt"], ["'ut.txt'", ".docx, .html, .pdf"]),
        ([VENNESLA, "--document", "finnes-ikke/ut.pdf"], ["no folder finnes-ikke"]),
        ([VENNESLA, "--parameters", "finnes-ikke.yaml"], ["finnes-ikke.yaml"]),
        ([], ["CASE"]),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: list[str], parts: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, error = _outcome(["compare", *arguments], capsys)

    assert code == USAGE_ERROR
    assert error.count("\n") == 1
    for part in parts:
        assert part in error


def test_a_malformed_case_is_told_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.yaml").write_text("id: x\ntitle: [\n", encoding="utf-8")

    code, error = _outcome(["compare", str(tmp_path)], capsys)

    assert code == USAGE_ERROR
    assert "case.yaml:3: Not valid YAML" in error
    assert error.count("\n") == 1


def test_a_case_is_found_by_name_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert as_json(capsys, "vennesla")["case"] == "vennesla"
    assert as_json(capsys, "cases/vennesla")["case"] == "vennesla"


def _outcome(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    try:
        code: object = main(arguments)
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    assert captured.out == ""
    return code, captured.err
