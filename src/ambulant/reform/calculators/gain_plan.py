# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expected gains by year and municipality, purchases without a gain case, and payback."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Message, compute, missing, nb, total
from ambulant.staffing.bounds import require_not_negative, require_unit


@dataclass(frozen=True, slots=True)
class Gain:
    """What one municipality expects to gain in one year (nok)."""

    municipality: str
    year: int
    amount: Figure


@dataclass(frozen=True, slots=True)
class GainPlan:
    """Gains and their sums (nok). A municipality without a line in a year has no cell there."""

    cells: Mapping[tuple[str, int], Figure]
    by_municipality: Mapping[str, Figure]
    by_year: Mapping[int, Figure]
    total: Figure


@dataclass(frozen=True, slots=True)
class Payback:
    """How long until an investment has come back.

    `net_per_year` and `over_lifetime` in nok; `years` is missing when it never comes back.
    """

    net_per_year: Figure
    years: Figure
    over_lifetime: Figure


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something to buy. `gain_per_year` is None, and `owner` empty, where there is no gain case."""

    name: str
    cost: Figure
    gain_per_year: Figure | None = None
    owner: str = ""


def gain_plan(gains: Iterable[Gain]) -> GainPlan:
    """Return the gains by municipality and year with sums both ways.

    Raises:
        InvalidInputError: A municipality has two lines for a year, or an amount is not in nok.

    Source: document 002, 3.3.
    """
    cells: dict[tuple[str, int], Figure] = {}
    for gain in gains:
        require_unit(gain.amount, "nok")
        if (gain.municipality, gain.year) in cells:
            raise InvalidInputError(
                f"{gain.municipality} has two gains in {gain.year}; one is allowed."
            )
        cells[gain.municipality, gain.year] = gain.amount
    places = dict.fromkeys(place for place, _ in cells)
    years = sorted({year for _, year in cells})
    label = nb("Ventet gevinst")
    by_place = {
        place: total(label, "nok", [f for (p, _), f in cells.items() if p == place], of=place)
        for place in places
    }
    by_year = {
        year: total(label, "nok", [f for (_, y), f in cells.items() if y == year], of=str(year))
        for year in years
    }
    return GainPlan(cells, by_place, by_year, total(label, "nok", by_place.values()))


def payback(
    investment: Figure, gain_per_year: Figure, cost_per_year: Figure, lifetime: Figure
) -> Payback:
    """Return how many years an investment takes to come back, and what it leaves in its lifetime.

    Nothing is discounted: amounts are in fixed prices, without interest.

    Args:
        investment: Paid once, at the start (nok).
        gain_per_year: What is saved each year (nok).
        cost_per_year: Licences, service and follow-up each year (nok).
        lifetime: How long it is used (years).

    Raises:
        InvalidInputError: A value is below 0 or has another unit.
    """
    for amount in (investment, gain_per_year, cost_per_year):
        require_unit(amount, "nok")
        require_not_negative(amount)
    require_unit(lifetime, "years")
    require_not_negative(lifetime)
    yearly = {"gevinst": gain_per_year, "drift": cost_per_year}
    net = compute(nb("Netto gevinst i året"), "nok", "gevinst - drift", yearly)
    over = compute(
        nb("Netto over levetiden"),
        "nok",
        "levetid * netto - investering",
        {"levetid": lifetime, "netto": net, "investering": investment},
    )
    label = nb("Tilbakebetalt etter")
    if net.value is not None and net.number <= 0:
        note = nb("Gevinsten dekker ikke driften, så investeringen betales aldri tilbake.")
        return Payback(net, missing(label, "years", note=note), over)
    ends = {"investering": investment, "netto": net}
    return Payback(net, compute(label, "years", "investering / netto", ends), over)


def find_purchases_without_gain_case(purchases: Iterable[Purchase]) -> list[Message]:
    """Return a sentence for each purchase that may not be made yet, in the order given.

    A gain case says what is gained a year and who sees to it.

    Source: document 002, 4.2.4: technology becomes a burden without a plan for the gain.
    """
    found = []
    for purchase in purchases:
        name = {"name": purchase.name}
        if purchase.gain_per_year is None or purchase.gain_per_year.is_missing:
            found.append(
                Message(nb("%(name)s: gevinsten er ikke tallfestet. Vent med kjøpet."), name)
            )
        elif not purchase.owner.strip():
            found.append(Message(nb("%(name)s: ingen har ansvar for å hente ut gevinsten."), name))
    return found
