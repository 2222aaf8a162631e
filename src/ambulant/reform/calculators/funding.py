# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who pays for a project: own effort, grants and outside money, with purpose and report date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Message, nb, total
from ambulant.staffing.bounds import require_not_negative, require_unit


class FundingKind(StrEnum):
    """Where money or effort comes from."""

    OWN = "own"  # own contribution: hours and money of the parties
    GRANT = "grant"  # from the state, to be reported
    EXTERNAL = "external"  # others


@dataclass(frozen=True, slots=True)
class Funding:
    """One line of the ledger (nok). A grant without `report_by` is a gap."""

    source: str
    purpose: str
    amount: Figure
    kind: FundingKind
    report_by: date | None = None
    is_reported: bool = False

    def __post_init__(self) -> None:
        """Refuse a line that does not say who pays or what for."""
        if not self.source.strip() or not self.purpose.strip():
            raise InvalidInputError(
                f"Funding {self.source!r} for {self.purpose!r}: both source and purpose are needed."
            )
        require_unit(self.amount, "nok")
        require_not_negative(self.amount)


@dataclass(frozen=True, slots=True)
class FundingLedger:
    """Sums by kind and in all (nok), and what must be done about reports."""

    by_kind: Mapping[FundingKind, Figure]
    total: Figure
    overdue: tuple[Funding, ...]  # the report should have been sent, the oldest first
    due: tuple[Funding, ...]  # to be sent, the nearest first
    gaps: tuple[Message, ...]


_LABELS: Mapping[FundingKind, str] = {
    FundingKind.OWN: nb("Egeninnsats"),
    FundingKind.GRANT: nb("Tilskudd"),
    FundingKind.EXTERNAL: nb("Annen finansiering"),
}


def funding_ledger(lines: Iterable[Funding], *, on: date) -> FundingLedger:
    """Return the ledger as it stands on a date. A report due that day is not overdue.

    Source: document 002, 2.3.
    """
    ledger = tuple(lines)
    by_kind = {
        kind: total(label, "nok", [line.amount for line in ledger if line.kind is kind])
        for kind, label in _LABELS.items()
    }
    waiting = sorted(
        (line.report_by, number)
        for number, line in enumerate(ledger)
        if line.report_by is not None and not line.is_reported
    )
    gap = nb("%(source)s, %(purpose)s: rapporteringsdato mangler.")
    return FundingLedger(
        by_kind,
        total(nb("Finansiering i alt"), "nok", by_kind.values()),
        tuple(ledger[number] for day, number in waiting if day < on),
        tuple(ledger[number] for day, number in waiting if day >= on),
        tuple(
            Message(gap, {"source": line.source, "purpose": line.purpose})
            for line in ledger
            if line.kind is FundingKind.GRANT and line.report_by is None and not line.is_reported
        ),
    )
