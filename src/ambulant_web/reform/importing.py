# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases into the database from a folder, and out again. Each action is one transaction."""

from dataclasses import dataclass

from django.db import transaction

from ambulant.errors import InvalidInputError
from ambulant.reform.case import Case
from ambulant.reform.casefiles import case_from_data, case_to_data
from ambulant.reform.scenario import apply_changes, change_from_data
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.actions import store_case
from ambulant_web.reform.models import EarlierContent, Scenario, StoredCase

MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Misfit:
    """A scenario whose changes no longer fit its case, and what stops them."""

    scenario: Scenario
    problem: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What came of new content for a case. `is_changed` is False when it was the same."""

    row: StoredCase
    is_changed: bool
    misfits: tuple[Misfit, ...]


@transaction.atomic
def add_case(case: Case, *, municipality: Municipality, by: User | None) -> StoredCase:
    """Save a case that is not there.

    Raises:
        InvalidInputError: Its id is taken, or it cannot be computed.
    """
    _refuse_unfit(case)
    taken = StoredCase.objects.filter(municipality=municipality, slug=case.id).first()
    if taken is not None:
        raise InvalidInputError(
            f"{municipality.name} has a case with the id {case.id!r} ({taken.title}); "
            "give another id, or update that one."
        )
    return store_case(case, municipality=municipality, by=by)


@transaction.atomic
def update_case(case: Case, *, municipality: Municipality, by: User | None) -> Updated:
    """Give the case with this id new content, as its next version.

    The content it had is kept with its version number, and every scenario stays as it is, also
    one whose changes no longer fit. A case that came along as an example is the municipality's
    own from now on.

    Raises:
        InvalidInputError: There is no such case, or the new content cannot be computed.
    """
    _refuse_unfit(case)
    row = StoredCase.objects.select_for_update().get(pk=find_case(municipality, case.id).pk)
    data = case_to_data(case)
    is_changed = row.data != data
    if is_changed:
        EarlierContent.objects.create(
            municipality=municipality,
            case=row,
            version=row.version,
            data=row.data,
            replaced_by=by,
        )
        row.title, row.data, row.version, row.is_example = case.title, data, row.version + 1, False
        row.save(update_fields=["title", "data", "version", "is_example", "changed_at"])
    return Updated(row, is_changed, find_misfits(row))


def find_case(municipality: Municipality, slug: str) -> StoredCase:
    """Return a case of the municipality.

    Raises:
        InvalidInputError: There is none; the message names those there are.
    """
    rows = StoredCase.objects.filter(municipality=municipality)
    row = rows.filter(slug=slug).first()
    if row is None:
        known = ", ".join(rows.order_by("slug").values_list("slug", flat=True)) or "none"
        raise InvalidInputError(f"{municipality.name} has no case {slug!r}; there are: {known}.")
    return row


def find_misfits(row: StoredCase) -> tuple[Misfit, ...]:
    """Return the scenarios, archived ones too, whose changes do not fit the case as it is."""
    case = case_from_data(row.data)
    misfits = []
    for scenario in row.scenarios.all():
        try:
            queries.check(_with_scenario(case, scenario))
        except InvalidInputError as error:
            misfits.append(Misfit(scenario, str(error)))
    return tuple(misfits)


def case_of(row: StoredCase, *, scenario: str | None = None, version: int | None = None) -> Case:
    """Return what a stored case holds.

    Args:
        row: The case.
        scenario: Address of a scenario whose changes are laid over it.
        version: An earlier version; the one there is now if None.

    Raises:
        InvalidInputError: There is no such scenario or version, or the changes do not fit.
    """
    data = row.data
    if version is not None and version != row.version:
        earlier = row.earlier.filter(version=version).first()
        if earlier is None:
            known = [*row.earlier.values_list("version", flat=True), row.version]
            there_are = ", ".join(map(str, known))
            raise InvalidInputError(
                f"Case {row.slug!r} has no version {version}; there are: {there_are}."
            )
        data = earlier.data
    case = case_from_data(data)
    if scenario is None:
        return case
    found = row.scenarios.filter(slug=scenario).first()
    if found is None:
        slugs = ", ".join(row.scenarios.values_list("slug", flat=True)) or "none"
        raise InvalidInputError(
            f"Case {row.slug!r} has no scenario {scenario!r}; there are: {slugs}."
        )
    return _with_scenario(case, found)


def _with_scenario(case: Case, scenario: Scenario) -> Case:
    edits = queries.standing_edits(scenario)
    return apply_changes(case, [change_from_data(edit.change) for edit in edits])


def _refuse_unfit(case: Case) -> None:
    if len(case.title) > MAX_TITLE:
        raise InvalidInputError(
            f"title: has {len(case.title)} characters; at most {MAX_TITLE} are allowed."
        )
    queries.check(case)
