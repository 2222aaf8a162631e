# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Run every check of the house, one line for each, and the output of those that fail."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a name to show and the program to run."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check said."""

    check: Check
    code: int
    output: str
    seconds: float


# The slow one first: two run at a time.
CHECKS = (
    Check("types", (str(BIN / "mypy"),)),
    Check("format", (str(BIN / "ruff"), "format", "--check", ".")),
    Check("lint", (str(BIN / "ruff"), "check", ".")),
    Check("imports", (str(BIN / "lint-imports"), "--cache-dir", "build/imports")),
    Check("parameters", (sys.executable, "-m", "ambulant.parameters")),
    Check("languages", (sys.executable, "tools/catalogues.py", "check")),
    Check("locks", (sys.executable, "tools/locks.py", "check")),
    Check("house rules", (sys.executable, "-m", "pytest", "-q", "tests/architecture")),
)


def run_check(check: Check) -> Outcome:
    """Run one check to its end."""
    start = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Outcome(check, done.returncode, done.stdout, time.monotonic() - start)


def run_checks(checks: Sequence[Check], workers: int) -> list[Outcome]:
    """Run the checks, print a line as each ends, and return the outcomes that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for future in as_completed([pool.submit(run_check, check) for check in checks]):
            outcome = future.result()
            verdict = "failed" if outcome.code else "ok"
            print(f"{outcome.check.name:<12} {verdict:<7} {outcome.seconds:5.1f} s", flush=True)
            if outcome.code:
                failed.append(outcome)
    return failed


def main() -> int:
    """Run all; 1 if one fails."""
    start = time.monotonic()
    failed = run_checks(CHECKS, workers=min(2, os.cpu_count() or 1))
    for outcome in failed:
        print(f"\n── {outcome.check.name} ──\n{outcome.output.rstrip()}")
    summary = ", ".join(outcome.check.name for outcome in failed)
    print(
        f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks passed in "
        f"{time.monotonic() - start:.0f} s" + (f"; failed: {summary}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
