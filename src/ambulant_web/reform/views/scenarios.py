# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scenarios of a case: make, copy, rename, archive and bring back."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ambulant_web.reform import access, actions
from ambulant_web.reform.actions import ConflictError
from ambulant_web.reform.forms.names import ScenarioForm
from ambulant_web.reform.models import CASE_ITSELF, Scenario, StoredCase
from ambulant_web.reform.presentation.scenario_list import scenario_rows
from ambulant_web.reform.views import changing
from ambulant_web.shell.undo import tell_done

NEW, RENAME, ARCHIVE, RESTORE = "ny", "navn", "arkiver", "hent"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scenarios(request: HttpRequest, case: str) -> HttpResponse:
    """Show a case's scenarios, and do one thing with one of them."""
    row = access.readable_case(request, case)
    if request.method != "POST":
        return _page(request, row, ScenarioForm())
    refused = changing.only_editors(request, row)
    if refused:
        return refused
    what = request.POST.get("gjor", "")
    if what == NEW:
        return _make(request, row)
    scenario = Scenario.objects.filter(case=row, slug=request.POST.get("scenario", "")).first()
    if scenario is None:
        raise Http404(_("Scenarioet finnes ikke."))
    try:
        return _change(request, row, scenario, what)
    except ConflictError as error:
        here = reverse("reform:scenarios", kwargs={"case": row.slug})
        sentences = (_wish(what, request.POST.get("navn", "")),)
        wish = changing.Wish(here, changing.carried(request), sentences, here)
        return changing.conflict(request, error, wish)


def _make(request: HttpRequest, row: StoredCase) -> HttpResponse:
    form = ScenarioForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    source = request.POST.get("kilde", CASE_ITSELF)
    copy_of = access.readable_scenario(request, row, source)
    made = actions.create_scenario(
        row, name=form.cleaned_data["navn"], by=changing.user_of(request), copy_of=copy_of
    )
    tell_done(request, _("«%(name)s» er laget.") % {"name": made.name})
    return redirect(changing.scenario_url("edit", row, made))


def _change(request: HttpRequest, row: StoredCase, scenario: Scenario, what: str) -> HttpResponse:
    expected = changing.expected_version(request)
    if what == RENAME:
        form = ScenarioForm(request.POST)
        if not form.is_valid():
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return _page(request, row, form, renamed=scenario.slug, status=status)
        name = form.cleaned_data["navn"]
        text = _("«%(old)s» heter nå «%(new)s».") % {"old": scenario.name, "new": name}
        actions.rename_scenario(scenario, name=name, expected=expected)
    elif what in (ARCHIVE, RESTORE):
        is_archived = what == ARCHIVE
        actions.archive_scenario(scenario, is_archived=is_archived, expected=expected)
        text = _("«%(name)s» er arkivert.") if is_archived else _("«%(name)s» er hentet fram.")
        text = text % {"name": scenario.name}
    else:
        raise Http404(_("Vi forsto ikke hva du ville gjøre."))
    tell_done(request, text)
    return redirect("reform:scenarios", case=row.slug)


def _wish(what: str, name: str) -> str:
    words = {
        RENAME: _("Gi scenarioet navnet «%(name)s».") % {"name": name},
        ARCHIVE: _("Arkivere scenarioet."),
        RESTORE: _("Hente scenarioet fram."),
    }
    return words.get(what, "")


def _page(
    request: HttpRequest,
    row: StoredCase,
    form: ScenarioForm,
    *,
    renamed: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    rows = scenario_rows(row)
    context = {
        "row": row,
        "open": [each for each in rows if not each.scenario.is_archived],
        "archived": [each for each in rows if each.scenario.is_archived],
        "form": form,
        "renamed": renamed,
        "may_edit": access.may_edit(request),
        "source": request.POST.get("kilde", CASE_ITSELF),
        "case_itself": CASE_ITSELF,
    }
    return render(request, "reform/scenarios.html", context, status=status)
