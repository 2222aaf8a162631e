# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The main job, as a project group does it: compare, ask why, change, undo, take out the document.

Each step is a test; together they are one journey, so they run in order in one browser.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import CASE, Visit, Visitor, log_in
from tests.browser.test_pages import all_faults

SCENARIO = "Mer fravær"


def test_today_stands_beside_both_models_after_login(visit: Visit) -> None:
    visitor = visit("")
    page = visitor.page
    visitor.go(f"/konto/logg-inn/?next={CASE}")
    log_in(page, "radgiver")

    expect(page.get_by_role("heading", level=1)).to_have_text("Fra døgn til ambulerende tjenester")
    table = page.locator("table.rf-table").first
    for name in ("I dag", "Modell 1", "Modell 2"):
        expect(table.get_by_role("columnheader", name=name).first).to_be_visible()
    expect(table).to_contain_text("34,52")
    expect(table).to_contain_text("23,00")


def test_the_case_is_found_from_the_list(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/modeller/")
    visitor.page.get_by_role("link", name="Fra døgn til ambulerende tjenester").first.click()

    visitor.page.wait_for_url(f"**{CASE}")


def test_a_figure_opens_into_its_arithmetic_and_focus_comes_back(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go(CASE)
    figure = page.locator("a.amb-tall[href*='modell-2/net_saving/']").first
    figure.click()

    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", name="Slik er det beregnet")).to_be_focused()
    expect(drawer).to_contain_text("000 kap. 9")
    assert all_faults(page) == []

    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(figure).to_be_focused()


def test_the_same_explanation_is_a_page_without_scripts(visit: Visit) -> None:
    visitor = visit()
    visitor.go(f"{CASE}forklar/modell-2/net_saving/")

    expect(visitor.page.get_by_role("main")).to_contain_text("Netto")


def test_a_changed_assumption_shows_what_it_does_and_can_be_undone(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    with own_scenario(visitor):
        net_before = figure_text(page, "modell-2/net_saving_computed/")
        page.goto(page.url + "endre/")
        field = page.get_by_label("Sykefravær", exact=True)
        field.fill("14")
        field.press("Tab")
        result = page.locator("#resultat")
        expect(result).to_contain_text("1 endring, ikke lagret")
        expect(result).to_contain_text("Modell 2")
        page.get_by_label("Begrunnelse").fill("Tall fra i fjor")
        page.get_by_role("button", name="Lagre").last.click()
        expect(page.locator("#angre-hva")).to_contain_text("Sykefravær")

        page.get_by_role("link", name="Modellene", exact=True).click()
        assert figure_text(page, "modell-2/net_saving_computed/") != net_before

        page.get_by_role("link", name="Historikk", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("Tall fra i fjor")
        assert all_faults(page) == []

        page.get_by_role("button", name="Angre").first.click()
        expect(page.locator("#meldinger")).to_contain_text("Angret")
        page.get_by_role("link", name="Modellene", exact=True).click()
        assert figure_text(page, "modell-2/net_saving_computed/") == net_before


@contextmanager
def own_scenario(visitor: Visitor) -> Iterator[None]:
    """Make a scenario and open its models; archived afterwards, so that the next run has none."""
    page = visitor.page
    visitor.go("/modeller/vennesla/scenarioer/")
    page.get_by_label("Navn", exact=True).last.fill(SCENARIO)
    page.get_by_role("button", name="Lag scenarioet").click()
    page.wait_for_load_state()
    if not re.search(r"/mer-fravar[^/]*/$", page.url):
        page.goto(f"{visitor.address}/modeller/vennesla/scenarioer/")
        page.get_by_role("link", name=SCENARIO, exact=True).first.click()
    yield
    page.goto(f"{visitor.address}/modeller/vennesla/scenarioer/")
    page.get_by_role("button", name=f"Arkiver {SCENARIO}").first.click()


def figure_text(page: Page, address: str) -> str:
    """Return what a figure on the page says."""
    return page.locator(f"a.amb-tall[href*='{address}']").first.inner_text()


@pytest.mark.parametrize(
    ("button", "ending", "start"),
    [("Word", "docx", b"PK"), ("PDF", "pdf", b"%PDF-"), ("HTML", "html", b"<!doctype html>")],
)
def test_the_decision_document_comes_in_each_format(
    button: str, ending: str, start: bytes, visit: Visit
) -> None:
    visitor = visit("leser")
    page = visitor.page
    visitor.go(CASE)
    page.get_by_role("link", name="Lag saksframlegg").click()
    expect(page.get_by_role("heading", name="11 Avslutning")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Last ned {button}").click()

    assert waiting.value.suggested_filename == f"saksframlegg-vennesla.{ending}"
    assert content_of(waiting.value).startswith(start)


def content_of(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def test_a_stranger_is_told_no_more_than_that_it_is_not_there(visit: Visit) -> None:
    visitor = visit("nabo")
    visitor.expected = ("404",)
    answer = visitor.page.goto(visitor.address + CASE)

    assert answer is not None
    assert answer.status == 404
    expect(visitor.page.get_by_role("main")).not_to_contain_text("Vennesla")
