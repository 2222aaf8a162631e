# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses under /kommune/."""

from django.urls import path

from ambulant_web.organisation import views

app_name = "organisation"
urlpatterns = [path("velg", views.choose, name="choose")]
