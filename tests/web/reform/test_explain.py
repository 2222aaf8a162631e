# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a figure comes from."""

import io
from collections.abc import Callable
from typing import TypeAlias

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from ambulant.reform.compare import compare
from ambulant_web.organisation.access import tenant
from ambulant_web.reform import queries
from ambulant_web.reform.models import StoredCase
from ambulant_web.reform.presentation.against import against, closings
from tests.web.reform.pages import doubled_ids, parsed, text_of

OpenCase: TypeAlias = Callable[[str], tuple[StoredCase, Client]]
DRAWER = {"HX-Request": "true"}


def address_of(name: str, model: str, key: str, case: str = "vennesla") -> str:
    kwargs = {"case": case, "scenario": "saken", "model": model, "key": key}
    return reverse(f"reform:{name}", kwargs=kwargs)


@pytest.mark.parametrize("name", ["explain", "trace"])
def test_members_may_open_a_figure_and_others_may_not(  # noqa: PLR0913 - one visitor each
    name: str,
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = address_of(name, "modell-2", "fte_computed")

    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("model", "key"), [("modell-2", "no-such-figure"), ("modell-9", "fte_total")]
)
def test_a_figure_that_is_not_there_is_not_found(
    model: str, key: str, vennesla: StoredCase, owner_client: Client
) -> None:
    assert owner_client.get(address_of("explain", model, key)).status_code == 404
    assert owner_client.get(address_of("trace", model, key)).status_code == 404


def test_the_drawer_says_what_the_figure_holds_for(
    vennesla: StoredCase, owner_client: Client
) -> None:
    address = address_of("explain", "modell-2", "fte_computed")

    drawer = text_of(parsed(owner_client.get(address, headers=DRAWER).content))
    whole = parsed(owner_client.get(address).content)

    for words in (vennesla.title, "Saken slik den er", "gjeldende 01.09.2025", "2025-kroner"):
        assert words in drawer
        assert words in text_of(whole)
    assert doubled_ids(whole) == []
    assert whole.xpath("//a[contains(@href, '/modeller/vennesla/saken/')]")


def test_the_drawer_holds_the_computed_figure_against_the_stated_one(
    vennesla: StoredCase, owner_client: Client
) -> None:
    address = address_of("explain", "modell-2", "fte_computed")

    drawer = text_of(parsed(owner_client.get(address, headers=DRAWER).content))

    assert "Mot tallet i saken" in drawer
    assert "Saken gir 23,00 årsverk" in drawer
    assert "i stedet for" in drawer


def test_what_is_not_stated_has_nothing_to_be_held_against(
    vennesla: StoredCase, owner_client: Client
) -> None:
    for key in ("fte_computed", "net_saving", "activity.travel"):
        address = address_of("explain", "modell-1", key)
        assert "Mot tallet i saken" not in owner_client.get(address).content.decode()


def test_the_change_that_closes_the_gap_does_close_it(vennesla: StoredCase) -> None:
    with tenant(vennesla.municipality):
        view = queries.view_of(vennesla, None)
    result = view.comparison.result("modell-2")
    pair = against(result, "fte_computed")
    assert pair is not None
    found = closings(view, result, pair)
    assert found

    for closing in found:
        changed = compare(
            view.case,
            parameters=queries.parameters(),
            overrides={closing.path: closing.needed},
        )
        computed = changed.result("modell-2").fte_computed.number
        assert computed == pytest.approx(pair.stated.number, abs=0.01)


def test_the_workbook_computes_the_same_as_the_page(
    vennesla: StoredCase, owner_client: Client
) -> None:
    content = owner_client.get(address_of("trace", "modell-2", "net_saving")).content

    book = load_workbook(io.BytesIO(content))
    values = load_workbook(io.BytesIO(content), data_only=True)

    last = book.worksheets[0].max_row
    assert str(book.worksheets[0].cell(last, 3).value).startswith("=")
    assert values.worksheets[0].cell(last, 3).value == pytest.approx(6_700_000)
    assert book.sheetnames[-1] == "Om tallene"


@pytest.mark.parametrize("case", ["vennesla", "froya", "lier"])
def test_every_figure_of_every_model_can_be_opened(case: str, open_case: OpenCase) -> None:
    row, browser = open_case(case)
    with tenant(row.municipality):
        results = queries.view_of(row, None).comparison.results
    some = [
        (result.id, key)
        for result in results
        for number, key in enumerate(sorted(result.figures()))
        if number % 9 == 0
    ]

    for model, key in some:
        answer = browser.get(address_of("explain", model, key, case), headers=DRAWER)
        assert answer.status_code == 200, (model, key)
