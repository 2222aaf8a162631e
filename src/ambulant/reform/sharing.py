# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A cost shared between municipalities by weighted keys."""

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, nb, total
from ambulant.reform.case import Party, Sharing
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import PartyShare, SharingResult

_KEYS = {
    "users": (nb("Brukere"), "users", nb("Vekt på brukere")),
    "inhabitants": (nb("Innbyggere"), "persons", nb("Vekt på innbyggere")),
    "used_hours": (nb("Brukte timer"), "hours_per_year", nb("Vekt på brukte timer")),
}


def share_cost(sharing: Sharing, inputs: Inputs) -> SharingResult:
    """Return each municipality's share and amount; shares sum to 1, amounts to the cost.

    A key's weight is its part of all weights, so weights need not sum to 1. A municipality's
    share by one key is its number over the sum of all; a missing number makes all missing.

    Raises:
        InvalidInputError: Weights are negative or sum to 0, or a key's numbers are negative or
            sum to 0.
    """
    place = f"sharing.{sharing.id}"
    keys: dict[str, float] = {name: weight for name, weight in sharing.keys.items() if weight != 0}
    if not keys or any(weight < 0 for weight in keys.values()):
        raise InvalidInputError(
            f"{place}.keys: weights {dict(sharing.keys)} must be 0 or more, at least one above 0."
        )
    names = [party.id for party in sharing.parties]
    if len(set(names)) != len(names):
        raise InvalidInputError(f"{place}.parties: ids {', '.join(names)} must differ.")
    cost = inputs.figure(
        sharing.cost, f"{place}.cost", label=nb("Utgift som deles"), unit="nok", of=sharing.name
    )
    numbers = {
        key: [_number(sharing, party, key, inputs) for party in sharing.parties] for key in keys
    }
    sums = {key: _sum_of(place, key, figures, sharing.name) for key, figures in numbers.items()}
    shares = []
    for index, party in enumerate(sharing.parties):
        parts = {key: (numbers[key][index], sums[key]) for key in keys}
        share = _share(party, parts, keys)
        amount = compute(
            nb("Andel av utgiften"),
            "nok",
            "utgift * andel",
            {"utgift": cost, "andel": share},
            of=party.name,
        )
        shares.append(PartyShare(party.id, party.name, share, amount))
    return SharingResult(sharing.id, sharing.name, cost, tuple(shares))


def _number(sharing: Sharing, party: Party, key: str, inputs: Inputs) -> Figure:
    label, unit, _ = _KEYS[key]
    path = f"sharing.{sharing.id}.parties.{party.id}.{key}"
    figure = inputs.figure(getattr(party, key), path, label=label, unit=unit, of=party.name)
    if figure.value is not None and np.any(np.asarray(figure.value) < 0):
        raise InvalidInputError(f"{path} is {figure.value}; 0 or more is allowed.")
    return figure


def _sum_of(place: str, key: str, figures: list[Figure], of: str) -> Figure:
    label, unit, _ = _KEYS[key]
    everyone = total(label, unit, figures, of=of)
    if everyone.value is not None and np.any(np.asarray(everyone.value) == 0):
        raise InvalidInputError(
            f"{place}: nobody has any {key}, so the cost cannot be shared by it; "
            "above 0 in all is needed."
        )
    return everyone


def _share(party: Party, parts: dict[str, tuple[Figure, Figure]], keys: dict[str, float]) -> Figure:
    label = nb("Andel")
    weight_sum = sum(keys.values())
    by_key: list[Figure] = []
    for key, (own, everyone) in parts.items():
        inputs = {"egne": own, "alle": everyone}
        formula = "egne / alle"
        if len(keys) > 1:
            weight = given(_KEYS[key][2], keys[key] / weight_sum, "share", Kind.DERIVED)
            inputs, formula = {"vekt": weight, **inputs}, "vekt * egne / alle"
        by_key.append(compute(label, "share", formula, inputs, of=party.name))
    return by_key[0] if len(by_key) == 1 else total(label, "share", by_key, of=party.name)
