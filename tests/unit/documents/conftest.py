# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of documents share: a document with every kind of block and a nasty name."""

from datetime import date

import pytest

from ambulant.documents.charts import YearBars, YearValue, year_bars
from ambulant.documents.content import (
    BulletList,
    Callout,
    Chapter,
    Column,
    ColumnKind,
    Definition,
    DefinitionList,
    Document,
    Heading,
    Missing,
    NumberedList,
    Paragraph,
    Table,
    emphasis,
    runs,
    strong,
)

# Markup of HTML, Typst and Jinja, quotes, and letters outside Latin-1.
NASTY = (
    "<b>& \"hei\" 'x' #let(1) *a* _b_ $c$ @d [e] \\ ` ~ {{ title }} {%p if x %} {# y #} {_{ čŋ æøå"
)


@pytest.fixture
def nasty() -> str:
    """Return a name that is markup in every format."""
    return NASTY


@pytest.fixture
def document() -> Document:
    """Return a document with every kind of block, nasty text in each."""
    chart = year_bars(YearBars("Netto", (YearValue(2026, 2.1, 2.35), YearValue(2027, 5.7))))
    table = Table(
        f"Årsverk {NASTY}",
        (Column("Enhet", ColumnKind.NAME), Column("Årsverk", ColumnKind.NUMBER)),
        ((NASTY, "20,0"), ("Team", "3,0")),
        ("Sum", "23,0"),
        f"Merknad {NASTY}",
    )
    blocks = (
        Paragraph(runs("Vanlig ", strong(f"fet {NASTY}"), emphasis("kursiv"), "\nny linje")),
        Heading(f"Under {NASTY}"),
        BulletList((runs(NASTY), runs("to"))),
        Heading("Enda lavere", 3),
        NumberedList((runs("først"), runs("så"))),
        NumberedList((runs("på nytt"),)),
        table,
        chart.as_image(f"Figur {NASTY}"),
        Callout(f"Viktig {NASTY}", runs(NASTY)),
        Missing(f"Vedlegget mangler {NASTY}"),
        DefinitionList((Definition(f"Begrep {NASTY}", runs(NASTY)),)),
    )
    return Document(
        title=f"Ambulerende tjenester {NASTY}",
        subtitle=f"Forslag {NASTY}",
        language="nb",
        municipality=f"Fjordvik {NASTY}",
        date=date(2026, 11, 23),
        version="0.7",
        confidentiality="Utkast",
        chapters=(Chapter(1, f"Innledning {NASTY}", blocks), Chapter(2, "Økonomi", (Missing(),))),
        attachments=(Chapter(None, "Beregning", (Paragraph(runs("Slik er det beregnet.")),)),),
        sources=(f"Dokument 000 {NASTY}",),
    )
