# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Translation of messages that come from the core."""

from django.utils.translation import gettext


def translated(text: str) -> str:
    """Return a bokmål message of the core in the language of the request; empty stays empty."""
    return gettext(text) if text else ""
