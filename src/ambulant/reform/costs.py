# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A model's cost lines: what each amounts to, and in which years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, nb, total
from ambulant.reform.case import Case, CostLine, Model
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import CostResult
from ambulant.time import months_in_effect

RUNNING = frozenset({"running", "grant", "income"})
BRINGS = frozenset({"grant", "income"})
_ONCE = {"one_off": nb("Engangsutgifter"), "investment": nb("Investering")}


@dataclass(frozen=True, slots=True)
class Line:
    """A cost line: its whole or full-year amount, and amounts by year where those are given."""

    line: CostLine
    amount: Figure
    by_year: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class CostLines:
    """All lines of a model and their sums by kind. Sums of costs are positive."""

    lines: tuple[Line, ...]
    first_year: int
    last_year: int
    added: Figure  # running costs less grants and income
    one_off: Figure
    investment: Figure
    avoided: Figure

    @property
    def results(self) -> tuple[CostResult, ...]:
        """The lines as they are shown."""
        return tuple(CostResult(each.line, each.amount) for each in self.lines)

    def outside(self) -> tuple[CostLine, ...]:
        """Return lines with amounts given for years that are, in part, outside the plan's.

        A running line without years of its own may begin or end where it will.
        """
        years = range(self.first_year, self.last_year + 1)
        return tuple(
            each.line
            for each in self.lines
            if (each.by_year or each.line.kind in _ONCE)
            and each.line.kind != "avoided_investment"
            and any(year not in years for year in _years_of(each, self.first_year))
        )


@dataclass(frozen=True, slots=True)
class YearCosts:
    """Costs of one year with sign: costs negative."""

    running: Figure
    one_off: Figure
    investment: Figure


def read_cost_lines(case: Case, model: Model, inputs: Inputs) -> CostLines:
    """Return a model's cost lines as figures."""
    of = model.name
    lines = tuple(_read(line, f"models.{model.id}.costs.{line.id}", inputs) for line in model.costs)
    names = [each.line.id for each in lines]
    if len(set(names)) != len(names):
        raise InvalidInputError(f"models.{model.id}.costs: ids {', '.join(names)} must differ.")
    out = [_with_sign(each, each.amount, cost=1) for each in lines if each.line.kind in RUNNING]
    by_kind = {
        kind: [each.amount for each in lines if each.line.kind == kind]
        for kind in ("one_off", "investment", "avoided_investment")
    }
    return CostLines(
        lines,
        case.horizon.first_year,
        case.horizon.last_year,
        total(nb("Nye driftsutgifter, helt år"), "nok", out, of=of),
        total(nb("Engangsutgifter i alt"), "nok", by_kind["one_off"], of=of),
        total(nb("Investering i alt"), "nok", by_kind["investment"], of=of),
        total(
            nb("Unngått investering"),
            "nok",
            by_kind["avoided_investment"],
            of=of,
            note=nb("Ligger ikke inne i økonomiplanen."),
        ),
    )


def plan_year_costs(lines: CostLines, year: int, share: Figure, of: str) -> YearCosts:
    """Return the costs of one year.

    A running line with a start counts its whole months; without, it follows the phase-in. One-off
    costs and investments come in the years given, else in the year they start, else in the first.

    Args:
        lines: The model's lines.
        year: Calendar year.
        share: Phase-in of that year (0-1).
        of: What the figures are about.
    """
    running = [
        _with_sign(each, _running(each, year, share), cost=-1)
        for each in lines.lines
        if each.line.kind in RUNNING and not _is_outside(each, year)
    ]
    once = {
        kind: [
            signed(amount, amount.label)
            for each in lines.lines
            if each.line.kind == kind
            and (amount := _years_of(each, lines.first_year).get(year)) is not None
        ]
        for kind in _ONCE
    }
    return YearCosts(
        total(nb("Nye driftsutgifter"), "nok", running, of=of),
        total(_ONCE["one_off"], "nok", once["one_off"], of=of),
        total(_ONCE["investment"], "nok", once["investment"], of=of),
    )


def signed(figure: Figure, label: str) -> Figure:
    """Return the figure with the other sign; nothing stays nothing."""
    if figure.formula == "0":
        return figure.relabel(label)
    return compute(label, figure.unit, "-beløp", {"beløp": figure}, of=figure.of)


def _read(line: CostLine, path: str, inputs: Inputs) -> Line:
    label = line.name
    if line.amount is not None:
        amount = inputs.figure(line.amount, f"{path}.amount", label=label, unit="nok", of=label)
        return Line(line, amount, {})
    if line.factors:
        factors = {
            f"faktor{number}": inputs.figure(
                factor.amount,
                f"{path}.factors.{factor.id}.amount",
                label=factor.name,
                unit="factor",
                of=label,
            )
            for number, factor in enumerate(line.factors, start=1)
        }
        amount = compute(label, "nok", " * ".join(factors), factors, of=label)
        return Line(line, amount, {})
    by_year = {
        year: inputs.figure(
            value, f"{path}.per_year.{year}", label=label, unit="nok", of=f"{label}, {year}"
        )
        for year, value in sorted(line.per_year.items())
    }
    if line.kind in RUNNING:
        return Line(line, by_year[max(by_year)].relabel(label), by_year)
    return Line(line, total(label, "nok", by_year.values(), of=label), by_year)


def _years_of(each: Line, first_year: int) -> Mapping[int, Figure]:
    if each.by_year:
        return each.by_year
    return {each.line.start.year if each.line.start else first_year: each.amount}


def _is_outside(each: Line, year: int) -> bool:
    if each.by_year:
        return year not in each.by_year
    return _months_share(each.line, year) == 0


def _running(each: Line, year: int, share: Figure) -> Figure:
    if each.by_year:
        return each.by_year[year]
    inputs = {"beløp": each.amount}
    formula = "beløp"
    if each.line.start is None:
        inputs["innfasing"] = share
        formula += " * innfasing"
    months = _months_share(each.line, year)
    if each.line.start is not None or months < 1:
        label = nb("Måneder av året")
        inputs["måneder"] = given(label, 12 * months, "months", Kind.DERIVED, of=str(year))
        formula += " * måneder / 12"
    return compute(each.amount.label, "nok", formula, inputs, of=each.amount.of)


def _months_share(line: CostLine, year: int) -> float:
    begun = 1.0 if line.start is None else months_in_effect(line.start, year)
    if line.end is None or line.end == date.max:
        return begun
    return max(begun - months_in_effect(line.end + timedelta(days=1), year), 0.0)


def _with_sign(each: Line, amount: Figure, *, cost: int) -> Figure:
    """Return an amount with the sign of its kind, where costs have the sign of `cost`."""
    sign = -cost if each.line.kind in BRINGS else cost
    return amount if sign > 0 else signed(amount, amount.label)
