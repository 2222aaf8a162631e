# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who did it, for the events of a command: nobody who is logged in, but the command line."""

from contextlib import AbstractContextManager

import pghistory

COMMAND = "command"


def by_command(name: str) -> AbstractContextManager[object]:
    """Return the block whose events say that a command did it, such as `user add`."""
    return pghistory.context(user=None, **{COMMAND: name})
