# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rooms in the bar."""

from dataclasses import dataclass

from ambulant.explain import nb


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the program with its own place in the bar. `path` begins and ends with a slash."""

    label: str  # bokmål message
    path: str


ROOMS = (Room(nb("Modeller"), "/modeller/"),)
