# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculators about money: top financing, frame to FTE, own staff or bought, payback."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambulant.parameters import Parameters
from ambulant.reform.calculators.frame_budget import Measure
from ambulant.reform.calculators.top_financing import (
    FIRST_YEAR,
    Recipient,
    Rules,
    TimeUse,
    UserCosts,
    rules_of,
)
from ambulant_web.reform.forms.calculator_fields import (
    CalculatorForm,
    Group,
    TypedDate,
    TypedNumber,
    TypedYear,
    number_of_rows,
)
from ambulant_web.reform.presentation import calculators_money
from ambulant_web.reform.presentation.calculators import Outcome
from ambulant_web.reform.presentation.calculators_money import FrameToAsk

MOST_MEASURES = 8
EXAMPLE_YEAR = 2024  # the latest with checked rates
OLDEST = 120
FIRST_FRAME, LAST_YEAR = 2000, 2100


class TopFinancingForm(CalculatorForm):
    """What the state refunds for a resource-demanding user."""

    slug = "toppfinansiering"
    title = gettext_lazy("Toppfinansiering")
    lead = gettext_lazy("Hva dekker staten av direkte lønn til en særlig ressurskrevende bruker?")
    example = gettext_lazy(
        "Eksempelet er laget slik at direkte lønn blir kr 2 608 000: én million over "
        "innslagspunktet i 2024."
    )
    start = {  # noqa: RUF012 - Django's forms are made so
        "ar": str(EXAMPLE_YEAR),
        "fodt": "1990",
        "lonn": 2_500_000.0,
        "sosiale": 0.304,
        "direkte": 3640.0,
        "reise": 546.0,
        "indirekte": 364.0,
        "oremerket": 0.0,
        "egenbetaling": 0.0,
    }
    groups_of = (
        (gettext_lazy("Kravet og brukeren"), ("ar", "fodt", "pu")),
        (gettext_lazy("Lønn til brukeren i utgiftsåret"), ("lonn", "sosiale")),
        (gettext_lazy("Hva arbeidstiden går til"), ("direkte", "reise", "indirekte")),
        (gettext_lazy("Det som trekkes fra"), ("oremerket", "egenbetaling")),
        (gettext_lazy("Egne satser for året"), ("innslag", "pu_fratrekk", "andel")),
    )

    ar = forms.ChoiceField(
        label=gettext_lazy("Tilskuddsår"),
        help_text=gettext_lazy("Året kravet sendes. Utgiftene er fra året før."),
    )
    fodt = TypedYear(gettext_lazy("Fødselsår"), first=FIRST_YEAR - OLDEST, last=LAST_YEAR)
    pu = forms.BooleanField(
        label=gettext_lazy("Brukeren har psykisk utviklingshemming"), required=False
    )
    lonn = TypedNumber(
        gettext_lazy("Lønn for all tid"),
        "nok",
        help_text=gettext_lazy("Uten sosiale utgifter. Fra lønnssystemet."),
    )
    sosiale = TypedNumber(
        gettext_lazy("Sosiale utgifter"),
        "share",
        help_text=gettext_lazy(
            "Pensjon og arbeidsgiveravgift, i prosent av lønna. 30,4 er et eksempel."
        ),
    )
    direkte = TypedNumber(gettext_lazy("Timer hos brukeren i året"), "hours_per_year")
    reise = TypedNumber(gettext_lazy("Timer på reise i året"), "hours_per_year")
    indirekte = TypedNumber(
        gettext_lazy("Timer til annet i året"),
        "hours_per_year",
        help_text=gettext_lazy(
            "Møter, journal, opplæring, veiledning og administrasjon. Teller ikke."
        ),
    )
    oremerket = TypedNumber(gettext_lazy("Øremerkede tilskudd"), "nok")
    egenbetaling = TypedNumber(gettext_lazy("Brukerens egenbetaling"), "nok")
    innslag = TypedNumber(
        gettext_lazy("Innslagspunkt"),
        "nok",
        required=False,
        help_text=gettext_lazy(
            "Fyll bare inn hvis året mangler i tabellen med satser, eller er endret."
        ),
    )
    pu_fratrekk = TypedNumber(gettext_lazy("Fratrekk for utviklingshemming"), "nok", required=False)
    andel = TypedNumber(gettext_lazy("Statens andel"), "share", required=False)

    def prepare(self, address: QueryDict) -> None:
        """Offer the years from the first known one to the next."""
        field = self.fields["ar"]
        if isinstance(field, forms.ChoiceField):
            last = max(self.today.year + 1, EXAMPLE_YEAR)
            field.choices = [(str(year), str(year)) for year in range(last, FIRST_YEAR - 1, -1)]

    def clean(self) -> None:
        """Refuse birth years nobody has, and time that is not there."""
        year, born = self.cleaned_data.get("ar"), self.cleaned_data.get("fodt")
        if year and born and not int(year) - OLDEST <= int(born) < int(year):
            text = _("Skriv et år fra %(first)s til %(last)s.")
            years = {"first": int(year) - OLDEST, "last": int(year) - 1}
            self.add_error("fodt", text % years)
        hours = [self.number(name) for name in ("direkte", "reise", "indirekte")]
        if all(value == 0 for value in hours):
            self.add_error("direkte", _("Skriv hvor mange timer de ansatte er hos brukeren."))
        if self.number("sosiale") == 1:
            self.add_error("sosiale", _("Skriv et tall under 100 %."))

    def outcome(self) -> Outcome:
        """Return what the state refunds."""
        time = TimeUse(self.figure("direkte"), self.figure("reise"), self.figure("indirekte"))
        costs = UserCosts(
            self.figure("lonn"),
            self.figure("sosiale"),
            time,
            self.figure("oremerket"),
            self.figure("egenbetaling"),
        )
        recipient = Recipient(int(self.cleaned_data["fodt"]), bool(self.cleaned_data["pu"]))
        years = range(FIRST_YEAR, max(self.today.year + 1, EXAMPLE_YEAR) + 1)
        return calculators_money.top_financing(recipient, costs, self._rules(), years)

    def _rules(self) -> Rules:
        rules = rules_of(int(self.cleaned_data["ar"]), Parameters.load())
        if self.number("innslag") is not None:
            rules = replace(rules, threshold=self.figure("innslag", like=rules.threshold))
        if self.number("pu_fratrekk") is not None:
            own = self.figure("pu_fratrekk", like=rules.pu_deduction)
            rules = replace(rules, pu_deduction=own)
            if rules.pu_youngest_age.is_missing:
                # Whoever fills in the deduction has decided that it is made.
                always = own.relabel(rules.pu_youngest_age.label)
                rules = replace(rules, pu_youngest_age=replace(always, value=0.0, unit="years"))
        if self.number("andel") is not None:
            rules = replace(rules, share=self.figure("andel", like=rules.share))
        return rules


class FrameForm(CalculatorForm):
    """From a frame in kroner to FTE, and measures to get inside it."""

    slug = "ramme"
    title = gettext_lazy("Ramme til årsverk")
    lead = gettext_lazy("Hvor mange årsverk rekker rammen til, og hva må til for å komme innenfor?")
    example = gettext_lazy(
        "Eksempelet er hjemmetjenesten i Lier i 2017: ramme 59 mill. kr og om lag 71 årsverk "
        "(dokument 004). Lønn per årsverk er fra dokument 000. Andre utgifter og tiltak er våre."
    )
    start = {  # noqa: RUF012
        "ramme": 59_000_000.0,
        "andre": 5_800_000.0,
        "inntekter": 0.0,
        "kostnad": 791_304.0,
        "arsverk": 71.0,
        "t1-navn": gettext_lazy("Færre vakter på dagtid"),
        "t1-kroner": 2_400_000.0,
    }

    rammear = TypedYear(gettext_lazy("Året rammen gjelder"), first=FIRST_FRAME, last=LAST_YEAR)
    ramme = TypedNumber(gettext_lazy("Netto ramme i året"), "nok")
    andre = TypedNumber(gettext_lazy("Utgifter som ikke er lønn"), "nok")
    inntekter = TypedNumber(
        gettext_lazy("Inntekter utenom rammen"),
        "nok",
        help_text=gettext_lazy("Tilskudd og brukerbetaling."),
    )
    kostnad = TypedNumber(
        gettext_lazy("Lønn per årsverk"),
        "nok_per_fte",
        help_text=gettext_lazy("Med sosiale utgifter."),
    )
    arsverk = TypedNumber(gettext_lazy("Årsverk i dag"), "fte", required=False)

    def prepare(self, address: QueryDict) -> None:
        """Add the rows of measures."""
        self.measures_shown = number_of_rows(address, "t", least=2, most=MOST_MEASURES)
        for number in range(1, self.measures_shown + 1):
            self.fields.update(
                {
                    f"t{number}-navn": forms.CharField(
                        label=gettext_lazy("Tiltak"), required=False, max_length=80
                    ),
                    f"t{number}-kroner": TypedNumber(
                        gettext_lazy("Kroner spart i et helt år"), "nok", required=False
                    ),
                    f"t{number}-fra": TypedDate(gettext_lazy("Virker fra")),
                }
            )
        cost = self.fields["kostnad"]
        if isinstance(cost, TypedNumber):
            cost.above_zero = True

    def groups(self) -> Iterator[Group]:
        """Yield the frame, then a row per measure."""
        names = ("rammear", "ramme", "andre", "inntekter", "kostnad", "arsverk")
        yield Group(_("Rammen"), "", tuple(self[name] for name in names))
        for number in range(1, self.measures_shown + 1):
            fields = tuple(self[f"t{number}-{name}"] for name in ("navn", "kroner", "fra"))
            heading = _("Tiltak %(number)s") % {"number": number}
            help_text = "" if number > 1 else _("Uten dato virker tiltaket fra 1. januar.")
            yield Group(heading, help_text, fields, is_row=True)

    def clean(self) -> None:
        """Refuse measures without an amount, and measures without FTE to measure against."""
        has_measures = False
        for number in range(1, self.measures_shown + 1):
            amount = f"t{number}-kroner"
            typed = {
                name: str(self.data.get(f"t{number}-{name}", "")).strip()
                for name in ("navn", "kroner", "fra")
            }
            if typed["kroner"]:
                has_measures = True
            elif typed["navn"] or typed["fra"]:
                self.add_error(amount, _("Skriv hvor mye tiltaket sparer i et helt år."))
        if has_measures and "arsverk" not in self.errors and self.number("arsverk") is None:
            self.add_error("arsverk", _("Skriv årsverk i dag, så vi ser hvor mye som mangler."))

    def outcome(self) -> Outcome:
        """Return the FTE the frame pays for."""
        return calculators_money.frame(
            FrameToAsk(
                self.figure("ramme"),
                self.figure("andre"),
                self.figure("inntekter"),
                self.figure("kostnad"),
                self.figure("arsverk"),
                tuple(self._measures()),
                int(self.cleaned_data["rammear"]),
            )
        )

    def _measures(self) -> Iterator[Measure]:
        for number in range(1, self.measures_shown + 1):
            if self.number(f"t{number}-kroner") is None:
                continue
            name = str(self.cleaned_data.get(f"t{number}-navn") or "").strip()
            start = self.cleaned_data.get(f"t{number}-fra")
            yield Measure(
                name or _("Tiltak %(number)s") % {"number": number},
                self.figure(f"t{number}-kroner"),
                start if isinstance(start, date) else date(int(self.cleaned_data["rammear"]), 1, 1),
            )
