# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts: every one with ordinary, empty, single and missing data, in both widths."""

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from ambulant.documents import charts
from ambulant.documents.charts import Chart, ChartStyle
from ambulant.documents.charts.svg import size_of
from ambulant.documents.charts.theme import LIGHT
from ambulant.errors import InvalidInputError

NASTY = "<b>& \"x\" 'y' {{ z }}"
WIDTHS = [ChartStyle("narrow"), ChartStyle("natural")]


def _activities(*models: tuple[float | None, ...]) -> charts.ActivityBars:
    named = tuple(charts.ModelActivities(f"M{n} {NASTY}", *five) for n, five in enumerate(models))
    return charts.ActivityBars(f"Tid {NASTY}", named)


def _years(*values: float | None) -> charts.YearBars:
    years = tuple(charts.YearValue(2026 + n, value, 1.5) for n, value in enumerate(values))
    return charts.YearBars("Netto", years)


def _waterfall(*values: float | None) -> charts.Waterfall:
    steps = tuple(
        charts.WaterfallStep(f"Steg {n} {NASTY}", value, is_total=n in (0, len(values) - 1))
        for n, value in enumerate(values)
    )
    return charts.Waterfall("Brutto til netto", steps)


def _fan(*medians: float | None) -> charts.Fan:
    years = tuple(
        charts.FanYear(2026 + n, m, m - 1, m + 1, m - 2, m + 2, stated=m)
        if m is not None
        else charts.FanYear(2026 + n, None, None, None, None, None)
        for n, m in enumerate(medians)
    )
    return charts.Fan("Vifte", years)


def _tornado(*ends: tuple[float | None, float | None]) -> charts.Tornado:
    bars = tuple(
        charts.TornadoBar(f"Bar{n} {NASTY}", low, high, f"lav {n}", f"høy {n}")
        for n, (low, high) in enumerate(ends)
    )
    return charts.Tornado("Tornado", 6.2, bars)


def _stages(*values: float | None) -> charts.StageSteps:
    points = tuple(
        charts.StagePoint(date(2026 + n, 3, 1), value, f"Trinn {n} {NASTY}")
        for n, value in enumerate(values)
    )
    return charts.StageSteps("Trinn", points)


def _scores(*values: float | None) -> charts.ScoreBars:
    rows = tuple(charts.ScoreRow(f"Rad {n} {NASTY}", value) for n, value in enumerate(values))
    return charts.ScoreBars("Poeng", rows)


def _tree(*ftes: float | None) -> charts.OrgTree:
    changes = list(charts.UnitChange)
    units = tuple(
        charts.OrgUnit(str(n), f"Enhet {n} {NASTY}", "0" if n else "", fte, changes[n % 5], "før")
        for n, fte in enumerate(ftes)
    )
    return charts.OrgTree("Tre", units)


CASES = {
    "activity": (
        charts.activity_bars,
        _activities((19.6, 5.4, 0.9, 4.2, 4.3), (6.4, 9.1, 2.1, 3.1, 2.9)),
        _activities(),
        _activities((1.0, 0.0, 0.0, 0.0, 0.0)),
        _activities((None, 2.0, None, None, None), (None,) * 5),
    ),
    "years": (charts.year_bars, _years(2.1, 5.7, -0.6), _years(), _years(2.1), _years(None, 1.0)),
    "waterfall": (
        charts.waterfall,
        _waterfall(9.1, -1.5, 0.4, 8.0),
        _waterfall(),
        _waterfall(9.1),
        _waterfall(9.1, None, 8.0),
    ),
    "fan": (charts.fan, _fan(2.1, 5.7, 6.2), _fan(), _fan(2.1), _fan(None, 5.7, 6.2)),
    "tornado": (
        charts.tornado,
        _tornado((4.5, 7.0), (7.6, 4.8), (6.4, 6.9), (5.0, 5.5)),
        _tornado(),
        _tornado((4.5, 7.0)),
        _tornado((None, 7.0), (5.0, 7.0)),
    ),
    "stages": (
        charts.stage_steps,
        _stages(34.5, 30.1, 26.3, 23.0),
        _stages(),
        _stages(34.5),
        _stages(34.5, None, 23.0),
    ),
    "scores": (charts.score_bars, _scores(0.4, 1.0, 0.0), _scores(), _scores(0.5), _scores(None)),
    "tree": (charts.org_tree, _tree(34.5, 12, 6, 20, 3, 1), _tree(), _tree(34.5), _tree(None, 2)),
}
KINDS = ("ordinary", "empty", "single", "missing")


def _draw(name: str, kind: str, style: ChartStyle) -> Chart:
    function, *data = CASES[name]
    return function(data[KINDS.index(kind)], style)  # type: ignore[operator,no-any-return]


@pytest.mark.parametrize("style", WIDTHS, ids=["narrow", "natural"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CASES)
def test_every_chart_is_safe_named_and_sized(name: str, kind: str, style: ChartStyle) -> None:
    chart = _draw(name, kind, style)
    root = etree.fromstring(chart.svg)

    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.alt != ""
    for element in root.iter():
        assert "style" not in element.attrib
        assert etree.QName(element).localname not in {"style", "script", "foreignObject", "image"}
    assert re.findall(r"font-size=\"([\d.]+)", chart.svg) == ["12.5"]
    assert "NaN" not in chart.svg
    assert "undefined" not in chart.svg
    assert "null" not in chart.svg
    if style.is_narrow:
        assert size_of(chart.svg)[0] == 340
    assert set(re.findall(r"var\((--[\w-]+)\)", chart.svg)) <= set(LIGHT)
    assert "var(" not in charts.with_light_colours(chart.svg)


@pytest.mark.parametrize("name", CASES)
def test_missing_is_written_and_never_drawn_as_zero(name: str) -> None:
    chart = _draw(name, "missing", ChartStyle())

    cells = [cell for row in chart.table.rows for cell in row]
    assert any("mangler" in cell for cell in cells)
    if name not in ("fan", "stages"):  # there a gap is a break in the line
        assert "mangler" in chart.svg or "Ingen tall" in chart.svg


@pytest.mark.parametrize("name", CASES)
def test_no_data_gives_a_sentence_and_not_an_empty_frame(name: str) -> None:
    chart = _draw(name, "empty", ChartStyle())

    assert "Ingen tall å vise" in chart.svg
    assert "Ingen tall å vise" in chart.alt
    assert chart.table.rows == ()


def test_two_charts_on_a_page_share_no_pattern_id() -> None:
    style = ChartStyle()
    ids = [
        re.findall(r'id="([^"]+)"', charts.activity_bars(data, style).svg)
        for data in (_activities((1.0, 1.0, 1.0, 1.0, 1.0)), _activities((2.0, 1.0, 1.0, 1.0, 1.0)))
    ]

    assert [len(each) for each in ids] == [1, 1]
    assert ids[0] != ids[1]
    svg = charts.activity_bars(_activities((1.0, 1.0, 1.0, 1.0, 1.0)), style).svg
    assert f"url(#{ids[0][0]})" in svg
    assert "url(#hatch)" not in svg


def test_absence_is_hatched_and_travel_is_thin() -> None:
    svg = charts.activity_bars(_activities((5.0, 5.0, 5.0, 5.0, 5.0)), ChartStyle()).svg
    heights = {
        fill: re.search(rf'd="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)h[^"]*" fill="{re.escape(fill)}"', svg)
        for fill in ("var(--amb-data-stedlig)", "var(--amb-data-reise)")
    }

    thick, thin = (float(match[1]) for match in heights.values() if match is not None)
    assert thick > 2 * thin
    assert "<pattern" in svg


def test_the_longest_bar_first_in_a_tornado() -> None:
    data = _tornado((6.0, 6.4), (2.0, 9.0), (None, 1.0))

    rows = charts.tornado(data).table.rows

    assert [row[0].split()[0] for row in rows] == ["Bar1", "Bar0", "Bar2"]


def test_a_shared_scale_gives_bars_in_proportion() -> None:
    heights = []
    for value in (2.0, 4.0):
        data = replace(_years(value), domain=(0.0, 8.0), years=(charts.YearValue(2026, value),))
        match = re.search(r'd="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)', charts.year_bars(data).svg)
        assert match is not None
        heights.append(float(match[1]))

    assert heights[1] == pytest.approx(2 * heights[0])


def test_the_waterfall_goes_on_from_where_it_was() -> None:
    svg = charts.waterfall(replace(_waterfall(8.0, -2.0, 6.0), domain=(0.0, 8.0))).svg
    tops = [float(y) for y in re.findall(r'd="M[\d.]+,([\d.]+)h', svg)]

    assert tops == pytest.approx([0.0, 0.0, 60.0])  # 240 px for 8: the change hangs from 8 to 6


def test_the_finding_is_the_caller_s_when_given() -> None:
    chart = charts.year_bars(replace(_years(1.0), finding="Nettoen øker."))

    assert chart.alt == "Nettoen øker."


def test_norwegian_numbers_everywhere() -> None:
    chart = charts.waterfall(_waterfall(1234.5, -0.25, 1234.25))

    assert "1\u00a0234,50" in chart.svg
    assert "\u22120,25" in chart.svg
    assert chart.table.rows[1][1] == "\u22120,25"


def test_the_words_follow_the_language() -> None:
    english = charts.activity_bars(
        _activities((1.0, None, 1.0, 1.0, 1.0)), ChartStyle(language="en")
    )

    assert "Ambulatory" in english.svg
    assert "missing" in english.svg


def test_units_come_right_under_the_one_they_lie_under() -> None:
    units = (
        charts.OrgUnit("a", "A"),
        charts.OrgUnit("b", "B"),
        charts.OrgUnit("c", "C", "a"),
        charts.OrgUnit("d", "D", "c"),
        charts.OrgUnit("e", "E", "a"),
    )

    rows = charts.org_tree(charts.OrgTree("T", units)).table.rows

    assert [row[0] for row in rows] == ["A", "C", "D", "E", "B"]
    assert rows[2][1] == "C"


def test_a_change_is_told_in_words_and_not_by_colour_alone() -> None:
    svg = charts.org_tree(_tree(1, 2, 3, 4, 5)).svg

    for word in ("ny", "endret", "flyttet", "lagt ned"):
        assert f">{word} før<" in svg


@pytest.mark.parametrize(
    ("units", "message"),
    [
        ((charts.OrgUnit("a", "A"), charts.OrgUnit("a", "B")), "same key"),
        ((charts.OrgUnit("a", "A", "x"),), "'x', which is not among"),
        ((charts.OrgUnit("a", "A", "b"), charts.OrgUnit("b", "B", "a")), "under itself"),
    ],
)
def test_a_tree_that_is_none_is_refused(units: tuple[charts.OrgUnit, ...], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        charts.OrgTree("T", units)


def test_values_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="nan"):
        _years(float("nan"))
    with pytest.raises(InvalidInputError, match="0 or more"):
        _activities((-1.0, 0.0, 0.0, 0.0, 0.0))
    with pytest.raises(InvalidInputError, match="rise from low to high"):
        charts.Fan("F", (charts.FanYear(2026, 1, 2, 3, 4, 5),))
    with pytest.raises(InvalidInputError, match="0 to 1.0"):
        _scores(1.5)
    with pytest.raises(InvalidInputError, match="out of order"):
        charts.StageSteps("S", (charts.StagePoint(date(2026, 2, 1), 1),) * 2)
    with pytest.raises(InvalidInputError, match="280 to 1200"):
        ChartStyle(pixels=10)
    with pytest.raises(InvalidInputError, match="below the second"):
        replace(_years(1.0), domain=(2.0, 1.0))


def test_a_chart_is_drawn_once() -> None:
    assert charts.fan(_fan(1.0, 2.0)) is charts.fan(_fan(1.0, 2.0))


def test_the_bitmap_is_a_png_of_the_scaled_size() -> None:
    svg = charts.year_bars(_years(1.0), ChartStyle("narrow")).svg
    raw = charts.to_png(svg, 2.0)

    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(raw[16:20], "big") == 680
