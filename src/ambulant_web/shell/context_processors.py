# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every template may use: nonce, colour scheme, rooms and who is looking."""

from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ambulant import __version__
from ambulant_web.organisation.access import membership_of, memberships_of
from ambulant_web.organisation.models import Municipality
from ambulant_web.shell.rooms import ROOMS
from ambulant_web.shell.wording import translated

SCHEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class RoomLink:
    """A room in the bar as it looks on this page."""

    label: str
    path: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MunicipalityChoice:
    """Another municipality the person may go on in: posts `value` to `url`."""

    name: str
    value: int
    url: str


class ShellContext(TypedDict):
    """Names every template may use."""

    csp_nonce: object
    scheme: str
    rooms: tuple[RoomLink, ...]
    municipality_name: str
    role_name: str
    municipality_choices: tuple[MunicipalityChoice, ...]
    here: str
    version: str
    demo_logins: bool


def scheme_of(request: HttpRequest) -> str:
    """Return light, dark or auto: what the person chose, else what the screen says (auto)."""
    chosen = request.COOKIES.get(settings.SCHEME_COOKIE_NAME, "")
    return chosen if chosen in SCHEMES else "auto"


def shell(request: HttpRequest) -> ShellContext:
    """Return the names every template may use."""
    membership = membership_of(request)
    return ShellContext(
        # Lazy: the nonce enters the header only on pages that use it.
        csp_nonce=SimpleLazyObject(lambda: str(getattr(request, "csp_nonce", ""))),
        scheme=scheme_of(request),
        rooms=_rooms(request) if membership else (),
        municipality_name=_full_name(membership.municipality) if membership else "",
        role_name=membership.get_role_display() if membership else "",
        municipality_choices=tuple(
            MunicipalityChoice(
                _full_name(other.municipality),
                other.municipality_id,
                reverse("organisation:choose"),
            )
            for other in memberships_of(request)
            if membership and other.pk != membership.pk
        ),
        here=request.get_full_path(),
        version=__version__,
        demo_logins=bool(settings.DEMO_LOGINS),
    )


def _rooms(request: HttpRequest) -> tuple[RoomLink, ...]:
    return tuple(
        RoomLink(translated(room.label), room.path, request.path.startswith(room.path))
        for room in ROOMS
    )


def _full_name(municipality: Municipality) -> str:
    return _("%(name)s kommune") % {"name": municipality.name}
