# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Colours, type and sizes of charts.

Colours are `var(--amb-…)`, so one drawing serves the light and the dark scheme. Paper, Word and
bitmaps know no variables: `LIGHT` holds the light values of the same tokens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ambulant.documents.wording import WORDS, Language, Words
from ambulant.errors import InvalidInputError

FONT_FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FONT = "Inter Variable, Inter, sans-serif"
FONT_SIZE = 12.5  # px; nothing in a chart is smaller
LINE_HEIGHT = 15.0  # px
NARROW = 340  # px, a phone

# Light values of the tokens the page's stylesheet holds.
LIGHT: Mapping[str, str] = {
    "--amb-ink": "#292c30",
    "--amb-ink-2": "#5b5d60",
    "--amb-paper": "#ffffff",
    "--amb-tint": "#f6f6f7",
    "--amb-rule": "#dcdde0",
    "--amb-rule-strong": "#85888e",
    "--amb-grid": "#e9eaec",
    "--amb-data-stedlig": "#36427a",
    "--amb-on-stedlig": "#ffffff",
    "--amb-data-ambulant": "#1d8473",
    "--amb-on-ambulant": "#ffffff",
    "--amb-data-reise": "#c48327",
    "--amb-on-reise": "#1d1300",
    "--amb-data-indirekte": "#9092b2",
    "--amb-on-indirekte": "#14152b",
    "--amb-data-fravaer": "#791441",
    "--amb-on-fravaer": "#ffffff",
    "--amb-data-over": "#b8450b",
    "--amb-data-over-bg": "#fbe9dd",
    "--amb-data-under": "#5f4bb6",
    "--amb-data-under-bg": "#ebe8f8",
    "--amb-data-hoved": "#4a515c",
    "--amb-on-hoved": "#ffffff",
    "--amb-data-oss": "#1b1d21",
    "--amb-data-andre": "#85888e",
    "--amb-band-1": "#e6e7ea",
    "--amb-band-2": "#c9cbd0",
}


def token(name: str) -> str:
    """Return the colour of a token, as `var(--amb-…)`."""
    return f"var(--amb-{name})"


INK = token("ink")
INK_2 = token("ink-2")
PAPER = token("paper")
RULE = token("rule-strong")
GRID = token("grid")
MAIN = token("data-hoved")
ON_MAIN = token("on-hoved")
OVER = token("data-over")
OVER_PALE = token("data-over-bg")
UNDER = token("data-under")
UNDER_PALE = token("data-under-bg")
BAND_1 = token("band-1")
BAND_2 = token("band-2")
HATCH = "url(#hatch)"  # absence; the drawing gets the pattern when it uses this
NONE = "transparent"


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """How wide a chart is and which language its own words are in.

    `narrow` is 340 px (phone). `natural` is the chart's own width; `pixels` sets another,
    280 to 1200. Text is 12.5 px at every width.
    """

    width: Literal["narrow", "natural"] = "natural"
    language: Language = "nb"
    pixels: int = 0

    def __post_init__(self) -> None:
        """Refuse widths that give unreadable charts."""
        if self.pixels and not 280 <= self.pixels <= 1200:
            raise InvalidInputError(
                f"A chart of {self.pixels} px was asked for; allowed: 280 to 1200."
            )

    @property
    def is_narrow(self) -> bool:
        """True for the phone's layout."""
        return self.width == "narrow"

    @property
    def words(self) -> Words:
        """The words of the language."""
        return WORDS[self.language]

    def across(self, natural: int) -> int:
        """Return the width in px of a chart whose own width is `natural`."""
        if self.is_narrow:
            return NARROW
        return self.pixels or natural


NATURAL = ChartStyle()


def text_width(text: str, *, bold: bool = False) -> float:
    """Return about how many px a line of text takes; a little too many rather than too few."""
    narrow = sum(character in " ilIjtfr.,:;|!'()" for character in text)
    wide = sum(character in "mwMWÆØ%@—" for character in text)
    usual = len(text) - narrow - wide
    share = 0.34 * narrow + 0.93 * wide + 0.6 * usual
    return share * FONT_SIZE * (1.05 if bold else 1.0)
