# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users and login."""

    name = "ambulant_web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
