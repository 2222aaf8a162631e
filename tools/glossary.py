# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write docs/glossary.md from docs/glossary.csv.

Run `python tools/glossary.py` after a change in the CSV file. A test fails when they differ.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
SOURCE = DOCS / "glossary.csv"
PAGE = DOCS / "glossary.md"
COLUMNS = ("term_nb", "name", "definition", "synonyms_nb", "in_code")

INTRODUCTION = """\
# Glossary

<!-- Written by tools/glossary.py from docs/glossary.csv. Do not edit here. -->

What the trade calls things in Norwegian, what we call them in code, and what we mean by them.
The interface is Norwegian, the code English; this page is where the two meet. A municipality may
use other words: the common ones stand as synonyms. A tick says that the name is in use in `src/`
today; the others are kept for the parts that are still to come.

| Norwegian | Name in code | Meaning | Also called | In use |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Term:
    """One line of the glossary. `name` is a snake_case identifier, `synonyms_nb` may be empty."""

    term_nb: str
    name: str
    definition: str
    synonyms_nb: tuple[str, ...]
    in_code: bool


def read_terms(path: Path = SOURCE) -> list[Term]:
    """Return the terms in the order of the file; ValueError if the columns are not ours."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path} has columns {reader.fieldnames}; expected {COLUMNS}.")
        return [_term(row) for row in reader]


def _term(row: dict[str, str]) -> Term:
    if row["in_code"] not in ("yes", ""):
        raise ValueError(f"{row['term_nb']}: in_code is {row['in_code']!r}; write yes or nothing.")
    synonyms = tuple(part.strip() for part in row["synonyms_nb"].split(";") if part.strip())
    return Term(row["term_nb"], row["name"], row["definition"], synonyms, row["in_code"] == "yes")


def norwegian_order(term: Term) -> str:
    """Return a key that sorts æ, ø and å last, whatever the machine's locale."""
    return term.term_nb.lower().translate(str.maketrans("æøå", "{|}"))


def render(terms: list[Term]) -> str:
    """Return the page."""
    lines = [
        f"| {term.term_nb} | `{term.name}` | {term.definition} | {', '.join(term.synonyms_nb)} | "
        f"{'✓' if term.in_code else ''} |\n"
        for term in sorted(terms, key=norwegian_order)
    ]
    return INTRODUCTION + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(render(read_terms()), encoding="utf-8")
