# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A computed figure against the one the case states, and what the difference is worth."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.case import TODAY
from ambulant.reform.closing import Closing, find_closings
from ambulant.reform.results import Basis, ModelResult
from ambulant.units import format_number, unit_of
from ambulant_web.reform import queries
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.numbers import with_unit
from ambulant_web.shell.wording import translated

# Key of the figure that rests on the case's own FTE -> key of the same one counted bottom up.
PAIRS = {
    "fte_total": "fte_computed",
    "fte_change": "fte_change_computed",
    "gross_saving": "gross_saving_computed",
    "net_saving": "net_saving_computed",
}
_WHOLE = frozenset({"persons", "users", "dwellings", "places", "count", "visits_per_week"})
_SHOWN = 3
_PLACES = {"share": 1, "fte": 2}


@dataclass(frozen=True, slots=True)
class Against:
    """The two figures; the difference is computed less stated, in their unit."""

    stated: Figure
    computed: Figure
    computed_key: str

    @property
    def difference(self) -> float:
        """Computed less stated."""
        return self.computed.number - self.stated.number

    @property
    def is_equal(self) -> bool:
        """True when the two are written alike."""
        decimals = unit_of(self.stated.unit).decimals
        factor = unit_of(self.stated.unit).factor
        return format_number(self.difference * factor, decimals) == format_number(0, decimals)


def against(result: ModelResult, key: str) -> Against | None:
    """Return what stands against a figure; None when the case states nothing beside it."""
    if result.basis is not Basis.STATED:
        return None
    stated_key = next((own for own, other in _pairs(result) if key in (own, other)), "")
    computed_key = dict(_pairs(result)).get(stated_key, "")
    figures = result.figures()
    stated, computed = figures.get(stated_key), figures.get(computed_key)
    if stated is None or computed is None or stated.is_missing or computed.is_missing:
        return None
    if result.id == TODAY and stated_key != "fte_total":
        return None
    return Against(stated, computed, computed_key)


def closings(view: CaseView, result: ModelResult, pair: Against) -> tuple[Closing, ...]:
    """Return the assumptions that alone would make the two meet, the smallest move first."""

    def computed(other: ModelResult) -> Figure:
        return other.figures()[pair.computed_key]

    found = find_closings(
        view.case, result.id, computed, pair.stated.number, parameters=queries.parameters()
    )
    own = [one for one in found if _belongs(one, result)]
    return tuple(sorted(own, key=lambda one: (one.unit in _WHOLE, one.reach)))[:_SHOWN]


def closing_words(view: CaseView, found: Iterable[Closing]) -> list[str]:
    """Return each closing as a phrase: `Sykefravær: 9,1 % i stedet for 10,0 %`."""
    return [
        _("%(label)s: %(needed)s i stedet for %(now)s")
        % {
            "label": translated(one.label) or one.path,
            "needed": _written(one.needed, one.unit),
            "now": _written(one.now, one.unit),
        }
        for one in found
    ]


def sentences(view: CaseView, result: ModelResult, pair: Against) -> tuple[str, ...]:
    """Return what to say of the difference: how big it is, and what would close it."""
    unit = pair.stated.unit
    said = [
        _("Saken gir %(stated)s, beregnet er det %(computed)s.")
        % {
            "stated": with_unit(pair.stated.number, unit),
            "computed": with_unit(pair.computed.number, unit),
        }
    ]
    if pair.is_equal:
        return (*said, _("De to er like."))
    said.append(
        _("Forskjellen er %(difference)s.") % {"difference": with_unit(abs(pair.difference), unit)}
    )
    words = closing_words(view, closings(view, result, pair))
    if words:
        said.append(
            _("Én av disse endringene alene gir samme tall: %(changes)s.")
            % {"changes": "; ".join(words)}
        )
    else:
        said.append(_("Ingen forutsetning alene lukker forskjellen innenfor spennet sitt."))
    return tuple(said)


def _pairs(result: ModelResult) -> tuple[tuple[str, str], ...]:
    plan = tuple(
        (f"plan.{year.year}.{name}", f"plan_computed.{year.year}.{name}")
        for year in result.plan_computed
        for name in ("gross", "operations", "net_operating", "total")
    )
    return (*PAIRS.items(), *plan)


def _belongs(one: Closing, result: ModelResult) -> bool:
    """Tell whether an assumption may move both figures: then meeting says nothing."""
    return "cost_per_fte" not in one.path and ".costs." not in one.path


def _written(value: float, unit: str) -> str:
    if not unit:
        return format_number(value, 2)
    return with_unit(value, unit, _PLACES.get(unit, 1))
