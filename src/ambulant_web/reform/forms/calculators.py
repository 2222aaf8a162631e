# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calculators there are, in the order they are shown."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.http import QueryDict

from ambulant_web.reform.forms.calculator_fields import CalculatorForm
from ambulant_web.reform.forms.calculators_choices import GainForm, OwnOrBoughtForm
from ambulant_web.reform.forms.calculators_money import FrameForm, TopFinancingForm
from ambulant_web.reform.forms.calculators_staff import LeadingForm, StaffingForm, WeekendForm

CALCULATORS: Mapping[str, type[CalculatorForm]] = MappingProxyType(
    {
        form.slug: form
        for form in (
            *(StaffingForm, WeekendForm, LeadingForm),
            *(TopFinancingForm, FrameForm, OwnOrBoughtForm, GainForm),
        )
    }
)
STAFF = (StaffingForm, WeekendForm, LeadingForm)
MONEY = (TopFinancingForm, FrameForm, OwnOrBoughtForm, GainForm)


def calculator_form(name: str, address: QueryDict, today: date) -> CalculatorForm | None:
    """Return the form of a calculator, read from the address; None when there is none."""
    form = CALCULATORS.get(name)
    return None if form is None else form(address, today)
