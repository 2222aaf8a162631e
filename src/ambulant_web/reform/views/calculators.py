# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The calculators: a list, a page each, and where each figure comes from.

A calculation lives in its address alone: nothing is stored, so anyone who may log in may
calculate, and an address that is shared gives the same answer.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from ambulant.errors import InvalidInputError
from ambulant_web.reform.forms.calculator_fields import CalculatorForm
from ambulant_web.reform.forms.calculators import MONEY, STAFF, calculator_form
from ambulant_web.reform.presentation.calculators import Outcome
from ambulant_web.shell.excel import About, download, figure_workbook
from ambulant_web.shell.explanation import Extra, drawer_response

REFUSED = 422


@login_required
@require_safe
def calculators(request: HttpRequest) -> HttpResponse:
    """List the calculators."""
    groups = [
        (heading, [(form.slug, form.title, form.lead) for form in forms])
        for heading, forms in ((_("Folk"), STAFF), (_("Penger"), MONEY))
    ]
    return render(request, "reform/calculators.html", {"groups": groups})


@login_required
@require_safe
def calculator(request: HttpRequest, calculator_name: str) -> HttpResponse:
    """Show a calculator with its answer, or with what cannot be used."""
    form = _form(request, calculator_name)
    outcome = _answer(form)
    context = {"form": form, "outcome": outcome, "query": form.query()}
    status = 200 if outcome is not None else REFUSED
    return render(request, "reform/calculator.html", context, status=status)


@login_required
@require_safe
@vary_on_headers("HX-Request")
def explain(request: HttpRequest, calculator_name: str, key: str) -> HttpResponse:
    """Open a figure of the answer, calculated again from the address."""
    form = _form(request, calculator_name)
    outcome = _answer(form)
    if outcome is None:
        return redirect(_address("reform:calculator", form))
    figure = outcome.figures().get(key)
    if figure is None:
        raise Http404(_("Tallet finnes ikke i kalkulatoren."))
    extra = Extra(
        facts=((_("Kalkulator"), str(form.title)),),
        download_url=_address("reform:calculator_trace", form, key),
        back_label=str(form.title),
        back_url=_address("reform:calculator", form),
    )
    return drawer_response(request, figure, extra)


@login_required
@require_safe
def trace(request: HttpRequest, calculator_name: str, key: str) -> HttpResponse:
    """Give a figure of the answer as a workbook whose formulas are alive."""
    form = _form(request, calculator_name)
    outcome = _answer(form)
    if outcome is None:
        return redirect(_address("reform:calculator", form))
    figure = outcome.figures().get(key)
    if figure is None:
        raise Http404(_("Tallet finnes ikke i kalkulatoren."))
    about = About(
        source=_("Kalkulatoren %(title)s") % {"title": form.title},
        as_of=timezone.localdate(),
        definition=" ".join(outcome.notes),
    )
    return download(f"{calculator_name}-{key}.xlsx", figure_workbook(figure, about))


def _form(request: HttpRequest, calculator_name: str) -> CalculatorForm:
    form = calculator_form(calculator_name, request.GET, timezone.localdate())
    if form is None:
        raise Http404(_("Kalkulatoren finnes ikke."))
    return form


def _answer(form: CalculatorForm) -> Outcome | None:
    """Return the answer; None, with the reason on the form, when there is none."""
    if not form.is_valid():
        return None
    try:
        return form.outcome()
    except InvalidInputError as error:
        form.add_error(None, _("Tallene kan ikke regnes på: %(reason)s") % {"reason": error})
        return None


def _address(view: str, form: CalculatorForm, key: str = "") -> str:
    arguments = [form.slug, key] if key else [form.slug]
    return f"{reverse(view, args=arguments)}?{form.query()}"
