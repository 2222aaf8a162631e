# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not money: criteria, arguments, risks, preconditions, readiness."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant_web.reform import access
from ambulant_web.reform.presentation import explaining, judgement_figures
from ambulant_web.reform.presentation.addresses import page_url, page_url_if_any
from ambulant_web.reform.presentation.judgement import judgement_page
from ambulant_web.reform.presentation.judgement_sheets import sheets
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response
from ambulant_web.shell.explanation import Extra, drawer_response


@login_required
@require_safe
def judgement(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show what models are judged by, what speaks for and against, and what must be in place."""
    view = opened(request, case, scenario)
    context = page_context(request, view, "judgement") | {
        "page": judgement_page(view),
        "economy_url": page_url_if_any(view, "economy"),
        "process_url": page_url_if_any(view, "process"),
    }
    return render(request, "reform/judgement.html", context)


@login_required
@require_safe
def judgement_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the tables of the page as a workbook."""
    view = opened(request, case, scenario)
    name = f"{case}-{scenario}-vurdering.xlsx"
    return workbook_response(name, sheets(judgement_page(view)), about_figures(view))


@login_required
@require_safe
@vary_on_headers("HX-Request")
def judgement_explain(request: HttpRequest, case: str, scenario: str, key: str) -> HttpResponse:
    """Open a figure of the judgement into its arithmetic."""
    view = opened(request, case, scenario)
    figure = judgement_figures.figures_of(view.judgement).get(key)
    if figure is None:
        raise Http404(_("Tallet finnes ikke i denne saken."))
    extra = Extra(
        facts=explaining.facts(view),
        links=explaining.edit_links(view, figure) if access.may_edit(request) else (),
        back_label=_("Vurdering"),
        back_url=page_url(view, "judgement"),
    )
    return drawer_response(request, figure, extra)
