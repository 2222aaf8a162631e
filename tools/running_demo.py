# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Start the demo on a free port with data of its own, for what looks at it in a browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STOP_SECONDS = 30


class DemoError(Exception):
    """The demo did not come up; the message is what it said."""


@contextmanager
def running_demo() -> Iterator[str]:
    """Run the demo in a temporary folder while the block runs; gives its address.

    Raises:
        DemoError: It ended before it was up.
    """
    # Not in a private folder: under root the database runs as a user who must get to it.
    folder = Path(tempfile.mkdtemp(prefix="ambulant-demo-"))
    folder.chmod(0o711)
    program = subprocess.Popen(
        [sys.executable, "-m", "ambulant_web.serving", "demo", "--port", str(_free_port())],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "AMBULANT_DATA": str(folder / "data")},
    )
    try:
        yield _address(program)
    finally:
        _stop(program)
        shutil.rmtree(folder, ignore_errors=True)


def _address(program: "subprocess.Popen[str]") -> str:
    """Read what the demo says until it is up; return where it is."""
    said: list[str] = []
    address = ""
    for line in program.stdout or ():
        said.append(line)
        if line.startswith("Ambulant:"):
            address = line.split()[1].rstrip("/")
        if "Ctrl-C" in line and address:
            return address
    raise DemoError("The demo did not come up:\n" + "".join(said))


def _stop(program: "subprocess.Popen[str]") -> None:
    if program.poll() is None:
        program.send_signal(signal.SIGINT)
    try:
        program.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
