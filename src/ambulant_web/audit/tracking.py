# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Models whose changes are kept."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pghistory
from django.apps import apps
from django.db import models
from pghistory.models import Event

Tracked = TypeVar("Tracked", bound=type[models.Model])


def tracked(*, exclude: Iterable[str] = ()) -> Callable[[Tracked], Tracked]:
    """Keep every change of a model as a row in `<table>event`, as `settings/history.py` says.

    A tenant's model needs `TenantPolicy` for the event table as well.

    Args:
        exclude: Fields whose changes are not kept, such as derived figures.
    """
    decorate: Callable[[Tracked], Tracked] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude) or None,
    )
    return decorate


def event_models() -> list[type[Event]]:
    """Return the models that hold events."""
    return [model for model in apps.get_models() if issubclass(model, Event)]


def event_tables() -> frozenset[str]:
    """Return the names of the tables that hold events."""
    return frozenset(model._meta.db_table for model in event_models())
