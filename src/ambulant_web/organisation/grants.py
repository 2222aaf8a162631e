# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the app role may do with each table. Set after every migrate, tests included."""

import os

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from ambulant.errors import UnavailableError
from ambulant_web.audit.tracking import event_tables
from ambulant_web.settings.database import app_role

_ALL = "select, insert, update, delete"
_APPEND = "select, insert"
# Its rows are made and completed by a trigger in the app's own transaction; none is removed.
_COMPLETE = "select, insert, update"
_READ = "select"


def grant_after_migrate(*, using: str = DEFAULT_DB_ALIAS, **_kwargs: object) -> None:
    """Set the grants, as the owner that has just migrated."""
    grant_app_role(connections[using], app_role(os.environ))


def grant_app_role(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the app role exactly what each kind of table allows: history only grows.

    Raises:
        UnavailableError: The database has no such role.
    """
    quote = connection.ops.quote_name
    to = quote(role)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("select current_user, exists(select from pg_roles where rolname=%s)", [role])
        (current, exists) = cursor.fetchone()
        if not exists:
            raise UnavailableError(
                f"The database has no role {role}. Make it (nosuperuser nobypassrls login), "
                "or let DATABASE_URL name the role that web and worker connect as."
            )
        if current == role:
            return  # one role for all: the start-up check refuses to serve with it
        cursor.execute(f"grant usage on schema public to {to}")
        for table, rights in _rights(connection, cursor).items():
            cursor.execute(f"revoke all on {quote(table)} from {to}")
            cursor.execute(f"grant {rights} on {quote(table)} to {to}")
        cursor.execute(f"grant usage, select on all sequences in schema public to {to}")
        # What is made later without a migrate can be read and added to, not changed.
        future = "alter default privileges in schema public grant"
        cursor.execute(f"{future} {_APPEND} on tables to {to}")
        cursor.execute(f"{future} usage, select on sequences to {to}")


def _rights(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> dict[str, str]:
    events = event_tables()
    context = apps.get_model("pghistory", "Context")._meta.db_table
    rights = {}
    for table in connection.introspection.table_names(cursor):
        if table in events:
            rights[table] = _APPEND
        elif table == context:
            rights[table] = _COMPLETE
        elif table == "django_migrations":
            rights[table] = _READ
        else:
            rights[table] = _ALL
    return rights
