# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Criteria, what staff said, the process, stages and sharing between municipalities."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from ambulant.reform.case.values import STRICT, Amount, Id, Real, Text


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
