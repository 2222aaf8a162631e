# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three roles of the database, and how each one connects.

ambulant_super   made the cluster; only this driver and backup use it
ambulant_owner   owns the database and its tables; migrations
ambulant_app     web and worker: reads and writes rows its tenant may see, nothing else
"""

import contextlib
import os
import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql

from ambulant.errors import UnavailableError
from ambulant_web.embedded.folders import Layout

SUPER = "ambulant_super"
OWNER = "ambulant_owner"
APP = "ambulant_app"
DATABASE = "ambulant"
SET_ROLE_OPTIONS_FROM = 160000


class Cursor(Protocol):
    """What is asked of a cursor, of psycopg or Django."""

    def execute(self, query: LiteralString, /) -> object:
        """Run a query."""

    def fetchone(self) -> tuple[object, ...] | None:
        """Return the next row."""


class HasCursor(Protocol):
    """A connection of psycopg or Django."""

    def cursor(self) -> AbstractContextManager[Cursor]:
        """Return a cursor to use in a with block."""


def connect(
    layout: Layout, role: str, database: str = DATABASE
) -> "psycopg.Connection[tuple[object, ...]]":
    """Return a connection of a role through the socket, in autocommit."""
    return psycopg.connect(
        host=str(layout.sockets),
        user=role,
        dbname=database,
        passfile=str(layout.passfile(role)),
        connect_timeout=10,
        autocommit=True,
    )


def keep_password(layout: Layout, role: str) -> str:
    """Return the password of a role, made (24 random bytes, 0600) if there is none yet."""
    path = layout.passfile(role)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip().rsplit(":", 1)[1]
    password = secrets.token_urlsafe(24)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"*:*:*:{role}:{password}\n")
    return password


def ensure(layout: Layout) -> None:
    """Make roles and database where they are missing, and set the passwords of the files."""
    passwords = {role: keep_password(layout, role) for role in (OWNER, APP)}
    with connect(layout, SUPER, "postgres") as connection:
        ensure_roles(connection, passwords)
        known = connection.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(
                sql.SQL("create database {} owner {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
    with connect(layout, SUPER) as connection:
        ensure_schema(connection)


def ensure_roles(
    connection: "psycopg.Connection[tuple[object, ...]]", passwords: Mapping[str, str]
) -> None:
    """Make the owner and app roles on a server where the connection is superuser.

    A role without a password in `passwords` is made without login, and left as it is if it is
    there already.
    """
    for role, rights in (
        (OWNER, "nosuperuser createdb nocreaterole nobypassrls"),
        (APP, "nosuperuser nocreatedb nocreaterole nobypassrls"),
    ):
        name = sql.Identifier(role)
        known = connection.execute("select 1 from pg_roles where rolname = %s", [role])
        if known.fetchone() is None:
            # Another starter may make it at the same moment.
            with contextlib.suppress(
                psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation
            ):
                connection.execute(sql.SQL("create role {} {}").format(name, sql.SQL(rights)))
        if role in passwords:
            connection.execute(
                sql.SQL("alter role {} login {} password {}").format(
                    name, sql.SQL(rights), sql.Literal(passwords[role])
                )
            )
    # The owner may take the role of the app (tests do), but does not have its rights unasked.
    options = (
        " with inherit false, set true"
        if connection.info.server_version >= SET_ROLE_OPTIONS_FROM
        else ""
    )
    with contextlib.suppress(psycopg.errors.UniqueViolation, psycopg.errors.InternalError):
        connection.execute(f"grant {APP} to {OWNER}{options}")


def ensure_schema(connection: "psycopg.Connection[tuple[object, ...]]") -> None:
    """Let only the owner make things in schema public of the connection's database."""
    connection.execute(f"alter schema public owner to {OWNER}")
    connection.execute("revoke create on schema public from public")
    connection.execute(f"grant usage on schema public to {APP}")


def refuse_strong_role(connection: HasCursor) -> None:
    """Refuse to serve as a role the fence between tenants does not hold for.

    Raises:
        UnavailableError: The connection's role is superuser, passes row-level security, or owns
            tables and could take the fence down.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper, rolbypassrls,"
            " exists(select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            "        where n.nspname = 'public' and c.relkind in ('r', 'p')"
            "        and pg_has_role(r.oid, c.relowner, 'usage'))"
            " from pg_roles r where rolname = current_user"
        )
        row = cursor.fetchone()
    if row is None:
        raise UnavailableError("The database does not say which role this is.")
    name, is_super, passes_fence, owns_tables = row
    if is_super:
        why = "is superuser"
    elif passes_fence:
        why = "passes row-level security (bypassrls)"
    elif owns_tables:
        why = "owns the tables"
    else:
        return
    raise UnavailableError(
        f"The database role {name} {why}, so one municipality could see another's data. "
        "Let DATABASE_URL name a role with nosuperuser and nobypassrls that owns no table, "
        "and AMBULANT_OWNER_DATABASE_URL the owner (used by migrate only)."
    )
