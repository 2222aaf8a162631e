# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ratios that make a service comparable: against its frame, per inhabitant, by cost driver."""

from collections.abc import Iterable
from dataclasses import dataclass

from ambulant.explain import Figure, compute, nb, total
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit


@dataclass(frozen=True, slots=True)
class CostDriver:
    """One part of a cost, its share of all of it, and the share of it and all larger ones."""

    cost: Figure
    share: Figure
    share_so_far: Figure


def deviation_from_frame(actual: Figure, budget: Figure, *, of: str = "") -> Figure:
    """Return overspending as a share of the frame (0.228 is 22.8 % over; below 0 is under).

    Raises:
        InvalidInputError: Not in nok, or a frame that is not above 0.

    Source: document 002, 4.1.1.
    """
    require_unit(actual, "nok")
    require_unit(budget, "nok")
    require_positive(budget)
    inputs = {"regnskap": actual, "ramme": budget}
    return compute(nb("Avvik fra rammen"), "share", "(regnskap - ramme) / ramme", inputs, of=of)


def cost_per_inhabitant(cost: Figure, inhabitants: Figure, *, of: str = "") -> Figure:
    """Return kroner per inhabitant, for a whole service or for what is bought of others.

    Raises:
        InvalidInputError: Wrong units, a cost below 0, or nobody living there.

    Source: documents 002 (4.1.1) and 004 (purchase of services).
    """
    require_unit(cost, "nok")
    require_not_negative(cost)
    require_unit(inhabitants, "persons")
    require_positive(inhabitants)
    inputs = {"utgift": cost, "innbyggere": inhabitants}
    label = nb("Utgift per innbygger")
    return compute(label, "nok_per_inhabitant", "utgift / innbyggere", inputs, of=of)


def fte_per_thousand(fte: Figure, inhabitants: Figure, *, of: str = "") -> Figure:
    """Return FTE per 1000 inhabitants.

    Raises:
        InvalidInputError: Wrong units, FTE below 0, or nobody living there.

    Source: document 002, 4.1.1.
    """
    require_unit(fte, "fte")
    require_not_negative(fte)
    require_unit(inhabitants, "persons")
    require_positive(inhabitants)
    inputs = {"årsverk": fte, "innbyggere": inhabitants}
    label = nb("Årsverk per 1000 innbyggere")
    return compute(label, "fte_per_thousand", "årsverk / innbyggere * 1000", inputs, of=of)


def cost_drivers(costs: Iterable[Figure]) -> tuple[CostDriver, ...]:
    """Return the parts of a cost, the largest first, with shares; the last share so far is 1.

    Each part is told by its `of`. A missing part makes every share missing: a list of drivers
    that leaves one out is no list of drivers.

    Raises:
        InvalidInputError: A part is below 0 or not in nok.

    Source: document 002, 3.2.
    """
    parts = tuple(costs)
    for part in parts:
        require_unit(part, "nok")
        require_not_negative(part)
    everything = total(nb("Utgifter i alt"), "nok", parts)
    ranked = sorted(parts, key=lambda part: (part.is_missing, -part.number_or(0.0), part.of))
    drivers = []
    for count, part in enumerate(ranked, start=1):
        so_far = total(nb("De største utgiftene til sammen"), "nok", ranked[:count], of=part.of)
        share = _share(nb("Andel av utgiftene"), part, everything)
        cumulated = _share(nb("Andel med alle større"), so_far, everything)
        drivers.append(CostDriver(part, share, cumulated))
    return tuple(drivers)


def _share(label: str, part: Figure, everything: Figure) -> Figure:
    inputs = {"utgift": part, "alt": everything}
    return compute(label, "share", "utgift / alt", inputs, of=part.of)
