# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of a case begins with."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ambulant_web.reform import access, queries
from ambulant_web.reform.presentation import frame
from ambulant_web.reform.presentation.addresses import edit_url, page_url_if_any
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.changing import steps_context
from ambulant_web.shell.excel import About


def opened(request: HttpRequest, case: str, scenario: str) -> CaseView:
    """Return a case as a scenario has it, if the reader may see it (404 otherwise)."""
    row = access.readable_case(request, case)
    return queries.view_of(row, access.readable_scenario(request, row, scenario))


def page_context(request: HttpRequest, view: CaseView, tab: str) -> dict[str, object]:
    """Return what the case's own frame needs: tabs, scenario chooser, what the reader may do.

    `tab` is the name of the page's address, which is also the tab that is shown as current.
    """
    scenarios = queries.scenarios_of(view.row)
    match = request.resolver_match
    page = match.view_name if match else "reform:models"
    kwargs = {key: str(value) for key, value in match.kwargs.items()} if match else {}
    return {
        "view": view,
        "case": view.case,
        "tab": tab,
        "tabs": frame.tabs(view, tab),
        "scenarios": scenarios,
        "scenario_name": frame.scenario_name(view),
        "scenario_links": frame.scenario_links(view, scenarios, page, kwargs),
        "source_line": frame.source_line(view.case),
        "may_edit": access.may_edit(request),
        "edit_url": edit_url(view),
        "document_url": page_url_if_any(view, "document"),
        **(steps_context(view.scenario) if view.scenario else {}),
    }


def about_figures(view: CaseView) -> About:
    """Return what stands on the sheet about the figures in every workbook of a case."""
    documents = "; ".join(f"{doc.id} {doc.title}" for doc in view.case.documents)
    return About(
        source=documents,
        as_of=view.case.as_of,
        filters=f"{view.case.title}: {frame.scenario_name(view)}",
        definition=_(
            "Kroner er faste %(year)s-kroner. Innsparing er positiv og utgift negativ i planen. "
            "Et tall som mangler, står som ordet, aldri som 0."
        )
        % {"year": view.case.prices.year},
    )
