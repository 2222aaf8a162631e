# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader should be warned of in a model: leaders, nurses, functions, sums that differ."""

from collections.abc import Iterator

import numpy as np

from ambulant.explain import Figure, Message, nb, total
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.costs import CostLines
from ambulant.reform.organisation import Structure
from ambulant.reform.results import Change, FunctionMatrix, UnitResult
from ambulant.staffing.competence import is_nurse_share_enough
from ambulant.units import format_value

SMALLEST_DIFFERENCE = 0.005  # FTE; what two decimals show
NOISE = 1e-9  # 0.3 - 0.1 - 0.2 is nobody, not fewer than nobody


def unit_warnings(
    units: tuple[UnitResult, ...], case: Case, parameters: Parameters
) -> Iterator[Message]:
    """Yield warnings about leaders, nurses and negative FTE in units."""
    limit = parameters.figure("staffing.span_of_control", on=case.as_of)
    nurses = parameters.figure("staffing.nurse_share_minimum", on=case.as_of)
    for result in units:
        if result.change is Change.CLOSED:
            continue
        name = {"unit": result.unit.name}
        if result.is_span_too_wide:
            text = nb("%(unit)s: %(span)s per leder er mer enn anbefalt (%(limit)s).")
            yield Message(
                text, {**name, "span": _written(result.span_of_control), "limit": _written(limit)}
            )
        if result.unit.leader_on_site is False:
            yield Message(nb("%(unit)s har ikke leder på stedet."), name)
        if is_nurse_share_enough(result.nurse_share, nurses) is False:
            text = nb("%(unit)s: andelen sykepleiere er %(share)s; anbefalt er over %(limit)s.")
            yield Message(
                text, {**name, "share": _written(result.nurse_share), "limit": _written(nurses)}
            )
        if _is_mostly(result.fte_after, below=-NOISE):
            yield Message(nb("%(unit)s får færre enn 0 årsverk i modellen."), name)
        for competence, fte in result.by_competence.items():
            if _is_mostly(fte, below=-NOISE):
                text = nb("%(unit)s får færre enn 0 årsverk med kompetansen «%(competence)s».")
                yield Message(text, {**name, "competence": competence})


def leader_warnings(structure: Structure) -> Iterator[Message]:
    """Yield units in scope that have no leader, in themselves or above."""
    for state in structure.in_scope():
        own = structure.inputs.figure(
            state.unit.leaders,
            f"{state.path}.leaders",
            label=nb("Ledere"),
            unit="persons",
            of=state.unit.name,
        )
        name = {"unit": state.unit.name}
        if _is_mostly(own, below=NOISE):
            yield Message(nb("%(unit)s har ingen leder."), name)
        elif (
            own.is_missing
            and state.unit.leader_on_site is None
            and not any(
                structure.state(above).unit.leaders is not None
                for above in structure.ancestors(state.unit.id)
            )
        ):
            yield Message(nb("%(unit)s: saken sier ikke hvem som leder enheten."), name)


def function_warnings(matrix: FunctionMatrix) -> Iterator[Message]:
    """Yield services that nobody, or more than one, answers for."""
    services = {service.id: service.name for service in matrix.services}
    groups = {group.id: group.name for group in matrix.groups}
    for service, group in matrix.gaps:
        text = nb("Ingen har ansvar for «%(service)s» for gruppa «%(group)s».")
        yield Message(text, {"service": services[service], "group": groups[group]})
    for service, group in matrix.overlaps:
        text = nb("%(count)s enheter har ansvar for «%(service)s» for gruppa «%(group)s».")
        count = str(len(matrix.owners[service, group]))
        args = {"count": count, "service": services[service], "group": groups[group]}
        yield Message(text, args)


def total_warnings(structure: Structure) -> Iterator[Message]:
    """Yield the difference when today's units do not sum to what the source states."""
    stated = structure.stated_total
    levels = [fte for state in structure.in_scope() for fte in state.staff.before.values()]
    units = total(stated.label, "fte", levels, of=stated.of)
    if stated.value is None or units.value is None or not levels:
        return
    if abs(float(np.mean(np.asarray(stated.value) - units.value))) > SMALLEST_DIFFERENCE:
        text = nb("Enhetene er til sammen %(units)s, men saken oppgir %(stated)s i alt.")
        yield Message(text, {"units": _written(units), "stated": _written(stated)})


def cost_warnings(lines: CostLines) -> Iterator[Message]:
    """Yield cost lines that are not, or not wholly, in the years of the plan."""
    for line in lines.outside():
        text = nb("«%(line)s» har beløp utenfor planperioden. De er ikke med i planen.")
        yield Message(text, {"line": line.name})


def _is_mostly(figure: Figure, *, below: float) -> bool:
    if figure.value is None:
        return False
    return float(np.mean(np.asarray(figure.value) < below)) > 0.5


def _written(figure: Figure) -> str:
    value = 0.0 if figure.value is None else float(np.mean(figure.value))
    return format_value(value, figure.unit)
