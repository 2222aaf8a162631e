# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Forms of allauth with our labels; what they do is allauth's."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext as _


def _relabel(form: forms.Form, labels: dict[str, str]) -> None:
    """Set labels; a placeholder vanishes when one writes, so there is none."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
        if name in ("password", "oldpassword", "password2"):
            field.help_text = ""


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name or e-mail, and password."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the fields."""
        super().__init__(*args, **kwargs)
        _relabel(self, {"login": _("Brukernavn eller e-post"), "password": _("Passord")})
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password, and the new one twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the fields."""
        super().__init__(*args, **kwargs)
        _relabel(
            self,
            {
                "oldpassword": _("Passordet du har nå"),
                "password1": _("Nytt passord"),
                "password2": _("Nytt passord en gang til"),
            },
        )


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the field."""
        super().__init__(*args, **kwargs)
        _relabel(self, {"password": _("Passord")})


class AuthenticateForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The code of the second step."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the field."""
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": _("Kode")})


class ActivateTOTPForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of the app."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Label the field."""
        super().__init__(*args, **kwargs)
        _relabel(self, {"code": _("Koden appen viser")})
