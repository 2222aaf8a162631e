# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can be changed besides numbers: margin's base, preconditions, dates, answers to staff."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.reform.case import Case, Model, Precondition, StaffInput, Step

MARGIN_BASES = (
    ("gross", gettext_noop("Brutto: det som spares på lønn")),
    ("gross_minus_costs", gettext_noop("Brutto minus nye utgifter")),
    ("net", gettext_noop("Netto: det som er igjen etter marginen")),
)
STATUSES = (
    ("open", gettext_noop("Åpen")),
    ("met", gettext_noop("På plass")),
    ("dropped", gettext_noop("Tatt bort")),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values a field may have."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A field that is no number. `text` is what stands in it now."""

    field: str
    label: str
    about: str
    text: str
    case_text: str  # as the case itself has it, in words; empty when not changed
    choices: tuple[Choice, ...] = ()

    @property
    def html_id(self) -> str:
        """Id of its field on the page."""
        return self.field.replace(":", "-")


@dataclass(frozen=True, slots=True)
class Conditions:
    """All of a case's fields that are no numbers."""

    margins: tuple[Condition, ...]
    preconditions: tuple[Condition, ...]
    steps: tuple[Condition, ...]
    answers: tuple[Condition, ...]

    @property
    def all(self) -> tuple[Condition, ...]:
        """Every field, in the order of the page."""
        return (*self.margins, *self.preconditions, *self.steps, *self.answers)


def conditions_of(case: Case, original: Case) -> Conditions:
    """Return the fields of a case; `original` is the case without the scenario's changes."""
    own = {model.id: model for model in original.models}
    steps = {step.id: step for step in original.process}
    answers = {item.id: item for item in original.inputs}
    return Conditions(
        margins=tuple(_margin(model, own.get(model.id)) for model in case.models if model.margin),
        preconditions=tuple(
            _precondition(model, item, own.get(model.id))
            for model in case.models
            for item in model.preconditions
        ),
        steps=tuple(_step(step, steps[step.id]) for step in case.process),
        answers=tuple(_answer(item, answers[item.id]) for item in case.inputs),
    )


def _margin(model: Model, own: Model | None) -> Condition:
    base = model.margin.base if model.margin else "gross"
    was = own.margin.base if own and own.margin else base
    return Condition(
        f"margin:{model.id}",
        _("%(model)s: marginen regnes av") % {"model": model.name},
        model.name,
        base,
        _(dict(MARGIN_BASES)[was]) if was != base else "",
        tuple(Choice(value, _(label), value == base) for value, label in MARGIN_BASES),
    )


def _precondition(model: Model, item: Precondition, own: Model | None) -> Condition:
    was = {each.id: each.status for each in own.preconditions}.get(item.id) if own else None
    changed = was is not None and was != item.status
    return Condition(
        f"pre:{model.id}:{item.id}",
        item.text,
        model.name,
        item.status,
        _(dict(STATUSES)[was]) if changed and was else "",
        tuple(Choice(value, _(label), value == item.status) for value, label in STATUSES),
    )


def _step(step: Step, own: Step) -> Condition:
    text, was = (f"{each.when:%d.%m.%Y}" if each.when else "" for each in (step, own))
    changed = "" if text == was else (was or _("uten dato"))
    return Condition(f"step:{step.id}", step.name, step.body or step.after, text, changed)


def _answer(item: StaffInput, own: StaffInput) -> Condition:
    changed = "" if item.answer == own.answer else (own.answer or _("ikke besvart"))
    return Condition(f"answer:{item.id}", item.text, "", item.answer, changed)
