# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tell what changed, with a way back."""

from django.contrib import messages
from django.http import HttpRequest

_PREFIX = "undo:"


def tell_done(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """Show on the next page what was done; with `undo_url` also a button that posts there."""
    tags = f"{_PREFIX}{undo_url}" if undo_url else ""
    messages.success(request, text, extra_tags=tags)


def undo_url_of(extra_tags: str) -> str:
    """Return the address kept in a message's tags; empty when there is none."""
    return extra_tags.removeprefix(_PREFIX) if extra_tags.startswith(_PREFIX) else ""
