# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole document, in the order councils know from document 000."""

from ambulant.documents.content import Document
from ambulant.explain import nb
from ambulant.reform.decision import attachments, chapters
from ambulant.reform.decision.economy import economy
from ambulant.reform.decision.parts import DecisionInput


def build(given: DecisionInput) -> Document:
    """Return the decision document of a case; nothing in it that the case does not hold."""
    case = given.case
    return Document(
        title=case.title,
        subtitle=given.translate(nb("Saksframlegg")),
        language=given.language,
        municipality=case.municipality.name,
        date=given.date,
        version=given.version,
        chapters=(
            chapters.background(given),
            chapters.unit_description(given),
            chapters.organisation_chart(given),
            chapters.considered(given),
            chapters.strengths_weaknesses(given),
            chapters.recommendation(given),
            chapters.preconditions(given),
            chapters.staff_inputs(given),
            economy(given),
            chapters.process(given),
            chapters.conclusion(given),
        ),
        attachments=(attachments.fte_calculation(given), attachments.assumptions(given)),
        sources=tuple(
            " ".join(
                part
                for part in (f"{doc.id}:", doc.title + ".", doc.publisher, doc.published, doc.note)
                if part
            )
            for doc in case.documents
        ),
    )


__all__ = ["DecisionInput", "build"]
