# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`ambulant verify`: counts, the exit code of a fault, and its refusals."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ambulant.cli.main import USAGE_ERROR, main

CASES = Path(__file__).parents[3] / "cases"
CLASSES = {"equal", "rounded", "derived", "contradicted", "not_computable", "unexplained"}


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    main(["verify", *arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of Vennesla whose source is said to print 6.8 million."""
    folder = tmp_path / "vennesla"
    shutil.copytree(CASES / "vennesla", folder)
    path = folder / "published.yaml"
    text = path.read_text(encoding="utf-8")
    assert "value: 6700000" in text
    path.write_text(text.replace("value: 6700000", "value: 6800000", 1), encoding="utf-8")
    return folder


def test_all_cases_are_verified_and_none_is_unexplained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["verify", "--cases", str(CASES), "--format", "json"]) == 0

    data = json.loads(capsys.readouterr().out)
    assert set(data["cases"]) == {"froya", "lier", "vennesla"}
    assert data["unexplained"] == 0
    assert set(data["counts"]) == CLASSES
    assert all(data["counts"][name] > 0 for name in CLASSES - {"unexplained"})
    assert sum(data["counts"].values()) == len(data["figures"])


def test_json_of_a_figure_says_what_was_printed_and_what_came_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = as_json(capsys, str(CASES / "froya"))["figures"]

    total = next(figure for figure in figures if figure["id"] == "fte-total")
    assert (total["published"], total["computed"], total["class"]) == (9.6, 9.8, "contradicted")
    assert total["advice"]
    assert total["document"] == "001"


def test_a_figure_that_differs_fails(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(broken)]) == 1

    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if line.startswith("uforklart"))
    assert "6 800 000" in line.replace("\u00a0", " ")
    assert "6 700 000" in line.replace("\u00a0", " ")
    assert "ventet lik" in line


def test_json_counts_a_figure_that_differs(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = as_json(capsys, str(broken))

    # The costs and the margin together are worked out from it, and differ too.
    assert data["unexplained"] == data["counts"]["unexplained"] == 2


def test_text_counts_by_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(CASES / "vennesla"), str(CASES / "lier")]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Sak")
    assert [line.split()[0] for line in lines[1:3]] == ["vennesla", "lier"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["finnes-ikke"], "'finnes-ikke' is no case"),
        (["--cases", "finnes-ikke"], "no cases below finnes-ikke"),
        (["--format", "csv"], "csv"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(
    arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = main(["verify", *arguments])
    except SystemExit as stop:
        code = stop.code

    error = capsys.readouterr().err
    assert code == USAGE_ERROR
    assert error.count("\n") == 1
    assert part in error


def test_a_malformed_register_is_told_with_file_and_line(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = broken / "published.yaml"
    text = path.read_text(encoding="utf-8").replace("expect: equal", "expect: lik", 1)
    path.write_text(text, encoding="utf-8")

    assert main(["verify", str(broken)]) == USAGE_ERROR

    error = capsys.readouterr().err
    assert "published.yaml:" in error
    assert error.count("\n") == 1
