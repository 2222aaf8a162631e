# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The case itself."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic.dataclasses import dataclass

from ambulant.reform.case.judgement import Criterion, Sharing, StaffInput, StagePlan, Step
from ambulant.reform.case.model import Argument, Model
from ambulant.reform.case.operations import new_units
from ambulant.reform.case.today import Organisation
from ambulant.reform.case.values import STRICT, Amount, Id, Text, Value


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
    models: Annotated[tuple[Model, ...], Field(max_length=100)] = ()
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

    def unit_names(self) -> dict[str, str]:
        """Return the name of every unit there is today or that a model makes, by id."""
        names = {unit.id: unit.name for unit in self.today.units}
        for model in self.models:
            for change in model.changes:
                for unit in new_units(change):
                    names.setdefault(unit.id, unit.name)
        return names
