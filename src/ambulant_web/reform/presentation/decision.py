# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The decision document of a case as a scenario has it."""

from typing import cast

from django.utils import timezone
from django.utils.translation import get_language

from ambulant import __version__
from ambulant.documents.content import Document
from ambulant.documents.wording import WORDS, Language
from ambulant.explain import Message
from ambulant.reform.decision import DecisionInput, build
from ambulant.reform.uncertainty import Uncertainty
from ambulant_web.reform import queries
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.wording import translated


def decision_document(view: CaseView, uncertainty: Uncertainty | None = None) -> Document:
    """Return the document in the language of the request, dated today in Norway."""
    scenario = view.scenario
    edits = queries.standing_edits(scenario) if scenario else ()
    return build(
        DecisionInput(
            comparison=view.comparison,
            judgement=view.judgement,
            date=timezone.localdate(),
            version=__version__,
            uncertainty=uncertainty,
            scenario=scenario.name if scenario else "",
            changes=tuple(Message(edit.text, edit.text_args) for edit in edits),
            language=document_language(),
            translate=translated,
        )
    )


def document_language() -> Language:
    """Return the language of the request as documents know it."""
    language = (get_language() or "nb")[:2]
    return cast(Language, language) if language in WORDS else "nb"


def file_name(view: CaseView, ending: str) -> str:
    """Return `saksframlegg-vennesla.pdf`, with the scenario when there is one."""
    parts = ["saksframlegg", view.row.slug]
    if view.scenario:
        parts.append(view.scenario.slug)
    return f"{'-'.join(parts)}.{ending}"
