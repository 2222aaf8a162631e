# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put the demo's municipalities, users and cases in the database."""

from django.core.management.base import BaseCommand

from ambulant_web.accounts.demo import load as load_users
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform.demo import load as load_cases

# Codes and names as in Statistics Norway's classification 131, 2026.
MUNICIPALITIES = (("4223", "Vennesla"), ("5014", "Frøya"), ("3312", "Lier"))


class Command(BaseCommand):
    """Put the demo's data in the database; may be run again."""

    help = "Put the demo's municipalities, users and cases in the database."

    def handle(self, *_args: object, **_options: object) -> None:
        """Make what is missing."""
        municipalities = [
            Municipality.objects.get_or_create(code=code, defaults={"name": name})[0]
            for code, name in MUNICIPALITIES
        ]
        load_users(municipalities)
        load_cases()
        self.stdout.write("Demo data is in.")
