# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Law values, tariffs, norms and settings: dated, with unit and source.

National values are law and published amounts that were seen at their source. What a municipality
must settle itself, or what nobody has yet checked, is a municipal setting; the latter says so. A
scenario overlays both.
"""

from ambulant.parameters.model import Level, Override, Period, Status
from ambulant.parameters.store import Parameters

__all__ = ["Level", "Override", "Parameters", "Period", "Status"]
