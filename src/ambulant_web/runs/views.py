# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far a run is, and stop it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from ambulant_web.runs import access, actions
from ambulant_web.runs.models import Run


@login_required
@require_GET
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show how far a run is: a page of its own, or the part that is swapped in each second."""
    return _show(request, access.readable_run(request, run_id))


@login_required
@require_POST
def cancel(request: HttpRequest, run_id: int) -> HttpResponse:
    """Stop a run."""
    run = access.readable_run(request, run_id)
    if not run.is_finished:
        if not access.may_cancel(request, run):
            raise PermissionDenied
        actions.cancel(run)
    if _is_partial(request):
        return _show(request, run)
    return redirect("runs:progress", run_id=run.pk)


def _show(request: HttpRequest, run: Run) -> HttpResponse:
    is_partial = _is_partial(request)
    response = render(
        request,
        "runs/_progress.html" if is_partial else "runs/run.html",
        {
            "run": run,
            "percent": int(run.progress * 100),
            "elapsed_seconds": int(run.elapsed(timezone.now()).total_seconds()),
            "may_cancel": access.may_cancel(request, run),
        },
    )
    if is_partial and run.is_finished:
        response["HX-Trigger"] = "run-finished"
    return response


def _is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
