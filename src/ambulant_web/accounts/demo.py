# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Put the made-up users of the demo in the database."""

from collections.abc import Sequence

from django.conf import settings

from ambulant.errors import InvalidInputError
from ambulant_web.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS, DemoUser
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Membership, Municipality


def load(municipalities: Sequence[Municipality]) -> tuple[User, ...]:
    """Make the demo's users, or bring them back to how they should be; returns them in order.

    Args:
        municipalities: The demo's municipalities, at least two; the first is where they begin.

    Raises:
        InvalidInputError: Demo logins are not allowed here, or there are too few municipalities.
    """
    if not settings.DEMO_LOGINS:
        raise InvalidInputError(
            "Demo users have a known password; settings allow them in demo only."
        )
    needed = max(user.place or 0 for user in DEMO_USERS) + 1
    if len(municipalities) < needed:
        raise InvalidInputError(
            f"Demo users need {needed} municipalities, but {len(municipalities)} were given."
        )
    return tuple(_load_one(user, _places_of(user, municipalities)) for user in DEMO_USERS)


def _places_of(user: DemoUser, municipalities: Sequence[Municipality]) -> Sequence[Municipality]:
    return municipalities if user.place is None else [municipalities[user.place]]


def _load_one(wanted: DemoUser, municipalities: Sequence[Municipality]) -> User:
    user, _created = User.objects.get_or_create(username=wanted.username)
    user.first_name, user.last_name, user.is_active = "Demo", wanted.last_name, True
    user.set_password(DEMO_PASSWORD)
    user.save()
    for municipality in municipalities:
        Membership.objects.update_or_create(
            user=user, municipality=municipality, defaults={"role": wanted.role}
        )
    return user
