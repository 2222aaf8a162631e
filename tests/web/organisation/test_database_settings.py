# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the database is, as the environment says."""

from pathlib import Path

import pytest

from ambulant.errors import InvalidInputError
from ambulant_web.settings.database import app_role, databases

URL = "postgresql://app:p%40ss@db.example:5433/amb?sslmode=require"


def test_an_address_gives_host_user_name_and_options() -> None:
    place = databases({"DATABASE_URL": URL})["default"]

    assert [place[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "app",
        "p@ss",
        "db.example",
        "5433",
        "amb",
    ]
    assert place["OPTIONS"] == {"connect_timeout": "10", "sslmode": "require"}
    assert app_role({"DATABASE_URL": URL}) == "app"


def test_without_an_address_the_embedded_database_is_used_as_the_app(tmp_path: Path) -> None:
    place = databases({"AMBULANT_DATA": str(tmp_path)})["default"]

    assert (place["USER"], place["HOST"]) == ("ambulant_app", str(tmp_path / "run"))
    assert "PASSWORD" not in place


def test_the_owner_has_an_address_of_its_own() -> None:
    given = {"DATABASE_URL": URL, "AMBULANT_DATABASE_ROLE": "owner"}
    with pytest.raises(InvalidInputError, match="AMBULANT_OWNER_DATABASE_URL is not set"):
        databases(given)

    owner = databases({**given, "AMBULANT_OWNER_DATABASE_URL": "postgresql://own@h/amb"})
    assert owner["default"]["USER"] == "own"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///x.db", "begins with sqlite://"),
        ("postgresql://host/name", "lacks user, host or name"),
        ("postgresql://user@host", "lacks user, host or name"),
        ("postgresql://user:secret@host:port/name", "cannot be read"),
    ],
)
def test_an_address_of_another_form_is_refused_without_its_password(url: str, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words) as caught:
        databases({"DATABASE_URL": url})

    assert "secret" not in str(caught.value)


def test_a_role_is_app_or_owner() -> None:
    with pytest.raises(InvalidInputError, match="is super; it must be app or owner"):
        databases({"AMBULANT_DATABASE_ROLE": "super"})
