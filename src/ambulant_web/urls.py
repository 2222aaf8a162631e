# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the pages. Each room has its own module under its own path."""

from pathlib import Path

from django.urls import include, path

from ambulant_web.shell import views

_PACKAGE = Path(__file__).parent


def _present(name: str) -> bool:
    return (_PACKAGE / name / "urls.py").exists()


urlpatterns = [
    path("", views.front, name="front"),
    path("konto/", include("ambulant_web.accounts.urls")),
    path("", include("ambulant_web.shell.urls")),
]
for _name, _prefix in (
    ("organisation", "kommune/"),
    ("audit", "historikk/"),
    ("runs", "kjoringer/"),
    ("reform", "modeller/"),
):
    if _present(_name):
        urlpatterns.append(path(_prefix, include(f"ambulant_web.{_name}.urls")))

handler400 = "ambulant_web.shell.errors.bad_request"
handler403 = "ambulant_web.shell.errors.permission_denied"
handler404 = "ambulant_web.shell.errors.not_found"
handler500 = "ambulant_web.shell.errors.server_error"
