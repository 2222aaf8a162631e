# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the forms of the calculators share: Norwegian numbers, start values, rows, and groups.

A form is read from the address, so that a calculation can be shared. Without anything in the
address it holds an example.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambulant.explain import Figure, Kind, given
from ambulant_web.reform.forms.numbers import Expected, TypedWrongError, read_date, read_number
from ambulant_web.reform.presentation.calculators import Outcome
from ambulant_web.reform.presentation.numbers import typed_text

FIRST_DAY = date(2015, 1, 1)  # before it no setting has a value
SAME = 1e-9
if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


class TypedNumber(forms.CharField):
    """A number as it is typed in Norwegian; None when it was left empty.

    `unit` is one of `ambulant.units.UNITS`; a share is typed in percent and becomes 0-1.
    """

    def __init__(
        self, label: Words, unit: str, *, help_text: Words = "", required: bool = True
    ) -> None:
        """Make the field; `usual` (the example) widens what is taken as hardly meant."""
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "data-width": "short", "size": 14}
        )
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
            widget=widget,
            max_length=40,
            error_messages={"required": gettext_lazy("Skriv et tall. 0 er også et tall.")},
        )
        self.unit = unit
        self.usual: float | None = None
        self.above_zero = False
        self.at_most: float | None = None
        self.decimals_typed = 0

    def clean(self, value: object) -> float | None:
        """Return the value in the stored unit.

        Raises:
            ValidationError: It is no number, or not one that can be used here.
        """
        text = super().clean(value)
        if not text:
            return None
        try:
            number = read_number(text, Expected(self.unit, self.usual))
        except TypedWrongError as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if self.above_zero and number <= 0:
            raise forms.ValidationError(_("Skriv et tall over 0."))
        if self.at_most is not None and number > self.at_most + SAME:
            most = typed_text(self.at_most, self.unit)
            raise forms.ValidationError(_("Skriv høyst %(most)s.") % {"most": most})
        return number


class TypedYear(forms.CharField):
    """A year of four digits, from `first` to `last`; it stays a text in `cleaned_data`."""

    def __init__(self, label: Words, *, first: int, last: int, help_text: Words = "") -> None:
        """Make the field; both ends are allowed."""
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "short", "size": 6}
        )
        words = gettext_lazy("Skriv året med fire sifre, for eksempel 1990.")
        super().__init__(
            label=label, help_text=help_text, widget=widget, error_messages={"required": words}
        )
        self.first, self.last = first, last

    def clean(self, value: object) -> str:
        """Return the year as it was typed.

        Raises:
            ValidationError: It is no year, or too early or late.
        """
        typed = str(super().clean(value)).strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) == 4):  # noqa: PLR2004
            raise forms.ValidationError(_("Skriv året med fire sifre, for eksempel 1990."))
        if not self.first <= int(typed) <= self.last:
            years = {"first": self.first, "last": self.last}
            raise forms.ValidationError(_("Skriv et år fra %(first)s til %(last)s.") % years)
        return typed


class TypedDate(forms.CharField):
    """A date as it is typed in Norwegian; None when it was left empty."""

    def __init__(self, label: Words, *, help_text: Words = "", first: date = FIRST_DAY) -> None:
        """Make the field; dates before `first` are refused."""
        widget = forms.TextInput(attrs={"autocomplete": "off", "data-width": "short", "size": 12})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)
        self.first = first

    def clean(self, value: object) -> date | None:
        """Return the date.

        Raises:
            ValidationError: There is no such date, or it is too early.
        """
        try:
            found = read_date(super().clean(value))
        except TypedWrongError as wrong:
            raise forms.ValidationError(str(wrong)) from None
        if found is not None and found < self.first:
            text = _("Skriv en dato fra og med %(first)s.")
            raise forms.ValidationError(text % {"first": f"{self.first:%d.%m.%Y}"})
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, under a heading. A row of a list is shown on one line."""

    heading: str
    help_text: str
    fields: tuple[BoundField, ...]
    is_row: bool = False


class CalculatorForm(forms.Form):
    """A calculator: what is asked, an example to start from, and the answer."""

    slug = ""
    title: Words = ""
    lead: Words = ""  # one sentence on the list of calculators
    example: Words = ""  # where the start values are from
    start: Mapping[str, object] = {}
    groups_of: Sequence[tuple[Words, Sequence[str]]] = ()

    def __init__(self, address: QueryDict, today: date) -> None:
        """Read the form from the address, or from the example when the address has nothing."""
        self.today = today
        super().__init__(auto_id="%s", label_suffix="")
        self.prepare(address)
        is_asked = any(name in address for name in self.fields)
        for name, field in self.fields.items():
            if isinstance(field, TypedNumber):
                usual = self.start.get(name)
                field.usual = usual if isinstance(usual, float | int) else None
        self.data = address if is_asked else self._example()
        self.is_bound = True
        self.is_example = not is_asked

    def prepare(self, address: QueryDict) -> None:
        """Add fields that depend on the address (rows)."""

    def groups(self) -> Iterator[Group]:
        """Yield the fields in groups, as they stand on the page."""
        for heading, names in self.groups_of:
            yield Group(str(heading), "", tuple(self[name] for name in names))

    def query(self) -> str:
        """Return what was asked as the end of an address."""
        asked = QueryDict(mutable=True)
        for name in self.fields:
            value = self.data.get(name)
            if value:
                asked[name] = str(value)
        return asked.urlencode()

    def outcome(self) -> Outcome:
        """Return the answer. The form must be valid."""
        raise NotImplementedError

    def number(self, name: str) -> float | None:
        """Return what was typed in a field, in its stored unit; None when it is empty or wrong."""
        value = self.cleaned_data.get(name)
        return value if isinstance(value, float | int) else None

    def figure(self, name: str, *, like: Figure | None = None) -> Figure:
        """Return what was typed as a figure; `like` itself when it has the same value."""
        field = self.fields[name]
        if not isinstance(field, TypedNumber):
            raise TypeError(f"{name} is not a number")
        value = self.number(name)
        is_known = like is not None and not like.is_missing and value is not None
        if like is not None and is_known and abs((value or 0.0) - like.number) <= SAME:
            return like
        source = "" if value is None else _("skrevet inn i kalkulatoren")
        note = _("Feltet er tomt.") if value is None else ""
        return given(str(field.label), value, field.unit, Kind.STATED, source=source, note=note)

    def rates_on(self) -> date:
        """Return the day whose rates are used: the one asked for, else today."""
        day = self.cleaned_data.get("dato")
        return day if isinstance(day, date) else self.today

    def _example(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, value in self.start.items():
            field = self.fields.get(name)
            if isinstance(field, TypedNumber) and isinstance(value, float | int):
                data[name] = typed_text(float(value), field.unit)
            elif value:
                data[name] = str(value)
        if "rammear" in self.fields:
            data["rammear"] = str(self.today.year)
        if "dato" in self.fields:
            data["dato"] = f"{self.today:%d.%m.%Y}"
        return data


def rates_date() -> TypedDate:
    """Return the field that says which day's rates are used."""
    return TypedDate(
        gettext_lazy("Satser per dato"),
        help_text=gettext_lazy("Satser og normer som gjaldt denne dagen blir brukt."),
    )


def number_of_rows(address: QueryDict, prefix: str, *, least: int, most: int) -> int:
    """Return how many rows to show: one more than the last that is filled in."""
    filled = [
        int(name.removeprefix(prefix).split("-")[0])
        for name, value in address.items()
        if name.startswith(prefix)
        and name.removeprefix(prefix).split("-")[0].isascii()
        and name.removeprefix(prefix).split("-")[0].isdigit()
        and len(name) < len(prefix) + 12  # noqa: PLR2004 - longer is no name of ours
        and value
        and name.endswith(("-timer", "-kroner"))
    ]
    last = max((number for number in filled if number <= most), default=0)
    return min(most, max(least, last + 1))
