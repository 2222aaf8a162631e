# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The app."""

from django.apps import AppConfig


class ReformConfig(AppConfig):
    """Organisation models."""

    name = "ambulant_web.reform"
    label = "reform"
