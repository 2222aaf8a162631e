# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands as an administrator runs them: programs of their own, on a new installation."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from ambulant.reform.casefiles import load_case, shipped_cases
from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import open_server

pytestmark = pytest.mark.slow
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "ambulant_web.settings.production",
    "AMBULANT_SECRET_KEY": "x" * 60,
    "AMBULANT_HOSTS": "ambulant.example.no",
}
OURS = ("AMBULANT_", "DATABASE_URL", "DJANGO_")


@dataclass(frozen=True)
class Installation:
    """A new installation with settings as for production."""

    data: Path
    environ: Mapping[str, str]
    before: tuple[int, str, str] | None = None  # what a command gave before there were tables

    def run(self, *words: str | Path, piped: str = "", **more: str) -> tuple[int, str, str]:
        """Run a command and return exit code, output and errors."""
        done = subprocess.run(
            [sys.executable, "-m", "ambulant_web.serving", *map(str, words)],
            env={**self.environ, **more},
            input=piped,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Return an installation with tables; its server runs, as it does beside `serve`."""
    # Not under pytest's folder: that one is closed to the user the server runs as under root.
    top = Path(tempfile.mkdtemp(prefix="ambulant-administration-"))
    top.chmod(0o711)
    data = top / "data"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    made = Installation(data, {**kept, **PRODUCTION, "AMBULANT_DATA": str(data)})
    server = open_server(data, dict(os.environ), extra={"fsync": "off"})
    try:
        before = made.run("municipality", "list")
        # The demo's settings migrate the same tables, but collect no files for the browser.
        code, _said, wrong = made.run(
            "migrate", DJANGO_SETTINGS_MODULE="ambulant_web.settings.demo"
        )
        assert (code, wrong) == (0, "")
        yield replace(made, before=before)
    finally:
        server.stop()
        shutil.rmtree(top, ignore_errors=True)


def test_an_installation_is_set_up_from_the_command_line_alone(
    installation: Installation, tmp_path: Path
) -> None:
    run = installation.run
    assert run("municipality", "add", "9999", "Eksempel") == (0, "9999 Eksempel is in.\n", "")
    kari = ("kari", "--name", "Kari Eksempel", "--email", "kari@example.no")
    place = ("--municipality", "9999")
    added = run("user", "add", *kari, *place, "--role", "adviser", "--generate")
    assert (added[0], added[2]) == (0, "")
    assert "Password, shown this once: " in added[1]
    vennesla = next(folder for folder in shipped_cases() if folder.name == "vennesla")
    assert run("case", "import", vennesla, *place)[0::2] == (0, "")
    assert run("case", "export", "vennesla", *place, "--out", tmp_path / "out")[0::2] == (0, "")
    assert load_case(tmp_path / "out") == load_case(vennesla)

    refused = run("user", "reset-password", "kari", "--password-stdin", piped="kort\n")
    assert refused[:2] == (2, "")
    assert refused[2].startswith("ambulant: The password is not allowed.")
    assert refused[2].count("\n") == 1
    assert run("user", "deactivate", "ola")[::2] == (
        2,
        "ambulant: There is no user 'ola'; `ambulant user list` shows them.\n",
    )


def test_a_database_without_tables_says_what_to_run(installation: Installation) -> None:
    told = "ambulant: The database has no tables yet. Run: ambulant migrate\n"

    assert installation.before == (2, "", told)


def test_the_same_works_on_the_database_of_database_url(installation: Installation) -> None:
    layout = open_server(installation.data, dict(os.environ)).layout
    password = layout.passfile(roles.APP).read_text(encoding="ascii").strip().rsplit(":", 1)[1]
    address = f"postgresql://{roles.APP}:{quote(password, safe='')}@/{roles.DATABASE}"
    address += f"?host={layout.sockets}"
    code, said, wrong = installation.run(
        "municipality", "add", "1111", "Annet", DATABASE_URL=address
    )

    assert (code, said, wrong) == (0, "1111 Annet is in.\n", "")
    with psycopg.connect(address) as connection:
        row = connection.execute(
            "select current_user, (select count(*) from organisation_municipality)"
        )
        assert row.fetchone() in ((roles.APP, 1), (roles.APP, 2))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"AMBULANT_SECRET_KEY": ""}, "AMBULANT_SECRET_KEY must be at least 50"),
        ({"DATABASE_URL": "mysql://u@h/d"}, "begins with mysql"),
        ({"DATABASE_URL": "postgresql://u:p@127.0.0.1:1/d"}, "The database does not answer"),
    ],
)
def test_what_is_missing_is_one_line(
    installation: Installation, more: dict[str, str], message: str
) -> None:
    code, said, wrong = installation.run("user", "list", **more)

    assert (code, said) == (2, "")
    assert message in wrong
    assert wrong.count("\n") == 1
