# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where many jobs run: in this process, or in several on this machine.

Everything is a `concurrent.futures.Executor`, so a cluster's executor can be passed in too.
"""

from ambulant.engines.local import InlineExecutor, local_executor

__all__ = ["InlineExecutor", "local_executor"]
