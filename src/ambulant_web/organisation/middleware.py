# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every request runs in one transaction that carries its tenant."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ambulant_web.organisation.access import membership_of, tenant


class TenantMiddleware:
    """Sets `request.municipality` and lets the database show that municipality's rows only.

    The view has a transaction of its own inside (ATOMIC_REQUESTS): when it fails, what it wrote
    is undone while the error page still has a working connection. A response that streams runs
    after the transaction, without a tenant: fetch before.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the person's municipality; without a person, within none."""
        membership = membership_of(request)
        municipality = membership.municipality if membership is not None else None
        request.municipality = municipality  # type: ignore[attr-defined]
        if municipality is None and not request.session.session_key:
            return self.get_response(request)  # no transaction for health checks and log-in pages
        with tenant(municipality):
            return self.get_response(request)
