# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The glossary is well formed, the page follows the file, and its names are those of the code."""

import ast
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("glossary", ROOT / "tools" / "glossary.py")
assert SPEC is not None and SPEC.loader is not None
glossary = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(glossary)
TERMS = glossary.read_terms()


def identifiers(tree: ast.AST) -> Iterator[str]:
    """Yield every name a module defines or uses, and strings that look like one."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.keyword(arg=str(name)):
                yield name
            case ast.Constant(value=str(text)) if re.fullmatch(r"[a-z][a-z0-9_]*", text):
                yield text


def as_words(name: str) -> str:
    """Return NetSaving and net_saving as `_net_saving_`."""
    return "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_") + "_"


@cache
def names_in_source() -> frozenset[str]:
    files = sorted((ROOT / "src").rglob("*.py"))
    names = {
        as_words(name)
        for file in files
        for name in identifiers(ast.parse(file.read_text(encoding="utf-8")))
    }
    # The key of a parameter is the way to its file.
    values = ROOT / "src" / "ambulant" / "parameters" / "values"
    return frozenset(names | {as_words(path.stem) for path in values.rglob("*")})


def test_every_term_and_every_name_stands_once() -> None:
    terms = Counter(term.term_nb.lower() for term in TERMS)
    names = Counter(term.name for term in TERMS)

    assert [term for term, count in terms.items() if count > 1] == []
    assert [name for name, count in names.items() if count > 1] == []


def test_names_are_plain_ascii_identifiers() -> None:
    wrong = [term.name for term in TERMS if not re.fullmatch(r"[a-z][a-z0-9_]*", term.name)]

    assert wrong == []


def test_definitions_are_one_sentence_that_fits_a_table() -> None:
    wrong = [
        term.term_nb
        for term in TERMS
        if not 20 <= len(term.definition) <= 200
        or not re.fullmatch(r"[A-Z][^|\n]*\.", term.definition)
        or ". " in term.definition
    ]

    assert wrong == []


def test_a_synonym_belongs_to_one_term_and_is_not_a_term_of_its_own() -> None:
    terms = {term.term_nb.lower() for term in TERMS}
    synonyms = Counter(word.lower() for term in TERMS for word in term.synonyms_nb)

    assert sorted(terms & synonyms.keys()) == []
    assert [word for word, count in synonyms.items() if count > 1] == []


def test_the_page_is_written_from_the_file() -> None:
    page = glossary.PAGE.read_text(encoding="utf-8")

    assert page == glossary.render(TERMS), "run: python tools/glossary.py"


@pytest.mark.parametrize("name", [term.name for term in TERMS if term.in_code])
def test_a_term_said_to_be_in_code_occurs_there(name: str) -> None:
    wanted = re.compile(f"_{re.escape(name)}(s|es)?_")

    assert any(wanted.search(found) for found in names_in_source())
