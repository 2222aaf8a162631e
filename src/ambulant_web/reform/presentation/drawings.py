# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Charts in two widths: one for the page, one for the phone; the stylesheet shows one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import get_language

from ambulant.documents.charts import Chart, ChartStyle
from ambulant.documents.wording import WORDS, Language

Draw: TypeAlias = Callable[[ChartStyle], Chart]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart twice. Template: `{% include "reform/_chart.html" with picture=… %}`."""

    natural: Chart
    narrow: Chart


def draw(make: Draw, *, pixels: int = 0) -> Drawing:
    """Return a chart in both widths, in the language of the page.

    Args:
        make: Draws the chart in a style: `lambda style: plan_chart(result, style, translated)`.
        pixels: Width of the wide one, 280 to 1200; the chart's own when 0.
    """
    language = chart_language()
    wide = ChartStyle(language=language, pixels=pixels)
    return Drawing(make(wide), make(ChartStyle("narrow", language)))


def chart_language() -> Language:
    """Return the language of the page, as charts know it."""
    asked = (get_language() or "nb").split("-")[0]
    return next((known for known in WORDS if known == asked), "nb")
