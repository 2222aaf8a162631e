# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every number shows what kind of number it is, and a computed one opens its arithmetic."""

from datetime import date

import numpy as np
import pytest
from django.template import Context, Template
from django.utils import translation

from ambulant.explain import Figure, Kind, compute, given, missing
from ambulant_web.shell.explanation import explain


def hours(label: str, value: float | None) -> Figure:
    return given(label, value, "hours")


def computed() -> Figure:
    inputs = {"a": hours("Tid hos bruker", 323.1), "b": hours("Timer i uka", 35.5)}
    return compute("Årsverk i alt", "fte", "a / b", inputs, of="Modell 2")


def shown(tag: str, **names: object) -> str:
    return Template("{% load figures %}" + tag).render(Context(names))


def test_a_computed_number_is_a_button_that_says_what_and_that_it_opens() -> None:
    html = shown("{% figure f url='/forklar/x/' decimals=1 %}", f=computed())

    assert 'role="button"' in html
    assert 'href="/forklar/x/"' in html
    assert 'hx-get="/forklar/x/"' in html
    assert 'hx-target="#drawer"' in html
    assert 'aria-label="Årsverk i alt, Modell 2: 9,1\u00a0årsverk. Vis utregningen"' in html
    assert ">9,1</a>" in html


def test_a_stated_number_carries_the_boxed_word() -> None:
    stated = given("Årsverk", 23.0, "fte", Kind.STATED)

    assert "23,0</span>" in shown("{% figure f decimals=1 %}", f=stated)
    assert '<span class="amb-merke">oppgitt</span>' in shown("{% figure f %}", f=stated)
    assert "amb-merke" not in shown("{% figure f mark=False %}", f=stated)


@pytest.mark.parametrize(
    ("kind", "word"), [(Kind.DERIVED, "utledet"), (Kind.PARAMETER, "sats")], ids=str
)
def test_derived_and_parameter_have_their_own_words(kind: Kind, word: str) -> None:
    assert f">{word}</span>" in shown("{% figure f %}", f=given("X", 1.0, "fte", kind))


def test_an_assumed_number_says_circa() -> None:
    assert "ca.\u00a00,6" in shown("{% figure f decimals=1 %}", f=given("X", 0.6, "fte"))


def test_a_missing_number_is_a_word_and_never_zero() -> None:
    html = shown("{% figure f %}", f=missing("X", "fte"))

    assert "amb-verdi--missing" in html
    assert ">mangler<" in html
    assert "0" not in html


def test_a_sum_with_a_gap_is_missing_and_opens_to_say_so() -> None:
    gap = compute("Sum", "fte", "a + b", {"a": hours("A", 1), "b": missing("B", "hours")})

    assert "Vis utregningen" in shown("{% figure f url='/x/' %}", f=gap)
    assert explain(gap).gaps == ("B",)


def test_not_relevant_is_a_dash() -> None:
    assert shown("{% figure f %}", f=None) == '<span class="amb-ingen">–</span>'


def test_labels_are_escaped() -> None:
    bad = given("<b>", 1.0, "fte", of='"><script>')

    html = shown("{% figure f url=address %}", f=bad, address="/x/?a=1&b=2")

    assert "<script>" not in html
    assert "<b>" not in html
    assert "/x/?a=1&amp;b=2" in html


def test_money_may_be_written_in_millions_with_sign_and_unit() -> None:
    saving = given("Netto", -6_700_000.0, "nok", Kind.STATED)

    html = shown("{% figure f style='million' sign=True unit=True mark=False %}", f=saving)

    assert "−6,7\u00a0mill.\u00a0kr" in html


def test_draws_are_written_as_eight_of_ten_outcomes() -> None:
    drawn = given("Netto", np.arange(0.0, 101.0), "fte", Kind.DERIVED)

    assert "10,0 til 90,0" in shown("{% figure f decimals=1 mark=False %}", f=drawn)


@pytest.mark.parametrize(
    ("tag", "value", "text"),
    [
        ("{{ v|nok_million }}", 6_700_000.0, "6,7\u00a0mill.\u00a0kr"),
        ("{{ v|nok_million:2 }}", -2_350_000.0, "−2,35\u00a0mill.\u00a0kr"),
        ("{{ v|fte }}", 34.52, "34,52\u00a0årsverk"),
        ("{{ v|share }}", 0.123, "12,3\u00a0%"),
        ("{{ v|signed }}", -10.8, "−10,8"),
        ("{{ v|signed }}", 1.5, "+1,5"),
        ("{{ v|number:1 }}", 1234.5, "1\u00a0234,5"),
        ('{{ v|in_unit:"nok" }}', 742.0, "kr\u00a0742"),
        ("{{ v|fte }}", None, "–"),
        ("{{ v|share }}", None, "–"),
        ("{{ v|number }}", None, "–"),
        ("{{ v|signed }}", None, "–"),
        ("{{ v|nok_million }}", None, "–"),
        ('{{ v|in_unit:"nok" }}', None, "–"),
    ],
)
def test_numbers_are_written_in_norwegian(tag: str, value: float | None, text: str) -> None:
    assert shown(tag, v=value) == text


def test_sort_values_are_numbers_and_gaps_are_empty() -> None:
    assert shown("{{ f|sort_value }}", f=given("X", 1234.5, "fte")) == "1234.5"
    assert shown("{{ f|sort_value }}", f=missing("X", "fte")) == ""


def test_the_word_follows_the_language_and_the_number_stays_norwegian() -> None:
    with translation.override("en"):
        html = shown("{% figure f unit=True %}", f=given("X", 1234.5, "fte", Kind.STATED))

    assert "1\u00a0234,50\u00a0FTE" in html
    assert ">stated<" in html


def test_an_explanation_has_one_line_per_input_with_sign_kind_and_source() -> None:
    rate = given(
        "Timer i uka",
        35.5,
        "hours_per_week",
        Kind.PARAMETER,
        source="HTA 2024",
        valid_from=date(2025, 1, 1),
    )
    figure = compute("Årsverk", "fte", "a / b", {"a": hours("Tid", 71.0), "b": rate})

    first, second = explain(figure).lines

    assert (first.sign, first.label, first.kind) == ("", "Tid", "anslag")
    assert (second.sign, second.source, second.valid_from) == ("÷", "HTA 2024", date(2025, 1, 1))
    assert explain(figure).in_numbers == "71,0 ÷ 35,5 = 2,00"
    assert explain(figure).in_labels == "Tid ÷ Timer i uka"


def test_an_input_that_is_computed_opens_in_its_turn() -> None:
    outer = compute("Sum", "fte", "a + b", {"a": computed(), "b": given("B", 1.0, "fte")})

    line = explain(outer).lines[0]

    assert [inner.label for inner in line.lines] == ["Tid hos bruker", "Timer i uka"]
