# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money and time: bars per year, the way from gross to net, and levels by month."""

from dataclasses import dataclass
from functools import lru_cache

from ambulant.documents.charts.data import (
    Chart,
    StagePoint,
    StageSteps,
    Waterfall,
    WaterfallStep,
    YearBars,
)
from ambulant.documents.charts.drawing import (
    Axis,
    Plot,
    Row,
    across,
    down,
    fits,
    line_count,
    nothing_to_draw,
    value_domain,
    wrap,
)
from ambulant.documents.charts.theme import (
    INK,
    INK_2,
    LINE_HEIGHT,
    MAIN,
    NATURAL,
    ON_MAIN,
    OVER,
    OVER_PALE,
    RULE,
    UNDER,
    UNDER_PALE,
    ChartStyle,
    text_width,
)
from ambulant.documents.charts.words import month_name, sentence, written
from ambulant.documents.content import Column, ColumnKind, Table


def year_bars(data: YearBars, style: ChartStyle = NATURAL) -> Chart:
    """Return a bar per year; what a source states is a black tick across, with its number."""
    return _year_bars(data, style)


def waterfall(data: Waterfall, style: ChartStyle = NATURAL) -> Chart:
    """Return totals and the changes between them; as rows on a phone."""
    return _waterfall(data, style)


def stage_steps(data: StageSteps, style: ChartStyle = NATURAL) -> Chart:
    """Return a level by month, each stage named where it begins."""
    return _stage_steps(data, style)


@lru_cache(maxsize=128)
def _year_bars(data: YearBars, style: ChartStyle) -> Chart:
    words = style.words
    table = Table(
        f"{data.title} ({data.unit})",
        (
            Column(words.year, ColumnKind.NAME),
            Column(words.computed.capitalize(), ColumnKind.NUMBER),
            Column(words.stated.capitalize(), ColumnKind.NUMBER),
        ),
        tuple(
            (
                str(y.year),
                written(y.value, data.decimals, style),
                "–" if y.stated is None else written(y.stated, data.decimals, style),
            )
            for y in data.years
        ),
    )
    values = [v for y in data.years for v in (y.value, y.stated) if v is not None]
    if not values:
        return nothing_to_draw(data.title, table, style, data.finding)
    width, height = float(style.across(380)), 150.0
    domain = value_domain(values, data.domain)
    below = 14 if domain[0] < 0 else 0  # room for the numbers of negative bars
    plot = Plot(width, height, across(width), Axis(domain), top=22, bottom=26 + below)
    slot = width / len(data.years)
    beside = max((text_width(written(v, data.decimals, style)) for v in values), default=0.0)
    # A tick is 1.4 bars wide and its number stands beside it, within the slot of its year.
    thick = max(12.0, min(44.0, slot * 0.5, (slot - beside - 8) / 1.4))
    for number, year in enumerate(data.years):
        middle = slot * number + thick * 0.75
        _year_column(plot, year.value, (middle, thick, height), (data, style))
        if year.stated is not None:
            tick: Row = {"x": middle - thick * 0.7, "x2": middle + thick * 0.7}
            plot.rules([{**tick, "y": year.stated, "y2": year.stated}], colour=INK, thick=2.5)
            label = written(year.stated, data.decimals, style)
            at: Row = {"x": middle + thick * 0.7, "y": year.stated, "text": label}
            plot.texts([at], dx=4)
    plot.rules([{"x": 0, "x2": width, "y": 0, "y2": 0}])
    foot: list[Row] = [
        {"x": slot * n + thick * 0.75, "y": domain[0], "text": str(y.year)}
        for n, y in enumerate(data.years)
    ]
    plot.texts(foot, align="center", dy=15 + below, colour=INK_2)
    said = data.finding or sentence(data.title, data.unit, _year_parts(data, style))
    return Chart(plot.svg(said), said, table)


def _year_column(
    plot: Plot,
    value: float | None,
    place: tuple[float, float, float],
    chart: tuple[YearBars, ChartStyle],
) -> None:
    middle, thick, height = place
    data, style = chart
    text = written(value, data.decimals, style)
    if value is None:
        gap: Row = {"x": middle, "y": 0, "text": text}
        plot.texts([gap], align="center", dy=-10, italic=True, colour=INK_2)
        return
    bar: Row = {"x": middle - thick / 2, "x2": middle + thick / 2, "y": 0, "y2": value}
    plot.bars([{**bar, "fill": MAIN}])
    low, high = plot.y.domain
    is_tall = abs(value) / (high - low) * height > 22 and text_width(text, bold=True) < thick
    down_from_end = 11 if value >= 0 else -11
    plot.texts(
        [{"x": middle, "y": value, "text": text}],
        align="center",
        dy=down_from_end if is_tall else -down_from_end,
        bold=True,
        colour=ON_MAIN if is_tall else INK,
    )


def _year_parts(data: YearBars, style: ChartStyle) -> list[tuple[str, str]]:
    parts = []
    for year in data.years:
        text = written(year.value, data.decimals, style)
        if year.stated is not None:
            stated = written(year.stated, data.decimals, style)
            text += f" ({style.words.stated} {stated})"
        parts.append((str(year.year), text))
    return parts


@dataclass(frozen=True, slots=True)
class _Piece:
    """A step with where it starts and ends; a gap starts and ends on the level before."""

    step: WaterfallStep
    start: float
    end: float

    @property
    def fill(self) -> str:
        if self.step.is_total:
            return MAIN
        return OVER_PALE if self.end < self.start else UNDER_PALE

    @property
    def stroke(self) -> str:
        if self.step.is_total:
            return MAIN
        return OVER if self.end < self.start else UNDER


def _pieces(steps: tuple[WaterfallStep, ...]) -> list[_Piece]:
    level = 0.0
    pieces = []
    for step in steps:
        if step.value is None:
            pieces.append(_Piece(step, level, level))
            continue
        end = step.value if step.is_total else level + step.value
        pieces.append(_Piece(step, 0.0 if step.is_total else level, end))
        level = end
    return pieces


@lru_cache(maxsize=128)
def _waterfall(data: Waterfall, style: ChartStyle) -> Chart:
    words = style.words
    texts = [
        written(step.value, data.decimals, style, sign=not step.is_total) for step in data.steps
    ]
    table = Table(
        f"{data.title} ({data.unit})",
        (
            Column(words.step, ColumnKind.NAME),
            Column(words.amount, ColumnKind.NUMBER),
        ),
        tuple((step.label, text) for step, text in zip(data.steps, texts, strict=True)),
    )
    pieces = _pieces(data.steps)
    if all(step.value is None for step in data.steps):
        return nothing_to_draw(data.title, table, style, data.finding)
    domain = value_domain([v for p in pieces for v in (p.start, p.end)], data.domain)
    draw = _waterfall_rows if style.is_narrow else _waterfall_columns
    plot = draw(pieces, texts, domain, style)
    parts = [(step.label, text) for step, text in zip(data.steps, texts, strict=True)]
    said = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(said), said, table)


def _waterfall_columns(
    pieces: list[_Piece],
    texts: list[str],
    domain: tuple[float, float],
    style: ChartStyle,
) -> Plot:
    total, left, height = float(style.across(640)), 40.0, 240.0
    width = total - left
    slot = width / len(pieces)
    labels = [wrap(piece.step.label, slot - 6) for piece in pieces]
    bottom = max(line_count(label) for label in labels) * LINE_HEIGHT + 10
    plot = Plot(
        width,
        height,
        across(width),
        Axis(domain, True),
        left=left,
        top=16,
        bottom=bottom,
    )
    thick = min(72.0, slot * 0.76)
    for number, piece in enumerate(pieces):
        middle = (number + 0.5) * slot
        label: Row = {"x": middle, "y": domain[0], "text": labels[number]}
        plot.texts([label], align="center", dy=14, colour=INK)
        if number + 1 < len(pieces):
            link: Row = {"x": middle + thick / 2, "x2": middle + slot - thick / 2}
            plot.rules([{**link, "y": piece.end, "y2": piece.end}])
        at: Row = {"x": middle, "y": piece.end, "text": texts[number]}
        if piece.step.value is None:
            plot.texts([at], align="center", dy=-10, italic=True, colour=INK_2)
            continue
        bar: Row = {"x": middle - thick / 2, "x2": middle + thick / 2}
        ends: Row = {"y": piece.start, "y2": piece.end}
        plot.bars([{**bar, **ends, "fill": piece.fill, "stroke": piece.stroke}])
        px = abs(piece.end - piece.start) / (domain[1] - domain[0]) * height
        inside = piece.step.is_total and px > 24 and text_width(texts[number], bold=True) < thick
        upwards = piece.end >= piece.start
        dy = 12.0 if inside == upwards else -10.0
        colour = ON_MAIN if inside else INK
        plot.texts([at], align="center", dy=dy, bold=True, colour=colour)
    plot.rules([{"x": 0, "x2": width, "y": 0, "y2": 0}])
    return plot


def _waterfall_rows(
    pieces: list[_Piece],
    texts: list[str],
    domain: tuple[float, float],
    style: ChartStyle,
) -> Plot:
    left = 112.0
    numbers = max(text_width(text, bold=True) for text in texts) + 8
    width = style.across(640) - left - numbers
    labels = [wrap(piece.step.label, left - 10) for piece in pieces]
    heights = [max(30.0, line_count(label) * LINE_HEIGHT + 10) for label in labels]
    height = sum(heights)
    plot = Plot(width, height, Axis(domain), down(height), left=left, right=numbers)
    plot.rules([{"x": 0, "x2": 0, "y": 0, "y2": height}])
    top = 0.0
    for piece, text, label, row in zip(pieces, texts, labels, heights, strict=True):
        middle = top + row / 2
        first_line = middle - (line_count(label) - 1) * LINE_HEIGHT / 2
        plot.texts([{"x": domain[0], "y": first_line, "text": label}], dx=-left)
        far = max(piece.start, piece.end)
        at: Row = {"x": far, "y": middle, "text": text}
        if piece.step.value is None:
            plot.texts([at], dx=6, italic=True, colour=INK_2)
        else:
            bar: Row = {
                "x": piece.start,
                "x2": piece.end,
                "y": middle - 9,
                "y2": middle + 9,
            }
            plot.bars([{**bar, "fill": piece.fill, "stroke": piece.stroke}])
            plot.texts([at], dx=6, bold=True)
        top += row
    return plot


@lru_cache(maxsize=128)
def _stage_steps(data: StageSteps, style: ChartStyle) -> Chart:
    table = _stage_table(data, style)
    values = [point.value for point in data.points if point.value is not None]
    if not values:
        return nothing_to_draw(data.title, table, style, data.finding)
    total, left, right, height = float(style.across(640)), 40.0, 56.0, 190.0
    width = total - left - right
    domain = value_domain(values, data.domain)
    months = [_months_between(data.points[0], point) for point in data.points]
    end = months[-1] + 1  # the last level lasts its month
    stages = _stages(data, months)
    names = [stage for _, _, stage in stages]
    is_keyed = any(
        not fits(stage, (until - start) / end * width - 8, lines=2)
        for start, until, stage in stages
    )
    key = [f"{number} {name}" for number, name in enumerate(names, start=1)] if is_keyed else []
    plot = Plot(
        width,
        height,
        Axis((0.0, float(end))),
        Axis(domain, True),
        left=left,
        right=right,
        top=40,
        bottom=28 + LINE_HEIGHT * len(key) + (8 if key else 0),
    )
    _draw_levels(plot, data.points, months)
    shown = [str(n) for n in range(1, len(names) + 1)] if is_keyed else names
    _name_stages(
        plot, [(start, end_, name) for (start, end_, _), name in zip(stages, shown, strict=True)]
    )
    _write_levels(plot, data, months, style)
    rows: list[Row] = [{"x": 0, "y": domain[0], "text": "\n".join(key)}]
    plot.texts(rows, dx=4 - left, dy=38)
    last = data.points[-1].value
    if last is not None:
        text = written(last, data.decimals, style)
        plot.texts([{"x": end, "y": last, "text": text}], dx=6, bold=True)
    _mark_years(plot, data.points[0], end)
    parts = [
        (
            f"{p.stage} {month_name(p.month, style)}".strip(),
            written(p.value, data.decimals, style),
        )
        for p in _turns(data)
    ]
    said = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(said), said, table)


def _stage_table(data: StageSteps, style: ChartStyle) -> Table:
    words = style.words
    return Table(
        f"{data.title} ({data.unit})",
        (
            Column(words.month, ColumnKind.NAME),
            Column(words.stage),
            Column(data.unit.capitalize(), ColumnKind.NUMBER),
        ),
        tuple(
            (
                month_name(p.month, style),
                p.stage,
                written(p.value, data.decimals, style),
            )
            for p in _turns(data)
        ),
    )


def _turns(data: StageSteps) -> list[StagePoint]:
    """Return the months in which the value or the stage becomes another."""
    return [
        point
        for before, point in zip((None, *data.points), data.points, strict=False)
        if before is None or (before.value, before.stage) != (point.value, point.stage)
    ]


def _months_between(first: StagePoint, later: StagePoint) -> int:
    years = later.month.year - first.month.year
    return years * 12 + later.month.month - first.month.month


def _draw_levels(plot: Plot, points: tuple[StagePoint, ...], months: list[int]) -> None:
    """Draw one stepped line per run of known values; a gap is left open."""
    ends = [*months[1:], months[-1] + 1]
    level: list[Row] = []
    for point, start, end in zip(points, months, ends, strict=True):
        if point.value is None:
            if level:
                plot.line(level, in_steps=True)
            level = []
            continue
        level += [{"x": start, "y": point.value}, {"x": end, "y": point.value}]
    if level:
        plot.line(level, in_steps=True)


def _stages(data: StageSteps, months: list[int]) -> list[tuple[int, int, str]]:
    """Return first month, month after the last, and name of each named stage."""
    starts = [
        (month, point.stage)
        for number, (month, point) in enumerate(zip(months, data.points, strict=True))
        if point.stage and (number == 0 or data.points[number - 1].stage != point.stage)
    ]
    ends = [month for month, _ in starts[1:]] + [months[-1] + 1]
    return [(start, end, name) for (start, name), end in zip(starts, ends, strict=True)]


def _name_stages(plot: Plot, stages: list[tuple[int, int, str]]) -> None:
    bottom, top = plot.y.domain
    for start, end, name in stages:
        room = (end - start) / plot.x.domain[1] * plot.width - 8
        plot.rules([{"x": start, "x2": start, "y": bottom, "y2": top}])
        label = wrap(name, room, lines=2)
        plot.texts([{"x": start, "y": top, "text": label}], dx=4, dy=-28, bold=True)


def _write_levels(plot: Plot, data: StageSteps, months: list[int], style: ChartStyle) -> None:
    """Write each new level over the line where it begins, when there is room for it."""
    free_from = 0.0
    before: float | None = None
    for month, point in zip(months, data.points, strict=True):
        if point.value is not None and point.value != before:
            text = written(point.value, data.decimals, style)
            x = month / plot.x.domain[1] * plot.width
            if x >= free_from:
                plot.texts([{"x": month, "y": point.value, "text": text}], dx=4, dy=-10)
                free_from = x + text_width(text) + 6
        before = point.value


def _mark_years(plot: Plot, first: StagePoint, end: int) -> None:
    bottom = plot.y.domain[0]
    to_january = (13 - first.month.month) % 12
    marks = [(0, first.month.year)] if to_january else []
    marks += [
        (month, first.month.year + (month + first.month.month - 1) // 12)
        for month in range(to_january, end, 12)
    ]
    px = plot.width / end
    shown = [m for n, m in enumerate(marks) if n == 0 or (m[0] - marks[n - 1][0]) * px > 40]
    rows: list[Row] = [{"x": month, "y": bottom, "text": str(year)} for month, year in shown]
    plot.rules([{"x": 0, "x2": end, "y": bottom, "y2": bottom}], colour=RULE)
    plot.texts(rows, dy=15, colour=INK_2)
