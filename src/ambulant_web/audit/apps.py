# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app that shows history."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """History of changes."""

    name = "ambulant_web.audit"
    label = "audit"
