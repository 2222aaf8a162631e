# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of cases."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ambulant_web.reform import access, queries
from ambulant_web.reform.models import CASE_ITSELF
from ambulant_web.reform.presentation.case_list import (
    CaseRow,
    case_rows,
    case_sheet,
    chosen,
    order_names,
)
from ambulant_web.shell.excel import About, workbook_response


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases of the municipality."""
    rows = _rows(request)
    search, order = request.GET.get("sok", ""), request.GET.get("sorter", "tittel")
    shown = chosen(rows, search, order)
    context = {
        "rows": shown,
        "count": len(rows),
        "search": search,
        "order": order,
        "orders": order_names(),
        "may_edit": access.may_edit(request),
    }
    return render(request, "reform/cases.html", context)


@login_required
@require_safe
def cases_excel(request: HttpRequest) -> HttpResponse:
    """Give the list as a workbook."""
    search, order = request.GET.get("sok", ""), request.GET.get("sorter", "tittel")
    rows = chosen(_rows(request), search, order)
    about = About(
        source="; ".join(dict.fromkeys(row.documents for row in rows if row.documents)),
        as_of=timezone.localdate(),
        filters=search,
        definition=_(
            "Årsverk og netto gjelder den anbefalte modellen, når alt er i drift, mot i dag."
        ),
    )
    return workbook_response("saker.xlsx", [case_sheet(rows)], about)


@login_required
@require_safe
def case_itself(request: HttpRequest, case: str) -> HttpResponse:
    """Go from a case's short address to its models."""
    row = access.readable_case(request, case)
    return redirect("reform:models", case=row.slug, scenario=CASE_ITSELF)


def _rows(request: HttpRequest) -> list[CaseRow]:
    rows = list(queries.with_scenarios(access.visible_cases(request)))
    return case_rows(rows, queries.last_edits(rows))
