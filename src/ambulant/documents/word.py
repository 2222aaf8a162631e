# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as Word, on the municipality's own template.

docxtpl fills the template's fields; where it says `{{p body }}` the content is then built with
python-docx, in the template's own styles. Text never passes through the template language.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NoReturn, TypeAlias

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import StrictUndefined, TemplateError, TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from ambulant.documents.content import Chapter, Document, printable
from ambulant.documents.dates import written_date
from ambulant.documents.templates.make_default import default_template
from ambulant.documents.word_body import BodyWriter, attachment_label, chapter_label
from ambulant.documents.wording import WORDS
from ambulant.errors import InvalidInputError

WordTemplate: TypeAlias = Path | bytes | None

FIELDS = (
    "title",
    "subtitle",
    "municipality",
    "date",
    "version",
    "confidentiality",
    "sources",
    "body",
    "chapters",
    "attachments",
)
LARGEST_TEMPLATE = 20_000_000  # bytes, packed
LARGEST_UNPACKED = 200_000_000  # bytes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Part:
    """What a template sees of a chapter or an attachment."""

    number: str
    title: str
    label: str
    body: str  # the mark of where its content goes


def to_docx(document: Document, template: WordTemplate = None) -> bytes:
    """Return the document as a Word file.

    Args:
        document: What to write.
        template: The municipality's own template, as a path or as bytes; None for ours. Fields
            are those of `FIELDS`; `{{p body }}`, or `{{p chapter.body }}` in a loop over
            `chapters`, is required.

    Returns:
        A .docx; the same document and template give the same bytes.

    Raises:
        InvalidInputError: The template is no Word file, lacks the required field, or names
            fields there are none of.
    """
    raw = _read(template)
    filled = _fill(raw, document)
    word = docx.Document(BytesIO(filled))
    _place_content(word, document)
    _describe(word, document)
    out = BytesIO()
    word.save(out)
    return _dated(out.getvalue(), document)


class _Sandbox(SandboxedEnvironment):
    """The template language without multiplication, which could fill the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> NoReturn:
        """Refuse the operators above."""
        raise TemplateRuntimeError(f"{left!r} {operator} {right!r} is not allowed")


def _read(template: WordTemplate) -> bytes:
    if template is None:
        return default_template()
    name = template.name if isinstance(template, Path) else "the given file"
    try:
        raw = template.read_bytes() if isinstance(template, Path) else template
    except OSError as error:
        raise InvalidInputError(
            f"The Word template {name} cannot be read: {error.strerror}; a .docx is needed."
        ) from error
    if len(raw) > LARGEST_TEMPLATE:
        raise InvalidInputError(
            f"The Word template {name} is {len(raw)} bytes; at most {LARGEST_TEMPLATE} are allowed."
        )
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise InvalidInputError(
                f"The Word template {name} holds {unpacked} bytes unpacked; "
                f"at most {LARGEST_UNPACKED} are allowed."
            )
        docx.Document(BytesIO(raw))
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        KeyError,
        ValueError,
        OSError,
        NotImplementedError,
        etree.XMLSyntaxError,
    ) as error:
        raise InvalidInputError(
            f"The Word template {name} is not a Word document ({error}); "
            "save it from Word as .docx and try again."
        ) from error
    return raw


def _fill(raw: bytes, document: Document) -> bytes:
    """Return the template with its fields filled and marks where content goes."""
    # A template comes from outside: the sandbox keeps it from reaching anything but the fields.
    environment = _Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    template = DocxTemplate(BytesIO(raw))
    try:
        used = template.get_undeclared_template_variables(jinja_env=environment)
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise _refused(str(error)) from error
    unknown = sorted(used - set(FIELDS))
    if unknown:
        raise InvalidInputError(
            f"The Word template has the unknown fields {', '.join(unknown)}; "
            f"allowed: {', '.join(FIELDS)}."
        )
    if not used & {"body", "chapters"}:
        raise InvalidInputError(
            "The Word template has no field for the content: {{p body }} is missing. "
            "Put it alone in a paragraph, or loop over chapters with {{p chapter.body }}."
        )
    out = BytesIO()
    try:
        template.render(_context(document), environment, autoescape=True)
        template.save(out)
    except (TemplateError, etree.XMLSyntaxError, TypeError, ValueError, ArithmeticError) as error:
        raise _refused(str(error)) from error
    return out.getvalue()


def _refused(reason: str) -> InvalidInputError:
    return InvalidInputError(
        f"The Word template cannot be filled: {reason}; "
        f"fields are written {{{{ title }}}}, allowed: {', '.join(FIELDS)}."
    )


def _context(document: Document) -> dict[str, object]:
    words = WORDS[document.language]
    return {
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "municipality": printable(document.municipality),
        "date": written_date(document.date, document.language),
        "version": printable(document.version),
        "confidentiality": printable(document.confidentiality),
        "sources": [printable(source) for source in document.sources],
        "body": _marked("body"),
        "chapters": [
            _Part(
                "" if chapter.number is None else str(chapter.number),
                printable(chapter.title),
                printable(chapter_label(chapter)),
                _marked(f"chapter-{place}"),
            )
            for place, chapter in enumerate(document.chapters)
        ],
        "attachments": [
            _Part(
                str(chapter.number or place + 1),
                printable(chapter.title),
                printable(attachment_label(chapter, place + 1, words)),
                _marked(f"attachment-{place}"),
            )
            for place, chapter in enumerate(document.attachments)
        ],
    }


class _Mark:
    """A paragraph that says where content goes; docxtpl sets it in place of `{{p … }}`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __html__(self) -> str:
        return f"<w:p><w:r><w:t>{_mark(self.name)}</w:t></w:r></w:p>"

    __str__ = __html__


def _marked(name: str) -> str:
    # Jinja asks for __html__ and so leaves it unescaped.
    return _Mark(name)  # type: ignore[return-value]


def _mark(name: str) -> str:
    return f"\u2063ambulant:{name}\u2063"


def _place_content(word: WordDocument, document: Document) -> None:
    """Put the content where the marks are, and take the marks away."""
    writer = BodyWriter(word, document.language)
    targets: list[tuple[str, Sequence[tuple[str, Chapter]]]] = [("body", _whole(document))]
    targets += [(f"chapter-{n}", [("", c)]) for n, c in enumerate(document.chapters)]
    targets += [(f"attachment-{n}", [("", c)]) for n, c in enumerate(document.attachments)]
    places = {text: mark for mark in word.element.body.iter(f"{_W}p") if (text := _text(mark))}
    found = False
    for name, parts in targets:
        mark = places.get(_mark(name))
        if mark is None:
            continue
        parent = mark.getparent()
        if parent is None or parent.tag not in (f"{_W}body", f"{_W}tc"):
            raise InvalidInputError(
                "The Word template has {{ body }} inside a line; "
                "write {{p body }} alone in a paragraph of its own."
            )
        found = True
        for element in writer.write(parts):
            mark.addprevious(element)
        last_of_cell = parent.tag == f"{_W}tc" and mark.getnext() is None
        if last_of_cell:  # a table cell must end with a paragraph
            for run in list(mark):
                mark.remove(run)
        else:
            parent.remove(mark)
    if not found and (document.chapters or document.attachments):
        raise InvalidInputError(
            "The Word template has no place for the content: write {{p body }} "
            "alone in a paragraph of its own, in the text and not in a header or footer."
        )


def _whole(document: Document) -> list[tuple[str, Chapter]]:
    words = WORDS[document.language]
    parts = [(chapter_label(chapter), chapter) for chapter in document.chapters]
    parts += [
        (attachment_label(chapter, place, words), chapter)
        for place, chapter in enumerate(document.attachments, start=1)
    ]
    if document.sources:
        parts.append((words.sources, BodyWriter.sources_chapter(document, words)))
    return parts


def _text(paragraph: etree._Element) -> str:
    texts = [str(text.text or "") for text in paragraph.iter(f"{_W}t")]
    joined = "".join(texts)
    return joined if joined.startswith("\u2063ambulant:") else ""


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    day = datetime(document.date.year, document.date.month, document.date.day)  # noqa: DTZ001 - Word's own field has no zone
    properties.title = printable(document.title)[:255]
    properties.subject = printable(document.subtitle)[:255]
    properties.author = printable(document.municipality)[:255]
    properties.last_modified_by = printable(document.municipality)[:255]
    properties.version = printable(document.version)[:255]
    properties.language = WORDS[document.language].locale
    properties.revision = 1
    language = word.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    if language is not None:
        language.set(f"{_W}val", WORDS[document.language].locale)
    properties.created = day
    properties.modified = day


def _dated(raw: bytes, document: Document) -> bytes:
    """Return the zip with every entry dated the document's date."""
    stamp = (max(1980, document.date.year), document.date.month, document.date.day, 0, 0, 0)
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(raw)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(entry))
    return out.getvalue()
