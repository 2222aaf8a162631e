# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""From people and their needs to staff: cover, absence, weekends, leaders and competence.

Every result is a `Figure` made by `compute`, so it explains itself and takes draws as it takes
plain numbers. Missing is not zero, and a stated FTE is never overwritten by a computed one.
"""
