# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How allauth behaves here, and what it says."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ambulant_web.accounts.models import User

_MISMATCH = _(
    "Brukernavnet og passordet passer ikke sammen. Se etter skrivefeil og store bokstaver."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator; nobody signs up alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
        "account_inactive": _(
            "Brukeren er slått av. Administratoren i kommunen din kan slå den på."
        ),
        "enter_current_password": _("Dette er ikke passordet du har nå."),
        "incorrect_password": _("Passordet stemmer ikke."),
        "incorrect_code": _("Koden stemmer ikke. Vent på neste kode i appen og prøv igjen."),
        "too_many_login_attempts": _("Det er prøvd for mange ganger. Vent noen minutter."),
        "rate_limited": _("Det er prøvd for mange ganger. Vent noen minutter."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: a user is made by an administrator of the municipality."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> User | None:
        """Return who has given the right password; who is kept out is told so on the same page."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            raise self.validation_error("account_inactive")
        return user


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Two-step login in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koden stemmer ikke. Vent på neste kode i appen og prøv igjen."),
    }
