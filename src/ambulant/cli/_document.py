# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document as a file. Apart from the command: charts and Typst are slow to load."""

from collections.abc import Callable
from pathlib import Path

from ambulant.documents.content import Document
from ambulant.documents.html import to_html
from ambulant.documents.pdf import to_pdf
from ambulant.documents.word import to_docx
from ambulant.reform.decision import DecisionInput, build

WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".docx": to_docx,
    ".html": lambda document: to_html(document).encode(),
    ".pdf": to_pdf,
}


def write_document(path: Path, given: DecisionInput) -> None:
    """Write the decision document in the format that the ending of the file names."""
    path.write_bytes(WRITERS[path.suffix.lower()](build(given)))
