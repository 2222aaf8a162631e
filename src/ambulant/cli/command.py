# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a command of the command line is.

A package adds commands of its own through the entry point group `ambulant.commands`: each entry
point names a `Command`.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, one line of help, its arguments and what it does.

    `configure` adds arguments, and an epilog with examples, to the parser it is given. `run`
    returns the exit code: 0 for done, 1 for a negative answer. Errors are raised.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
