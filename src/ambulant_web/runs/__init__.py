# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long work as rows: queued, carried out by a worker, watched, cancelled, repeated.

    models      Run: inputs with hash, parameters, seed, version, state, progress, result
    actions     start and cancel
    execution   `@runner("kind")`: the function a kind of run calls; what happens around it
    tasks       the jobs of the queue, with the rescue of those a dead worker left
    worker      the program that carries runs out
    views       progress, cancel

The queue lies in the same database, so a run that is rolled back was never queued. A worker may
die at any moment: its runs start again, and only the attempt in force may write the result.
"""
