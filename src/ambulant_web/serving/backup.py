# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dump of the embedded database, proved by restoring it."""

import os
import secrets
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from ambulant.errors import InvalidInputError, UnavailableError
from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import Server
from ambulant_web.serving.database import open_database

Say = Callable[[str], None]
Connection = psycopg.Connection[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table has, and a hash of all of them in one order."""

    rows: int
    digest: str


def run_backup(environ: Mapping[str, str], *, target: Path, say: Say) -> int:
    """Write a dump of the whole database to `target`, prove it, and return the exit code.

    Work goes on beside it: dump and sums see the same moment.

    Raises:
        InvalidInputError: The file exists, or the database is that of DATABASE_URL.
        UnavailableError: The dump could not be made, or does not restore to the same rows.
    """
    if environ.get("DATABASE_URL"):
        raise InvalidInputError(
            "backup is for the embedded database; back up the server of DATABASE_URL "
            "with its own tools (pg_dump or base backups, as a role that bypasses row security)."
        )
    if target.exists():
        raise InvalidInputError(f"{target} exists; a backup never overwrites a file.")
    unproved = target.with_name(target.name + ".unproved")
    with open_database(environ) as database:
        if database.server is None:
            raise UnavailableError("There is no embedded database here.")
        try:
            sums = _dump(database.server, unproved)
            _prove(database.server, unproved, sums)
            unproved.rename(target)
        finally:
            unproved.unlink(missing_ok=True)
    rows = sum(table.rows for table in sums.values())
    say(f"{target}: {len(sums)} tables, {rows} rows; restored and found equal.")
    return 0


def _dump(server: Server, target: Path) -> dict[str, TableSum]:
    """Write the dump and return the sums of the tables at the same moment."""
    with roles.connect(server.layout, roles.SUPER) as connection, connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row is not None else ""
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _run(server, "pg_dump", "-Fc", f"--snapshot={snapshot}", f"--file={target}", roles.DATABASE)
        return _sums(connection)


def _prove(server: Server, dump: Path, wanted: dict[str, TableSum]) -> None:
    """Restore into a database of its own, compare every table, and drop it again."""
    scratch = f"ambulant_proof_{secrets.token_hex(6)}"
    if not any(table.rows for table in wanted.values()):
        raise UnavailableError("The database is empty, so a backup would prove nothing.")
    with roles.connect(server.layout, roles.SUPER, "postgres") as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(scratch)))
        try:
            _run(server, "pg_restore", "--exit-on-error", f"--dbname={scratch}", str(dump))
            with roles.connect(server.layout, roles.SUPER, scratch) as restored:
                found = _sums(restored)
        finally:
            connection.execute(sql.SQL("drop database {}").format(sql.Identifier(scratch)))
    different = sorted(
        name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
    )
    if different:
        raise UnavailableError(f"The backup differs from the database in: {', '.join(different)}")


def _sums(connection: Connection) -> dict[str, TableSum]:
    tables = connection.execute(
        "select relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind = 'r' order by 1"
    ).fetchall()
    return {str(name): _sum(connection, str(name)) for (name,) in tables}


def _sum(connection: Connection, table: str) -> TableSum:
    query = sql.SQL(
        "select count(*), coalesce(encode(sha256(convert_to("
        "string_agg(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), ''"
        " order by t::text collate \"C\"), 'UTF8')), 'hex'), '') from public.{} t"
    )
    row = connection.execute(query.format(sql.Identifier(table))).fetchone()
    if row is None:
        raise UnavailableError(f"Table {table} gave no sum.")
    return TableSum(int(str(row[0])), str(row[1]))


def _run(server: Server, program: str, *arguments: str) -> None:
    answer = subprocess.run(
        [
            server.binaries.program(program),
            f"--host={server.layout.sockets}",
            f"--username={roles.SUPER}",
            "--no-password",
            *arguments,
        ],
        env={
            "PATH": os.environ.get("PATH", ""),
            "PGPASSFILE": str(server.layout.passfile(roles.SUPER)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        raise UnavailableError(f"{program} failed: {answer.stderr.strip()[-1000:]}")
