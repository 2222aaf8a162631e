# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the database is, read from the environment.

| Variable | What |
|---|---|
| DATABASE_URL | postgresql://user:password@host:port/name?sslmode=…, PostgreSQL 15 or later |
| AMBULANT_OWNER_DATABASE_URL | the same database as the role that owns the tables; migrate only |
| AMBULANT_DATABASE_ROLE | app (default) or owner: which of the two this program connects as |
| AMBULANT_DATA | folder of the embedded database, used when DATABASE_URL is not set |
"""

from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from ambulant.errors import InvalidInputError
from ambulant_web.embedded import roles
from ambulant_web.embedded.folders import Layout, data_folder

DatabaseValue: TypeAlias = "str | int | bool | None | Mapping[str, str | int | bool]"
DatabaseSettings: TypeAlias = dict[str, DatabaseValue]

CONNECTION_SECONDS = 60
_ROLES = {"app": roles.APP, "owner": roles.OWNER}
_FORM = "postgresql://user:password@host:port/name"


def databases(environ: Mapping[str, str]) -> dict[str, DatabaseSettings]:
    """Return Django's DATABASES.

    Raises:
        InvalidInputError: An address or role has a form that is not allowed.
    """
    role = environ.get("AMBULANT_DATABASE_ROLE") or "app"
    if role not in _ROLES:
        raise InvalidInputError(f"AMBULANT_DATABASE_ROLE is {role}; it must be app or owner.")
    if environ.get("DATABASE_URL"):
        variable = "DATABASE_URL" if role == "app" else "AMBULANT_OWNER_DATABASE_URL"
        place = _of_url(variable, environ.get(variable, ""))
    else:
        place = _embedded(Layout(data_folder(environ)), _ROLES[role])
    return {"default": _COMMON | place}


# Each view runs in a transaction of its own inside that of the request, so that an error
# undoes what the view did and the error page still has a working connection.
_COMMON: DatabaseSettings = {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": CONNECTION_SECONDS,
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": True,
    "AUTOCOMMIT": True,
}


def _embedded(layout: Layout, role: str) -> DatabaseSettings:
    return {
        "NAME": roles.DATABASE,
        "USER": role,
        "HOST": str(layout.sockets),
        "PORT": "",
        "OPTIONS": {"passfile": str(layout.passfile(role)), "connect_timeout": 10},
    }


def _of_url(variable: str, url: str) -> DatabaseSettings:
    if not url:
        raise InvalidInputError(
            f"{variable} is not set; with DATABASE_URL it must be {_FORM} "
            "of the role that owns the tables."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InvalidInputError(f"{variable} cannot be read; it must be {_FORM}.") from None
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgresql", "postgres"):
        raise InvalidInputError(
            f"{variable} begins with {parts.scheme or 'nothing'}://; it must be {_FORM}."
        )
    if not (name and host and parts.username):
        raise InvalidInputError(f"{variable} lacks user, host or name; it must be {_FORM}.")
    return {
        "NAME": name,
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": {"connect_timeout": "10"} | options,
    }


def app_role(environ: Mapping[str, str]) -> str:
    """Return the role web and worker connect as: the user of DATABASE_URL, else ambulant_app."""
    url = environ.get("DATABASE_URL")
    if not url:
        return roles.APP
    return str(_of_url("DATABASE_URL", url)["USER"])
