# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may see and change cases: members of the municipality see, advisers and leaders change."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ambulant_web.organisation import access as organisation
from ambulant_web.reform.models import CASE_ITSELF, Scenario, StoredCase


def visible_cases(request: HttpRequest) -> QuerySet[StoredCase]:
    """Return the cases of the municipality the reader is in; PermissionDenied without one."""
    return StoredCase.objects.filter(municipality=organisation.municipality_of(request))


def readable_case(request: HttpRequest, slug: str) -> StoredCase:
    """Return a case the reader may see; a stranger learns no more than that it is not there."""
    case = visible_cases(request).filter(slug=slug).first()
    if case is None:
        raise Http404(_("Saken finnes ikke, eller du har ikke tilgang til den."))
    return case


def readable_scenario(request: HttpRequest, case: StoredCase, slug: str) -> Scenario | None:
    """Return a scenario of a case; None for the case itself."""
    if slug == CASE_ITSELF:
        return None
    scenario = Scenario.objects.filter(case=case, slug=slug).first()
    if scenario is None:
        raise Http404(_("Scenarioet finnes ikke."))
    return scenario


def may_edit(request: HttpRequest) -> bool:
    """Return whether the reader may change things here."""
    return organisation.may_edit(request)


def require_edit(request: HttpRequest) -> None:
    """Stop a reader who may only look; says who may do it."""
    if not may_edit(request):
        raise PermissionDenied(
            _("Du kan se saken, men ikke endre den. En rådgiver eller leder i kommunen kan.")
        )
