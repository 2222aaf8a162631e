# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What to draw."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ambulant.reform.uncertainty import Method, Request

DRAWS = ((1_000, "1 000"), (10_000, "10 000"), (100_000, "100 000"))
METHODS = (
    ("latin_hypercube", _("Latinsk hyperkube: jevnt spredt, roligere svar")),
    ("monte_carlo", _("Monte Carlo: hver trekning for seg")),
)


class SimulationForm(forms.Form):
    """How many draws, how they are drawn, and the seed that makes them repeatable."""

    draws = forms.TypedChoiceField(
        label=_("Trekninger"),
        choices=DRAWS,
        coerce=int,
        initial=10_000,
        help_text=_("10 000 holder for de fleste saker, og tar noen sekunder."),
    )
    seed = forms.IntegerField(
        label=_("Frø for tilfeldige tall"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("Samme frø gir samme svar. Prøv et annet for å se at svaret holder."),
    )
    method = forms.ChoiceField(
        label=_("Måte å trekke på"), choices=METHODS, initial="latin_hypercube"
    )

    def order(self) -> Request:
        """Return what to simulate; the form must be valid."""
        cleaned = self.cleaned_data
        return Request(
            draws=cleaned["draws"], seed=cleaned["seed"], method=cast(Method, cleaned["method"])
        )
