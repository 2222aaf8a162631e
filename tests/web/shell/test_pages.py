# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page has: who is looking, language, colours, headers, and words for errors."""

import json
import re
from typing import Protocol

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from ambulant.errors import InvalidInputError, UnavailableError
from ambulant.explain import compute, given
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Membership, Municipality
from ambulant_web.shell import errors, health
from ambulant_web.shell.explanation import Extra, drawer_response
from ambulant_web.shell.undo import tell_done

pytestmark = pytest.mark.django_db


def explain_view(request: HttpRequest) -> HttpResponse:
    inputs = {"a": given("Tid", 71.0, "hours"), "b": given("Timer", 35.5, "hours")}
    figure = compute("Årsverk", "fte", "a / b", inputs, note="Slik gjør vi det.")
    return drawer_response(request, figure, Extra(download_url="/regneark.xlsx"))


def refusing_view(request: HttpRequest) -> HttpResponse:
    raise InvalidInputError("Share is 1.2; it must be from 0 to 1.")


def unavailable_view(request: HttpRequest) -> HttpResponse:
    raise UnavailableError("The worker does not answer.")


def failing_view(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Kari Nordmann, 01017012345")


def undoable_view(request: HttpRequest) -> HttpResponse:
    tell_done(request, "Fem besøk er flyttet.", undo_url="/angre/5/")
    return errors.conflict(
        request, "Noen flyttet besøket.", (errors.Choice("Behold mitt", "/behold/"),)
    )


handler500 = "ambulant_web.shell.errors.server_error"
urlpatterns = [
    path("", include("ambulant_web.urls")),
    path("forklar/", explain_view),
    path("avslag/", refusing_view),
    path("borte/", unavailable_view),
    path("feil/", failing_view),
    path("flyttet/", undoable_view),
]
with_extra_pages = override_settings(ROOT_URLCONF="tests.web.shell.test_pages")


class HasContent(Protocol):
    @property
    def content(self) -> bytes: ...


def text(response: HasContent) -> str:
    return response.content.decode()


def test_the_bar_shows_municipality_name_and_role(owner_client: Client) -> None:
    html = text(owner_client.get("/om-tallene/"))

    assert "Vennesla kommune" in html
    assert "radgiver, Rådgiver" in html
    assert 'href="/modeller/"' in html


def test_a_reader_sees_her_own_role(colleague_client: Client) -> None:
    assert "leser, Leser" in text(colleague_client.get("/om-tallene/"))


def test_somebody_not_logged_in_sees_no_rooms(client: Client) -> None:
    html = text(client.get("/om-tallene/"))

    assert 'href="/modeller/"' not in html
    assert "Logg inn" in html


def test_the_front_page_asks_strangers_to_log_in(client: Client) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert response["Location"] == "/konto/logg-inn/?next=/"


def test_the_front_page_leads_to_the_first_room(owner_client: Client) -> None:
    assert owner_client.get("/")["Location"] == "/modeller/"


def test_a_person_may_change_municipality_from_the_bar(
    owner_client: Client, owner: User, other_municipality: Municipality
) -> None:
    Membership.objects.create(user=owner, municipality=other_municipality, role="reader")

    assert "Bytt til Lier kommune" in text(owner_client.get("/om-tallene/"))


def test_language_changes_without_leaving_the_page(client: Client) -> None:
    response = client.post("/sprak/", {"language": "en", "next": "/om-tallene/"})

    assert response["Location"] == "/om-tallene/"
    html = text(client.get("/om-tallene/"))
    assert '<html lang="en"' in html
    assert "About the figures" in html


def test_nynorsk_is_there_as_well(client: Client) -> None:
    client.post("/sprak/", {"language": "nn", "next": "/"})

    assert "Om tala" in text(client.get("/om-tallene/"))


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-US,en;q=0.9", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("nb,nn;q=0.8", "nb"),
        ("", "nb"),
    ],
)
def test_without_a_choice_it_is_bokmal_unless_the_browser_asks_for_nynorsk_first(
    client: Client, accepted: str, language: str
) -> None:
    html = text(client.get("/om-tallene/", headers={"Accept-Language": accepted}))

    assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("scheme", ["light", "dark", "auto"])
def test_the_colour_scheme_is_kept_in_a_cookie_and_drawn_by_the_server(
    client: Client, scheme: str
) -> None:
    response = client.post("/utseende/", {"scheme": scheme, "next": "/personvern/"})

    assert response["Location"] == "/personvern/"
    assert f'data-color-scheme="{scheme}"' in text(client.get("/personvern/"))


def test_an_unknown_scheme_is_refused(client: Client) -> None:
    assert client.post("/utseende/", {"scheme": "pink"}).status_code == 400


def test_the_scheme_form_never_leads_to_another_site(client: Client) -> None:
    response = client.post("/utseende/", {"scheme": "dark", "next": "https://example.com/"})

    assert response["Location"] == "/"


def test_the_content_policy_allows_nothing_inline_and_nothing_from_outside(client: Client) -> None:
    response = client.get("/om-tallene/")
    policy = response["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "http:" not in policy
    assert "https:" not in policy
    (nonce,) = set(re.findall(r"'nonce-([^']+)'", policy))
    assert f'nonce="{nonce}"' in text(response)


@pytest.mark.parametrize(
    "address",
    ["/om-tallene/", "/personvern/", "/tilgjengelighet/", "/konto/logg-inn/", "/finnes-ikke/"],
)
def test_pages_hold_no_inline_script_or_style(client: Client, address: str) -> None:
    html = text(client.get(address))

    assert "<style" not in html
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=", html)
    for script in re.findall(r"<script([^>]*)>", html):
        assert "src=" in script
        assert "nonce=" in script
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_pages_carry_the_security_headers(client: Client) -> None:
    response = client.get("/om-tallene/")

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert response["X-Request-ID"]


def test_a_page_that_is_not_there_says_so_in_words(client: Client) -> None:
    response = client.get("/finnes-ikke/")

    assert response.status_code == 404
    assert "Siden finnes ikke" in text(response)
    assert "404" not in re.sub(r"[0-9a-f]{32}", "", text(response))


def test_a_form_that_is_too_old_says_so(owner: object) -> None:
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/utseende/", {"scheme": "dark"})

    assert response.status_code == 403
    assert "Skjemaet er for gammelt" in text(response)


def test_no_access_says_who_gives_it() -> None:
    request = RequestFactory().get("/")

    html = text(errors.permission_denied(request))

    assert "Administratoren i kommunen din gir tilgang" in html


@with_extra_pages
def test_refused_input_shows_the_value_and_what_is_allowed(owner_client: Client) -> None:
    response = owner_client.get("/avslag/")

    assert response.status_code == 400
    assert "Share is 1.2; it must be from 0 to 1." in text(response)


@with_extra_pages
def test_something_that_does_not_answer_is_not_the_persons_fault(owner_client: Client) -> None:
    response = owner_client.get("/borte/")

    assert response.status_code == 503
    assert "svarer ikke" in text(response)


@with_extra_pages
def test_our_own_failure_tells_nothing_of_what_failed(owner_client: Client) -> None:
    owner_client.raise_request_exception = False

    response = owner_client.get("/feil/")

    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in text(response)
    assert "Kari Nordmann" not in text(response)
    assert response["X-Request-ID"] in text(response)


@with_extra_pages
def test_a_conflict_offers_each_version_with_one_press(owner_client: Client) -> None:
    response = owner_client.get("/flyttet/")

    assert response.status_code == 409
    assert "Noen kom deg i forkjøpet" in text(response)
    assert 'action="/behold/"' in text(response)


@with_extra_pages
def test_what_was_done_can_be_undone_from_the_message(owner_client: Client) -> None:
    html = text(owner_client.get("/flyttet/"))

    assert "Fem besøk er flyttet." in html
    assert 'action="/angre/5/"' in html


@with_extra_pages
def test_the_drawer_is_a_fragment_for_htmx_and_a_page_without(owner_client: Client) -> None:
    fragment = text(owner_client.get("/forklar/", headers={"HX-Request": "true"}))
    page = text(owner_client.get("/forklar/"))

    assert "<html" not in fragment
    assert "<h2>Slik er det beregnet</h2>" in fragment
    assert "data-amb-close" in fragment
    assert "<html" in page
    for html in (fragment, page):
        assert "71,0 ÷ 35,5 = 2,00" in html
        assert "Slik gjør vi det." in html
        assert 'href="/regneark.xlsx"' in html


def test_health_answers_with_states_and_no_data(client: Client) -> None:
    response = client.get("/helse/")

    found = json.loads(response.content)
    assert response.status_code == 200
    assert found["checks"] == {"database": True, "migrations": True, "worker": False}
    assert found["ok"] is False
    assert set(found) == {"ok", "version", "checks"}


def test_health_sees_a_worker_that_gave_a_sign_of_life(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (now())")

    found = json.loads(client.get("/helse/").content)

    assert found["checks"]["worker"] is True
    assert found["ok"] is True


def test_a_worker_that_has_been_silent_is_not_well(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - interval '5 minutes')"
        )

    assert json.loads(client.get("/helse/").content)["checks"]["worker"] is False


def test_health_is_503_when_a_part_is_not_well(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CHECKS", (health.Check("database", lambda: False),))

    response = client.get("/helse/")

    assert response.status_code == 503
    assert json.loads(response.content)["checks"] == {"database": False}


def test_search_engines_are_asked_to_stay_away(client: Client) -> None:
    assert "Disallow: /" in text(client.get("/robots.txt"))
