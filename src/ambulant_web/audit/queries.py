# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of one thing: when, who, and what changed from what to what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias, cast

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _
from pghistory.models import Event

from ambulant.errors import InvalidInputError
from ambulant_web.audit.commands import COMMAND
from ambulant_web.audit.tracking import event_models

Value: TypeAlias = "Mapping[str, Value] | list[Value] | str | int | float | bool | datetime | None"
CREATED, CHANGED, DELETED = "insert", "update", "delete"
# Fields that follow from a change, and say nothing about it.
BESIDE_THE_POINT = frozenset({"id", "municipality", "version", "created_at", "changed_at"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that changed. In JSON, `name` is the path: `data.costs.0.amount_nok`."""

    name: str
    label: str  # the field's name in the interface
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one thing.

    `who` is the user's name now, or the command line; empty when neither is known.
    """

    when: datetime
    who: str
    what: str  # insert, update or delete
    fields: tuple[FieldChange, ...]
    model_label: str
    object_id: int


class _TrackedEvent(Protocol):
    """What every event of a tracked model has; its own fields come from that model."""

    pgh_label: str
    pgh_created_at: datetime
    pgh_obj_id: int
    pgh_context: Mapping[str, int | str | None] | None


def changes_of(*things: models.Model, without: Iterable[str] = BESIDE_THE_POINT) -> list[Change]:
    """Return the changes of one or more things, newest first.

    Only what the tenant in force may see. Takes three queries per model, however many things.

    Args:
        things: Saved objects of tracked models.
        without: Fields to leave out.

    Raises:
        InvalidInputError: A thing's model is not tracked.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for thing in things:
        by_model.setdefault(type(thing), []).append(thing)
    left_out = frozenset(without)
    changes = [
        change
        for model, of_model in by_model.items()
        for change in _changes(model, [thing.pk for thing in of_model], left_out)
    ]
    return sorted(changes, key=lambda change: change.when, reverse=True)


def event_model_of(model: type[models.Model]) -> type[Event]:
    """Return the model that holds the events of a tracked model.

    Raises:
        InvalidInputError: The model is not tracked.
    """
    for candidate in event_models():
        if getattr(candidate, "pgh_tracked_model", None) is model:
            return candidate
    raise InvalidInputError(f"{model._meta.label} is not tracked, so it has no history.")


def _changes(
    model: type[models.Model], keys: Sequence[int], left_out: frozenset[str]
) -> list[Change]:
    event_model = event_model_of(model)
    rows = event_model._default_manager.filter(**{"pgh_obj_id__in": keys}).order_by("pgh_id")
    events = cast(list[_TrackedEvent], list(rows))
    names = _names_of(events)
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.name not in left_out and hasattr(event_model, field.attname)
    ]
    latest: dict[int, _TrackedEvent] = {}
    changes = []
    for event in events:
        key = int(event.pgh_obj_id)
        before = latest.get(key)
        latest[key] = event
        found = tuple(_differences(fields, before, event)) if event.pgh_label != DELETED else ()
        if event.pgh_label == CHANGED and not found:
            continue
        changes.append(
            Change(
                when=event.pgh_created_at,
                who=_who(event, names),
                what=event.pgh_label,
                fields=found,
                model_label=str(model._meta.verbose_name),
                object_id=key,
            )
        )
    return changes[::-1]  # of two in one transaction, the later one first


def _differences(
    fields: Sequence["models.Field[object, object]"],
    before: _TrackedEvent | None,
    after: _TrackedEvent,
) -> Iterable[FieldChange]:
    for field in fields:
        old = _flat(field.name, getattr(before, field.attname) if before is not None else None)
        new = _flat(field.name, getattr(after, field.attname))
        for name in sorted(old.keys() | new.keys()):
            if old.get(name) != new.get(name):
                yield FieldChange(name, str(field.verbose_name), old.get(name), new.get(name))


def _flat(name: str, value: Value) -> dict[str, Value]:
    """Return the leaves of a JSON value by their path; any other value as its only leaf."""
    if isinstance(value, Mapping):
        inner = [(f"{name}.{key}", part) for key, part in value.items()]
    elif isinstance(value, list):
        inner = [(f"{name}.{place}", part) for place, part in enumerate(value)]
    else:
        return {name: value}
    return {path: leaf for key, part in inner for path, leaf in _flat(key, part).items()}


def _who(event: _TrackedEvent, names: Mapping[int | None, str]) -> str:
    if (event.pgh_context or {}).get(COMMAND):
        return _("kommandolinjen")
    return names.get(_user_key(event), "")


def _user_key(event: _TrackedEvent) -> int | None:
    key = (event.pgh_context or {}).get("user")
    return key if isinstance(key, int) else None


def _names_of(events: Iterable[_TrackedEvent]) -> dict[int | None, str]:
    """Return the names of the users behind the events; a user that is gone has a word for it."""
    keys = {key for key in map(_user_key, events) if key is not None}
    names: dict[int | None, str] = dict.fromkeys(keys, _("en bruker som er slettet"))
    for user in get_user_model()._default_manager.filter(pk__in=keys):
        names[user.pk] = user.display_name
    return names
