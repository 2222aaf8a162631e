# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as data: what it says, apart from how it is shown.

Every text is plain text. The renderers escape it, so a name with `<`, `#` or `{{` stays a name.
The same document gives HTML, PDF and Word.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Literal, TypeAlias

from ambulant.documents.wording import WORDS, Language
from ambulant.errors import InvalidInputError

# What XML 1.0 cannot hold, and no reader can see.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return text without the control characters that no document format can hold."""
    return _UNPRINTABLE.sub("", text)


class Emphasis(StrEnum):
    """How a run of text stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one weight."""

    text: str
    emphasis: Emphasis = Emphasis.PLAIN


Runs: TypeAlias = tuple[Run, ...]


def strong(text: str) -> Run:
    """Return text in bold."""
    return Run(text, Emphasis.STRONG)


def emphasis(text: str) -> Run:
    """Return text in italics."""
    return Run(text, Emphasis.EMPHASIS)


def runs(*parts: str | Run) -> Runs:
    """Return parts as runs; strings are plain."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter: level 2 under the chapter's title, 3 under a level 2."""

    text: str
    level: Literal[2, 3] = 2

    def __post_init__(self) -> None:
        """Refuse other levels."""
        if self.level not in (2, 3):
            raise InvalidInputError(f"Heading {self.text!r} has level {self.level}; allowed: 2, 3.")


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list in no particular order."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list counted from 1."""

    items: tuple[Runs, ...]


class ColumnKind(StrEnum):
    """What a column holds. A name heads its row; numbers are right-aligned and tabular."""

    NAME = "name"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `alignment` follows the kind unless given."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT
    alignment: Literal["start", "end", ""] = ""

    @property
    def at_end(self) -> bool:
        """True when the cells are aligned right."""
        return (self.alignment or self._usual) == "end"

    @property
    def _usual(self) -> str:
        return "end" if self.kind is ColumnKind.NUMBER else "start"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text. Every row, also the total, has one cell per column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total_row: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse tables without columns, and rows of another length."""
        if not self.columns:
            raise InvalidInputError(f"Table {self.caption!r} has no columns; at least 1 is needed.")
        totals = (self.total_row,) if self.total_row else ()
        for row in chain(self.rows, totals):
            if len(row) != len(self.columns):
                raise InvalidInputError(
                    f"Table {self.caption!r} has a row of {len(row)} cells {row!r}; "
                    f"it must have {len(self.columns)}, one per column."
                )


@dataclass(frozen=True, slots=True)
class ChartImage:
    """A figure: an SVG of ours, what it shows in words, and its numbers as a table."""

    caption: str
    alt: str
    svg: str
    table: Table | None = None

    def __post_init__(self) -> None:
        """Refuse a figure nobody can hear, and one that is not a drawing."""
        if not self.alt.strip():
            raise InvalidInputError(
                f"Figure {self.caption!r} has no alt text; one sentence is needed."
            )
        if not self.svg.lstrip().startswith("<svg"):
            raise InvalidInputError(
                f"Figure {self.caption!r} starts with {self.svg[:20]!r}; it must be an <svg>."
            )


@dataclass(frozen=True, slots=True)
class Callout:
    """Something the reader must not miss, set apart."""

    title: str
    runs: Runs = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap in the case, said aloud. `reason` tells why, or is empty."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what is said about it."""

    term: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms with what is said about each."""

    entries: tuple[Definition, ...]


Block: TypeAlias = (
    Paragraph
    | Heading
    | BulletList
    | NumberedList
    | Table
    | ChartImage
    | Callout
    | Missing
    | DefinitionList
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter or an attachment. An attachment is numbered by its place when `number` is None."""

    number: int | None
    title: str
    blocks: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an empty title, and a level 3 heading that stands under no level 2."""
        if not self.title.strip():
            raise InvalidInputError(
                f"Chapter {self.number} has the title {self.title!r}; it must have words."
            )
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level == 2:
                    return
                raise InvalidInputError(
                    f"Chapter {self.title!r} begins with heading {block.text!r} of level 3; "
                    "the first must be of level 2."
                )


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `date` also stamps the files, so the same document gives the same bytes."""

    title: str
    subtitle: str
    language: Language
    municipality: str
    date: date
    version: str
    confidentiality: str = ""
    chapters: tuple[Chapter, ...] = ()
    attachments: tuple[Chapter, ...] = ()
    sources: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse a document without a title or in a language we have no words for."""
        if not self.title.strip():
            raise InvalidInputError(
                f"The document has the title {self.title!r}; it must have words."
            )
        if self.language not in WORDS:
            raise InvalidInputError(
                f"Language {self.language!r} is unknown; allowed: {', '.join(WORDS)}."
            )
