# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real PostgreSQL for the web tests, and the people who visit.

Each test process starts an embedded server in a temporary folder. With
AMBULANT_TEST_DATABASE_URL=postgresql://superuser@host/postgres the tests use that server.

The test database belongs to the owner role; inside each test the role is that of the app, so
that grants and the fence between tenants hold as they do in real use. Tests that commit
(`transaction=True`, `live_server`) run as the owner, whom the fence binds as well.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client

from ambulant_web.accounts.models import User
from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import open_server
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.settings.database import DatabaseSettings, databases

SERVER_URL = "AMBULANT_TEST_DATABASE_URL"
FASTER = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "log_error_verbosity": "default",
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Point Django at the server of this test run, as the owner role."""
    url = os.environ.get(SERVER_URL)
    place = _on_existing_server(url) if url else _on_own_server()
    settings = connections.settings["default"]
    settings.update(place)
    settings["TEST"]["NAME"] = f"test_ambulant_{os.getpid()}"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave the database to our own server, which goes with all its files; drop it elsewhere."""
    return SERVER_URL not in os.environ


@pytest.fixture(scope="session")
def _ends_alone(django_db_setup: None) -> Iterator[None]:
    """End sessions that are left before the database is dropped, or the server refuses."""
    yield
    url = os.environ.get(SERVER_URL)
    if url:
        name = connections.settings["default"]["NAME"]
        ours = connections["default"]
        ours.close()
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
            )


def _on_existing_server(url: str) -> DatabaseSettings:
    with psycopg.connect(url, autocommit=True) as server:
        roles.ensure_roles(server, {})
    place = databases({"DATABASE_URL": url})["default"]
    # The superuser of the address acts as the owner from the first statement on.
    options = place["OPTIONS"]
    assert isinstance(options, Mapping)
    options = {**options, "options": f"-c role={roles.OWNER}"}
    return {**place, "OPTIONS": options}


def _on_own_server() -> DatabaseSettings:
    # Not under pytest's folder: that one is closed to the user the server runs as under root.
    data = Path(tempfile.mkdtemp(prefix="ambulant-test-"))
    if os.getuid() == 0:
        data.chmod(0o711)
    server = open_server(data, dict(os.environ), extra=FASTER)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    atexit.register(server.stop)
    return databases({"AMBULANT_DATA": str(data), "AMBULANT_DATABASE_ROLE": "owner"})["default"]


@pytest.fixture(autouse=True)
def _as_app_role(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    if marker is None and "db" not in request.fixturenames:
        return
    request.getfixturevalue("_ends_alone")
    request.getfixturevalue("_django_db_helper")
    if not connection.in_atomic_block:
        return  # the test commits
    with connection.cursor() as cursor:
        cursor.execute(f"set local role {roles.APP}")


@pytest.fixture
def as_tenant() -> Callable[[Municipality], AbstractContextManager[None]]:
    """Return the block that reads and writes rows of a municipality: `with as_tenant(m):`."""
    return tenant


@pytest.fixture
def municipality(db: None) -> Municipality:
    """Return the municipality the tests are about."""
    return Municipality.objects.create(code="4223", name="Vennesla")


@pytest.fixture
def other_municipality(db: None) -> Municipality:
    """Return a municipality that must see nothing of the first one."""
    return Municipality.objects.create(code="3312", name="Lier")


def member(name: str, municipality: Municipality, role: Role) -> User:
    """Return a new user with a role in a municipality."""
    user = get_user_model().objects.create_user(username=name, password="a-password-for-tests")
    Membership.objects.create(user=user, municipality=municipality, role=role)
    return user


@pytest.fixture
def owner(municipality: Municipality) -> User:
    """Return an adviser of the municipality."""
    return member("radgiver", municipality, Role.ADVISER)


@pytest.fixture
def colleague(municipality: Municipality) -> User:
    """Return a reader of the municipality: project group, politician."""
    return member("leser", municipality, Role.READER)


@pytest.fixture
def stranger(other_municipality: Municipality) -> User:
    """Return an adviser of another municipality."""
    return member("fremmed", other_municipality, Role.ADVISER)


@pytest.fixture
def owner_client(owner: User) -> Client:
    """Return the browser of the adviser of the municipality."""
    return _browser_of(owner)


@pytest.fixture
def colleague_client(colleague: User) -> Client:
    """Return the browser of the reader of the municipality."""
    return _browser_of(colleague)


@pytest.fixture
def stranger_client(stranger: User) -> Client:
    """Return the browser of the adviser of another municipality."""
    return _browser_of(stranger)


@pytest.fixture
def client() -> Client:
    """Return the browser of somebody who is not logged in."""
    return Client()


def _browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser
