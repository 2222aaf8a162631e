# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts: data in, an SVG for both colour schemes, its finding in words and its numbers out.

Every chart is a pure function of a frozen dataclass and a `ChartStyle`, drawn once and kept.
"""

from ambulant.documents.charts.bars import activity_bars, score_bars
from ambulant.documents.charts.data import (
    ActivityBars,
    Chart,
    Fan,
    FanYear,
    ModelActivities,
    OrgTree,
    OrgUnit,
    ScoreBars,
    ScoreRow,
    StagePoint,
    StageSteps,
    Tornado,
    TornadoBar,
    UnitChange,
    Waterfall,
    WaterfallStep,
    YearBars,
    YearValue,
)
from ambulant.documents.charts.money import stage_steps, waterfall, year_bars
from ambulant.documents.charts.organisation import org_tree
from ambulant.documents.charts.svg import to_png, with_light_colours
from ambulant.documents.charts.theme import ChartStyle
from ambulant.documents.charts.uncertainty import fan, tornado

__all__ = [
    "ActivityBars",
    "Chart",
    "ChartStyle",
    "Fan",
    "FanYear",
    "ModelActivities",
    "OrgTree",
    "OrgUnit",
    "ScoreBars",
    "ScoreRow",
    "StagePoint",
    "StageSteps",
    "Tornado",
    "TornadoBar",
    "UnitChange",
    "Waterfall",
    "WaterfallStep",
    "YearBars",
    "YearValue",
    "activity_bars",
    "fan",
    "org_tree",
    "score_bars",
    "stage_steps",
    "to_png",
    "tornado",
    "waterfall",
    "with_light_colours",
    "year_bars",
]
