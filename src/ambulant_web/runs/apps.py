# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app that carries out long work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RunsConfig(AppConfig):
    """Long work as rows."""

    name = "ambulant_web.runs"
    label = "runs"

    def ready(self) -> None:
        """Find the runners of all apps, in their `runners.py`."""
        autodiscover_modules("runners")
