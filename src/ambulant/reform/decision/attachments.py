# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first attachment: how the FTE are calculated, unit by unit."""

from collections import Counter
from functools import partial

from ambulant.documents.content import (
    Block,
    Chapter,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Paragraph,
    Table,
    runs,
)
from ambulant.explain import Figure, Kind, missing, nb
from ambulant.formulas import formula_in_labels, formula_in_numbers
from ambulant.reform.decision.parts import DecisionInput, Line, about, model_table
from ambulant.reform.results import ActivityFte, ModelResult

INTRODUCTION = nb(
    "Her er årsverkene regnet nedenfra, fra vakter, vedtakstimer, reise, indirekte tid og fravær. "
    "Vedlegg 2 sier for hvert tall om saken oppgir det eller om det er antatt. Ledd som er 0, har "
    "ikke egen linje."
)
ACTIVITIES: tuple[tuple[str, str], ...] = (
    ("on_site", nb("Stedlig, bundet til en base")),
    ("direct", nb("Ambulant, hos bruker")),
    ("travel", nb("Reise")),
    ("indirect", nb("Indirekte: rapport, møter, journal")),
    ("other", nb("Andre stillinger")),
    ("absence", nb("Fravær")),
    ("total", nb("I alt")),
)


def fte_calculation(given: DecisionInput) -> Chapter:
    """Return the attachment the decision rests on: what the FTE are calculated from."""
    t = given.translate
    lines = [Line(label, partial(_part, name)) for name, label in ACTIVITIES]
    blocks: list[Block] = [
        Paragraph(runs(t(INTRODUCTION))),
        model_table(given, nb("Beregnede årsverk"), nb("Årsverk"), lines),
    ]
    for result in given.comparison.results:
        blocks.append(Heading(result.name))
        if result.activity is None:
            why = t(result.fte_computed.note)
            blocks.append(Missing(why or t(nb("Bemanningen er ikke beskrevet."))))
            continue
        blocks += _steps(given, result)
    return Chapter(None, t(nb("Utgangspunkt for beregning av årsverk")), tuple(blocks))


def _part(name: str, result: ModelResult) -> Figure:
    if result.activity is None:
        return missing(name, "fte", of=result.name)
    return _activity(result.activity, name)


def _activity(activity: ActivityFte, name: str) -> Figure:
    figure = getattr(activity, name)
    if not isinstance(figure, Figure):
        raise TypeError(name)
    return figure


def _steps(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    blocks: list[Block] = []
    columns = (
        Column(t(nb("Tall")), ColumnKind.NAME),
        Column(t(nb("Slik regnes det"))),
        Column(t(nb("Med tall"))),
    )
    for unit in result.units:
        if unit.computed is None or unit.computed.total.is_missing:
            continue
        figures = _computed_under(unit.computed.total)
        labels = Counter(figure.label for figure in figures)
        rows = tuple(
            (
                f"{t(figure.label)} ({figure.of})"
                if labels[figure.label] > 1 and figure.of
                else t(figure.label),
                formula_in_labels(figure, t),
                formula_in_numbers(figure, t),
            )
            for figure in figures
        )
        blocks.append(Table(about(given, unit.unit.name, result.name), columns, rows))
    return blocks


def _computed_under(total: Figure) -> list[Figure]:
    """Return every computed figure a total rests on but 0, each once, the total first."""
    found: dict[tuple[str, str, str], Figure] = {}
    for figure in total.walk():
        if figure.kind is Kind.COMPUTED and (figure is total or figure.number != 0):
            found.setdefault((figure.label, figure.of, figure.formula), figure)
    return list(found.values())
