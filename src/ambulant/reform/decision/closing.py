# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chapters 10 and 11: the way to a decision, and the end."""

from collections.abc import Mapping

from ambulant.documents.content import Callout, Chapter, Column, Paragraph, Table, runs
from ambulant.documents.content import ColumnKind as Kind
from ambulant.explain import nb
from ambulant.reform.case import Step
from ambulant.reform.decision.assessment import recommended
from ambulant.reform.decision.parts import DecisionInput, or_missing, own_text


def process(given: DecisionInput) -> Chapter:
    """Chapter 10: the way to a decision."""
    t = given.translate
    blocks = own_text(given, "process")
    steps = {step.id: step for step in given.case.process}
    if given.case.process:
        columns = (
            Column(t(nb("Steg")), Kind.NAME),
            Column(t(nb("Hvem"))),
            Column(t(nb("Dato"))),
        )
        rows = tuple(
            (
                step.name,
                step.body or "–",
                _when(step, steps, given),
            )
            for step in given.case.process
        )
        blocks.append(Table(t(nb("Steg i prosessen")), columns, rows))
    for fault in given.judgement.process_faults:
        blocks.append(Callout(t(nb("Datoene stemmer ikke")), runs(given.say(fault.message))))
    reason = nb("Saken sier ikke noe om veien videre.")
    return Chapter(10, t(nb("Videre prosess")), or_missing(given, blocks, reason))


def _when(step: Step, steps: Mapping[str, Step], given: DecisionInput) -> str:
    if step.when:
        return f"{step.when:%d.%m.%Y}"
    if step.after in steps:
        before = steps[step.after]
        name = before.body or before.name
        return given.translate(nb("etter %(step)s")) % {"step": name[:1].lower() + name[1:]}
    return step.after or given.translate(nb("ikke satt"))


def conclusion(given: DecisionInput) -> Chapter:
    """Chapter 11: the end, with the recommendation in one line."""
    blocks = own_text(given, "conclusion")
    if not blocks and given.case.summary:
        blocks.append(Paragraph(runs(given.case.summary)))
    blocks += recommended(given)
    reason = nb("Saken har ingen avslutning.")
    return Chapter(11, given.translate(nb("Avslutning")), or_missing(given, blocks, reason))
