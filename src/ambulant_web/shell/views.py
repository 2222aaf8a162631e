# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages about the program itself, and how it looks."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from ambulant.explain import Kind, given, missing, nb
from ambulant_web.shell.context_processors import SCHEMES
from ambulant_web.shell.rooms import ROOMS

A_YEAR = 365 * 24 * 3600


@login_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Go to the first room."""
    return redirect(ROOMS[0].path)


@require_POST
def set_scheme(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or auto in a cookie and go back to the page."""
    scheme = request.POST.get("scheme", "")
    if scheme not in SCHEMES:
        return HttpResponseBadRequest(f"scheme is {scheme!r}; allowed: {', '.join(SCHEMES)}")
    target = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if is_ours else "/")
    response.set_cookie(
        settings.SCHEME_COOKIE_NAME,
        scheme,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the draft of the accessibility statement."""
    return render(request, "shell/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is kept about whom."""
    return render(request, "shell/privacy.html")


@require_safe
def about_figures(request: HttpRequest) -> HttpResponse:
    """Show the kinds of number, each with an example of its look."""
    example = nb("Eksempel")
    since = date(2026, 1, 1)
    return render(
        request,
        "shell/about_figures.html",
        {
            "stated": given(example, 23.0, "fte", Kind.STATED, source=nb("eksempel")),
            "derived": given(example, 11.52, "fte", Kind.DERIVED),
            "assumed": given(example, 0.6, "fte", Kind.ASSUMED),
            "parameter": given(example, 35.5, "hours_per_week", Kind.PARAMETER, valid_from=since),
            "missing": missing(example, "fte"),
            "irrelevant": None,
        },
    )


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send programs that ask for the old address to the mark."""
    return HttpResponseRedirect(static("shell/mark.svg"))
