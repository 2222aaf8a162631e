# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a parameter is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

SINGLE = ""
"""The row name of a parameter that is one number."""


class Level(StrEnum):
    """Who decides a value. A later level overlays an earlier one."""

    NATIONAL = "national"
    MUNICIPALITY = "municipality"
    SCENARIO = "scenario"


class Status(StrEnum):
    """Whether a value has been checked at its source."""

    IN_FORCE = "in_force"
    TO_BE_CONFIRMED = "to_be_confirmed"


@dataclass(frozen=True, slots=True)
class Period:
    """The value of a parameter from a date to a date, both included.

    `rows` holds the number under `SINGLE`, or one number per row of a table; it is empty where
    there is no value, and `gap` then says why. `until` is None in the last period.
    """

    valid_from: date
    until: date | None
    rows: Mapping[str, float] = field(default_factory=dict)
    source: str = ""
    retrieved: date | None = None
    status: Status = Status.IN_FORCE
    gap: str = ""

    def covers(self, on: date) -> bool:
        """True when `on` is in the period."""
        return self.valid_from <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Layer:
    """The periods that one level gives, in order of date, without holes between them."""

    level: Level
    periods: tuple[Period, ...]

    def at(self, on: date) -> Period | None:
        """Return the period that `on` is in; None before the first one."""
        return next((period for period in self.periods if period.covers(on)), None)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value with its history.

    `row_labels` is empty for a single number, else bokmål names by row. `layers` go from the
    lowest level to the highest.
    """

    key: str
    label: str
    unit: str
    description: str
    row_labels: Mapping[str, str]
    layers: tuple[Layer, ...]

    @property
    def is_table(self) -> bool:
        """True when the parameter has several rows."""
        return bool(self.row_labels)

    @property
    def rows(self) -> tuple[str, ...]:
        """The row names, in the order of the file; only `SINGLE` for a single number."""
        return tuple(self.row_labels) or (SINGLE,)


@dataclass(frozen=True, slots=True)
class Override:
    """A value set in a scenario or by a municipality, with the reason or source for it.

    `value` is a number, or numbers by row (some or all rows of a table). It holds from
    `valid_from`; None means at all times.
    """

    value: float | Mapping[str, float]
    source: str
    valid_from: date | None = None
