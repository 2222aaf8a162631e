# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cases of a municipality as rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from ambulant.errors import AmbulantError
from ambulant.explain import Figure
from ambulant.reform.results import ModelResult
from ambulant_web.reform import queries
from ambulant_web.reform.models import CASE_ITSELF, Edit, StoredCase
from ambulant_web.reform.presentation.addresses import explain_url
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Sheet


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list. Without `view` it cannot be computed, and `fault` says why."""

    row: StoredCase
    url: str
    view: CaseView | None
    recommended: ModelResult | None
    fault: str
    open_scenarios: int
    changed_at: datetime
    changed_by: str

    @property
    def documents(self) -> str:
        """Which documents the case rests on."""
        if self.view is None:
            return ""
        return "; ".join(f"{doc.id} {doc.title}" for doc in self.view.case.documents)

    @property
    def models(self) -> str:
        """Names of the models."""
        return ", ".join(model.name for model in self.view.case.models) if self.view else ""

    @property
    def fte_change(self) -> Figure | None:
        """What the recommended model does to FTE."""
        return self.recommended.fte_change if self.recommended else None

    @property
    def net(self) -> Figure | None:
        """What the recommended model gives per year."""
        return self.recommended.net_saving if self.recommended else None

    @property
    def fte_url(self) -> str:
        """Where the change in FTE is explained."""
        return self._explained("fte_change")

    @property
    def net_url(self) -> str:
        """Where the net is explained."""
        return self._explained("net_saving")

    def _explained(self, key: str) -> str:
        if self.view is None or self.recommended is None:
            return ""
        return explain_url(self.view, self.recommended.id, key)


def _number(figure: Figure | None) -> float:
    return float("inf") if figure is None or figure.is_missing else figure.number


ORDERS: Mapping[str, Callable[[CaseRow], tuple[float, str]]] = {
    "tittel": lambda row: (0.0, row.row.title),
    "endret": lambda row: (-row.changed_at.timestamp(), row.row.title),
    "arsverk": lambda row: (_number(row.fte_change), row.row.title),
    "netto": lambda row: (-_number(row.net) if row.net else 0.0, row.row.title),
}


def order_names() -> tuple[tuple[str, str], ...]:
    """Return the orders the list may have, with their names."""
    return (
        ("tittel", _("Tittel")),
        ("endret", _("Sist endret")),
        ("arsverk", _("Endring i årsverk")),
        ("netto", _("Netto i året")),
    )


def case_rows(cases: Iterable[StoredCase], edits: Mapping[int, Edit]) -> list[CaseRow]:
    """Return a row per case.

    Args:
        cases: From `queries.with_scenarios`.
        edits: The last edit of each case that has one, by the case's key.
    """
    return [_row(case, edits.get(case.pk)) for case in cases]


def chosen(rows: Iterable[CaseRow], search: str, order: str) -> list[CaseRow]:
    """Return the rows whose title, document or model names hold the words, in order."""
    wanted = search.strip().casefold()
    kept = [
        row for row in rows if wanted in f"{row.row.title} {row.documents} {row.models}".casefold()
    ]
    return sorted(kept, key=ORDERS.get(order, ORDERS["tittel"]))


def case_sheet(rows: Iterable[CaseRow]) -> Sheet:
    """Return the list as a sheet."""
    headings = [
        _("Sak"),
        _("Kilde"),
        _("Modeller"),
        _("Anbefalt modell"),
        _("Endring i årsverk"),
        _("Netto i året, kr"),
        _("Åpne scenarioer"),
        _("Sist endret"),
        _("Av"),
    ]
    cells = [
        (
            row.row.title,
            row.documents,
            row.models,
            row.recommended.name if row.recommended else "",
            _plain(row.fte_change),
            _plain(row.net),
            row.open_scenarios,
            row.changed_at,
            row.changed_by,
        )
        for row in rows
    ]
    formats = ("", "", "", "", "0.00", "#,##0", "0", "dd.mm.yyyy hh:mm", "")
    return Sheet(_("Saker"), headings, cells, formats)


def _plain(figure: Figure | None) -> float | str:
    if figure is None:
        return ""
    return _("mangler") if figure.is_missing else figure.number


def _row(case: StoredCase, edit: Edit | None) -> CaseRow:
    view, fault = None, ""
    try:
        view = queries.view_of(case, None)
    except AmbulantError as error:
        fault = str(error)
    by = case.created_by
    changed_at = case.changed_at
    if edit is not None:
        touched = max(edit.made_at, edit.undone_at or edit.made_at)
        if touched > changed_at:
            changed_at, by = touched, edit.undone_by or edit.made_by
    scenarios: list[object] = getattr(case, "open", [])
    return CaseRow(
        row=case,
        url=reverse("reform:models", kwargs={"case": case.slug, "scenario": CASE_ITSELF}),
        view=view,
        recommended=recommended(view) if view else None,
        fault=fault,
        open_scenarios=len(scenarios),
        changed_at=changed_at,
        changed_by=by.display_name if by else _("Ambulant"),
    )


def recommended(view: CaseView) -> ModelResult | None:
    """Return the model the case recommends, if any."""
    for result in view.comparison.results:
        if result.model is not None and result.model.recommended:
            return result
    return None
