# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The money of one model, and how sure it is."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant.explain import Figure
from ambulant.reform.results import ModelResult
from ambulant_web.accounts.models import User
from ambulant_web.reform import access, simulations
from ambulant_web.reform.forms.uncertainty import SimulationForm
from ambulant_web.reform.presentation import economy_figures, economy_sheets, explaining
from ambulant_web.reform.presentation.addresses import page_url
from ambulant_web.reform.presentation.cells import chosen_model, model_links
from ambulant_web.reform.presentation.economy import NOMINAL, economy, plan_headings, price_links
from ambulant_web.reform.presentation.uncertainty import (
    edge_parts,
    has_ranges,
    may_draw,
    outcome_parts,
)
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.common import about_figures, opened, page_context
from ambulant_web.runs import actions as runs
from ambulant_web.runs.access import may_cancel
from ambulant_web.runs.models import State
from ambulant_web.shell.excel import download, figure_workbook, workbook_response
from ambulant_web.shell.explanation import Extra, drawer_response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def economy_page(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the money of one model, and how sure it is; POST orders a simulation of the case."""
    view = opened(request, case, scenario)
    if request.method == "POST":
        access.require_edit(request)
        return _order(request, view)
    return _page(request, view, SimulationForm())


def _order(request: HttpRequest, view: CaseView) -> HttpResponse:
    """Order a simulation of the case as the scenario has it, unless it is done or under way."""
    form = SimulationForm(request.POST)
    if not form.is_valid():
        return _page(request, view, form, status=422)
    order = simulations.order(view, form.order())
    if runs.find_finished(order, municipality=view.row.municipality) is not None:
        messages.info(request, _("Denne er alt regnet: samme sak, frø og trekninger."))
    elif not simulations.is_waiting(simulations.latest_attempt(view)):
        runs.start(order, municipality=view.row.municipality, user=cast(User, request.user))
    address = page_url(view, "economy")
    chosen = _chosen(request, view)
    return redirect(f"{address}?modell={chosen.id if chosen else ''}#usikkerhet")


@login_required
@require_safe
def economy_excel(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Give the money of one model as a workbook, one sheet per table."""
    view = opened(request, case, scenario)
    result = _chosen(request, view)
    if result is None:
        raise Http404(_("Saken har ingen modeller."))
    page = economy(view, result, prices=request.GET.get("priser", ""))
    made = economy_sheets.sheets(view, page, simulations.latest_uncertainty(view))
    name = f"{case}-{scenario}-{result.id}-okonomi.xlsx"
    return workbook_response(name, made, about_figures(view))


@login_required
@require_safe
@vary_on_headers("HX-Request")
def economy_explain(
    request: HttpRequest, case: str, scenario: str, model: str, key: str
) -> HttpResponse:
    """Open a figure of the economy page into its arithmetic."""
    view = opened(request, case, scenario)
    figure = _found(view, model, key)
    extra = Extra(
        facts=explaining.facts(view),
        links=explaining.edit_links(view, figure) if access.may_edit(request) else (),
        download_url=economy_figures.trace_address(view, model, key),
        back_label=_("Økonomi"),
        back_url=f"{page_url(view, 'economy')}?modell={model}",
    )
    return drawer_response(request, figure, extra)


@login_required
@require_safe
def economy_trace(
    request: HttpRequest, case: str, scenario: str, model: str, key: str
) -> HttpResponse:
    """Give the trace of a figure of the economy page as a workbook."""
    view = opened(request, case, scenario)
    figure = _found(view, model, key)
    name = f"{case}-{model}-{key.replace('.', '-')}.xlsx"
    return download(name, figure_workbook(figure, about_figures(view)))


def _page(
    request: HttpRequest, view: CaseView, form: SimulationForm, status: int = 200
) -> HttpResponse:
    context = page_context(request, view, "economy")
    result = _chosen(request, view)
    if result is not None:
        prices = request.GET.get("priser", "")
        page = economy(view, result, prices=prices)
        extra = f"&priser={NOMINAL}" if page.is_nominal else ""
        context |= {
            "page": page,
            "result": result,
            "choices": model_links(view, "economy", [result], extra=extra),
            "prices": price_links(view, result.id, is_nominal=page.is_nominal),
            "extra": extra,
            "plan_headings": plan_headings(),
            **_uncertainty(request, view, result, form),
        }
    return render(request, "reform/economy.html", context, status=status)


def _uncertainty(
    request: HttpRequest, view: CaseView, result: ModelResult, form: SimulationForm
) -> dict[str, object]:
    """Return the latest simulation, the one under way, and the form to order one."""
    found = simulations.latest_uncertainty(view)
    attempt = simulations.latest_attempt(view)
    context: dict[str, object] = {
        "found": found,
        "form": form,
        "has_ranges": has_ranges(view),
        "may_draw": may_draw(view),
    }
    if found is not None:
        context["outcomes"] = outcome_parts(view, result, found)
        context["edges"] = edge_parts(view, result, found)
        context["drawn"] = found.simulation.uncertainty
    if attempt is not None and (found is None or found.is_stale or attempt.pk > found.run.pk):
        seconds = attempt.elapsed(timezone.now()).total_seconds()
        context |= {
            "run": attempt,
            "is_waiting": simulations.is_waiting(attempt),
            "is_failed": attempt.state == State.FAILED,
            "percent": int(attempt.progress * 100),
            "elapsed_seconds": int(seconds),
            "may_cancel": may_cancel(request, attempt),
        }
    return context


def _chosen(request: HttpRequest, view: CaseView) -> ModelResult | None:
    return chosen_model(view, request.POST.get("modell", "") or request.GET.get("modell", ""))


def _found(view: CaseView, model: str, key: str) -> Figure:
    results = [result for result in view.comparison.results if result.id == model]
    found = simulations.latest_uncertainty(view)
    figure = economy_figures.find(view, results[0], key, found) if results else None
    if figure is None:
        raise Http404(_("Tallet finnes ikke i denne saken."))
    return figure
