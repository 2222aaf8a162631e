# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put a case folder in the database, in the municipality it is about."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from ambulant.errors import AmbulantError
from ambulant.reform.casefiles import load_case
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform import queries
from ambulant_web.reform.actions import store_case
from ambulant_web.reform.models import StoredCase


class Command(BaseCommand):
    """Put a case folder in the database."""

    help = "Put a case folder in the database. See docs/how-to/write-a-case.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the folder."""
        parser.add_argument("folder", type=Path, help="folder with case.yaml, such as cases/lier")

    def handle(self, *_args: object, **options: object) -> None:
        """Read, check and store the case; refuse one whose id is taken."""
        folder = options["folder"]
        if not isinstance(folder, Path):
            raise CommandError(f"folder is {folder!r}; a path is needed.")
        try:
            case = load_case(folder)
            queries.check(case)
        except AmbulantError as error:
            raise CommandError(str(error)) from None
        municipality, _ = Municipality.objects.get_or_create(
            code=case.municipality.code, defaults={"name": case.municipality.name}
        )
        with tenant(municipality):
            if StoredCase.objects.filter(municipality=municipality, slug=case.id).exists():
                raise CommandError(
                    f"{municipality.name} has a case with the id {case.id!r}; give another id."
                )
            store_case(case, municipality=municipality, by=None)
        self.stdout.write(f"{case.title} is in, under {municipality.name}.")
