# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""An organisation as a ruled list: who lies under whom, how many FTE, and what changes."""

from dataclasses import dataclass
from functools import lru_cache

from ambulant.documents.charts.data import Chart, OrgTree, OrgUnit, UnitChange
from ambulant.documents.charts.drawing import (
    Plot,
    Row,
    across,
    down,
    line_count,
    nothing_to_draw,
    wrap,
)
from ambulant.documents.charts.theme import (
    GRID,
    INK,
    INK_2,
    LINE_HEIGHT,
    MAIN,
    NATURAL,
    NONE,
    OVER,
    PAPER,
    RULE,
    ChartStyle,
    text_width,
)
from ambulant.documents.charts.words import sentence, written
from ambulant.documents.content import Column, ColumnKind, Table

_INDENT = 20.0
_MARK = 11.0


def org_tree(data: OrgTree, style: ChartStyle = NATURAL) -> Chart:
    """Return the units as an indented list with lines; a change shows by mark and by word."""
    return _org_tree(data, style)


@dataclass(frozen=True, slots=True)
class _Line:
    unit: OrgUnit
    depth: int
    name: str  # wrapped
    word: str  # the change in words, wrapped; empty for none
    top: float
    height: float

    @property
    def first(self) -> float:
        """Y of the name's first line."""
        return self.top + 6 + LINE_HEIGHT / 2


@lru_cache(maxsize=128)
def _org_tree(data: OrgTree, style: ChartStyle) -> Chart:
    order = _in_order(data.units)
    table = _tree_table(data, order, style)
    if not order:
        return nothing_to_draw(data.title, table, style, data.finding)
    width = float(style.across(640))
    lines = _lay_out(order, width, data, style)
    height = lines[-1].top + lines[-1].height
    plot = Plot(width, height, across(width), down(height), bottom=2)
    _draw_branches(plot, lines)
    for line in lines:
        _draw_unit(plot, line, data, style)
    parts = [
        (
            unit.name,
            f"{written(unit.fte, data.decimals, style)} {_change(unit, style)}".strip(),
        )
        for unit, _ in order
    ]
    said = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(said), said, table)


def _in_order(units: tuple[OrgUnit, ...]) -> list[tuple[OrgUnit, int]]:
    """Return each unit with its depth, every unit right after the one it lies under."""
    order: list[tuple[OrgUnit, int]] = []
    waiting = [(unit, 0) for unit in reversed(units) if not unit.parent]
    while waiting:
        unit, depth = waiting.pop()
        order.append((unit, depth))
        waiting += [(u, depth + 1) for u in reversed(units) if u.parent == unit.key]
    return order


def _change(unit: OrgUnit, style: ChartStyle) -> str:
    words = style.words
    known = {
        UnitChange.NONE: "",
        UnitChange.NEW: words.new,
        UnitChange.CHANGED: words.changed,
        UnitChange.MOVED: words.moved,
        UnitChange.CLOSED: words.closed,
    }
    return " ".join(part for part in (known[unit.change], unit.note) if part)


def _columns(width: float, data: OrgTree, style: ChartStyle) -> tuple[float, float]:
    """Return where names end, and how wide the column of changes is (0 when under the name)."""
    numbers = [text_width(written(u.fte, data.decimals, style), bold=True) for u in data.units]
    room = width - max(numbers) - 14
    if style.is_narrow or width < 480:
        return room, 0.0
    return room * 0.62, room * 0.38


def _lay_out(
    order: list[tuple[OrgUnit, int]], width: float, data: OrgTree, style: ChartStyle
) -> list[_Line]:
    names, changes = _columns(width, data, style)
    lines = []
    top = 0.0
    for unit, depth in order:
        room = names - depth * _INDENT - _MARK - 10
        name = wrap(unit.name, room)
        change = _change(unit, style)
        word = wrap(change, changes - 10 if changes else room) if change else ""
        count = line_count(name)
        if word:
            extra = line_count(word)
            count = max(count, extra) if changes else count + extra
        height = count * LINE_HEIGHT + 12
        lines.append(_Line(unit, depth, name, word, top, height))
        top += height
    return lines


def _draw_branches(plot: Plot, lines: list[_Line]) -> None:
    plot.rules(
        [{"x": 0, "x2": plot.width, "y": n.top, "y2": n.top} for n in lines[1:]],
        colour=GRID,
    )
    rules: list[Row] = []
    for number, line in enumerate(lines):
        children = []
        for later in lines[number + 1 :]:
            if later.depth <= line.depth:
                break
            if later.depth == line.depth + 1:
                children.append(later)
        x = line.depth * _INDENT + _MARK / 2
        if children:
            rules.append({"x": x, "x2": x, "y": line.first + _MARK / 2, "y2": children[-1].first})
        rules += [
            {"x": x, "x2": child.depth * _INDENT, "y": child.first, "y2": child.first}
            for child in children
        ]
    plot.rules(rules)


def _draw_unit(plot: Plot, line: _Line, data: OrgTree, style: ChartStyle) -> None:
    names, changes = _columns(plot.width, data, style)
    left = line.depth * _INDENT
    start = left + _MARK + 7
    change = line.unit.change
    _draw_mark(plot, left, line)
    is_closed = change is UnitChange.CLOSED
    plot.texts(
        [{"x": start, "y": line.first, "text": line.name}],
        bold=change not in (UnitChange.NONE, UnitChange.CLOSED),
        colour=INK_2 if is_closed else INK,
    )
    if is_closed:
        strikes: list[Row] = [
            {
                "x": start,
                "x2": start + text_width(text) * 0.95,
                "y": line.first + n * LINE_HEIGHT,
                "y2": line.first + n * LINE_HEIGHT,
            }
            for n, text in enumerate(line.name.split("\n"))
        ]
        plot.rules(strikes, colour=INK_2)
    if line.word:
        under = line.first + line_count(line.name) * LINE_HEIGHT
        place: Row = {"x": names, "y": line.first} if changes else {"x": start, "y": under}
        plot.texts([{**place, "text": line.word}], colour=INK_2)
    number = written(line.unit.fte, data.decimals, style)
    is_gap = line.unit.fte is None
    plot.texts(
        [{"x": plot.width, "y": line.first, "text": number}],
        align="right",
        bold=not is_gap,
        italic=is_gap,
        colour=INK_2 if is_gap else INK,
    )


def _draw_mark(plot: Plot, left: float, line: _Line) -> None:
    """Draw the unit's square: filled, open when closed, half when changed, with + or arrow."""
    top, bottom = line.first - _MARK / 2, line.first + _MARK / 2
    square: Row = {"x": left, "x2": left + _MARK, "y": top, "y2": bottom}
    middle: Row = {"x": left + _MARK / 2, "y": line.first}
    match line.unit.change:
        case UnitChange.NONE:
            plot.bars([{**square, "fill": MAIN}])
        case UnitChange.CHANGED:
            half: Row = {**square, "x2": left + _MARK / 2, "fill": MAIN}
            plot.bars([{**square, "fill": PAPER, "stroke": MAIN}, half])
        case UnitChange.CLOSED:
            plot.bars([{**square, "fill": PAPER, "stroke": RULE}])
            plot.texts([{**middle, "text": "×"}], align="center", bold=True, colour=INK_2)
        case UnitChange.NEW:
            plot.bars([{**square, "fill": PAPER, "stroke": NONE}])
            plot.texts([{**middle, "text": "+"}], align="center", bold=True, colour=OVER)
        case UnitChange.MOVED:
            plot.bars([{**square, "fill": PAPER, "stroke": NONE}])
            plot.texts([{**middle, "text": "→"}], align="center", bold=True, colour=INK)


def _tree_table(data: OrgTree, order: list[tuple[OrgUnit, int]], style: ChartStyle) -> Table:
    words = style.words
    names = {unit.key: unit.name for unit in data.units}
    rows = tuple(
        (
            unit.name,
            names.get(unit.parent, "–"),
            written(unit.fte, data.decimals, style),
            _change(unit, style) or "–",
        )
        for unit, _ in order
    )
    columns = (
        Column(words.unit, ColumnKind.NAME),
        Column(words.under),
        Column(data.unit.capitalize(), ColumnKind.NUMBER),
        Column(words.change),
    )
    return Table(f"{data.title} ({data.unit})", columns, rows)
