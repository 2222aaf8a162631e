# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Errors a caller can act on.

    AmbulantError
    ├── InvalidInputError        a value that was given is not allowed
    │   └── FileContentError     the same, in a file, with line
    │       ├── CaseFileError        a case folder
    │       └── ParameterFileError   a parameter file
    ├── UnknownParameterError    no such parameter, or none on that date
    └── UnavailableError         something outside the program is missing (port, database, program)

A message says what was wrong, the value, and what is allowed. The command line prints it
as one line and exits with 2; the web shows it as a page. Missing data and plans that cannot
be made are results, not errors.
"""

from pathlib import Path


class AmbulantError(Exception):
    """Base of every error the program raises on purpose."""


class InvalidInputError(AmbulantError):
    """A value that was given is not allowed."""


class FileContentError(InvalidInputError):
    """Content of a file is not allowed. `path` and `line` (1-based, 0 = whole file) say where."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        """Keep where and what; `str()` gives `path:line: message`."""
        self.path = path
        self.line = line
        self.message = message
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {message}")


class CaseFileError(FileContentError):
    """A case folder cannot be read."""


class ParameterFileError(FileContentError):
    """A parameter file cannot be read."""


class UnknownParameterError(AmbulantError):
    """No such parameter, or it has no value on the date asked for."""


class UnavailableError(AmbulantError):
    """Something outside the program is missing: a port, a database, a program."""
