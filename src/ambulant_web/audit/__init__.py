# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who changed what: history written by triggers in the transaction of the change.

    tracking     `@tracked()` on a model: every change leaves an event row
    middleware   puts who and where into the events of a request
    queries      the history of one thing, to show

Bulk writes, raw SQL and jobs are caught as well. The app role may add events, never change them.
"""
