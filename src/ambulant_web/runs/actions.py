# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Start and cancel runs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone

from ambulant import __version__
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Municipality
from ambulant_web.runs import execution, tasks
from ambulant_web.runs.models import UNFINISHED, Run, State

Json: TypeAlias = "Mapping[str, Json] | list[Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run. `inputs` and `parameters` must be JSON."""

    kind: str
    title: str  # shown to people
    inputs: Mapping[str, Json]
    parameters: Mapping[str, Json] = field(default_factory=dict)
    seed: int | None = None
    page_url: str = ""  # where the result is shown

    @property
    def inputs_hash(self) -> str:
        """Return SHA-256 of what decides the result, as 64 hexadecimal digits."""
        decisive = [self.kind, self.inputs, self.parameters, self.seed]
        text = json.dumps(decisive, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def start(order: Order, *, municipality: Municipality, user: User | None) -> Run:
    """Queue a run and return it. Rolled back with the transaction it is in.

    Raises:
        UnknownKindError: No runner has that kind.
    """
    execution.runner_of(order.kind)
    run = Run.objects.create(
        municipality=municipality,
        kind=order.kind,
        title=order.title,
        inputs=order.inputs,
        inputs_hash=order.inputs_hash,
        parameters=order.parameters,
        seed=order.seed,
        version=__version__,
        page_url=order.page_url,
        created_by=user,
    )
    tasks.execute.defer(run_id=run.pk, municipality_id=municipality.pk)
    return run


def find_finished(order: Order, *, municipality: Municipality) -> Run | None:
    """Return the newest run that has done exactly this with this version, if any."""
    return Run.objects.filter(
        municipality=municipality,
        kind=order.kind,
        inputs_hash=order.inputs_hash,
        version=__version__,
        state=State.DONE,
    ).first()


def cancel(run: Run) -> bool:
    """Cancel a run that is not finished; return whether it was this that stopped it."""
    changed = Run.objects.filter(pk=run.pk, state__in=UNFINISHED).update(
        state=State.CANCELLED, finished_at=timezone.now()
    )
    run.refresh_from_db()
    return changed == 1
