# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`ambulant …`: find the command, run it, and turn errors into one line and an exit code.

0    done
1    the answer is no (what that means, the command's help says)
2    an argument or a file is not allowed, or something needed is missing
130  stopped by Ctrl-C
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module, metadata
from typing import NoReturn

from ambulant import __version__
from ambulant.cli.command import Command
from ambulant.errors import AmbulantError

GROUP = "ambulant.commands"
BUILT_IN = {"compare": "ambulant.cli.compare", "verify": "ambulant.cli.verify"}
EXAMPLES = """\
examples:
  ambulant compare cases/vennesla
  ambulant compare cases/vennesla --format json
  ambulant verify
  ambulant compare --help
"""
USAGE_ERROR = 2
INTERRUPTED = 130
PIPE_CLOSED = 141

Loader = Callable[[], Command]


class OneLineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, without the usage text."""

    def error(self, message: str) -> NoReturn:
        """Print what was wrong and where to read more; exit with 2."""
        self.exit(USAGE_ERROR, f"{self.prog}: {message} (see {self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named by the arguments and return the exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without "−" still shows the table
    given = sys.argv[1:] if arguments is None else list(arguments)
    return run_command(given, find_commands())


def run_command(arguments: Sequence[str], loaders: Mapping[str, Loader]) -> int:
    """Run the command named first in `arguments`; errors become one line on standard error."""
    try:
        parsed = _parser(arguments, loaders).parse_args(arguments)
        command: Command = parsed.command
        code = command.run(parsed)
        sys.stdout.flush()
        return code
    except AmbulantError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # The reader of our output has gone.
        _drop_output()
        return PIPE_CLOSED
    except OSError as error:
        if error.filename is None:
            _drop_output()
        return _refuse(f"{error.filename or 'Output'}: {error.strerror}")
    except KeyboardInterrupt:
        return INTERRUPTED


def find_commands() -> dict[str, Loader]:
    """Return how to load each command by name: our own, then those of installed packages."""
    loaders: dict[str, Loader] = {
        name: partial(_load_built_in, module) for name, module in BUILT_IN.items()
    }
    for entry_point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        loaders.setdefault(entry_point.name, partial(_load_entry_point, entry_point))
    return loaders


def _load_built_in(module: str) -> Command:
    return _checked(import_module(module).COMMAND, module)


def _load_entry_point(entry_point: metadata.EntryPoint) -> Command:
    return _checked(entry_point.load(), entry_point.value)


def _checked(found: object, place: str) -> Command:
    if not isinstance(found, Command):
        raise TypeError(f"{place} is {found!r}, where a Command is expected.")
    return found


def _parser(arguments: Sequence[str], loaders: Mapping[str, Loader]) -> OneLineParser:
    """Return the parser. Only the command that is named is loaded; all, when none is."""
    parser = OneLineParser(
        prog="ambulant",
        description="What each choice of organisation does to people, staff and money.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"ambulant {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    named = [arguments[0]] if arguments and arguments[0] in loaders else list(loaders)
    for name in named:
        command = loaders[name]()
        child = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.configure(child)
        child.set_defaults(command=command)
    return parser


def _drop_output() -> None:
    """Let what could not be written go: Python would try once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(message: str) -> int:
    print("ambulant: " + " ".join(message.split()), file=sys.stderr)
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
