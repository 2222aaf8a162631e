# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogues follow the program, and faults in them are found."""

import pytest
from babel.messages.catalog import Catalog

from tools.catalogues import Sentence, faults_of, find_sentences, merged

GREETING = Sentence("Hei, %(name)s")
UNITS = Sentence("%(count)s enhet", "%(count)s enheter")


def catalogue(*translations: tuple[Sentence, str | tuple[str, ...]]) -> Catalog:
    """An English catalogue with these translations."""
    made = Catalog(locale="en", fuzzy=False)
    for sentence, words in translations:
        made.add(sentence.message_id, words, context=sentence.context)
    return made


def faults(made: Catalog, *sentences: Sentence) -> list[str]:
    """What is wrong with the catalogue, in short."""
    return [fault.split(":")[0].split(" of ")[0] for fault in faults_of(made, list(sentences))]


def test_a_complete_catalogue_has_no_faults() -> None:
    made = catalogue((GREETING, "Hello, %(name)s"), (UNITS, ("One unit", "%(count)s units")))

    assert faults(made, GREETING, UNITS) == []


@pytest.mark.parametrize(
    ("made", "sentence", "fault"),
    [
        (catalogue(), GREETING, "missing"),
        (catalogue((GREETING, "")), GREETING, "untranslated"),
        (catalogue((UNITS, ("One unit", ""))), UNITS, "untranslated"),
        (catalogue((GREETING, "Hello")), GREETING, "other names in the translation"),
        (catalogue((GREETING, "Hello, %(nam)s")), GREETING, "other names in the translation"),
        (catalogue((GREETING, "Hello")), Sentence(GREETING.text, None, "letter"), "missing"),
    ],
    ids=["missing", "empty", "half a plural", "name lost", "name misspelt", "other context"],
)
def test_each_fault_is_told(made: Catalog, sentence: Sentence, fault: str) -> None:
    assert faults(made, sentence) == [fault]


def test_a_fuzzy_translation_is_a_fault() -> None:
    made = Catalog(locale="en", fuzzy=False)
    made.add(GREETING.text, "Hello, %(name)s", flags={"fuzzy"})

    assert faults(made, GREETING) == ["marked fuzzy"]


def test_translations_are_kept_when_sentences_come_and_go() -> None:
    old = catalogue((GREETING, "Hello, %(name)s"))

    without = merged(old, [UNITS], "en")
    again = merged(without, [GREETING, UNITS], "en")

    assert GREETING.text not in without
    assert again[GREETING.text].string == "Hello, %(name)s"
    assert faults(again, GREETING, UNITS) == ["untranslated"]


def test_a_sentence_that_got_a_plural_is_translated_anew() -> None:
    old = catalogue((Sentence(UNITS.text), "%(count)s unit"))

    assert faults(merged(old, [UNITS], "en"), UNITS) == ["untranslated"]


def test_sentences_come_from_templates_python_and_parameters() -> None:
    texts = {sentence.text for sentence in find_sentences()}
    of_settings, of_a_template = "Nynorsk", "Hopp til innholdet"
    of_a_parameter = "Andel av betalt tid som er fravær"
    of_an_f_string = "prosentpoeng"

    assert {of_settings, of_a_template, of_a_parameter, of_an_f_string} - texts == set()


def test_words_stand_in_one_place_though_they_also_have_a_plural() -> None:
    places = [(sentence.text, sentence.context) for sentence in find_sentences()]

    assert [place for place in places if places.count(place) > 1] == []
