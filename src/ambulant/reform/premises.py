# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Area that is needed against area that is there."""

from ambulant.explain import Figure, compute, nb
from ambulant.reform.case import Premises
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import PremisesResult


def check_premises(premises: tuple[Premises, ...], inputs: Inputs) -> tuple[PremisesResult, ...]:
    """Return area needed, there and lacking (m2); premises without any area are left out.

    The need is stated, or a factor times what there is today. More than there is gives a shortfall
    above 0, less gives one below.
    """
    return tuple(
        _check(place, inputs)
        for place in premises
        if any((place.area_available, place.area_needed, place.area_factor))
    )


def _check(place: Premises, inputs: Inputs) -> PremisesResult:
    path, of = f"today.premises.{place.id}", place.name
    available = inputs.figure(
        place.area_available,
        f"{path}.area_available",
        label=nb("Areal i dag"),
        unit="m2",
        of=of,
    )
    needed = _needed(place, path, available, inputs)
    shortfall = compute(
        nb("Areal som mangler"),
        "m2",
        "behov - i_dag",
        {"behov": needed, "i_dag": available},
        of=of,
    )
    return PremisesResult(place.id, place.name, needed, available, shortfall)


def _needed(place: Premises, path: str, available: Figure, inputs: Inputs) -> Figure:
    label = nb("Areal det er behov for")
    if place.area_needed is not None or place.area_factor is None:
        needed_path = f"{path}.area_needed"
        return inputs.figure(place.area_needed, needed_path, label=label, unit="m2", of=place.name)
    factor = inputs.figure(
        place.area_factor,
        f"{path}.area_factor",
        label=nb("Behov mot areal i dag"),
        unit="factor",
        of=place.name,
    )
    inputs_of = {"i_dag": available, "faktor": factor}
    return compute(label, "m2", "i_dag * faktor", inputs_of, of=place.name)
