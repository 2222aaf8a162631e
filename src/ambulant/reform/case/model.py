# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A model: its changes, its money, and what speaks for and against it."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass

from ambulant.reform.case.operations import Operation
from ambulant.reform.case.values import STRICT, TODAY, Amount, Id, Text


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
