# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each model does to the organisation: units, staff that move, who answers for what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.utils.translation import gettext as _

from ambulant.explain import Figure, Message
from ambulant.reform.case import TODAY, Case, Unit
from ambulant.reform.charts import tree_chart
from ambulant.reform.findings import function_warnings
from ambulant.reform.organisation import model_chain
from ambulant.reform.results import Change, FunctionMatrix, ModelResult, Transfer, UnitResult
from ambulant_web.reform.presentation.cells import NOTHING, Cell, cell_of
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.queries import CaseView, parameters
from ambulant_web.shell.wording import translated

SPAN_PARAMETER = "staffing.span_of_control"
TREE_PIXELS = 416  # three trees beside each other on the widest page

SharingKey: TypeAlias = Literal["users", "inhabitants", "used_hours"]


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in a nested list."""

    name: str
    kind: str
    fte: Cell
    what: str  # what happens to it; empty when nothing does
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """An organisation as a picture and as a list."""

    id: str
    name: str
    picture: Drawing
    roots: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Competence:
    """The FTE of one competence in a unit."""

    name: str
    after: Cell
    change: Cell


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit against today."""

    id: str
    name: str
    kind: str
    what: str
    where: str  # from what, to what
    is_same: bool
    before: Cell
    after: Cell
    change: Cell
    computed: Cell
    competences: tuple[Competence, ...]
    span: Cell
    is_span_too_wide: bool
    leader: str


@dataclass(frozen=True, slots=True)
class TransferRow:
    """Staff that change unit: nothing is saved by it."""

    source: str
    to: str
    fte: Cell
    reason: str
    scope: str


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a service to a group."""

    group: str
    owners: str
    note: str  # what stands beside the owners: moved, from whom, shared, why not offered
    is_owned: bool
    is_gap: bool
    is_overlap: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A service and who answers for it, group by group."""

    service: str
    cells: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Services by groups, with what is wrong first."""

    id: str
    name: str
    faults: tuple[Message, ...]
    rows: tuple[MatrixRow, ...]
    groups: tuple[str, ...]
    moved: int


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A municipality's part of a shared cost."""

    sharing: str
    keys: str
    party: str
    is_host: bool
    share: Cell
    amount: Cell


@dataclass(frozen=True, slots=True)
class ModelPart:
    """What one model does."""

    result: ModelResult
    rows: tuple[UnitRow, ...]
    transfers: tuple[TransferRow, ...]
    warnings: tuple[Message, ...]
    shares: tuple[ShareRow, ...]

    @property
    def changed(self) -> tuple[UnitRow, ...]:
        """The units something happens to."""
        return tuple(row for row in self.rows if not row.is_same)

    @property
    def same(self) -> tuple[UnitRow, ...]:
        """The units nothing happens to."""
        return tuple(row for row in self.rows if row.is_same)


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """A place: area needed against area there."""

    name: str
    needed: Cell
    available: Cell
    shortfall: Cell


@dataclass(frozen=True, slots=True)
class Page:
    """All of it."""

    trees: tuple[Tree, ...]
    models: tuple[ModelPart, ...]
    matrices: tuple[Matrix, ...]
    premises: tuple[PremisesRow, ...]
    without_area: tuple[str, ...]
    norm: Figure


def organisation(view: CaseView, chosen: tuple[ModelResult, ...]) -> Page:
    """Return the page for the chosen models, with today beside them."""
    results = (view.comparison.result(TODAY), *chosen)
    return Page(
        trees=tuple(_tree(view, result) for result in results if result.units),
        models=tuple(_part(view, result) for result in chosen),
        matrices=tuple(_matrix(view.case, result) for result in results if _has_cells(result)),
        premises=_premises(view, chosen),
        without_area=_without_area(view.case, chosen),
        norm=span_norm(view),
    )


def span_norm(view: CaseView) -> Figure:
    """Return how many FTE a leader should have at most."""
    return parameters().figure(SPAN_PARAMETER, on=view.case.as_of)


def change_words() -> Mapping[Change, str]:
    """Return what may happen to a unit, in words."""
    return {
        Change.SAME: _("uendret"),
        Change.NEW: _("ny"),
        Change.MERGED: _("slått sammen"),
        Change.SPLIT: _("skilt ut"),
        Change.MOVED: _("flyttet"),
        Change.CHANGED: _("endret"),
        Change.CLOSED: _("lagt ned"),
    }


def kind_words() -> Mapping[str, str]:
    """Return what kinds of units are called."""
    return {
        "sector": _("sektor"),
        "unit": _("enhet"),
        "department": _("avdeling"),
        "base": _("base"),
        "team": _("team"),
        "function": _("funksjon"),
        "external": _("utenfor kommunen"),
    }


# -- Trees ------------------------------------------------------------------------------------


def _tree(view: CaseView, result: ModelResult) -> Tree:
    picture = draw(
        lambda style: tree_chart(view.case, result, style, translated), pixels=TREE_PIXELS
    )
    return Tree(result.id, result.name, picture, _nodes(view, result))


def _nodes(view: CaseView, result: ModelResult) -> tuple[Node, ...]:
    words, kinds, names = change_words(), kind_words(), _unit_names(view.case, result)
    shown = {unit.unit.id for unit in result.units}
    below: dict[str | None, list[UnitResult]] = {}
    for unit in result.units:
        parent = unit.unit.parent if unit.unit.parent in shown else None
        below.setdefault(parent, []).append(unit)

    def node(unit: UnitResult) -> Node:
        what = ""
        if unit.change is not Change.SAME:
            where = _where(view.case, result, unit, names)
            what = f"{words[unit.change]} {where}".strip()
        return Node(
            name=unit.unit.name,
            kind=kinds[unit.unit.kind],
            fte=cell_of(view, result.id, f"units.{unit.unit.id}.fte_after"),
            what=what,
            children=tuple(node(child) for child in below.get(unit.unit.id, ())),
        )

    return tuple(node(unit) for unit in below.get(None, ()))


# -- Units ------------------------------------------------------------------------------------


def _part(view: CaseView, result: ModelResult) -> ModelPart:
    names = _unit_names(view.case, result)
    about_functions = set(map(str, function_warnings(result.matrix)))
    return ModelPart(
        result=result,
        rows=tuple(_unit_row(view, result, unit, names) for unit in result.units),
        transfers=tuple(
            TransferRow(
                names.get(transfer.source, transfer.source),
                names.get(transfer.to, transfer.to),
                cell_of(view, result.id, f"transfers.{number}"),
                transfer.reason,
                _scope(transfer),
            )
            for number, transfer in enumerate(result.transfers)
        ),
        warnings=tuple(one for one in result.warnings if str(one) not in about_functions),
        shares=_shares(view, result),
    )


def _unit_row(
    view: CaseView, result: ModelResult, unit: UnitResult, names: Mapping[str, str]
) -> UnitRow:
    prefix = f"units.{unit.unit.id}"

    def cell(key: str) -> Cell:
        return cell_of(view, result.id, f"{prefix}.{key}")

    is_closed = unit.change is Change.CLOSED
    has_leaders = unit.unit.leaders is not None and not is_closed
    return UnitRow(
        id=unit.unit.id,
        name=unit.unit.name,
        kind=kind_words()[unit.unit.kind],
        what=change_words()[unit.change],
        where=_where(view.case, result, unit, names),
        is_same=unit.change is Change.SAME and abs(unit.fte_change.number_or(0.0)) < 1e-9,
        before=cell("fte_before"),
        after=cell("fte_after"),
        change=cell("fte_change"),
        computed=NOTHING if unit.computed is None else cell("computed.total"),
        competences=tuple(
            Competence(name, cell(f"by_competence.{name}"), cell(f"change_by_competence.{name}"))
            for name in unit.by_competence
        ),
        span=cell("span_of_control") if has_leaders else NOTHING,
        is_span_too_wide=unit.is_span_too_wide,
        leader=_leader(unit.unit) if not is_closed else "",
    )


def _where(case: Case, result: ModelResult, unit: UnitResult, names: Mapping[str, str]) -> str:
    """Return what a unit is made of, where it came from, or where its staff go."""

    def named(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    if unit.made_of:
        return _("av %(units)s") % {"units": named(unit.made_of)}
    if unit.change is Change.MOVED:
        after = unit.unit.parent
        if unit.was_under and after:
            text = _("fra %(before)s til %(after)s")
            return text % {"before": named([unit.was_under]), "after": named([after])}
        return _("til %(after)s") % {"after": named([after])} if after else ""
    if unit.change is Change.CLOSED:
        to = _staff_to(case, result.id).get(unit.unit.id)
        return _("ansatte går til %(unit)s") % {"unit": named([to])} if to else ""
    return ""


def _staff_to(case: Case, model_id: str) -> Mapping[str, str]:
    """Return where the staff of closed units go, by the id of the closed unit."""
    found = {}
    for one in model_chain(case, model_id):
        for change in case.model(one).changes:
            if change.op == "close_unit" and change.staff_to is not None:
                found[change.unit] = change.staff_to
    return found


def _leader(unit: Unit) -> str:
    words = {True: _("ja"), False: _("nei"), None: ""}
    return words[unit.leader_on_site]


def _scope(transfer: Transfer) -> str:
    if transfer.leaves_scope:
        return _("ut av saken, ikke spart")
    if transfer.enters_scope:
        return _("inn i saken")
    return _("innenfor saken")


def _unit_names(case: Case, result: ModelResult) -> Mapping[str, str]:
    """Return names of units there are and were."""
    return {
        **{unit.id: unit.name for unit in case.today.units},
        **{unit.unit.id: unit.unit.name for unit in result.units},
    }


# -- Functions --------------------------------------------------------------------------------


def _has_cells(result: ModelResult) -> bool:
    return bool(result.matrix.services and result.matrix.groups)


def _matrix(case: Case, result: ModelResult) -> Matrix:
    matrix, names = result.matrix, _unit_names(case, result)
    today: dict[tuple[str, str], list[str]] = {}
    for row in case.today.ownership:
        today.setdefault((row.service, row.group), []).append(names.get(row.owner, row.owner))
    rows = tuple(
        MatrixRow(
            service.name,
            tuple(
                _responsibility(matrix, (service.id, group.id), group.name, names, today)
                for group in matrix.groups
            ),
        )
        for service in matrix.services
    )
    return Matrix(
        result.id,
        result.name,
        tuple(function_warnings(matrix)),
        rows,
        tuple(group.name for group in matrix.groups),
        len(matrix.moved) if result.model else 0,
    )


def _responsibility(
    matrix: FunctionMatrix,
    at: tuple[str, str],
    group: str,
    names: Mapping[str, str],
    today: Mapping[tuple[str, str], list[str]],
) -> Responsibility:
    owners = ", ".join(names.get(owner, owner) for owner in matrix.owners.get(at, ()))
    is_gap, is_overlap = at in matrix.gaps, at in matrix.overlaps
    notes = []
    if is_overlap:
        notes.append(_("flere har ansvaret"))
    if at in matrix.moved:
        before = ", ".join(today.get(at, ()))
        notes.append(_("flyttet fra %(unit)s") % {"unit": before} if before else _("nytt ansvar"))
    is_owned = bool(owners)
    if not is_owned and at in matrix.not_offered:
        notes.append(matrix.not_offered[at])
    if not is_owned:
        owners = _("ingen") if is_gap else _("tilbys ikke")
    return Responsibility(group, owners, "; ".join(notes), is_owned, is_gap, is_overlap)


# -- Premises and shared costs ----------------------------------------------------------------


def _premises(view: CaseView, chosen: tuple[ModelResult, ...]) -> tuple[PremisesRow, ...]:
    """Return the places, once: what area is needed does not differ between models."""
    if not chosen:
        return ()
    result = chosen[0]
    return tuple(
        PremisesRow(
            place.name,
            *(
                cell_of(view, result.id, f"premises.{place.premises_id}.{name}")
                for name in ("needed", "available", "shortfall")
            ),
        )
        for place in result.premises
    )


def _without_area(case: Case, chosen: tuple[ModelResult, ...]) -> tuple[str, ...]:
    known = {place.premises_id for result in chosen[:1] for place in result.premises}
    return tuple(place.name for place in case.today.premises if place.id not in known)


def _shares(view: CaseView, result: ModelResult) -> tuple[ShareRow, ...]:
    given = {sharing.id: sharing for sharing in view.case.sharing}
    rows = []
    for shared in result.sharing:
        sharing = given[shared.sharing_id]
        hosts = {party.id for party in sharing.parties if party.is_host}
        for party in shared.parties:
            key = f"sharing.{shared.sharing_id}.{party.party_id}"
            rows.append(
                ShareRow(
                    sharing=shared.name,
                    keys=_keys(sharing.keys),
                    party=party.name,
                    is_host=party.party_id in hosts,
                    share=cell_of(view, result.id, f"{key}.share"),
                    amount=cell_of(view, result.id, key),
                )
            )
    return tuple(rows)


def _keys(weights: Mapping[SharingKey, float]) -> str:
    """Return what a cost is shared by: `brukere`, `brukere 70 %, innbyggere 30 %`."""
    words = {
        "users": _("brukere"),
        "inhabitants": _("innbyggere"),
        "used_hours": _("brukte timer"),
    }
    used = {name: weight for name, weight in weights.items() if weight}
    if len(used) == 1:
        return words[next(iter(used))]
    everything = sum(used.values())
    return ", ".join(
        f"{words[name]} {weight / everything:.0%}".replace("%", "\u00a0%")
        for name, weight in used.items()
    )
