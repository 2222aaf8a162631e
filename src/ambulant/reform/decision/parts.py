# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small pieces the chapters are put together from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ambulant.documents.charts import ChartStyle
from ambulant.documents.content import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Missing,
    Paragraph,
    Run,
    Table,
    emphasis,
    runs,
)
from ambulant.documents.wording import Language
from ambulant.explain import Figure, Kind, Message, nb
from ambulant.reform.case import Case
from ambulant.reform.judgement import Judgement
from ambulant.reform.results import Comparison, ModelResult
from ambulant.reform.uncertainty import Uncertainty
from ambulant.units import format_number, format_value

Translate = Callable[[str], str]

KIND_WORDS = {
    Kind.COMPUTED: nb("beregnet"),
    Kind.STATED: nb("oppgitt"),
    Kind.DERIVED: nb("utledet"),
    Kind.ASSUMED: nb("antatt"),
    Kind.PARAMETER: nb("sats"),
    Kind.MISSING: nb("mangler"),
}


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """What a decision document is made from. `date` and `version` stand on its first page."""

    comparison: Comparison
    judgement: Judgement
    date: date
    version: str
    uncertainty: Uncertainty | None = None
    scenario: str = ""  # name of the scenario; empty for the case itself
    changes: tuple[Message, ...] = ()  # what the scenario changes
    language: Language = "nb"
    translate: Translate = str

    @property
    def case(self) -> Case:
        """The case with the scenario's changes laid over it."""
        return self.comparison.case

    @property
    def style(self) -> ChartStyle:
        """How charts are drawn on paper."""
        return ChartStyle(language=self.language, pixels=620)

    @property
    def models(self) -> tuple[ModelResult, ...]:
        """The results of the models, without today."""
        return self.comparison.results[1:]

    def say(self, message: Message) -> str:
        """Return a message in the language of the document."""
        args = {name: self.translate(value) for name, value in message.args.items()}
        return self.translate(message.text) % args


def own_text(given: DecisionInput, chapter: str) -> list[Block]:
    """Return the case's own paragraphs of a chapter; says so when it has none."""
    paragraphs = given.case.texts.get(chapter, ())
    if not paragraphs:
        return [Missing(given.translate(nb("Saken har ingen tekst her.")))]
    return [Paragraph(runs(text)) for text in paragraphs]


def shown(figure: Figure, given: DecisionInput, *, style: str = "", sign: bool = False) -> str:
    """Return a figure as it stands in a table: number, and the word for a kind that is not ours.

    `style` is "million" for NOK in millions, "plain" for no unit.
    """
    if figure.is_missing:
        return given.translate(nb("mangler"))
    value = figure.number
    if style == "million":
        return format_number(value / 1e6, 2, sign=sign)
    if style == "plain":
        return format_number(value, 2 if figure.unit == "fte" else 0, sign=sign)
    return format_value(value, figure.unit)


def kind_of(figure: Figure, given: DecisionInput) -> str:
    """Return the word for what kind of number a figure is."""
    return given.translate(KIND_WORDS[figure.kind])


def rests_on(figure: Figure, given: DecisionInput) -> str:
    """Return source, reason or formula of a figure, in that order of preference."""
    parts = [part for part in (figure.source, given.translate(figure.note)) if part]
    return ". ".join(part.rstrip(".") for part in parts)


def names(given: DecisionInput, *labels: str, number_from: int = 1) -> tuple[Column, ...]:
    """Return columns: a name first, then text, then numbers from `number_from` on."""
    return tuple(
        Column(
            given.translate(label) if label else "",
            ColumnKind.NAME
            if number == 0
            else ColumnKind.NUMBER
            if number >= number_from
            else ColumnKind.TEXT,
        )
        for number, label in enumerate(labels)
    )


def bullets(items: Iterable[tuple[str, str]]) -> list[Block]:
    """Return texts with their sources as a list; nothing when there are none."""
    rows = tuple(
        runs(text, " ", emphasis(f"({source})")) if source else runs(text) for text, source in items
    )
    return [BulletList(rows)] if rows else []


def model_table(
    given: DecisionInput,
    caption: str,
    rows: Iterable[tuple[str, Callable[[ModelResult], str]]],
    note: str = "",
) -> Table:
    """Return a table with a row per question and a column per model, today first."""
    results = given.comparison.results
    columns = (
        Column("", ColumnKind.NAME),
        *(Column(result.name, ColumnKind.NUMBER) for result in results),
    )
    return Table(
        given.translate(caption),
        columns,
        tuple(
            (given.translate(label), *(answer(result) for result in results))
            for label, answer in rows
        ),
        note=given.translate(note) if note else "",
    )


def sentence(given: DecisionInput, text: str, /, **args: str) -> Paragraph:
    """Return a paragraph made from a message."""
    return Paragraph((Run(given.translate(text) % args),))
