# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Money of a model: gross saving, added costs, margin and net, for a full year and year by year.

Savings are positive and costs negative in the plan. Everything is in the case's fixed prices;
`in_nominal_prices` turns a plan into each year's prices.
"""

from dataclasses import dataclass, fields

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.reform.case import Case, Margin, Model
from ambulant.reform.costs import CostLines, plan_year_costs, read_cost_lines, signed
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import CostResult, MarginReading, PlanYear
from ambulant.staffing.bounds import require_share

BASELINE = nb("Utgangspunktet de andre måles mot.")
_PLAN_LABELS = {
    "gross": nb("Spart lønn"),
    "running": nb("Nye driftsutgifter"),
    "margin": nb("Sikkerhetsmargin"),
    "operations": nb("Drift"),
    "one_off": nb("Engangsutgifter"),
    "investment": nb("Investering"),
    "net_operating": nb("Netto drift etter engangsutgifter"),
    "total": nb("Samlet"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """Full-year money and the plan that follows from one change in FTE."""

    gross: Figure
    margin: Figure
    net: Figure
    plan: tuple[PlanYear, ...]


@dataclass(frozen=True, slots=True)
class Economy:
    """What a model costs and saves, apart from the FTE it rests on."""

    cost_per_fte: Figure
    lines: CostLines
    margin_share: Figure | None
    margin_base: str
    phase_in: tuple[tuple[int, Figure], ...]  # each year of the horizon

    @property
    def costs(self) -> tuple[CostResult, ...]:
        """Every cost line with its amount."""
        return self.lines.results


def read_economy(case: Case, model: Model, inputs: Inputs) -> Economy:
    """Return a model's costs, margin and phase-in as figures."""
    path = f"models.{model.id}"
    cost_per_fte = inputs.figure(
        model.cost_per_fte,
        f"{path}.cost_per_fte",
        label=nb("Lønnsutgift per årsverk"),
        unit="nok_per_fte",
        of=model.name,
    )
    if model.cost_per_fte is None:
        note = nb("Saken oppgir ikke hva et årsverk koster i denne modellen.")
        cost_per_fte = missing(
            cost_per_fte.label, "nok_per_fte", of=model.name, key=cost_per_fte.key, note=note
        )
    return Economy(
        cost_per_fte,
        read_cost_lines(case, model, inputs),
        None if model.margin is None else _margin_share(model.margin, path, model.name, inputs),
        "gross" if model.margin is None else model.margin.base,
        _phase_in(case, model, inputs),
    )


def money(economy: Economy, fte_change: Figure, of: str, *, note: str = "") -> Money:
    """Return the money of a model for a change in FTE.

    Args:
        economy: The model's costs.
        fte_change: Against today; negative saves.
        of: Name of the model.
        note: What the source lacks about the gross saving.
    """
    gross = compute(
        nb("Brutto innsparing"),
        "nok",
        "-endring * kostnad",
        {"endring": fte_change, "kostnad": economy.cost_per_fte},
        of=of,
        note=note,
    )
    margin = _margin(economy, gross, economy.lines.added, of)
    net = compute(
        nb("Netto innsparing"),
        "nok",
        "brutto - utgifter - margin",
        {"brutto": gross, "utgifter": economy.lines.added, "margin": margin},
        of=of,
    )
    plan = tuple(_plan_year(economy, year, share, gross, of) for year, share in economy.phase_in)
    return Money(gross, margin, net, plan)


def baseline_money(case: Case, of: str) -> Money:
    """Return today's money: nothing saved, nothing spent."""

    def zero(label: str) -> Figure:
        return total(label, "nok", (), of=of, note=BASELINE)

    years = range(case.horizon.first_year, case.horizon.last_year + 1)
    plan = tuple(
        PlanYear(year, **{name: zero(label) for name, label in _PLAN_LABELS.items()})
        for year in years
    )
    labels = (nb("Brutto innsparing"), nb("Sikkerhetsmargin"), nb("Netto innsparing"))
    gross, margin, net = (zero(label) for label in labels)
    return Money(gross, margin, net, plan)


def plan_sum(plan: tuple[PlanYear, ...], of: str) -> Figure:
    """Return net operating effect over all years of the plan."""
    label = nb("Netto drift i perioden")
    return total(label, "nok", [year.net_operating for year in plan], of=of)


def margin_readings(economy: Economy, result: Money, of: str) -> tuple[MarginReading, ...]:
    """Return what added costs and margin would be for each base of the margin.

    The gross and net are kept; only the split between costs and margin differs. Empty without a
    margin or when gross or net is missing.
    """
    share = economy.margin_share
    if share is None or result.gross.is_missing or result.net.is_missing:
        return ()
    ends = {"brutto": result.gross, "netto": result.net, "andel": share}
    formulas = {
        "gross": ("brutto - netto - andel * brutto", "andel * brutto", "brutto andel"),
        "gross_minus_costs": (
            "brutto - netto / (1 - andel)",
            "andel * netto / (1 - andel)",
            "netto andel",
        ),
        "net": ("brutto - netto - andel * netto", "andel * netto", "netto andel"),
    }
    return tuple(
        MarginReading(
            base,
            compute(nb("Nye utgifter med denne lesningen"), "nok", costs, ends, of=of),
            compute(
                nb("Margin med denne lesningen"),
                "nok",
                margin,
                {name: ends[name] for name in names.split()},
                of=of,
            ),
        )
        for base, (costs, margin, names) in formulas.items()
    )


def in_nominal_prices(
    plan: tuple[PlanYear, ...], growth: Figure, *, price_year: int
) -> tuple[PlanYear, ...]:
    """Return a plan in each year's own prices.

    Args:
        plan: In the fixed prices of `price_year`.
        growth: Yearly growth in prices (share, 0.03 is 3 %).
        price_year: The year whose prices the plan is in.

    Raises:
        InvalidInputError: The plan begins before `price_year`.
    """
    nominal = []
    for year in plan:
        steps = year.year - price_year
        if steps < 0:
            raise InvalidInputError(
                f"The plan begins in {year.year}, before its price level of {price_year}."
            )
        growths = " * ".join(["beløp", *["(1 + vekst)"] * steps])
        amounts = {
            field.name: _grown(getattr(year, field.name), growths, growth, steps)
            for field in fields(year)
            if field.name != "year"
        }
        nominal.append(PlanYear(year.year, **amounts))
    return tuple(nominal)


def _grown(amount: Figure, formula: str, growth: Figure, steps: int) -> Figure:
    if steps == 0:
        return amount
    inputs = {"beløp": amount, "vekst": growth}
    note = nb("I årets priser.")
    return compute(amount.label, "nok", formula, inputs, of=amount.of, note=note)


def _margin_share(margin: Margin, path: str, of: str, inputs: Inputs) -> Figure:
    share = inputs.figure(
        margin.share,
        f"{path}.margin.share",
        label=nb("Sikkerhetsmargin, andel"),
        unit="share",
        of=of,
    )
    require_share(share)
    return share


def _phase_in(case: Case, model: Model, inputs: Inputs) -> tuple[tuple[int, Figure], ...]:
    label, of = nb("Innfasing"), model.name
    known: dict[int, Figure] = {}
    for step in model.phase_in:
        if step.year in known:
            raise InvalidInputError(
                f"models.{model.id}.phase_in: year {step.year} is given twice; once is allowed."
            )
        path = f"models.{model.id}.phase_in.{step.year}.share"
        known[step.year] = inputs.figure(step.share, path, label=label, unit="share", of=of)
        require_share(known[step.year], up_to_one=True)
    full = given(
        label,
        1.0,
        "share",
        Kind.DERIVED,
        of=of,
        note=nb("Full virkning når ikke annet er oppgitt."),
    )
    none = given(label, 0.0, "share", Kind.DERIVED, of=of, note=nb("Modellen virker ikke ennå."))
    years = range(case.horizon.first_year, case.horizon.last_year + 1)
    shares = []
    for year in years:
        begun = [start for start in known if start <= year]
        shares.append((year, known[max(begun)] if begun else (none if known else full)))
    return tuple(shares)


def _margin(economy: Economy, gross: Figure, costs: Figure, of: str) -> Figure:
    """Return the margin on a gross saving and its costs; never below 0."""
    label, share = nb("Sikkerhetsmargin"), economy.margin_share
    if share is None:
        return total(label, "nok", (), of=of, note=nb("Modellen har ingen sikkerhetsmargin."))
    inputs = {"andel": share, "brutto": gross}
    if economy.margin_base == "gross":
        return compute(label, "nok", "andel * maximum(brutto, 0)", inputs, of=of)
    inputs = {**inputs, "utgifter": costs}
    formula = "andel * maximum(brutto - utgifter, 0)"
    if economy.margin_base == "net":
        formula += " / (1 + andel)"
    return compute(label, "nok", formula, inputs, of=of)


def _plan_year(economy: Economy, year: int, share: Figure, full: Figure, of: str) -> PlanYear:
    def add(name: str, formula: str, inputs: dict[str, Figure]) -> Figure:
        return compute(_PLAN_LABELS[name], "nok", formula, inputs, of=f"{of}, {year}")

    gross = add("gross", "brutto * innfasing", {"brutto": full, "innfasing": share})
    costs = plan_year_costs(economy.lines, year, share, f"{of}, {year}")
    running = costs.running
    if economy.margin_share is None:
        margin = total(_PLAN_LABELS["margin"], "nok", (), of=f"{of}, {year}")
    else:
        base = signed(running, nb("Nye utgifter i året"))
        margin = add("margin", "-margin", {"margin": _margin(economy, gross, base, of)})
    parts = {"lønn": gross, "utgifter": running, "margin": margin}
    operations = add("operations", "lønn + utgifter + margin", parts)
    net = add("net_operating", "drift + engang", {"drift": operations, "engang": costs.one_off})
    everything = add(
        "total", "netto + investering", {"netto": net, "investering": costs.investment}
    )
    return PlanYear(
        year=year,
        gross=gross,
        running=running,
        margin=margin,
        operations=operations,
        one_off=costs.one_off,
        investment=costs.investment,
        net_operating=net,
        total=everything,
    )
