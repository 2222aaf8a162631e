# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a calculator answers: a sentence, lines of figures, tables, and what to be careful with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ambulant.explain import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the answer. `key` is its address; a total has a rule above it."""

    key: str
    figure: Figure
    note: str = ""
    decimals: int | None = None
    is_total: bool = False
    has_sign: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a table, or a text where `figure` is None."""

    heading: str
    figure: Figure | None = None
    key: str = ""
    text: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table below the lines; the headings stand in the cells."""

    id: str
    heading: str
    how: str
    first: str  # heading of the rows' names
    rows: tuple[Row, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns after the first."""
        return tuple(cell.heading for cell in self.rows[0].cells) if self.rows else ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a calculator. `main` is the key of the figure that is asked for."""

    sentence: str
    main: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def figures(self) -> Mapping[str, Figure]:
        """Return every figure that can be opened, by its key."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, Figure]]:
        for line in self.lines:
            yield line.key, line.figure
        for table in self.tables:
            for row in table.rows:
                for cell in row.cells:
                    if cell.figure is not None and cell.key:
                        yield cell.key, cell.figure
