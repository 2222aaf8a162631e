# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every number of a case as a row to change: what it is now, what the case says, what it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.explain import nb
from ambulant.reform.case import Case, Operation, Value
from ambulant.reform.inputs import Addressed, member_key, values_of
from ambulant.reform.uncertainty import Swing, tornado
from ambulant.units import NBSP, format_number, unit_of
from ambulant_web.reform import queries
from ambulant_web.reform.presentation.numbers import range_text, typed_text
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.wording import translated

PEOPLE, STAFFING, ABSENCE, TRAVEL = "mennesker", "bemanning", "fravaer", "reise"
MONEY, PHASE, WEIGHTS, OTHER = "penger", "innfasing", "vekter", "annet"
GROUPS: Mapping[str, str] = {
    PEOPLE: gettext_noop("Mennesker og behov"),
    STAFFING: gettext_noop("Bemanning"),
    ABSENCE: gettext_noop("Fravær"),
    TRAVEL: gettext_noop("Reise og indirekte tid"),
    MONEY: gettext_noop("Penger"),
    PHASE: gettext_noop("Innfasing"),
    WEIGHTS: gettext_noop("Vekter og poeng"),
    OTHER: gettext_noop("Annet"),
}

# The field a value stands in: its group, and its unit where the value names none.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "decided_hours": (PEOPLE, "hours_per_week"),
    "visits": (PEOPLE, "visits_per_week"),
    "users": (PEOPLE, "users"),
    "dwellings": (PEOPLE, "dwellings"),
    "staff": (STAFFING, "persons"),
    "handover_minutes": (STAFFING, "minutes"),
    "other_fte": (STAFFING, "fte"),
    "leaders": (STAFFING, "persons"),
    "fte": (STAFFING, "fte"),
    "fte_total": (STAFFING, "fte"),
    "share": (STAFFING, "share"),
    "holiday": (ABSENCE, "share"),
    "sick": (ABSENCE, "share"),
    "leave": (ABSENCE, "share"),
    "training": (ABSENCE, "share"),
    "travel_minutes": (TRAVEL, "minutes"),
    "indirect_share": (TRAVEL, "share"),
    "cost_per_fte": (MONEY, "nok_per_fte"),
    "amount": (MONEY, "nok"),
    "per_year": (MONEY, "nok"),
    "cost": (MONEY, "nok"),
    "yearly_growth": (MONEY, "share"),
    "weight": (WEIGHTS, "factor"),
    "score": (WEIGHTS, "score"),
    "inhabitants": (OTHER, "persons"),
    "used_hours": (OTHER, "hours_per_year"),
    "area_available": (OTHER, "m2"),
    "area_needed": (OTHER, "m2"),
    "area_factor": (OTHER, "factor"),
}
_KINDS = {
    "stated": gettext_noop("oppgitt"),
    "derived": gettext_noop("utledet"),
    "assumed": gettext_noop("antatt"),
    "not_stated": gettext_noop("ikke oppgitt"),
}
TODAY_NAME = nb("I dag")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number that can be changed."""

    path: str
    group: str
    label: str
    used_in: str  # the models it goes into; empty when the whole case
    unit: str
    now: Value
    case_value: Value | None  # as the case itself has it; None in a model that is new
    swing: Swing | None  # what its range does to the chosen model
    rank: int  # 1 moves the chosen model most; 0 does not move it

    @property
    def field(self) -> str:
        """Name of its field in the form."""
        return f"v:{self.path}"

    @property
    def html_id(self) -> str:
        """Id of its field on the page."""
        return f"v-{self.path}"

    @property
    def text(self) -> str:
        """The value now, as typed."""
        return typed_text(self.now.value, self.unit)

    @property
    def low_text(self) -> str:
        """The low end of its range, as typed."""
        return typed_text(self.now.low, self.unit)

    @property
    def high_text(self) -> str:
        """The high end of its range, as typed."""
        return typed_text(self.now.high, self.unit)

    @property
    def case_text(self) -> str:
        """The case's own value, as typed."""
        return typed_text(self.case_value.value, self.unit) if self.case_value else ""

    @property
    def is_changed(self) -> bool:
        """True when the scenario has another value, or another range, than the case."""
        return self.case_value is not None and self.now != self.case_value

    @property
    def shown(self) -> str:
        """The value now, with its unit."""
        return self._with_unit(self.now.value)

    @property
    def case_shown(self) -> str:
        """The case's own value, with its unit."""
        return self._with_unit(self.case_value.value) if self.case_value else ""

    @property
    def unit_name(self) -> str:
        """The unit, as written after the field."""
        return translated(unit_of(self.unit).name)

    @property
    def kind(self) -> str:
        """What kind of number it is."""
        return _(_KINDS[self.now.kind])

    @property
    def origin(self) -> str:
        """Its source, else its reason."""
        return translated(self.now.source or self.now.reason)

    @property
    def range(self) -> str:
        """Its range."""
        return range_text(self.now.low, self.now.high, self.unit)

    @property
    def effect(self) -> str:
        """What the range does to the chosen model's net, in millions."""
        if self.swing is None:
            return ""
        ends = sorted((self.swing.at_low / 1e6, self.swing.at_high / 1e6))
        args = {"low": format_number(ends[0], 1), "high": format_number(ends[1], 1)}
        return _("%(low)s til %(high)s") % args

    @property
    def search(self) -> str:
        """What the filter looks in."""
        return f"{self.label} {self.used_in} {self.origin}".casefold()

    def _with_unit(self, value: float | None) -> str:
        if value is None:
            return _("ikke oppgitt")
        text = typed_text(value, self.unit)
        if self.unit == "nok":
            return f"{self.unit_name}{NBSP}{text}"
        return f"{text}{NBSP}{self.unit_name}" if self.unit_name else text


@dataclass(frozen=True, slots=True)
class Group:
    """Assumptions of one kind."""

    key: str
    name: str
    rows: tuple[Assumption, ...]


def swings_of(view: CaseView, model_id: str) -> tuple[Swing, ...]:
    """Return what matters most to a model: by its stated figures, else by the computed ones."""
    parameters = queries.parameters()
    return tornado(view.case, model_id, parameters=parameters) or tornado(
        view.case, model_id, parameters=parameters, output="net_saving_computed"
    )


def assumptions_of(
    case: Case, original: Case, swings: Sequence[Swing] = ()
) -> tuple[Assumption, ...]:
    """Return every number of a case that can be changed, group by group.

    Args:
        case: With the scenario's changes.
        original: Without them.
        swings: What matters most to the chosen model, the widest first.
    """
    own = {item.path: item.value for item in values_of(original)}
    ranks = {swing.path: (number, swing) for number, swing in enumerate(swings, start=1)}
    uses = uses_of(case)
    rows = []
    for item in values_of(case):
        group, unit = _placed(item, uses)
        rank, swing = ranks.get(item.path, (0, None))
        rows.append(
            Assumption(
                path=item.path,
                group=group,
                label=_label(item, case),
                used_in=_used_in(item.path, uses, case),
                unit=unit,
                now=item.value,
                case_value=own.get(item.path) if _is_same(item.path, case, original) else None,
                swing=swing,
                rank=rank,
            )
        )
    order = list(GROUPS)
    return tuple(sorted(rows, key=lambda row: order.index(row.group)))


def grouped(rows: Sequence[Assumption]) -> tuple[Group, ...]:
    """Return assumptions under the headings of their groups."""
    found = ((key, name, tuple(r for r in rows if r.group == key)) for key, name in GROUPS.items())
    return tuple(Group(key, _(name), members) for key, name, members in found if members)


def uses_of(case: Case) -> Mapping[str, tuple[str, ...]]:
    """Return, for each named assumption, the addresses where it is used."""
    found: dict[str, list[str]] = {}
    for path, name in _names("", case):
        if name in case.assumptions:
            found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}


def _names(path: str, thing: object) -> Iterator[tuple[str, str]]:
    """Yield every text that stands where a number could, with its address."""
    if isinstance(thing, Value):
        return
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            at = f"{path}.{field.name}" if path else field.name
            value = getattr(thing, field.name)
            if isinstance(value, str):
                if field.name in _FIELDS:
                    yield at, value
            elif field.name in ("fte", "per_year") and isinstance(value, Mapping):
                yield from ((f"{at}.{k}", v) for k, v in value.items() if isinstance(v, str))
            else:
                yield from _names(at, value)
    elif isinstance(thing, tuple):
        for number, member in enumerate(thing):
            yield from _names(f"{path}.{member_key(member, number)}", member)


def _placed(item: Addressed, uses: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    path = item.path
    if path.startswith("assumptions."):
        used = uses.get(path.removeprefix("assumptions."), ())
        group, unit = _by_field(used[0]) if used else (OTHER, "factor")
    else:
        group, unit = _by_field(path)
    return group, item.value.unit or unit


def _by_field(path: str) -> tuple[str, str]:
    parts = path.split(".")
    name = parts[-2] if len(parts) > 1 and parts[-2] in ("fte", "per_year") else parts[-1]
    group, unit = _FIELDS.get(name, (OTHER, "factor"))
    if name == "share" and "phase_in" in parts:
        group = PHASE
    elif "margin" in parts:
        group = MONEY
    elif "premises" in parts:
        group = OTHER
    elif "factors" in parts:
        unit = "factor"
    return group, unit


def _is_same(path: str, case: Case, original: Case) -> bool:
    """Return False when an operation has another number now: its address means another value."""
    parts = path.split(".")
    if parts[0] != "models" or "changes" not in parts[:3]:
        return True
    number = int(parts[3])
    try:
        then = original.model(parts[1]).changes[number]
    except (KeyError, IndexError):
        return False
    now = case.model(parts[1]).changes[number]
    return _aim(then) == _aim(now)


def _aim(operation: Operation) -> tuple[str, ...]:
    names = ("unit", "source", "to", "group", "service", "units")
    return (operation.op, *(_id_of(getattr(operation, name, "")) for name in names))


def _id_of(target: object) -> str:
    return str(getattr(target, "id", target))


def _label(item: Addressed, case: Case) -> str:
    parts = item.path.split(".")
    if parts[-1] == "score" and not item.value.label:
        names = {criterion.id: criterion.name for criterion in case.criteria}
        return translated(names.get(parts[-2], item.label))
    if "per_year" in parts:
        return f"{translated(item.label)} {parts[-1]}"
    return translated(item.label)


def _used_in(path: str, uses: Mapping[str, tuple[str, ...]], case: Case) -> str:
    if path.startswith("assumptions."):
        places = uses.get(path.removeprefix("assumptions."), ())
        if not places:
            return _("brukes ikke i utregningen")
    else:
        places = (path,)
    names = {model.id: model.name for model in case.models}
    found = []
    for place in places:
        parts = place.split(".")
        if parts[0] == "models":
            found.append(names.get(parts[1], parts[1]))
        elif parts[0] == "today":
            found.append(translated(TODAY_NAME))
            if parts[1] == "units" and place == path:  # one unit's own number
                found.append(case.unit_names()[parts[2]])
        elif parts[0] == "sharing":
            found += [row.name for row in case.sharing if row.id == parts[1]]
    return ", ".join(dict.fromkeys(found))
