# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was typed on the page of assumptions, as changes; what cannot be used, field by field."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ambulant.errors import InvalidInputError
from ambulant.reform.scenario import (
    AnswerInput,
    RestoreValue,
    ScenarioChange,
    SetStepDate,
    SetValue,
    change_from_data,
)
from ambulant_web.reform.forms.numbers import (
    Expected,
    TypedWrongError,
    read_date,
    read_number,
)
from ambulant_web.reform.presentation.assumptions import Assumption
from ambulant_web.reform.presentation.conditions import Condition, Conditions

LONGEST_REASON = 1000
LONGEST_ANSWER = 4000
MAY_BE_NEGATIVE = ("yearly_growth",)
STOOD = "sto"  # hidden field: what stood in each field when the page was made
BACK = "tilbake"  # button: the address of the value to give back
_CARRIED = ("v:", "lo:", "hi:", "margin:", "pre:", "step:", "answer:")


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field."""

    html_id: str
    field: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Read:
    """The form as it was sent: changes, faults, and every text as it was typed."""

    changes: tuple[ScenarioChange, ...]
    errors: tuple[FieldError, ...]
    typed: Mapping[str, str]
    touched: Mapping[str, str]  # only what the person herself changed
    reason: str = ""

    def error_of(self, field: str) -> str:
        """Return the message of a field; empty when it is right."""
        return next((error.message for error in self.errors if error.field == field), "")


NOTHING = Read((), (), {}, {})


@dataclass(frozen=True, slots=True)
class TypedRow:
    """An assumption with what stands in its fields, perhaps typed and refused."""

    row: Assumption
    text: str
    low: str
    high: str
    error: str

    @property
    def is_open(self) -> bool:
        """True when the range was typed, so that it must be seen."""
        return (self.low, self.high) != (self.row.low_text, self.row.high_text)


@dataclass(frozen=True, slots=True)
class TypedCondition:
    """A field that is no number, with what stands in it."""

    condition: Condition
    text: str
    error: str

    @property
    def choices(self) -> tuple[tuple[str, str, bool], ...]:
        """Value, label, and whether it is chosen, as typed."""
        return tuple((c.value, c.label, c.value == self.text) for c in self.condition.choices)


def as_typed(row: Assumption, read: Read) -> TypedRow:
    """Return an assumption with what was typed, else with what stands."""
    return TypedRow(
        row,
        read.typed.get(row.field, row.text),
        read.typed.get(f"lo:{row.path}", row.low_text),
        read.typed.get(f"hi:{row.path}", row.high_text),
        read.error_of(row.field),
    )


def condition_as_typed(condition: Condition, read: Read) -> TypedCondition:
    """Return a field that is no number with what was typed, else with what stands."""
    text = read.typed.get(condition.field, condition.text)
    return TypedCondition(condition, text, read.error_of(condition.field))


def standing_texts(rows: Sequence[Assumption], conditions: Conditions) -> str:
    """Return what stands in each field, for the hidden field that travels with the form.

    So we know which fields the person changed, also when somebody else saved in the meantime.
    """
    texts: dict[str, str] = {}
    for row in rows:
        texts[row.field] = row.text
        texts[f"lo:{row.path}"], texts[f"hi:{row.path}"] = row.low_text, row.high_text
    texts |= {condition.field: condition.text for condition in conditions.all}
    return json.dumps(texts, ensure_ascii=False)


def _touched(sent: Mapping[str, str]) -> dict[str, str]:
    try:
        stood = json.loads(sent.get(STOOD, "{}"))
    except ValueError:
        stood = {}
    if not isinstance(stood, dict):
        stood = {}
    found = {}
    for field, text in sent.items():
        before = str(stood[field]).strip() if field in stood else None
        if field.startswith(_CARRIED) and text.strip().replace("\r\n", "\n") != before:
            found[field] = text
    if BACK in sent:
        found[BACK] = sent[BACK]
    return found


def read_assumptions(
    sent: Mapping[str, str], rows: Sequence[Assumption], conditions: Conditions
) -> Read:
    """Return the changes a form asks for. A field the person did not touch is left as it is."""
    touched = _touched(sent)
    reason = sent.get("begrunnelse", "").strip()
    changes: list[ScenarioChange] = []
    errors: list[FieldError] = []
    if len(reason) > LONGEST_REASON:
        text = _("Begrunnelsen er for lang. Bruk høyst %(most)s tegn.") % {"most": LONGEST_REASON}
        errors.append(FieldError("begrunnelse", "begrunnelse", _("Begrunnelse"), text))
        reason = reason[:LONGEST_REASON]
    for row in rows:
        try:
            changes += _value_change(touched, row, reason)
        except TypedWrongError as error:
            errors.append(FieldError(row.html_id, row.field, row.label, str(error)))
    for condition in conditions.all:
        try:
            changes += _condition_change(touched, condition)
        except TypedWrongError as error:
            fault = FieldError(condition.html_id, condition.field, condition.label, str(error))
            errors.append(fault)
    return Read(tuple(changes), tuple(errors), dict(sent), touched, reason)


def _value_change(
    sent: Mapping[str, str], row: Assumption, reason: str
) -> Iterator[ScenarioChange]:
    if row.is_changed and sent.get(BACK) == row.path:
        yield RestoreValue(op="restore_value", path=row.path)
        return
    typed = _typed(sent, row.field, row.text)
    low_typed = _typed(sent, f"lo:{row.path}", row.low_text)
    high_typed = _typed(sent, f"hi:{row.path}", row.high_text)
    has_range = (low_typed, high_typed) != (row.low_text, row.high_text)
    if typed == row.text and not has_range:
        return
    if not typed and row.now.value is None and not has_range:
        return
    is_back = row.is_changed and typed == row.case_text and not has_range
    if is_back:
        yield RestoreValue(op="restore_value", path=row.path)
        return
    if not typed:
        raise TypedWrongError(
            _("Skriv et tall, eller velg «Tilbake til sakens tall».")
            if row.case_text
            else _("Skriv et tall. 0 er også et tall.")
        )
    expected = _expected(row)
    value = row.now.value if typed == row.text else read_number(typed, expected)
    if value is None:
        return
    low, high = _range(row, low_typed, high_typed, value) if has_range else (None, None)
    if value == row.now.value and (low, high) in ((None, None), (row.now.low, row.now.high)):
        return
    yield SetValue(
        op="set_value", path=row.path, value=float(value), reason=reason, low=low, high=high
    )


def _range(row: Assumption, low: str, high: str, value: float) -> tuple[float, float]:
    if not low or not high:
        raise TypedWrongError(
            _("Fyll ut både laveste og høyeste. Er tallet sikkert, skriv det samme i begge.")
        )
    expected = _expected(row)
    lowest = row.now.low if low == row.low_text else read_number(low, expected)
    highest = row.now.high if high == row.high_text else read_number(high, expected)
    if lowest is None or highest is None or not lowest <= value <= highest:
        raise TypedWrongError(
            _("Tallet må ligge mellom laveste (%(low)s) og høyeste (%(high)s).")
            % {"low": low, "high": high}
        )
    return float(lowest), float(highest)


def _expected(row: Assumption) -> Expected:
    usual = row.case_value.value if row.case_value else row.now.value
    name = row.path.rsplit(".", 1)[-1]
    may_be_negative = name in MAY_BE_NEGATIVE or (row.now.value is not None and row.now.value < 0)
    return Expected(row.unit, usual, may_be_negative)


def _condition_change(sent: Mapping[str, str], condition: Condition) -> list[ScenarioChange]:
    typed = _typed(sent, condition.field, condition.text)
    if typed == condition.text.strip():
        return []
    kind, _colon, rest = condition.field.partition(":")
    return [_READERS[kind](rest, typed)]


def _read_margin(model: str, typed: str) -> ScenarioChange:
    return _chosen({"op": "set_margin_base", "model": model, "base": typed})


def _read_precondition(rest: str, typed: str) -> ScenarioChange:
    model, _colon, name = rest.partition(":")
    data = {"op": "set_precondition", "model": model, "precondition": name, "status": typed}
    return _chosen(data)


def _read_step(step: str, typed: str) -> ScenarioChange:
    return SetStepDate(op="set_step_date", step=step, when=read_date(typed))


def _read_answer(item: str, typed: str) -> ScenarioChange:
    if len(typed) > LONGEST_ANSWER:
        text = _("Svaret er for langt. Bruk høyst %(most)s tegn.")
        raise TypedWrongError(text % {"most": LONGEST_ANSWER})
    return AnswerInput(op="answer_input", input=item, answer=typed)


_READERS: Mapping[str, Callable[[str, str], ScenarioChange]] = {
    "margin": _read_margin,
    "pre": _read_precondition,
    "step": _read_step,
    "answer": _read_answer,
}


def _chosen(data: Mapping[str, object]) -> ScenarioChange:
    try:
        return change_from_data(data)
    except InvalidInputError:
        raise TypedWrongError(_("Velg en av verdiene i lista.")) from None


def _typed(sent: Mapping[str, str], field: str, standing: str) -> str:
    return sent.get(field, standing).strip().replace("\r\n", "\n")
