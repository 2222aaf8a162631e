# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do to cases. Each action is one transaction and says who did it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ambulant.errors import InvalidInputError
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_to_data
from ambulant.reform.scenario import (
    ScenarioChange,
    apply_changes,
    change_from_data,
    change_to_data,
    describe,
)
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.models import RESERVED, Edit, Scenario, StoredCase


class ConflictError(Exception):
    """Somebody else changed the scenario first. Nothing was saved."""

    def __init__(self, scenario: Scenario) -> None:
        """Keep the scenario as it is now."""
        self.scenario = scenario
        super().__init__(f"Scenario {scenario.pk} is at version {scenario.version}.")


@dataclass(frozen=True, slots=True)
class Expected:
    """The version the page was made from; None takes whatever is there."""

    version: int | None = None


@transaction.atomic
def store_case(
    case: Case, *, municipality: Municipality, by: User | None, is_example: bool = False
) -> StoredCase:
    """Save a case under its id; an example that is there already gets the new content."""
    data = case_to_data(case)
    row, created = StoredCase.objects.get_or_create(
        municipality=municipality,
        slug=case.id,
        defaults={
            "title": case.title,
            "data": data,
            "is_example": is_example,
            "created_by": by,
        },
    )
    if not created and row.is_example and row.data != data:
        row.title, row.data, row.version = case.title, data, row.version + 1
        row.save(update_fields=["title", "data", "version", "changed_at"])
    return row


@transaction.atomic
def copy_case(row: StoredCase, scenario: Scenario | None, *, title: str, by: User) -> StoredCase:
    """Save a case, with a scenario's changes, as a case of its own."""
    data = case_to_data(queries.view_of(row, scenario).case)
    data["title"] = title
    slug = _free_slug(
        title, lambda s: StoredCase.objects.filter(municipality=row.municipality, slug=s).exists()
    )
    data["id"] = slug
    return StoredCase.objects.create(
        municipality=row.municipality,
        slug=slug,
        title=title,
        data=data,
        copied_from=row,
        created_by=by,
    )


@transaction.atomic
def create_scenario(
    row: StoredCase, *, name: str, by: User, copy_of: Scenario | None = None
) -> Scenario:
    """Make a named scenario, empty or with the standing changes of another."""
    slug = _free_slug(
        name,
        lambda s: s in RESERVED or Scenario.objects.filter(case=row, slug=s).exists(),
    )
    scenario = Scenario.objects.create(
        municipality=row.municipality, case=row, slug=slug, name=name, created_by=by
    )
    edits = queries.standing_edits(copy_of) if copy_of else Edit.objects.none()
    Edit.objects.bulk_create(
        Edit(
            municipality=row.municipality,
            scenario=scenario,
            number=number,
            change=edit.change,
            text=edit.text,
            text_args=edit.text_args,
            made_by=by,
        )
        for number, edit in enumerate(edits, start=1)
    )
    return scenario


@transaction.atomic
def add_edit(scenario: Scenario, change: ScenarioChange, *, by: User, expected: Expected) -> Edit:
    """Lay one more change over a scenario.

    Raises:
        ConflictError: The scenario is no longer at the expected version.
        InvalidInputError: The change does not fit the case as it is.
    """
    before = queries.view_of(scenario.case, scenario).case
    message = describe(change, before)
    queries.check(apply_changes(before, [change]))
    _next_version(scenario, expected)
    last = scenario.edits.order_by("-number").values_list("number", flat=True).first() or 0
    return Edit.objects.create(
        municipality=scenario.municipality,
        scenario=scenario,
        number=last + 1,
        change=change_to_data(change),
        text=message.text,
        text_args=dict(message.args),
        made_by=by,
    )


@transaction.atomic
def undo_last(scenario: Scenario, *, by: User, expected: Expected) -> Edit:
    """Undo the last standing change; it stays in the history."""
    edit = queries.standing_edits(scenario).last()
    if edit is None:
        raise InvalidInputError(_("Scenarioet har ingen endringer å angre."))
    _next_version(scenario, expected)
    edit.undone_at, edit.undone_by = timezone.now(), by
    edit.save(update_fields=["undone_at", "undone_by"])
    return edit


@transaction.atomic
def redo_last(scenario: Scenario, *, by: User, expected: Expected) -> Edit:
    """Take back the latest undo, when no change has been made after it."""
    undone = scenario.edits.exclude(undone_at=None).order_by("undone_at", "number").last()
    standing = queries.standing_edits(scenario).last()
    if undone is None or (standing is not None and standing.number > undone.number):
        raise InvalidInputError(_("Det er ingenting å gjøre om igjen."))
    change = change_from_data(undone.change)
    queries.check(apply_changes(queries.view_of(scenario.case, scenario).case, [change]))
    _next_version(scenario, expected)
    undone.undone_at, undone.undone_by = None, None
    undone.save(update_fields=["undone_at", "undone_by"])
    return undone


@transaction.atomic
def rename_scenario(scenario: Scenario, *, name: str, expected: Expected) -> Scenario:
    """Give a scenario another name; its address stays."""
    _next_version(scenario, expected)
    scenario.name = name
    scenario.save(update_fields=["name", "changed_at"])
    return scenario


@transaction.atomic
def archive_scenario(scenario: Scenario, *, is_archived: bool, expected: Expected) -> Scenario:
    """Take a scenario out of the lists, or bring it back. Nothing is deleted."""
    _next_version(scenario, expected)
    scenario.is_archived = is_archived
    scenario.save(update_fields=["is_archived", "changed_at"])
    return scenario


def _next_version(scenario: Scenario, expected: Expected) -> None:
    """Count the version up if it is the expected one; the row is then ours until we commit."""
    rows = Scenario.objects.filter(pk=scenario.pk)
    if expected.version is not None:
        rows = rows.filter(version=expected.version)
    if not rows.update(version=F("version") + 1, changed_at=timezone.now()):
        raise ConflictError(Scenario.objects.get(pk=scenario.pk))
    scenario.refresh_from_db(fields=["version", "changed_at"])


def _free_slug(text: str, is_taken: Callable[[str], bool]) -> str:
    stem = slugify(text.replace("æ", "ae").replace("ø", "o").replace("å", "a"))[:50] or "uten-navn"
    number, slug = 1, stem
    while is_taken(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug
