# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The attachments: how the FTE are calculated, and every assumption with its source or reason."""

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
from ambulant.explain import Figure, Kind, nb
from ambulant.formulas import formula_in_labels, formula_in_numbers
from ambulant.reform.decision.parts import (
    KIND_WORDS,
    DecisionInput,
    model_table,
    rests_on,
    shown,
)
from ambulant.reform.inputs import values_of
from ambulant.reform.results import ActivityFte, ModelResult
from ambulant.units import format_number, format_value

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
    blocks: list[Block] = [
        Paragraph(
            runs(
                t(
                    nb(
                        "Her er årsverkene regnet nedenfra, fra vakter, vedtakstimer, reise, "
                        "indirekte tid og fravær. Tall som ikke står i saken, er merket antatt."
                    )
                )
            )
        ),
        model_table(
            given,
            nb("Beregnede årsverk"),
            tuple((label, partial(_part, given, name)) for name, label in ACTIVITIES),
        ),
    ]
    for result in given.comparison.results:
        blocks.append(Heading(result.name))
        if result.activity is None:
            blocks.append(Missing(t(result.fte_computed.note)))
            continue
        blocks += _steps(given, result)
    return Chapter(None, t(nb("Utgangspunkt for beregning av årsverk")), tuple(blocks))


def _part(given: DecisionInput, name: str, result: ModelResult) -> str:
    if result.activity is None:
        return given.translate(nb("mangler"))
    return shown(_activity(result.activity, name), given, style="plain")


def _activity(activity: ActivityFte, name: str) -> Figure:
    figure = getattr(activity, name)
    if not isinstance(figure, Figure):
        raise TypeError(name)
    return figure


def _steps(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    blocks: list[Block] = []
    for unit in result.units:
        if unit.computed is None or unit.computed.total.is_missing:
            continue
        rows = tuple(
            (
                t(figure.label),
                formula_in_labels(figure, t),
                formula_in_numbers(figure, t),
            )
            for figure in _computed_under(unit.computed.total)
        )
        columns = (
            Column(t(nb("Tall")), ColumnKind.NAME),
            Column(t(nb("Slik regnes det"))),
            Column(t(nb("Med tall"))),
        )
        blocks.append(Table(f"{unit.unit.name}, {result.name}", columns, rows))
    return blocks


def _computed_under(total: Figure) -> list[Figure]:
    """Return every computed figure a total rests on, each once, the total first."""
    found: dict[tuple[str, str, str], Figure] = {}
    for figure in total.walk():
        if figure.kind is Kind.COMPUTED:
            found.setdefault((figure.label, figure.of, figure.formula), figure)
    return list(found.values())


def assumptions(given: DecisionInput) -> Chapter:
    """Return every number of the case with its kind, range and source or reason."""
    t = given.translate
    columns = (
        Column(t(nb("Tall")), ColumnKind.NAME),
        Column(t(nb("Slag"))),
        Column(t(nb("Kilde eller grunn"))),
        Column(t(nb("Verdi")), ColumnKind.NUMBER),
        Column(t(nb("Spenn")), ColumnKind.NUMBER),
    )
    kinds = {"stated": Kind.STATED, "derived": Kind.DERIVED, "assumed": Kind.ASSUMED}
    rows = []
    for item in values_of(given.case):
        if ".scores." in item.path:
            continue  # chapter 6 has them
        value = item.value
        kind = kinds.get(value.kind, Kind.MISSING)
        why = ". ".join(part.rstrip(".") for part in (value.source, value.reason) if part)
        rows.append(
            (
                item.label,
                t(KIND_WORDS[kind]),
                why or "–",
                _written(value.value, value.unit) or t(nb("mangler")),
                _span(value.low, value.high, value.unit),
            )
        )
    table = Table(t(nb("Alle tall saken hviler på")), columns, tuple(rows))
    return Chapter(None, t(nb("Forutsetninger i tall")), (table, *_rates(given)))


def _rates(given: DecisionInput) -> list[Block]:
    t = given.translate
    found: dict[str, Figure] = {}
    for result in given.comparison.results:
        for figure in result.figures().values():
            for part in figure.walk():
                if part.kind is Kind.PARAMETER:
                    found.setdefault(part.key or part.label, part)
    if not found:
        return []
    columns = (
        Column(t(nb("Sats")), ColumnKind.NAME),
        Column(t(nb("Gjelder fra"))),
        Column(t(nb("Kilde"))),
        Column(t(nb("Verdi")), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            t(figure.label),
            f"{figure.valid_from:%d.%m.%Y}" if figure.valid_from else "–",
            rests_on(figure, given) or "–",
            shown(figure, given),
        )
        for figure in found.values()
    )
    return [Table(t(nb("Satser og normer som er brukt")), columns, rows)]


def _written(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return format_value(value, unit) if unit else _plain(value)


def _plain(value: float) -> str:
    places = next((n for n in range(4) if abs(value - round(value, n)) < 1e-9), 4)
    return format_number(value, places)


def _span(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return "–"
    return f"{_written(low, unit)} – {_written(high, unit)}"
