# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Leaders: how many FTE each has, whether they are on site, and administration against leading."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ambulant.explain import Figure, Message, compute, missing, nb
from ambulant.staffing.bounds import require_not_negative, require_unit


@dataclass(frozen=True, slots=True)
class Span:
    """FTE per leader against the recommended limit (unit fte)."""

    per_leader: Figure
    limit: Figure

    @property
    def share_too_wide(self) -> float | None:
        """Share (0-1) of draws above the limit; 0 or 1 for one number, None when missing."""
        if self.per_leader.value is None or self.limit.value is None:
            return None
        return float(np.mean(np.asarray(self.per_leader.value) > np.asarray(self.limit.value)))

    @property
    def is_too_wide(self) -> bool:
        """True when it is above the limit in most draws. Exactly the limit is not too wide."""
        share = self.share_too_wide
        return share is not None and share > 0.5


class Responsibility(StrEnum):
    """What a leader close to the service answers for."""

    MONEY = "money"
    PROFESSION = "profession"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class LedUnit:
    """A unit and its leader. `is_on_site` is None, and `leaders` missing, where it is not said."""

    name: str
    leaders: Figure
    is_on_site: bool | None = None
    responsibilities: frozenset[Responsibility] = frozenset()


class GapKind(StrEnum):
    """What a unit's leadership lacks."""

    NOT_STATED = "not_stated"
    NO_LEADER = "no_leader"
    NOT_ON_SITE = "not_on_site"
    ON_SITE_NOT_STATED = "on_site_not_stated"
    RESPONSIBILITY = "responsibility"


@dataclass(frozen=True, slots=True)
class LeadershipGap:
    """Something a unit lacks, as a sentence for people."""

    unit: str
    kind: GapKind
    message: Message


_RESPONSIBILITY_GAPS = {
    Responsibility.MONEY: nb("%(unit)s: lederen har ikke ansvar for økonomi."),
    Responsibility.PROFESSION: nb("%(unit)s: lederen har ikke ansvar for fag."),
    Responsibility.PEOPLE: nb("%(unit)s: lederen har ikke ansvar for personalet."),
}


def span_of_control(fte: Figure, leaders: Figure, limit: Figure, *, of: str = "") -> Span:
    """Return the FTE per leader beside the limit.

    Args:
        fte: FTE in the unit, leaders not counted (unit fte).
        leaders: Number of leaders (persons, or fte when positions are shared).
        limit: Parameter `staffing.span_of_control` (fte).
        of: What the figure is about.

    Returns:
        A span whose `per_leader` is missing, with the reason, when there is no leader.

    Source: document 004, "En organisering i hjemmetjenesten som bygger på": up to 20 FTE.
    """
    require_unit(fte, "fte")
    require_unit(limit, "fte")
    require_not_negative(leaders)
    label = nb("Årsverk per leder")
    if leaders.value is not None and bool(np.any(np.asarray(leaders.value) == 0)):
        return Span(missing(label, "fte", of=of, note=nb("Enheten har ingen leder.")), limit)
    inputs = {"årsverk": fte, "ledere": leaders}
    return Span(compute(label, "fte", "årsverk / ledere", inputs, of=of), limit)


def find_leadership_gaps(units: Iterable[LedUnit]) -> list[LeadershipGap]:
    """Return what each unit's leadership lacks, in the order of the units; empty if nothing.

    A unit should have a leader on site who answers for money, profession and people. What is not
    stated is listed as not stated, not as lacking.

    Source: document 004, "En organisering i hjemmetjenesten som bygger på".
    """
    return [gap for unit in units for gap in _gaps_of(unit)]


def administrative_per_leading(administrative: Figure, leading: Figure, *, of: str = "") -> Figure:
    """Return administrative FTE per leading FTE (factor): high is over-administered and under-led.

    Missing, with the reason, when there are no leading FTE.
    """
    for figure in (administrative, leading):
        require_unit(figure, "fte")
        require_not_negative(figure)
    label = nb("Administrative årsverk per lederårsverk")
    if leading.value is not None and bool(np.any(np.asarray(leading.value) == 0)):
        return missing(label, "factor", of=of, note=nb("Ingen lederårsverk å måle mot."))
    inputs = {"administrasjon": administrative, "ledelse": leading}
    return compute(label, "factor", "administrasjon / ledelse", inputs, of=of)


def _gaps_of(unit: LedUnit) -> list[LeadershipGap]:
    def gap(kind: GapKind, text: str) -> LeadershipGap:
        return LeadershipGap(unit.name, kind, Message(text, {"unit": unit.name}))

    if unit.leaders.value is None:
        return [gap(GapKind.NOT_STATED, nb("%(unit)s: det er ikke oppgitt om enheten har leder."))]
    if bool(np.any(np.asarray(unit.leaders.value) == 0)):
        return [gap(GapKind.NO_LEADER, nb("%(unit)s har ingen leder."))]
    gaps = []
    if unit.is_on_site is None:
        text = nb("%(unit)s: det er ikke oppgitt om lederen er på stedet.")
        gaps.append(gap(GapKind.ON_SITE_NOT_STATED, text))
    elif not unit.is_on_site:
        gaps.append(gap(GapKind.NOT_ON_SITE, nb("%(unit)s har ikke leder på stedet.")))
    gaps.extend(
        gap(GapKind.RESPONSIBILITY, text)
        for responsibility, text in _RESPONSIBILITY_GAPS.items()
        if responsibility not in unit.responsibilities
    )
    return gaps
