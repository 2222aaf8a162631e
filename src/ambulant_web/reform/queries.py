# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows to what the core computes from them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from ambulant.explain import Figure
from ambulant.parameters import Parameters
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_from_data
from ambulant.reform.compare import compare
from ambulant.reform.judgement import Judgement, judge
from ambulant.reform.results import Comparison
from ambulant.reform.scenario import apply_changes, change_from_data
from ambulant_web.reform.models import CASE_ITSELF, Edit, Scenario, StoredCase


@dataclass(frozen=True)
class CaseView:
    """A case as one scenario has it, compared; what every page of a case shows from."""

    row: StoredCase
    scenario: Scenario | None
    comparison: Comparison

    @property
    def scenario_slug(self) -> str:
        """What the scenario is called in addresses."""
        return self.scenario.slug if self.scenario else CASE_ITSELF

    @property
    def case(self) -> Case:
        """The case with the scenario's changes laid over it."""
        return self.comparison.case

    @cached_property
    def judgement(self) -> Judgement:
        """What is not money."""
        return judge(self.comparison)

    def figure(self, address: str) -> Figure | None:
        """Return the figure at `<model id>/<key>`; None when there is none."""
        model_id, _, key = address.partition("/")
        return self._figures.get(model_id, {}).get(key)

    @cached_property
    def _figures(self) -> dict[str, Mapping[str, Figure]]:
        """All figures by model and key, made once: a page asks for hundreds."""
        return {result.id: result.figures() for result in self.comparison.results}


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    """Return the packaged parameters."""
    return Parameters.load()


def view_of(row: StoredCase, scenario: Scenario | None) -> CaseView:
    """Return a case with the scenario's standing changes laid over it."""
    changes = [edit.change for edit in standing_edits(scenario)] if scenario else []
    return CaseView(row, scenario, _compared(_dump(row.data), _dump(changes)))


def check(case: Case) -> None:
    """Raise InvalidInputError when a case cannot be computed."""
    compare(case, parameters=parameters())


def standing_edits(scenario: Scenario) -> QuerySet[Edit]:
    """Return a scenario's edits that are not undone, in order."""
    return scenario.edits.filter(undone_at=None).order_by("number")


def scenarios_of(row: StoredCase) -> list[Scenario]:
    """Return a case's open scenarios, oldest first."""
    return list(row.scenarios.filter(is_archived=False))


def with_scenarios(cases: QuerySet[StoredCase]) -> QuerySet[StoredCase]:
    """Return cases with their open scenarios at hand, each with its number of standing edits."""
    scenarios = Scenario.objects.filter(is_archived=False).annotate(
        standing=Count("edits", filter=Q(edits__undone_at=None))
    )
    return cases.select_related("created_by").prefetch_related(
        Prefetch("scenarios", queryset=scenarios, to_attr="open")
    )


def last_edits(cases: Iterable[StoredCase]) -> dict[int, Edit]:
    """Return the edit that was made or undone last in each case, by the case's key."""
    touched = Greatest("made_at", Coalesce("undone_at", "made_at"))
    edits = (
        Edit.objects.filter(scenario__case__in=list(cases))
        .annotate(touched=touched)
        .order_by("scenario__case_id", "-touched")
        .distinct("scenario__case_id")
        .select_related("scenario", "made_by", "undone_by")
    )
    return {edit.scenario.case_id: edit for edit in edits}


@lru_cache(maxsize=64)
def _compared(data: str, changes: str) -> Comparison:
    """Compare a case with changes; the same content is computed once in a process."""
    case = case_from_data(json.loads(data))
    made = [change_from_data(change) for change in json.loads(changes)]
    return compare(apply_changes(case, made), parameters=parameters())


def _dump(data: object) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False)
