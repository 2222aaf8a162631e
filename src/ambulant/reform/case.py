# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a case is: today's organisation, the models that could replace it, and all they rest on.

The dataclasses are the schema: the YAML under `cases/` is checked against them, and so is what a
page saves. Every number a person may want to question is a `Value` with its kind, source or
reason, and perhaps a range; where many places use the same number it stands once in
`Case.assumptions` and the others name it.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic.dataclasses import dataclass

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Real = Annotated[float, Strict()]  # whole numbers too; never text or true/false
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
TODAY = "today"


@dataclass(frozen=True, slots=True, config=STRICT)
class Value:
    """A number with its kind.

    `stated` stands in a source; `derived` follows from stated numbers by arithmetic that the
    source does not show; `assumed` is ours, with a reason; `not_stated` is a gap (never zero).
    With `low` and `high` the number is uncertain; `value` is then the most likely one.
    """

    value: Real | None = None
    kind: Literal["stated", "derived", "assumed", "not_stated"] = "assumed"
    unit: str = ""  # a code of ambulant.units; empty where the place it stands decides
    label: str = ""  # bokmål; empty where the place it stands decides
    source: str = ""  # "000 kap. 9"
    reason: str = ""
    low: Real | None = None
    high: Real | None = None
    shape: Literal["triangular", "uniform"] = "triangular"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.value is None) != (self.kind == "not_stated"):
            raise ValueError("a value is required, except when kind is not_stated")
        if self.kind in ("stated", "derived") and not self.source:
            raise ValueError(f"a {self.kind} value needs a source")
        if self.kind in ("assumed", "not_stated") and not self.reason:
            raise ValueError(f"kind {self.kind} needs a reason")
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        ends = (self.low, self.value, self.high)
        known = [end for end in ends if end is not None]
        if self.low is not None and known != sorted(known):
            raise ValueError(
                f"low <= value <= high does not hold: {self.low}, {self.value}, {self.high}"
            )
        return self


def _amount_tag(data: object) -> str:
    return "assumption" if isinstance(data, str) else "value"


Amount: TypeAlias = Annotated[
    Annotated[Value, Tag("value")] | Annotated[Id, Tag("assumption")],
    Discriminator(_amount_tag),
]
"""A number written where it is used, or the name of one of the case's assumptions."""


# -- Today ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, config=STRICT)
class Cover:
    """A post that is manned at fixed hours. `weekdays` as 1-7, Monday is 1."""

    id: Id
    name: Text
    weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...]
    start: time
    hours: Annotated[Real, Field(gt=0, le=24)]
    staff: Amount  # persons present
    competence: str = ""
    watch: Literal["awake", "asleep"] = "awake"
    handover_minutes: Amount | None = None  # overlap with the next shift, per person
    on_public_holidays: Literal["as_weekday", "as_sunday", "none"] = "as_weekday"


@dataclass(frozen=True, slots=True, config=STRICT)
class Need:
    """Work out with people, from decisions. Per week; `indirect_share` is of all working time."""

    decided_hours: Amount  # hours_per_week with the person
    visits: Amount  # visits_per_week
    travel_minutes: Amount  # per visit
    indirect_share: Amount  # report, meetings, record


@dataclass(frozen=True, slots=True, config=STRICT)
class AbsenceShares:
    """Shares of paid time, 0-1."""

    holiday: Amount
    sick: Amount
    leave: Amount
    training: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class Staffing:
    """What a unit's FTE can be computed from, bottom up."""

    category: Id  # key in the parameter staffing.position_hours: day, rotating, three_shift
    absence: AbsenceShares
    cover: tuple[Cover, ...] = ()
    need: Need | None = None
    other_fte: Amount | None = (
        None  # leaders, coordinators: persons in post, not computed from hours
    )


@dataclass(frozen=True, slots=True, config=STRICT)
class Unit:
    """A place in the organisation."""

    id: Id
    name: Text
    kind: Literal["sector", "unit", "department", "base", "team", "function", "external"]
    parent: Id | None = None
    in_scope: bool = False  # counted in the totals of the case
    fte: Mapping[str, Amount] = field(default_factory=dict)  # by competence; "all" if not split
    leaders: Amount | None = None  # leaders with responsibility for staff, persons
    leader_on_site: bool | None = None
    staffing: Staffing | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Service:
    """A kind of service, with national codes where known."""

    id: Id
    name: Text
    kpr: str = ""
    kostra: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Group:
    """A user group."""

    id: Id
    name: Text
    users: Amount | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Ownership:
    """Unit `owner` answers for `service` to `group`."""

    service: Id
    group: Id
    owner: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class NotOffered:
    """A service a group is not meant to have: an empty cell that is no gap."""

    service: Id
    group: Id
    reason: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class Premises:
    """A place people work from or live in: area needed against area there."""

    id: Id
    name: Text
    unit: Id | None = None
    dwellings: Amount | None = None
    area_available: Amount | None = None  # m2
    area_needed: Amount | None = None  # m2
    area_factor: Amount | None = None  # needed = factor x today's
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Stated:
    """Totals a source states outright, kept as stated."""

    fte_total: Amount | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Organisation:
    """Units, services and who owns what, as they are today."""

    name: Text
    subtitle: str = ""
    units: tuple[Unit, ...] = ()
    services: tuple[Service, ...] = ()
    groups: tuple[Group, ...] = ()
    ownership: tuple[Ownership, ...] = ()
    not_offered: tuple[NotOffered, ...] = ()
    premises: tuple[Premises, ...] = ()
    stated: Stated = field(default_factory=Stated)


# -- What a model changes ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveUnit:
    """Put a unit, with all below it, under another."""

    op: Literal["move_unit"]
    unit: Id
    parent: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class MergeUnits:
    """Make one unit of several; staff, staffing and functions follow, children too."""

    op: Literal["merge_units"]
    units: Annotated[tuple[Id, ...], Field(min_length=1)]
    into: Unit


@dataclass(frozen=True, slots=True, config=STRICT)
class Part:
    """One of the units a unit is split into, with its share of the FTE (shares sum to 1)."""

    unit: Unit
    share: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class SplitUnit:
    """Make several units of one. Functions go to the first part unless moved."""

    op: Literal["split_unit"]
    unit: Id
    into: Annotated[tuple[Part, ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, config=STRICT)
class CloseUnit:
    """Close a unit; its staff, functions and children go to `staff_to` (required if it has any)."""

    op: Literal["close_unit"]
    unit: Id
    staff_to: Id | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class AddUnit:
    """A new unit, without staff unless it says so."""

    op: Literal["add_unit"]
    unit: Unit


@dataclass(frozen=True, slots=True, config=STRICT)
class RenameUnit:
    """Give a unit a new name."""

    op: Literal["rename_unit"]
    unit: Id
    name: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class SetStaffing:
    """Replace what a unit's FTE is computed from: cover, need, absence, category."""

    op: Literal["set_staffing"]
    unit: Id
    staffing: Staffing


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveFunction:
    """Hand a service to a group over from one owner to another."""

    op: Literal["move_function"]
    service: Id
    group: Id
    to: Id
    source: Id | None = None  # today's owner; may be left out when there is one


@dataclass(frozen=True, slots=True, config=STRICT)
class AddFunction:
    """Let a unit own a service to a group that nobody, or somebody else too, owns."""

    op: Literal["add_function"]
    service: Id
    group: Id
    owner: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class MoveGroup:
    """Move every function for a user group from one unit to another, with FTE if given."""

    op: Literal["move_group"]
    group: Id
    source: Id
    to: Id
    fte: Amount | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class TransferFte:
    """Move FTE between units: an internal transfer, the total is unchanged."""

    op: Literal["transfer_fte"]
    source: Id
    to: Id
    fte: Amount
    competence: str = "all"
    reason: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class SetFte:
    """State what a unit needs in the new organisation; the rest is freed or added."""

    op: Literal["set_fte"]
    unit: Id
    fte: Mapping[str, Amount]
    reason: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class AddPosts:
    """Add posts to a unit (negative: take away)."""

    op: Literal["add_posts"]
    unit: Id
    fte: Amount
    competence: str = "all"
    reason: str = ""


Operation: TypeAlias = Annotated[
    MoveUnit
    | MergeUnits
    | SplitUnit
    | CloseUnit
    | AddUnit
    | RenameUnit
    | SetStaffing
    | MoveFunction
    | AddFunction
    | MoveGroup
    | TransferFte
    | SetFte
    | AddPosts,
    Field(discriminator="op"),
]


@dataclass(frozen=True, slots=True, config=STRICT)
class Factor:
    """One factor of a product: 35 000 kr per m2."""

    id: Id
    name: Text
    amount: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class CostLine:
    """Money a model costs or brings. Amounts are positive; `kind` decides the side.

    Exactly one of `amount` (NOK; per year for running kinds), `factors` (a product) and
    `per_year` is given. A running line with `start` counts twelfths of its first year; without,
    it follows the model's phase-in. `avoided_investment` stays outside the plan.
    """

    id: Id
    name: Text
    kind: Literal["running", "one_off", "investment", "avoided_investment", "grant", "income"]
    amount: Amount | None = None
    factors: tuple[Factor, ...] = ()
    per_year: Mapping[int, Amount] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if sum((self.amount is not None, bool(self.factors), bool(self.per_year))) != 1:
            raise ValueError("exactly one of amount, factors and per_year is required")
        if self.start and self.end and self.end <= self.start:
            raise ValueError(f"end {self.end} must come after start {self.start}")
        return self


@dataclass(frozen=True, slots=True, config=STRICT)
class Margin:
    """Safety margin: a share of gross, of gross less added costs, or of the net that is left."""

    share: Amount
    base: Literal["gross", "gross_minus_costs", "net"] = "gross"
    base_kind: Literal["stated", "assumed"] = "assumed"
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class PhaseIn:
    """Share of the full effect in one year; years after the last one keep its share."""

    year: int
    share: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class Argument:
    """A strength or weakness, in our words, with where it stands."""

    id: Id
    text: Text
    source: str = ""
    criterion: Id | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Precondition:
    """Something that must be in place before the model can be called ready."""

    id: Id
    text: Text
    kind: Literal["premises", "operating_cost", "startup_cost", "investment", "agreement", "other"]
    status: Literal["open", "met", "dropped"] = "open"
    cost_line: Id | None = None
    responsible: str = ""  # a role, never a name
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Risk:
    """A risk with probability and consequence on 1-5 and what is done about it."""

    id: Id
    text: Text
    probability: Annotated[int, Field(ge=1, le=5)]
    consequence: Annotated[int, Field(ge=1, le=5)]
    mitigation: str = ""
    group: str = ""  # who works on it
    source: str = ""
    reason: str = ""  # why the scores


@dataclass(frozen=True, slots=True, config=STRICT)
class Score:
    """How well a model meets a criterion, 1 (poor) to 5 (good)."""

    criterion: Id
    score: Amount


@dataclass(frozen=True, slots=True, config=STRICT)
class Model:
    """One way to organise: an overlay on today, or on another model."""

    id: Id
    name: Text
    subtitle: str = ""
    summary: str = ""
    consequence: str = ""
    recommended: bool = False
    builds_on: Id = TODAY
    changes: tuple[Operation, ...] = ()
    cost_per_fte: Amount | None = None
    phase_in: tuple[PhaseIn, ...] = ()
    costs: tuple[CostLine, ...] = ()
    margin: Margin | None = None
    strengths: tuple[Argument, ...] = ()
    weaknesses: tuple[Argument, ...] = ()
    preconditions: tuple[Precondition, ...] = ()
    risks: tuple[Risk, ...] = ()
    scores: tuple[Score, ...] = ()
    not_stated: Mapping[str, str] = field(default_factory=dict)  # figure -> what the source lacks
    source: str = ""


# -- Judgement and process ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, config=STRICT)
class Criterion:
    """What models are judged by. Weights need not sum to 1; they are shared out."""

    id: Id
    name: Text
    weight: Amount
    description: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class StaffInput:
    """What staff said, what the group answered, and which figure speaks to it."""

    id: Id
    text: Text
    answer: str = ""
    figure: str = ""  # travel_fte, on_site_fte, ... of reform.judgement.INPUT_FIGURES; empty = none
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Step:
    """A step of the process. A step without a date says `after` what it comes."""

    id: Id
    name: Text
    kind: Literal[
        "information",
        "discussion",
        "hearing",
        "decision",
        "implementation",
        "evaluation",
    ]
    body: str = ""
    when: date | None = None
    after: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Stage:
    """From `start` on, `model` is in force."""

    model: Id
    start: date


@dataclass(frozen=True, slots=True, config=STRICT)
class StagePlan:
    """Models one after the other."""

    id: Id
    name: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    reason: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Party:
    """A municipality in a cooperation, with what costs may be shared by."""

    id: Id
    name: Text
    is_host: bool = False
    users: Amount | None = None
    inhabitants: Amount | None = None
    used_hours: Amount | None = None


@dataclass(frozen=True, slots=True, config=STRICT)
class Sharing:
    """A cost shared between municipalities by one or more keys with weights."""

    id: Id
    name: Text
    model: Id
    cost: Amount  # NOK per year
    keys: Mapping[Literal["users", "inhabitants", "used_hours"], Real]
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    source: str = ""


# -- The case ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, config=STRICT)
class SourceDocument:
    """A document the case rests on: number as in the case's sources, title, publisher, date."""

    id: str
    title: Text
    publisher: str = ""
    published: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Municipality:
    """Who the case is about, with the number in Statistics Norway's classification 131."""

    code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    name: Text


@dataclass(frozen=True, slots=True, config=STRICT)
class Horizon:
    """First and last calendar year of the economic plan, both included."""

    first_year: Annotated[int, Field(ge=2000, le=2100)]
    last_year: Annotated[int, Field(ge=2000, le=2100)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.first_year <= self.last_year <= self.first_year + 30:
            raise ValueError(
                f"last_year {self.last_year} must be {self.first_year} to {self.first_year + 30}"
            )
        return self


@dataclass(frozen=True, slots=True, config=STRICT)
class Prices:
    """Price level of all amounts. `yearly_growth` (0.03) turns fixed prices into each year's."""

    year: int
    yearly_growth: Amount | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, config=STRICT)
class Case:
    """A reform to decide on. See the module."""

    id: Id
    title: Text
    municipality: Municipality
    documents: tuple[SourceDocument, ...]
    horizon: Horizon
    prices: Prices
    as_of: date  # parameters (law, norms) as of this date
    today: Organisation
    models: tuple[Model, ...] = ()
    summary: str = ""
    assumptions: Mapping[Id, Value] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    goals: tuple[Argument, ...] = ()
    inputs: tuple[StaffInput, ...] = ()
    process: tuple[Step, ...] = ()
    stage_plans: tuple[StagePlan, ...] = ()
    sharing: tuple[Sharing, ...] = ()
    texts: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)  # chapter -> paragraphs

    def model(self, model_id: str) -> Model:
        """Return the model with this id; KeyError when there is none."""
        for model in self.models:
            if model.id == model_id:
                return model
        raise KeyError(model_id)
