# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way to a decision, step by step."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ambulant_web.reform.presentation.process import process_page, sheet
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response


@login_required
@require_safe
def process(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the steps in order, what is wrong with them, and where we are."""
    view = opened(request, case, scenario)
    context = page_context(request, view, "process") | {"page": process_page(view)}
    return render(request, "reform/process.html", context)


@login_required
@require_safe
def process_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the steps as a workbook."""
    view = opened(request, case, scenario)
    name = f"{case}-{scenario}-prosess.xlsx"
    return workbook_response(name, [sheet(process_page(view))], about_figures(view))
