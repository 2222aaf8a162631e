# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Copy a case to one of one's own."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ambulant_web.reform import access, actions, queries
from ambulant_web.reform.forms.names import LONGEST_TITLE, CopyForm
from ambulant_web.reform.models import CASE_ITSELF, StoredCase
from ambulant_web.reform.presentation.frame import case_itself_name
from ambulant_web.reform.views import changing
from ambulant_web.shell.undo import tell_done


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, case: str) -> HttpResponse:
    """Ask for a title, and make the copy."""
    row = access.readable_case(request, case)
    choices = [(CASE_ITSELF, case_itself_name())]
    choices += [(scenario.slug, scenario.name) for scenario in queries.scenarios_of(row)]
    if request.method != "POST":
        title = (_("Kopi av %(title)s") % {"title": row.title})[:LONGEST_TITLE]
        initial = {"tittel": title, "fra": request.GET.get("fra", CASE_ITSELF)}
        return _page(request, row, CopyForm(choices=choices, initial=initial))
    refused = changing.only_editors(request, row)
    if refused:
        return refused
    form = CopyForm(request.POST, choices=choices)
    if not form.is_valid():
        return _page(request, row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    scenario = access.readable_scenario(request, row, form.cleaned_data["fra"])
    by = changing.user_of(request)
    made = actions.copy_case(row, scenario, title=form.cleaned_data["tittel"], by=by)
    tell_done(request, _("«%(title)s» er laget. Den er deres egen.") % {"title": made.title})
    return redirect("reform:models", case=made.slug, scenario=CASE_ITSELF)


def _page(
    request: HttpRequest, row: StoredCase, form: CopyForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"row": row, "form": form, "may_edit": access.may_edit(request)}
    return render(request, "reform/copy.html", context, status=status)
