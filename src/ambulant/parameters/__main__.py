# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Print every packaged parameter with value, date, level and source; 1 when a file is wrong."""

import io
import sys
from pathlib import Path

from ambulant.parameters.model import SINGLE, Level, Parameter, Period, Status
from ambulant.parameters.store import PACKAGED, Parameters, check_files


def main(root: Path = PACKAGED) -> int:
    """Print the parameters under `root/national` and `root/municipality`.

    Returns:
        The exit code: 0, or 1 when a file is not right; the faults are printed, one per file.
    """
    wrong = [
        error
        for level in (Level.NATIONAL, Level.MUNICIPALITY)
        for error in check_files(root / level, level)
    ]
    for error in wrong:
        print(error, file=sys.stderr)
    if wrong:
        return 1
    parameters = Parameters.read(root)
    for key in parameters.names():
        parameter = parameters.parameter(key)
        print(f"{key}: {parameter.label} ({parameter.unit})")
        for level, period in parameters.history(key):
            print(f"  {_line(parameter, level, period)}")
    return 0


def _line(parameter: Parameter, level: Level, period: Period) -> str:
    until = f"–{period.until}" if period.until else "–"
    if not period.rows:
        return f"{period.valid_from}{until}: no value, {period.gap}"
    numbers = "; ".join(
        f"{parameter.row_labels[row]} {value:.10g}" if row != SINGLE else f"{value:.10g}"
        for row, value in period.rows.items()
    )
    mark = ", to be confirmed" if period.status is Status.TO_BE_CONFIRMED else ""
    return f"{period.valid_from}{until}: {numbers} [{level}{mark}] {period.source}"


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without æ, ø, å
    sys.exit(main())
