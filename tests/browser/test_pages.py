# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page: accessible in light and dark, whole on a phone, silent in the console.

The pages are read from the addresses themselves, so a new page is tested when it gets one.
"""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from django.urls import URLPattern, reverse
from playwright.sync_api import Page

from ambulant_web.reform.urls import urlpatterns
from tests.browser.conftest import DESKTOP, PHONE, Visit

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# Only what is wrong comes back: what is right would be megabytes.
RUN_AXE = """async rules => (await axe.run(document,
    {runOnly: rules, resultTypes: ['violations'], iframes: false, elementRef: false}))
  .violations.flatMap(fault => fault.nodes.slice(0, 3).map(
    node => `${fault.id}: ${fault.help}: ${node.html.slice(0, 160)}`))"""
# What stands in an address where nothing else is said.
USUAL: Mapping[str, str] = {
    "case": "vennesla",
    "scenario": "saken",
    "model": "modell-2",
    "key": "fte_total",
    "calculator_name": "arsverk",
}
OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "economy_explain": {"key": "margin.computed"},
    "judgement_explain": {"key": "sum.modell-2"},
    "calculator_explain": {"key": "brutto"},
}
# Addresses that are no page of their own: fragments, and what only takes a form.
NO_PAGE = {
    "case",  # leads on to the case itself
    "edit_preview",
    "history_at",  # opened in the journey, which makes the history
    "redo",
    "remove_template",
    "undo",
    "upload_template",
}
CALCULATORS = ("helg", "kontrollspenn", "toppfinansiering", "ramme", "eget-eller-kjop", "gevinst")
OTHER_PAGES = (
    "/konto/passord/",
    "/konto/totrinn/",
    "/om-tallene/",
    "/tilgjengelighet/",
    *(f"/modeller/kalkulatorer/{name}/" for name in CALCULATORS),
)
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const held = node => { for (let up = node.parentElement; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (/auto|scroll|hidden|clip/.test(style.overflowX)) return true; } return false; };
  return [...document.body.querySelectorAll('*')]
    .filter(node => node.checkVisibility({contentVisibilityAuto: true}))
    .filter(node => { const box = node.getBoundingClientRect();
      return box.width > 0 && box.height > 1 && box.right > wide + 1 && !held(node); })
    .slice(0, 5).map(node => node.outerHTML.slice(0, 120)); }"""


def case_pages() -> Iterator[object]:
    """Return the address of every page of a case, as parameters named by their names."""
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        name = str(pattern.name)
        if name in NO_PAGE or "." in str(pattern.pattern):
            continue
        wanted = {**USUAL, **OTHERWISE.get(name, {})}
        kwargs = {key: wanted[key] for key in pattern.pattern.converters}
        yield pytest.param(reverse(f"reform:{name}", kwargs=kwargs), id=name)


def all_faults(page: Page) -> list[str]:
    """Return what axe finds, a line each: every rule in light, those of colour in dark as well."""
    page.emulate_media(color_scheme="light")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, {"type": "tag", "values": list(TAGS)})
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(RUN_AXE, {"type": "rule", "values": list(COLOUR_RULES)})
    return [f"light: {line}" for line in found] + [f"dark: {line}" for line in dark]


@pytest.mark.parametrize("path", list(case_pages()))
def test_a_page_of_a_case_is_for_everybody(path: str, visit: Visit) -> None:
    visitor = visit()
    visitor.resize(DESKTOP)
    visitor.go(path)

    assert all_faults(visitor.page) == []

    visitor.resize(PHONE)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert visitor.page.evaluate(OVERFLOW) == []


@pytest.mark.parametrize("path", OTHER_PAGES)
def test_a_page_of_the_house_is_for_everybody(path: str, visit: Visit) -> None:
    visitor = visit()
    visitor.page.goto(visitor.address + path)

    assert all_faults(visitor.page) == []

    visitor.resize(PHONE)
    assert visitor.page.evaluate(OVERFLOW) == []


def test_the_login_page_is_for_everybody(visit: Visit) -> None:
    visitor = visit("")
    visitor.go("/konto/logg-inn/")

    assert all_faults(visitor.page) == []

    visitor.resize(PHONE)
    assert visitor.page.evaluate(OVERFLOW) == []


def test_a_page_that_is_not_there_is_for_everybody(visit: Visit) -> None:
    visitor = visit()
    visitor.expected = ("404",)
    visitor.page.goto(f"{visitor.address}/modeller/finnes-ikke/saken/")

    assert all_faults(visitor.page) == []


def test_the_case_of_another_municipality_is_for_everybody(visit: Visit) -> None:
    visitor = visit("nabo")
    visitor.go("/modeller/")
    visitor.page.locator("main th a").first.click()
    visitor.page.wait_for_url("**/modeller/*/saken/")

    assert all_faults(visitor.page) == []

    visitor.resize(PHONE)
    assert visitor.page.evaluate(OVERFLOW) == []
