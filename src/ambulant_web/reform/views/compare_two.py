# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any two models beside each other, from the same scenario or from two."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ambulant_web.reform import access, queries
from ambulant_web.reform.models import Scenario, StoredCase
from ambulant_web.reform.presentation.differences import (
    Side,
    assumption_pairs,
    chart_pairs,
    difference_sheets,
    figure_rows,
    operations_of,
    sections,
)
from ambulant_web.reform.presentation.editing import chosen_model
from ambulant_web.reform.presentation.frame import case_itself_name
from ambulant_web.reform.presentation.history import entries_of
from ambulant_web.reform.presentation.scenario_list import models_by_scenario
from ambulant_web.reform.views.common import about_figures
from ambulant_web.shell.excel import workbook_response
from ambulant_web.shell.wording import translated


@dataclass(frozen=True, slots=True)
class Choice:
    """A model of a scenario that may be compared."""

    key: str
    scenario: str
    model: str


@login_required
@require_safe
def compare_two(request: HttpRequest, case: str) -> HttpResponse:
    """Show two models side by side: what differs, and what was changed."""
    row = access.readable_case(request, case)
    scenarios = queries.scenarios_of(row)
    a, b = _sides(request, row, scenarios)
    rows = figure_rows(a.result, b.result)
    is_all = request.GET.get("alle") == "1"
    context = {
        "row": row,
        "a": a,
        "b": b,
        "choices": _choices(row, scenarios),
        "sections": sections(rows, all_rows=is_all),
        "same": sum(not each.differs for each in rows),
        "is_all": is_all,
        "assumptions": assumption_pairs(a.view, b.view),
        "operations": operations_of(a, b),
        "changes": [(side, _standing(side)) for side in _distinct(a, b)],
        "charts": chart_pairs(a, b),
        "may_edit": access.may_edit(request),
    }
    return render(request, "reform/compare_two.html", context)


@login_required
@require_safe
def compare_two_excel(request: HttpRequest, case: str) -> HttpResponse:
    """Give the comparison of two models as a workbook."""
    row = access.readable_case(request, case)
    a, b = _sides(request, row, queries.scenarios_of(row))
    sheets = difference_sheets(a, b, figure_rows(a.result, b.result))
    return workbook_response(f"{case}-sammenligning.xlsx", sheets, about_figures(a.view))


def _sides(request: HttpRequest, row: StoredCase, scenarios: list[Scenario]) -> tuple[Side, Side]:
    asked = request.GET.get("b", "")
    if not asked and scenarios:
        asked = f"{scenarios[-1].slug}:"
    a = _side(request.GET.get("a", ""), row, scenarios)
    b = _side(asked, row, scenarios, but="" if asked else a.result.id)
    return a, b


def _side(asked: str, row: StoredCase, scenarios: list[Scenario], *, but: str = "") -> Side:
    """Return the model that is asked for; else the chosen one, or another than `but`."""
    slug, _colon, model_id = asked.partition(":")
    scenario = next((each for each in scenarios if each.slug == slug), None)
    view = queries.view_of(row, scenario)
    known = [result.id for result in view.comparison.results]
    if model_id not in known:
        model_id = chosen_model(view, "") or known[0]
        others = [each for each in reversed(known) if each != but]
        model_id = others[0] if model_id == but and others else model_id
    result = view.comparison.result(model_id)
    name = _("%(model)s i %(scenario)s") % {
        "model": translated(result.name),
        "scenario": scenario.name if scenario else case_itself_name(),
    }
    return Side(view, result, name)


def _choices(row: StoredCase, scenarios: list[Scenario]) -> list[Choice]:
    names = {scenario.slug: scenario.name for scenario in scenarios}
    return [
        Choice(f"{slug}:{key}", names.get(slug, case_itself_name()), translated(name))
        for slug, models in models_by_scenario(row, scenarios).items()
        for key, name in models.items()
    ]


def _distinct(a: Side, b: Side) -> list[Side]:
    sides = [side for side in (a, b) if side.view.scenario is not None]
    return sides if len({side.view.scenario_slug for side in sides}) == len(sides) else sides[:1]


def _standing(side: Side) -> list[str]:
    if side.view.scenario is None:
        return []
    return [e.text for e in reversed(entries_of(side.view.scenario)) if not e.is_undone]
