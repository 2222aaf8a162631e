# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kroner from one year's price level to another's."""

from datetime import date

from ambulant.explain import Figure, compute, nb
from ambulant.parameters.store import Parameters

DEFLATOR = "economy.deflator"


def at_price_level(
    amount: Figure, *, from_year: int, to_year: int, parameters: Parameters
) -> Figure:
    """Return an amount in the prices of another year: amount * index(to) / index(from).

    The same year gives the amount itself. Missing when the deflator of a year is not entered.

    Args:
        amount: Any figure in kroner.
        from_year: The year whose prices it is in.
        to_year: The year whose prices are wanted.
        parameters: Gives `economy.deflator`, an index per year on 1 January of that year.

    Raises:
        UnknownParameterError: A year is before the first entry of the deflator.
    """
    if from_year == to_year:
        return amount
    index_from = parameters.figure(DEFLATOR, on=date(from_year, 1, 1))
    index_to = parameters.figure(DEFLATOR, on=date(to_year, 1, 1))
    return compute(
        amount.label,
        amount.unit,
        "beløp * indeks_til / indeks_fra",
        {"beløp": amount, "indeks_til": index_to, "indeks_fra": index_from},
        of=amount.of,
        note=nb("Regnet om til prisnivået i et annet år."),
    )
