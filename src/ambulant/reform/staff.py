# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A unit's FTE while a model's operations are applied: today, now, and the change between.

Levels may be missing while the change is known: three posts moved from a unit nobody has counted
are three posts. So both are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from ambulant.explain import Figure, compute, missing, nb, total

Levels: TypeAlias = Mapping[str, Figure]
"""FTE by competence. `ALL` is what is not split; an empty mapping is no staff, not a gap."""

ALL = "all"
BEFORE = nb("Årsverk i dag")
AFTER = nb("Årsverk i modellen")
CHANGE = nb("Endring i årsverk")


@dataclass(frozen=True, slots=True)
class Staff:
    """FTE of one unit. `flows` is what has come and gone, summed over competences."""

    before: Levels  # today, of all the unit is made of
    after: Levels
    flows: Figure
    received: tuple[Figure, ...] = ()  # today's FTE of closed units whose staff came here
    is_set: bool = False  # the model states what the unit needs
    is_estimated: bool = False  # it follows from changed staffing, bottom up


def unknown_levels(of: str, note: str = "") -> Levels:
    """Return levels that nobody has stated."""
    return {ALL: missing(nb("Årsverk"), "fte", of=of, note=note)}


def sum_levels(levels: Levels, label: str, of: str) -> Figure:
    """Return the FTE of all competences; a single one keeps its kind and source."""
    if len(levels) == 1:
        return next(iter(levels.values())).relabel(label, of)
    return total(label, "fte", levels.values(), of=of)


def fte_after(staff: Staff, of: str) -> Figure:
    """Return the FTE of a unit as it is now."""
    return sum_levels(staff.after, AFTER, of)


def fte_change(staff: Staff, of: str) -> Figure:
    """Return the change in a unit's FTE against today; may be known when the level is not."""
    return _sum_changes([staff.flows, *staff.received], of)


def new_staff(levels: Levels, of: str) -> Staff:
    """Return the staff of a unit that was not there before."""
    return Staff({}, levels, sum_levels(levels, CHANGE, of))


def receive(staff: Staff, fte: Figure, competence: str, of: str) -> Staff:
    """Return staff with `fte` more."""
    return _shift(staff, fte, competence, of, sign="+")


def give(staff: Staff, fte: Figure, competence: str, of: str) -> Staff:
    """Return staff with `fte` less."""
    return _shift(staff, fte, competence, of, sign="-")


def receive_all(staff: Staff, other: Staff, of: str) -> Staff:
    """Return staff with all of a closed unit's staff added."""
    return replace(
        staff,
        after=_add([staff.after, other.after], AFTER, of),
        flows=_sum_changes([staff.flows, other.flows], of),
        received=(*staff.received, sum_levels(other.before, BEFORE, of), *other.received),
        is_set=staff.is_set and other.is_set,
        is_estimated=staff.is_estimated or other.is_estimated,
    )


def set_levels(staff: Staff, levels: Levels, of: str) -> Staff:
    """Return staff that the model states outright."""
    ends = {"modell": sum_levels(levels, AFTER, of), "i_dag": _base(staff, of)}
    flows = compute(CHANGE, "fte", "modell - i_dag", ends, of=of)
    return replace(staff, after=levels, flows=flows, is_set=True, is_estimated=False)


def follow_staffing(staff: Staff, before: Figure, after: Figure, of: str) -> Staff:
    """Return staff that changes as much as the computed FTE does.

    Args:
        staff: Not stated by the model.
        before: FTE computed from today's staffing.
        after: FTE computed from the new staffing.
        of: Name of the unit.
    """
    computed = {"ny": after, "dagens": before}
    note = nb("Dagens årsverk pluss forskjellen mellom ny og dagens bemanning, beregnet likt.")
    level = compute(
        AFTER,
        "fte",
        "i_dag + ny - dagens",
        {"i_dag": _base(staff, of), **computed},
        of=of,
        note=note,
    )
    flows = compute(CHANGE, "fte", "ny - dagens", computed, of=of)
    return replace(staff, after={ALL: level}, flows=flows, is_estimated=True)


def join_staff(staffs: Iterable[Staff], of: str, *, stated_total: Figure | None = None) -> Staff:
    """Return the staff of a unit made of several.

    Args:
        staffs: Those it is made of.
        of: Name of the new unit.
        stated_total: What a source states for all of them together, where it does not split it.
    """
    parts = tuple(staffs)
    before = _add([staff.before for staff in parts], BEFORE, of)
    after = _add([staff.after for staff in parts], AFTER, of)
    flows = _sum_changes([staff.flows for staff in parts], of)
    received = tuple(fte for staff in parts for fte in staff.received)
    if stated_total is not None and sum_levels(before, BEFORE, of).is_missing:
        before = {ALL: stated_total}
        if sum_levels(after, AFTER, of).is_missing:
            after = {ALL: _moved(stated_total, (flows, *received), of)}
    return Staff(
        before,
        after,
        flows,
        received,
        is_set=all(staff.is_set for staff in parts),
        is_estimated=any(staff.is_estimated for staff in parts),
    )


def share_staff(staff: Staff, share: Figure, of: str) -> Staff:
    """Return the part of a unit's staff that a share (0-1) is."""
    return replace(
        staff,
        before={name: _share(fte, share, of) for name, fte in staff.before.items()},
        after={name: _share(fte, share, of) for name, fte in staff.after.items()},
        flows=_share(staff.flows, share, of),
        received=tuple(_share(fte, share, of) for fte in staff.received),
    )


def no_change(of: str) -> Figure:
    """Return a change of 0 FTE."""
    return total(CHANGE, "fte", (), of=of)


def _shift(staff: Staff, fte: Figure, competence: str, of: str, *, sign: str) -> Staff:
    name = "inn" if sign == "+" else "ut"
    after = dict(staff.after)
    if competence in after:
        inputs = {"før": after[competence], name: fte}
        after[competence] = compute(AFTER, "fte", f"før {sign} {name}", inputs, of=of)
    else:
        after[competence] = fte if sign == "+" else compute(AFTER, "fte", "-ut", {name: fte}, of=of)
    if _is_nothing(staff.flows):
        formula, inputs = (name if sign == "+" else f"-{name}"), {name: fte}
    else:
        formula, inputs = f"endring {sign} {name}", {"endring": staff.flows, name: fte}
    flows = compute(CHANGE, "fte", formula, inputs, of=of)
    return replace(staff, after=after, flows=flows)


def _base(staff: Staff, of: str) -> Figure:
    """Return today's FTE of all whose staff is here."""
    before = sum_levels(staff.before, BEFORE, of)
    if not staff.received:
        return before
    return total(BEFORE, "fte", [before, *staff.received], of=of)


def _is_nothing(change: Figure) -> bool:
    return change.formula == "0"


def _add(levels: Iterable[Levels], label: str, of: str) -> Levels:
    by_name: dict[str, list[Figure]] = {}
    for level in levels:
        for name, fte in level.items():
            by_name.setdefault(name, []).append(fte)
    return {
        name: parts[0] if len(parts) == 1 else total(label, "fte", parts, of=of)
        for name, parts in by_name.items()
    }


def _sum_changes(changes: Iterable[Figure], of: str) -> Figure:
    real = [change for change in changes if not _is_nothing(change)]
    return real[0].relabel(CHANGE, of) if len(real) == 1 else total(CHANGE, "fte", real, of=of)


def _moved(stated_total: Figure, changes: Iterable[Figure], of: str) -> Figure:
    change = _sum_changes(changes, of)
    if _is_nothing(change):
        return stated_total
    inputs = {"i_dag": stated_total, "endring": change}
    return compute(AFTER, "fte", "i_dag + endring", inputs, of=of)


def _share(fte: Figure, share: Figure, of: str) -> Figure:
    if _is_nothing(fte):
        return fte
    return compute(fte.label, "fte", "årsverk * andel", {"årsverk": fte, "andel": share}, of=of)
