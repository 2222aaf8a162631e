# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hours of a full position in a three-part roster (tredelt turnus), from when its hours fall."""

from collections.abc import Mapping

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, compute, nb
from ambulant.staffing.bounds import require_not_negative, require_positive, require_unit

FACTORS = "staffing.three_part_roster"


def three_part_position_hours(
    all_hours: Figure,
    sunday_hours: Figure,
    night_hours: Figure,
    *,
    position_hours: Mapping[str, Figure],
    factors: Mapping[str, Figure],
) -> Figure:
    """Return the weekly hours of a full position in a three-part roster.

    Each hour on a Sunday or public holiday counts as 1 h 10 min and each night hour as 1 h 15 min
    of the day worker's week, so the position shrinks in proportion; it is never more than that of
    an ordinary roster. An hour that is both is counted once, as a night hour (our reading).

    Args:
        all_hours: Hours of the roster in an ordinary week (hours_per_week).
        sunday_hours: Those on Sundays and public holidays, outside the night.
        night_hours: Those at night.
        position_hours: Parameter `staffing.position_hours`; its rows day and rotating are used.
        factors: Parameter `staffing.three_part_roster`.

    Raises:
        InvalidInputError: No hours, or more Sunday and night hours than hours.

    Source: arbeidsmiljøloven § 10-4 and the tariff, both to be confirmed; see the parameters.
    """
    for figure in (all_hours, sunday_hours, night_hours):
        require_unit(figure, "hours_per_week")
        require_not_negative(figure)
    require_positive(all_hours)
    values = (all_hours.value, sunday_hours.value, night_hours.value)
    if values[0] is not None and values[1] is not None and values[2] is not None:
        over = np.asarray(values[1]) + np.asarray(values[2]) > np.asarray(values[0]) + 1e-9
        if bool(np.any(over)):
            raise InvalidInputError(
                f"Sunday hours {values[1]} and night hours {values[2]} are together more than "
                f"all hours {values[0]}."
            )
    return compute(
        nb("Ukentlig arbeidstid i full stilling, tredelt turnus"),
        "hours_per_week",
        "minimum(turnus, dag * timer / "
        "(timer + søndag * (per_søndag - 1) + natt * (per_natt - 1)))",
        {
            "turnus": position_hours["rotating"],
            "dag": position_hours["day"],
            "timer": all_hours,
            "søndag": sunday_hours,
            "per_søndag": factors["sunday_hour"],
            "natt": night_hours,
            "per_natt": factors["night_hour"],
        },
    )
