# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Copying a case to one of one's own."""

from django.test import Client

from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import SICK, address_of, edited, scenario_in, sick_leave
from tests.web.reform.pages import parsed

PAGE = "/modeller/vennesla/kopier/"


def cases(row: StoredCase) -> list[str]:
    with tenant(row.municipality):
        return list(StoredCase.objects.order_by("pk").values_list("slug", flat=True))


def test_members_see_the_form_and_only_editors_copy(  # noqa: PLR0913
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    sent = {"tittel": "Vår", "fra": "saken"}

    assert owner_client.get(PAGE).status_code == 200
    assert parsed(colleague_client.get(PAGE).content).xpath("//main//form") == []
    assert stranger_client.get(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302
    assert colleague_client.post(PAGE, sent).status_code == 403
    assert stranger_client.post(PAGE, sent).status_code == 404
    assert client.post(PAGE, sent).status_code == 302
    assert cases(vennesla) == ["vennesla"]


def test_a_copy_can_be_changed_like_any_other(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)

    owner_client.post(PAGE, {"tittel": "Vår egen sak", "fra": scenario.slug})
    owner_client.post(address_of("edit", case="var-egen-sak"), {"v:assumptions.fte_new": "21"})

    assert cases(vennesla) == ["vennesla", "var-egen-sak"]
    page = parsed(owner_client.get(address_of("edit", "scenario-1", "var-egen-sak")).content)
    assert page.xpath(f"//input[@name='v:{SICK}']/@value") == ["20"]
    assert page.xpath("//input[@name='v:assumptions.fte_new']/@value") == ["21"]


def test_two_copies_may_have_the_same_title(vennesla: StoredCase, owner_client: Client) -> None:
    for _ in range(2):
        owner_client.post(PAGE, {"tittel": "Vår", "fra": "saken"})

    assert cases(vennesla) == ["vennesla", "var", "var-2"]


def test_a_title_that_cannot_be_used_is_refused(vennesla: StoredCase, owner_client: Client) -> None:
    for sent in ({"tittel": "", "fra": "saken"}, {"tittel": "V", "fra": "finnes-ikke"}):
        assert owner_client.post(PAGE, sent).status_code == 422

    assert cases(vennesla) == ["vennesla"]
