# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every template may use: nonce, colour scheme, rooms and who is looking."""

from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ambulant import __version__
from ambulant_web.shell.rooms import ROOMS
from ambulant_web.shell.wording import translated

SCHEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A room in the bar as it looks on this page."""

    label: str
    path: str
    is_current: bool


class ShellContext(TypedDict):
    """Names every template may use."""

    csp_nonce: object
    scheme: str
    rooms: tuple[RoomLink, ...]
    here: str
    version: str
    demo_logins: bool


def scheme_of(request: HttpRequest) -> str:
    """Return light, dark or auto: what the person chose, else what the screen says (auto)."""
    chosen = request.COOKIES.get(settings.SCHEME_COOKIE_NAME, "")
    return chosen if chosen in SCHEMES else "auto"


def shell(request: HttpRequest) -> ShellContext:
    """Return the names every template may use."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return ShellContext(
        # Lazy: the nonce enters the header only on pages that use it.
        csp_nonce=SimpleLazyObject(lambda: str(getattr(request, "csp_nonce", ""))),
        scheme=scheme_of(request),
        rooms=tuple(
            RoomLink(translated(room.label), room.path, request.path.startswith(room.path))
            for room in ROOMS
        )
        if signed_in
        else (),
        here=request.get_full_path(),
        version=__version__,
        demo_logins=bool(settings.DEMO_LOGINS),
    )
