# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What models do to the organisation."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant_web.reform.presentation import explaining
from ambulant_web.reform.presentation.addresses import page_url
from ambulant_web.reform.presentation.cells import ALL, chosen_models, model_links
from ambulant_web.reform.presentation.organisation import Page, organisation, span_norm
from ambulant_web.reform.presentation.organisation_sheets import sheets
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.shell.excel import workbook_response
from ambulant_web.shell.explanation import Extra, drawer_response


@login_required
@require_safe
def organisation_page(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the organisation of each model: trees, units, who answers for what, premises."""
    view = opened(request, case, scenario)
    wanted = request.GET.get("modell", "")
    chosen = chosen_models(view, wanted)
    context = page_context(request, view, "organisation") | {
        "page": organisation(view, chosen),
        "choices": model_links(view, "organisation", chosen, has_all=True),
        "extra": f"?modell={wanted}" if wanted and wanted != ALL else "",
        "norm_url": page_url(view, "organisation_norm"),
    }
    return render(request, "reform/organisation.html", context)


@login_required
@require_safe
def organisation_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the tables of the page as a workbook."""
    view = opened(request, case, scenario)
    page = _page(view, request.GET.get("modell", ""))
    name = f"{case}-{scenario}-organisasjon.xlsx"
    return workbook_response(name, sheets(page), about_figures(view))


@login_required
@require_safe
@vary_on_headers("HX-Request")
def organisation_norm(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Say where the recommended span of control comes from."""
    view = opened(request, case, scenario)
    extra = Extra(
        facts=explaining.facts(view),
        back_label=_("Organisasjon"),
        back_url=page_url(view, "organisation"),
    )
    return drawer_response(request, span_norm(view), extra)


def _page(view: CaseView, wanted: str) -> Page:
    return organisation(view, chosen_models(view, wanted))
