# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator does to users. Each action is one transaction.

The user name and the e-mail address both log in, whatever the case of their letters, so neither
may be another user's in any case.
"""

import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation

from ambulant.errors import InvalidInputError
from ambulant_web.accounts.models import User

# Neither 0 and O nor 1, I and l: a generated password may have to be read from paper.
_SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 5, 4


@dataclass(frozen=True, slots=True)
class NewUser:
    """Who is to log in. What stands after the last space of `name` is the surname."""

    username: str
    name: str
    email: str


def generate_password() -> str:
    """Return a random password of about 115 bits that can be read aloud."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


@transaction.atomic
def add_user(new: NewUser, *, password: str) -> User:
    """Save a user who can log in, without a role anywhere.

    Raises:
        InvalidInputError: The user name or address is taken or has a form that is not allowed, or
            the password is too weak.
    """
    first, _, last = new.name.strip().rpartition(" ")
    user = User(
        username=new.username,
        email=new.email.strip(),
        first_name=(first or last).strip(),
        last_name=last if first else "",
    )
    _refuse_taken(new)
    _set_password(user, password)
    with _in_english():
        try:
            user.full_clean()
        except ValidationError as error:
            raise InvalidInputError(_sentence(error)) from None
    if not user.email or not user.first_name:
        raise InvalidInputError("A user needs a name and an e-mail address; one of them is empty.")
    user.save()
    return user


@transaction.atomic
def set_password(user: User, password: str) -> None:
    """Give a user another password; where she is logged in, she is logged out.

    Raises:
        InvalidInputError: It is too weak.
    """
    _set_password(user, password)
    user.save(update_fields=["password"])


@transaction.atomic
def remove_second_step(user: User) -> bool:
    """Let a user who has lost her app or key log in with the password alone.

    Returns:
        False when she had no second step.
    """
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


@transaction.atomic
def set_active(user: User, *, is_active: bool) -> None:
    """Let a user log in or keep her out, at once; nothing of hers is deleted."""
    user.is_active = is_active
    user.save(update_fields=["is_active"])


def find_user(username: str) -> User:
    """Return the user with this name, whatever the case of its letters.

    Raises:
        InvalidInputError: There is none.
    """
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise InvalidInputError(f"There is no user {username!r}; `ambulant user list` shows them.")
    return user


def _refuse_taken(new: NewUser) -> None:
    names = Q(username__iexact=new.username) | Q(email__iexact=new.username)
    if User.objects.filter(names).exists():
        raise InvalidInputError(f"User {new.username!r} is there already.")
    email = new.email.strip()
    if User.objects.filter(Q(username__iexact=email) | Q(email__iexact=email)).exists():
        raise InvalidInputError(f"Another user has the address {email!r} already.")


def _set_password(user: User, password: str) -> None:
    with _in_english():
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise InvalidInputError("The password is not allowed. " + _sentence(error)) from None
    user.set_password(password)


def _in_english() -> translation.override:
    return translation.override("en")


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
    )
