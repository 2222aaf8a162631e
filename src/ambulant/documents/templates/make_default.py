# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Word template that is used when a municipality has none of its own.

`python -m ambulant.documents.templates.make_default saksframlegg.docx` saves it, as a start for
a municipality's own.
"""

import sys
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

_INK = RGBColor(0x29, 0x2C, 0x30)
_GREY = RGBColor(0x5B, 0x5D, 0x60)
_FONT = "Calibri"
_SIZES = {"Title": 22, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11}


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """Return the template as a .docx with the fields of `ambulant.documents.word`."""
    word = docx.Document()
    _set_styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    head = section.header.paragraphs[0]
    head.text = "{{ municipality }}\t\t{{ confidentiality }}"
    _paint(head)
    _number_pages(section.footer.paragraphs[0])
    word.add_paragraph("{{ title }}", style="Title")
    word.add_paragraph("{{ subtitle }}", style="Subtitle")
    facts = word.add_paragraph(
        "{{ municipality }} · {{ date }}{% if version %} · {{ version }}{% endif %}"
    )
    _paint(facts)
    word.add_paragraph("{{p body }}")
    properties = word.core_properties
    properties.language = "nb-NO"
    properties.author = ""
    properties.comments = ""
    properties.created = properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001 - Word's own field has no zone
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _set_styles(word: WordDocument) -> None:
    for style in word.styles:
        if style.type is not WD_STYLE_TYPE.PARAGRAPH or not isinstance(style, ParagraphStyle):
            continue
        if style.name in ("Normal", "Caption", *_SIZES):
            _set_style(style)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        return
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = parse_xml(f"<w:lang {nsdecls('w')}/>")
        defaults.append(language)
    language.set(qn("w:val"), "nb-NO")


def _set_style(style: ParagraphStyle) -> None:
    font = style.font
    font.name = _FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    font.color.rgb = _INK
    if style.name == "Normal":
        font.size = Pt(10.5)
        style.paragraph_format.space_after = Pt(7)
        style.paragraph_format.line_spacing = 1.2
        return
    font.italic = False
    font.bold = style.name != "Subtitle"
    font.size = Pt(_SIZES.get(style.name or "", 9))
    style.paragraph_format.keep_with_next = style.name != "Caption"
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    if style.name == "Heading 1":
        style.paragraph_format.space_before = Pt(20)
        style.paragraph_format.space_after = Pt(6)


def _number_pages(paragraph: Paragraph) -> None:
    """Write `title · page x of y` with Word's own fields."""
    paragraph.text = "{{ title }} · {{ date }}\t\t"
    for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        if text:
            paragraph.add_run(text)
        paragraph._p.append(
            parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr=" {field} "><w:r><w:rPr>'
                '<w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
            )
        )
    _paint(paragraph)


def _paint(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.font.color.rgb = _GREY


if __name__ == "__main__":
    Path(sys.argv[1] if len(sys.argv) > 1 else "saksframlegg.docx").write_bytes(default_template())
