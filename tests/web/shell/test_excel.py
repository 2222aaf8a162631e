# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Excel files hold real numbers and dates, tell about themselves, and compute."""

import io
import re
from datetime import date
from math import floor

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ambulant.explain import Figure, Kind, compute, given, missing
from ambulant_web.shell.excel import (
    About,
    Cell,
    Sheet,
    figure_workbook,
    workbook,
    workbook_response,
)

ABOUT = About("Arbeidspakke 1, kap. 9", date(2025, 9, 1), "Modell 2", "Årsverk er heltid i ett år.")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def recomputed(sheet: Worksheet, address: str) -> float:
    """Compute a cell from the sheet's own formulas and values alone."""
    value = sheet[address].value
    if not (isinstance(value, str) and value.startswith("=")):
        return float(value)
    names = re.sub(r"\b([A-Z]+\d+)\b", r'cell("\1")', value[1:])
    scope = {
        "cell": lambda a: recomputed(sheet, a),
        "INT": floor,
        "ROUND": round,
        "MAX": max,
        "MIN": min,
    }
    return float(eval(names, {"__builtins__": {}}, scope))


def nested() -> Figure:
    week = given("Timer i uka", 35.5, "hours_per_week", Kind.PARAMETER, source="HTA")
    absence = given("Fravær", 0.25, "share", note="Snitt av tolv måneder")
    hours = compute(
        "Timer",
        "hours_per_week",
        "posts * day",
        {"posts": given("Vakter", 7, "count"), "day": given("Lengde", 24, "hours")},
    )
    net = compute("Netto", "fte", "hours / week", {"hours": hours, "week": week})
    gross = compute("Brutto", "fte", "net / (1 - absence)", {"net": net, "absence": absence})
    return compute(
        "Hele stillinger",
        "persons",
        "ceil(maximum(gross, net)) - 0 * week",
        {"gross": gross, "net": net, "week": week},
    )


def test_numbers_and_dates_are_kept_as_such() -> None:
    rows: list[list[Cell]] = [["Base A", 34.52, date(2026, 1, 1)], ["Base B", None, None]]

    sheet = opened(workbook([Sheet("Enheter", ["Navn", "Årsverk", "Fra"], rows)], ABOUT))["Enheter"]

    assert sheet["B2"].value == 34.52
    assert sheet["C2"].value.date() == date(2026, 1, 1)
    assert sheet["B3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"


@pytest.mark.parametrize("risky", ["=1+1", "+47", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_could_be_run_stays_text(risky: str) -> None:
    sheet = opened(workbook([Sheet("A", ["Navn"], [[risky]])], ABOUT))["A"]

    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix


def test_the_last_sheet_tells_about_the_figures() -> None:
    book = opened(workbook([Sheet("A", ["Navn"], [])], ABOUT))

    assert book.sheetnames == ["A", "Om tallene"]
    told = {row[0].value: row[1].value for row in book["Om tallene"].iter_rows(max_col=2)}
    assert told["Kilde"] == "Arbeidspakke 1, kap. 9"
    assert told["Dato"].date() == date(2025, 9, 1)
    assert told["Utvalg"] == "Modell 2"
    assert told["Definisjon"] == "Årsverk er heltid i ett år."


def test_the_response_is_a_download() -> None:
    response = workbook_response("enheter.xlsx", [Sheet("A", ["Navn"], [])], ABOUT)

    assert response["Content-Disposition"] == 'attachment; filename="enheter.xlsx"'
    assert opened(response.content).sheetnames[0] == "A"


def test_the_trace_computes_the_same_from_its_own_formulas() -> None:
    figure = nested()

    sheet = opened(figure_workbook(figure))["Utregning"]

    last = f"C{sheet.max_row}"
    assert sheet[f"A{sheet.max_row}"].value == "Hele stillinger"
    assert str(sheet[last].value).startswith("=")
    assert recomputed(sheet, last) == figure.number == 7.0


def test_the_trace_answers_when_an_input_is_changed() -> None:
    sheet = opened(figure_workbook(nested()))["Utregning"]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet[f"A{r}"].value == "Fravær")

    sheet[f"C{row}"].value = 0.5

    assert recomputed(sheet, f"C{sheet.max_row}") == 10.0


def test_an_input_used_twice_has_one_row() -> None:
    sheet = opened(figure_workbook(nested()))["Utregning"]

    labels = [sheet[f"A{row}"].value for row in range(2, sheet.max_row + 1)]
    assert len(labels) == len(set(labels)) == 8


def test_a_gap_is_a_word_and_so_is_what_rests_on_it() -> None:
    figure = compute("Sum", "fte", "a + b", {"a": given("A", 1.0, "fte"), "b": missing("B", "fte")})

    sheet = opened(figure_workbook(figure))["Utregning"]

    assert [sheet[f"C{row}"].value for row in (2, 3, 4)] == [1, "mangler", "mangler"]
