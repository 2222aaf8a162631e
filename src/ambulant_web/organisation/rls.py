# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fence between tenants, for migrations.

A table with a `municipality` foreign key gets, after it is created:

    operations = [
        migrations.CreateModel(name="Case", ...),
        TenantPolicy("reform_case"),
        TenantPolicy("reform_caseevent"),  # its history as well
    ]

A connection without a tenant then sees no rows, and can write none. The owner of the tables is
bound as well (FORCE), so data migrations go through `access.tenant` too.
"""

import re

from django.db import migrations

from ambulant.errors import InvalidInputError

POLICY = "tenant"
SETTING = "app.tenant"
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class TenantPolicy(migrations.RunSQL):
    """Let only the tenant of the transaction see and write rows of a table."""

    def __init__(self, table: str, column: str = "municipality_id") -> None:
        """Fence `table` by `column`, which holds the tenant.

        Raises:
            InvalidInputError: A name has other signs than a-z, 0-9 and _.
        """
        for name in (table, column):
            if not _NAME.match(name):
                raise InvalidInputError(f"{name!r} is no table or column; allowed: a-z, 0-9, _.")
        self.table = table
        self.column = column
        # After set_config(..., true) the value returns to '' and not to null: hence nullif.
        own = f"{column} = nullif(current_setting('{SETTING}', true), '')::bigint"
        super().__init__(
            sql=[
                f"alter table {table} enable row level security",
                f"alter table {table} force row level security",
                f"create policy {POLICY} on {table} using ({own}) with check ({own})",
            ],
            reverse_sql=[
                f"drop policy {POLICY} on {table}",
                f"alter table {table} no force row level security",
                f"alter table {table} disable row level security",
            ],
        )

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        """Return how to write the operation in a migration."""
        return (type(self).__qualname__, [self.table], {"column": self.column})

    def describe(self) -> str:
        """Return what the operation does."""
        return f"Fence {self.table} by tenant"
