# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where cases lie, and the arguments that change them before they are compared."""

import math
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from ambulant.errors import InvalidInputError
from ambulant.parameters import Level, Parameters
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_roots, find_case_folders
from ambulant.reform.inputs import values_of
from ambulant.reform.scenario import SetValue, apply_changes

_ASSUMPTIONS = "assumptions."


def find_case(text: str) -> Path:
    """Return the folder of a case named by path (`cases/vennesla`) or by name (`vennesla`).

    Raises:
        InvalidInputError: There is no case there; the message names those there are.
    """
    given = Path(text)
    candidates = [given]
    if not given.is_absolute():
        candidates += [
            place for root in case_roots() for place in (root.parent / given, root / given)
        ]
    for folder in candidates:
        if (folder / "case.yaml").is_file():
            return folder
    names = sorted({folder.name for root in case_roots() for folder in find_case_folders(root)})
    raise InvalidInputError(
        f"{text!r} is no case: it has no case.yaml; cases there are: {', '.join(names) or 'none'}."
    )


def all_cases(root: Path | None) -> tuple[Path, ...]:
    """Return the case folders below `root`, or below the first place that has any.

    Raises:
        InvalidInputError: There are none.
    """
    roots = case_roots() if root is None else (root,)
    for place in roots:
        folders = find_case_folders(place)
        if folders:
            return folders
    raise InvalidInputError(f"There are no cases below {root or 'cases'}.")


def read_parameters(overlay: Path | None) -> Parameters:
    """Return the packaged parameters, with the values of a file or folder laid over them.

    Raises:
        ParameterFileError: The file is not right.
    """
    parameters = Parameters.load()
    return parameters if overlay is None else parameters.with_overlay(overlay, Level.SCENARIO)


def with_settings(case: Case, settings: Iterable[str]) -> Case:
    """Return the case with each `KEY=VALUE` laid over it, in order.

    A key is an address (`models.modell-2.costs.fit.amount`) or the name of an assumption.

    Raises:
        InvalidInputError: A key is unknown (with the nearest ones) or a value is no number.
    """
    for setting in settings:
        key, found, text = setting.partition("=")
        if not found or not key.strip():
            raise InvalidInputError(
                f"--set {setting!r}: allowed is KEY=VALUE, for example sick=0.12."
            )
        change = SetValue(
            op="set_value",
            path=_address(case, key.strip()),
            value=_number(setting, text),
            reason="Satt på kommandolinjen.",
        )
        try:
            case = apply_changes(case, [change])
        except InvalidInputError as error:
            raise InvalidInputError(f"--set {setting!r}: {error}") from None
    return case


def _address(case: Case, key: str) -> str:
    known = {item.path for item in values_of(case)}
    named = f"{_ASSUMPTIONS}{key}"
    if key in known:
        return key
    if named in known:
        return named
    short = {path.removeprefix(_ASSUMPTIONS) for path in known}
    near = ", ".join(get_close_matches(key, sorted(short), n=3, cutoff=0.4))
    hint = f"nearest: {near}" if near else f"the case has {len(known)} numbers"
    raise InvalidInputError(f"--set {key!r}: the case has no such number; {hint}.")


def _number(setting: str, text: str) -> float:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidInputError(f"--set {setting!r}: {text!r} is not a number.")
    return number
