# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choose which municipality to work in."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ambulant_web.organisation import access


@login_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Go on in the municipality whose id is posted, and return to the front page or `next`."""
    wanted = request.POST.get("municipality", "")
    if not wanted.isdecimal():
        raise Http404
    access.choose(request, int(wanted))
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        return redirect(after)
    return redirect("front")
