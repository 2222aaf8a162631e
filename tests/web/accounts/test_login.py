# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logging in, out, and the demo's users."""

import pytest
from django.test import Client, override_settings

from ambulant.errors import InvalidInputError
from ambulant_web.accounts import demo
from ambulant_web.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Membership, Municipality

pytestmark = pytest.mark.django_db
LOGIN = "/konto/logg-inn/"


def test_a_person_logs_in_with_user_name(client: Client, owner: User) -> None:
    response = client.post(LOGIN, {"login": "radgiver", "password": "a-password-for-tests"})

    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(owner.pk)


def test_a_person_logs_in_with_e_mail(client: Client, owner: User) -> None:
    owner.email = "radgiver@example.com"
    owner.save()

    response = client.post(
        LOGIN, {"login": "radgiver@example.com", "password": "a-password-for-tests"}
    )

    assert response.status_code == 302


def test_a_wrong_password_says_so_without_telling_which_was_wrong(
    client: Client, owner: User
) -> None:
    known = client.post(LOGIN, {"login": "radgiver", "password": "wrong"}).content.decode()
    unknown = client.post(LOGIN, {"login": "nobody", "password": "wrong"}).content.decode()

    assert "ds-error-summary" in known
    assert "_auth_user_id" not in client.session
    assert ("ds-error-summary" in unknown) == ("ds-error-summary" in known)


def test_nobody_signs_up_alone(client: Client) -> None:
    assert client.get("/konto/signup/").status_code == 404


def test_logging_out_ends_the_session(owner_client: Client) -> None:
    owner_client.post("/konto/logg-ut/")

    assert owner_client.get("/")["Location"].startswith(LOGIN)


@pytest.mark.parametrize("address", ["/konto/passord/", "/konto/totrinn/", "/konto/logg-ut/"])
def test_the_persons_own_pages_have_our_look(owner_client: Client, address: str) -> None:
    html = owner_client.get(address).content.decode()

    assert "amb-bar" in html
    assert "<h1>" in html


def test_the_password_is_changed(owner_client: Client, owner: User) -> None:
    new = "et-langt-nytt-passord-9"
    owner_client.post(
        "/konto/passord/",
        {"oldpassword": "a-password-for-tests", "password1": new, "password2": new},
    )

    owner.refresh_from_db()
    assert owner.check_password(new)


def test_a_short_password_is_refused_at_the_field(owner_client: Client, owner: User) -> None:
    response = owner_client.post(
        "/konto/passord/",
        {"oldpassword": "a-password-for-tests", "password1": "kort", "password2": "kort"},
    )

    assert "ds-validation-message" in response.content.decode()
    owner.refresh_from_db()
    assert owner.check_password("a-password-for-tests")


def test_demo_logins_stand_on_the_login_page_of_the_demo_only(client: Client) -> None:
    ordinary = client.get(LOGIN).content.decode()
    with override_settings(DEMO_LOGINS=True):
        shown = client.get(LOGIN).content.decode()

    assert DEMO_PASSWORD not in ordinary
    assert DEMO_PASSWORD in shown
    for user in DEMO_USERS:
        assert f">{user.username}<" in shown


@override_settings(DEMO_LOGINS=True)
def test_demo_users_get_one_role_each_everywhere_and_one_lives_elsewhere(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    demo.load([municipality, other_municipality])
    demo.load([municipality, other_municipality])

    found = {
        (m.user.username, m.municipality.name): m.role
        for m in Membership.objects.select_related("user", "municipality")
    }
    everywhere = {
        (user, place): role
        for user, role in (
            ("radgiver", "adviser"),
            ("leder", "leader"),
            ("leser", "reader"),
            ("administrator", "administrator"),
        )
        for place in ("Vennesla", "Lier")
    }
    assert found == {**everywhere, ("nabo", "Lier"): "adviser"}
    assert all(user.check_password(DEMO_PASSWORD) for user in User.objects.all())
    assert not User.objects.filter(is_superuser=True).exists()


def test_demo_users_are_refused_outside_the_demo(
    municipality: Municipality, other_municipality: Municipality
) -> None:
    with pytest.raises(InvalidInputError, match="known password"):
        demo.load([municipality, other_municipality])


@override_settings(DEMO_LOGINS=True)
def test_demo_users_need_two_municipalities(municipality: Municipality) -> None:
    with pytest.raises(InvalidInputError, match="need 2 municipalities, but 1"):
        demo.load([municipality])
