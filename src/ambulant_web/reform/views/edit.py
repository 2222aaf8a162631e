# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Change assumptions and see what it does, before it is saved. Undo and redo."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ambulant.errors import InvalidInputError
from ambulant_web.reform import access, actions, queries
from ambulant_web.reform.actions import ConflictError
from ambulant_web.reform.forms.assumptions import (
    NOTHING,
    Read,
    TypedCondition,
    as_typed,
    condition_as_typed,
    read_assumptions,
    standing_texts,
)
from ambulant_web.reform.models import CASE_ITSELF
from ambulant_web.reform.presentation.assumptions import (
    Assumption,
    assumptions_of,
    grouped,
    swings_of,
)
from ambulant_web.reform.presentation.conditions import Conditions, conditions_of
from ambulant_web.reform.presentation.editing import (
    Strip,
    chosen_model,
    sentence,
    strip_of,
    undo_and_redo,
    with_changes,
)
from ambulant_web.reform.presentation.refusals import refusal_of
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views import changing
from ambulant_web.reform.views.common import opened, page_context
from ambulant_web.shell.undo import tell_done

SAVE, CALCULATE, COPY = "lagre", "regn", "scenario"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The fields of the page."""

    model_id: str
    rows: tuple[Assumption, ...]
    conditions: Conditions


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the assumptions, and save those that were changed."""
    view = opened(request, case, scenario)
    sheet = _sheet(request, view)
    if request.method != "POST":
        return _page(request, view, sheet, NOTHING, _still(view, sheet))
    refused = changing.only_editors(request, view.row)
    if refused:
        return refused
    if request.POST.get("gjor") == COPY:
        made = actions.scenario_of_its_own(view.row, by=changing.user_of(request))
        text = _("«%(name)s» er laget. Det du endrer nå, lagres der; saken selv står urørt.")
        tell_done(request, text % {"name": made.name})
        return redirect(changing.scenario_url("edit", view.row, made))
    read = read_assumptions(request.POST.dict(), sheet.rows, sheet.conditions)
    if read.errors:
        strip = _preview(view, sheet, read)
        return _page(request, view, sheet, read, strip, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.POST.get("gjor") == CALCULATE:
        return _page(request, view, sheet, read, _preview(view, sheet, read))
    return _save(request, view, sheet, read)


@login_required
@require_POST
def preview(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Say what the typed assumptions would do; nothing is saved."""
    view = opened(request, case, scenario)
    refused = changing.only_editors(request, view.row)
    if refused:
        return refused
    sheet = _sheet(request, view)
    read = read_assumptions(request.POST.dict(), sheet.rows, sheet.conditions)
    context = {"strip": _preview(view, sheet, read), "view": view}
    return render(request, "reform/edit_strip.html", context)


@login_required
@require_POST
def undo(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Undo the last change, or the last few that were saved at once."""
    return _step(request, case, scenario, is_redo=False)


@login_required
@require_POST
def redo(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Take back the last undo."""
    return _step(request, case, scenario, is_redo=True)


def _step(request: HttpRequest, case: str, scenario: str, *, is_redo: bool) -> HttpResponse:
    row = access.readable_case(request, case)
    found = access.readable_scenario(request, row, scenario)
    refused = changing.only_editors(request, row)
    if refused:
        return refused
    back = changing.next_url(request, reverse("reform:case", kwargs={"case": row.slug}))
    if found is None:
        raise InvalidInputError(_("Saken selv har ingen endringer å angre."))
    by, expected = changing.user_of(request), changing.expected_version(request)
    try:
        if is_redo:
            edits = [actions.redo_last(found, by=by, expected=expected)]
        else:
            count = _count(request)
            edits = actions.undo_last(found, by=by, expected=expected, count=count)
    except ConflictError as error:
        return _step_conflict(request, error, back, is_redo=is_redo)
    words = _("Gjort om igjen: %(what)s.") if is_redo else _("Angret: %(what)s.")
    # What was undone can be found again: the button beside says what redo brings back.
    tell_done(request, words % {"what": "; ".join(sentence(edit) for edit in edits)})
    return changing.go(request, back)


def _step_conflict(
    request: HttpRequest, error: ConflictError, back: str, *, is_redo: bool
) -> HttpResponse:
    steps = undo_and_redo(error.scenario)
    what = steps.redo_text if is_redo else steps.undo_text
    words = _("gjøre om igjen: %(what)s") if is_redo else _("angre: %(what)s")
    wish = changing.Wish(
        url=request.path,
        fields={changing.NEXT: back},
        sentences=(words % {"what": what},) if what else (),
        keep_url=back,
    )
    return changing.conflict(request, error, wish)


def _count(request: HttpRequest) -> int:
    text = request.GET.get("antall") or request.POST.get("antall") or "1"
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 5 else 1  # noqa: PLR2004


def _sheet(request: HttpRequest, view: CaseView) -> Sheet:
    original = queries.view_of(view.row, None).case
    model_id = chosen_model(view, request.POST.get("modell") or request.GET.get("modell", ""))
    swings = swings_of(view, model_id) if model_id else ()
    return Sheet(
        model_id,
        assumptions_of(view.case, original, swings),
        conditions_of(view.case, original),
    )


def _still(view: CaseView, sheet: Sheet) -> Strip:
    return strip_of(view.comparison, view.comparison, sheet.model_id)


def _preview(view: CaseView, sheet: Sheet, read: Read) -> Strip:
    faults = tuple(f"{error.label}: {error.message}" for error in read.errors)
    still = strip_of(
        view.comparison,
        view.comparison,
        sheet.model_id,
        count=len(read.changes) + len(read.errors),
        faults=faults,
    )
    if not read.changes:
        return still
    try:
        after = with_changes(view, read.changes)
    except InvalidInputError as error:
        return replace(still, refusal=refusal_of(error, view.case).text)
    return strip_of(view.comparison, after, sheet.model_id, count=len(read.changes), faults=faults)


def _save(request: HttpRequest, view: CaseView, sheet: Sheet, read: Read) -> HttpResponse:
    here = request.get_full_path()
    if not read.changes:
        tell_done(request, _("Ingenting er endret, så ingenting er lagret."))
        return redirect(here)
    try:
        saved = changing.save(request, view, read.changes)
    except ConflictError as error:
        now = queries.view_of(view.row, error.scenario)
        fields = {**read.touched, "begrunnelse": read.reason, "modell": sheet.model_id}
        sentences = changing.told_from(now, read.changes)
        wish = changing.Wish(request.path, fields, sentences, here)
        return changing.conflict(request, error, wish)
    except InvalidInputError as error:
        strip = replace(
            _still(view, sheet),
            has_unsaved=True,
            count=len(read.changes),
            refusal=refusal_of(error, view.case).text,
        )
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, view, sheet, read, strip, status=status)
    url = changing.scenario_url("edit", view.row, saved)
    return redirect(f"{url}?modell={sheet.model_id}" if sheet.model_id else url)


def _page(  # noqa: PLR0913 - what the page shows
    request: HttpRequest,
    view: CaseView,
    sheet: Sheet,
    read: Read,
    strip: Strip,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = page_context(request, view, "edit") | {
        "sheet": sheet,
        "models": view.case.models,
        "model_name": next((m.name for m in view.case.models if m.id == sheet.model_id), ""),
        "groups": [
            (group, tuple(as_typed(row, read) for row in _in_order(request, group.rows)))
            for group in grouped(_chosen_rows(request, sheet.rows))
        ],
        "conditions": _conditions(sheet.conditions, read),
        "stood": standing_texts(sheet.rows, sheet.conditions),
        "errors": read.errors,
        "reason": read.reason,
        "strip": strip,
        "search": request.GET.get("sok", ""),
        "only": request.GET.get("vis", ""),
        "focus": request.GET.get("felt", ""),
        "changed_count": sum(row.is_changed for row in sheet.rows),
        "is_case_itself": view.scenario is None,
        "case_itself": CASE_ITSELF,
    }
    context |= changing.steps_context(view.scenario)
    return render(request, "reform/edit.html", context, status=status)


def _chosen_rows(request: HttpRequest, rows: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    """Return the rows the filter asks for; a form that is sent shows all it held."""
    if request.method == "POST":
        return rows
    words, only = request.GET.get("sok", "").strip().casefold(), request.GET.get("vis", "")
    return tuple(
        row
        for row in rows
        if words in row.search
        and (only != "endrede" or row.is_changed)
        and (only != "viktigste" or row.rank)
    )


def _in_order(request: HttpRequest, rows: tuple[Assumption, ...]) -> tuple[Assumption, ...]:
    if request.GET.get("vis") != "viktigste":
        return rows
    return tuple(sorted(rows, key=lambda row: row.rank))


def _conditions(conditions: Conditions, read: Read) -> dict[str, tuple[TypedCondition, ...]]:
    names = ("margins", "preconditions", "steps", "answers")
    return {
        name: tuple(condition_as_typed(each, read) for each in getattr(conditions, name))
        for name in names
    }
