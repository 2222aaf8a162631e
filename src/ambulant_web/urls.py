# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages. Each room has its own module under its own path."""

from django.urls import include, path

from ambulant_web.shell import views

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("ambulant_web.shell.urls")),
    path("konto/", include("ambulant_web.accounts.urls")),
    path("kommune/", include("ambulant_web.organisation.urls")),
    path("kjoringer/", include("ambulant_web.runs.urls")),
    path("modeller/", include("ambulant_web.reform.urls")),
]

handler400 = "ambulant_web.shell.errors.bad_request"
handler403 = "ambulant_web.shell.errors.permission_denied"
handler404 = "ambulant_web.shell.errors.not_found"
handler500 = "ambulant_web.shell.errors.server_error"
