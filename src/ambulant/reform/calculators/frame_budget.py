# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""From a frame in kroner to FTE, and measures to get inside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ambulant.explain import Figure, Kind, compute, given, nb, total
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit
from ambulant.time import months_in_effect


@dataclass(frozen=True, slots=True)
class FrameFte:
    """How many FTE a frame pays for, against those that are there (fte)."""

    for_pay: Figure  # nok
    affordable: Figure
    difference: Figure  # affordable less present; below 0 is too many
    overspending: Figure  # nok, if those who are there stay; 0 when the frame is enough


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that lowers costs: the effect of a full year (nok) and the day it begins."""

    name: str
    full_year: Figure
    start: date


@dataclass(frozen=True, slots=True)
class MeasureEffect:
    """A measure's effect in the year asked about and in a full year (nok)."""

    measure: Measure
    this_year: Figure
    full_year: Figure


@dataclass(frozen=True, slots=True)
class InsideFrame:
    """Measures against an overspending (nok). What remains is below 0 when there is more room."""

    effects: tuple[MeasureEffect, ...]
    this_year: Figure
    full_year: Figure
    remaining_this_year: Figure
    remaining_full_year: Figure


def fte_of_frame(
    frame: Figure, other_costs: Figure, income: Figure, cost_per_fte: Figure, present: Figure
) -> FrameFte:
    """Return the FTE that a net frame pays for: (frame + income - other costs) / cost per FTE.

    Args:
        frame: Net frame of the year (nok).
        other_costs: Running costs that are not pay (nok).
        income: Grants, refunds and user payments outside the frame (nok).
        cost_per_fte: Pay with social costs (nok_per_fte).
        present: FTE in the plan now (fte); may be missing.

    Raises:
        InvalidInputError: A wrong unit, an amount below 0, or a cost per FTE of 0.

    Source: document 004, frame budgeting: the frame is in kroner and the FTE follow from it.
    """
    for amount in (frame, other_costs, income):
        require_unit(amount, "nok")
        require_not_negative(amount)
    require_unit(cost_per_fte, "nok_per_fte")
    require_positive(cost_per_fte)
    require_unit(present, "fte")
    parts = {"ramme": frame, "inntekter": income, "andre": other_costs}
    for_pay = compute(nb("Igjen til lønn"), "nok", "ramme + inntekter - andre", parts)
    affordable = compute(
        nb("Årsverk rammen rekker til"),
        "fte",
        "maximum(til_lønn, 0) / kostnad",
        {"til_lønn": for_pay, "kostnad": cost_per_fte},
    )
    difference = compute(
        nb("Rammen rekker til, minus årsverk i dag"),
        "fte",
        "rekker_til - i_dag",
        {"rekker_til": affordable, "i_dag": present},
    )
    spent = {"i_dag": present, "kostnad": cost_per_fte, "til_lønn": for_pay}
    overspending = compute(
        nb("Merforbruk hvis alle årsverk blir"),
        "nok",
        "maximum(i_dag * kostnad - til_lønn, 0)",
        spent,
    )
    return FrameFte(for_pay, affordable, difference, overspending)


def inside_frame(overspending: Figure, measures: Iterable[Measure], year: int) -> InsideFrame:
    """Return what measures give in a year and in full, against what must be saved.

    A measure counts for its whole months of the year, as cost lines do.

    Raises:
        InvalidInputError: A wrong unit or an amount below 0.

    Source: documents 003 and 002 (4.1.1), measures to get on the frame.
    """
    require_unit(overspending, "nok")
    require_not_negative(overspending)
    effects = tuple(_effect(measure, year) for measure in measures)
    this_year = total(nb("Virkning i året"), "nok", [each.this_year for each in effects])
    full_year = total(nb("Virkning i et helt år"), "nok", [each.full_year for each in effects])
    return InsideFrame(
        effects,
        this_year,
        full_year,
        _remaining(nb("Mangler i året"), overspending, this_year),
        _remaining(nb("Mangler i et helt år"), overspending, full_year),
    )


def _effect(measure: Measure, year: int) -> MeasureEffect:
    require_unit(measure.full_year, "nok")
    require_not_negative(measure.full_year)
    months = round(12 * months_in_effect(measure.start, year), 9)
    inputs = {
        "helt_år": measure.full_year,
        "måneder": given(
            nb("Hele måneder i året"), months, "months", Kind.DERIVED, of=measure.name
        ),
    }
    label = nb("Virkning i året")
    this_year = compute(label, "nok", "helt_år * måneder / 12", inputs, of=measure.name)
    return MeasureEffect(measure, this_year, measure.full_year)


def _remaining(label: str, overspending: Figure, effect: Figure) -> Figure:
    inputs = {"merforbruk": overspending, "virkning": effect}
    return compute(label, "nok", "merforbruk - virkning", inputs)
