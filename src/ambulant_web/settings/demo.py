# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings for the demo: one machine, made-up users, logins shown on the login page."""

from ambulant_web.settings.base import *  # noqa: F403
from ambulant_web.settings.base import DATA_FOLDER
from ambulant_web.settings.secrets import kept_secret

SECRET_KEY = kept_secret(DATA_FOLDER / "secret_key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO_LOGINS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
