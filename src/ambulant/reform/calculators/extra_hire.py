# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Extra hire against the growth in decided hours that is said to cause it."""

from dataclasses import dataclass

from ambulant.explain import Figure, compute, missing, nb
from ambulant.reform.calculators.effort_financing import weeks_in_year
from ambulant.staffing.bounds import require_not_negative, require_unit


@dataclass(frozen=True, slots=True)
class ExtraHire:
    """How much of the extra hire the growth in decisions accounts for.

    `growth` hours_per_week, `growth_cost` and `unexplained` nok, `explained_share` 0-1.
    `unexplained` is below 0 when less was hired than the growth would take.
    """

    growth: Figure
    growth_cost: Figure
    explained_share: Figure
    unexplained: Figure


def extra_hire(
    hire: Figure, hours_before: Figure, hours_after: Figure, cost_per_hour: Figure
) -> ExtraHire:
    """Return extra hire in a year beside what the growth in decided hours would cost.

    Args:
        hire: Extra hire in the year (nok).
        hours_before: Decided hours a week before (hours_per_week).
        hours_after: Decided hours a week in the year, as a mean.
        cost_per_hour: What an hour with the user costs, travel and indirect time in
            (nok_per_hour).

    Raises:
        InvalidInputError: Wrong units or values below 0.

    Source: document 004: extra hire of 6-7 MNOK "due to increased needs", without the hours. What
    explains what is a matter of judgement; the arithmetic says only how much there is room for.
    """
    for hours in (hours_before, hours_after):
        require_unit(hours, "hours_per_week")
        require_not_negative(hours)
    require_unit(hire, "nok")
    require_unit(cost_per_hour, "nok_per_hour")
    require_not_negative(hire)
    require_not_negative(cost_per_hour)
    growth = compute(
        nb("Økning i vedtakstimer"),
        "hours_per_week",
        "etter - før",
        {"etter": hours_after, "før": hours_before},
    )
    cost = compute(
        nb("Det økningen koster i året"),
        "nok",
        "økning * uker * kostnad",
        {"økning": growth, "uker": weeks_in_year(), "kostnad": cost_per_hour},
    )
    ends = {"innleie": hire, "økning": cost}
    label = nb("Del av innleien økningen forklarer, høyst")
    if hire.value is not None and hire.number == 0:
        share = missing(label, "share", note=nb("Det er ikke leid inn noe."))
    else:
        formula = "minimum(maximum(økning, 0), innleie) / innleie"
        share = compute(label, "share", formula, ends)
    rest = compute(nb("Innleie utover økningen"), "nok", "innleie - økning", ends)
    return ExtraHire(growth, cost, share, rest)
