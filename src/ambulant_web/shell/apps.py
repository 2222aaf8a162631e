# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shell as a Django app."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """Look and shared pages."""

    name = "ambulant_web.shell"
    label = "shell"
