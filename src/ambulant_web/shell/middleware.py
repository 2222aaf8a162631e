# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Headers, readable errors and one log line per request."""

import re
import time
import uuid
from collections.abc import Callable
from typing import TypeAlias

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ambulant.errors import AmbulantError
from ambulant_web.shell import errors

GetResponse: TypeAlias = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger(__name__)


class RequestLogMiddleware:
    """One line per request: route, status and time. Never the address, the user or the content."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and log what kind of page it was and how long it took."""
        request_id = uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        response = self.get_response(request)
        match = getattr(request, "resolver_match", None)
        log.info(
            "request",
            method=request.method,
            route=match.route if match else "",
            status=response.status_code,
            duration_ms=round((time.perf_counter() - started) * 1000, 1),
        )
        response["X-Request-ID"] = request_id
        return response


class LanguageMiddleware(LocaleMiddleware):
    """The language the person chose; else bokmål, or nynorsk where the browser asks for it first.

    Many browsers in Norwegian town halls ask for English without anyone having wished for it.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Set the language of the request."""
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            super().process_request(request)
            return
        asked = re.findall(r"\b(nn|nb|no)\b", request.headers.get("Accept-Language", "").lower())
        language = "nn" if asked[:1] == ["nn"] else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language


class HeadersMiddleware:
    """Permissions policy, and no keeping of pages that hold figures behind a login."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers every page has."""
        response = self.get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response


class ReadableErrorsMiddleware:
    """An `AmbulantError` becomes a page that says what was wrong, the value and what is allowed."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for the error, or None when it is not one of ours."""
        if isinstance(error, AmbulantError):
            log.warning("refused input", exception=type(error).__qualname__)
            return errors.refused(request, error)
        return None
