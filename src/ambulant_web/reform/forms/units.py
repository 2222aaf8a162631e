# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was asked for on the page of units and duties, as changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ambulant.errors import InvalidInputError
from ambulant.reform.case import Case
from ambulant.reform.scenario import ScenarioChange, change_from_data
from ambulant_web.reform.forms.numbers import Expected, TypedWrongError, read_number
from ambulant_web.reform.presentation.units import Shape, UnitNode

LONGEST_NAME = 100


class WrongError(Exception):
    """What was asked for is not complete; `field` is the control it is about."""

    def __init__(self, field: str, message: str) -> None:
        """Keep which control and what to do."""
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it was sent, with the case and the model it is about."""

    sent: QueryDict
    case: Case
    shape: Shape | None

    @property
    def what(self) -> str:
        """Which form."""
        return self.sent.get("gjor", "")

    def text(self, field: str, message: str) -> str:
        """Return a text that must be there."""
        text = self.sent.get(field, "").strip()
        if not text:
            raise WrongError(field, message)
        if len(text) > LONGEST_NAME:
            too_long = _("Navnet er for langt. Bruk høyst %(most)s tegn.")
            raise WrongError(field, too_long % {"most": LONGEST_NAME})
        return text

    def number(self, field: str, *, may_be_negative: bool = False) -> float:
        """Return FTE that must be there."""
        try:
            expected = Expected("fte", may_be_negative=may_be_negative)
            return read_number(self.sent.get(field, ""), expected)
        except TypedWrongError as error:
            raise WrongError(field, str(error)) from None

    def fte(self, field: str, *, may_be_negative: bool = False) -> dict[str, object]:
        """Return FTE as an assumed value."""
        value = self.number(field, may_be_negative=may_be_negative)
        reason = self.sent.get("begrunnelse", "").strip() or _("Satt i et scenario.")
        return {"value": value, "unit": "fte", "kind": "assumed", "reason": reason}


def read_change(asked: Asked) -> ScenarioChange:
    """Return the change a form asks for.

    Raises:
        WrongError: Something is missing or cannot be read.
    """
    reader = _READERS.get(asked.what)
    if reader is None:
        raise WrongError("", _("Vi forsto ikke hva du ville gjøre. Last siden på nytt."))
    try:
        return change_from_data(reader(asked))
    except InvalidInputError:
        raise WrongError("", _("Skjemaet er ikke fylt ut riktig. Se over og prøv igjen.")) from None


def _operation(asked: Asked, operation: Mapping[str, object]) -> dict[str, object]:
    model = asked.shape.model_id if asked.shape else ""
    return {"op": "add_operation", "model": model, "operation": dict(operation)}


def _unit(asked: Asked) -> UnitNode:
    unit = asked.shape.unit(asked.sent.get("enhet", "")) if asked.shape else None
    if unit is None:
        raise WrongError("enhet", _("Enheten finnes ikke lenger i modellen. Last siden på nytt."))
    return unit


def _to(asked: Asked, field: str = "til") -> str:
    return asked.text(field, _("Velg en enhet."))


def _move_unit(asked: Asked) -> dict[str, object]:
    unit = asked.text("enhet", _("Velg en enhet."))
    return _operation(asked, {"op": "move_unit", "unit": unit, "parent": _to(asked)})


def _rename_unit(asked: Asked) -> dict[str, object]:
    name = asked.text("navn", _("Skriv det nye navnet."))
    return _operation(asked, {"op": "rename_unit", "unit": _unit(asked).id, "name": name})


def _merge_units(asked: Asked) -> dict[str, object]:
    unit = _unit(asked)
    others = [each for each in asked.sent.getlist("med") if each != unit.id]
    if not others:
        raise WrongError("med", _("Velg minst én enhet å slå sammen med."))
    name = asked.text("navn", _("Skriv hva den nye enheten skal hete."))
    nodes = [unit, *(n for n in (asked.shape.unit(o) for o in others) if asked.shape and n)]  # type: ignore[union-attr]
    units = [unit.id, *others]
    kinds = {each.id: each.kind for each in asked.case.today.units}
    parents = [node.parent for node in nodes if node.parent and node.parent not in units]
    into: dict[str, object] = {
        "id": new_id(name, asked.case),
        "name": name,
        "kind": kinds.get(unit.id, "base"),
        "in_scope": any(node.in_scope for node in nodes),
    }
    if parents:
        into["parent"] = parents[0]
    return _operation(asked, {"op": "merge_units", "units": units, "into": into})


def _close_unit(asked: Asked) -> dict[str, object]:
    operation: dict[str, object] = {"op": "close_unit", "unit": _unit(asked).id}
    heir = asked.sent.get("til", "").strip()
    if heir:
        operation["staff_to"] = heir
    return _operation(asked, operation)


def _add_unit(asked: Asked) -> dict[str, object]:
    name = asked.text("navn", _("Skriv hva enheten skal hete."))
    unit: dict[str, object] = {
        "id": new_id(name, asked.case),
        "name": name,
        "kind": asked.sent.get("slag", "team"),
        "in_scope": asked.sent.get("teller") == "ja",
    }
    parent = asked.sent.get("til", "").strip()
    if parent:
        unit["parent"] = parent
    if unit["in_scope"]:
        unit["fte"] = {"all": _no_staff()}
    return _operation(asked, {"op": "add_unit", "unit": unit})


def _no_staff() -> dict[str, object]:
    reason = _("Ny enhet uten ansatte ennå. Flytt årsverk hit, eller sett behovet.")
    return {"value": 0.0, "unit": "fte", "kind": "assumed", "reason": reason}


def _transfer_fte(asked: Asked) -> dict[str, object]:
    operation = {
        "op": "transfer_fte",
        "source": _unit(asked).id,
        "to": _to(asked),
        "fte": asked.fte("arsverk"),
        "reason": asked.sent.get("begrunnelse", "").strip(),
    }
    return _operation(asked, operation)


def _set_fte(asked: Asked) -> dict[str, object]:
    reason = asked.sent.get("begrunnelse", "").strip()
    fte = {"all": asked.fte("arsverk")}
    return _operation(
        asked, {"op": "set_fte", "unit": _unit(asked).id, "fte": fte, "reason": reason}
    )


def _add_posts(asked: Asked) -> dict[str, object]:
    operation = {
        "op": "add_posts",
        "unit": _unit(asked).id,
        "fte": asked.fte("arsverk", may_be_negative=True),
        "reason": asked.sent.get("begrunnelse", "").strip(),
    }
    return _operation(asked, operation)


def _move_function(asked: Asked) -> dict[str, object]:
    operation = {
        "op": "move_function",
        "service": asked.sent.get("tjeneste", ""),
        "group": asked.sent.get("gruppe", ""),
        "source": asked.sent.get("fra", ""),
        "to": _to(asked),
    }
    return _operation(asked, operation)


def _add_function(asked: Asked) -> dict[str, object]:
    operation = {
        "op": "add_function",
        "service": asked.sent.get("tjeneste", ""),
        "group": asked.sent.get("gruppe", ""),
        "owner": _to(asked),
    }
    return _operation(asked, operation)


def _remove_operation(asked: Asked) -> dict[str, object]:
    text = asked.sent.get("nummer", "")
    if not text.isdecimal() or len(text) > 4:  # noqa: PLR2004
        raise WrongError("", _("Endringen er alt tatt bort. Last siden på nytt."))
    model = asked.shape.model_id if asked.shape else ""
    return {"op": "remove_operation", "model": model, "number": int(text)}


def _copy_model(asked: Asked) -> dict[str, object]:
    name = asked.text("navn", _("Skriv hva modellen skal hete."))
    taken = {model.id for model in asked.case.models} | {"today"}
    source = asked.sent.get("kilde", "today")
    return {"op": "copy_model", "source": source, "id": _free(name, taken), "name": name}


def _rename_model(asked: Asked) -> dict[str, object]:
    name = asked.text("navn", _("Skriv det nye navnet."))
    return {"op": "rename_model", "model": asked.sent.get("modell", ""), "name": name}


def _remove_model(asked: Asked) -> dict[str, object]:
    return {"op": "remove_model", "model": asked.sent.get("modell", "")}


def new_id(name: str, case: Case) -> str:
    """Return an id for a new unit that no unit of the case has, now or in any model."""
    return _free(name, set(case.unit_names()))


def _free(name: str, taken: set[str]) -> str:
    plain = name.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    stem = slugify(plain).strip("_-")[:50] or "ny"
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


_READERS: Mapping[str, Callable[[Asked], dict[str, object]]] = {
    "flytt": _move_unit,
    "navn": _rename_unit,
    "sla-sammen": _merge_units,
    "legg-ned": _close_unit,
    "ny-enhet": _add_unit,
    "overfor": _transfer_fte,
    "behov": _set_fte,
    "stillinger": _add_posts,
    "flytt-ansvar": _move_function,
    "gi-ansvar": _add_function,
    "ta-bort": _remove_operation,
    "kopier-modell": _copy_model,
    "navn-modell": _rename_model,
    "ta-ut-modell": _remove_model,
}
