# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Executors on this machine."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from ambulant.errors import InvalidInputError

P = ParamSpec("P")
T = TypeVar("T")


class InlineExecutor(Executor):
    """Runs each job at once, in the calling thread."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` now; the future that comes back is done, also when `fn` raised."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed to whoever asks for the result
            future.set_exception(error)
        return future


def local_executor(workers: int) -> Executor:
    """Return an executor of `workers` processes; 1 runs in this process. Close it after use."""
    if workers < 1:
        raise InvalidInputError(f"workers was {workers}; allowed: 1 or more.")
    if workers == 1:
        return InlineExecutor()
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
