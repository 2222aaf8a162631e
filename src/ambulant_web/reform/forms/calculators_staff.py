# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculators about people: FTE of a staffing plan, weekends, span of control."""

from collections.abc import Iterator
from datetime import time

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambulant.explain import Kind, given, nb
from ambulant.parameters import Parameters
from ambulant.staffing.cover import EVERY_DAY, Post
from ambulant.staffing.fte import POSITION_HOURS, Absence
from ambulant.staffing.weekends import WEEKEND
from ambulant_web.reform.forms.calculator_fields import (
    CalculatorForm,
    Group,
    TypedDate,
    TypedNumber,
    number_of_rows,
    rates_date,
)
from ambulant_web.reform.presentation import calculators_staff
from ambulant_web.reform.presentation.calculators import Outcome
from ambulant_web.reform.presentation.calculators_staff import LeadingToAsk, StaffingPlan

MOST_POSTS = 12
DAY_HOURS = 24.0
DAYS = {
    "alle": (gettext_lazy("alle dager"), EVERY_DAY),
    "hverdag": (gettext_lazy("mandag–fredag"), frozenset(range(5))),
    "helg": (gettext_lazy("lørdag og søndag"), WEEKEND),
}
ABSENCE = {
    "ferie": "holiday",
    "syk": "sick",
    "permisjon": "leave",
    "opplaring": "training",
}
SHIFTS = ("dag", "kveld", "natt")


class StaffingForm(CalculatorForm):
    """From a staffing plan to FTE with absence."""

    slug = "arsverk"
    title = gettext_lazy("Årsverk fra bemanningsplan")
    lead = gettext_lazy(
        "Hvor mange årsverk må være ansatt for at vaktene blir dekket, også når folk er borte?"
    )
    example = gettext_lazy(
        "Eksempelet er døgnboligen på Frøya (dokument 001): én våken person hele døgnet, oppgitt "
        "til 6,3 årsverk. Kilden oppgir verken arbeidstid eller fravær; de tallene er vårt anslag."
    )
    start = {  # noqa: RUF012 - Django's forms are made so
        "p1-navn": gettext_lazy("Døgnvakt"),
        "p1-dager": "alle",
        "p1-timer": 24.0,
        "p1-ansatte": 1.0,
        "p1-vakt": "vaken",
        "arbeidstid": "rotating",
        "ferie": 0.096,
        "syk": 0.104,
        "permisjon": 0.03,
        "opplaring": 0.02,
        "oppgitt": 6.3,
    }

    arbeidstid = forms.ChoiceField(label=gettext_lazy("Full stilling er"))
    ferie = TypedNumber(
        gettext_lazy("Ferie"), "share", help_text=gettext_lazy("Fem uker av 52 er 9,6 %.")
    )
    syk = TypedNumber(gettext_lazy("Sykefravær"), "share")
    permisjon = TypedNumber(gettext_lazy("Permisjon"), "share")
    opplaring = TypedNumber(gettext_lazy("Opplæring"), "share")
    oppgitt = TypedNumber(
        gettext_lazy("Årsverk dere har i planen"),
        "fte",
        required=False,
        help_text=gettext_lazy("Da ser du hvilket fravær som kan ligge bak tallet."),
    )
    dato = rates_date()

    def prepare(self, address: QueryDict) -> None:
        """Add the rows of posts and the choices of working time."""
        count = number_of_rows(address, "p", least=2, most=MOST_POSTS)
        for number in range(1, count + 1):
            self.fields.update(_post_fields(number))
        self.posts_shown = count
        field = self.fields["arbeidstid"]
        table = Parameters.load().table(POSITION_HOURS, on=self.today)
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (name, f"{_(figure.of)}: {_hours(figure.number)}") for name, figure in table.items()
            ]

    def groups(self) -> Iterator[Group]:
        """Yield a group per post, then absence and the rest."""
        for number in range(1, self.posts_shown + 1):
            names = ("navn", "dager", "timer", "ansatte", "vakt")
            fields = tuple(self[f"p{number}-{name}"] for name in names)
            yield Group(_("Vakt %(number)s") % {"number": number}, "", fields, is_row=True)
        yield Group(_("Arbeidstid"), "", (self["arbeidstid"],))
        help_text = _("Andel av betalt tid, i prosent. Hver time telles bare ett sted.")
        yield Group(_("Fravær"), help_text, tuple(self[name] for name in ABSENCE))
        yield Group(_("Sammenlign med"), "", (self["oppgitt"], self["dato"]))

    def clean(self) -> None:
        """Refuse half-filled rows, no rows at all, and absence of everything."""
        filled = 0
        for number in range(1, self.posts_shown + 1):
            hours, staff = f"p{number}-timer", f"p{number}-ansatte"
            has = [bool(str(self.data.get(name, "")).strip()) for name in (hours, staff)]
            filled += all(has)
            if any(has) and not all(has):
                empty = staff if has[0] else hours
                self.add_error(empty, _("Fyll inn både timer og ansatte, eller ingen av dem."))
        if not filled and not self.errors:
            self.add_error("p1-timer", _("Fyll inn minst én vakt."))
        if sum(self.number(name) or 0.0 for name in ABSENCE) >= 1:
            self.add_error("ferie", _("Fraværet er til sammen 100 % eller mer. Skriv lavere tall."))
        stated = self.number("oppgitt")
        if stated is not None and stated <= 0.5 * 10.0 ** -self._decimals():
            self.add_error("oppgitt", _("Skriv et tall over 0, eller la feltet stå tomt."))

    def outcome(self) -> Outcome:
        """Return net and gross FTE of the plan."""
        parameters, on = Parameters.load(), self.rates_on()
        categories = parameters.table(POSITION_HOURS, on=on)
        rates = parameters.table("staffing.absence", on=on)
        absence = {row: self.figure(name, like=rates[row]) for name, row in ABSENCE.items()}
        sleeping = parameters.figure("staffing.sleeping_night_factor", on=on)
        return calculators_staff.staffing(
            StaffingPlan(
                tuple(self._posts()),
                categories[str(self.cleaned_data["arbeidstid"])],
                categories,
                Absence(**absence),
                sleeping,
                self.figure("oppgitt"),
                self._decimals(),
            )
        )

    def _posts(self) -> Iterator[Post]:
        for number in range(1, self.posts_shown + 1):
            hours = self.number(f"p{number}-timer")
            if hours is None:
                continue
            name = str(self.cleaned_data.get(f"p{number}-navn") or "")
            weekdays = DAYS[str(self.cleaned_data.get(f"p{number}-dager") or "alle")][1]
            watch = self.cleaned_data.get(f"p{number}-vakt")
            yield Post(
                name.strip() or _("Vakt %(number)s") % {"number": number},
                weekdays,
                time(7),
                hours,
                self.figure(f"p{number}-ansatte"),
                watch="asleep" if watch == "hvilende" else "awake",
            )

    def _decimals(self) -> int:
        """Return how many decimals the stated FTE was typed with."""
        typed = str(self.data.get("oppgitt", "")).replace(".", ",")
        _whole, _comma, decimals = typed.partition(",")
        return min(sum(sign.isdigit() for sign in decimals), 4)


def _post_fields(number: int) -> dict[str, forms.Field]:
    hours = TypedNumber(gettext_lazy("Timer per vakt"), "hours", required=False)
    hours.at_most, hours.above_zero = DAY_HOURS, True
    return {
        f"p{number}-navn": forms.CharField(
            label=gettext_lazy("Navn"), required=False, max_length=60
        ),
        f"p{number}-dager": forms.ChoiceField(
            label=gettext_lazy("Dager"),
            choices=[(name, words) for name, (words, _days) in DAYS.items()],
            required=False,
        ),
        f"p{number}-timer": hours,
        f"p{number}-ansatte": TypedNumber(
            gettext_lazy("Ansatte på vakt"), "persons", required=False
        ),
        f"p{number}-vakt": forms.ChoiceField(
            label=gettext_lazy("Våken eller hvilende"),
            choices=[("vaken", gettext_lazy("våken")), ("hvilende", gettext_lazy("hvilende natt"))],
            required=False,
        ),
    }


def _hours(value: float) -> str:
    return _("%(hours)s timer i uka") % {"hours": f"{value:.1f}".replace(".", ",")}


class WeekendForm(CalculatorForm):
    """How many people the weekends need."""

    slug = "helg"
    title = gettext_lazy("Helger")
    lead = gettext_lazy(
        "Hvor mange må være ansatt for at helgene går opp, og hvor store stillinger kan de da ha?"
    )
    example = gettext_lazy(
        "Eksempelet er én person på vakt hele døgnet i tre vakter, med de 6,3 årsverkene Frøya "
        "oppgir (dokument 001). Delingen i tre vakter er vår."
    )
    start = {  # noqa: RUF012
        "dag-ansatte": 1.0,
        "dag-timer": 8.0,
        "kveld-ansatte": 1.0,
        "kveld-timer": 8.0,
        "natt-ansatte": 1.0,
        "natt-timer": 8.0,
        "arsverk": 6.3,
        "helg": "3",
    }

    arsverk = TypedNumber(
        gettext_lazy("Årsverk som deler vaktene"), "fte", help_text=gettext_lazy("Med fravær.")
    )
    helg = forms.ChoiceField(
        label=gettext_lazy("Hver ansatt arbeider"),
        choices=[
            ("2", gettext_lazy("hver 2. helg")),
            ("3", gettext_lazy("hver 3. helg")),
            ("4", gettext_lazy("hver 4. helg")),
        ],
    )

    def prepare(self, address: QueryDict) -> None:
        """Add people and hours of each shift."""
        for name in SHIFTS:
            hours = TypedNumber(gettext_lazy("Timer per vakt"), "hours")
            hours.at_most, hours.above_zero = DAY_HOURS, True
            self.fields[f"{name}-ansatte"] = TypedNumber(gettext_lazy("Ansatte på vakt"), "persons")
            self.fields[f"{name}-timer"] = hours
        fte = self.fields["arsverk"]
        if isinstance(fte, TypedNumber):
            fte.above_zero = True

    def groups(self) -> Iterator[Group]:
        """Yield a group per shift, then who shares them."""
        words = {"dag": _("Dagvakt"), "kveld": _("Kveldsvakt"), "natt": _("Nattevakt")}
        for name in SHIFTS:
            fields = (self[f"{name}-ansatte"], self[f"{name}-timer"])
            heading = _("%(shift)s lørdag og søndag") % {"shift": words[name]}
            yield Group(heading, "", fields, is_row=True)
        yield Group(_("Hvem som deler vaktene"), "", (self["arsverk"], self["helg"]))

    def outcome(self) -> Outcome:
        """Return how many people the weekends need."""
        words = {"dag": _("Dagvakt"), "kveld": _("Kveldsvakt"), "natt": _("Nattevakt")}
        posts = [
            Post(
                words[name],
                WEEKEND,
                time(7),
                self.number(f"{name}-timer") or 0.0,
                self.figure(f"{name}-ansatte"),
            )
            for name in SHIFTS
        ]
        return calculators_staff.weekends(
            posts, self.figure("arsverk"), int(self.cleaned_data["helg"])
        )


class LeadingForm(CalculatorForm):
    """FTE per leader, and administration against leading."""

    slug = "kontrollspenn"
    title = gettext_lazy("Kontrollspenn")
    lead = gettext_lazy("Hvor mange årsverk har hver leder, og hvor mange ledere trengs?")
    example = gettext_lazy(
        "Eksempelet er Vestvågøy: 33 årsverk per avdelingsleder blir kalt for mye (dokument 003)."
    )
    start = {"arsverk": 33.0, "ledere": 1.0, "grense": 20.0}  # noqa: RUF012
    groups_of = (
        (gettext_lazy("Enheten"), ("arsverk", "ledere", "grense")),
        (gettext_lazy("Administrasjon mot ledelse"), ("administrasjon", "ledelse", "dato")),
    )

    arsverk = TypedNumber(
        gettext_lazy("Årsverk i enheten"), "fte", help_text=gettext_lazy("Uten lederne.")
    )
    ledere = TypedNumber(gettext_lazy("Ledere"), "persons")
    grense = TypedNumber(
        gettext_lazy("Årsverk per leder, høyst"),
        "fte",
        help_text=gettext_lazy("Anbefalt i dokument 004: 20."),
    )
    administrasjon = TypedNumber(gettext_lazy("Administrative årsverk"), "fte", required=False)
    ledelse = TypedNumber(gettext_lazy("Lederårsverk"), "fte", required=False)
    dato: TypedDate = rates_date()

    def prepare(self, address: QueryDict) -> None:
        """Let the limit be above zero."""
        limit = self.fields["grense"]
        if isinstance(limit, TypedNumber):
            limit.above_zero = True

    def clean(self) -> None:
        """Ask for both sides of the second question, or none."""
        typed = {name: self.number(name) for name in ("administrasjon", "ledelse")}
        empty = [name for name, value in typed.items() if value is None and name not in self.errors]
        if len(empty) == 1:
            self.add_error(empty[0], _("Fyll inn begge feltene, eller ingen av dem."))

    def outcome(self) -> Outcome:
        """Return FTE per leader against the limit."""
        limit = Parameters.load().figure("staffing.span_of_control", on=self.rates_on())
        leaders = given(
            nb("Ledere"),
            self.number("ledere"),
            "persons",
            Kind.STATED,
            source=_("skrevet inn i kalkulatoren"),
        )
        return calculators_staff.leading(
            LeadingToAsk(
                self.figure("arsverk"),
                leaders,
                self.figure("grense", like=limit),
                self.figure("administrasjon"),
                self.figure("ledelse"),
            )
        )
