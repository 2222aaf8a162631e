# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document: looked at, taken out, and the municipality's own Word template."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ambulant.documents.content import Document
from ambulant.documents.html import to_html
from ambulant.documents.pdf import to_pdf
from ambulant.documents.templates.make_default import default_template
from ambulant.documents.word import to_docx
from ambulant.reform.uncertainty import Uncertainty
from ambulant_web.accounts.models import User
from ambulant_web.reform import access, document_templates, simulations
from ambulant_web.reform.forms.document import OURS, OWN, TemplateForm
from ambulant_web.reform.presentation.addresses import page_url
from ambulant_web.reform.presentation.decision import decision_document, file_name
from ambulant_web.reform.queries import CaseView
from ambulant_web.reform.views.common import opened, page_context
from ambulant_web.shell.undo import tell_done

UNCERTAINTY, TEMPLATE = "usikkerhet", "mal"  # what the address asks for
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Format:
    """How a document becomes a file."""

    content_type: str
    write: Callable[[Document, bytes | None], bytes]  # the second is the Word template


FORMATS: Mapping[str, Format] = {
    "docx": Format(_WORD, to_docx),
    "pdf": Format("application/pdf", lambda document, _template: to_pdf(document)),
    "html": Format(
        "text/html; charset=utf-8", lambda document, _template: to_html(document).encode()
    ),
}


@login_required
@require_safe
def document_page(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Show the document, and choose how to take it out."""
    view = opened(request, case, scenario)
    return _page(request, view, TemplateForm())


@login_required
@require_safe
def document_file(request: HttpRequest, case: str, scenario: str, ending: str) -> HttpResponse:
    """Give the document as a file."""
    view = opened(request, case, scenario)
    chosen = FORMATS.get(ending)
    if chosen is None:
        raise Http404(_("Saksframlegget finnes som Word, PDF og HTML."))
    template = None
    if ending == "docx" and request.GET.get(TEMPLATE, OWN) == OWN:
        template = document_templates.content_of(view.row.municipality)
    document = decision_document(view, _uncertainty(request, view))
    return _download(chosen.write(document, template), chosen.content_type, file_name(view, ending))


@login_required
@require_safe
def template_file(request: HttpRequest, case: str, scenario: str, whose: str) -> HttpResponse:
    """Give a template as it is, to see how it is made or to change it."""
    view = opened(request, case, scenario)
    content = default_template()
    if whose == OWN:
        found = document_templates.content_of(view.row.municipality)
        if found is None:
            raise Http404(_("Kommunen har ingen egen mal."))
        content = found
    elif whose != OURS:
        raise Http404(_("Malen finnes ikke."))
    return _download(content, _WORD, f"mal-{whose}.docx")


@login_required
@require_POST
def upload_template(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Keep the municipality's own template, if the document can be written on it."""
    view = opened(request, case, scenario)
    access.require_edit(request)
    form = TemplateForm(request.POST, request.FILES, document=decision_document(view))
    if not form.is_valid():
        return _page(request, view, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    upload = form.cleaned_data["template_file"]
    user = cast(User, request.user)
    document_templates.keep_template(upload, municipality=view.row.municipality, by=user)
    tell_done(request, _("Malen «%(name)s» er tatt i bruk.") % {"name": upload.name})
    return redirect(f"{page_url(view, 'document')}#mal")


@login_required
@require_POST
def remove_template(request: HttpRequest, case: str, scenario: str) -> HttpResponse:
    """Go back to Ambulant's own template."""
    view = opened(request, case, scenario)
    access.require_edit(request)
    if document_templates.remove_template(view.row.municipality):
        tell_done(request, _("Kommunens mal er tatt bort. Ambulants mal brukes."))
    return redirect(f"{page_url(view, 'document')}#mal")


def _page(
    request: HttpRequest, view: CaseView, form: TemplateForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    found = simulations.latest_uncertainty(view)
    uncertainty = found.simulation.uncertainty if found and not found.is_stale else None
    document = decision_document(view, uncertainty)
    context = page_context(request, view, "document")
    context |= {
        "document_url": "",  # the button would lead here
        "file_urls": {name: _address(view, "document_file", ending=name) for name in FORMATS},
        "template_urls": {who: _address(view, "template_file", whose=who) for who in (OWN, OURS)},
        "form": form,
        "found": found,
        "has_uncertainty": uncertainty is not None,
        "template": document_templates.template_of(view.row.municipality),
        "chapters": len(document.chapters),
        # Every text in it is escaped by the renderer.
        "preview": mark_safe(to_html(document, fragment=True)),  # noqa: S308
    }
    return render(request, "reform/document.html", context, status=status)


def _address(view: CaseView, name: str, **more: str) -> str:
    kwargs = {"case": view.row.slug, "scenario": view.scenario_slug, **more}
    return reverse(f"reform:{name}", kwargs=kwargs)


def _uncertainty(request: HttpRequest, view: CaseView) -> Uncertainty | None:
    """Return the simulation of exactly this content, unless the reader leaves it out."""
    if request.GET.get(UNCERTAINTY) == "nei":
        return None
    found = simulations.latest_uncertainty(view)
    return None if found is None or found.is_stale else found.simulation.uncertainty


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
