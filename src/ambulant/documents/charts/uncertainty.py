# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a result is, and which assumption matters most."""

from functools import lru_cache

from ambulant.documents.charts.data import Chart, Fan, FanYear, Tornado, TornadoBar
from ambulant.documents.charts.drawing import (
    Align,
    Axis,
    Plot,
    Row,
    down,
    line_count,
    nothing_to_draw,
    value_domain,
    wrap,
)
from ambulant.documents.charts.theme import (
    BAND_1,
    BAND_2,
    INK,
    INK_2,
    LINE_HEIGHT,
    NATURAL,
    OVER,
    PAPER,
    UNDER,
    ChartStyle,
    text_width,
)
from ambulant.documents.charts.words import sentence, written
from ambulant.documents.content import Column, ColumnKind, Table


def fan(data: Fan, style: ChartStyle = NATURAL) -> Chart:
    """Return the middle outcome per year with the bands of half and of eight in ten."""
    return _fan(data, style)


def tornado(data: Tornado, style: ChartStyle = NATURAL) -> Chart:
    """Return the assumptions, the one that moves the result most on top."""
    return _tornado(data, style)


@lru_cache(maxsize=128)
def _fan(data: Fan, style: ChartStyle) -> Chart:
    table = _fan_table(data, style)
    known = [(year, out) for year in data.years if (out := year.outcomes) is not None]
    if not known:
        return nothing_to_draw(data.title, table, style, data.finding)
    stated = [year.stated for year in data.years if year.stated is not None]
    domain = value_domain([v for _, out in known for v in out] + stated, data.domain)
    total, left, right, height = float(style.across(420)), 36.0, 56.0, 220.0
    key = wrap(f"{style.words.half_of_outcomes} {style.words.eight_of_ten}", total - 8, lines=2)
    bottom = 34 + line_count(key) * LINE_HEIGHT
    width = total - left - right
    first, last = data.years[0].year, max(year.year for year in data.years)
    ends = (first - 0.15, last + 0.15) if last > first else (first - 0.5, first + 0.5)
    plot = Plot(
        width,
        height,
        Axis(ends),
        Axis(domain, True),
        left=left,
        right=right,
        top=14,
        bottom=bottom,
    )
    _draw_bands(plot, known)
    _tick_stated(plot, data, style)
    _write_ends(plot, known[-1], (data, style))
    years: list[Row] = [
        {"x": year.year, "y": domain[0], "text": str(year.year)}
        for year in _not_crowded(data, width)
    ]
    plot.texts(years, align="center", dy=15, colour=INK_2)
    plot.rules([{"x": ends[0], "x2": ends[1], "y": 0, "y2": 0}])
    plot.texts([{"x": ends[0], "y": domain[0], "text": key}], dx=4 - left, dy=38, colour=INK_2)
    parts = [(str(year.year), _fan_words(out, data.decimals, style)) for year, out in known]
    said = data.finding or sentence(data.title, data.unit, parts)
    return Chart(plot.svg(said), said, table)


def _not_crowded(data: Fan, width: float) -> list[FanYear]:
    every = max(1, -(-len(data.years) * 42 // int(width)))
    return list(data.years[::every])


def _fan_words(outcomes: tuple[float, ...], decimals: int, style: ChartStyle) -> str:
    low, _, middle, _, high = (written(value, decimals, style) for value in outcomes)
    return f"{middle} ({low}–{high})"


def _draw_bands(
    plot: Plot, known: list[tuple[FanYear, tuple[float, float, float, float, float]]]
) -> None:
    if len(known) == 1:
        year, (low, half_low, middle, half_high, high) = known[0]
        beside: Row = {"x": year.year - 0.18, "x2": year.year + 0.18}
        plot.bars(
            [
                {**beside, "y": low, "y2": high, "fill": BAND_1},
                {**beside, "y": half_low, "y2": half_high, "fill": BAND_2},
            ]
        )
        plot.rules([{**beside, "y": middle, "y2": middle}], colour=INK, thick=2)
        return
    for low, high, colour in ((0, 4, BAND_1), (1, 3, BAND_2)):
        plot.band([{"x": y.year, "y": out[low], "y2": out[high]} for y, out in known], colour)
    plot.line([{"x": year.year, "y": out[2]} for year, out in known])


def _tick_stated(plot: Plot, data: Fan, style: ChartStyle) -> None:
    stated = [(year.year, year.stated) for year in data.years if year.stated is not None]
    ticks: list[Row] = [
        {"x": year - 0.12, "x2": year + 0.12, "y": value, "y2": value} for year, value in stated
    ]
    plot.rules(ticks, colour=INK, thick=3)
    if stated:
        _name_the_tick(plot, data, style)


def _name_the_tick(plot: Plot, data: Fan, style: ChartStyle) -> None:
    """Write the word for stated by the tick that lies farthest from the line."""
    ticked = [year for year in data.years if year.stated is not None]
    year = max(ticked, key=lambda y: abs((y.stated or 0.0) - (y.median or 0.0)))
    stated = year.stated or 0.0
    dy = -12 if stated >= (year.median or 0.0) else 12
    at: Row = {"x": year.year, "y": stated, "text": style.words.stated}
    is_first, is_last = year is data.years[0], year is data.years[-1]
    align: Align = "center" if is_first == is_last else "left" if is_first else "right"
    plot.texts([at], align=align, dy=dy)


def _write_ends(
    plot: Plot,
    last: tuple[FanYear, tuple[float, float, float, float, float]],
    chart: tuple[Fan, ChartStyle],
) -> None:
    """Write the band's ends and the middle at its right, at least a line apart."""
    data, style = chart
    low_end, high_end = plot.y.domain
    px = plot.height / (high_end - low_end)
    year, outcomes = last
    middle = outcomes[2]
    gap = LINE_HEIGHT / px
    is_single = plot.x.domain[1] - plot.x.domain[0] == 1
    x = year.year + 0.18 if is_single else plot.x.domain[1]  # clear of the last tick
    high = max(outcomes[4], middle + gap)
    low = min(outcomes[0], middle - gap)
    for place, value in ((high, outcomes[4]), (low, outcomes[0])):
        text = written(value, data.decimals, style)
        plot.texts([{"x": x, "y": place, "text": text}], dx=5, colour=INK_2)
    text = written(middle, data.decimals, style)
    plot.texts([{"x": x, "y": middle, "text": text}], dx=5, bold=True)


def _fan_table(data: Fan, style: ChartStyle) -> Table:
    words = style.words
    eight, half = (
        text.rstrip(".").partition(": ")[2].capitalize()
        for text in (words.eight_of_ten, words.half_of_outcomes)
    )
    rows = []
    for year in data.years:
        numbers = (year.low, year.half_low, year.median, year.half_high, year.high)
        low, half_low, middle, half_high, high = (
            written(value, data.decimals, style) for value in numbers
        )
        stated = "–" if year.stated is None else written(year.stated, data.decimals, style)
        rows.append((str(year.year), middle, f"{half_low}–{half_high}", f"{low}–{high}", stated))
    labels = (words.middle, half, eight, words.stated.capitalize())
    columns = (
        Column(words.year, ColumnKind.NAME),
        *(Column(label, ColumnKind.NUMBER) for label in labels),
    )
    return Table(f"{data.title} ({data.unit})", columns, tuple(rows))


@lru_cache(maxsize=128)
def _tornado(data: Tornado, style: ChartStyle) -> Chart:
    ranked = sorted(data.bars, key=lambda bar: -bar.span)
    table = _tornado_table(data, ranked, style)
    base = data.base
    if base is None or not any(bar.span >= 0 for bar in ranked):
        return nothing_to_draw(data.title, table, style, data.finding)
    results = [v for bar in ranked for v in (bar.low_result, bar.high_result) if v is not None]
    total = float(style.across(620))
    names = min(total * (0.3 if style.is_narrow else 0.32), 200.0)
    width = total - names
    labels = [wrap(bar.label, names - 10) for bar in ranked]
    heights = [max(30.0, line_count(label) * LINE_HEIGHT + 10) for label in labels]
    height = sum(heights)
    domain = data.domain or _around(base, results, ranked, width)
    plot = Plot(
        width,
        height,
        Axis(domain, True, ticks=3 if style.is_narrow else 5),
        down(height),
        left=names,
        top=28,
        bottom=44,
    )
    top = 0.0
    for bar, label, row in zip(ranked, labels, heights, strict=True):
        middle = top + row / 2
        first_line = middle - (line_count(label) - 1) * LINE_HEIGHT / 2
        plot.texts([{"x": domain[0], "y": first_line, "text": label}], dx=-names)
        _tornado_row(plot, bar, middle, (base, style))
        top += row
    plot.rules([{"x": base, "x2": base, "y": 0, "y2": height}], colour=INK, thick=1.5)
    heads: list[Row] = [{"x": base, "y": 0, "text": style.words.lower}]
    plot.texts(heads, align="right", dx=-8, dy=-14, colour=INK_2)
    heads = [{"x": base, "y": 0, "text": style.words.higher}]
    plot.texts(heads, dx=8, dy=-14, colour=INK_2)
    foot = f"{style.words.base} {written(base, data.decimals, style)} {data.unit}"
    plot.texts([{"x": base, "y": height, "text": foot}], align="center", dy=34, bold=True)
    parts = [
        (
            bar.label,
            f"{written(bar.low_result, data.decimals, style)}–"
            f"{written(bar.high_result, data.decimals, style)}",
        )
        for bar in ranked
    ]
    said = data.finding or sentence(f"{data.title}. {foot}", "", parts)
    return Chart(plot.svg(said), said, table)


def _around(
    base: float, results: list[float], bars: list[TornadoBar], width: float
) -> tuple[float, float]:
    """Return a scale that holds every bar and the words at its ends."""
    low, high = min([base, *results]), max([base, *results])
    if low == high:
        low, high = low - 1, high + 1
    words = max(text_width(text) for bar in bars for text in _end_texts(base, bar))
    margin = min(0.32, (words + 12) / width)
    reach = (high - low) / (1 - 2 * margin) * margin
    # The words above the base line need room on both sides of it.
    span = high - low + 2 * reach
    return (min(low - reach, base - span * 0.2), max(high + reach, base + span * 0.2))


def _end_texts(base: float, bar: TornadoBar) -> tuple[str, ...]:
    low, high = bar.low_result, bar.high_result
    if low is None or high is None or (low < base) != (high < base):
        return (bar.low_input, bar.high_input)
    return (f"{bar.low_input} / {bar.high_input}",)


def _tornado_row(
    plot: Plot, bar: TornadoBar, middle: float, chart: tuple[float, ChartStyle]
) -> None:
    base, style = chart
    ends = [(bar.low_result, bar.low_input), (bar.high_result, bar.high_input)]
    if bar.low_result is None or bar.high_result is None:
        at: Row = {"x": base, "y": middle, "text": style.words.missing}
        plot.texts([at], dx=8, italic=True, colour=INK_2)
        return
    # Both ends may lie on the same side: the longer first, so that both are seen.
    known = [(value, text) for value, text in ends if value is not None]
    for value, _ in sorted(known, key=lambda end: -abs(end[0] - base)):
        colour = OVER if value < base else UNDER
        row: Row = {"x": base, "x2": value, "y": middle - 9, "y2": middle + 9}
        plot.bars([{**row, "fill": colour}])
    lower = sorted((end for end in known if end[0] < base), reverse=True)
    higher = sorted(end for end in known if end[0] >= base)
    for side, align, dx in ((lower, "left", -6), (higher, "right", 6)):
        if len(side) == 2:  # both ends on one side: mark the nearer, name both at the farther
            near = side[0][0]
            line: Row = {"x": near, "x2": near, "y": middle - 9, "y2": middle + 9}
            plot.rules([line], colour=PAPER, thick=2)
        if side:
            text = " / ".join(text for _, text in side if text)
            at = {"x": side[-1][0], "y": middle, "text": text}
            plot.texts([at], align="right" if align == "left" else "left", dx=dx)


def _tornado_table(data: Tornado, bars: list[TornadoBar], style: ChartStyle) -> Table:
    words = style.words
    rows = tuple(
        (
            bar.label,
            bar.low_input,
            written(bar.low_result, data.decimals, style),
            bar.high_input,
            written(bar.high_result, data.decimals, style),
        )
        for bar in bars
    )
    columns = (
        Column(words.assumption, ColumnKind.NAME),
        Column("↓"),
        Column(words.result, ColumnKind.NUMBER),
        Column("↑"),
        Column(words.result, ColumnKind.NUMBER),
    )
    base = written(data.base, data.decimals, style)
    note = f"{words.base}: {base} {data.unit}"
    return Table(f"{data.title} ({data.unit})", columns, rows, note=note)
