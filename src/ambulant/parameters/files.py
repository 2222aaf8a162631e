# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read parameter files; whatever is wrong is an error that names file and line.

One parameter is one file, and its key is the way to it: `staffing/span_of_control.yaml` is
`staffing.span_of_control`. An overlay may also be one file with several keys at the top.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from ambulant.errors import InvalidInputError, ParameterFileError
from ambulant.parameters.model import SINGLE, Layer, Level, Parameter, Period, Status
from ambulant.units import unit_of
from ambulant.yamlfiles import Key, Loaded, Where, YamlValue, load

_FIELDS = ("label", "unit", "description", "rows", "values")
_PERIOD_FIELDS = ("value", "source", "retrieved", "until", "status", "gap")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Raw:
    """One parameter's part of a file: where it stands, and its fields."""

    key: str
    file: Loaded
    where: Where
    fields: Mapping[str, YamlValue]

    def error(self, message: str, *within: str | int | date | None) -> ParameterFileError:
        """Return an error about this parameter with its line."""
        line = self.file.line_of((*self.where, *within))
        return ParameterFileError(self.file.path, line, f"{self.key}: {message}")


def parameter_files(root: Path) -> tuple[Path, ...]:
    """Return the parameter files under a folder, sorted.

    Raises:
        ParameterFileError: There is no such folder, or it holds a file that is not `.yaml`.
    """
    if not root.is_dir():
        raise ParameterFileError(root, 0, "No such folder with parameter files.")
    files = tuple(sorted(path for path in root.rglob("*") if path.is_file()))
    for path in files:
        if path.suffix != ".yaml":
            raise ParameterFileError(path, 0, "Only files that end in .yaml are allowed here.")
    return files


def read_file(path: Path, key: str) -> Raw:
    """Return the parameter that a file of its own holds."""
    loaded = load(path, ParameterFileError)
    for part in key.split("."):
        if not _NAME.fullmatch(part):
            raise ParameterFileError(
                path, 0, f"Name {part!r} is not allowed; small letters a-z, digits and _ are."
            )
    return _raw(key, loaded, (), loaded.data)


def read_overlay_file(path: Path) -> Iterator[Raw]:
    """Yield the parameters of one file that has their keys at the top."""
    loaded = load(path, ParameterFileError)
    if not isinstance(loaded.data, dict):
        raise ParameterFileError(path, 1, "A mapping from parameter to its values was expected.")
    for key, value in loaded.data.items():
        yield _raw(str(key), loaded, (key,), value)


def key_of(path: Path, root: Path) -> str:
    """Return the key of the parameter in a file: its way from `root`, with dots."""
    return ".".join(path.relative_to(root).with_suffix("").parts)


def build(raw: Raw, level: Level, base: Parameter | None) -> Parameter:
    """Return the parameter as the file gives it, laid over `base` where there is one.

    An overlay may leave out label, unit, description and rows, and give some rows only.
    """
    label = _text(raw, "label", base.label if base else None)
    unit = _unit(raw, base)
    description = _text(raw, "description", base.description if base else None)
    row_labels = _row_labels(raw, base)
    shape = Parameter(raw.key, label, unit, description, row_labels, base.layers if base else ())
    layer = Layer(level, _periods(raw, level, shape, complete=base is None))
    return Parameter(raw.key, label, unit, description, row_labels, (*shape.layers, layer))


# -- Fields -------------------------------------------------------------------------------------


def _raw(key: str, loaded: Loaded, where: Where, value: YamlValue) -> Raw:
    if not isinstance(value, dict):
        raise ParameterFileError(
            loaded.path, loaded.line_of(where), f"{key}: fields were expected, not {value!r}."
        )
    for name in value:
        if name not in _FIELDS:
            raise ParameterFileError(
                loaded.path,
                loaded.line_of((*where, name)),
                f"{key}: field {name!r} is unknown; allowed: {', '.join(_FIELDS)}.",
            )
    return Raw(key, loaded, where, {str(name): content for name, content in value.items()})


def _text(raw: Raw, name: str, inherited: str | None) -> str:
    if name not in raw.fields and inherited is not None:
        return inherited
    value = raw.fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise raw.error(f"{name} is missing; a text in bokmål is required.", name)
    return value.strip()


def _unit(raw: Raw, base: Parameter | None) -> str:
    code = _text(raw, "unit", base.unit if base else None)
    try:
        unit_of(code)
    except InvalidInputError as problem:
        raise raw.error(str(problem), "unit") from None
    if base is not None and code != base.unit:
        raise raw.error(f"unit is {code!r}, but {base.unit!r} where it is defined.", "unit")
    return code


def _row_labels(raw: Raw, base: Parameter | None) -> Mapping[str, str]:
    if "rows" not in raw.fields:
        return base.row_labels if base else {}
    rows = raw.fields["rows"]
    if base is not None:
        raise raw.error("rows are given where the parameter is defined, not in an overlay.", "rows")
    if not isinstance(rows, dict) or not rows:
        raise raw.error(f"rows must be names with a text each, not {rows!r}.", "rows")
    labels: dict[str, str] = {}
    for row, label in rows.items():
        if not isinstance(row, str) or not _NAME.fullmatch(row):
            raise raw.error(f"row {row!r} is not allowed; a-z, digits and _ are.", "rows", str(row))
        if not isinstance(label, str) or not label.strip():
            raise raw.error(f"row {row!r} needs a text in bokmål, not {label!r}.", "rows", row)
        labels[row] = label.strip()
    return labels


# -- Periods ------------------------------------------------------------------------------------


def _periods(raw: Raw, level: Level, parameter: Parameter, *, complete: bool) -> tuple[Period, ...]:
    values = raw.fields.get("values")
    if not isinstance(values, dict) or not values:
        raise raw.error("values are missing; a date with {value, source} is required.", "values")
    periods = []
    for start, fields in values.items():
        if not isinstance(start, date):
            raise raw.error(f"{start!r} is not a date (2026-07-01).", "values", _key_text(start))
        if not isinstance(fields, dict):
            raise raw.error(f"{{value, source}} was expected, not {fields!r}.", "values", start)
        period = _period(raw, start, fields, parameter, complete=complete)
        if level is Level.NATIONAL and period.status is Status.TO_BE_CONFIRMED:
            raise raw.error(
                "a value to be confirmed is a municipal setting, never a national value.",
                "values",
                start,
            )
        periods.append(period)
    return _joined(raw, sorted(periods, key=lambda period: period.valid_from))


def _key_text(key: object) -> str | int | None:
    return key if isinstance(key, str | int) else None


def _period(
    raw: Raw,
    start: date,
    fields: Mapping[Key, YamlValue],
    parameter: Parameter,
    *,
    complete: bool,
) -> Period:
    for name in fields:
        if name not in _PERIOD_FIELDS:
            allowed = ", ".join(_PERIOD_FIELDS)
            raise _wrong(raw, start, str(name), f"field {name!r} is unknown; allowed: {allowed}.")
    until = _date(raw, start, fields, "until")
    if until is not None and until < start:
        raise _wrong(raw, start, "until", f"until {until} is before the start.")
    if "gap" in fields:
        if "value" in fields or "source" in fields:
            raise _wrong(raw, start, "gap", "a gap has no value and no source.")
        reason = _sentence(raw, start, fields, "gap", "say why there is no value")
        return Period(start, until, gap=reason)
    return Period(
        start,
        until,
        _numbers(raw, start, fields.get("value"), parameter, complete=complete),
        _sentence(raw, start, fields, "source", "say where the value stands"),
        _date(raw, start, fields, "retrieved"),
        _status(raw, start, fields),
    )


def _wrong(raw: Raw, start: date, name: str, message: str) -> ParameterFileError:
    return raw.error(f"{start}: {message}", "values", start, name)


def _date(raw: Raw, start: date, fields: Mapping[Key, YamlValue], name: str) -> date | None:
    value = fields.get(name)
    if name in fields and not isinstance(value, date):
        raise _wrong(raw, start, name, f"{name} {value!r} is not a date (2026-07-01).")
    return value if isinstance(value, date) else None


def _sentence(
    raw: Raw, start: date, fields: Mapping[Key, YamlValue], name: str, wanted: str
) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(raw, start, name, f"{name} is missing; {wanted}.")
    return value.strip()


def _status(raw: Raw, start: date, fields: Mapping[Key, YamlValue]) -> Status:
    value = fields.get("status", Status.IN_FORCE.value)
    if value not in list(Status):
        allowed = ", ".join(Status)
        raise _wrong(raw, start, "status", f"status {value!r} is unknown; allowed: {allowed}.")
    return Status(str(value))


def _numbers(
    raw: Raw, start: date, value: YamlValue, parameter: Parameter, *, complete: bool
) -> Mapping[str, float]:
    if not parameter.is_table:
        return {SINGLE: _number(raw, start, value, parameter.unit)}
    if not isinstance(value, dict):
        raise raw.error(
            f"{start}: numbers by row were expected, not {value!r}.", "values", start, "value"
        )
    for row in value:
        if row not in parameter.row_labels:
            allowed = ", ".join(parameter.row_labels)
            raise raw.error(
                f"{start}: row {row!r} is unknown; allowed: {allowed}.",
                *("values", start, "value", _key_text(row)),
            )
    lacking = [row for row in parameter.rows if row not in value]
    if lacking and (complete or not value):
        raise raw.error(f"{start}: no value for {', '.join(lacking)}.", "values", start, "value")
    return {str(row): _number(raw, start, number, parameter.unit) for row, number in value.items()}


def _number(raw: Raw, start: date, value: YamlValue, unit: str) -> float:
    problem = number_problem(value, unit)
    if problem:
        raise raw.error(f"{start}: {problem}", "values", start, "value")
    return float(str(value))


def number_problem(value: object, unit: str) -> str:
    """Return what is wrong with a parameter's number, or nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"value {value!r} is not a number."
    if not math.isfinite(value):
        return f"value {value!r} is not a finite number."
    if unit == "share" and not 0 <= value <= 1:
        return f"value {value!r} is not a share; 0 to 1 is allowed (0.25, not 25)."
    return ""


def _joined(raw: Raw, periods: list[Period]) -> tuple[Period, ...]:
    """Close each period where the next begins; refuse overlaps, holes, and an end of all."""
    one_day = timedelta(days=1)
    joined = []
    for before, after in pairwise(periods):
        end = after.valid_from - one_day
        if before.until is not None and before.until > end:
            raise raw.error(
                f"{before.valid_from} lasts until {before.until} and overlaps the value from "
                f"{after.valid_from}.",
                *("values", before.valid_from, "until"),
            )
        if before.until is not None and before.until < end:
            raise raw.error(
                f"no value from {before.until + one_day} to {end}; give one, or an entry with "
                "gap and the reason.",
                *("values", before.valid_from, "until"),
            )
        joined.append(_until(before, end))
    last = periods[-1]
    if last.until is not None:
        raise raw.error(
            f"no value after {last.until}; the last entry must be open. Give an entry from "
            f"{last.until + one_day} with gap and the reason.",
            *("values", last.valid_from, "until"),
        )
    return (*joined, last)


def _until(period: Period, end: date) -> Period:
    return Period(
        period.valid_from,
        end,
        period.rows,
        period.source,
        period.retrieved,
        period.status,
        period.gap,
    )
