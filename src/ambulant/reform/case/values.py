# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers with their kind, and the few words every part of the schema uses."""

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import ConfigDict, Discriminator, Strict, StringConstraints, Tag, model_validator
from pydantic.dataclasses import dataclass

from ambulant.units import UNITS

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Real = Annotated[float, Strict()]  # whole numbers too; never text or true/false
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
TODAY = "today"


@dataclass(frozen=True, slots=True, config=STRICT)
class Value:
    """A number with its kind.

    `stated` stands in a source; `derived` follows from stated numbers by arithmetic that the
    source does not show; `assumed` is ours, with a reason; `not_stated` is a gap (never zero).
    With `low` and `high` the number is uncertain; `value` is then the most likely one.
    """

    value: Real | None = None
    kind: Literal["stated", "derived", "assumed", "not_stated"] = "assumed"
    unit: str = ""  # a code of ambulant.units; empty where the place it stands decides
    label: str = ""  # bokmål; empty where the place it stands decides
    source: str = ""  # "000 kap. 9"
    reason: str = ""
    low: Real | None = None
    high: Real | None = None
    shape: Literal["triangular", "uniform"] = "triangular"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.value is None) != (self.kind == "not_stated"):
            raise ValueError("a value is required, except when kind is not_stated")
        if self.kind in ("stated", "derived") and not self.source:
            raise ValueError(f"a {self.kind} value needs a source")
        if self.kind in ("assumed", "not_stated") and not self.reason:
            raise ValueError(f"kind {self.kind} needs a reason")
        if self.unit and self.unit not in UNITS:
            raise ValueError(f"unit {self.unit!r} is unknown; allowed: {', '.join(UNITS)}")
        if self.value is None and not (self.low is None and self.high is None):
            raise ValueError("a not_stated value has no range; kind assumed may have one")
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        ends = (self.low, self.value, self.high)
        known = [end for end in ends if end is not None]
        if self.low is not None and known != sorted(known):
            raise ValueError(
                f"low <= value <= high does not hold: {self.low}, {self.value}, {self.high}"
            )
        return self


def _amount_tag(data: object) -> str:
    return "assumption" if isinstance(data, str) else "value"


Amount: TypeAlias = Annotated[
    Annotated[Value, Tag("value")] | Annotated[Id, Tag("assumption")],
    Discriminator(_amount_tag),
]
"""A number written where it is used, or the name of one of the case's assumptions."""
