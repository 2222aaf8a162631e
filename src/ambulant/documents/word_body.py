# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The content of a document as Word paragraphs, tables and pictures, in the template's styles."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from ambulant.documents.charts.svg import size_of, to_png
from ambulant.documents.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    ChartImage,
    DefinitionList,
    Document,
    Emphasis,
    Heading,
    Missing,
    NumberedList,
    Paragraph,
    Run,
    Runs,
    Table,
    printable,
)
from ambulant.documents.word_lists import Numbering
from ambulant.documents.wording import WORDS, Language, Words

_EMU_PER_PX = 9525
_TALLEST_CHART = Cm(20)
# What Word wants after the numbering of a paragraph, in its order.
_AFTER_NUMBERING = ("w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind") + (
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)
_GREY = RGBColor(0x5B, 0x5D, 0x60)


def chapter_label(chapter: Chapter) -> str:
    """Return a chapter's heading with its number."""
    return chapter.title if chapter.number is None else f"{chapter.number} {chapter.title}"


def attachment_label(chapter: Chapter, place: int, words: Words) -> str:
    """Return an attachment's heading; `place` counts from 1."""
    return f"{words.attachment} {chapter.number or place}: {chapter.title}"


class BodyWriter:
    """Builds content at the end of a Word document and hands out the elements."""

    def __init__(self, word: WordDocument, language: Language) -> None:
        """Prepare the styles that the template lacks."""
        self._word = word
        self._words = WORDS[language]
        self._numbering = Numbering(word)
        self._tables = 0
        self._figures = 0
        for level, size in ((1, 16), (2, 13), (3, 11)):
            _ensure_style(word, f"Heading {level}", Pt(size), is_bold=True)
        _ensure_style(word, "Caption", Pt(9), is_bold=True)

    @staticmethod
    def sources_chapter(document: Document, words: Words) -> Chapter:
        """Return the list of sources as a chapter."""
        items = tuple((Run(source),) for source in document.sources)
        return Chapter(None, words.sources, (BulletList(items),))

    def write(self, parts: Sequence[tuple[str, Chapter]]) -> list[etree._Element]:
        """Return the elements of chapters in order, each under its label (none when empty)."""
        body = self._word.element.body
        before = len(body)
        for label, chapter in parts:
            if label:
                self._paragraph((Run(label),), "Heading 1")
            for block in chapter.blocks:
                self._write(block)
        # The section's properties, if any, stand last and stay.
        return [e for e in list(body)[before - _has_section(body) :] if e.tag != qn("w:sectPr")]

    def _write(self, block: Block) -> None:  # noqa: C901 - one case per kind of block
        match block:
            case Paragraph():
                self._paragraph(block.runs)
            case Heading():
                self._paragraph((Run(block.text),), f"Heading {block.level}")
            case BulletList():
                self._list(block.items, self._numbering.bullets())
            case NumberedList():
                self._list(block.items, self._numbering.numbers())
            case Table():
                self._tables += 1
                self._caption(self._words.table, self._tables, block.caption, keep=True)
                self._table(block)
            case ChartImage():
                self._chart(block)
            case Callout():
                self._callout(block)
            case Missing():
                note = Run(f"{self._words.not_stated}.", Emphasis.EMPHASIS)
                reason = (Run(f" {block.reason}"),) if block.reason else ()
                self._paragraph((note, *reason))
            case DefinitionList():
                for entry in block.entries:
                    self._paragraph((Run(f"{entry.term}: ", Emphasis.STRONG), *entry.runs))

    def _paragraph(self, runs: Runs, style: str | None = None) -> WordParagraph:
        paragraph = self._word.add_paragraph(style=style)
        _add_runs(paragraph, runs)
        return paragraph

    def _list(self, items: tuple[Runs, ...], number: int) -> None:
        for item in items:
            paragraph = self._paragraph(item)
            member = parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            )
            paragraph._p.get_or_add_pPr().insert_element_before(member, *_AFTER_NUMBERING)
            paragraph.paragraph_format.space_after = Pt(3)

    def _callout(self, callout: Callout) -> None:
        title = (Run(callout.title, Emphasis.STRONG),) if callout.title else ()
        gap = (Run("\n"),) if callout.title and callout.runs else ()
        paragraph = self._paragraph((*title, *gap, *callout.runs))
        border = parse_xml(
            f"<w:pBdr {nsdecls('w')}>"
            '<w:left w:val="single" w:sz="24" w:space="8" w:color="292C30"/></w:pBdr>'
        )
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(border, *_AFTER_NUMBERING[2:])

    def _caption(self, word: str, number: int, caption: str, *, keep: bool) -> None:
        """Write a caption with a field that Word can renumber and list."""
        paragraph = self._paragraph((Run(f"{word} "),), "Caption")
        field = parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ {word} \\* ARABIC ">'
            f"<w:r><w:t>{number}</w:t></w:r></w:fldSimple>"
        )
        paragraph._p.append(field)
        _add_runs(paragraph, (Run(f". {caption}"),))
        paragraph.paragraph_format.keep_with_next = keep

    def _chart(self, chart: ChartImage) -> None:
        self._figures += 1
        width, height = size_of(chart.svg)
        # Never wider than the line or taller than a page with its caption.
        room = min(_text_width(self._word), int(_TALLEST_CHART * width / height))
        paragraph = self._word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(
            BytesIO(to_png(chart.svg)), width=Emu(min(int(width * _EMU_PER_PX), room))
        )
        described = shape._inline.docPr
        described.set("descr", printable(chart.alt))
        described.set("title", printable(chart.caption))
        described.set("name", f"{self._words.figure} {self._figures}")
        self._caption(self._words.figure, self._figures, chart.caption, keep=False)
        if chart.table is not None:
            label = self._paragraph((Run(self._words.figures_as_table),))
            label.paragraph_format.keep_with_next = True
            _make_note(label)
            self._table(chart.table)

    def _table(self, table: Table) -> None:
        rows = 1 + len(table.rows) + bool(table.total_row)
        grid = self._word.add_table(rows, len(table.columns))
        grid.alignment = WD_TABLE_ALIGNMENT.LEFT
        labels = tuple(column.label for column in table.columns)
        lines = (labels, *table.rows, *((table.total_row,) if table.total_row else ()))
        for place, line in enumerate(lines):
            is_total = bool(table.total_row) and place == rows - 1
            cells = grid.rows[place].cells
            for column, text, cell in zip(table.columns, line, cells, strict=True):
                _fill_cell(cell, text, is_bold=place == 0 or is_total, at_end=column.at_end)
            _mark_row(grid, place, is_head=place == 0, is_total=is_total)
        _rule_table(grid, printable(table.caption))
        note = self._paragraph((Run(table.note),) if table.note else ())
        _make_note(note)


def _add_runs(paragraph: WordParagraph, runs: Runs) -> None:
    for run in runs:
        added = paragraph.add_run(printable(run.text))
        if run.emphasis is Emphasis.STRONG:
            added.bold = True
        elif run.emphasis is Emphasis.EMPHASIS:
            added.italic = True


def _make_note(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.font.color.rgb = _GREY


def _fill_cell(cell: _Cell, text: str, *, is_bold: bool, at_end: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(9)
    run.bold = is_bold or None
    if at_end:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_row(grid: WordTable, place: int, *, is_head: bool, is_total: bool) -> None:
    """Keep the row whole, repeat it on each page if it heads the table, rule it off."""
    row = grid.rows[place]
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    if not (is_head or is_total):
        return
    edge = "bottom" if is_head else "top"
    size = 12 if is_head else 8
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(
            parse_xml(
                f"<w:tcBorders {nsdecls('w')}>"
                f'<w:{edge} w:val="single" w:sz="{size}" w:space="0" w:color="292C30"/>'
                "</w:tcBorders>"
            )
        )


def _rule_table(grid: WordTable, caption: str) -> None:
    """Draw hairlines between rows and nothing around; describe the table for readers aloud."""
    properties = grid._tbl.tblPr
    borders = parse_xml(
        f"<w:tblBorders {nsdecls('w')}>"
        '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="DCDDE0"/>'
        '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="DCDDE0"/></w:tblBorders>'
    )
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    layout = properties.find(qn("w:tblLayout"))
    if layout is not None:
        layout.addprevious(borders)
    else:
        properties.append(borders)
    properties.append(
        parse_xml(f'<w:tblLook {nsdecls("w")} w:val="0420" w:firstRow="1" w:noVBand="1"/>')
    )
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption)
    properties.append(described)


def _ensure_style(word: WordDocument, name: str, size: Pt, *, is_bold: bool) -> None:
    """Add a paragraph style of Word's own name when the template lacks it."""
    if any(style.name == name for style in word.styles):
        return
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.font.size = size
    style.font.bold = is_bold
    if name.startswith("Heading"):
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(int(name[-1]) - 1))
        properties = style.element.get_or_add_pPr()
        properties.append(outline)


def _text_width(word: WordDocument) -> int:
    """Return the width between the margins in EMU."""
    section = word.sections[-1]
    width, left, right = section.page_width, section.left_margin, section.right_margin
    if width is None or left is None or right is None:
        return 640 * _EMU_PER_PX
    return int(width - left - right)


def _has_section(body: etree._Element) -> int:
    return int(len(body) > 0 and body[-1].tag == qn("w:sectPr"))
