# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Marks on a plot, in Altair, and the drawing of it.

A plot has margins in px that nothing changes, so that charts with the same scale line up. One
axis of a plot may be in px (rows of a list), the other in the unit of the data.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import altair as alt
import vl_convert

from ambulant.documents.charts.data import Chart, Domain
from ambulant.documents.charts.svg import finish
from ambulant.documents.charts.theme import (
    FONT_SIZE,
    GRID,
    INK,
    INK_2,
    LINE_HEIGHT,
    NONE,
    RULE,
    ChartStyle,
    text_width,
)
from ambulant.documents.content import Table, printable

Row: TypeAlias = dict[str, float | str]
Align: TypeAlias = Literal["left", "center", "right"]

# d3 has no Norwegian locale of its own.
NUMBER_LOCALE = {
    "decimal": ",",
    "thousands": "\u00a0",
    "grouping": [3],
    "currency": ["kr\u00a0", ""],
}


@dataclass(frozen=True, slots=True)
class Axis:
    """A direction of the plot: what its ends mean, and whether its numbers are shown."""

    domain: Domain
    shows_numbers: bool = False
    ticks: int = 4
    is_reversed: bool = False

    def describe(self) -> alt.Axis | None:
        """Return the axis for Altair, or None where rows are labelled one by one."""
        if not self.shows_numbers:
            return None
        return alt.Axis(
            title=None,
            format=",.2~f",
            tickCount=self.ticks,
            gridColor=GRID,
            domain=False,
            ticks=False,
            labelColor=INK_2,
            labelFontSize=FONT_SIZE,
            labelPadding=6,
            labelFlush=False,
            labelOverlap=True,
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """What marks of one layer have in common."""

    kind: Literal["bars", "rules", "band", "line", "steps", "text"]
    colour: str = ""
    thick: float = 1
    align: Align = "left"
    dx: float = 0
    dy: float = 0
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class Plot:
    """A plot being drawn: its size in px, its margins, its axes and its marks so far.

    Marks lie over each other in the order they are drawn, text over all of them.
    """

    width: float
    height: float
    x: Axis
    y: Axis
    left: float = 0
    right: float = 0
    top: float = 0
    bottom: float = 0
    _marks: list[tuple[_Look, list[Row]]] = field(default_factory=list)
    _texts: dict[_Look, list[Row]] = field(default_factory=dict)

    def bars(self, rows: Sequence[Row]) -> None:
        """Draw rectangles: x, x2, y, y2, fill, and stroke if given."""
        self._add(_Look("bars"), [{"stroke": NONE, **row} for row in rows])

    def rules(self, rows: Sequence[Row], *, colour: str = RULE, thick: float = 1) -> None:
        """Draw straight lines: x, x2, y, y2."""
        self._add(_Look("rules", colour, thick), rows)

    def band(self, rows: Sequence[Row], colour: str) -> None:
        """Draw the area between y and y2 along x."""
        self._marks.append((_Look("band", colour), list(rows)))

    def line(self, rows: Sequence[Row], *, in_steps: bool = False) -> None:
        """Draw a line through x, y; in steps, each level lasts until the next point."""
        self._marks.append((_Look("steps" if in_steps else "line", INK, 2), list(rows)))

    def texts(  # noqa: PLR0913 - one keyword per property of text
        self,
        rows: Sequence[Row],
        *,
        align: Align = "left",
        dx: float = 0,
        dy: float = 0,
        bold: bool = False,
        italic: bool = False,
        colour: str = INK,
    ) -> None:
        """Write text at x, y. A row may hold several lines, set under each other from y on."""
        for row in rows:
            for number, line in enumerate(str(row["text"]).split("\n")):
                down_by = dy + number * LINE_HEIGHT
                look = _Look("text", colour, 1, align, dx, down_by, bold, italic)
                written: Row = {"x": row["x"], "y": row["y"], "text": printable(line)}
                self._texts.setdefault(look, []).append(written)

    def svg(self, alt_text: str) -> str:
        """Return the drawing."""
        layers = [self._layer(look, rows) for look, rows in (*self._marks, *self._texts.items())]
        margins = {
            "left": self.left,
            "right": self.right,
            "top": self.top,
            "bottom": self.bottom,
        }
        chart = (
            alt.layer(*layers)
            .properties(
                width=self.width,
                height=self.height,
                autosize=alt.AutoSizeParams(type="none"),
                background="transparent",
                padding=margins,
            )
            .configure_view(stroke=None)
        )
        spec = chart.to_json(validate=False)
        raw = vl_convert.vegalite_to_svg(json.loads(spec), format_locale=dict(NUMBER_LOCALE))
        return finish(raw, alt_text)

    def _add(self, look: _Look, rows: Sequence[Row]) -> None:
        """Put rows with the marks drawn last, when these look the same: a layer costs time."""
        if not rows:
            return
        if self._marks and self._marks[-1][0] == look:
            self._marks[-1][1].extend(rows)
        else:
            self._marks.append((look, list(rows)))

    def _layer(self, look: _Look, rows: list[Row]) -> alt.Chart:
        chart = alt.Chart(alt.InlineData(values=list(rows)))
        x, y = self._x(), self._y()
        drawn: alt.Chart
        match look.kind:
            case "bars":
                fill, stroke = alt.Fill("fill:N", scale=None), alt.Stroke("stroke:N", scale=None)
                marked = chart.mark_rect(strokeWidth=1.5)
                drawn = marked.encode(x=x, x2="x2:Q", y=y, y2="y2:Q", fill=fill, stroke=stroke)
            case "rules":
                marked = chart.mark_rule(color=look.colour, strokeWidth=look.thick)
                drawn = marked.encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
            case "band":
                drawn = chart.mark_area(fill=look.colour).encode(x=x, y=y, y2="y2:Q")
            case "line":
                drawn = chart.mark_line(color=look.colour, strokeWidth=look.thick).encode(x=x, y=y)
            case "steps":
                marked = chart.mark_line(
                    color=look.colour, strokeWidth=look.thick, interpolate="step-after"
                )
                drawn = marked.encode(x=x, y=y)
            case "text":
                marked = chart.mark_text(
                    align=look.align,
                    baseline="middle",
                    dx=look.dx,
                    dy=look.dy,
                    fontSize=FONT_SIZE,
                    fontWeight=600 if look.bold else 400,
                    fontStyle="italic" if look.italic else "normal",
                    fill=look.colour,
                )
                drawn = marked.encode(x=x, y=y, text="text:N")
        return drawn

    def _x(self) -> alt.X:
        scale = alt.Scale(domain=list(self.x.domain), nice=False, zero=False)
        return alt.X("x:Q", scale=scale, axis=self.x.describe(), title=None)

    def _y(self) -> alt.Y:
        scale = alt.Scale(
            domain=list(self.y.domain), nice=False, zero=False, reverse=self.y.is_reversed
        )
        return alt.Y("y:Q", scale=scale, axis=self.y.describe(), title=None)


def across(extent: float) -> Axis:
    """Return a horizontal axis counted in px from the left."""
    return Axis((0.0, float(extent)))


def down(extent: float) -> Axis:
    """Return a vertical axis counted in px from the top, as rows of a list are."""
    # Vega's own y grows upwards.
    return Axis((0.0, float(extent)), is_reversed=True)


def wrap(text: str, width: float, *, lines: int = 3) -> str:
    """Return text broken into at most `lines` lines of about `width` px, cut with … if longer."""
    broken: list[str] = []
    for word in text.replace(" %", "\u00a0%").split(" "):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and text_width(longer) <= width:
            broken[-1] = longer
        else:
            broken.append(_cut(word, width))
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _cut(" ".join(broken[lines - 1 :]), width)]
    return "\n".join(broken)


def fits(text: str, width: float, *, lines: int) -> bool:
    """Return whether text can be set in that many lines without being cut."""
    return "…" not in wrap(text.replace("…", ""), width, lines=lines)


def _cut(text: str, width: float) -> str:
    if text_width(text) <= width:
        return text
    while len(text) > 2 and text_width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


def line_count(text: str) -> int:
    """Return how many lines a wrapped text takes."""
    return text.count("\n") + 1


def value_domain(values: Sequence[float], given: Domain | None) -> Domain:
    """Return the given scale, or one from 0 (or below) that holds the values with a little air."""
    if given is not None:
        return given
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        return (0.0, 1.0)
    air = (high - low) * 0.08
    return (low - air if low < 0 else 0.0, high + air if high > 0 else 0.0)


def nothing_to_draw(title: str, table: Table, style: ChartStyle, finding: str) -> Chart:
    """Return a chart that says there are no figures; never an empty frame."""
    sentence = style.words.no_figures
    width = style.across(340)
    plot = Plot(width, 40, across(width), down(40))
    plot.texts([{"x": 0, "y": 20, "text": sentence}], italic=True, colour=INK_2)
    words = finding or f"{title}. {sentence}."
    return Chart(plot.svg(words), words, table)
