# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change does, before it is saved; changes as sentences; what undo and redo would do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ambulant.explain import Figure, Message
from ambulant.reform.compare import compare
from ambulant.reform.results import Comparison, ModelResult
from ambulant.reform.scenario import ScenarioChange, apply_changes, change_from_data
from ambulant.units import NBSP, format_number
from ambulant_web.reform import actions, queries
from ambulant_web.reform.models import Edit, Scenario
from ambulant_web.reform.presentation.numbers import step
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.numbers import written
from ambulant_web.shell.wording import translated

SMALLEST = 5e-7  # changes below this are rounding
MILLION = "million"
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Move:
    """One figure before and after a change."""

    label: str
    unit: str  # as a word
    before: str
    after: str
    change: float | None  # in the unit shown; None when one of them is missing
    decimals: int

    @property
    def is_changed(self) -> bool:
        """True when the change can be seen."""
        if self.change is None:
            return self.before != self.after
        return abs(self.change) > SMALLEST

    @property
    def change_text(self) -> str:
        """The change with its sign."""
        if self.change is None:
            return ""
        if not self.is_changed:
            return _("uendret")
        return format_number(self.change, self.decimals, sign=True)


@dataclass(frozen=True, slots=True)
class ModelMoves:
    """What a change does to one model."""

    model_id: str
    name: str
    moves: tuple[Move, ...]
    years: tuple[Move, ...]  # net effect on operations, per year

    @property
    def is_changed(self) -> bool:
        """True when any figure of the model changes."""
        return any(move.is_changed for move in (*self.moves, *self.years))

    @property
    def line(self) -> str:
        """The model's changes in a sentence."""
        changed = [move for move in self.moves if move.is_changed]
        parts = [
            f"{move.label.lower()} {move.before} → {move.after} ({move.change_text})"
            if move.change is not None
            else f"{move.label.lower()} {move.before} → {move.after}"
            for move in changed
        ]
        return f"{self.name}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Strip:
    """The result strip beside the form."""

    models: tuple[ModelMoves, ...]
    chosen: ModelMoves | None
    has_unsaved: bool
    count: int = 0  # changes that are not saved
    faults: tuple[str, ...] = ()  # fields that could not be read
    refusal: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What changes, model by model, the chosen one first."""
        ordered = sorted(self.models, key=lambda model: model is not self.chosen)
        return tuple(model.line for model in ordered if model.is_changed and model.line)


def strip_of(
    before: Comparison,
    after: Comparison,
    chosen: str,
    *,
    count: int = 0,
    faults: tuple[str, ...] = (),
) -> Strip:
    """Return what lies between two comparisons of the same case, model by model."""
    old = {result.id: result for result in before.results}
    models = tuple(_moves(old[r.id], r) for r in after.results if r.id in old)
    picked = next((model for model in models if model.model_id == chosen), None)
    return Strip(models, picked, has_unsaved=count > 0, count=count, faults=faults)


def with_changes(view: CaseView, changes: Iterable[ScenarioChange]) -> Comparison:
    """Return the comparison a scenario would have with more changes; nothing is saved.

    Raises:
        InvalidInputError: A change does not fit.
    """
    original = queries.view_of(view.row, None).case
    return compare(
        apply_changes(original, [*standing_changes(view.scenario), *changes]),
        parameters=queries.parameters(),
    )


def standing_changes(scenario: Scenario | None) -> list[ScenarioChange]:
    """Return a scenario's changes that are not undone."""
    if scenario is None:
        return []
    return [change_from_data(edit.change) for edit in queries.standing_edits(scenario)]


def chosen_model(view: CaseView, asked: str) -> str:
    """Return the model that is asked for, else the recommended, else the last; empty if none."""
    models = view.case.models
    if any(model.id == asked for model in models):
        return asked
    recommended = [model.id for model in models if model.recommended]
    return (recommended or [model.id for model in models][-1:] or [""])[0]


@dataclass(frozen=True, slots=True)
class UndoRedo:
    """What the undo and redo buttons would do; None where there is nothing."""

    undo: Edit | None
    redo: Edit | None

    @property
    def undo_text(self) -> str:
        """The change that undo would take away."""
        return sentence(self.undo) if self.undo else ""

    @property
    def redo_text(self) -> str:
        """The change that redo would bring back."""
        return sentence(self.redo) if self.redo else ""


def undo_and_redo(scenario: Scenario) -> UndoRedo:
    """Return what can be undone and redone in a scenario."""
    return UndoRedo(queries.standing_edits(scenario).last(), actions.redoable(scenario))


def sentence(edit: Edit) -> str:
    """Return what an edit does, in the reader's language."""
    return told(Message(edit.text, edit.text_args))


def told(message: Message) -> str:
    """Return a message of the core in the reader's language."""
    return translated(message.text) % {k: translated(v) for k, v in message.args.items()}


def _moves(before: ModelResult, after: ModelResult) -> ModelMoves:
    moves = [_move(_("Årsverk i alt"), before.fte_total, after.fte_total)]
    if after.model is not None:
        moves.append(_money(_("Netto i året"), before.net_saving, after.net_saving))
    if not (before.fte_computed.is_missing and after.fte_computed.is_missing):
        moves.append(_move(_("Beregnede årsverk"), before.fte_computed, after.fte_computed))
    if after.model is not None and not (
        before.net_saving_computed.is_missing and after.net_saving_computed.is_missing
    ):
        label = _("Netto av beregnede årsverk")
        moves.append(_money(label, before.net_saving_computed, after.net_saving_computed))
    return ModelMoves(after.id, translated(after.name), tuple(moves), _years(before, after))


def _years(before: ModelResult, after: ModelResult) -> tuple[Move, ...]:
    old = {year.year: year.net_operating for year in before.plan}
    return tuple(
        _money(str(year.year), old[year.year], year.net_operating)
        for year in after.plan
        if year.year in old
    )


def _move(label: str, before: Figure, after: Figure) -> Move:
    return _shown(label, _("årsverk"), (before, after), 2)


def _money(label: str, before: Figure, after: Figure) -> Move:
    unit = _("mill. kr").replace(" ", NBSP)
    return _shown(label, unit, (before, after), 1, million=True)


def _shown(
    label: str, unit: str, ends: tuple[Figure, Figure], places: int, *, million: bool = False
) -> Move:
    """Return a move whose three numbers agree as written, with decimals enough to see it."""
    before, after = ends
    style = MILLION if million else ""
    change = step(before, after, million=million)
    if change is not None and abs(change) > SMALLEST:
        scale = 1e6 if million else 1.0
        while places < MOST_PLACES and _rounded(ends, scale, places) == 0:
            places += 1
        change = _rounded(ends, scale, places) or change
    old, new = (written(each, style=style, decimals=places) for each in ends)
    return Move(label, unit, old, new, change, places)


def _rounded(ends: tuple[Figure, Figure], scale: float, places: int) -> float:
    before, after = (round(each.number / scale, places) for each in ends)
    return round(after - before, places)
