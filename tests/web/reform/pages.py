# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading pages in tests."""

from collections import Counter
from pathlib import Path

from lxml import html

CASES = Path(__file__).resolve().parents[3] / "cases"


def parsed(content: bytes) -> html.HtmlElement:
    """Return a page as a tree."""
    return html.document_fromstring(content.decode())


def figure_addresses(page: html.HtmlElement) -> list[str]:
    """Return the addresses of all figures that open their explanation, each once."""
    found = page.xpath("//a[contains(@class, 'amb-tall')]/@href")
    return sorted({str(address) for address in found})


def doubled_ids(page: html.HtmlElement) -> list[str]:
    """Return ids that stand on more than one element."""
    counted = Counter(str(name) for name in page.xpath("//@id"))
    return [name for name, times in counted.items() if times > 1]


def text_of(element: html.HtmlElement) -> str:
    """Return the text of an element with single spaces."""
    return " ".join(element.text_content().split())
