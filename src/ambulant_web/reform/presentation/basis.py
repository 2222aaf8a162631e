# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a model's FTE rests on, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ambulant.reform.results import Basis


def basis_words() -> Mapping[Basis, str]:
    """Return what a model's FTE rests on, in words."""
    return {
        Basis.STATED: _("tall i saken, eller som følger av dem"),
        Basis.ASSUMED: _("minst ett tall er vårt anslag"),
        Basis.COMPUTED: _("dagens oppgitte tall pluss beregnet endring"),
        Basis.MISSING: _("mangler"),
    }
