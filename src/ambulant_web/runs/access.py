# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which runs a person may see and stop."""

from django.http import Http404, HttpRequest

from ambulant_web.organisation import access as organisation
from ambulant_web.runs.models import Run


def readable_run(request: HttpRequest, run_id: int) -> Run:
    """Return a run of the person's municipality; any other does not exist.

    Raises:
        Http404: There is no such run here.
    """
    municipality = organisation.municipality_of(request)
    found = Run.objects.filter(pk=run_id, municipality=municipality).first()
    if found is None:
        raise Http404
    return found


def may_cancel(request: HttpRequest, run: Run) -> bool:
    """Return True for who started the run and for those who edit, while it is not finished."""
    is_starter = run.created_by_id is not None and run.created_by_id == request.user.pk
    return not run.is_finished and (is_starter or organisation.may_edit(request))
