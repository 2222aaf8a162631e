# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""One Ambulant per data folder: who runs holds a lock, and tells where."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ambulant_web.embedded.folders import make_data_folder

LOCK = "serving.lock"


class AlreadyRunningError(Exception):
    """Another Ambulant runs on this data folder. `address` is where, if it has said so."""

    def __init__(self, address: str) -> None:
        """Keep the address."""
        self.address = address
        super().__init__(address)


class Instance:
    """The right to run on a data folder. It ends with the process, also by kill -9."""

    def __init__(self, descriptor: int) -> None:
        """Hold the lock file."""
        self._descriptor = descriptor

    def tell(self, address: str) -> None:
        """Write where it answers, for who tries to start another."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, address.encode(), 0)


@contextmanager
def only_instance(data: Path) -> Iterator[Instance]:
    """Be the only one that runs on `data` in the block.

    Raises:
        AlreadyRunningError: There is one.
    """
    make_data_folder(data)
    descriptor = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(os.pread(descriptor, 200, 0).decode()) from None
        instance = Instance(descriptor)
        instance.tell("")
        yield instance
    finally:
        os.close(descriptor)
