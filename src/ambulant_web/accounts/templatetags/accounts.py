# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo's logins, for the login page."""

from dataclasses import dataclass

from django import template
from django.conf import settings

from ambulant_web.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS
from ambulant_web.shell.wording import translated

register = template.Library()


@dataclass(frozen=True, slots=True)
class ShownUser:
    """A demo user as the login page shows it."""

    username: str
    role: str
    may: str


@dataclass(frozen=True, slots=True)
class DemoLogins:
    """What the login page of the demo shows; empty anywhere else."""

    password: str
    users: tuple[ShownUser, ...]


@register.simple_tag
def demo_logins() -> DemoLogins:
    """Return the made-up users and their password, in the demo only."""
    if not settings.DEMO_LOGINS:
        return DemoLogins("", ())
    users = tuple(
        ShownUser(user.username, translated(user.title), translated(user.may))
        for user in DEMO_USERS
    )
    return DemoLogins(DEMO_PASSWORD, users)
