# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole document, in the order councils know from document 000."""

from ambulant.documents.content import Document
from ambulant.explain import nb
from ambulant.reform.case import SourceDocument
from ambulant.reform.decision import assessment, assumptions, attachments, chapters, closing
from ambulant.reform.decision.economy import economy
from ambulant.reform.decision.parts import DecisionInput


def build(given: DecisionInput) -> Document:
    """Return the decision document of a case; nothing in it that the case does not hold."""
    case = given.case
    return Document(
        title=case.title,
        subtitle=_subtitle(given),
        language=given.language,
        municipality=case.municipality.name,
        date=given.date,
        version=given.version,
        chapters=(
            chapters.background(given),
            chapters.unit_description(given),
            chapters.organisation_chart(given),
            chapters.considered(given),
            assessment.strengths_weaknesses(given),
            assessment.recommendation(given),
            assessment.preconditions(given),
            assessment.staff_inputs(given),
            economy(given),
            closing.process(given),
            closing.conclusion(given),
        ),
        attachments=(attachments.fte_calculation(given), assumptions.assumptions(given)),
        sources=tuple(_source(each) for each in case.documents),
    )


def _subtitle(given: DecisionInput) -> str:
    if not given.scenario:
        return given.translate(nb("Saksframlegg"))
    name = {"name": given.scenario}
    return given.translate(nb("Saksframlegg etter scenarioet «%(name)s»")) % name


def _source(document: SourceDocument) -> str:
    """Return `000: Title. Publisher, 2025. Note.`."""
    published = ", ".join(part for part in (document.publisher, document.published) if part)
    parts = (document.title, published, document.note)
    return f"{document.id}: " + " ".join(part.rstrip(".") + "." for part in parts if part)


__all__ = ["DecisionInput", "build"]
