# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes into a chart, and what comes out. All hashable, so that a drawing is made once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from ambulant.documents.content import ChartImage, Table
from ambulant.errors import InvalidInputError
from ambulant.explain import nb

Domain = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """A finished chart: an SVG with `var(--amb-…)` colours, its finding in words, its numbers."""

    svg: str
    alt: str
    table: Table

    def as_image(self, caption: str) -> ChartImage:
        """Return the chart as a block of a document."""
        return ChartImage(caption, self.alt, self.svg, self.table)


def check_finite(title: str, values: Iterable[float | None]) -> None:
    """Refuse what cannot be drawn; None is a gap and is allowed."""
    for value in values:
        if value is not None and not isfinite(value):
            raise InvalidInputError(
                f"Chart {title!r} has the value {value}; a finite number or None is needed."
            )


def check_domain(title: str, domain: Domain | None) -> None:
    """Refuse a scale that does not rise."""
    if domain is not None and not domain[0] < domain[1]:
        raise InvalidInputError(
            f"Chart {title!r} has the scale {domain}; the first must be below the second."
        )


@dataclass(frozen=True, slots=True)
class ModelActivities:
    """What the working time of one model goes to. None is missing."""

    name: str
    on_site: float | None
    ambulatory: float | None
    travel: float | None
    indirect: float | None
    absence: float | None
    other: float | None = 0.0  # posts that are not computed from hours

    @property
    def values(self) -> tuple[float | None, ...]:
        """All six, in the fixed order."""
        hours = (self.on_site, self.ambulatory, self.travel, self.indirect, self.absence)
        return (*hours, self.other)


@dataclass(frozen=True, slots=True)
class ActivityBars:
    """Aligned bars per model on one scale. `maximum` ends the scale, when given."""

    title: str
    models: tuple[ModelActivities, ...]
    unit: str = nb("årsverk")
    decimals: int = 1
    maximum: float | None = None
    finding: str = ""

    @property
    def count(self) -> int:
        """How many bars each model has: six when any model has other posts, else five."""
        return 6 if any(model.other != 0.0 for model in self.models) else 5

    def __post_init__(self) -> None:
        """Refuse values that cannot be a length."""
        values = [value for model in self.models for value in model.values]
        check_finite(self.title, [*values, self.maximum])
        for value in values:
            if value is not None and value < 0:
                raise InvalidInputError(
                    f"Chart {self.title!r} has the value {value}; it must be 0 or more."
                )


@dataclass(frozen=True, slots=True)
class YearValue:
    """A value of one year, and the one a source states, if any."""

    year: int
    value: float | None
    stated: float | None = None


@dataclass(frozen=True, slots=True)
class YearBars:
    """One bar per year; a stated value is a black tick across. `domain` is the shared scale."""

    title: str
    years: tuple[YearValue, ...]
    unit: str = nb("mill. kr")
    decimals: int = 1
    domain: Domain | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse values that cannot be drawn."""
        check_finite(self.title, [v for y in self.years for v in (y.value, y.stated)])
        check_domain(self.title, self.domain)


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """A level (`is_total`) or a change from the level before. None is missing."""

    label: str
    value: float | None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The way from one total to another. Totals are given, not added up here."""

    title: str
    steps: tuple[WaterfallStep, ...]
    unit: str = nb("mill. kr")
    decimals: int = 2
    domain: Domain | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse values that cannot be drawn."""
        check_finite(self.title, [step.value for step in self.steps])
        check_domain(self.title, self.domain)


@dataclass(frozen=True, slots=True)
class FanYear:
    """Outcomes of one year: eight of ten lie in low-high, half in half_low-half_high."""

    year: int
    median: float | None
    half_low: float | None
    half_high: float | None
    low: float | None
    high: float | None
    stated: float | None = None

    @property
    def outcomes(self) -> tuple[float, float, float, float, float] | None:
        """Low to high, or None when any of the five is missing."""
        five = (self.low, self.half_low, self.median, self.half_high, self.high)
        known = [value for value in five if value is not None]
        if len(known) < 5:
            return None
        return (known[0], known[1], known[2], known[3], known[4])


@dataclass(frozen=True, slots=True)
class Fan:
    """How sure a yearly value is. `domain` is the shared scale."""

    title: str
    years: tuple[FanYear, ...]
    unit: str = nb("mill. kr")
    decimals: int = 1
    domain: Domain | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse values that cannot be drawn, and bands that are turned."""
        check_domain(self.title, self.domain)
        for year in self.years:
            check_finite(self.title, [*(year.outcomes or ()), year.stated])
            outcomes = year.outcomes
            if outcomes is not None and list(outcomes) != sorted(outcomes):
                raise InvalidInputError(
                    f"Chart {self.title!r} has the outcomes {outcomes} in {year.year}; "
                    "they must rise from low to high."
                )


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """What the result becomes when one assumption is at each end of its range."""

    label: str
    low_result: float | None
    high_result: float | None
    low_input: str = ""  # the assumption's value at that end, in words
    high_input: str = ""

    @property
    def span(self) -> float:
        """Distance between the two results; -1 when one is missing, so that it ranks last."""
        if self.low_result is None or self.high_result is None:
            return -1.0
        return abs(self.high_result - self.low_result)


@dataclass(frozen=True, slots=True)
class Tornado:
    """Which assumption matters most, one at a time around the base result."""

    title: str
    base: float | None
    bars: tuple[TornadoBar, ...]
    unit: str = nb("mill. kr")
    decimals: int = 1
    domain: Domain | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse values that cannot be drawn."""
        ends = [v for bar in self.bars for v in (bar.low_result, bar.high_result)]
        check_finite(self.title, [*ends, self.base])
        check_domain(self.title, self.domain)


@dataclass(frozen=True, slots=True)
class StagePoint:
    """The value from the first of a month on, and the stage it belongs to."""

    month: date
    value: float | None
    stage: str = ""


@dataclass(frozen=True, slots=True)
class StageSteps:
    """A value by month, level until it changes. `points` in order of time."""

    title: str
    points: tuple[StagePoint, ...]
    unit: str = nb("årsverk")
    decimals: int = 1
    domain: Domain | None = None
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse months out of order and values that cannot be drawn."""
        check_finite(self.title, [point.value for point in self.points])
        check_domain(self.title, self.domain)
        months = [point.month for point in self.points]
        if any(later <= earlier for earlier, later in zip(months, months[1:], strict=False)):
            raise InvalidInputError(
                f"Chart {self.title!r} has months out of order: "
                f"{[m.isoformat() for m in months]}; each must be later than the one before."
            )


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A share, score or probability. `text` is how it is written; else number and unit."""

    label: str
    value: float | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ScoreBars:
    """Thin bars from 0 to `maximum`, one row each."""

    title: str
    rows: tuple[ScoreRow, ...]
    maximum: float = 1.0
    unit: str = ""
    decimals: int = 1
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse values outside the scale."""
        check_finite(self.title, [row.value for row in self.rows])
        check_domain(self.title, (0.0, self.maximum))
        for row in self.rows:
            if row.value is not None and not 0 <= row.value <= self.maximum:
                raise InvalidInputError(
                    f"Chart {self.title!r} has {row.label!r} = {row.value}; "
                    f"allowed: 0 to {self.maximum}."
                )


class UnitChange(StrEnum):
    """What happens to a unit. Shown by mark and word, never by colour alone."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A unit of an organisation. `parent` is the key of the unit over it, or empty."""

    key: str
    name: str
    parent: str = ""
    fte: float | None = None
    change: UnitChange = UnitChange.NONE
    note: str = ""  # shown after the word of the change: "fra Avdeling 2"


@dataclass(frozen=True, slots=True)
class OrgTree:
    """An organisation, units in the order they are to be read under their parent."""

    title: str
    units: tuple[OrgUnit, ...]
    unit: str = nb("årsverk")
    decimals: int = 1
    finding: str = ""

    def __post_init__(self) -> None:
        """Refuse doubled keys, unknown parents and rings."""
        check_finite(self.title, [unit.fte for unit in self.units])
        parents = {unit.key: unit.parent for unit in self.units}
        if len(parents) != len(self.units):
            keys = sorted(unit.key for unit in self.units)
            raise InvalidInputError(f"Chart {self.title!r} has units with the same key: {keys}.")
        for unit in self.units:
            seen = {unit.key}
            above = unit.parent
            while above:
                if above not in parents:
                    raise InvalidInputError(
                        f"Unit {unit.key!r} lies under {above!r}, which is not among "
                        f"{sorted(parents)}."
                    )
                if above in seen:
                    raise InvalidInputError(
                        f"Unit {unit.key!r} lies under itself, by way of {above!r}."
                    )
                seen.add(above)
                above = parents[above]
