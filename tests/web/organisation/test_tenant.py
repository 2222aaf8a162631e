# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which municipality a request belongs to."""

import pytest
from django.db import connection

from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality


def current() -> str:
    """Return the tenant the database sees."""
    with connection.cursor() as cursor:
        cursor.execute("select current_user, current_setting('app.tenant', true)")
        user, found = cursor.fetchone()
    assert user == "ambulant_app"
    return found or ""


@pytest.mark.django_db
def test_a_block_within_a_block_gives_the_outer_tenant_back(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    seen = []
    with tenant(municipality):
        with tenant(other_municipality):
            seen.append(current())
        seen.append(current())
    seen.append(current())

    assert seen == [str(other_municipality.pk), str(municipality.pk), ""]
