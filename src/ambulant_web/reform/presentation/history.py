# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who changed what, and the case as it was after each change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ambulant.reform.compare import compare
from ambulant.reform.scenario import apply_changes, change_from_data
from ambulant_web.reform import queries
from ambulant_web.reform.models import Edit, Scenario
from ambulant_web.reform.presentation.editing import sentence
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Sheet


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in the history."""

    number: int
    text: str
    reason: str
    who: str
    when: datetime
    undone_by: str
    undone_at: datetime | None

    @property
    def is_undone(self) -> bool:
        """True when the change no longer stands."""
        return self.undone_at is not None


def entries_of(scenario: Scenario) -> list[Entry]:
    """Return every change of a scenario, the newest first."""
    edits = scenario.edits.select_related("made_by", "undone_by").order_by("-number")
    return [_entry(edit) for edit in edits]


def theirs_since(scenario: Scenario, last: int | None) -> list[Entry]:
    """Return what others have done since a page was made, the newest first.

    Args:
        scenario: As it is now.
        last: Number of the last standing change the page knew; None when unknown. Without newer
            changes somebody has undone something: then that is returned.
    """
    edits = scenario.edits.select_related("made_by", "undone_by")
    if last is not None:
        newer = list(edits.filter(number__gt=last, undone_at=None).order_by("-number"))
        if newer:
            return [_entry(edit) for edit in newer]
        undone = edits.exclude(undone_at=None).order_by("-undone_at", "number")[:1]
        return [_entry(edit) for edit in undone]
    return [_entry(edit) for edit in edits.filter(undone_at=None).order_by("-number")[:1]]


def view_after(view: CaseView, edit: Edit) -> CaseView:
    """Return the case as it was right after a change was made.

    Changes that had been undone before it are left out; those undone later are in.
    """
    standing = edit.scenario.edits.filter(number__lte=edit.number).filter(
        Q(undone_at=None) | Q(undone_at__gt=edit.made_at)
    )
    changes = [change_from_data(each.change) for each in standing.order_by("number")]
    original = queries.view_of(view.row, None).case
    case = apply_changes(original, changes)
    return CaseView(view.row, view.scenario, compare(case, parameters=queries.parameters()))


def history_sheet(entries: Sequence[Entry]) -> Sheet:
    """Return the history as a sheet."""
    headings = [
        _("Nummer"),
        _("Når"),
        _("Hvem"),
        _("Hva"),
        _("Begrunnelse"),
        _("Angret"),
        _("Angret av"),
    ]
    rows = [(e.number, e.when, e.who, e.text, e.reason, e.undone_at, e.undone_by) for e in entries]
    formats = ("0", "dd.mm.yyyy hh:mm", "", "", "", "dd.mm.yyyy hh:mm", "")
    return Sheet(_("Historikk"), headings, rows, formats)


def _entry(edit: Edit) -> Entry:
    reason = edit.change.get("reason", "") if isinstance(edit.change, dict) else ""
    return Entry(
        number=edit.number,
        text=sentence(edit),
        reason=str(reason),
        who=edit.made_by.display_name if edit.made_by else _("en bruker som er slettet"),
        when=edit.made_at,
        undone_by=edit.undone_by.display_name if edit.undone_by else "",
        undone_at=edit.undone_at,
    )


def _local(when: datetime | None) -> datetime | None:
    return localtime(when) if when else None
