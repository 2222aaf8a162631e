# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""PDF: tagged as PDF/UA-1, named, in the document's language, and text stays text."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from ambulant.documents.content import (
    Chapter,
    ChartImage,
    Column,
    ColumnKind,
    Document,
    Table,
)
from ambulant.documents.pdf import to_pdf
from ambulant.errors import InvalidInputError


def _structure(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    found: list[pikepdf.Dictionary] = []
    waiting = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def _text(raw: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(raw)).pages]
    return " ".join(" ".join(pages).split())


def test_the_file_is_tagged_titled_and_in_the_document_s_language(document: Document) -> None:
    with pikepdf.open(BytesIO(to_pdf(document))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nb-NO"
        assert str(pdf.docinfo["/Title"]) == document.title
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "pdfuaid" in metadata


def test_figures_have_alt_text_and_tables_have_heads(document: Document) -> None:
    with pikepdf.open(BytesIO(to_pdf(document))) as pdf:
        nodes = _structure(pdf)
        figures = [node for node in nodes if str(node.S) == "/Figure"]
        assert figures
        assert all("2026" in str(node.Alt) for node in figures if "/Alt" in node)
        assert any("/Alt" in node for node in figures)
        kinds = {str(node.S) for node in nodes}
        assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/TOC"} <= kinds


def test_nasty_text_is_set_as_it_stands(document: Document, nasty: str) -> None:
    text = _text(to_pdf(document))

    # What would be a Typst call, label, reference, emphasis or formula is still there as letters.
    for part in ("#let(1)", "*a*", "_b_", "$c$", "@d", "[e]", "{{ title }}", "<b>&", "čŋ æøå"):
        assert part in nasty
        assert text.count(part) > 8, part


def test_only_our_own_fonts_are_used(document: Document) -> None:
    with pikepdf.open(BytesIO(to_pdf(document))) as pdf:
        fonts = {
            str(font.BaseFont).split("+")[-1]
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
    assert "Inter-Regular" in fonts
    assert all(name.startswith(("Inter", "Libertinus", "DejaVuSansMono")) for name in fonts)


def test_pages_are_counted_and_long_tables_repeat_their_head(document: Document) -> None:
    columns = (Column("Enhet", ColumnKind.NAME), Column("Årsverk", ColumnKind.NUMBER))
    long = Table("Lang", columns, tuple((f"Enhet {n}", "1,0") for n in range(120)))
    raw = to_pdf(replace(document, chapters=(Chapter(1, "Lang", (long,)),)))
    pages = [page.extract_text() for page in PdfReader(BytesIO(raw)).pages]

    assert f"Side 2 av {len(pages)}" in pages[1]
    assert sum("Enhet\n" in page or "Enhet " in page for page in pages) >= 3
    assert sum("Årsverk" in page for page in pages) >= 3


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert to_pdf(document) == to_pdf(document)
    assert to_pdf(document) != to_pdf(replace(document, version="0.8"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_empty_document_is_still_a_document(document: Document, language: str) -> None:
    empty = replace(
        document,
        chapters=(),
        attachments=(),
        sources=(),
        confidentiality="",
        language=language,  # type: ignore[arg-type]
    )
    assert to_pdf(empty).startswith(b"%PDF")


def test_a_drawing_with_an_unknown_colour_is_refused_by_name(document: Document) -> None:
    drawing = ChartImage("F", "alt", '<svg width="10" height="10" fill="var(--x)"></svg>')
    with pytest.raises(InvalidInputError, match="--x"):
        to_pdf(replace(document, chapters=(Chapter(1, "K", (drawing,)),)))
