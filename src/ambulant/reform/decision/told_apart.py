# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line under a table that says which of its numbers the case states and which are assumed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ambulant.explain import Figure, Kind, nb


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table, with the words of its row and its column."""

    row: str
    column: str
    figure: Figure


def rests_on_assumed(figure: Figure) -> bool:
    """Return True when the figure, or anything it is computed from, is assumed."""
    seen: set[int] = set()
    waiting = [figure]
    while waiting:
        each = waiting.pop()
        if each.kind is Kind.ASSUMED:
            return True
        for _name, part in each.inputs:
            if id(part) not in seen:
                seen.add(id(part))
                waiting.append(part)
    return False


def told_apart(cells: Iterable[Cell], translate: Callable[[str], str]) -> str:
    """Return sentences that tell stated, derived, assumed and computed numbers apart.

    Gaps are not mentioned: they stand as a word in the table. Empty when all are gaps.
    """
    known = [cell for cell in cells if not cell.figure.is_missing]
    sorts = {
        nb("Oppgitt i saken: %(figures)s."): [
            cell for cell in known if cell.figure.kind is Kind.STATED
        ],
        nb("Utledet av tall i saken: %(figures)s."): [
            cell for cell in known if cell.figure.kind is Kind.DERIVED
        ],
        nb("Med minst ett antatt tall i seg: %(figures)s."): [
            cell for cell in known if rests_on_assumed(cell.figure)
        ],
    }
    told = sum(len(found) for found in sorts.values())
    for sentence, found in sorts.items():
        if known and len(found) == len(known):
            return translate(sentence) % {"figures": translate(nb("alle tallene i tabellen"))}
    parts = [
        translate(sentence) % {"figures": _listed(found, known)}
        for sentence, found in sorts.items()
        if found
    ]
    if told < len(known):
        rest = nb("Resten er regnet av tall i saken.") if parts else nb("Regnet av tall i saken.")
        parts.append(translate(rest))
    return " ".join(parts)


def _listed(found: Sequence[Cell], known: Sequence[Cell]) -> str:
    """Return `Netto (Modell 1); Margin`: the columns only where not all of the row's are meant."""
    rows = []
    for row in dict.fromkeys(cell.row for cell in found):
        columns = [cell.column for cell in found if cell.row == row]
        is_whole = len(columns) == sum(cell.row == row for cell in known)
        rows.append(row if is_whole else f"{row} ({', '.join(columns)})")
    return "; ".join(rows)
