# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page that changes a case does: who may, save, tell, and meet those who came first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRedirect

from ambulant.errors import InvalidInputError
from ambulant.reform.scenario import ScenarioChange, describe
from ambulant_web.accounts.models import User
from ambulant_web.reform import access, actions
from ambulant_web.reform.actions import ConflictError, Expected
from ambulant_web.reform.models import Edit, Scenario, StoredCase
from ambulant_web.reform.presentation.editing import sentence, told, undo_and_redo
from ambulant_web.reform.presentation.history import theirs_since
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.undo import tell_done

VERSION = "versjon"  # the scenario's version when the page was made
LAST = "siste"  # number of the last standing change when the page was made
NEXT = "neste"  # where to go afterwards
ROOM = "/modeller/"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who came too late wanted, and how to do it anyway."""

    url: str  # where the form is posted
    fields: Mapping[str, str]  # what it held, without version
    sentences: tuple[str, ...]  # what it would do, from how things stand now
    keep_url: str  # where to go to keep things as they stand


def user_of(request: HttpRequest) -> User:
    """Return who is logged in; only behind `login_required`."""
    return cast(User, request.user)


def is_partial(request: HttpRequest) -> bool:
    """Return True when HTMX asks for a piece of the page."""
    return request.headers.get("HX-Request") == "true"


def expected_version(request: HttpRequest) -> Expected:
    """Return the version the form was made from; any, when it does not say."""
    text = request.POST.get(VERSION) or request.GET.get(VERSION) or ""
    return Expected(int(text)) if text.isdecimal() and len(text) < 10 else Expected()  # noqa: PLR2004


def next_url(request: HttpRequest, otherwise: str) -> str:
    """Return where the person came from, if that is one of our pages."""
    asked = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    is_ours = asked.startswith(ROOM) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else otherwise


def scenario_url(name: str, row: StoredCase, scenario: Scenario) -> str:
    """Return the address of a page of a case in a scenario."""
    return reverse(f"reform:{name}", kwargs={"case": row.slug, "scenario": scenario.slug})


def only_editors(request: HttpRequest, row: StoredCase) -> HttpResponse | None:
    """Return the page for those who may look but not change; None for those who may."""
    if access.may_edit(request):
        return None
    context = {"row": row, "back_url": reverse("reform:case", kwargs={"case": row.slug})}
    return render(request, "reform/edit_refused.html", context, status=HTTPStatus.FORBIDDEN)


def save(request: HttpRequest, view: CaseView, changes: Sequence[ScenarioChange]) -> Scenario:
    """Save changes and tell what was done, with a way back.

    Raises:
        ConflictError: Somebody saved first.
        InvalidInputError: A change does not fit.
    """
    scenario, edits = actions.change_case(
        view.row,
        view.scenario,
        changes,
        by=user_of(request),
        expected=expected_version(request),
    )
    tell_saved(request, scenario, edits, is_new=view.scenario is None)
    return scenario


def tell_saved(
    request: HttpRequest, scenario: Scenario, edits: Sequence[Edit], *, is_new: bool
) -> None:
    """Say what was saved, and offer to undo it."""
    parts = []
    if is_new:
        text = _("Saken selv endres ikke, så vi laget «%(name)s» for deg.")
        parts.append(text % {"name": scenario.name})
    if len(edits) == 1:
        parts.append(f"{sentence(edits[0])}.")
    else:
        text = ngettext("%(n)s endring er lagret.", "%(n)s endringer er lagret.", len(edits))
        parts.append(text % {"n": len(edits)})
    query = {VERSION: scenario.version, "antall": len(edits), NEXT: _page_in(request, scenario)}
    undo = f"{scenario_url('undo', scenario.case, scenario)}?{urlencode(query)}"
    tell_done(request, " ".join(parts), undo_url=undo)


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Send the person on, also when HTMX asks."""
    return HttpResponseClientRedirect(url) if is_partial(request) else redirect(url)


def conflict(request: HttpRequest, error: ConflictError, wish: Wish) -> HttpResponse:
    """Show both versions, with one press for each. Nothing was saved and nothing is lost."""
    scenario = error.scenario
    last = request.POST.get(LAST, "")
    theirs = theirs_since(scenario, int(last) if last.isdecimal() else None)
    context = {
        "scenario": scenario,
        "theirs": theirs,
        "wish": wish,
        "row": scenario.case,
        "is_partial": is_partial(request),
    }
    template = (
        "reform/edit_conflict_body.html" if is_partial(request) else "reform/edit_conflict.html"
    )
    response = render(request, template, context, status=HTTPStatus.CONFLICT)
    if is_partial(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#innhold", "innerHTML"
    return response


def steps_context(scenario: Scenario | None) -> dict[str, object]:
    """Return what the undo and redo buttons, and the form's version, need."""
    steps = undo_and_redo(scenario) if scenario else None
    last = steps.undo.number if steps and steps.undo else 0
    return {"steps": steps, "last_edit": last}


def told_from(case_view: CaseView, changes: Iterable[ScenarioChange]) -> tuple[str, ...]:
    """Return what changes would do to a case as it stands."""
    sentences = []
    for change in changes:
        try:
            sentences.append(told(describe(change, case_view.case)))
        except InvalidInputError:
            sentences.append(_("En endring av noe som ikke finnes lenger."))
    return tuple(sentences)


def carried(request: HttpRequest, names: Iterable[str] | None = None) -> dict[str, str]:
    """Return what a form held, without what ties it to a version."""
    left_out = {"csrfmiddlewaretoken", VERSION, LAST}
    wanted = request.POST.keys() if names is None else names
    return {name: request.POST[name] for name in wanted if name not in left_out}


def _page_in(request: HttpRequest, scenario: Scenario) -> str:
    """Return the page of the request in a scenario, with the model it was about."""
    match = request.resolver_match
    name = match.url_name if match else None
    url = scenario_url(name if name in ("edit", "edit_units") else "edit", scenario.case, scenario)
    model = request.POST.get("modell", "")
    return f"{url}?{urlencode({'modell': model})}" if model else url
