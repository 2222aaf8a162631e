# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation of a model as a tree to change: units, who answers for what, what is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.explain import Figure
from ambulant.reform.case import TODAY, Case
from ambulant.reform.results import Change, ModelResult, UnitResult
from ambulant.reform.scenario import AddOperation, describe
from ambulant_web.reform.presentation.editing import told

UNIT_KINDS = (
    ("sector", gettext_noop("Sektor")),
    ("unit", gettext_noop("Enhet")),
    ("department", gettext_noop("Avdeling")),
    ("base", gettext_noop("Base")),
    ("team", gettext_noop("Team")),
    ("function", gettext_noop("Funksjon")),
    ("external", gettext_noop("Utenfor kommunen")),
)
CHANGES: Mapping[Change, str] = {
    Change.NEW: gettext_noop("ny"),
    Change.MERGED: gettext_noop("slått sammen"),
    Change.SPLIT: gettext_noop("delt"),
    Change.MOVED: gettext_noop("flyttet"),
    Change.CHANGED: gettext_noop("endret"),
    Change.CLOSED: gettext_noop("lagt ned"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A unit something may be moved to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in the tree, with those below it."""

    id: str
    name: str
    kind: str
    in_scope: bool
    fte: Figure | None  # None where staff is not described
    change: str
    parent: str
    children: tuple["UnitNode", ...]
    targets: tuple[Target, ...]  # where it may be moved: not below itself, not where it is


@dataclass(frozen=True, slots=True)
class Duty:
    """A service to a group that a unit answers for."""

    service: str
    group: str
    service_name: str
    group_name: str
    is_shared: bool  # others answer for it too
    is_moved: bool

    @property
    def key(self) -> str:
        """Its name in ids and drags."""
        return f"{self.service}--{self.group}"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A unit with its duties, by group in the order of the columns."""

    unit: Target
    cells: tuple[tuple[Duty, ...], ...]
    targets: tuple[Target, ...]

    @property
    def has_any(self) -> bool:
        """True when the unit answers for something."""
        return any(self.cells)


@dataclass(frozen=True, slots=True)
class Done:
    """One of the model's operations."""

    number: int
    text: str

    @property
    def position(self) -> int:
        """Its number as people count."""
        return self.number + 1


@dataclass(frozen=True, slots=True)
class Shape:
    """All of a model's organisation that can be changed."""

    model_id: str
    model_name: str
    builds_on: str  # name; empty for today
    built_on_by: tuple[str, ...]
    tree: tuple[UnitNode, ...]
    closed: tuple[str, ...]
    units: tuple[Target, ...]
    groups: tuple[str, ...]
    duties: tuple[DutyRow, ...]
    gaps: tuple[Duty, ...]
    done: tuple[Done, ...]

    def unit(self, unit_id: str) -> UnitNode | None:
        """Return a unit of the tree."""
        return next((node for node in _all(self.tree) if node.id == unit_id), None)


def shape_of(case: Case, result: ModelResult) -> Shape:
    """Return the organisation of a model.

    Args:
        case: With the scenario's changes.
        result: The model's result in it.
    """
    model = case.model(result.id)
    open_units = [each for each in result.units if each.change is not Change.CLOSED]
    targets = tuple(Target(each.unit.id, each.unit.name) for each in open_units)
    names = {each.id: each.name for each in case.models}
    return Shape(
        model_id=model.id,
        model_name=model.name,
        builds_on="" if model.builds_on == TODAY else names.get(model.builds_on, model.builds_on),
        built_on_by=tuple(each.name for each in case.models if each.builds_on == model.id),
        tree=_tree(open_units, targets),
        closed=tuple(each.unit.name for each in result.units if each.change is Change.CLOSED),
        units=targets,
        groups=tuple(group.name for group in result.matrix.groups),
        duties=_duties(result, targets),
        gaps=tuple(_duty(result, cell) for cell in result.matrix.gaps),
        done=operations_done(case, model.id),
    )


def _tree(units: Sequence[UnitResult], targets: tuple[Target, ...]) -> tuple[UnitNode, ...]:
    known = {each.unit.id for each in units}
    below: dict[str, list[UnitResult]] = {}
    for each in units:
        parent = each.unit.parent if each.unit.parent in known else ""
        below.setdefault(parent or "", []).append(each)

    def node(each: UnitResult) -> UnitNode:
        children = tuple(node(child) for child in below.get(each.unit.id, ()))
        own = {each.unit.id, each.unit.parent, *(child.id for child in _all(children))}
        described = each.unit.in_scope or not each.fte_after.is_missing
        return UnitNode(
            id=each.unit.id,
            name=each.unit.name,
            kind=_(dict(UNIT_KINDS)[each.unit.kind]),
            in_scope=each.unit.in_scope,
            fte=each.fte_after if described else None,
            change=_(CHANGES[each.change]) if each.change in CHANGES else "",
            parent=each.unit.parent or "",
            children=children,
            targets=tuple(target for target in targets if target.id not in own),
        )

    return tuple(node(each) for each in below.get("", ()))


def _all(nodes: Sequence[UnitNode]) -> list[UnitNode]:
    return [found for node in nodes for found in (node, *_all(node.children))]


def _duties(result: ModelResult, targets: tuple[Target, ...]) -> tuple[DutyRow, ...]:
    groups = [group.id for group in result.matrix.groups]
    empty: dict[str, list[list[Duty]]] = {target.id: [[] for _g in groups] for target in targets}
    for cell, owners in result.matrix.owners.items():
        duty = _duty(result, cell)
        for owner in owners:
            if owner in empty:
                empty[owner][groups.index(cell[1])].append(duty)
    rows = [
        DutyRow(
            target,
            tuple(tuple(cell) for cell in empty[target.id]),
            tuple(other for other in targets if other.id != target.id),
        )
        for target in targets
    ]
    # Those with duties first; the rest can still be given some.
    return tuple(sorted(rows, key=lambda row: not row.has_any))


def _duty(result: ModelResult, cell: tuple[str, str]) -> Duty:
    matrix = result.matrix
    service = next(each.name for each in matrix.services if each.id == cell[0])
    group = next(each.name for each in matrix.groups if each.id == cell[1])
    return Duty(*cell, service, group, cell in matrix.overlaps, cell in matrix.moved)


def operations_done(case: Case, model_id: str) -> tuple[Done, ...]:
    """Return a model's operations as sentences, in order."""
    found = []
    model = case.model(model_id)
    for number, operation in enumerate(model.changes):
        change = AddOperation(op="add_operation", model=model_id, operation=operation)
        # The model's name stands over the list.
        text = told(describe(change, case)).removeprefix(f"{model.name}: ")
        found.append(Done(number, text[:1].upper() + text[1:]))
    return tuple(found)
