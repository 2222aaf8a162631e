# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bars in rows: what the time goes to, and scores."""

from functools import lru_cache
from math import ceil

from ambulant.documents.charts.data import (
    ActivityBars,
    Chart,
    ModelActivities,
    ScoreBars,
)
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
    HATCH,
    INK_2,
    LINE_HEIGHT,
    MAIN,
    NATURAL,
    ChartStyle,
    text_width,
    token,
)
from ambulant.documents.charts.words import sentence, written
from ambulant.documents.content import Column, ColumnKind, Table

# Colour and thickness in px: travel is a thin bar, indirect time and other posts lower ones.
_LOOKS = (
    (token("data-stedlig"), 13.0),
    (token("data-ambulant"), 13.0),
    (token("data-reise"), 5.0),
    (token("data-indirekte"), 10.0),
    (HATCH, 13.0),
    (token("data-andre"), 10.0),
)
_ROW = 23.0
_HEAD = 24.0
_GAP = 12.0
_LABELS = 78.0
_NATURAL_WIDTH = {1: 380, 2: 540, 3: 680}  # px by columns of models


def activity_bars(data: ActivityBars, style: ChartStyle = NATURAL) -> Chart:
    """Return aligned bars per model; side by side, or under each other on a phone.

    A sixth bar, for posts that are not computed from hours, comes only when some model has any.
    """
    return _activity_bars(data, style)


def score_bars(data: ScoreBars, style: ChartStyle = NATURAL) -> Chart:
    """Return thin bars with the number at the end: shares, scores, probabilities."""
    return _score_bars(data, style)


@lru_cache(maxsize=128)
def _activity_bars(data: ActivityBars, style: ChartStyle) -> Chart:
    table = _activity_table(data, style)
    known = [v for model in data.models for v in model.values if v is not None]
    if not known:
        return nothing_to_draw(data.title, table, style, data.finding)
    columns = 1 if style.is_narrow else min(3, len(data.models))
    heads = _HEAD if len(data.models) > 1 else 0.0
    block = heads + data.count * _ROW + _GAP
    width = style.across(_NATURAL_WIDTH[columns])
    height = ceil(len(data.models) / columns) * block - _GAP
    plot = Plot(width, height, across(width), down(height))
    numbers = max(text_width(written(value, data.decimals, style)) for value in known)
    column = (width - _LABELS) / columns
    longest = max([*known, data.maximum or 0.0]) or 1.0
    scale = (column - numbers - 14) / longest
    for number, model in enumerate(data.models):
        left = _LABELS + (number % columns) * column
        top = (number // columns) * block
        if heads:
            name = wrap(model.name, column - 8, lines=1)
            plot.texts([{"x": left, "y": top + heads / 2 - 2, "text": name}], bold=True)
        if number % columns == 0:
            _activity_labels(plot, top + heads, _labels(data, style))
        _activity_column(plot, model, (left, top + heads, scale), (data, style))
    parts = [
        (f"{model.name}, {label.lower()}", written(value, data.decimals, style))
        for model in data.models
        for label, value in zip(_labels(data, style), model.values, strict=False)
    ]
    words = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(words), words, table)


def _labels(data: ActivityBars, style: ChartStyle) -> tuple[str, ...]:
    return style.words.activities[: data.count]


def _activity_labels(plot: Plot, top: float, labels: tuple[str, ...]) -> None:
    plot.texts(
        [{"x": 0, "y": top + (row + 0.5) * _ROW, "text": label} for row, label in enumerate(labels)]
    )


def _activity_column(
    plot: Plot,
    model: ModelActivities,
    place: tuple[float, float, float],
    chart: tuple[ActivityBars, ChartStyle],
) -> None:
    left, top, scale = place
    data, style = chart
    bars: list[Row] = []
    numbers: list[Row] = []
    gaps: list[Row] = []
    shown = zip(model.values[: data.count], _LOOKS, strict=False)
    for row, (value, (fill, thick)) in enumerate(shown):
        middle = top + (row + 0.5) * _ROW
        end = left + (value or 0.0) * scale
        text = written(value, data.decimals, style)
        if value is None:
            gaps.append({"x": left, "y": middle, "text": text})
            continue
        numbers.append({"x": end, "y": middle, "text": text})
        bars.append(
            {
                "x": left,
                "x2": end,
                "y": middle - thick / 2,
                "y2": middle + thick / 2,
                "fill": fill,
            }
        )
    plot.bars(bars)
    plot.texts(numbers, dx=5)
    plot.texts(gaps, italic=True, colour=INK_2)


def _activity_table(data: ActivityBars, style: ChartStyle) -> Table:
    words = style.words
    columns = (
        Column(words.model, ColumnKind.NAME),
        *(Column(label, ColumnKind.NUMBER) for label in _labels(data, style)),
    )
    rows = tuple(
        (
            model.name,
            *(written(value, data.decimals, style) for value in model.values[: data.count]),
        )
        for model in data.models
    )
    return Table(f"{data.title} ({data.unit})", columns, rows)


@lru_cache(maxsize=128)
def _score_bars(data: ScoreBars, style: ChartStyle) -> Chart:
    words = style.words
    texts = [
        row.text if row.text and row.value is not None else written(row.value, data.decimals, style)
        for row in data.rows
    ]
    label = data.unit or words.result
    table = Table(
        data.title,
        (Column(words.criterion, ColumnKind.NAME), Column(label, ColumnKind.NUMBER)),
        tuple((row.label, text) for row, text in zip(data.rows, texts, strict=True)),
    )
    if not data.rows:
        return nothing_to_draw(data.title, table, style, data.finding)
    width = float(style.across(420))
    names = min(width * 0.45, max(text_width(row.label) for row in data.rows) + 8)
    numbers = max(text_width(text, bold=True) for text in texts) + 8
    labels = [wrap(row.label, names - 8) for row in data.rows]
    heights = [max(26.0, line_count(text) * LINE_HEIGHT + 8) for text in labels]
    plot = Plot(width, sum(heights), across(width), down(sum(heights)))
    track = width - names - numbers
    top = 0.0
    for row, text, name, height in zip(data.rows, texts, labels, heights, strict=True):
        middle = top + height / 2
        first_line = middle - (line_count(name) - 1) * LINE_HEIGHT / 2
        plot.texts([{"x": 0, "y": first_line, "text": name}])
        if row.value is None:
            plot.texts([{"x": names, "y": middle, "text": text}], italic=True, colour=INK_2)
        else:
            ends = {"y": middle - 3, "y2": middle + 3}
            end = names + track * row.value / data.maximum
            plot.bars(
                [
                    {"x": names, "x2": names + track, "fill": GRID, **ends},
                    {"x": names, "x2": end, "fill": MAIN, **ends},
                ]
            )
            plot.texts([{"x": names + track + 8, "y": middle, "text": text}], bold=True)
        top += height
    parts = [(row.label, text) for row, text in zip(data.rows, texts, strict=True)]
    said = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(said), said, table)
