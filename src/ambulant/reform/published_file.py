# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reproduction register as a file: every figure a source publishes about a case.

`published.yaml` in the case's folder says for each figure what the source prints, how it is
recomputed, and what is expected to come out. `ambulant.reform.published` works them out.
"""

from dataclasses import dataclass as plain_dataclass
from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails

from ambulant.errors import CaseFileError, InvalidInputError
from ambulant.explain import compute, missing, nb
from ambulant.reform.case import STRICT, Id, Real, Text
from ambulant.units import UNITS
from ambulant.yamlfiles import Loaded, load

FILE_NAME = "published.yaml"


class Outcome(StrEnum):
    """What came out when a published figure was worked out anew."""

    EQUAL = "equal"
    ROUNDED = "rounded"  # equal at the printed decimals
    DERIVED = "derived"  # the source prints no number, but its rule gives this one
    CONTRADICTED = "contradicted"  # the source's own numbers give another; known, with advice
    NOT_COMPUTABLE = "not_computable"  # with the reason
    UNEXPLAINED = "unexplained"  # a fault


OUTCOME_NAMES = {
    Outcome.EQUAL: nb("lik"),
    Outcome.ROUNDED: nb("lik etter avrunding"),
    Outcome.DERIVED: nb("utledet"),
    Outcome.CONTRADICTED: nb("motsagt"),
    Outcome.NOT_COMPUTABLE: nb("kan ikke beregnes"),
    Outcome.UNEXPLAINED: nb("uforklart"),
}


@dataclass(frozen=True, slots=True, config=STRICT)
class Placed:
    """1 when a unit exists in a model and lies under another, else 0."""

    model: Id
    unit: Id
    under: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class Owned:
    """1 when a unit, or one below it, owns a service to a group in a model, else 0."""

    model: Id
    service: Id
    group: Id
    under: Id


@dataclass(frozen=True, slots=True, config=STRICT)
class Published:
    """One published figure: one way to recompute it, or the `reason` why there is none.

    Ways: `figure` ("modell-2/fte_change", a key of ModelResult.figures()), `value_of` (address of a
    number in the case), `count` (address of a list in the case), `step` (id of a dated step),
    `formula` over other published figures named in `inputs`, `placed`, `owned`.
    """

    id: Id
    label: Text
    document: str
    chapter: Text
    unit: str
    expect: Outcome
    value: Real | date | None = None  # as printed, in `unit`; None when the source prints none
    text: str = ""  # as printed, where it is not a number
    decimals: Annotated[int, Field(ge=0, le=9)] | None = None  # printed; the unit's when None
    tolerance: Annotated[Real, Field(gt=0)] | None = None  # instead of decimals, in `unit`
    derived: Real | None = None  # what the source's rule gives, worked out by hand
    contradiction: Real | None = None  # what the source's other numbers give
    figure: str = ""
    value_of: str = ""
    count: str = ""
    step: str = ""
    formula: str = ""
    inputs: dict[str, Id] = Field(default_factory=dict)
    placed: Placed | None = None
    owned: Owned | None = None
    reason: str = ""  # why not computable, or how to read a difference
    advice: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """Names of the ways that are given."""
        names = ("figure", "value_of", "count", "step", "formula", "placed", "owned")
        return tuple(name for name in names if getattr(self, name))

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r} is unknown; allowed: {', '.join(UNITS)}")
        if len(self.ways) > 1:
            raise ValueError(f"only one way to recompute is allowed, not {', '.join(self.ways)}")
        if self.expect is Outcome.UNEXPLAINED:
            raise ValueError("nothing may be expected to be unexplained")
        if self.expect is Outcome.NOT_COMPUTABLE:
            if self.ways or not self.reason:
                raise ValueError("not_computable needs a reason and no way to recompute")
            return self
        if not self.ways:
            raise ValueError(f"class {self.expect} needs a way to recompute")
        self._check_numbers()
        return self

    def _check_numbers(self) -> None:
        """Refuse numbers that do not belong to the expected outcome."""
        if (self.expect is Outcome.DERIVED) != (self.derived is not None):
            raise ValueError("derived goes with class derived, and only with it")
        if (self.expect is Outcome.CONTRADICTED) != (self.contradiction is not None):
            raise ValueError("contradiction goes with class contradicted, and only with it")
        if self.expect is Outcome.CONTRADICTED and not self.advice:
            raise ValueError("a contradiction needs advice")
        if (self.value is None) != (self.expect is Outcome.DERIVED):
            raise ValueError("the printed value is required, except for what is derived")


@dataclass(frozen=True, slots=True, config=STRICT)
class PublishedFile:
    """What `published.yaml` holds."""

    figures: tuple[Published, ...]
    not_covered: str = ""  # what the register leaves out, and why


@plain_dataclass(frozen=True, slots=True)
class Register:
    """The published figures of a case."""

    path: Path
    figures: tuple[Published, ...]
    not_covered: str


_ADAPTER: TypeAdapter[PublishedFile] = TypeAdapter(PublishedFile)


def load_published(folder: Path) -> Register:
    """Return the register of a case folder; empty when it has none.

    Raises:
        CaseFileError: The first fault of the file, with line.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Register(path, (), "")
    loaded = load(path, CaseFileError)
    try:
        content = _ADAPTER.validate_python(loaded.data)
    except ValidationError as error:
        raise _as_error(loaded, error.errors(include_url=False)[0]) from None
    _check_references(loaded, content.figures)
    return Register(path, content.figures, content.not_covered)


def _check_references(loaded: Loaded, figures: tuple[Published, ...]) -> None:
    seen: set[str] = set()
    for number, figure in enumerate(figures):
        line = loaded.line_of(("figures", number, "id"))
        if figure.id in seen:
            raise CaseFileError(loaded.path, line, f"id {figure.id!r} is used twice")
        for name, other in figure.inputs.items():
            if other not in seen:
                line = loaded.line_of(("figures", number, "inputs", name))
                message = f"published figure {other!r} does not stand above {figure.id!r}"
                raise CaseFileError(loaded.path, line, message)
        if figure.formula:
            _check_formula(loaded, number, figure)
        seen.add(figure.id)


def _check_formula(loaded: Loaded, number: int, figure: Published) -> None:
    gaps = {name: missing(name, figure.unit) for name in figure.inputs}
    try:
        compute(figure.label, figure.unit, figure.formula, gaps)
    except InvalidInputError as error:
        line = loaded.line_of(("figures", number, "formula"))
        raise CaseFileError(loaded.path, line, str(error)) from None


def _as_error(loaded: Loaded, detail: ErrorDetails) -> CaseFileError:
    where = tuple(detail["loc"])
    name = ".".join(str(part) for part in where)
    match detail["type"]:
        case "missing" | "missing_argument":
            message = f"{name}: field is required and missing"
        case "unexpected_keyword_argument" | "extra_forbidden":
            kind = Published if len(where) > 1 else PublishedFile
            allowed = ", ".join(sorted(field.name for field in fields(kind)))
            message = f"{name}: field is unknown; allowed: {allowed}"
        case "value_error":
            message = f"{name}: {detail['ctx']['error']}"
        case _:
            message = f"{name}: {detail['msg']} (was {detail['input']!r:.60})"
    return CaseFileError(loaded.path, loaded.line_of(where), message)
