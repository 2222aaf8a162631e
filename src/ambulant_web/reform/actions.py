# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people do to cases. Each action is one transaction and says who did it."""

from collections.abc import Callable, Sequence
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
def scenario_of_its_own(row: StoredCase, *, by: User) -> Scenario:
    """Make the scenario that a change to the case itself ends up in: the case never changes."""
    taken = set(Scenario.objects.filter(case=row).values_list("name", flat=True))
    number = 1
    while (name := _("Scenario %(number)s") % {"number": number}) in taken:
        number += 1
    return create_scenario(row, name=name, by=by)


@transaction.atomic
def change_case(
    row: StoredCase,
    scenario: Scenario | None,
    changes: Sequence[ScenarioChange],
    *,
    by: User,
    expected: Expected,
) -> tuple[Scenario, list[Edit]]:
    """Lay changes over a scenario; over the case itself they make a scenario of their own.

    Raises:
        ConflictError: The scenario is no longer at the expected version.
        InvalidInputError: A change does not fit the case as it is.
    """
    if scenario is None:
        scenario, expected = scenario_of_its_own(row, by=by), Expected()
    return scenario, add_edits(scenario, changes, by=by, expected=expected)


def add_edit(scenario: Scenario, change: ScenarioChange, *, by: User, expected: Expected) -> Edit:
    """Lay one more change over a scenario. Raises as `add_edits`."""
    return add_edits(scenario, [change], by=by, expected=expected)[0]


@transaction.atomic
def add_edits(
    scenario: Scenario, changes: Sequence[ScenarioChange], *, by: User, expected: Expected
) -> list[Edit]:
    """Lay changes over a scenario, all or none.

    Raises:
        ConflictError: The scenario is no longer at the expected version.
        InvalidInputError: A change does not fit the case as it is.
    """
    _lock(scenario, expected)
    original = queries.view_of(scenario.case, None).case
    standing = [change_from_data(edit.change) for edit in queries.standing_edits(scenario)]
    before = apply_changes(original, standing)
    messages = []
    for change in changes:
        messages.append(describe(change, before))
        standing.append(change)
        before = apply_changes(original, standing)
    queries.check(before)
    last = scenario.edits.order_by("-number").values_list("number", flat=True).first() or 0
    edits = [
        Edit.objects.create(
            municipality=scenario.municipality,
            scenario=scenario,
            number=number,
            change=change_to_data(change),
            text=message.text,
            text_args=dict(message.args),
            made_by=by,
        )
        for number, (change, message) in enumerate(
            zip(changes, messages, strict=True), start=last + 1
        )
    ]
    _next_version(scenario)
    return edits


@transaction.atomic
def undo_last(scenario: Scenario, *, by: User, expected: Expected, count: int = 1) -> list[Edit]:
    """Undo the last standing changes, the last first; they stay in the history.

    Raises:
        ConflictError: The scenario is no longer at the expected version.
        InvalidInputError: There are fewer than `count` changes to undo.
    """
    _lock(scenario, expected)
    edits = list(queries.standing_edits(scenario).reverse()[:count])
    if not edits or len(edits) < count:
        raise InvalidInputError(_("Scenarioet har ingen endringer å angre."))
    for edit in edits:
        edit.undone_at, edit.undone_by = timezone.now(), by
        edit.save(update_fields=["undone_at", "undone_by"])
    _next_version(scenario)
    return edits


@transaction.atomic
def redo_last(scenario: Scenario, *, by: User, expected: Expected) -> Edit:
    """Take back the latest undo, when no change has been made after it.

    Raises:
        ConflictError: The scenario is no longer at the expected version.
        InvalidInputError: There is nothing to take back, or it no longer fits.
    """
    _lock(scenario, expected)
    undone = redoable(scenario)
    if undone is None:
        raise InvalidInputError(_("Det er ingenting å gjøre om igjen."))
    original = queries.view_of(scenario.case, None).case
    standing = [change_from_data(edit.change) for edit in queries.standing_edits(scenario)]
    queries.check(apply_changes(original, [*standing, change_from_data(undone.change)]))
    undone.undone_at, undone.undone_by = None, None
    undone.save(update_fields=["undone_at", "undone_by"])
    _next_version(scenario)
    return undone


def redoable(scenario: Scenario) -> Edit | None:
    """Return the change a redo would bring back; None after a new change, or without an undo."""
    # Of two undone at the same moment, the one with the lower number was undone last.
    undone = scenario.edits.exclude(undone_at=None).order_by("-undone_at", "number").first()
    if undone is None or queries.standing_edits(scenario).filter(number__gt=undone.number).exists():
        return None
    return undone


@transaction.atomic
def rename_scenario(scenario: Scenario, *, name: str, expected: Expected) -> Scenario:
    """Give a scenario another name; its address stays."""
    _lock(scenario, expected)
    _next_version(scenario)
    scenario.name = name
    scenario.save(update_fields=["name", "changed_at"])
    return scenario


@transaction.atomic
def archive_scenario(scenario: Scenario, *, is_archived: bool, expected: Expected) -> Scenario:
    """Take a scenario out of the lists, or bring it back. Nothing is deleted."""
    _lock(scenario, expected)
    _next_version(scenario)
    scenario.is_archived = is_archived
    scenario.save(update_fields=["is_archived", "changed_at"])
    return scenario


def _lock(scenario: Scenario, expected: Expected) -> None:
    """Hold the scenario until the transaction ends, if it is at the expected version."""
    now = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if expected.version is not None and now.version != expected.version:
        raise ConflictError(now)


def _next_version(scenario: Scenario) -> None:
    rows = Scenario.objects.filter(pk=scenario.pk)
    rows.update(version=F("version") + 1, changed_at=timezone.now())
    scenario.refresh_from_db(fields=["version", "changed_at"])


def _free_slug(text: str, is_taken: Callable[[str], bool]) -> str:
    stem = slugify(text.replace("æ", "ae").replace("ø", "o").replace("å", "a"))[:50] or "uten-navn"
    number, slug = 1, stem
    while is_taken(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug
