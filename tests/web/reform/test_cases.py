# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of cases."""

import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from ambulant.reform.scenario import SetValue
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.reform.actions import Expected, add_edit, create_scenario
from ambulant_web.reform.models import RESERVED, Scenario, StoredCase
from tests.web.reform.pages import doubled_ids, figure_addresses, parsed, text_of

LIST = reverse("reform:cases")
EXCEL = reverse("reform:cases_excel")


@pytest.mark.parametrize("address", [LIST, EXCEL])
def test_a_member_sees_the_cases_of_the_municipality(
    address: str, vennesla: StoredCase, owner_client: Client, colleague_client: Client
) -> None:
    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200


def test_a_stranger_sees_none_of_them(vennesla: StoredCase, stranger_client: Client) -> None:
    page = stranger_client.get(LIST).content.decode()

    assert vennesla.title not in page
    assert "Kommunen har ingen saker ennå" in page
    assert stranger_client.get(reverse("reform:case", args=["vennesla"])).status_code == 404


@pytest.mark.parametrize("address", [LIST, EXCEL, reverse("reform:case", args=["vennesla"])])
def test_one_who_is_not_logged_in_is_asked_to(
    address: str, vennesla: StoredCase, client: Client
) -> None:
    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_a_case_stands_with_its_recommended_model(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(LIST).content)
    (row,) = page.xpath("//table[@id='saksliste']/tbody/tr")

    words = text_of(row)
    assert "Modell 2 er anbefalt" in words
    assert "−11,52" in words
    assert "6,7" in words
    assert "eksempel" in words
    assert doubled_ids(page) == []


def test_figures_in_the_list_open_their_explanation(
    vennesla: StoredCase, owner_client: Client
) -> None:
    addresses = figure_addresses(parsed(owner_client.get(LIST).content))

    assert len(addresses) == 2
    assert all(owner_client.get(address).status_code == 200 for address in addresses)


def test_an_empty_list_says_what_fills_it(municipality: Municipality, owner_client: Client) -> None:
    page = owner_client.get(LIST).content.decode()

    assert "Kommunen har ingen saker ennå" in page
    assert f"ambulant case import cases/mappa --municipality {municipality.code}" in page
    assert "<table" not in page


def test_the_number_of_queries_does_not_grow_with_the_cases(
    vennesla: StoredCase, owner_client: Client, more_cases: Callable[[int], None]
) -> None:
    owner_client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        owner_client.get(LIST)
    more_cases(19)

    with CaptureQueriesContext(connection) as twenty:
        page = owner_client.get(LIST).content.decode()

    assert page.count("Modell 2 er anbefalt") == 20
    assert len(twenty) == len(one)


def test_search_finds_words_of_title_document_and_models(
    vennesla: StoredCase, owner_client: Client, more_cases: Callable[[int], None]
) -> None:
    more_cases(2)

    def found(words: str) -> int:
        page = parsed(owner_client.get(LIST, {"sok": words}).content)
        return len(page.xpath("//table[@id='saksliste']/tbody/tr"))

    assert found("kopi 1") == 1
    assert found("ARBEIDSPAKKE 1") == 3
    assert found("modell 2") == 3
    assert "Ingen saker passer" in owner_client.get(LIST, {"sok": "xyz"}).content.decode()


def test_sorting_works_without_script(
    vennesla: StoredCase, owner_client: Client, more_cases: Callable[[int], None]
) -> None:
    more_cases(2)

    def titles(order: str) -> list[str]:
        page = parsed(owner_client.get(LIST, {"sorter": order}).content)
        return [str(title) for title in page.xpath("//tbody/tr/th/a/text()")]

    assert titles("tittel") == ["Fra døgn til ambulerende tjenester", "Kopi 0", "Kopi 1"]
    assert titles("endret") == ["Kopi 1", "Kopi 0", "Fra døgn til ambulerende tjenester"]
    assert titles("what is this") == titles("tittel")


def test_the_last_change_in_a_scenario_is_told_with_who_made_it(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    with tenant(vennesla.municipality):
        scenario = create_scenario(vennesla, name="Mer reise", by=owner)
        change = SetValue("set_value", "assumptions.travel_model_2", 20.0)
        add_edit(scenario, change, by=owner, expected=Expected())

    (row,) = parsed(owner_client.get(LIST).content).xpath("//table[@id='saksliste']/tbody/tr")

    assert owner.display_name in text_of(row)
    assert text_of(row.xpath("td[@data-label='Åpne scenarioer']")[0]) == "1"


def test_a_case_that_cannot_be_computed_stands_with_the_reason(
    vennesla: StoredCase, owner_client: Client
) -> None:
    with tenant(vennesla.municipality):
        StoredCase.objects.create(
            municipality=vennesla.municipality, slug="odelagt", title="Ødelagt", data={"id": "x"}
        )

    page = owner_client.get(LIST)

    assert page.status_code == 200
    assert "Saken kan ikke regnes på" in page.content.decode()


def test_the_workbook_holds_the_rows_and_says_what_they_are(
    vennesla: StoredCase, owner_client: Client
) -> None:
    book = load_workbook(io.BytesIO(owner_client.get(EXCEL).content))

    assert book.sheetnames == ["Saker", "Om tallene"]
    (row,) = list(book["Saker"].iter_rows(min_row=2, values_only=True))
    assert row[0] == vennesla.title
    assert row[4] == pytest.approx(-11.52)
    assert row[5] == pytest.approx(6_700_000)


def test_a_member_of_several_municipalities_may_change_between_them(
    vennesla: StoredCase, owner: User, owner_client: Client, other_municipality: Municipality
) -> None:
    assert "Bytt kommune" not in owner_client.get(LIST).content.decode()
    Membership.objects.create(user=owner, municipality=other_municipality, role=Role.READER)

    page = parsed(owner_client.get(LIST).content)
    (button,) = page.xpath("//section[@aria-label='Bytt kommune']//button")

    assert text_of(button) == "Bytt til Lier kommune"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_no_scenario_takes_a_word_that_stands_in_addresses(
    word: str, vennesla: StoredCase, owner: User
) -> None:
    with tenant(vennesla.municipality):
        scenario = create_scenario(vennesla, name=word.capitalize(), by=owner)

        assert scenario.slug == f"{word}-2"
        assert Scenario.objects.filter(slug=word).count() == 0
