# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document of a case: eleven chapters from data, with the FTE calculation attached."""

from ambulant.reform.decision.document import DecisionInput, build

__all__ = ["DecisionInput", "build"]
