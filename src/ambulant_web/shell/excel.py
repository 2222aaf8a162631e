# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Excel files: real numbers and dates, a sheet about the figures, and live arithmetic."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ambulant.explain import Figure
from ambulant.formulas import formula_in_labels, mean_of, sheet_formula
from ambulant.units import unit_of
from ambulant_web.shell.numbers import kind_name
from ambulant_web.shell.wording import translated

Cell: TypeAlias = str | float | int | date | datetime | None
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A cell that begins so could be run as a formula by the program that opens the file.
RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_NAME = 31
MAX_WIDTH = 60
VALUE_COLUMN = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: name of the sheet, headings and rows. Numbers and dates are kept as such.

    `number_formats` is one Excel format per column, empty for none; shorter than the headings
    means none for the rest.
    """

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    number_formats: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What must stand on the sheet "Om tallene"."""

    source: str
    as_of: date | None
    filters: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    day: Format
    wrap: Format
    quoted: Format


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet and the looks of its cells."""

    sheet: Worksheet
    formats: _Formats

    def write(self, row: int, column: int, value: Cell, wanted: Format | None = None) -> None:
        """Write a cell as what it is; text that could be run as a formula is marked as text."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            is_risky = value.startswith(RISKY_STARTS)
            self.sheet.write_string(row, column, value, self.formats.quoted if is_risky else wanted)
        elif isinstance(value, date):
            # A sheet knows no zones: the clock is kept as it stands.
            day = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            self.sheet.write_datetime(row, column, day, wanted or self.formats.day)
        else:
            self.sheet.write_number(row, column, value, wanted)

    def finish(self, widths: Sequence[int], rows: int) -> None:
        """Freeze the head, add its filter and set the widths."""
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, max(rows, 1), len(widths) - 1)
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, min(width + 2, MAX_WIDTH))


def workbook_response(filename: str, sheets: Sequence[Sheet], about: About) -> HttpResponse:
    """Return an Excel file for download; `filename` is ASCII and ends with .xlsx."""
    return download(filename, workbook(sheets, about))


def workbook(sheets: Sequence[Sheet], about: About) -> bytes:
    """Return an Excel file with one sheet per table and the sheet "Om tallene" last."""
    buffer, book, formats = _new_book()
    for sheet in sheets:
        _write_table(book, formats, sheet)
    _write_about(book, formats, about)
    book.close()
    return buffer.getvalue()


def figure_workbook(figure: Figure, about: About | None = None) -> bytes:
    """Return the whole trace of one figure as a sheet whose formulas are alive.

    Every figure it rests on has one row, before the rows that use it; a given value is a number
    to change, a computed one is a formula over the rows above. A missing value is the word,
    and so is all that rests on it.
    """
    buffer, book, formats = _new_book()
    page = _Page(book.add_worksheet(_("Utregning")), formats)
    headings = [
        _("Størrelse"),
        _("Gjelder"),
        _("Verdi"),
        _("Enhet"),
        _("Slags tall"),
        _("Formel"),
        _("Kilde"),
        _("Gjelder fra"),
        _("Merknad"),
    ]
    widths = [len(heading) for heading in headings]
    page.sheet.write_row(0, 0, headings, formats.head)
    cells: dict[int, str] = {}
    for row, part in enumerate(_in_order(figure), start=1):
        texts = _trace_texts(part)
        for column, text in texts.items():
            page.write(row, column, text)
            widths[column] = max(widths[column], len(str(text or "")))
        _write_value(book, page.sheet, row, part, cells)
        cells[id(part)] = f"C{row + 1}"
    page.finish(widths, len(cells))
    note = _("Endre et tall i kolonnen Verdi, så regnes resten ut på nytt.")
    _write_about(book, formats, about or About(source=translated(figure.source), as_of=None), note)
    book.close()
    return buffer.getvalue()


def download(filename: str, content: bytes) -> HttpResponse:
    """Return bytes of an Excel file as a download."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _new_book() -> tuple[io.BytesIO, Workbook, _Formats]:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    formats = _Formats(
        head=book.add_format({"bold": True, "bottom": 1}),
        day=book.add_format({"num_format": "dd.mm.yyyy"}),
        wrap=book.add_format({"text_wrap": True, "valign": "top"}),
        quoted=book.add_format({"quote_prefix": True}),
    )
    return buffer, book, formats


def _write_table(book: Workbook, formats: _Formats, table: Sheet) -> None:
    page = _Page(book.add_worksheet(table.name[:MAX_NAME]), formats)
    page.sheet.write_row(0, 0, list(table.headings), formats.head)
    columns = [
        book.add_format({"num_format": text}) if text else None for text in table.number_formats
    ]
    widths = [len(heading) for heading in table.headings]
    count = 0
    for count, cells in enumerate(table.rows, start=1):  # noqa: B007 - the last is the number
        for column, value in enumerate(cells):
            wanted = columns[column] if column < len(columns) else None
            page.write(count, column, value, wanted)
            widths[column] = max(widths[column], len(str(value if value is not None else "")))
    page.finish(widths, count)


def _write_about(book: Workbook, formats: _Formats, about: About, note: str = "") -> None:
    page = _Page(book.add_worksheet(_("Om tallene")), formats)
    page.sheet.set_column(0, 0, 18)
    page.sheet.set_column(1, 1, 90)
    lines: list[tuple[str, Cell]] = [
        (_("Kilde"), about.source),
        (_("Dato"), about.as_of),
        (_("Utvalg"), about.filters),
        (_("Definisjon"), about.definition),
        (_("Bruk"), note),
    ]
    for row, (label, value) in enumerate((line for line in lines if line[1]), start=0):
        page.sheet.write_string(row, 0, label, formats.head)
        wanted = formats.wrap if isinstance(value, str) else None
        page.write(row, 1, value, wanted)


def _in_order(figure: Figure) -> list[Figure]:
    """Return the figure and all it rests on, inputs first, each once."""
    seen: set[int] = set()
    ordered: list[Figure] = []

    def visit(part: Figure) -> None:
        if id(part) in seen:
            return
        seen.add(id(part))
        for _name, below in part.inputs:
            visit(below)
        ordered.append(part)

    visit(figure)
    return ordered


def _trace_texts(part: Figure) -> dict[int, Cell]:
    return {
        0: translated(part.label),
        1: translated(part.of),
        3: _("andel") if part.unit == "share" else translated(unit_of(part.unit).name),
        4: kind_name(part.kind),
        5: formula_in_labels(part, translated),
        6: translated(part.source),
        7: part.valid_from,
        8: translated(part.note),
    }


def _write_value(
    book: Workbook, sheet: Worksheet, row: int, part: Figure, cells: dict[int, str]
) -> None:
    if part.value is None:
        sheet.write_string(row, VALUE_COLUMN, _("mangler"))
        return
    known = unit_of(part.unit)
    zeros = "0" * known.decimals
    number_format = f"#,##0.{zeros}" if zeros else "#,##0"
    look = book.add_format({"num_format": "0.0%" if part.unit == "share" else number_format})
    value = mean_of(part.value)
    if part.formula:
        named = {name: cells[id(below)] for name, below in part.inputs}
        sheet.write_formula(row, VALUE_COLUMN, f"={sheet_formula(part, named)}", look, value)
    else:
        sheet.write_number(row, VALUE_COLUMN, value, look)
