# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Programs of the worker test: `order FOLDER` queues runs, `work FOLDER` is a worker.

The runner writes a line per attempt to FOLDER/attempts, and waits in its first attempt: there
the test kills the worker.
"""

import sys
import time
from collections.abc import Mapping
from pathlib import Path

import django

RUNS = 2


def main(what: str, folder: Path) -> None:
    """Do what is asked."""
    django.setup()

    from ambulant_web.organisation.access import tenant
    from ambulant_web.organisation.models import Municipality
    from ambulant_web.runs import actions, worker
    from ambulant_web.runs.execution import Json, RunContext, runner

    @runner("fault.wait")
    def wait(run: RunContext) -> Mapping[str, Json]:
        with (folder / "attempts").open("a") as file:
            file.write(f"{run.run_id} {run.attempt}\n")
        while run.attempt == 1:
            time.sleep(0.05)
        return {"attempt": run.attempt}

    if what == "order":
        municipality, _made = Municipality.objects.get_or_create(code="4223", name="Vennesla")
        with tenant(municipality):
            for number in range(RUNS):
                order = actions.Order("fault.wait", f"Vent {number}", {"number": number})
                actions.start(order, municipality=municipality, user=None)
    else:
        worker.main(["--heartbeat", "0.3", "--dead-after", "1.0"])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
