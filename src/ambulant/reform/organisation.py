# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation a model leads to: today's units with the model's operations applied in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, nb
from ambulant.reform.bottom_up import Estimator, StaffingPart, Work
from ambulant.reform.case import TODAY, Amount, Case, Unit
from ambulant.reform.functions import Owners
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import Change, Transfer
from ambulant.reform.staff import Levels, Staff, no_change, sum_levels, unknown_levels

CONTAINERS = frozenset({"sector", "unit", "department"})


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit while operations are applied. `path` is where its own fields stand in the case."""

    unit: Unit
    path: str
    staff: Staff
    work: Work
    work_before: Work
    origin: Change = Change.SAME  # SAME, NEW, MERGED or SPLIT
    made_of: tuple[str, ...] = ()
    is_touched: bool = False

    @property
    def has_own_staff(self) -> bool:
        """False for a heading in the tree that no staff is described for."""
        return (
            self.unit.in_scope
            or self.work.is_complete
            or self.unit.kind not in CONTAINERS
            or not sum_levels(self.staff.after, "", "").is_missing
        )


@dataclass(frozen=True, slots=True)
class Crossing:
    """Staff that left the scope (sign 1) or entered it (-1): as stated, and bottom up."""

    sign: int
    fte: Figure
    computed: Figure | None  # None when it is not described


class Structure:
    """Units, owners and what has moved so far. Changed by `ambulant.reform.operations`."""

    def __init__(self, case: Case, inputs: Inputs, estimator: Estimator) -> None:
        """Begin with today."""
        self.case = case
        self.inputs = inputs
        self.estimator = estimator
        self.units: dict[str, UnitState] = {}
        self.closed: list[UnitState] = []
        self.became: dict[str, str] = {}  # units that live on in another
        self.owners = Owners(case.today)
        self.transfers: list[Transfer] = []
        self.crossings: list[Crossing] = []
        self.contributions: list[Figure] = []  # what changed the total of the scope, with sign
        for unit in case.today.units:
            self._add_today(unit)
        for unit in case.today.units:
            self._check_parent(unit)
        for row in case.today.ownership:
            self.state(row.owner)

    @property
    def stated_total(self) -> Figure:
        """What the source states for all units in scope today; missing when it does not."""
        return self.inputs.figure(
            self.case.today.stated.fte_total,
            "today.stated.fte_total",
            label=nb("Årsverk i dag"),
            unit="fte",
            of=self.case.today.name,
        )

    @property
    def scope_today(self) -> frozenset[str]:
        """Ids of today's units in scope."""
        return frozenset(unit.id for unit in self.case.today.units if unit.in_scope)

    def state(self, unit_id: str) -> UnitState:
        """Return a unit as it is now; InvalidInputError lists those there are."""
        if unit_id not in self.units:
            where = ""
            if unit_id in self.became:
                where = f" (it is now part of {self.became[unit_id]!r})"
            elif any(state.unit.id == unit_id for state in self.closed):
                where = " (it is closed)"
            names = ", ".join(sorted(self.units)) or "none"
            raise InvalidInputError(f"Unit {unit_id!r} is unknown{where}; allowed: {names}.")
        return self.units[unit_id]

    def require_new(self, unit_id: str, *, but: tuple[str, ...] = ()) -> None:
        """Raise InvalidInputError when a new unit's id is taken, also by one that is gone."""
        gone = {*self.became, *(state.unit.id for state in self.closed)}
        if unit_id in (self.units.keys() | gone) - set(but):
            raise InvalidInputError(f"Unit id {unit_id!r} is taken; a new unit needs a new id.")

    def children(self, unit_id: str) -> tuple[str, ...]:
        """Return the ids of units directly below."""
        return tuple(key for key, state in self.units.items() if state.unit.parent == unit_id)

    def put_under(self, unit_id: str, parent: str | None) -> None:
        """Give a unit another parent; InvalidInputError when it would end up under itself."""
        if parent is not None:
            self.state(parent)
            if parent == unit_id or unit_id in self.ancestors(parent):
                raise InvalidInputError(
                    f"Unit {unit_id!r} cannot be put under {parent!r}, which is below it."
                )
        state = self.state(unit_id)
        self.units[unit_id] = replace(state, unit=replace(state.unit, parent=parent))

    def ancestors(self, unit_id: str) -> Iterator[str]:
        """Yield the ids of the units above, nearest first."""
        seen = {unit_id}
        parent = self.units[unit_id].unit.parent
        while parent is not None and parent in self.units:
            if parent in seen:
                raise InvalidInputError(f"Unit {parent!r} ends up under itself.")
            yield parent
            seen.add(parent)
            parent = self.units[parent].unit.parent

    def levels(self, fte: Mapping[str, Amount], path: str, of: str) -> Levels:
        """Return FTE by competence as figures."""
        return {
            name: self.inputs.figure(
                amount,
                f"{path}.{name}",
                label=nb("Årsverk"),
                unit="fte",
                of=of if name == "all" else f"{of}, {name}",
            )
            for name, amount in fte.items()
        }

    def work_of(self, unit: Unit, path: str) -> Work:
        """Return what a unit's FTE can be computed from; not complete without staffing."""
        if unit.staffing is None:
            return Work(is_complete=False)
        return Work((StaffingPart(unit.staffing, f"{path}.staffing", unit.name),))

    def computed_fte(self, work: Work, of: str) -> Figure | None:
        """Return the computed FTE of some work; None when it is not described."""
        estimate = self.estimator.estimate(work, of)
        return None if estimate is None else estimate.fte.total

    def in_tree_order(self) -> tuple[UnitState, ...]:
        """Return the units from the top, each followed by those below it."""
        below: dict[str | None, list[UnitState]] = {}
        for state in self.units.values():
            below.setdefault(state.unit.parent, []).append(state)
        found: list[UnitState] = []
        waiting = below.get(None, [])[::-1]
        while waiting:
            state = waiting.pop()
            found.append(state)
            waiting.extend(reversed(below.get(state.unit.id, [])))
        return tuple(found)

    def in_scope(self) -> tuple[UnitState, ...]:
        """Return the units counted in the totals, in tree order."""
        return tuple(state for state in self.in_tree_order() if state.unit.in_scope)

    def _add_today(self, unit: Unit) -> None:
        if unit.id in self.units:
            raise InvalidInputError(f"Unit id {unit.id!r} is used twice in today; ids must differ.")
        path = f"today.units.{unit.id}"
        levels = self.levels(unit.fte, f"{path}.fte", unit.name) or unknown_levels(unit.name)
        staff = Staff(levels, levels, no_change(unit.name))
        work = self.work_of(unit, path)
        self.units[unit.id] = UnitState(unit, path, staff, work, work)

    def _check_parent(self, unit: Unit) -> None:
        if unit.parent is not None:
            self.state(unit.parent)
        for _ in self.ancestors(unit.id):
            pass


def model_chain(case: Case, model_id: str) -> tuple[str, ...]:
    """Return the ids of the models to apply on today, in order; the last is `model_id` itself.

    Raises:
        InvalidInputError: A model is unknown, or builds on itself.
    """
    by_id = {model.id: model for model in case.models}
    chain: list[str] = []
    current = model_id
    while current != TODAY:
        if current in chain:
            raise InvalidInputError(
                f"models.{model_id}.builds_on: model {current!r} builds on itself "
                f"({' > '.join([*chain, current])})."
            )
        if current not in by_id:
            names = ", ".join([TODAY, *by_id])
            raise InvalidInputError(
                f"models.{model_id}.builds_on: model {current!r} is unknown; allowed: {names}."
            )
        chain.append(current)
        current = by_id[current].builds_on
    return tuple(reversed(chain))
