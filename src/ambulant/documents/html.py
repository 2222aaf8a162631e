# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as HTML: a whole page that prints well, or a fragment for a page of the web."""

from functools import lru_cache
from html import escape as _escape
from pathlib import Path

from ambulant.documents.charts.theme import LIGHT
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
from ambulant.documents.content import ColumnKind as Kind
from ambulant.documents.dates import written_date
from ambulant.documents.wording import WORDS, Words

_STYLE = Path(__file__).parent / "templates" / "document.css"
_TAGS = {Emphasis.STRONG: "strong", Emphasis.EMPHASIS: "em"}


def to_html(document: Document, *, fragment: bool = False) -> str:
    """Return the document as HTML.

    Args:
        document: What to show.
        fragment: Return only an `<article>`, whose title is an h2, without a stylesheet. The page
            around it then needs `.amb-document` styles and the `--amb-…` colours.

    Returns:
        A whole page (title is the h1, no script, nothing fetched), or the fragment.
    """
    if fragment:
        return _Writer(document, 2).article()
    page = _Writer(document, 1)
    language = document.language
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{language}" data-color-scheme="light">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(document.title)} – {escape(document.municipality)}</title>",
            f"<style>\n{_stylesheet()}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#innhold">{escape(page.words.skip)}</a>',
            page.contents(),
            f'<main id="innhold" tabindex="-1">\n{page.article()}\n</main>',
            "</body>",
            "</html>",
            "",
        ]
    )


def escape(text: str) -> str:
    """Return text as HTML text, safe in an attribute too."""
    return _escape(printable(text), quote=True)


@lru_cache(maxsize=1)
def _stylesheet() -> str:
    colours = "".join(f"{name}:{value};" for name, value in LIGHT.items())
    return f":root{{{colours}}}\n{_STYLE.read_text(encoding='utf-8')}"


class _Writer:
    """Writes one document. Counts its tables and figures as it goes."""

    def __init__(self, document: Document, title_level: int) -> None:
        self.document = document
        self.words: Words = WORDS[document.language]
        self.level = title_level
        self._tables = 0
        self._figures = 0

    def contents(self) -> str:
        """Return the list of chapters, as navigation."""
        links = "\n".join(
            f'<li><a href="#{anchor}">{escape(label)}</a></li>'
            for anchor, label, _ in self._parts()
        )
        if not links:
            return ""
        name = escape(self.words.contents)
        return (
            f'<nav class="contents" aria-labelledby="innholdsliste">\n'
            f'<p id="innholdsliste">{name}</p>\n<ol>\n{links}\n</ol>\n</nav>'
        )

    def article(self) -> str:
        """Return the whole content."""
        parts = [self._front()]
        for anchor, label, chapter in self._parts():
            heading = self._heading(1, label, anchor=f"{anchor}-tittel")
            body = "\n".join(self._block(block) for block in chapter.blocks)
            parts.append(
                f'<section id="{anchor}" aria-labelledby="{anchor}-tittel">\n'
                f"{heading}\n{body}\n</section>"
            )
        inner = "\n".join(parts)
        return (
            f'<article class="amb-document" lang="{self.document.language}">\n{inner}\n</article>'
        )

    def _parts(self) -> list[tuple[str, str, Chapter]]:
        document, words = self.document, self.words
        parts = [
            (
                f"kapittel-{place}",
                chapter.title if chapter.number is None else f"{chapter.number} {chapter.title}",
                chapter,
            )
            for place, chapter in enumerate(document.chapters, start=1)
        ]
        for place, chapter in enumerate(document.attachments, start=1):
            label = f"{words.attachment} {chapter.number or place}: {chapter.title}"
            parts.append((f"vedlegg-{place}", label, chapter))
        if document.sources:
            items = tuple((Run(source),) for source in document.sources)
            sources = Chapter(None, words.sources, (BulletList(items),))
            parts.append(("kilder", words.sources, sources))
        return parts

    def _front(self) -> str:
        document, words = self.document, self.words
        facts = [
            (words.municipality, document.municipality),
            (words.date, written_date(document.date, document.language)),
            (words.version, document.version),
        ]
        listed = "".join(
            f"<div><dt>{escape(term)}</dt><dd>{escape(value)}</dd></div>"
            for term, value in facts
            if value
        )
        subtitle = f'<p class="lead">{escape(document.subtitle)}</p>\n' if document.subtitle else ""
        marking = (
            f'<p class="marking">{escape(document.confidentiality)}</p>\n'
            if document.confidentiality
            else ""
        )
        return (
            f"<header>\n{marking}{self._heading(0, document.title)}\n"
            f'{subtitle}<dl class="facts">{listed}</dl>\n</header>'
        )

    def _heading(self, below_title: int, text: str, *, anchor: str = "") -> str:
        level = min(6, self.level + below_title)
        name = f' id="{anchor}"' if anchor else ""
        return f"<h{level}{name}>{escape(text)}</h{level}>"

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one per kind of block
        match block:
            case Paragraph():
                return f"<p>{_inline(block.runs)}</p>"
            case Heading():
                return self._heading(block.level, block.text)
            case BulletList():
                return _list("ul", block.items)
            case NumberedList():
                return _list("ol", block.items)
            case Table():
                self._tables += 1
                return self._table(block, f"{self.words.table} {self._tables}. ")
            case ChartImage():
                return self._figure(block)
            case Callout():
                body = f"<p>{_inline(block.runs)}</p>" if block.runs else ""
                title = f"<p><strong>{escape(block.title)}</strong></p>" if block.title else ""
                return f'<div class="callout" role="note">{title}{body}</div>'
            case Missing():
                reason = f" {escape(block.reason)}" if block.reason else ""
                return f'<p class="missing"><em>{escape(self.words.not_stated)}.</em>{reason}</p>'
            case DefinitionList():
                entries = "".join(
                    f"<dt>{escape(entry.term)}</dt><dd>{_inline(entry.runs)}</dd>"
                    for entry in block.entries
                )
                return f"<dl>{entries}</dl>"

    def _figure(self, figure: ChartImage) -> str:
        self._figures += 1
        label = escape(f"{self.words.figure} {self._figures}. {figure.caption}")
        table = ""
        if figure.table is not None:
            summary = escape(self.words.figures_as_table)
            numbers = self._table(figure.table, "")
            table = f"\n<details open=''><summary>{summary}</summary>\n{numbers}\n</details>"
        # The drawing scrolls inside its own region on a narrow screen: its text must not shrink.
        return (
            f'<figure>\n<div class="drawing" role="group" tabindex="0" aria-label="{label}">\n'
            f"{figure.svg}\n</div>\n<figcaption>{label}</figcaption>{table}\n</figure>"
        )

    def _table(self, table: Table, counted: str) -> str:
        label = escape(f"{counted}{table.caption}")
        head = "".join(
            f'<th scope="col"{_end(at_end)}>{escape(name)}</th>'
            for name, at_end in ((column.label, column.at_end) for column in table.columns)
        )
        rows = "\n".join(_row(table, row) for row in table.rows)
        foot = f"\n<tfoot>\n{_row(table, table.total_row)}\n</tfoot>" if table.total_row else ""
        note = f'\n<p class="note">{escape(table.note)}</p>' if table.note else ""
        return (
            f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n'
            f"<table>\n<caption>{label}</caption>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>{foot}\n</table>\n</div>{note}"
        )


def _row(table: Table, cells: tuple[str, ...]) -> str:
    written = []
    for column, cell in zip(table.columns, cells, strict=True):
        end = _end(column.at_end)
        if column.kind is Kind.NAME:
            written.append(f'<th scope="row"{end}>{escape(cell)}</th>')
        else:
            written.append(f"<td{end}>{escape(cell)}</td>")
    return f"<tr>{''.join(written)}</tr>"


def _end(at_end: bool) -> str:
    return ' class="end"' if at_end else ""


def _list(tag: str, items: tuple[Runs, ...]) -> str:
    written = "".join(f"<li>{_inline(item)}</li>" for item in items)
    return f"<{tag}>{written}</{tag}>"


def _inline(text: Runs) -> str:
    parts = []
    for run in text:
        words = escape(run.text).replace("\n", "<br/>")
        tag = _TAGS.get(run.emphasis)
        parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return "".join(parts)
