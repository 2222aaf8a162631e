# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""HTML: one h1, headings in order, everything escaped, tables and figures with names."""

import re
from dataclasses import replace
from html import unescape
from typing import cast

from lxml import etree
from lxml import html as lxml_html

from ambulant.documents.content import Document
from ambulant.documents.html import to_html


def _elements(tree: etree._Element, path: str) -> list[etree._Element]:
    return cast(list[etree._Element], tree.xpath(path))


def _strings(tree: etree._Element, path: str) -> list[str]:
    return [str(text) for text in cast(list[str], tree.xpath(path))]


def test_nasty_text_is_shown_and_never_becomes_markup(document: Document, nasty: str) -> None:
    page = to_html(document)

    assert nasty not in page
    assert unescape(page).count(nasty) > 12
    assert "<b>" not in page


def test_headings_never_skip_a_level_and_the_title_is_the_only_h1(document: Document) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", to_html(document))]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))


def test_the_page_has_language_landmarks_and_a_skip_link_that_leads_somewhere(
    document: Document,
) -> None:
    tree = lxml_html.document_fromstring(to_html(document))

    assert tree.get("lang") == "nb"
    assert len(_elements(tree, "//main[@id='innhold']")) == 1
    assert _strings(tree, "//a[@class='skip']/@href") == ["#innhold"]
    anchors = {link[1:] for link in _strings(tree, "//nav//a/@href")}
    assert anchors <= set(_strings(tree, "//@id"))
    assert len(anchors) == 4  # two chapters, an attachment, the sources


def test_tables_have_captions_and_scopes(document: Document) -> None:
    tree = lxml_html.document_fromstring(to_html(document))

    assert len(_elements(tree, "//table")) == len(_elements(tree, "//table/caption"))
    assert not _elements(tree, "//th[not(@scope)]")
    assert _strings(tree, "//tfoot//th/text()") == ["Sum"]
    assert _strings(tree, "//tbody/tr[1]/td/@class")[0] == "end"


def test_the_figure_is_named_and_its_numbers_stand_under_it(document: Document) -> None:
    tree = lxml_html.document_fromstring(to_html(document))

    figure = _elements(tree, "//figure")[0]
    drawing = _elements(figure, ".//*[local-name()='svg']")[0]
    assert drawing.get("role") == "img"
    assert "2,1" in drawing.get("aria-label", "")
    assert _elements(figure, ".//details//table")


def test_ids_are_unique(document: Document) -> None:
    ids = re.findall(r'\sid="([^"]+)"', to_html(document))

    assert len(ids) == len(set(ids))


def test_the_fragment_has_no_style_and_begins_below_the_page_s_own_title(
    document: Document,
) -> None:
    fragment = to_html(document, fragment=True)

    assert fragment.startswith('<article class="amb-document" lang="nb">')
    assert "<style" not in fragment
    assert " style=" not in fragment
    assert "<h1" not in fragment
    etree.fromstring(fragment)  # well-formed


def test_nothing_is_fetched_and_nothing_runs(document: Document) -> None:
    page = to_html(document)

    assert "<script" not in page
    assert "<link" not in page
    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "url(http" not in page


def test_an_empty_document_still_has_a_title_and_no_contents(document: Document) -> None:
    page = to_html(replace(document, chapters=(), attachments=(), sources=(), subtitle=""))

    assert "<nav" not in page
    assert "<h1" in page


def test_its_own_words_follow_the_language(document: Document) -> None:
    assert "Vedlegg 1: Beregning" in to_html(document)
    assert "Attachment 1: Beregning" in to_html(replace(document, language="en"))
    assert "Ikkje oppgjeve i saka" in to_html(replace(document, language="nn"))
    assert "23 November 2026" in to_html(replace(document, language="en"))
