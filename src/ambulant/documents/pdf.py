# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as PDF/UA-1, by Typst.

The template is fixed. Content goes in as one JSON text and is set as text there, so nothing in a
name or an argument can become markup.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import typst

from ambulant.documents.charts.svg import size_of, with_light_colours
from ambulant.documents.charts.theme import FONT_FOLDER
from ambulant.documents.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    ChartImage,
    DefinitionList,
    Document,
    Heading,
    Missing,
    NumberedList,
    Paragraph,
    Run,
    Runs,
    Table,
    printable,
)
from ambulant.documents.dates import written_date
from ambulant.documents.wording import WORDS
from ambulant.errors import InvalidInputError

_TEMPLATE = Path(__file__).parent / "templates" / "document.typ"
_Json: TypeAlias = "str | int | float | bool | None | list[_Json] | dict[str, _Json]"

SHORT_CELL = 22  # signs; a column of numbers no longer takes its own width
LONG_CELL = 160


def to_pdf(document: Document) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1) with table of contents and page numbers.

    The same document gives the same bytes: the file is dated `document.date`.

    Raises:
        InvalidInputError: A drawing in the document cannot be set.
    """
    day = document.date
    try:
        return typst.compile(
            _TEMPLATE,
            font_paths=[FONT_FOLDER],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"document": json.dumps(_content(document), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise InvalidInputError(
            f"The document {document.title!r} cannot be set as PDF: {error.message}."
        ) from error


def _content(document: Document) -> _Json:
    words = WORDS[document.language]
    language, region = words.locale.split("-")
    written = written_date(document.date, document.language)
    version = f"{words.version} {document.version}" if document.version else ""
    facts = [text for text in (document.municipality, written, version) if text]
    parts = [
        _part(
            chapter.title if chapter.number is None else f"{chapter.number} {chapter.title}",
            chapter,
        )
        for chapter in document.chapters
    ]
    for place, chapter in enumerate(document.attachments, start=1):
        parts.append(
            _part(f"{words.attachment} {chapter.number or place}: {chapter.title}", chapter)
        )
    if document.sources:
        items = tuple((Run(source),) for source in document.sources)
        parts.append(_part(words.sources, Chapter(None, words.sources, (BulletList(items),))))
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "municipality": printable(document.municipality),
        "confidentiality": printable(document.confidentiality),
        "facts": printable(" · ".join(facts)),
        "footer": printable(" · ".join(facts)),
        "language": language,
        "region": region,
        "year": document.date.year,
        "month": document.date.month,
        "day": document.date.day,
        "words": {
            "page": words.page,
            "of_pages": words.of_pages,
            "table": words.table,
            "figure": words.figure,
            "contents": words.contents,
            "not_stated": words.not_stated,
            "figures_as_table": words.figures_as_table,
        },
        "parts": list(parts),
    }


def _part(title: str, chapter: Chapter) -> _Json:
    return {"title": printable(title), "blocks": [_block(block) for block in chapter.blocks]}


def _block(block: Block) -> _Json:  # noqa: PLR0911 - one per kind of block
    match block:
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs)}
        case Heading():
            return {"kind": "heading", "level": block.level, "text": printable(block.text)}
        case BulletList():
            return {"kind": "bullets", "items": [_runs(item) for item in block.items]}
        case NumberedList():
            return {"kind": "numbers", "items": [_runs(item) for item in block.items]}
        case Table():
            return {"kind": "table", **_table(block)}
        case ChartImage():
            return {
                "kind": "chart",
                "caption": printable(block.caption),
                "alt": printable(block.alt),
                "svg": with_light_colours(block.svg),
                "width": size_of(block.svg)[0],
                "height": size_of(block.svg)[1],
                "table": None if block.table is None else _table(block.table),
            }
        case Callout():
            return {"kind": "callout", "title": printable(block.title), "runs": _runs(block.runs)}
        case Missing():
            return {"kind": "missing", "reason": printable(block.reason)}
        case DefinitionList():
            entries: list[_Json] = [
                {"term": printable(entry.term), "runs": _runs(entry.runs)}
                for entry in block.entries
            ]
            return {"kind": "definitions", "entries": entries}


def _runs(runs: Runs) -> _Json:
    return [{"text": printable(run.text), "emphasis": run.emphasis.value} for run in runs]


def _table(table: Table) -> dict[str, _Json]:
    widths = _widths(table)
    return {
        "caption": printable(table.caption),
        "note": printable(table.note),
        "columns": [
            {"label": printable(column.label), "end": column.at_end, "width": width}
            for column, width in zip(table.columns, widths, strict=True)
        ],
        "rows": [[printable(cell) for cell in row] for row in table.rows],
        "total": [printable(cell) for cell in table.total_row],
    }


def _widths(table: Table) -> list[float]:
    """Return the share of the line each column gets; 0 takes what its content needs.

    Short columns take their own width. The rest share what is left by the longest text in them,
    dampened: a reason of three lines should not squeeze a name to one word a line.
    """
    rows = (*table.rows, *((table.total_row,) if table.total_row else ()))
    longest = [
        max([len(column.label), *(len(row[number]) for row in rows)])
        for number, column in enumerate(table.columns)
    ]
    widths = [
        0.0
        if column.at_end and length <= SHORT_CELL
        else float(min(max(length, SHORT_CELL), LONG_CELL)) ** 0.6
        for column, length in zip(table.columns, longest, strict=True)
    ]
    if not any(widths):
        widths[0] = 1.0
    return widths
