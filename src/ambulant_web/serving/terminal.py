# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a command says and asks."""

from collections.abc import Callable
from dataclasses import dataclass

from ambulant.errors import InvalidInputError


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command meets a person, or another program.

    `say` prints a line, `ask` asks for something without showing it, `read` gives the next line of
    standard input, and `is_watched` is True when a person sits there.
    """

    say: Callable[[str], None]
    ask: Callable[[str], str]
    read: Callable[[], str]
    is_watched: bool


def read_password(terminal: Terminal) -> str:
    """Return the first line of standard input.

    Raises:
        InvalidInputError: There is none.
    """
    password = terminal.read().rstrip("\r\n")
    if not password:
        raise InvalidInputError("--password-stdin: standard input begins with no password.")
    return password


def ask_password(terminal: Terminal) -> str:
    """Return a password that a person has given twice.

    Raises:
        InvalidInputError: Nobody sits there, or the two differ.
    """
    if not terminal.is_watched:
        raise InvalidInputError(
            "There is no terminal to ask for the password at; use --password-stdin or --generate."
        )
    try:
        password = terminal.ask("Password: ")
        again = terminal.ask("Once more: ")
    except EOFError:
        raise InvalidInputError("No password was given.") from None
    if password != again:
        raise InvalidInputError("The two passwords differ; nothing was changed.")
    return password
