# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The user."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who logs in. What she may do is decided by her memberships, not here."""

    @property
    def display_name(self) -> str:
        """Full name, or the user name when none is registered."""
        return self.get_full_name() or self.username
