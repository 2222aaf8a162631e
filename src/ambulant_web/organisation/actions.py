# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done to municipalities and memberships. Each action is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction

from ambulant.errors import InvalidInputError
from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Membership, Municipality, Role


@transaction.atomic
def add_municipality(code: str, name: str) -> Municipality:
    """Save a municipality.

    Raises:
        InvalidInputError: The code is not four digits or is taken, or the name is not allowed.
    """
    taken = Municipality.objects.filter(code=code).first()
    if taken is not None:
        raise InvalidInputError(f"Municipality {code} is there already: {taken.name}.")
    municipality = Municipality(code=code, name=name.strip())
    try:
        municipality.full_clean()
    except ValidationError as error:
        wrong = {"code": "four digits", "name": "1 to 100 characters"}
        told = [
            f"{field} is {getattr(municipality, field)!r}; allowed: {allowed}"
            for field, allowed in wrong.items()
            if field in error.error_dict
        ]
        raise InvalidInputError(". ".join(told) + ".") from None
    municipality.save()
    return municipality


def find_municipality(code: str) -> Municipality:
    """Return the municipality with this code.

    Raises:
        InvalidInputError: There is none; the message names those there are.
    """
    municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        known = ", ".join(f"{m.code} {m.name}" for m in Municipality.objects.all()) or "none"
        raise InvalidInputError(f"There is no municipality {code!r}; there are: {known}.")
    return municipality


@transaction.atomic
def set_role(user: User, municipality: Municipality, role: Role) -> Membership:
    """Let a user have a role in a municipality, instead of the one she has there if any."""
    membership, created = Membership.objects.select_for_update().get_or_create(
        user=user, municipality=municipality, defaults={"role": role}
    )
    if not created and membership.role != role:
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


@transaction.atomic
def end_membership(user: User, municipality: Municipality) -> None:
    """Take a user out of a municipality; what she has made there stays.

    Raises:
        InvalidInputError: She is not in it.
    """
    membership = Membership.objects.filter(user=user, municipality=municipality).first()
    if membership is None:
        raise InvalidInputError(
            f"{user.username} has no role in {municipality.name}, so there is none to take away."
        )
    membership.delete()
