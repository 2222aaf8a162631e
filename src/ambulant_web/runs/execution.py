# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens when a worker carries out a run.

A runner is registered from an app's `runners.py`:

    @runner("reform.uncertainty")
    def draw(run: RunContext) -> Mapping[str, Json]:
        for done in range(100):
            run.report(done / 100, nb("Trekker"))
            ...
        return {"mean": 6.7}

It runs outside any transaction and may run again: it writes nothing itself but what it returns.
"""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import pghistory
from django.db.models import QuerySet
from django.utils import timezone

from ambulant.errors import AmbulantError, InvalidInputError
from ambulant.explain import nb
from ambulant_web.organisation.access import tenant
from ambulant_web.runs.models import UNFINISHED, Run, State

log = logging.getLogger(__name__)

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"
MAX_ATTEMPTS = 3
LOOK_SECONDS = 0.5  # how often a runner's reports and questions reach the database
STOPPED_REPEATEDLY = nb("Regnemaskinen stoppet flere ganger under kjøringen.")
UNEXPECTED = nb("Noe gikk galt i beregningen. Feilen er meldt i loggen.")


class UnknownKindError(InvalidInputError):
    """No runner has that kind."""


class RunCancelled(Exception):  # noqa: N818 (not an error: somebody wanted it)
    """The run is cancelled, or another attempt has taken over."""


@dataclass(slots=True)
class RunContext:
    """What a runner knows and may tell. `attempt` is from 1."""

    run_id: int
    municipality_id: int
    attempt: int
    inputs: Mapping[str, Json]
    parameters: Mapping[str, Json]
    seed: int | None
    _looked_at: float = field(default=0.0)

    def report(self, progress: float, phase: str, best_so_far: Json = None) -> None:
        """Show how far the run is.

        Calls closer than half a second apart are skipped, except the last (progress 1).

        Args:
            progress: Share done, 0-1.
            phase: What is done now, in bokmål.
            best_so_far: The best result until now, if one can be used already.

        Raises:
            RunCancelled: The run should stop.
        """
        if progress < 1 and time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        values: dict[str, object] = {"progress": min(1.0, max(0.0, progress)), "phase": phase}
        if best_so_far is not None:
            values["best_so_far"] = best_so_far
        self._looked_at = time.monotonic()
        with tenant(self.municipality_id):
            if not self._still_mine().update(**values):
                raise RunCancelled

    def is_cancelled(self) -> bool:
        """Return True when the run should stop; asks the database."""
        with tenant(self.municipality_id):
            return not self._still_mine().exists()

    def _still_mine(self) -> QuerySet[Run]:
        return Run.objects.filter(pk=self.run_id, state=State.RUNNING, attempt=self.attempt)


Runner: TypeAlias = Callable[[RunContext], Mapping[str, Json]]
_RUNNERS: dict[str, Runner] = {}


def runner(kind: str) -> Callable[[Runner], Runner]:
    """Register the function that carries out runs of a kind."""

    def register(function: Runner) -> Runner:
        taken = _RUNNERS.setdefault(kind, function)
        if taken is not function:
            raise InvalidInputError(f"Two runners have the kind {kind}; one is allowed.")
        return function

    return register


def runner_of(kind: str) -> Runner:
    """Return the runner of a kind.

    Raises:
        UnknownKindError: There is none.
    """
    if kind not in _RUNNERS:
        known = ", ".join(sorted(_RUNNERS)) or "none"
        raise UnknownKindError(f"No runner has the kind {kind!r}; known: {known}.")
    return _RUNNERS[kind]


def carry_out(run_id: int, municipality_id: int) -> None:
    """Carry out a run, unless it is finished or cancelled. May be called again at any time."""
    claimed = _claim(run_id, municipality_id)
    if claimed is None:
        return
    context, kind, user_id = claimed
    with pghistory.context(user=user_id, run=run_id):
        try:
            result = runner_of(kind)(context)
        except RunCancelled:
            return
        except AmbulantError as error:
            _finish(context, state=State.FAILED, failure=str(error))
        except Exception:  # whatever a runner does wrong must be told to who waits for it
            log.exception("run failed")
            _finish(context, state=State.FAILED, failure=UNEXPECTED)
        else:
            _finish(context, state=State.DONE, result=result, progress=1.0)


def _claim(run_id: int, municipality_id: int) -> tuple[RunContext, str, int | None] | None:
    """Count one more attempt, so that an earlier one that still lives can no longer write."""
    with tenant(municipality_id):
        found = Run.objects.select_for_update().filter(pk=run_id, state__in=UNFINISHED).first()
        if found is None:
            return None
        if found.attempt >= MAX_ATTEMPTS:
            found.state, found.failure = State.FAILED, STOPPED_REPEATEDLY
            found.finished_at = timezone.now()
            found.save(update_fields=["state", "failure", "finished_at"])
            return None
        found.attempt += 1
        found.state, found.progress, found.phase = State.RUNNING, 0.0, ""
        found.started_at = timezone.now()
        found.save(update_fields=["attempt", "state", "progress", "phase", "started_at"])
    context = RunContext(
        run_id=found.pk,
        municipality_id=municipality_id,
        attempt=found.attempt,
        inputs=found.inputs,
        parameters=found.parameters,
        seed=found.seed,
    )
    return context, found.kind, found.created_by_id


def _finish(context: RunContext, **values: object) -> bool:
    """Write the outcome if this attempt is still in force; return whether it was."""
    with tenant(context.municipality_id):
        return bool(context._still_mine().update(finished_at=timezone.now(), **values))
