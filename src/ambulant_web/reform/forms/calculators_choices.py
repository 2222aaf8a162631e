# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculators about a choice: own staff or bought, and whether a purchase comes back."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambulant.parameters import Parameters
from ambulant.reform.calculators.gain_plan import Purchase
from ambulant.reform.calculators.own_or_bought import OwnStaff, Supplier
from ambulant.staffing.fte import POSITION_HOURS
from ambulant_web.reform.forms.calculator_fields import (
    CalculatorForm,
    TypedDate,
    TypedNumber,
    rates_date,
)
from ambulant_web.reform.presentation import calculators_money
from ambulant_web.reform.presentation.calculators import Outcome
from ambulant_web.reform.presentation.calculators_money import PurchaseToAsk


class OwnOrBoughtForm(CalculatorForm):
    """The same hours with own staff or from a supplier."""

    slug = "eget-eller-kjop"
    title = gettext_lazy("Egne ansatte eller kjøp")
    lead = gettext_lazy("Hva koster de samme vedtakstimene med egne ansatte og hos en leverandør?")
    example = gettext_lazy("Lønn per årsverk er fra dokument 000. De andre tallene er eksempler.")
    start = {  # noqa: RUF012
        "timer": 100.0,
        "direkte": 0.6,
        "arbeidstid": "rotating",
        "fravar": 0.25,
        "kostnad": 791_304.0,
        "andre": 300_000.0,
        "pris": 1_000.0,
        "oppfolging": 200_000.0,
    }
    groups_of = (
        (gettext_lazy("Behovet"), ("timer",)),
        (
            gettext_lazy("Med egne ansatte"),
            ("direkte", "arbeidstid", "fravar", "kostnad", "andre"),
        ),
        (gettext_lazy("Hos en leverandør"), ("pris", "oppfolging")),
        (gettext_lazy("Satser"), ("dato",)),
    )

    timer = TypedNumber(
        gettext_lazy("Vedtakstimer i uka"),
        "hours_per_week",
        help_text=gettext_lazy("Tid hos brukerne, til sammen."),
    )
    direkte = TypedNumber(
        gettext_lazy("Andel av tiden som er hos bruker"),
        "share",
        help_text=gettext_lazy("ATA-tid: resten er reise, møter og journal."),
    )
    arbeidstid = forms.ChoiceField(label=gettext_lazy("Full stilling er"))
    fravar = TypedNumber(
        gettext_lazy("Fravær i alt"),
        "share",
        help_text=gettext_lazy("Andel av betalt tid, ferie medregnet."),
    )
    kostnad = TypedNumber(
        gettext_lazy("Lønn per årsverk"),
        "nok_per_fte",
        help_text=gettext_lazy("Med sosiale utgifter."),
    )
    andre = TypedNumber(
        gettext_lazy("Andre utgifter i året"),
        "nok",
        help_text=gettext_lazy("Biler, lokaler, ledelse."),
    )
    pris = TypedNumber(gettext_lazy("Pris per time hos bruker"), "nok_per_hour")
    oppfolging = TypedNumber(
        gettext_lazy("Egen oppfølging i året"),
        "nok",
        help_text=gettext_lazy("Anbud, kontroll og møter."),
    )
    dato: TypedDate = rates_date()

    def prepare(self, address: QueryDict) -> None:
        """Offer the categories of working time, and refuse what would divide by zero."""
        field = self.fields["arbeidstid"]
        table = Parameters.load().table(POSITION_HOURS, on=self.today)
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (
                    name,
                    _("%(name)s: %(hours)s timer i uka")
                    % {"name": _(figure.of), "hours": f"{figure.number:.1f}".replace(".", ",")},
                )
                for name, figure in table.items()
            ]
        for name in ("timer", "direkte"):
            number = self.fields[name]
            if isinstance(number, TypedNumber):
                number.above_zero = True

    def clean(self) -> None:
        """Refuse absence of everything."""
        if self.number("fravar") == 1:
            self.add_error("fravar", _("Skriv et tall under 100 %."))

    def outcome(self) -> Outcome:
        """Return both ways of getting the hours."""
        hours = Parameters.load().table(POSITION_HOURS, on=self.rates_on())
        own = OwnStaff(
            self.figure("direkte"),
            hours[str(self.cleaned_data["arbeidstid"])],
            self.figure("fravar"),
            self.figure("kostnad"),
            self.figure("andre"),
        )
        supplier = Supplier(self.figure("pris"), self.figure("oppfolging"))
        return calculators_money.own_bought(self.figure("timer"), own, supplier)


class GainForm(CalculatorForm):
    """When a purchase has come back, and whether anybody answers for the gain."""

    slug = "gevinst"
    title = gettext_lazy("Gevinst og tilbakebetaling")
    lead = gettext_lazy(
        "Når er et kjøp betalt tilbake, og er gevinsten tallfestet før dere kjøper?"
    )
    example = gettext_lazy("Tallene er eksempler.")
    start = {  # noqa: RUF012
        "navn": gettext_lazy("Digitalt tilsyn om natten"),
        "investering": 1_000_000.0,
        "gevinst": 600_000.0,
        "drift": 200_000.0,
        "levetid": 5.0,
    }
    groups_of = (
        (gettext_lazy("Kjøpet"), ("navn", "investering", "drift", "levetid")),
        (gettext_lazy("Gevinsten"), ("gevinst", "ansvarlig")),
    )

    navn = forms.CharField(label=gettext_lazy("Hva dere vil kjøpe"), max_length=80)
    investering = TypedNumber(
        gettext_lazy("Investering"), "nok", help_text=gettext_lazy("Betales én gang.")
    )
    drift = TypedNumber(
        gettext_lazy("Drift i året"),
        "nok",
        help_text=gettext_lazy("Lisenser, service og oppfølging."),
    )
    levetid = TypedNumber(gettext_lazy("Levetid i år"), "years")
    gevinst = TypedNumber(
        gettext_lazy("Gevinst i året"),
        "nok",
        required=False,
        help_text=gettext_lazy(
            "Kroner som faktisk blir spart. La feltet stå tomt hvis det ikke er regnet på."
        ),
    )
    ansvarlig = forms.CharField(
        label=gettext_lazy("Hvem skal hente ut gevinsten?"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("En rolle, for eksempel avdelingsleder."),
    )

    def outcome(self) -> Outcome:
        """Return when the purchase has come back."""
        gain = self.figure("gevinst")
        purchase = Purchase(
            str(self.cleaned_data["navn"]),
            self.figure("investering"),
            None if gain.is_missing else gain,
            str(self.cleaned_data["ansvarlig"]),
        )
        return calculators_money.gain(
            PurchaseToAsk(purchase, gain, self.figure("drift"), self.figure("levetid"))
        )
