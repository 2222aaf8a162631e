# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`ambulant compare CASE`: the models of a case side by side."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from ambulant import __version__
from ambulant.cli._cases import find_case, read_parameters, with_settings
from ambulant.cli._compare_json import comparison_data
from ambulant.cli._compare_text import comparison_csv, comparison_text
from ambulant.cli.command import Command
from ambulant.errors import InvalidInputError
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.casefiles import load_case
from ambulant.reform.compare import compare
from ambulant.reform.judgement import Judgement, judge
from ambulant.reform.results import Comparison
from ambulant.reform.uncertainty import Request, Uncertainty, simulate
from ambulant.time import OSLO

EXAMPLES = """\
examples:
  ambulant compare cases/vennesla
  ambulant compare cases/vennesla --format json
  ambulant compare cases/vennesla --draws 10000 --seed 1
  ambulant compare cases/vennesla --set sick=0.12 --set travel_model_2=20
  ambulant compare cases/vennesla --document saksframlegg.pdf
"""
ENDINGS = (".docx", ".html", ".pdf")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.epilog = EXAMPLES
    parser.add_argument("case", metavar="CASE", help="folder of a case, or its name")
    parser.add_argument(
        "--format", choices=("text", "json", "csv"), default="text", help="default: text"
    )
    parser.add_argument(
        "--draws", type=int, metavar="N", help="simulate the uncertainty with N draws"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="KEY=VALUE",
        help="change a number of the case; shares as 0.12; may be given several times",
    )
    parser.add_argument(
        "--document",
        type=Path,
        metavar="FILE",
        help="write the decision document (docx, pdf, html)",
    )
    parser.add_argument(
        "--parameters", type=Path, metavar="FILE", help="parameters laid over the packaged ones"
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare the models and print them; write the decision document if one is asked for."""
    document: Path | None = arguments.document
    if document is not None:
        _require_document(document)
    parameters = read_parameters(arguments.parameters)
    case = with_settings(load_case(find_case(arguments.case)), arguments.settings)
    comparison = compare(case, parameters=parameters)
    judgement = judge(comparison)
    uncertainty = _simulated(case, parameters, arguments.draws, arguments.seed)
    if document is not None:
        _write(document, comparison, judgement, uncertainty)
    match arguments.format:
        case "json":
            data = comparison_data(comparison, judgement, uncertainty)
            print(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))
        case "csv":
            print(comparison_csv(comparison), end="")
        case _:
            print(comparison_text(comparison, judgement, uncertainty), end="")
    return 0


def _require_document(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        allowed = ", ".join(ENDINGS)
        raise InvalidInputError(f"--document {str(path)!r}: allowed endings are {allowed}.")
    if not path.parent.is_dir():
        raise InvalidInputError(f"--document {str(path)!r}: there is no folder {path.parent}.")


def _write(
    path: Path, comparison: Comparison, judgement: Judgement, uncertainty: Uncertainty | None
) -> None:
    # Loaded only when asked for: it takes longer than all the rest.
    from ambulant.cli._document import write_document
    from ambulant.reform.decision import DecisionInput

    today = datetime.now(OSLO).date()
    write_document(path, DecisionInput(comparison, judgement, today, __version__, uncertainty))
    print(f"Skrev {path}", file=sys.stderr)


def _simulated(
    case: Case, parameters: Parameters, draws: int | None, seed: int
) -> Uncertainty | None:
    if draws is None:
        return None
    request = Request(draws=draws, seed=seed)
    shown = sys.stderr.isatty()

    def report(done: float) -> bool:
        if shown:
            end = "\n" if done >= 1 else ""
            print(f"\rTrekker: {100 * done:3.0f} %", end=end, file=sys.stderr, flush=True)
        return True

    return simulate(case, parameters=parameters, request=request, report=report)


COMMAND = Command(
    name="compare",
    help="Show the models of a case beside today: staff, money and judgement.",
    configure=configure,
    run=run,
)
