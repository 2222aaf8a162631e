# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up users of the demo: one per role, and one in another municipality."""

from dataclasses import dataclass

from ambulant.explain import nb

# Not a secret: shown on the login page, and usable only where settings say DEMO_LOGINS.
DEMO_PASSWORD = "proev-ambulant-2026"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A made-up user.

    `place` is the one municipality she works in, counted from 0; None works in all of them.
    """

    username: str
    last_name: str
    role: str
    title: str  # bokmål message
    may: str  # bokmål message
    place: int | None = None


DEMO_USERS = (
    DemoUser(
        "radgiver",
        "Rådgiver",
        "adviser",
        nb("Rådgiver"),
        nb("lage og endre modeller, ta ut dokumenter"),
    ),
    DemoUser(
        "leder",
        "Leder",
        "leader",
        nb("Leder"),
        nb("det samme som rådgiveren"),
    ),
    DemoUser("leser", "Leser", "reader", nb("Leser"), nb("lese")),
    DemoUser(
        "administrator",
        "Administrator",
        "administrator",
        nb("Administrator"),
        nb("lese, og styre hvem som er med"),
    ),
    DemoUser(
        "nabo",
        "Nabo",
        "adviser",
        nb("Rådgiver i en annen kommune"),
        nb("se at ingenting krysser kommunegrensen"),
        place=1,
    ),
)
