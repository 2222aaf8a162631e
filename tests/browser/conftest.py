# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo, running as people run it, and a browser that looks at it.

All tests of a run share one demo: its database, its worker and its server are the real ones.
Whatever a page complains of in the browser's console fails the test that opened it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState

from ambulant_web.accounts.demo_users import DEMO_PASSWORD
from tools.running_demo import running_demo

Scheme: TypeAlias = Literal["light", "dark"]
CASE = "/modeller/vennesla/saken/"
DESKTOP = (1280, 900)
PHONE = (320, 800)


@pytest.fixture(scope="session")
def address(browser_type_launch_args: dict[str, object]) -> Iterator[str]:
    """Return where the demo runs, without a slash at the end. Needs a browser: else no demo."""
    with running_demo() as found:
        yield found


@dataclass
class Visitor:
    """Somebody with a browser of her own."""

    address: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()  # parts of complaints that are no fault

    def go(self, path: str) -> None:
        """Open a page, which must be there."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window another size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the console complains of."""
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")


Visit: TypeAlias = Callable[..., Visitor]


@pytest.fixture(scope="session")
def logged_in(browser: Browser, address: str) -> Callable[[str], StorageState]:
    """Return the cookies of a demo user; each logs in once per run."""
    known: dict[str, StorageState] = {}

    def cookies(user: str) -> StorageState:
        if user not in known:
            context = browser.new_context(locale="nb-NO")
            page = context.new_page()
            page.goto(f"{address}/konto/logg-inn/")
            log_in(page, user)
            known[user] = context.storage_state()
            context.close()
        return known[user]

    return cookies


def log_in(page: Page, user: str) -> None:
    """Fill in the login page, which is open, and send it."""
    page.get_by_label("Brukernavn").fill(user)
    page.get_by_label("Passord", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.wait_for_url(lambda url: "/logg-inn/" not in url)


@pytest.fixture
def visit(
    browser: Browser, address: str, logged_in: Callable[[str], StorageState]
) -> Iterator[Visit]:
    """Return what opens a browser for a demo user (nobody when empty), in a language."""
    visitors: list[Visitor] = []

    def come(
        user: str = "radgiver", *, language: str = "nb", size: tuple[int, int] = DESKTOP
    ) -> Visitor:
        context = browser.new_context(
            storage_state=logged_in(user) if user else None,
            viewport={"width": size[0], "height": size[1]},
            locale=f"{language}-NO" if language != "en" else "en-GB",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        if language != "nb":
            cookie = {"name": "ambulant_language", "value": language, "url": address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        visitor = Visitor(address, context, context.new_page())
        visitor.page.on("console", visitor.hear)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        visitor.context.close()
        unexpected = [
            complaint
            for complaint in visitor.complaints
            if not any(part in complaint for part in visitor.expected)
        ]
        assert unexpected == []
