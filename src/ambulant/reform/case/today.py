# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation as it is today."""

from collections.abc import Mapping
from dataclasses import field
from datetime import time
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from ambulant.reform.case.values import STRICT, Amount, Id, Real, Text


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
    # Counts when hours are summed over dates. The FTE is that of an ordinary week, without them.
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
