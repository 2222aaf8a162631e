# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Starts children, waits for them, starts again those that die, and stops all together."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Protocol

from ambulant_web.embedded.cluster import follow_parent

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.2
STOP_SECONDS = 15.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0  # one that has run so long gets the short pause again


@dataclass(frozen=True, slots=True)
class Program:
    """What a child runs."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]


class Keeper(Protocol):
    """Something to look after beside the children: the database. `keep` is called all the time."""

    def keep(self) -> None:
        """Start it again if it has died."""


@dataclass(slots=True)
class Child:
    """A program that is kept running, with a growing pause when it dies again and again."""

    program: Program
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    due: float = 0.0

    def start(self) -> None:
        """Start the program. It stops if we die, and has a process group of its own."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.program.command,
            env=dict(self.program.environ),
            stdin=subprocess.DEVNULL,
            preexec_fn=follow_parent(os.getpid(), signal.SIGTERM),
        )

    def keep(self) -> None:
        """Reap the program if it died, and start it again when the pause is over."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return
            self._end_group()
            if now - self.started > STEADY_SECONDS:
                self.pause = FIRST_PAUSE_SECONDS
            log.warning("%s stopped with code %s", self.program.name, self.process.returncode)
            self.process = None
            self.due = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        if now >= self.due:
            self.start()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it has stopped; after the deadline, kill it and what it started."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.1, deadline - time.monotonic()))
        self._end_group()
        self.process.wait()

    def _end_group(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass(slots=True)
class Supervisor:
    """Keeps programs running until SIGTERM or SIGINT."""

    programs: Sequence[Program]
    keeper: Keeper
    children: list[Child] = field(default_factory=list)

    def run(self, on_started: Callable[[], None], should_stop: Callable[[], bool]) -> None:
        """Start everything, call `on_started`, and keep it going until `should_stop`."""
        try:
            for program in self.programs:
                child = Child(program)
                self.children.append(child)
                child.start()
            on_started()
            while not should_stop():
                self.keeper.keep()
                for child in self.children:
                    child.keep()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop()

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.end(deadline)


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Catch SIGTERM and SIGINT in the block; yields a question: has one come?

    Both are caught once. A second Ctrl-C does not cut the stopping short, as that is what
    leaves things behind.
    """
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(came)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
