# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every number of a case by its address, and as figures that remember it.

An address is the way to a value: field names, and for the members of a list its id (or year,
criterion, number in the list). `models.modell-2.costs.fit.amount`, `assumptions.travel_minutes`.
Where an amount names an assumption, the assumption's address is the one that counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, Number, given, missing, nb
from ambulant.reform.case import Amount, Case, Part, Value

_KINDS = {
    "stated": Kind.STATED,
    "derived": Kind.DERIVED,
    "assumed": Kind.ASSUMED,
    "not_stated": Kind.MISSING,
}
SET_INSTEAD = nb("Satt i stedet for sakens eget tall.")


@dataclass(frozen=True, slots=True)
class Addressed:
    """A value and the address it can be changed at."""

    path: str
    value: Value
    place: str = ""  # name of the nearest thing around it that has one: the cost line, the post

    @property
    def label(self) -> str:
        """What to call it in bokmål: its own label, or the name of what it belongs to."""
        return self.value.label or self.place or self.path


def member_key(member: object, number: int) -> str:
    """Return what a member of a list is called in an address."""
    if isinstance(member, Part):
        return member.unit.id
    for name in ("id", "year", "criterion"):
        key = getattr(member, name, None)
        if key is not None:
            return str(key)
    return str(number)


def values_of(case: Case) -> tuple[Addressed, ...]:
    """Return every value of a case with its address, in the order of the case."""
    return tuple(_walk("", case, ""))


def uncertain_values(case: Case) -> tuple[Addressed, ...]:
    """Return the values that have a range wider than nothing, ordered by address."""
    found = [
        item
        for item in values_of(case)
        if item.value.low is not None and item.value.low != item.value.high
    ]
    return tuple(sorted(found, key=lambda item: item.path))


class Inputs:
    """Turns amounts into figures; `overrides` replace values by address, also with draws."""

    def __init__(self, case: Case, overrides: Mapping[str, Number] | None = None) -> None:
        """Check that every override has an address in the case."""
        self._assumptions = case.assumptions
        self._overrides = dict(overrides or {})
        if self._overrides:
            known = {item.path for item in values_of(case)}
            for path in self._overrides:
                if path not in known:
                    raise InvalidInputError(unknown_address(path, known))
            sizes = {value.shape for value in self._overrides.values() if hasattr(value, "shape")}
            if len(sizes - {()}) > 1:
                raise InvalidInputError(
                    f"Overrides hold draws of shape {sorted(sizes)}; one length is allowed."
                )

    def figure(
        self, amount: Amount | None, path: str, *, label: str, unit: str, of: str = ""
    ) -> Figure:
        """Return the figure an amount stands for; missing when there is none.

        Args:
            amount: A value written in place, the name of an assumption, or None.
            path: Address of the place; used as key unless an assumption is named.
            label: Bokmål label where the value has none of its own.
            unit: Unit where the value has none of its own.
            of: What the figure is about.

        Raises:
            InvalidInputError: The amount names an assumption the case does not have.
        """
        if amount is None:
            return missing(label, unit, of=of, key=path)
        if isinstance(amount, str):
            path = f"assumptions.{amount}"
            if amount not in self._assumptions:
                names = ", ".join(sorted(self._assumptions)) or "none"
                raise InvalidInputError(f"Assumption {amount!r} is unknown; the case has: {names}.")
            amount = self._assumptions[amount]
        if path in self._overrides:
            # No source states what somebody else has set.
            return given(
                amount.label or label,
                self._overrides[path],
                amount.unit or unit,
                Kind.ASSUMED,
                of=of,
                key=path,
                note=SET_INSTEAD,
            )
        return given(
            amount.label or label,
            amount.value,
            amount.unit or unit,
            _KINDS[amount.kind],
            of=of,
            key=path,
            source=amount.source,
            note=amount.reason,
        )


def unknown_address(path: str, known: set[str]) -> str:
    """Return the message for an address the case does not have, with the nearest ones."""
    near = get_close_matches(path, known, n=3, cutoff=0.4)
    hint = f"nearest: {', '.join(near)}" if near else f"the case has {len(known)} addresses"
    return f"Address {path!r} is unknown; {hint}."


def _walk(path: str, thing: object, place: str) -> Iterator[Addressed]:
    if isinstance(thing, Value):
        yield Addressed(path, thing, place)
    elif is_dataclass(thing) and not isinstance(thing, type):
        place = str(getattr(thing, "name", "") or place)
        for field in fields(thing):
            yield from _walk(_join(path, field.name), getattr(thing, field.name), place)
    elif isinstance(thing, Mapping):
        for key, member in thing.items():
            yield from _walk(_join(path, str(key)), member, place)
    elif isinstance(thing, tuple):
        for number, member in enumerate(thing):
            yield from _walk(_join(path, member_key(member, number)), member, place)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
