# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The jobs of the queue."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from ambulant_web.runs import execution

QUEUE = "runs"
UPKEEP = "upkeep"
DEAD_AFTER_SECONDS = 30.0  # a worker gives a sign of life every ten


@app.task(name="runs.execute", queue=QUEUE)
def execute(run_id: int, municipality_id: int) -> None:
    """Carry out a run. The tenant is set for each transaction inside."""
    execution.carry_out(run_id, municipality_id)


@app.periodic(cron="* * * * *")
@app.task(name="runs.rescue", queue=UPKEEP, queueing_lock="runs.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Queue again what a worker that died had in hand. A late tick does the same, and no harm."""
    await rescue_stalled(DEAD_AFTER_SECONDS)


async def rescue_stalled(dead_after_seconds: float) -> int:
    """Queue again the jobs of workers that gave no sign of life for so long; return how many."""
    stalled = list(
        await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=dead_after_seconds)
    )
    for job in stalled:
        await app.job_manager.retry_job(job)
    return len(stalled)
