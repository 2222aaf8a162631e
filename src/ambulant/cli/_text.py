# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables for a terminal, aligned by how wide characters are shown."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

GAP = "  "


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; with one cell only, a heading across the table."""

    cells: tuple[str, ...]


def width(text: str) -> int:
    """Return how many columns a terminal uses for a text."""
    return sum(_width_of(character) for character in text)


def table(lines: Sequence[Line], *, right: frozenset[int]) -> str:
    """Return lines as text in columns.

    Args:
        lines: Rows; a row with one cell is a heading and does not widen the first column.
        right: Columns, from 0, that are set to the right.
    """
    rows = [line.cells for line in lines if len(line.cells) > 1]
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((width(row[column]) for row in rows if column < len(row)), default=0)
        for column in range(count)
    ]
    return "\n".join(
        line.cells[0] if len(line.cells) == 1 else _row(line.cells, widths, right) for line in lines
    )


def _row(cells: tuple[str, ...], widths: Sequence[int], right: frozenset[int]) -> str:
    parts = []
    for column, cell in enumerate(cells):
        space = " " * (widths[column] - width(cell))
        parts.append(space + cell if column in right else cell + space)
    return GAP.join(parts).rstrip()


def _width_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
