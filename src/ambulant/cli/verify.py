# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`ambulant verify [CASE…]`: are the figures the sources publish what they work out to?"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ambulant.cli._cases import all_cases, find_case, read_parameters
from ambulant.cli._compare_json import Json, number
from ambulant.cli._text import Line, table
from ambulant.cli.command import Command
from ambulant.explain import Figure
from ambulant.reform.casefiles import load_case
from ambulant.reform.compare import compare
from ambulant.reform.published import (
    OUTCOME_NAMES,
    Outcome,
    Published,
    Verified,
    VerifyReport,
    load_published,
    verify,
)
from ambulant.units import format_value, unit_of

EXAMPLES = """\
examples:
  ambulant verify
  ambulant verify cases/vennesla cases/froya
  ambulant verify --format json

Ends with 1 when a figure is unexplained.
"""
UNEXPLAINED_EXIT = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = EXAMPLES
    parser.add_argument("cases", nargs="*", metavar="CASE", help="folders or names; default: all")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--cases", type=Path, metavar="DIR", dest="root", help="where all cases are looked for"
    )


def run(arguments: argparse.Namespace) -> int:
    """Work out every published figure and print what came out."""
    named = tuple(find_case(text) for text in arguments.cases)
    folders = named or all_cases(arguments.root)
    reports = [_report(folder) for folder in _counted(folders)]
    if arguments.format == "json":
        print(json.dumps(report_data(reports), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(report_text(reports), end="")
    return UNEXPLAINED_EXIT if any(report.unexplained for report in reports) else 0


def report_data(reports: Sequence[VerifyReport]) -> dict[str, Json]:
    """Return the reports as JSON data."""
    return {
        "counts": {str(outcome): _sum(reports, outcome) for outcome in Outcome},
        "unexplained": _sum(reports, Outcome.UNEXPLAINED),
        "cases": {
            report.case_id: {str(outcome): count for outcome, count in report.counts.items()}
            for report in reports
        },
        "figures": [
            _figure_data(report.case_id, figure) for report in reports for figure in report.figures
        ],
    }


def report_text(reports: Sequence[VerifyReport]) -> str:
    """Return the reports as text: counts, then every figure that is not simply equal."""
    names = ["Sak", *(OUTCOME_NAMES[outcome] for outcome in Outcome)]
    lines = [Line(tuple(names))]
    for report in reports:
        lines.append(Line((report.case_id, *(str(report.counts[outcome]) for outcome in Outcome))))
    text = table(lines, right=frozenset(range(1, len(names)))) + "\n"
    for report in reports:
        found = [figure for figure in report.figures if figure.outcome is not Outcome.EQUAL]
        if found:
            rows = [Line(_row(figure)) for figure in found]
            text += f"\n{report.case_id}\n{table(rows, right=frozenset({2, 3}))}\n"
    return text


def _report(folder: Path) -> VerifyReport:
    case = load_case(folder)
    comparison = compare(case, parameters=read_parameters(None))
    return verify(case, comparison, load_published(folder))


def _counted(folders: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the folders, with a line of progress when a person is watching."""
    shown = sys.stderr.isatty() and len(folders) > 1
    for place, folder in enumerate(folders, start=1):
        if shown:
            print(f"Regner etter {place} av {len(folders)}: {folder.name}", file=sys.stderr)
        yield folder


def _sum(reports: Sequence[VerifyReport], outcome: Outcome) -> int:
    return sum(report.counts[outcome] for report in reports)


def _figure_data(case_id: str, figure: Verified) -> dict[str, Json]:
    published = figure.published
    printed = published.value
    computed = figure.computed
    return {
        "case": case_id,
        "id": published.id,
        "label": published.label,
        "document": published.document,
        "chapter": published.chapter,
        "published": printed.isoformat() if isinstance(printed, date) else printed,
        "text": published.text,
        "computed": number(computed)
        if isinstance(computed, Figure)
        else (None if computed is None else computed.isoformat()),
        "unit": published.unit,
        "class": str(figure.outcome),
        "expected": str(published.expect),
        "way": published.ways[0] if published.ways else None,
        "formula": computed.formula if isinstance(computed, Figure) else "",
        "reason": published.reason,
        "advice": published.advice,
    }


def _row(figure: Verified) -> tuple[str, ...]:
    published = figure.published
    why = published.advice or published.reason
    if figure.outcome is Outcome.UNEXPLAINED:
        expected, found = OUTCOME_NAMES[published.expect], OUTCOME_NAMES[figure.found]
        why = f"ventet {expected}, fant {found}"
    return (
        OUTCOME_NAMES[figure.outcome],
        published.label,
        _printed(published),
        _computed(figure),
        why,
    )


def _printed(published: Published) -> str:
    value = published.value
    if value is None or isinstance(value, date):
        return published.text or ("–" if value is None else value.isoformat())
    return format_value(value, published.unit, decimals=published.decimals)


def _computed(figure: Verified) -> str:
    if isinstance(figure.computed, date):
        return figure.computed.isoformat()
    if figure.number is None:
        return "–"
    unit = unit_of(figure.published.unit)
    places = max(unit.decimals, figure.published.decimals or 0)
    return format_value(figure.number, unit.code, decimals=places)


COMMAND = Command(
    name="verify",
    help="Work out every figure the sources publish about a case, and say which differ.",
    configure=configure,
    run=run,
)
