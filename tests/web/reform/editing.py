# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios, forms and visitors for tests of the pages that change a case."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse
from lxml import html

from ambulant.reform.scenario import ScenarioChange, SetValue, value_at
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.reform import queries
from ambulant_web.reform.actions import Expected, add_edit, create_scenario
from ambulant_web.reform.models import Edit, Scenario, StoredCase

SICK = "assumptions.sick"


@dataclass(frozen=True)
class Visitors:
    """Everybody who may come by."""

    owner: Client
    colleague: Client
    stranger: Client
    nobody: Client


def address_of(name: str, scenario: str = "saken", case: str = "vennesla") -> str:
    return reverse(f"reform:{name}", kwargs={"case": case, "scenario": scenario})


def scenario_in(row: StoredCase, by: User, name: str = "Uten nattevakt") -> Scenario:
    with tenant(row.municipality):
        return create_scenario(row, name=name, by=by)


def edited(scenario: Scenario, change: ScenarioChange, by: User) -> Edit:
    with tenant(scenario.municipality):
        return add_edit(scenario, change, by=by, expected=Expected())


def sick_leave(value: float, reason: str = "") -> SetValue:
    return SetValue(op="set_value", path=SICK, value=value, reason=reason)


def value_of(scenario: Scenario, path: str) -> float | None:
    with tenant(scenario.municipality):
        return value_at(queries.view_of(scenario.case, scenario).case, path).value


def edits_of(scenario: Scenario) -> list[Edit]:
    with tenant(scenario.municipality):
        return list(scenario.edits.order_by("number"))


def scenarios_of(row: StoredCase) -> list[Scenario]:
    with tenant(row.municipality):
        return list(row.scenarios.order_by("pk"))


def now(scenario: Scenario) -> Scenario:
    with tenant(scenario.municipality):
        return Scenario.objects.select_related("case", "municipality").get(pk=scenario.pk)


def form_of(page: html.HtmlElement, form_id: str, **changed: str) -> dict[str, str]:
    """Return what a browser would send of a form, with some fields typed over."""
    form = page.get_element_by_id(form_id)
    sent = {str(k): str(v) for k, v in form.fields.items() if v is not None}
    return sent | {key.replace("__", ":", 1): text for key, text in changed.items()}


def typed(path: str, text: str) -> dict[str, str]:
    return {f"v:{path}": text}
