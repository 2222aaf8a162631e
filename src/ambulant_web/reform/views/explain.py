# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a figure comes from: the drawer, and the same as a workbook with live formulas."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant.explain import Figure
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.common import opened
from ambulant_web.shell.excel import About, download, figure_workbook
from ambulant_web.shell.explanation import Extra, drawer_response


@login_required
@require_safe
@vary_on_headers("HX-Request")
def explain(request: HttpRequest, case: str, scenario: str, model: str, key: str) -> HttpResponse:
    """Open one figure into its arithmetic."""
    view = opened(request, case, scenario)
    figure = _figure(view, model, key)
    address = {"case": case, "scenario": scenario}
    extra = Extra(
        facts=_facts(view),
        download_url=reverse("reform:trace", kwargs={**address, "model": model, "key": key}),
        back_label=view.case.title,
        back_url=reverse("reform:models", kwargs=address),
    )
    return drawer_response(request, figure, extra)


@login_required
@require_safe
def trace(request: HttpRequest, case: str, scenario: str, model: str, key: str) -> HttpResponse:
    """Give the whole trace of one figure as a workbook whose formulas are alive."""
    view = opened(request, case, scenario)
    figure = _figure(view, model, key)
    documents = "; ".join(f"{doc.id} {doc.title}" for doc in view.case.documents)
    about = About(source=documents, as_of=view.case.as_of, filters=_scenario_name(view))
    name = f"{case}-{model}-{key.replace('.', '-')}.xlsx"
    return download(name, figure_workbook(figure, about))


def _figure(view: CaseView, model: str, key: str) -> Figure:
    figure = view.figure(f"{model}/{key}")
    if figure is None:
        raise Http404(_("Tallet finnes ikke i denne saken."))
    return figure


def _facts(view: CaseView) -> tuple[tuple[str, str], ...]:
    return (
        (_("Sak"), view.case.title),
        (_("Scenario"), _scenario_name(view)),
        (_("Satser per"), f"{view.case.as_of:%d.%m.%Y}"),
    )


def _scenario_name(view: CaseView) -> str:
    return view.scenario.name if view.scenario else _("Saken slik den er")
