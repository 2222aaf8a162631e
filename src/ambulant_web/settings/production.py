# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settings for real use: everything from the environment, behind a proxy that speaks TLS.

| Variable | What |
|---|---|
| AMBULANT_SECRET_KEY | at least 50 random characters; signs sessions |
| AMBULANT_HOSTS | host names the proxy forwards, with commas between |
| DATABASE_URL | PostgreSQL 15 or later; without it the embedded database is used |
| AMBULANT_DATA | folder of the embedded database and of what is kept beside a database |
| AMBULANT_LOG_LEVEL | INFO if not given (optional) |
"""

import os
from collections.abc import Mapping

from ambulant_web.settings.base import *  # noqa: F403
from ambulant_web.settings.base import DATA_FOLDER

MIN_SECRET_LENGTH = 50


def missing_settings(environ: Mapping[str, str]) -> list[str]:
    """Return one sentence per setting production cannot start without; empty when all is there."""
    found = []
    if len(environ.get("AMBULANT_SECRET_KEY", "")) < MIN_SECRET_LENGTH:
        found.append(f"AMBULANT_SECRET_KEY must be at least {MIN_SECRET_LENGTH} random characters.")
    hosts = _split(environ.get("AMBULANT_HOSTS", ""))
    if not hosts:
        found.append("AMBULANT_HOSTS must name the host the proxy forwards, e.g. ambulant.example.")
    elif "*" in hosts:
        found.append("AMBULANT_HOSTS must name hosts; * would accept any.")
    if not (environ.get("DATABASE_URL") or environ.get("AMBULANT_DATA")):
        found.append(
            "DATABASE_URL must be postgresql://user:password@host/name; or, for the embedded "
            "database, AMBULANT_DATA must be a folder that is kept and backed up."
        )
    return found


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


SECRET_KEY = os.environ.get("AMBULANT_SECRET_KEY", "")
ALLOWED_HOSTS = _split(os.environ.get("AMBULANT_HOSTS", ""))
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The health check is asked from the same machine, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^helse/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Shared by the worker processes of one machine, so that login attempts are counted together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_FOLDER / "cache"),
    }
}
# One proxy in front: the address of who logs in is the last one it adds.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
