# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second attachment: every number the case rests on, with kind, range and source or reason."""

from collections.abc import Iterable

from ambulant.documents.content import Block, Chapter, Column, ColumnKind, Table
from ambulant.explain import KIND_WORDS, Figure, Kind, nb
from ambulant.reform.decision.parts import DecisionInput, rests_on, shown
from ambulant.reform.inputs import Addressed, values_of
from ambulant.units import UNITS, format_number

KINDS = {"stated": Kind.STATED, "derived": Kind.DERIVED, "assumed": Kind.ASSUMED}
GROUPS: tuple[tuple[str, str], ...] = (
    ("today.", nb("Tall om i dag")),
    ("assumptions.", nb("Forutsetninger")),
    ("criteria.", nb("Vekter i vurderingen")),
    ("sharing.", nb("Tall for deling mellom kommuner")),
    ("prices.", nb("Priser")),
)


def assumptions(given: DecisionInput) -> Chapter:
    """Return every number of the case, grouped by what it is about."""
    t = given.translate
    values = [item for item in values_of(given.case) if ".scores." not in item.path]
    groups = [
        (t(label), [item for item in values if item.path.startswith(start)])
        for start, label in GROUPS[:2]
    ]
    for model in given.case.models:
        own = [item for item in values if item.path.startswith(f"models.{model.id}.")]
        groups.append((t(nb("Tall om %(model)s")) % {"model": model.name}, own))
    groups += [
        (t(label), [item for item in values if item.path.startswith(start)])
        for start, label in GROUPS[2:]
    ]
    blocks: list[Block] = [_values(given, label, items) for label, items in groups if items]
    blocks += [*_scores(given), *_rates(given)]
    return Chapter(None, t(nb("Forutsetninger i tall")), tuple(blocks))


def _values(given: DecisionInput, caption: str, items: Iterable[Addressed]) -> Table:
    t = given.translate
    columns = (
        Column(t(nb("Tall")), ColumnKind.NAME),
        Column(t(nb("Tallet er"))),
        Column(t(nb("Kilde eller grunn"))),
        Column(t(nb("Verdi")), ColumnKind.NUMBER),
        Column(t(nb("Spenn")), ColumnKind.NUMBER),
    )
    rows = dict.fromkeys(_row(given, item) for item in items)  # shared numbers stand once
    return Table(caption, columns, tuple(rows))


def _row(given: DecisionInput, item: Addressed) -> tuple[str, ...]:
    value, unit = item.value, _unit(item)
    name = given.translate(UNITS[unit].name) if unit else ""
    return (
        f"{_name(given, item)} ({name})" if name else _name(given, item),
        given.translate(KIND_WORDS[KINDS.get(value.kind, Kind.MISSING)]),
        ". ".join(part.rstrip(".") for part in (value.source, value.reason) if part) or "–",
        given.translate(nb("mangler")) if value.value is None else _written(value.value, unit),
        "–"
        if value.low is None or value.high is None
        else f"{_written(value.low, unit)}–{_written(value.high, unit)}",
    )


def _name(given: DecisionInput, item: Addressed) -> str:
    """Return what a number is called, with what it belongs to where its own name does not say."""
    last = item.path.rsplit(".", 1)[-1]
    if last == "leaders" and not item.value.label:
        return f"{given.translate(nb('Ledere'))}, {item.place}"
    if ".per_year." in item.path:
        return f"{item.label}, {last}"
    whole = {result.name for result in given.comparison.results}
    own = item.value.label
    if own and item.place and item.place not in whole and item.place.lower() not in own.lower():
        return f"{own}, {item.place}"
    return item.label


def _unit(item: Addressed) -> str:
    if not item.value.unit and (".costs." in item.path or item.path.endswith(".cost")):
        return "nok"
    return item.value.unit


def _written(value: float, unit: str) -> str:
    """Return a number without its unit, with as many decimals as it has (at most four)."""
    scaled = value * (UNITS[unit].factor if unit else 1.0)
    if unit.startswith("nok"):
        return format_number(scaled)
    places = next((n for n in range(4) if abs(scaled - round(scaled, n)) < 1e-9), 4)  # noqa: PLR2004
    return format_number(scaled, places)


def _scores(given: DecisionInput) -> list[Block]:
    """Return each score with the reason for it."""
    t = given.translate
    columns = (
        Column(t(nb("Kriterium")), ColumnKind.NAME),
        Column(t(nb("Modell"))),
        Column(t(nb("Tallet er"))),
        Column(t(nb("Kilde eller grunn"))),
        Column(t(nb("Poeng")), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            weight.criterion.name,
            score.name,
            t(KIND_WORDS[figure.kind]),
            rests_on(figure, given) or "–",
            t(nb("mangler")) if figure.is_missing else _written(figure.number, ""),
        )
        for weight in given.judgement.weights
        for score in given.judgement.scores
        for figure in (score.scores[weight.criterion.id],)
    )
    return [Table(t(nb("Poeng i vurderingen")), columns, rows)] if rows else []


def _rates(given: DecisionInput) -> list[Block]:
    """Return every rate and norm that any figure rests on."""
    t = given.translate
    found: dict[tuple[str, float], Figure] = {}
    for result in given.comparison.results:
        for figure in result.figures().values():
            for part in figure.walk():
                if part.kind is Kind.PARAMETER:
                    found.setdefault((part.key or part.label, part.number), part)
    columns = (
        Column(t(nb("Sats eller norm")), ColumnKind.NAME),
        Column(t(nb("Gjelder fra"))),
        Column(t(nb("Kilde"))),
        Column(t(nb("Verdi")), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            f"{t(figure.label)} ({figure.of})" if figure.of else t(figure.label),
            f"{figure.valid_from:%d.%m.%Y}" if figure.valid_from else "–",
            rests_on(figure, given) or "–",
            shown(figure, given),
        )
        for figure in found.values()
    )
    return [Table(t(nb("Satser og normer som er brukt")), columns, rows)] if rows else []
