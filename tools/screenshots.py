# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make the pictures of the README: `python tools/screenshots.py`.

Starts the demo with data of its own, logs in as a made-up user, and writes docs/images/. Made again
when the page changes; each picture is below 400 kB.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, only tools/ is on the path

from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from ambulant_web.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS  # noqa: E402
from tools.running_demo import running_demo  # noqa: E402

IMAGES = ROOT / "docs" / "images"
MODELS = "/modeller/vennesla/saken/"
LARGEST = 400_000  # bytes
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the file's name, the size of the window, and how the page is shown."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"] = "light"
    path: str = MODELS


PICTURES = (
    Picture("modeller", 1440, 1000),
    Picture("modeller-mork", 1440, 1000, "dark"),
    Picture("modeller-mobil", 390, 844),
    Picture("saksframlegg", 1440, 1000, path=f"{MODELS}saksframlegg/"),
)


def main(wanted: Sequence[str]) -> int:
    """Take the pictures that are named, all when none is; return 1 if one is too large."""
    chosen = [picture for picture in PICTURES if not wanted or picture.name in wanted]
    if not chosen:
        names = ", ".join(picture.name for picture in PICTURES)
        print(f"{', '.join(wanted)}: no such picture; there are: {names}.", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    with running_demo() as address, sync_playwright() as playwright:
        # A browser of root's cannot make a sandbox.
        as_root = ["--no-sandbox"] if os.name == "posix" and os.getuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=_program(), args=[*ARGUMENTS, *as_root]
        )
        sizes = [_take(browser, address, picture) for picture in chosen]
        browser.close()
    return int(max(sizes) > LARGEST)


def _program() -> str | None:
    """Return the browser: CHROMIUM, one on PATH, or None for Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, PROGRAMS)), None)


def _take(browser: Browser, address: str, picture: Picture) -> int:
    """Take one picture and return its size in bytes."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,
        locale="nb-NO",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}/konto/logg-inn/?next={picture.path}")
    page.locator("input[name=login]").fill(DEMO_USERS[0].username)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/logg-inn/" not in url)
    page.goto(address + picture.path)  # once more: without the word that one is logged in
    page.evaluate("document.fonts.ready")
    target = IMAGES / f"{picture.name}.png"
    page.screenshot(path=target)
    context.close()
    size = target.stat().st_size
    print(f"{target.relative_to(ROOT)}: {size // 1000} kB", file=sys.stderr)
    return size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
