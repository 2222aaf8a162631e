# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases in the database, and who looks at them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from ambulant.reform.casefiles import case_to_data, load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.reform.actions import store_case
from ambulant_web.reform.models import StoredCase
from tests.web.reform.pages import CASES


@pytest.fixture
def vennesla(municipality: Municipality) -> StoredCase:
    """Return the stored case of the municipality the tests are about."""
    with tenant(municipality):
        return store_case(
            load_case(CASES / "vennesla"), municipality=municipality, by=None, is_example=True
        )


@pytest.fixture
def open_case(db: None) -> Callable[[str], tuple[StoredCase, Client]]:
    """Return what stores a published case and opens a browser for an adviser who may see it."""

    def opened(name: str) -> tuple[StoredCase, Client]:
        case = load_case(CASES / name)
        municipality, _ = Municipality.objects.get_or_create(
            code=case.municipality.code, defaults={"name": case.municipality.name}
        )
        user = get_user_model().objects.create_user(username=f"radgiver-{name}")
        Membership.objects.create(user=user, municipality=municipality, role=Role.ADVISER)
        with tenant(municipality):
            row = store_case(case, municipality=municipality, by=user, is_example=True)
        browser = Client()
        browser.force_login(user)
        return row, browser

    return opened


@pytest.fixture
def more_cases(vennesla: StoredCase) -> Callable[[int], None]:
    """Return what adds copies of the case, each with another id and title."""

    def add(count: int) -> None:
        case = load_case(CASES / "vennesla")
        with tenant(vennesla.municipality):
            for number in range(count):
                copy = replace(case, id=f"kopi-{number}", title=f"Kopi {number}")
                StoredCase.objects.create(
                    municipality=vennesla.municipality,
                    slug=copy.id,
                    title=copy.title,
                    data=case_to_data(copy),
                )

    return add
