# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages for what goes wrong: what happened, and what to do now."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ambulant.errors import AmbulantError, UnavailableError


@dataclass(frozen=True, slots=True)
class Choice:
    """One version in a conflict, and the form that keeps it: posts `value` as `name` to `url`."""

    label: str
    url: str
    name: str = "keep"
    value: str = ""


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the request could not be understood."""
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        _("Vi forsto ikke det du sendte"),
        _("Gå tilbake, last siden på nytt og prøv igjen."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that the person lacks access, and who gives it."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        _("Du har ikke tilgang til denne siden"),
        _("Administratoren i kommunen din gir tilgang. Si hvilken side du prøvde å åpne."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that a form was too old, or came from elsewhere."""
    return _page(
        request,
        HTTPStatus.FORBIDDEN,
        _("Skjemaet er for gammelt"),
        _("Last siden på nytt og send inn en gang til. Ingenting er lagret."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Show that there is no such page."""
    return _page(
        request,
        HTTPStatus.NOT_FOUND,
        _("Siden finnes ikke"),
        _("Den kan være flyttet eller slettet, eller adressen kan ha en skrivefeil."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Show that we failed. Uses no database and no session: they may be what failed."""
    content = render_to_string(
        "shell/500.html",
        {"request_id": getattr(request, "request_id", ""), "scheme": "auto"},
    )
    return HttpResponse(content, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def refused(request: HttpRequest, error: AmbulantError) -> HttpResponse:
    """Show an error from the core: its own message says the value and what is allowed."""
    if isinstance(error, UnavailableError):
        return _page(
            request,
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("Noe vi trenger, svarer ikke"),
            _("Prøv igjen om litt. Ingenting er lagret."),
            detail=str(error),
        )
    return _page(
        request,
        HTTPStatus.BAD_REQUEST,
        _("Dette kan vi ikke regne på"),
        _("Rett opp og prøv igjen. Ingenting er lagret."),
        detail=str(error),
    )


def conflict(request: HttpRequest, what: str, choices: tuple[Choice, ...]) -> HttpResponse:
    """Show that somebody else saved first, with one button per version.

    Args:
        request: The request that came too late.
        what: Sentence that says who changed what and when, and what this person wanted.
        choices: The versions to choose between.
    """
    return _page(request, HTTPStatus.CONFLICT, _("Noen kom deg i forkjøpet"), what, choices=choices)


def _page(  # noqa: PLR0913
    request: HttpRequest,
    status: HTTPStatus,
    heading: str,
    text: str,
    *,
    detail: str = "",
    choices: tuple[Choice, ...] = (),
) -> HttpResponse:
    context = {
        "heading": heading,
        "text": text,
        "detail": detail,
        "choices": choices,
        "request_id": getattr(request, "request_id", ""),
    }
    return render(request, "shell/error.html", context, status=status)
