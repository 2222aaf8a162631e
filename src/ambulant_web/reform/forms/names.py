# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of scenarios and titles of cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME, LONGEST_TITLE = 100, 200


class ScenarioForm(forms.Form):
    """A scenario's name, and what it begins as."""

    navn = forms.CharField(
        label=_("Navn"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Skriv hva scenarioet skal hete."),
            "max_length": _("Navnet er for langt. Bruk høyst 100 tegn."),
        },
    )


class CopyForm(forms.Form):
    """The title of a copy of a case."""

    tittel = forms.CharField(
        label=_("Tittel på kopien"),
        max_length=LONGEST_TITLE,
        help_text=_("Kopien er deres egen. Det dere gjør i den, endrer ikke saken den kom fra."),
        error_messages={
            "required": _("Skriv hva kopien skal hete."),
            "max_length": _("Tittelen er for lang. Bruk høyst 200 tegn."),
        },
    )
    fra = forms.ChoiceField(
        label=_("Kopier"),
        error_messages={"invalid_choice": _("Velg saken eller et av scenarioene.")},
    )

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        """Offer the case itself and its scenarios."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["fra"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
