# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The database of a command: the embedded one, started or adopted, or that of DATABASE_URL."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from ambulant.errors import UnavailableError
from ambulant_web.embedded import cluster, roles
from ambulant_web.embedded.cluster import Server, open_server
from ambulant_web.embedded.folders import data_folder
from ambulant_web.settings.database import databases

log = logging.getLogger(__name__)

OLDEST_VERSION = 150000
LOOK_AT_ADOPTED_SECONDS = 2.0


@dataclass(slots=True)
class Database:
    """A database that answers. `server` is None when it is that of DATABASE_URL."""

    environ: Mapping[str, str]
    server: Server | None
    looked_at: float = 0.0

    def keep(self) -> None:
        """Start the embedded server again if it has died, also one that was adopted."""
        if self.server is None:
            return
        if self.server.process is not None:
            if self.server.process.poll() is None:
                return
        elif time.monotonic() - self.looked_at < LOOK_AT_ADOPTED_SECONDS:
            return
        elif cluster.is_running(self.server.layout):
            self.looked_at = time.monotonic()
            return
        log.warning("the database stopped and is started again")
        try:
            self.server = open_server(self.server.layout.data, self.environ)
        except UnavailableError as error:
            log.error("the database did not start: %s", error)
            time.sleep(LOOK_AT_ADOPTED_SECONDS)
        self.looked_at = time.monotonic()

    def stop(self) -> None:
        """Stop the server if this program started it."""
        if self.server is not None:
            self.server.stop()


@contextmanager
def open_database(environ: Mapping[str, str]) -> Iterator[Database]:
    """Have a database for the length of the block.

    Raises:
        UnavailableError: It does not answer, or is older than 15.
    """
    if environ.get("DATABASE_URL"):
        with connect_as(environ, "app") as connection:
            if connection.info.server_version < OLDEST_VERSION:
                raise UnavailableError(
                    f"The server of DATABASE_URL is PostgreSQL "
                    f"{connection.info.server_version // 10000}; it must be 15 or later."
                )
        yield Database(environ, None)
        return
    database = Database(environ, open_server(data_of(environ), environ))
    try:
        yield database
    finally:
        database.stop()


def data_of(environ: Mapping[str, str]) -> Path:
    """Return the data folder."""
    return data_folder(environ)


def refuse_unready(environ: Mapping[str, str]) -> None:
    """Refuse to serve with a role that is too strong, or on tables that are not there.

    Raises:
        UnavailableError: It says what to do.
    """
    with connect_as(environ, "app") as connection:
        roles.refuse_strong_role(connection)
        row = connection.execute("select to_regclass('public.django_migrations')").fetchone()
    if row is None or row[0] is None:
        raise UnavailableError("The database has no tables yet. Run: ambulant migrate")


def connect_as(environ: Mapping[str, str], role: str) -> "psycopg.Connection[tuple[object, ...]]":
    """Return a connection as app or owner.

    Raises:
        InvalidInputError: The address of that role is missing or cannot be read.
        UnavailableError: The database does not answer.
    """
    place = databases({**environ, "AMBULANT_DATABASE_ROLE": role})["default"]
    options = place["OPTIONS"]
    given = {
        "dbname": place["NAME"],
        "user": place["USER"],
        "host": place["HOST"],
        "port": place.get("PORT"),
        "password": place.get("PASSWORD"),
        **(options if isinstance(options, Mapping) else {}),
    }
    address = psycopg.conninfo.make_conninfo(
        **{key: str(value) for key, value in given.items() if value not in (None, "")}
    )
    try:
        return psycopg.connect(address, autocommit=True)
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise UnavailableError(f"The database does not answer: {said}") from None
