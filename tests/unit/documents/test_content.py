# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents as data refuse what no reader could use."""

from datetime import date

import pytest

from ambulant.documents.content import (
    Chapter,
    ChartImage,
    Column,
    ColumnKind,
    Document,
    Heading,
    Table,
    printable,
)
from ambulant.errors import InvalidInputError


def test_a_row_of_another_length_is_refused_with_the_row() -> None:
    with pytest.raises(InvalidInputError, match=r"row of 1 cells \('a',\); it must have 2"):
        Table("T", (Column("A"), Column("B")), (("a",),))


def test_a_total_of_another_length_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="must have 1"):
        Table("T", (Column("A"),), (("a",),), total_row=("Sum", "2"))


def test_a_table_without_columns_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="at least 1"):
        Table("T", (), ())


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="no alt text"):
        ChartImage("F", " ", "<svg/>")


def test_a_figure_that_is_no_drawing_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="must be an <svg>"):
        ChartImage("F", "alt", "<script>")


def test_headings_may_not_skip_a_level() -> None:
    with pytest.raises(InvalidInputError, match="must be of level 2"):
        Chapter(1, "K", (Heading("h", 3),))
    assert Chapter(1, "K", (Heading("h", 2), Heading("i", 3))).blocks


def test_chapters_and_documents_need_titles() -> None:
    with pytest.raises(InvalidInputError, match="must have words"):
        Chapter(1, " ")
    with pytest.raises(InvalidInputError, match="must have words"):
        Document("", "", "nb", "Fjordvik", date(2026, 1, 1), "1")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInputError, match="'se' is unknown; allowed: nb, nn, en"):
        Document("T", "", "se", "Fjordvik", date(2026, 1, 1), "1")  # type: ignore[arg-type]


def test_numbers_stand_right_unless_said_otherwise() -> None:
    assert Column("A", ColumnKind.NUMBER).at_end
    assert not Column("A", ColumnKind.NUMBER, "start").at_end
    assert not Column("A").at_end


def test_control_characters_go_and_line_breaks_stay() -> None:
    assert printable("a\x00b\x07c\ud800d\ne\tf\uffff") == "abcd\ne\tf"
