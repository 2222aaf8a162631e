# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The steps of a case in the order they come, with what is wrong and where we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ambulant.explain import Message
from ambulant.reform.case import Case, Step
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.excel import Sheet
from ambulant_web.shell.wording import translated


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it is shown."""

    step: Step
    kind: str
    after: str  # name of the step a step without a date comes after
    is_past: bool
    faults: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The steps before and after the day the case is as of."""

    past: tuple[StepRow, ...]
    coming: tuple[StepRow, ...]
    undated: tuple[StepRow, ...]
    as_of: date
    is_discussed: bool

    @property
    def rows(self) -> tuple[StepRow, ...]:
        """All steps."""
        return (*self.past, *self.coming, *self.undated)

    @property
    def faults(self) -> tuple[Message, ...]:
        """All that is wrong."""
        return tuple(fault for row in self.rows for fault in row.faults)


def process_page(view: CaseView) -> Page:
    """Return the steps of a case, dated ones by date, the others in the order of the case."""
    case = view.case
    found: dict[str, list[Message]] = {}
    for fault in view.judgement.process_faults:
        found.setdefault(fault.step.id, []).append(fault.message)
    rows = [_row(case, step, tuple(found.get(step.id, ()))) for step in case.process]
    dated = sorted(
        (row for row in rows if row.step.when is not None),
        key=lambda row: row.step.when or case.as_of,
    )
    return Page(
        past=tuple(row for row in dated if row.is_past),
        coming=tuple(row for row in dated if not row.is_past),
        undated=tuple(row for row in rows if row.step.when is None),
        as_of=case.as_of,
        is_discussed=any(step.kind == "discussion" and step.when for step in case.process),
    )


def step_words() -> Mapping[str, str]:
    """Return what kinds of steps are called."""
    return {
        "information": _("informasjon"),
        "discussion": _("drøfting"),
        "hearing": _("høring"),
        "decision": _("vedtak"),
        "implementation": _("gjennomføring"),
        "evaluation": _("evaluering"),
    }


def sheet(page: Page) -> Sheet:
    """Return the steps as a sheet."""
    rows = [
        (
            row.step.when,
            row.step.name,
            row.kind,
            row.step.body,
            row.after,
            " ".join(translated(fault.text) % fault.args for fault in row.faults),
            row.step.source,
        )
        for row in page.rows
    ]
    headings = (
        _("Dato"),
        _("Steg"),
        _("Slag"),
        _("Organ"),
        _("Etter"),
        _("Feil"),
        _("Kilde"),
    )
    return Sheet(_("Prosess"), headings, rows)


def _row(case: Case, step: Step, faults: tuple[Message, ...]) -> StepRow:
    names = {one.id: f"{one.name} ({one.body})" if one.body else one.name for one in case.process}
    return StepRow(
        step,
        step_words()[step.kind],
        names.get(step.after, step.after),
        step.when is not None and step.when <= case.as_of,
        faults,
    )
