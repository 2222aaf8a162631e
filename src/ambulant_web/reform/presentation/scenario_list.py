# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case's scenarios as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from ambulant.reform.case import TODAY
from ambulant.reform.scenario import change_from_data
from ambulant_web.reform import queries
from ambulant_web.reform.models import CASE_ITSELF, Edit, Scenario, StoredCase


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario in the list."""

    scenario: Scenario
    url: str
    edit_url: str
    history_url: str
    undo_url: str
    changes: int  # that stand
    by: str
    changed_at: datetime


def scenario_rows(row: StoredCase) -> list[ScenarioRow]:
    """Return every scenario of a case, archived ones too, oldest first."""
    found = (
        Scenario.objects.filter(case=row)
        .select_related("created_by")
        .annotate(standing=Count("edits", filter=Q(edits__undone_at=None)))
    )
    return [_row(row, scenario) for scenario in found]


def models_by_scenario(row: StoredCase, scenarios: Sequence[Scenario]) -> dict[str, dict[str, str]]:
    """Return the models of each scenario, id to name, without computing any of them.

    The key is the scenario's slug; the case itself comes first. Takes one query.
    """
    case = queries.view_of(row, None).case
    own = {TODAY: case.today.name} | {model.id: model.name for model in case.models}
    found = {scenario.slug: dict(own) for scenario in scenarios}
    edits = (
        Edit.objects.filter(scenario__in=scenarios, undone_at=None)
        .filter(change__op__in=("copy_model", "rename_model", "remove_model"))
        .select_related("scenario")
        .order_by("number")
    )
    for edit in edits:
        models, change = found[edit.scenario.slug], change_from_data(edit.change)
        match change.op:
            case "copy_model":
                models[change.id] = change.name
            case "rename_model":
                models[change.model] = change.name
            case "remove_model":
                models.pop(change.model, None)
    return {CASE_ITSELF: own} | found


def _row(row: StoredCase, scenario: Scenario) -> ScenarioRow:
    kwargs = {"case": row.slug, "scenario": scenario.slug}
    by = scenario.created_by
    return ScenarioRow(
        scenario=scenario,
        url=reverse("reform:models", kwargs=kwargs),
        edit_url=reverse("reform:edit", kwargs=kwargs),
        history_url=reverse("reform:history", kwargs=kwargs),
        undo_url=reverse("reform:undo", kwargs=kwargs),
        changes=int(getattr(scenario, "standing", 0)),
        by=by.display_name if by else "",
        changed_at=scenario.changed_at,
    )
