# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Production refuses to start half set up; the demo keeps its secret."""

import stat
from pathlib import Path

import pytest

from ambulant_web.settings import production
from ambulant_web.settings.production import missing_settings
from ambulant_web.settings.secrets import kept_secret

COMPLETE = {
    "AMBULANT_SECRET_KEY": "x" * 50,
    "AMBULANT_HOSTS": "ambulant.example",
    "DATABASE_URL": "postgresql://a:b@c/d",
}


def test_a_complete_environment_misses_nothing() -> None:
    assert missing_settings(COMPLETE) == []


@pytest.mark.parametrize("name", COMPLETE)
def test_each_setting_that_is_absent_is_named(name: str) -> None:
    (sentence,) = missing_settings({k: v for k, v in COMPLETE.items() if k != name})

    assert name in sentence


def test_a_kept_folder_is_enough_for_the_embedded_database() -> None:
    without = {k: v for k, v in COMPLETE.items() if k != "DATABASE_URL"}

    assert missing_settings(without | {"AMBULANT_DATA": "/srv/ambulant"}) == []


@pytest.mark.parametrize(
    "change", [{"AMBULANT_SECRET_KEY": "short"}, {"AMBULANT_HOSTS": "*"}], ids=str
)
def test_weak_values_are_refused(change: dict[str, str]) -> None:
    assert len(missing_settings(COMPLETE | change)) == 1


def test_production_speaks_only_tls_and_never_debugs() -> None:
    assert production.SECURE_SSL_REDIRECT
    assert production.SESSION_COOKIE_SECURE
    assert production.CSRF_COOKIE_SECURE
    assert production.SECURE_HSTS_SECONDS > 0
    assert not production.DEBUG
    assert not production.DEMO_LOGINS


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "web" / "secret_key"

    first, second = kept_secret(path), kept_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_dark_and_auto_hold_the_same_values() -> None:
    css = Path(production.__file__).parent.parent / "shell/static/shell/tokens.css"
    text = css.read_text(encoding="utf-8")

    def block(start: str) -> list[str]:
        inside = text.split(start, 1)[1].split("}", 1)[0]
        return [part.strip() for part in inside.split(";") if part.strip()]

    dark = block('[data-color-scheme="dark"] {')
    assert len(dark) > 25
    assert dark == block('[data-color-scheme="auto"] {')
