# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a model's money is: outcomes, what matters most, and what eats the gain, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ambulant.reform.charts import Domain, fan_chart, shared_money_domain, tornado_chart
from ambulant.reform.inputs import uncertain_values
from ambulant.reform.results import Basis, ModelResult
from ambulant.reform.uncertainty import BasisUncertainty, BreakEven, Swing
from ambulant.units import NBSP, format_number, unit_of
from ambulant_web.reform.presentation import economy_figures
from ambulant_web.reform.presentation.cells import Cell
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.simulations import Found
from ambulant_web.shell.numbers import with_unit
from ambulant_web.shell.wording import translated

TORNADO_SHOWN = 10
MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way of counting the FTE, drawn."""

    name: str
    fan: Drawing
    probability: Cell
    middle: Cell  # of net in a full year
    low: Cell
    high: Cell
    half_low: Cell
    half_high: Cell
    fte_low: Cell
    fte_high: Cell

    @property
    def is_certain(self) -> bool:
        """True when no uncertain value reaches the money: all outcomes are the same."""
        low, high = self.low.figure, self.high.figure
        return low is not None and high is not None and low.value == high.value


@dataclass(frozen=True, slots=True)
class SwingRow:
    """An assumption, the ends of its range, and what each end makes the net."""

    label: str
    base: str
    low: str
    high: str
    at_low: Cell
    at_high: Cell


@dataclass(frozen=True, slots=True)
class TornadoPart:
    """What matters most, for one way of counting the FTE."""

    name: str
    picture: Drawing
    rows: tuple[SwingRow, ...]
    in_chart: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A break-even value as a sentence, with the net at that value to look into."""

    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class EdgePart:
    """What eats the gain, for one way of counting the FTE."""

    name: str
    is_gain: bool
    crossing: tuple[Edge, ...]
    never: tuple[Edge, ...]


def basis_names(result: ModelResult) -> tuple[tuple[str, str], ...]:
    """Return the ways of counting a model's FTE that differ, with what they are called.

    When the case states no FTE for the model, its total already is the computed one.
    """
    stated = {
        Basis.STATED: _("Av årsverkene i saken"),
        Basis.ASSUMED: _("Av våre anslag for årsverk"),
        Basis.MISSING: _("Av årsverkene i saken"),
        Basis.COMPUTED: "",
    }[result.basis]
    computed = ("computed", _("Av beregnede årsverk"))
    return (("stated", stated), computed) if stated else (computed,)


def has_ranges(view: CaseView) -> bool:
    """Return whether any value of the case is uncertain, so that there is something to draw."""
    return bool(uncertain_values(view.case))


def may_draw(view: CaseView) -> bool:
    """Return whether draws would say anything: values with a range, and a model with money."""
    has_money = any(
        not figure.is_missing
        for result in view.comparison.results
        if result.model
        for figure in (result.net_saving, result.net_saving_computed)
    )
    return has_money and has_ranges(view)


def outcome_parts(view: CaseView, result: ModelResult, found: Found) -> tuple[Outcome, ...]:
    """Return what the draws say of a model; empty when its figures are missing."""
    drawn = found.model(result.id)
    if drawn is None:
        return ()
    bases = {"stated": drawn.as_stated, "computed": drawn.computed}
    domain = _domain(view, [one for one in bases.values() if one is not None])
    figures = dict(economy_figures.outcomes(found, result))
    parts = []
    for basis, name in basis_names(result):
        outcome = bases[basis]
        if outcome is None:
            continue

        def cell(what: str, *, of: str = basis) -> Cell:
            key = f"utfall.{of}.{what}"
            return economy_figures.cell(view, result.id, key, figures.get(key))

        parts.append(
            Outcome(
                name=name,
                fan=_fan(result.name, outcome, domain),
                probability=cell("sannsynlighet"),
                middle=cell("net.p50"),
                low=cell("net.p10"),
                high=cell("net.p90"),
                half_low=cell("net.p25"),
                half_high=cell("net.p75"),
                fte_low=cell("fte.p10"),
                fte_high=cell("fte.p90"),
            )
        )
    return tuple(parts)


def tornado_parts(view: CaseView, result: ModelResult) -> tuple[TornadoPart, ...]:
    """Return what matters most; a way of counting that no uncertain value reaches is left out."""
    parts = []
    for basis, name in basis_names(result):
        swings = economy_figures.swings_of(view, result.id, basis)
        if swings:
            parts.append(_tornado(view, result, (basis, name), swings))
    return tuple(parts)


def edge_parts(view: CaseView, result: ModelResult, found: Found) -> tuple[EdgePart, ...]:
    """Return what eats the gain, as sentences."""
    units = economy_figures.units_in(view.case, result.id)
    nets = {"stated": result.net_saving, "computed": result.net_saving_computed}
    parts = []
    for basis, name in basis_names(result):
        found_here = economy_figures.break_evens_of(found, result.id, basis)
        if not found_here or nets[basis].is_missing:
            continue
        is_gain = nets[basis].number > 0
        crossing: list[Edge] = []
        never: list[Edge] = []
        for one in found_here:
            unit = one.unit or units.get(one.path, "factor")
            url = economy_figures.address(view, result.id, f"null.{basis}.{one.path}")
            edge = Edge(sentence(one, unit, is_gain=is_gain), "" if one.value is None else url)
            (never if one.value is None else crossing).append(edge)
        parts.append(EdgePart(name, is_gain, tuple(crossing), tuple(never)))
    return tuple(parts)


def sentence(one: BreakEven, unit: str, *, is_gain: bool) -> str:
    """Return where an assumption eats the gain (or brings one), as a sentence.

    Args:
        one: The assumption and its value, if there is one.
        unit: Its unit.
        is_gain: Whether the net saving is above 0 as the case has it.
    """
    label = translated(one.label)
    if one.value is None:
        args = {
            "label": label,
            "low": spoken(one.searched_from, unit),
            "high": spoken(one.searched_to, unit),
            "base": spoken(one.base, unit),
        }
        text = _("%(label)s: ingen verdi mellom %(low)s og %(high)s gjør det. Nå: %(base)s.")
        return text % args
    args = {"label": label, "value": spoken(one.value, unit), "base": spoken(one.base, unit)}
    is_above = one.value > one.base
    if is_gain and is_above:
        text = _("%(label)s over %(value)s spiser hele gevinsten. Nå: %(base)s.")
    elif is_gain:
        text = _("%(label)s under %(value)s spiser hele gevinsten. Nå: %(base)s.")
    elif is_above:
        text = _("%(label)s over %(value)s gjør at modellen går i pluss. Nå: %(base)s.")
    else:
        text = _("%(label)s under %(value)s gjør at modellen går i pluss. Nå: %(base)s.")
    return text % args


def spoken(value: float, unit: str) -> str:
    """Return a value as it is said: `31 %`, `29,4 årsverk`, `1,7 mill. kr`."""
    if unit == "nok" and abs(value) >= MILLION:
        return f"{format_number(value / MILLION, 2)}{NBSP}{_('mill. kr').replace(' ', NBSP)}"
    if unit == "persons" and value == 1:
        return _("1 person").replace(" ", NBSP)
    number = value * unit_of(unit).factor
    is_whole = abs(number - round(number)) < 1e-6 or abs(number) >= 1000
    return with_unit(value, unit, 0 if is_whole else 1)


def _fan(name: str, outcome: BasisUncertainty, domain: Domain) -> Drawing:
    return draw(lambda style: fan_chart(name, outcome, style, translated, domain))


def _domain(view: CaseView, outcomes: Iterable[BasisUncertainty]) -> Domain:
    ends = [
        end
        for outcome in outcomes
        for year in outcome.fan
        for end in (year.outcomes.p10, year.outcomes.p90)
    ]
    return shared_money_domain(view.comparison, ends)


def _tornado(
    view: CaseView, result: ModelResult, basis_name: tuple[str, str], swings: tuple[Swing, ...]
) -> TornadoPart:
    basis, name = basis_name
    base = result.net_saving if basis == "stated" else result.net_saving_computed
    shown = swings[:TORNADO_SHOWN]
    picture = draw(lambda style: tornado_chart(result.name, base, shown, style, translated))
    rows = tuple(_swing_row(view, result.id, basis, swing) for swing in swings)
    return TornadoPart(name, picture, rows, len(shown))


def _swing_row(view: CaseView, model_id: str, basis: str, swing: Swing) -> SwingRow:
    label = translated(swing.label)
    ends = {"low": swing.at_low, "high": swing.at_high}
    low, high = (
        economy_figures.cell(
            view, model_id, f"ende.{basis}.{side}.{swing.path}", economy_figures.end(label, value)
        )
        for side, value in ends.items()
    )
    return SwingRow(
        label=label,
        base=spoken(swing.base, swing.unit),
        low=spoken(swing.low, swing.unit),
        high=spoken(swing.high, swing.unit),
        at_low=low,
        at_high=high,
    )
