# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulations of a case as a scenario has it: ordered as runs, found again by what they hold.

Lies beside `queries`: a run belongs to the content it was made from, not to a scenario, so that
two scenarios with the same content share it and a changed one loses it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ambulant import __version__
from ambulant.reform.casefiles import case_to_data
from ambulant.reform.uncertainty import ModelUncertainty, Request
from ambulant.reform.uncertainty_data import ModelBreakEven, Simulation, simulation_from_data
from ambulant_web.reform.queries import CaseView
from ambulant_web.runs.actions import Json, Order
from ambulant_web.runs.models import UNFINISHED, Run, State

KIND = "reform.uncertainty"


@dataclass(frozen=True, slots=True)
class Found:
    """A finished simulation. A stale one was made from other content, or by another version."""

    run: Run
    simulation: Simulation
    is_stale: bool
    is_other_version: bool

    def model(self, model_id: str) -> ModelUncertainty | None:
        """Return what the draws say of a model; None when it was not there."""
        models = self.simulation.uncertainty.models
        return next((model for model in models if model.model_id == model_id), None)

    def break_evens(self, model_id: str) -> ModelBreakEven | None:
        """Return where assumptions eat a model's gain; None when it was not there."""
        models = self.simulation.break_evens
        return next((model for model in models if model.model_id == model_id), None)


def order(view: CaseView, request: Request) -> Order:
    """Return the order of a simulation; it holds all that decides the result."""
    kwargs = {"case": view.row.slug, "scenario": view.scenario_slug}
    return Order(
        kind=KIND,
        title=_("Usikkerhet: %(case)s") % {"case": view.case.title[:150]},
        inputs={"case": _content(view)},
        parameters={
            "draws": request.draws,
            "method": request.method,
            "content": content_hash(view),
            "case": view.row.slug,
            "scenario": view.scenario_slug,
        },
        seed=request.seed,
        page_url=f"{reverse('reform:economy', kwargs=kwargs)}#usikkerhet",
    )


def content_text(view: CaseView) -> str:
    """Return the case as the scenario has it, as JSON; the same content gives the same text."""
    return json.dumps(_content(view), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content_hash(view: CaseView) -> str:
    """Return SHA-256 of the case as the scenario has it, as 64 hexadecimal digits."""
    return hashlib.sha256(content_text(view).encode()).hexdigest()


def latest_uncertainty(view: CaseView) -> Found | None:
    """Return the latest simulation of exactly this content, else of what this scenario was.

    Two queries at most. None when none is finished.
    """
    content = content_hash(view)
    done = _runs(view).filter(state=State.DONE).defer("inputs", "best_so_far")
    run = done.filter(parameters__content=content).first()
    if run is None:
        here = {"parameters__case": view.row.slug, "parameters__scenario": view.scenario_slug}
        run = done.filter(**here).first()
    if run is None or run.result is None:
        return None
    is_other_version = run.version != __version__
    is_stale = run.parameters["content"] != content or is_other_version
    return Found(run, simulation_from_data(run.result), is_stale, is_other_version)


def latest_attempt(view: CaseView) -> Run | None:
    """Return the latest run of this content that waits, works, failed or was cancelled.

    None when a later one is done: then there is nothing to tell.
    """
    run = (
        _runs(view)
        .filter(parameters__content=content_hash(view))
        .select_related("created_by")
        .defer("inputs", "result")
        .first()
    )
    return None if run is None or run.state == State.DONE else run


def is_waiting(run: Run | None) -> bool:
    """Return True for a run that is not finished."""
    return run is not None and run.state in UNFINISHED


def _runs(view: CaseView) -> QuerySet[Run]:
    return Run.objects.filter(municipality=view.row.municipality_id, kind=KIND)


def _content(view: CaseView) -> Mapping[str, Json]:
    return cast(Mapping[str, Json], case_to_data(view.case))
