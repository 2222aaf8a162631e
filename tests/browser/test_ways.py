# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other ways to use the pages: keyboard only, on paper, in nynorsk and English, without scripts."""

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect
from pypdf import PdfReader

from ambulant_web.accounts.demo_users import DEMO_PASSWORD
from tests.browser.conftest import CASE, PHONE, Visit

MOST_TABS = 60
FOCUS = """() => { const node = document.activeElement, box = node.getBoundingClientRect(),
    style = getComputedStyle(node);
  return {text: (node.innerText || node.value || node.getAttribute('aria-label') || '').trim(),
    href: node.getAttribute('href') || '', tag: node.tagName,
    seen: box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none'
      || style.boxShadow !== 'none')}; }"""


def tab_to(page: Page, *, text: str = "", href: str = "") -> None:
    """Press Tab until the focus is on something, and see on the way that focus can be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["tag"] == "BODY":
            continue
        assert focus["seen"], f"focus cannot be seen on {focus}"
        if (text and focus["text"].startswith(text)) or (href and href in focus["href"]):
            return
    raise AssertionError(f"no Tab leads to {text or href} within {MOST_TABS}")


def test_the_way_from_login_to_a_figures_arithmetic_needs_no_mouse(visit: Visit) -> None:
    visitor = visit("")
    page = visitor.page
    visitor.go(f"/konto/logg-inn/?next={CASE}")
    page.get_by_label("Brukernavn").focus()
    page.keyboard.type("radgiver")
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/logg-inn/" not in url)

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["text"] == "Hopp til innholdet"
    page.keyboard.press("Enter")
    tab_to(page, href="/forklar/")
    page.keyboard.press("Enter")
    expect(page.locator("#drawer h2").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#drawer")).to_be_hidden()
    assert "/forklar/" in page.evaluate(FOCUS)["href"]


def test_the_document_is_taken_out_without_a_mouse(visit: Visit) -> None:
    visitor = visit("leser")
    page = visitor.page
    visitor.go(CASE)
    page.get_by_role("main").focus()
    tab_to(page, text="Lag saksframlegg")
    page.keyboard.press("Enter")
    page.wait_for_url("**/saksframlegg/")
    page.get_by_role("main").focus()
    tab_to(page, text="Last ned HTML")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")

    assert waiting.value.suggested_filename.endswith(".html")


@pytest.mark.parametrize("path", [CASE, f"{CASE}okonomi/", f"{CASE}saksframlegg/"])
def test_paper_holds_the_content_and_nothing_to_press(path: str, visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go(path)
    page.emulate_media(media="print")

    buttons = page.locator("button:visible, .ds-button:visible, nav:visible, input:visible")
    # A heading that sorts its column is a button on the screen and words on paper.
    left = [b.inner_text() for b in buttons.all() if b.evaluate("b => !b.closest('th')")]
    assert left == []
    pages = PdfReader(BytesIO(page.pdf(format="A4", print_background=True))).pages
    words = "\n".join(each.extract_text() for each in pages)
    assert "Fra døgn til ambulerende tjenester" in words
    for button in ("Endre forutsetninger", "Lag saksframlegg", "Hopp til innholdet", "Logg ut"):
        assert button not in words


@pytest.mark.parametrize(
    ("language", "beside", "today"),
    [("nn", "Modellane side om side", "I dag"), ("en", "The models side by side", "Today")],
)
def test_the_pages_speak_the_readers_language(
    language: str, beside: str, today: str, visit: Visit
) -> None:
    visitor = visit(language=language)
    page = visitor.page
    visitor.go(CASE)

    assert page.locator("html").get_attribute("lang") == language
    expect(page.get_by_role("heading", name=beside).first).to_be_visible()
    visitor.go(f"{CASE}saksframlegg/")
    assert page.locator("article.amb-document").get_attribute("lang") == language


def test_the_language_is_changed_from_the_top_of_the_page(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    visitor.go(CASE)
    page.get_by_role("button", name="Språk og utseende").click()
    page.get_by_role("button", name="English").or_(page.get_by_role("link", name="English")).click()
    page.wait_for_load_state()

    assert page.locator("html").get_attribute("lang") == "en"


def test_everything_is_readable_without_scripts(
    browser: Browser, address: str, logged_in: Callable[[str], StorageState]
) -> None:
    context = browser.new_context(
        storage_state=logged_in("radgiver"),
        java_script_enabled=False,
        viewport={"width": PHONE[0], "height": PHONE[1]},
    )
    page = context.new_page()
    try:
        page.goto(address + CASE)
        page.locator("a.amb-tall[href*='modell-2/net_saving/']").first.click()
        page.wait_for_url("**/forklar/modell-2/net_saving/")
        expect(page.get_by_role("main")).to_contain_text("000 kap. 9")
        page.goto(f"{address}{CASE}saksframlegg/")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Last ned PDF").click()
        assert waiting.value.suggested_filename == "saksframlegg-vennesla.pdf"
    finally:
        context.close()
