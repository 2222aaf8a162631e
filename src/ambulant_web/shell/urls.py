# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses every installation has."""

from django.urls import path
from django.views.i18n import set_language

from ambulant_web.shell import health, views

urlpatterns = [
    path("helse/", health.health, name="health"),
    path("sprak/", set_language, name="set_language"),
    path("utseende/", views.set_scheme, name="set_scheme"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("personvern/", views.privacy, name="privacy"),
    path("om-tallene/", views.about_figures, name="about_figures"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
