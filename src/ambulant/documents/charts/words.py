# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How numbers are written in charts, and how a chart is said in words."""

from collections.abc import Sequence
from datetime import date

from ambulant.documents.charts.theme import ChartStyle
from ambulant.units import format_number


def written(value: float | None, decimals: int, style: ChartStyle, *, sign: bool = False) -> str:
    """Return a value as written in Norwegian, or the word for a gap."""
    if value is None:
        return style.words.missing
    return format_number(value, decimals, sign=sign)


def sentence(title: str, unit: str, parts: Sequence[tuple[str, str]]) -> str:
    """Return a chart in words: its title, its unit, and each mark with its number."""
    head = f"{title}, {unit}" if unit else title
    said = "; ".join(f"{label} {text}" for label, text in parts)
    return f"{head}: {said}." if said else f"{head}."


def month_name(month: date, style: ChartStyle) -> str:
    """Return a month with its year: `jan. 2026`."""
    return f"{style.words.months[month.month - 1]} {month.year}"
