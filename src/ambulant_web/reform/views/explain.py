# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a figure comes from: the drawer, and the same as a workbook with live formulas."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant.explain import Figure
from ambulant.reform.results import ModelResult
from ambulant_web.reform import access
from ambulant_web.reform.presentation import explaining
from ambulant_web.reform.presentation.addresses import page_url, trace_url
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.common import about_figures, opened
from ambulant_web.shell.excel import download, figure_workbook
from ambulant_web.shell.explanation import Extra, drawer_response


@login_required
@require_safe
@vary_on_headers("HX-Request")
def explain(request: HttpRequest, case: str, scenario: str, model: str, key: str) -> HttpResponse:
    """Open one figure into its arithmetic."""
    view = opened(request, case, scenario)
    result, figure = _found(view, model, key)
    extra = Extra(
        facts=explaining.facts(view),
        sections=explaining.sections(view, result, key),
        links=explaining.edit_links(view, figure) if access.may_edit(request) else (),
        download_url=trace_url(view, model, key),
        back_label=view.case.title,
        back_url=page_url(view, "models"),
    )
    return drawer_response(request, figure, extra)


@login_required
@require_safe
def trace(request: HttpRequest, case: str, scenario: str, model: str, key: str) -> HttpResponse:
    """Give the whole trace of one figure as a workbook whose formulas are alive."""
    view = opened(request, case, scenario)
    _result, figure = _found(view, model, key)
    name = f"{case}-{model}-{key.replace('.', '-')}.xlsx"
    return download(name, figure_workbook(figure, about_figures(view)))


def _found(view: CaseView, model: str, key: str) -> tuple[ModelResult, Figure]:
    figure = view.figure(f"{model}/{key}")
    if figure is None:
        raise Http404(_("Tallet finnes ikke i denne saken."))
    return view.comparison.result(model), figure
