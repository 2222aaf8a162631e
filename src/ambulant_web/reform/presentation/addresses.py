# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of a case's pages and figures."""

from django.urls import NoReverseMatch, reverse

from ambulant_web.reform.queries import CaseView


def page_url(view: CaseView, name: str) -> str:
    """Return the address of a page of the case as the scenario has it."""
    return reverse(f"reform:{name}", kwargs=_of(view))


def page_url_if_any(view: CaseView, name: str) -> str:
    """Return the address of a page, or nothing when the program has no such page."""
    try:
        return page_url(view, name)
    except NoReverseMatch:
        return ""


def explain_url(view: CaseView, model_id: str, key: str) -> str:
    """Return the address that explains a figure of a model."""
    return reverse("reform:explain", kwargs={**_of(view), "model": model_id, "key": key})


def trace_url(view: CaseView, model_id: str, key: str) -> str:
    """Return the address of the workbook that holds a figure's whole calculation."""
    return reverse("reform:trace", kwargs={**_of(view), "model": model_id, "key": key})


def edit_url(view: CaseView, path: str = "") -> str:
    """Return where assumptions are changed, at one of them if given; nothing without the page."""
    address = page_url_if_any(view, "edit")
    return f"{address}?felt={path}" if address and path else address


def _of(view: CaseView) -> dict[str, str]:
    return {"case": view.row.slug, "scenario": view.scenario_slug}
