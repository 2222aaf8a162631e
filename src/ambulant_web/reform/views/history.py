# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who changed what, and the case as it was after each change."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ambulant_web.audit.queries import changes_of
from ambulant_web.reform.presentation import frame
from ambulant_web.reform.presentation.differences import figure_rows, sections
from ambulant_web.reform.presentation.editing import chosen_model, sentence
from ambulant_web.reform.presentation.history import entries_of, history_sheet, view_after
from ambulant_web.reform.views import changing
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response

NAMES = frozenset({"id", "municipality", "version", "created_at", "changed_at", "case", "slug"})


@login_required
@require_safe
def history(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show every change of a scenario, those that are undone struck."""
    view = opened(request, case, scenario)
    context = page_context(request, view, "history") | changing.steps_context(view.scenario)
    context |= {
        "entries": entries_of(view.scenario) if view.scenario else [],
        # Names and archiving are not changes of the case; they stand in the audit trail.
        "trail": changes_of(view.scenario, without=NAMES) if view.scenario else [],
        "is_case_itself": view.scenario is None,
    }
    return render(request, "reform/history.html", context)


@login_required
@require_safe
def history_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the history as a workbook."""
    view = opened(request, case, scenario)
    entries = entries_of(view.scenario) if view.scenario else []
    name = f"{case}-{scenario}-historikk.xlsx"
    return workbook_response(name, [history_sheet(entries)], about_figures(view))


@login_required
@require_safe
def history_at(request: HttpRequest, case: str, scenario: str, number: int) -> HttpResponse:
    """Show the figures as they were right after a change, beside those of now."""
    view = opened(request, case, scenario)
    edit = view.scenario.edits.filter(number=number).first() if view.scenario else None
    if view.scenario is None or edit is None:
        raise Http404(_("Endringen finnes ikke."))
    then = view_after(view, edit)
    model_id = chosen_model(then, request.GET.get("modell", ""))
    now = [each for each in view.comparison.results if each.id == model_id]
    rows = figure_rows(then.comparison.result(model_id), now[0]) if model_id and now else ()
    context = page_context(request, view, "history") | {
        "edit": edit,
        "sentence": sentence(edit),
        "model_id": model_id,
        "models": then.case.models,
        "model_is_gone": bool(model_id) and not now,
        "sections": sections(rows),
        "then": then,
    }
    address = {"case": view.row.slug}
    context["scenario_links"] = frame.scenario_links(
        view, list(view.row.scenarios.filter(is_archived=False)), "reform:history", address
    )
    return render(request, "reform/history_at.html", context)
