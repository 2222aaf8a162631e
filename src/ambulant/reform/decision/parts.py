# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small pieces the chapters are put together from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from ambulant.documents.charts import ChartStyle
from ambulant.documents.content import (
    Block,
    BulletList,
    ChartImage,
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
from ambulant.explain import KIND_WORDS, Figure, Kind, Message, nb
from ambulant.reform.case import Case
from ambulant.reform.decision.told_apart import Cell, rests_on_assumed, told_apart
from ambulant.reform.judgement import Judgement
from ambulant.reform.results import Comparison, ModelResult
from ambulant.reform.uncertainty import Uncertainty
from ambulant.units import format_number, format_value

Translate = Callable[[str], str]


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
    """Return the case's own paragraphs of a chapter, none when it has none."""
    return [Paragraph(runs(text)) for text in given.case.texts.get(chapter, ())]


def or_missing(given: DecisionInput, blocks: list[Block], reason: str) -> tuple[Block, ...]:
    """Return the blocks of a chapter; without any, say what the case does not hold."""
    return tuple(blocks) or (Missing(given.translate(reason)),)


def shown(figure: Figure, given: DecisionInput, *, style: str = "", sign: bool = False) -> str:
    """Return a figure as it stands in a table; a gap is a word, never 0.

    `style` is "million" for NOK in millions, "plain" for no unit.
    """
    if figure.is_missing:
        return given.translate(nb("mangler"))
    value = figure.number
    if style == "million":
        return format_number(value / 1e6, 2, sign=sign)
    if style == "plain":
        return format_number(value, 2 if figure.unit == "fte" else 0, sign=sign)
    return format_value(value, figure.unit, translate=given.translate)


def kind_of(figure: Figure, given: DecisionInput) -> str:
    """Return the word for what kind of number a figure is."""
    if figure.kind is Kind.COMPUTED and rests_on_assumed(figure):
        return given.translate(nb("beregnet av antatte tall"))
    return given.translate(KIND_WORDS[figure.kind])


def rests_on(figure: Figure, given: DecisionInput) -> str:
    """Return the sources and reasons of a figure: its own, else those of what it rests on."""
    own = [part for part in (figure.source, given.translate(figure.note)) if part]
    if not own:
        leaves = [leaf for leaf in figure.walk() if not leaf.inputs]
        own = [part for leaf in leaves for part in (leaf.source, leaf.note) if part]
    return ". ".join(dict.fromkeys(part.rstrip(".") for part in own))


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


def bullets(given: DecisionInput, items: Iterable[tuple[str, str]]) -> list[Block]:
    """Return texts with their sources as a list; nothing when there are none.

    A source that all share stands once, under the list.
    """
    rows = tuple(items)
    sources = {source for _text, source in rows}
    if len(rows) > 1 and len(sources) == 1 and "" not in sources:
        source = emphasis(given.translate(nb("Kilde")) + f": {sources.pop()}")
        return [BulletList(tuple(runs(text) for text, _source in rows)), Paragraph((source,))]
    listed = tuple(
        runs(text, " ", emphasis(f"({source})")) if source else runs(text) for text, source in rows
    )
    return [BulletList(listed)] if listed else []


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table with one figure per model.

    `is_cost` writes a positive cost as negative. A model the row does not concern gets a dash.
    """

    label: str
    figure: Callable[[ModelResult], Figure]
    style: str = "plain"
    sign: bool = False
    is_cost: bool = False
    concerns: Callable[[ModelResult], bool] = lambda _result: True


def model_table(
    given: DecisionInput, caption: str, head: str, lines: Iterable[Line], *, with_today: bool = True
) -> Table:
    """Return a table with a row per line and a column per model, and what is stated or assumed.

    `head` is over the rows' names: the unit of the numbers.
    """
    t = given.translate
    results = given.comparison.results if with_today else given.models
    columns = (
        Column(t(head), ColumnKind.NAME),
        *(Column(result.name, ColumnKind.NUMBER) for result in results),
    )
    rows, cells = [], []
    for line in lines:
        figures = [line.figure(result) if line.concerns(result) else None for result in results]
        rows.append((t(line.label), *(_written(figure, line, given) for figure in figures)))
        cells += [
            Cell(t(line.label), result.name, figure)
            for result, figure in zip(results, figures, strict=True)
            if figure is not None
        ]
    return Table(t(caption), columns, tuple(rows), note=told_apart(cells, t))


def _written(figure: Figure | None, line: Line, given: DecisionInput) -> str:
    if figure is None:
        return "–"
    if line.is_cost and not figure.is_missing:
        figure = replace(figure, value=-figure.number)
    return shown(figure, given, style=line.style, sign=line.sign)


def without_empty_columns(image: ChartImage) -> ChartImage:
    """Return a figure whose table has no column that says nothing in any row."""
    table = image.table
    if table is None:
        return image
    kept = [n for n in range(len(table.columns)) if any(row[n] != "–" for row in table.rows)]
    rows = tuple(tuple(row[n] for n in kept) for row in table.rows)
    columns = tuple(table.columns[n] for n in kept)
    total = tuple(table.total_row[n] for n in kept) if table.total_row else ()
    return replace(image, table=replace(table, columns=columns, rows=rows, total_row=total))


def about(given: DecisionInput, text: str, name: str) -> str:
    """Return a caption with what it is about: `Forutsetninger: Modell 2`."""
    return f"{given.translate(text)}: {name}"


def sentence(given: DecisionInput, text: str, /, **args: str) -> Paragraph:
    """Return a paragraph made from a message."""
    return Paragraph((Run(given.translate(text) % args),))
