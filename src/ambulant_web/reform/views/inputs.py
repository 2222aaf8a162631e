# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What staff have said, what the group answered, and the figures it concerns."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ambulant_web.reform.presentation.staff_inputs import answers, sheet
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response


@login_required
@require_safe
def staff_inputs(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show every input with its answer, the unanswered first."""
    view = opened(request, case, scenario)
    given = answers(view)
    context = page_context(request, view, "staff_inputs") | {
        "answers": given,
        "open": sum(not answer.is_answered for answer in given),
    }
    return render(request, "reform/staff_inputs.html", context)


@login_required
@require_safe
def staff_inputs_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the inputs as a workbook."""
    view = opened(request, case, scenario)
    name = f"{case}-{scenario}-innspill.xlsx"
    return workbook_response(name, [sheet(view)], about_figures(view))
