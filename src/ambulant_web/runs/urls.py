# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses under /kjoringer/."""

from django.urls import path

from ambulant_web.runs import views

app_name = "runs"
urlpatterns = [
    path("<int:run_id>/", views.progress, name="progress"),
    path("<int:run_id>/avbryt", views.cancel, name="cancel"),
]
