# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a comparison holds. Made by `ambulant.reform.compare`, read by pages and documents.

Every `Figure` may hold one number or draws (shape (n,)); structure (units, owners) is the same
in every draw. Money in NOK, savings positive and costs negative in the plan; FTE in `fte`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from ambulant.explain import Figure, Message
from ambulant.reform.case import Case, CostLine, Group, Model, Ownership, Service, Unit


class Basis(StrEnum):
    """What a model's FTE rests on."""

    STATED = "stated"  # only numbers that stand in, or follow from, the source
    ASSUMED = "assumed"  # at least one number is ours
    COMPUTED = "computed"  # today's stated total plus the computed change, bottom up
    MISSING = "missing"


class Change(StrEnum):
    """What happens to a unit."""

    SAME = "same"
    NEW = "new"
    MERGED = "merged"  # new, made of others
    SPLIT = "split"  # new, part of another
    MOVED = "moved"
    CHANGED = "changed"  # FTE, staffing, name or functions
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ActivityFte:
    """Bottom-up FTE by what working time goes to. The parts sum to `total`."""

    on_site: Figure
    direct: Figure
    travel: Figure
    indirect: Figure
    other: Figure  # posts that are not computed from hours: leaders, coordinators
    absence: Figure
    total: Figure


@dataclass(frozen=True, slots=True)
class UnitResult:
    """A unit as it is in a model, against today."""

    unit: Unit  # as in the model; for a closed unit as it was
    change: Change
    made_of: tuple[str, ...]  # ids of the units it was merged from or split out of
    was_under: str | None  # id of today's parent when moved
    fte_before: Figure  # missing when not stated
    fte_after: Figure
    fte_change: Figure  # may be known when the levels are not
    by_competence: Mapping[str, Figure]  # fte_after split, where the case splits it
    change_by_competence: Mapping[str, Figure]  # empty unless split both today and in the model
    nurse_share: Figure  # of FTE; missing when the case does not split it
    computed: ActivityFte | None  # bottom up, where the unit has staffing
    span_of_control: Figure  # fte_after (or computed total) per leader; missing without leaders
    is_span_too_wide: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """FTE moved between units: no saving."""

    source: str
    to: str
    fte: Figure
    reason: str
    leaves_scope: bool
    enters_scope: bool = False  # counts against those that leave


@dataclass(frozen=True, slots=True)
class CostResult:
    """A cost line with its full-year (or whole) amount, positive as in the case."""

    line: CostLine
    amount: Figure


@dataclass(frozen=True, slots=True)
class PlanYear:
    """One year of the plan. Savings positive, costs negative."""

    year: int
    gross: Figure  # phased-in saving on pay
    running: Figure  # added running costs, grants and income, with sign
    margin: Figure  # <= 0
    operations: Figure  # gross + running + margin
    one_off: Figure
    investment: Figure
    net_operating: Figure  # operations + one_off
    total: Figure  # net_operating + investment


@dataclass(frozen=True, slots=True)
class FunctionMatrix:
    """Who owns each service for each group; gaps and overlaps as (service id, group id)."""

    services: tuple[Service, ...]
    groups: tuple[Group, ...]
    owners: Mapping[tuple[str, str], tuple[str, ...]]  # (service, group) -> unit ids
    not_offered: Mapping[tuple[str, str], str]  # -> reason
    gaps: tuple[tuple[str, str], ...]
    overlaps: tuple[tuple[str, str], ...]
    moved: tuple[tuple[str, str], ...]  # owner differs from today

    def ownership(self) -> tuple[Ownership, ...]:
        """Return the filled cells as rows."""
        return tuple(
            Ownership(service, group, owner)
            for (service, group), owners in self.owners.items()
            for owner in owners
        )


@dataclass(frozen=True, slots=True)
class MarginReading:
    """What the stated gross and net would mean with one base of the margin."""

    base: str
    added_costs: Figure
    margin: Figure


@dataclass(frozen=True, slots=True)
class PartyShare:
    """One municipality's part of a shared cost."""

    party_id: str
    name: str
    share: Figure  # 0-1
    amount: Figure  # NOK; amounts sum to the total


@dataclass(frozen=True, slots=True)
class SharingResult:
    """A shared cost by party."""

    sharing_id: str
    name: str
    total: Figure
    parties: tuple[PartyShare, ...]


@dataclass(frozen=True, slots=True)
class PremisesResult:
    """Area needed against area there."""

    premises_id: str
    name: str
    needed: Figure
    available: Figure
    shortfall: Figure  # > 0 lacks area


@dataclass(frozen=True, slots=True)
class ModelResult:
    """One model, today included (id "today", `model` None)."""

    id: str
    name: str
    subtitle: str
    model: Model | None
    units: tuple[UnitResult, ...]  # in tree order, closed ones last
    matrix: FunctionMatrix
    basis: Basis
    fte_total: Figure  # units in scope plus transfers that leave the scope
    fte_change: Figure  # against today's fte_total
    fte_in_scope: Figure  # without transfers that leave
    reduction_before_transfers: Figure  # >= 0 when FTE falls
    transfers: tuple[Transfer, ...]
    fte_computed: Figure
    activity: ActivityFte | None  # sum over units in scope
    direct_share: Figure  # ATA: direct time / working time without absence
    costs: tuple[CostResult, ...]
    cost_per_fte: Figure
    gross_saving: Figure  # full year
    added_costs: Figure  # full-year running costs less grants and income, >= 0 is a cost
    margin: Figure  # >= 0
    net_saving: Figure  # full year
    one_off_total: Figure  # positive = cost
    investment_total: Figure  # positive = cost
    avoided_investment: Figure  # never part of the plan
    plan: tuple[PlanYear, ...]
    plan_sum: Figure  # of net_operating over the horizon
    # The same money from the bottom-up FTE: computed change x cost per FTE, then costs and margin.
    fte_change_computed: Figure  # against today's fte_computed
    gross_saving_computed: Figure
    net_saving_computed: Figure
    plan_computed: tuple[PlanYear, ...]  # empty when the bottom-up FTE is missing
    margin_readings: tuple[MarginReading, ...]
    sharing: tuple[SharingResult, ...]
    premises: tuple[PremisesResult, ...]
    teams: Figure  # units of kind base or team in scope
    warnings: tuple[Message, ...]  # span, missing leader, gaps

    def figures(self) -> Mapping[str, Figure]:
        """Return every figure by its short key, unique within the model.

        Keys: the field names above ("fte_total"), "activity.travel", "plan.2026.operations",
        "plan_computed.2026.operations", "units.<id>.fte_after", "units.<id>.computed.travel",
        "units.<id>.by_competence.<name>", "costs.<id>", "transfers.<number>",
        "margin_readings.<base>.margin", "sharing.<id>" (the cost), "sharing.<id>.<party>"
        (amount), "sharing.<id>.<party>.share", "premises.<id>.shortfall".
        Pages build "Slik er det beregnet" addresses of them: "<model id>/<key>".
        """
        found = dict(_members("", self))
        if self.activity is not None:
            found.update(_members("activity.", self.activity))
        for name, plan in (("plan", self.plan), ("plan_computed", self.plan_computed)):
            for year in plan:
                found.update(_members(f"{name}.{year.year}.", year))
        for unit in self.units:
            found.update(_unit_figures(unit))
        found.update({f"costs.{cost.line.id}": cost.amount for cost in self.costs})
        found.update({f"transfers.{n}": each.fte for n, each in enumerate(self.transfers)})
        for reading in self.margin_readings:
            found.update(_members(f"margin_readings.{reading.base}.", reading))
        for shared in self.sharing:
            found[f"sharing.{shared.sharing_id}"] = shared.total
            for party in shared.parties:
                found[f"sharing.{shared.sharing_id}.{party.party_id}"] = party.amount
                found[f"sharing.{shared.sharing_id}.{party.party_id}.share"] = party.share
        for place in self.premises:
            found.update(_members(f"premises.{place.premises_id}.", place))
        return found


def _members(
    prefix: str,
    holder: ModelResult | ActivityFte | PlanYear | UnitResult | MarginReading | PremisesResult,
) -> Iterator[tuple[str, Figure]]:
    for field in fields(holder):
        value = getattr(holder, field.name)
        if isinstance(value, Figure):
            yield f"{prefix}{field.name}", value


def _unit_figures(unit: UnitResult) -> Iterator[tuple[str, Figure]]:
    prefix = f"units.{unit.unit.id}."
    yield from _members(prefix, unit)
    if unit.computed is not None:
        yield from _members(f"{prefix}computed.", unit.computed)
    for name, split in (
        ("by_competence", unit.by_competence),
        ("change_by_competence", unit.change_by_competence),
    ):
        for competence, figure in split.items():
            yield f"{prefix}{name}.{competence}", figure


@dataclass(frozen=True, slots=True)
class Comparison:
    """All models of a case beside today."""

    case: Case
    as_of: date
    results: tuple[ModelResult, ...]  # today first, then in the case's order

    def result(self, model_id: str) -> ModelResult:
        """Return the result of a model; KeyError when there is none."""
        for result in self.results:
            if result.id == model_id:
                return result
        raise KeyError(model_id)
