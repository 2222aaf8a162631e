# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The set of parameters that a calculation uses."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ambulant.errors import InvalidInputError, ParameterFileError, UnknownParameterError
from ambulant.explain import Figure, Kind, given, missing, nb
from ambulant.parameters.files import (
    build,
    key_of,
    number_problem,
    parameter_files,
    read_file,
    read_overlay_file,
)
from ambulant.parameters.model import SINGLE, Layer, Level, Override, Parameter, Period, Status

PACKAGED = Path(__file__).parent / "values"
"""Holds `national/` and `municipality/`, the settings every municipality starts from."""

_LEVEL_NOTES: Mapping[Level, str] = {
    Level.NATIONAL: nb("Nasjonal verdi."),
    Level.MUNICIPALITY: nb("Kommunal innstilling."),
    Level.SCENARIO: nb("Endret i scenarioet."),
}
_TO_BE_CONFIRMED_NOTE = nb("Kommunal innstilling som må bekreftes.")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Dated values by key. Never changed: an overlay gives a new set.

    A key is `staffing.span_of_control`; one row of a table is `staffing.position_hours.day`.
    """

    by_key: Mapping[str, Parameter]

    @classmethod
    def load(cls) -> "Parameters":
        """Return the packaged set: national values and the settings municipalities start from.

        Raises:
            ParameterFileError: A packaged file is not right.
        """
        return _packaged()

    @classmethod
    def read(cls, root: Path) -> "Parameters":
        """Return the set under `root/national` with the one under `root/municipality` over it.

        Raises:
            ParameterFileError: A folder is lacking or a file is not right.
        """
        parameters = cls({})
        for level in (Level.NATIONAL, Level.MUNICIPALITY):
            parameters = parameters.with_overlay(root / level, level)
        return parameters

    def with_overlay(self, overlay: Path | Mapping[str, Override], level: Level) -> "Parameters":
        """Return this set with other values laid over it.

        A higher level wins on the dates it has a value; where it has a gap, or on rows and
        dates it does not mention, the level below holds. `self` is unchanged.

        Args:
            overlay: A folder of parameter files, one file with keys at the top, or overrides by
                key (a row of a table may be named by its own key).
            level: Whose values these are; not below a level that is already laid on.

        Raises:
            ParameterFileError: A file is not right.
            UnknownParameterError: An override names a key that does not exist.
            InvalidInputError: An override's number or source is not right, or the level is too low.
        """
        self._require_order(level)
        merged = dict(self.by_key)
        if isinstance(overlay, Path):
            raws = (
                (read_file(path, key_of(path, overlay)) for path in parameter_files(overlay))
                if overlay.is_dir()
                else read_overlay_file(overlay)
            )
            for raw in raws:
                merged[raw.key] = build(raw, level, merged.get(raw.key))
        else:
            for key, override in overlay.items():
                parameter = _overridden(*_split(key, merged), override, level)
                merged[parameter.key] = parameter
        return Parameters(merged)

    def names(self) -> tuple[str, ...]:
        """Return the keys of all parameters, sorted; a table counts once."""
        return tuple(sorted(self.by_key))

    def parameter(self, key: str) -> Parameter:
        """Return the parameter with its label, unit, description and layers.

        Raises:
            UnknownParameterError: No such key; the message suggests near ones.
        """
        return _split(key, self.by_key)[0]

    def number(self, key: str, *, on: date) -> float:
        """Return a parameter's value on a date, in its own unit.

        Raises:
            UnknownParameterError: No such key, or it has no value on that date.
        """
        figure = self.figure(key, on=on)
        if figure.is_missing:
            raise UnknownParameterError(f"{key} has no value on {on}: {figure.note}")
        return figure.number

    def figure(self, key: str, *, on: date) -> Figure:
        """Return a parameter on a date with its source, start and level.

        A date in a gap gives a missing figure with the reason in its note.

        Raises:
            UnknownParameterError: No such key, a table without a row, or a date before the first
                value.
        """
        parameter, row = _split(key, self.by_key)
        if parameter.is_table and row == SINGLE:
            raise UnknownParameterError(
                f"{key} is a table; name a row: {', '.join(parameter.rows)}."
            )
        return _figure(parameter, row, on)

    def table(self, key: str, *, on: date) -> Mapping[str, Figure]:
        """Return the rows of a table on a date, by row name, in the order of the file.

        Raises:
            UnknownParameterError: No such key, not a table, or a date before the first value.
        """
        parameter = self.parameter(key)
        if not parameter.is_table or key != parameter.key:
            raise UnknownParameterError(f"{key} is a single number, not a table.")
        return {row: _figure(parameter, row, on) for row in parameter.rows}

    def history(self, key: str) -> tuple[tuple[Level, Period], ...]:
        """Return every period of a parameter with its level, lowest level first, then by date.

        Raises:
            UnknownParameterError: No such key.
        """
        return tuple(
            (layer.level, period)
            for layer in self.parameter(key).layers
            for period in layer.periods
        )

    def _require_order(self, level: Level) -> None:
        order = list(Level)
        highest = max(
            (order.index(layer.level) for p in self.by_key.values() for layer in p.layers),
            default=0,
        )
        if order.index(level) < highest:
            raise InvalidInputError(
                f"Level {level} cannot be laid over {order[highest]}; "
                f"the order is {', '.join(order)}."
            )


def check_files(root: Path, level: Level) -> Iterator[ParameterFileError]:
    """Yield what is wrong with each file under a folder of parameters (the first error in each)."""
    for path in parameter_files(root):
        try:
            build(read_file(path, key_of(path, root)), level, None)
        except ParameterFileError as error:
            yield error


@lru_cache(maxsize=1)
def _packaged() -> Parameters:
    return Parameters.read(PACKAGED)


def _split(key: str, by_key: Mapping[str, Parameter]) -> tuple[Parameter, str]:
    if key in by_key:
        return by_key[key], SINGLE
    head, _, row = key.rpartition(".")
    if head in by_key and row in by_key[head].row_labels:
        return by_key[head], row
    names = [*by_key, *(f"{p.key}.{row}" for p in by_key.values() for row in p.row_labels)]
    near = difflib.get_close_matches(key, names, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "no name is near it."
    raise UnknownParameterError(f"Parameter {key!r} is unknown; {hint}")


def _figure(parameter: Parameter, row: str, on: date) -> Figure:
    key = f"{parameter.key}.{row}" if row else parameter.key
    of = parameter.row_labels.get(row, "")
    reason = ""
    for layer in reversed(parameter.layers):
        period = layer.at(on)
        if period is not None and row in period.rows:
            confirmed = period.status is Status.IN_FORCE
            return given(
                parameter.label,
                period.rows[row],
                parameter.unit,
                Kind.PARAMETER,
                of=of,
                key=key,
                source=period.source,
                valid_from=None if period.valid_from == date.min else period.valid_from,
                note=_LEVEL_NOTES[layer.level] if confirmed else _TO_BE_CONFIRMED_NOTE,
            )
        if period is not None and not reason:
            reason = period.gap
    if not reason:
        first = min(layer.periods[0].valid_from for layer in parameter.layers)
        raise UnknownParameterError(f"{key} has no value on {on}; the first is from {first}.")
    return missing(parameter.label, parameter.unit, of=of, key=key, note=reason)


def _overridden(
    parameter: Parameter, named_row: str, override: Override, level: Level
) -> Parameter:
    value = override.value
    if isinstance(value, Mapping):
        rows = dict(value)
    elif parameter.is_table and not named_row:
        raise InvalidInputError(
            f"{parameter.key} is a table; give values by row: {', '.join(parameter.rows)}."
        )
    else:
        rows = {named_row: value}
    for row, number in rows.items():
        if row not in parameter.rows:
            raise InvalidInputError(
                f"{parameter.key} has no row {row!r}; allowed: {', '.join(parameter.rows)}."
            )
        if problem := number_problem(number, parameter.unit):
            raise InvalidInputError(f"{parameter.key}: {problem}")
    if not override.source.strip():
        raise InvalidInputError(f"{parameter.key}: a source or reason is required.")
    start = override.valid_from or date.min
    period = Period(start, None, rows, override.source.strip())
    return Parameter(
        parameter.key,
        parameter.label,
        parameter.unit,
        parameter.description,
        parameter.row_labels,
        (*parameter.layers, Layer(level, (period,))),
    )
