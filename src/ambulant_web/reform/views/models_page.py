# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The models of a case side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ambulant_web.reform.presentation.addresses import page_url_if_any
from ambulant_web.reform.presentation.outcomes import outcomes
from ambulant_web.reform.presentation.side_by_side import side_by_side
from ambulant_web.reform.presentation.side_by_side_sheets import sheets
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response


@login_required
@require_safe
def models_page(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the models side by side: FTE, money, quality, risk."""
    view = opened(request, case, scenario)
    context = page_context(request, view, "models")
    context["page"] = side_by_side(view, shown=request.GET.get("modell", ""))
    context["outcomes"] = outcomes(view)
    context["economy_url"] = page_url_if_any(view, "economy")
    context["inputs_url"] = page_url_if_any(view, "staff_inputs")
    return render(request, "reform/models.html", context)


@login_required
@require_safe
def models_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the whole comparison as a workbook, one sheet per section."""
    view = opened(request, case, scenario)
    return workbook_response(f"{case}-{scenario}-modeller.xlsx", sheets(view), about_figures(view))
