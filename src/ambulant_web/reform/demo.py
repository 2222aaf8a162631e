# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published cases, for whoever tries Ambulant."""

from ambulant.reform.casefiles import load_case, shipped_cases
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform.actions import store_case
from ambulant_web.reform.models import StoredCase


def load() -> list[StoredCase]:
    """Store every published case in its municipality; those there are brought up to date."""
    rows = []
    for folder in shipped_cases():
        case = load_case(folder)
        municipality, _ = Municipality.objects.get_or_create(
            code=case.municipality.code, defaults={"name": case.municipality.name}
        )
        with tenant(municipality):
            rows.append(store_case(case, municipality=municipality, by=None, is_example=True))
    return rows
