# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Move units and duties, by menu and by drag; merge, close, add; new models."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from ambulant.errors import InvalidInputError
from ambulant.reform.scenario import RemoveOperation, ScenarioChange
from ambulant_web.reform import queries
from ambulant_web.reform.actions import ConflictError
from ambulant_web.reform.forms.units import Asked, WrongError, read_change
from ambulant_web.reform.presentation.editing import chosen_model
from ambulant_web.reform.presentation.refusals import Refusal, refusal_of
from ambulant_web.reform.presentation.units import UNIT_KINDS, Shape, shape_of
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views import changing
from ambulant_web.reform.views.common import opened, page_context


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was not carried out: which form and which control."""

    what: str = ""
    field: str = ""
    refusal: Refusal | None = None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def edit_units(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the organisation of a model, and carry out one change of it."""
    view = opened(request, case, scenario)
    shape = _shape(request, view)
    if request.method != "POST":
        return _page(request, view, shape, Trouble())
    refused = changing.only_editors(request, view.row)
    if refused:
        return refused
    return _carry_out(request, view, shape)


def _carry_out(request: HttpRequest, view: CaseView, shape: Shape | None) -> HttpResponse:
    asked = Asked(request.POST, view.case, shape)
    try:
        change = read_change(asked)
    except WrongError as wrong:
        trouble = Trouble(asked.what, wrong.field, Refusal(str(wrong), ""))
        return _page(request, view, shape, trouble, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = changing.save(request, view, [change])
    except ConflictError as error:
        return _conflict(request, view, error, change)
    except InvalidInputError as error:
        is_removal = isinstance(change, RemoveOperation)
        refusal = refusal_of(error, view.case, is_removal=is_removal)
        trouble = Trouble(asked.what, "til", refusal)
        return _page(request, view, shape, trouble, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    url = _url(view, saved.slug, _model_after(change, shape))
    if view.scenario is None or not changing.is_partial(request):
        return changing.go(request, url)
    saved.refresh_from_db()
    now = queries.view_of(view.row, saved)
    return _page(request, now, _shape(request, now), Trouble())


def _conflict(
    request: HttpRequest, view: CaseView, error: ConflictError, change: ScenarioChange
) -> HttpResponse:
    now = queries.view_of(view.row, error.scenario)
    wish = changing.Wish(
        url=request.path,
        fields=changing.carried(request),
        sentences=changing.told_from(now, [change]),
        keep_url=_url(view, error.scenario.slug, request.POST.get("modell", "")),
    )
    return changing.conflict(request, error, wish)


def _shape(request: HttpRequest, view: CaseView) -> Shape | None:
    asked = request.POST.get("modell") or request.GET.get("modell", "")
    model_id = chosen_model(view, asked)
    return shape_of(view.case, view.comparison.result(model_id)) if model_id else None


def _model_after(change: ScenarioChange, shape: Shape | None) -> str:
    if change.op == "copy_model":
        return change.id
    if change.op == "remove_model":
        return ""
    return shape.model_id if shape else ""


def _url(view: CaseView, slug: str, model_id: str) -> str:
    kwargs = {"case": view.row.slug, "scenario": slug}
    url = reverse("reform:edit_units", kwargs=kwargs)
    return f"{url}?{urlencode({'modell': model_id})}" if model_id else url


def _page(
    request: HttpRequest,
    view: CaseView,
    shape: Shape | None,
    trouble: Trouble,
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sent = request.POST if status is not HTTPStatus.OK else request.GET
    unit_id = sent.get("enhet", "")
    panel = shape.unit(unit_id) if shape and trouble.what not in ("flytt", "flytt-ansvar") else None
    context = page_context(request, view, "edit_units") | {
        "shape": shape,
        "models": view.case.models,
        "panel": panel,
        "kinds": [(value, _(label)) for value, label in UNIT_KINDS],
        "trouble": trouble,
        "typed": sent,
        "is_case_itself": view.scenario is None,
        "here": _url(view, view.scenario_slug, shape.model_id if shape else ""),
    }
    context |= changing.steps_context(view.scenario)
    is_partial = changing.is_partial(request) and request.method == "POST"
    template = "reform/edit_units_body.html" if is_partial else "reform/edit_units.html"
    return render(request, template, context | {"is_partial": is_partial}, status=status)
