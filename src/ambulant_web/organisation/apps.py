# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app that holds municipalities and memberships."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationConfig(AppConfig):
    """Municipalities and who belongs to them."""

    name = "ambulant_web.organisation"
    label = "organisation"

    def ready(self) -> None:
        """Set the grants of the app role each time the tables have changed."""
        from ambulant_web.organisation.grants import grant_after_migrate

        post_migrate.connect(grant_after_migrate, sender=self)
