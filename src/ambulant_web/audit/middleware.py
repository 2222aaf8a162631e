# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who and where, for the events of a request."""

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware


class AuditMiddleware(HistoryMiddleware):
    """Puts the user's key and the path into every event of the request. Never the query."""

    def get_context(self, request: HttpRequest) -> dict[str, object]:
        """Return what the events of this request hold."""
        user = getattr(request, "user", None)
        return {"user": user.pk if user is not None else None, "url": request.path}
