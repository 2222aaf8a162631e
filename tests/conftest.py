# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which browser the browser tests use, and what happens when there is none.

In this order: the program that CHROMIUM names, a Chromium or Chrome on PATH, the one Playwright
has installed. Without any, browser tests are skipped with the reason; where CI is set they fail.
"""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

BROWSER_TESTS = Path(__file__).parent / "browser"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = (
    "No Chromium on this machine. Install one (on Debian: apt-get install chromium), name it in "
    "CHROMIUM, or run: .venv/bin/playwright install chromium"
)

# The same examples on each run, so that a failure can be repeated; a busy machine is no failure.
hypothesis_settings.register_profile("house", derandomize=True, deadline=None)
hypothesis_settings.load_profile("house")


@cache
def chromium() -> str | None:
    """Return the path of a Chromium, None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, PROGRAMS)), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def pytest_configure(config: pytest.Config) -> None:
    """Let Django be used beside Playwright, which keeps an event loop in the test's thread."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no browser, but never under CI."""
    browser_tests = [item for item in items if BROWSER_TESTS in item.path.parents]
    if browser_tests and chromium() is None and not os.environ.get("CI"):
        for item in browser_tests:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, object],
) -> Iterator[dict[str, object]]:
    """Say which program Playwright starts; under root a sandbox cannot be made."""
    path = chromium()
    if path is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    arguments = ["--disable-dev-shm-usage"]
    if os.name == "posix" and os.getuid() == 0:
        arguments.append("--no-sandbox")
    yield {**browser_type_launch_args, "executable_path": path, "args": arguments}
