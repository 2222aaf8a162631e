# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Word: real headings, tables, captions and pictures on any template; bad templates say why."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ambulant.documents.content import Document
from ambulant.documents.templates.make_default import default_template
from ambulant.documents.word import to_docx
from ambulant.errors import InvalidInputError


def _read(raw: bytes) -> WordDocument:
    return docx.Document(BytesIO(raw))


def _template(change: Callable[[WordDocument], None]) -> bytes:
    word = docx.Document()
    change(word)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _with(*lines: str) -> bytes:
    def write(word: WordDocument) -> None:
        for line in lines:
            word.add_paragraph(line)

    return _template(write)


def test_headings_are_headings_in_order(document: Document, nasty: str) -> None:
    word = _read(to_docx(document))
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in word.paragraphs
        if paragraph.style is not None and str(paragraph.style.name).startswith("Heading")
    ]

    assert headings == [
        ("Heading 1", f"1 Innledning {nasty}"),
        ("Heading 2", f"Under {nasty}"),
        ("Heading 3", "Enda lavere"),
        ("Heading 1", "2 Økonomi"),
        ("Heading 1", "Vedlegg 1: Beregning"),
        ("Heading 1", "Kilder"),
    ]


def test_nasty_text_is_written_as_it_stands(document: Document, nasty: str) -> None:
    word = _read(to_docx(document))
    texts = [paragraph.text for paragraph in word.paragraphs]

    assert f"Ambulerende tjenester {nasty.replace('{_{', '{{')}" in [
        text.replace("{_{", "{{") for text in texts
    ]
    assert any(nasty in text for text in texts if text.startswith("Vanlig"))
    assert f"Dokument 000 {nasty}" in texts
    assert word.tables[0].cell(1, 0).text == nasty


def test_tables_are_tables_whose_head_repeats(document: Document) -> None:
    table = _read(to_docx(document)).tables[0]

    assert [cell.text for cell in table.rows[0].cells] == ["Enhet", "Årsverk"]
    assert [cell.text for cell in table.rows[-1].cells] == ["Sum", "23,0"]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False, False]


def test_pictures_have_alt_text_and_captions_have_fields(document: Document) -> None:
    word = _read(to_docx(document))

    (picture,) = word.inline_shapes
    assert "2026 2,1" in picture._inline.docPr.get("descr")
    fields = [f.get(qn("w:instr")) for f in word.element.body.iter(qn("w:fldSimple"))]
    assert any("SEQ Tabell" in str(field) for field in fields)
    assert any("SEQ Figur" in str(field) for field in fields)


def test_each_numbered_list_starts_anew(document: Document) -> None:
    word = _read(to_docx(document))
    numbers = {
        p.text: number.get(qn("w:val"))
        for p in word.paragraphs
        if (number := p._p.find(f".//{qn('w:numId')}")) is not None
    }

    assert numbers["først"] == numbers["så"]
    assert numbers["først"] != numbers["på nytt"]


def test_the_file_says_what_it_is(document: Document) -> None:
    properties = _read(to_docx(document)).core_properties

    assert properties.title == document.title
    assert properties.language == "nb-NO"
    assert properties.created is not None
    assert properties.created.date() == document.date


def test_header_and_footer_are_filled(document: Document) -> None:
    section = _read(to_docx(document)).sections[0]

    assert "Fjordvik" in section.header.paragraphs[0].text
    assert "23. november 2026" in section.footer.paragraphs[0].text


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert to_docx(document) == to_docx(document)


def test_a_template_with_a_loop_over_chapters_is_filled(document: Document) -> None:
    raw = _with(
        "{{ title }}",
        "{%p for chapter in chapters %}",
        "Kap. {{ chapter.number }}",
        "{{p chapter.body }}",
        "{%p endfor %}",
        "Slutt",
    )
    texts = [paragraph.text for paragraph in _read(to_docx(document, raw)).paragraphs]

    first, second, end = texts.index("Kap. 1"), texts.index("Kap. 2"), texts.index("Slutt")
    assert any(text.startswith("Vanlig") for text in texts[first:second])
    assert "Ikke oppgitt i saken." in texts[second:end]
    assert not any("ambulant:" in text for text in texts)


def test_content_may_stand_in_a_table_cell(document: Document) -> None:
    def frame(word: WordDocument) -> None:
        word.add_table(1, 1).cell(0, 0).paragraphs[0].text = "{{p body }}"

    word = _read(to_docx(document, _template(frame)))

    assert any(p.text.startswith("Vanlig") for p in word.tables[0].cell(0, 0).paragraphs)


def test_a_template_without_styles_and_lists_gets_them(document: Document) -> None:
    def strip(word: WordDocument) -> None:
        word.add_paragraph("{{p body }}")
        for name in ("Heading 3", "Caption"):
            word.styles[name].delete()
        part = word.part
        numbering = next(k for k, r in part.rels.items() if r.reltype.endswith("/numbering"))
        part.drop_rel(numbering)

    word = _read(to_docx(document, _template(strip)))

    assert word.styles["Heading 3"] is not None
    assert any(relation.reltype.endswith("/numbering") for relation in word.part.rels.values())


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (("{{ title }}",), r"no field for the content: \{\{p body \}\} is missing"),
        (("{{p body }}", "{{ sak }}"), "unknown fields sak; allowed: title"),
        (("Her: {{ body }}",), r"\{\{p body \}\} alone in a paragraph"),
        (("{{p body }}", "{{ title"), "cannot be filled"),
        (("{{p body }}", "{{ title.mangler }}"), "cannot be filled"),
        (("{{p body }}", "{{ title.__class__.__mro__ }}"), "cannot be filled"),
        (("{{p body }}", "{% for x in range(9) %}x{% endfor %}"), "unknown fields range"),
        (("{{p body }}", "{{ title * 99 }}"), "is not allowed"),
    ],
)
def test_a_template_that_cannot_be_used_says_why(
    document: Document, lines: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        to_docx(document, _with(*lines))


def test_a_file_that_is_no_word_document_says_so(document: Document, tmp_path: Path) -> None:
    text = tmp_path / "mal.docx"
    text.write_text("hei", encoding="utf-8")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("a.txt", "hei")
    cut = default_template()[:2000]

    for broken in (text, archive.getvalue(), cut, b""):
        with pytest.raises(InvalidInputError, match="is not a Word document"):
            to_docx(document, broken)
    with pytest.raises(InvalidInputError, match="borte.docx cannot be read"):
        to_docx(document, tmp_path / "borte.docx")


def test_the_language_of_the_text_follows_the_document(document: Document) -> None:
    word = _read(to_docx(replace(document, language="nn")))
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")

    assert language is not None
    assert language.get(qn("w:val")) == "nn-NO"
