# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chapters 1 to 8, 10 and 11: all but the economy."""

from dataclasses import replace

from ambulant.documents.content import (
    Block,
    Callout,
    Chapter,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Paragraph,
    Table,
    runs,
    strong,
)
from ambulant.explain import Figure, nb
from ambulant.reform.charts import score_chart, tree_chart
from ambulant.reform.decision.parts import (
    DecisionInput,
    bullets,
    names,
    own_text,
    sentence,
    shown,
)
from ambulant.reform.results import Change, ModelResult, UnitResult
from ambulant.units import format_number

CHANGE_WORDS = {
    Change.SAME: nb("som i dag"),
    Change.NEW: nb("ny"),
    Change.MERGED: nb("slått sammen"),
    Change.SPLIT: nb("delt ut"),
    Change.MOVED: nb("flyttet"),
    Change.CHANGED: nb("endret"),
    Change.CLOSED: nb("lagt ned"),
}
STATUS_WORDS = {"open": nb("ikke på plass"), "met": nb("på plass"), "dropped": nb("tatt bort")}
PRECONDITION_KINDS = {
    "premises": nb("lokaler"),
    "operating_cost": nb("drift"),
    "startup_cost": nb("oppstart"),
    "investment": nb("investering"),
    "agreement": nb("avtale"),
    "other": nb("annet"),
}


def background(given: DecisionInput) -> Chapter:
    """Chapter 1: why, and what the document rests on."""
    t = given.translate
    blocks = own_text(given, "background")
    if given.case.goals:
        blocks.append(Heading(t(nb("Mål"))))
        blocks += bullets((goal.text, goal.source) for goal in given.case.goals)
    if given.scenario:
        changed = [given.say(message) for message in given.changes]
        blocks.append(
            Callout(
                t(nb("Tallene følger scenarioet «%(name)s»")) % {"name": given.scenario},
                runs(" · ".join(changed) or t(nb("Scenarioet har ingen endringer."))),
            )
        )
    return Chapter(1, t(nb("Bakgrunn")), tuple(blocks))


def unit_description(given: DecisionInput) -> Chapter:
    """Chapter 2: the units the case concerns, and what they do."""
    t = given.translate
    today = given.comparison.results[0]
    rows = tuple(
        (
            unit.unit.name,
            shown(unit.fte_after, given, style="plain"),
            shown(unit.computed.total, given, style="plain") if unit.computed else "–",
        )
        for unit in today.units
        if unit.unit.in_scope
    )
    blocks = own_text(given, "unit_description")
    if rows:
        total = (
            t(nb("I alt")),
            shown(today.fte_total, given, style="plain"),
            shown(today.fte_computed, given, style="plain"),
        )
        columns = names(given, nb("Enhet"), nb("Årsverk i saken"), nb("Beregnet"))
        blocks.append(Table(t(nb("Enhetene saken gjelder, i dag")), columns, rows, total))
    if given.case.today.groups:
        blocks.append(_groups(given))
    return Chapter(2, t(nb("Områdene saken gjelder")), tuple(blocks))


def _groups(given: DecisionInput) -> Table:
    t = given.translate
    matrix = given.comparison.results[0].matrix
    units = {unit.unit.id: unit.unit.name for unit in given.comparison.results[0].units}
    rows = []
    for group in matrix.groups:
        for service in matrix.services:
            owners = matrix.owners.get((service.id, group.id), ())
            if owners:
                owned = ", ".join(units.get(owner, owner) for owner in owners)
                rows.append((group.name, service.name, owned))
    columns = (
        Column(t(nb("Brukergruppe")), ColumnKind.NAME),
        Column(t(nb("Tjeneste"))),
        Column(t(nb("Hvem som har ansvaret i dag"))),
    )
    return Table(t(nb("Tjenester og ansvar i dag")), columns, tuple(rows))


def organisation_chart(given: DecisionInput) -> Chapter:
    """Chapter 3: the tree today and in each model."""
    t = given.translate
    blocks = own_text(given, "organisation_chart")
    for result in given.comparison.results:
        blocks.append(Heading(result.name))
        image = tree_chart(given.case, result, given.style, t).as_image(
            t(nb("Organisasjon")) + f", {result.name}"
        )
        blocks.append(replace(image, table=None))  # the tree is words and numbers already
    return Chapter(3, t(nb("Organisasjonskart")), tuple(blocks))


def considered(given: DecisionInput) -> Chapter:
    """Chapter 4: the models, and what each changes."""
    t = given.translate
    blocks = own_text(given, "considered")
    for result in given.models:
        blocks += _model(given, result)
    return Chapter(4, t(nb("Vurderte organiseringer")), tuple(blocks))


def _model(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    title = f"{result.name}: {result.subtitle}" if result.subtitle else result.name
    blocks: list[Block] = [Heading(title)]
    if result.model and result.model.summary:
        blocks.append(Paragraph(runs(result.model.summary)))
    rows = tuple(
        (unit.unit.name, t(CHANGE_WORDS[unit.change]), _fte_change(unit, given))
        for unit in result.units
        if unit.change is not Change.SAME
    )
    if rows:
        columns = names(
            given, nb("Enhet"), nb("Hva som skjer"), nb("Endring i årsverk"), number_from=2
        )
        blocks.append(Table(t(nb("Endringer i enhetene")) + f", {result.name}", columns, rows))
    if result.model:
        for figure, gap in result.model.not_stated.items():
            blocks.append(Missing(gap or figure))
    return blocks


def _fte_change(unit: UnitResult, given: DecisionInput) -> str:
    return shown(unit.fte_change, given, style="plain", sign=True)


def strengths_weaknesses(given: DecisionInput) -> Chapter:
    """Chapter 5: arguments for and against each model."""
    t = given.translate
    blocks = own_text(given, "strengths_weaknesses")
    for result in given.models:
        if result.model is None:
            continue
        blocks.append(Heading(result.name))
        for label, arguments in (
            (nb("Styrker"), result.model.strengths),
            (nb("Svakheter"), result.model.weaknesses),
        ):
            blocks.append(Heading(t(label), 3))
            blocks += bullets((a.text, a.source) for a in arguments) or [
                Missing(t(nb("Ingen er nevnt i saken.")))
            ]
    return Chapter(5, t(nb("Styrker og svakheter")), tuple(blocks))


def recommendation(given: DecisionInput) -> Chapter:
    """Chapter 6: the model that is recommended, the scores and the risks."""
    t = given.translate
    blocks = own_text(given, "recommendation")
    scores = given.judgement.scores
    if scores:
        blocks.append(Heading(t(nb("Vektet vurdering"))))
        blocks.append(_score_table(given))
        image = score_chart(scores, given.style, t).as_image(t(nb("Vektet poengsum")))
        blocks.append(replace(image, table=None))  # the sums stand in the table above
    for result in given.models:
        risks = given.judgement.risks.get(result.id, ())
        if not risks:
            continue
        columns = names(
            given, nb("Risiko"), nb("Tiltak"), nb("Hvem"), nb("Sannsynlighet × konsekvens"),
            number_from=3,
        )  # fmt: skip
        rows = tuple(
            (
                rated.risk.text,
                rated.risk.mitigation or t(nb("mangler")),
                rated.risk.group or "–",
                f"{rated.risk.probability} × {rated.risk.consequence} = {rated.rating}",
            )
            for rated in risks
        )
        blocks.append(Heading(t(nb("Risiko")) + f", {result.name}"))
        blocks.append(Table(t(nb("Risiko og tiltak")) + f", {result.name}", columns, rows))
    return Chapter(6, t(nb("Anbefalt modell")), tuple(blocks))


def _score_table(given: DecisionInput) -> Table:
    t = given.translate
    scores = given.judgement.scores
    columns = (
        Column(t(nb("Kriterium")), ColumnKind.NAME),
        Column(t(nb("Vekt")), ColumnKind.NUMBER),
        *(Column(score.name, ColumnKind.NUMBER) for score in scores),
    )
    rows = tuple(
        (
            weight.criterion.name,
            shown(weight.share, given),
            *(_points(score.scores[weight.criterion.id], given) for score in scores),
        )
        for weight in given.judgement.weights
    )
    total = (t(nb("Vektet sum")), "", *(_points(score.weighted, given) for score in scores))
    note = t(nb("Poeng fra 1 til 5. Vekter og poeng er skjønn; begrunnelsene står i saken."))
    return Table(t(nb("Vurdering mot kriteriene")), columns, rows, total, note)


def _points(figure: Figure, given: DecisionInput) -> str:
    if figure.is_missing:
        return given.translate(nb("mangler"))
    return format_number(figure.number, 2)


def preconditions(given: DecisionInput) -> Chapter:
    """Chapter 7: what must be in place, and whether it is."""
    t = given.translate
    blocks = own_text(given, "preconditions")
    for readiness in given.judgement.readiness:
        model = given.case.model(readiness.model_id)
        if not model.preconditions:
            continue
        lines = {line.id: line.name for line in model.costs}
        columns = (
            Column(t(nb("Forutsetning")), ColumnKind.NAME),
            Column(t(nb("Gjelder"))),
            Column(t(nb("Kostnad"))),
            Column(t(nb("Status"))),
        )
        rows = tuple(
            (
                item.text,
                t(PRECONDITION_KINDS[item.kind]),
                lines.get(item.cost_line or "", "–"),
                t(STATUS_WORDS[item.status]),
            )
            for item in model.preconditions
        )
        blocks.append(Heading(model.name))
        blocks.append(Table(t(nb("Forutsetninger")) + f", {model.name}", columns, rows))
        if not readiness.is_ready:
            text = " ".join(given.say(message) for message in readiness.blockers)
            title = t(nb("%(model)s er ikke klar")) % {"model": model.name}
            blocks.append(Callout(title, runs(text)))
    return Chapter(7, t(nb("Forutsetninger")), tuple(blocks))


def staff_inputs(given: DecisionInput) -> Chapter:
    """Chapter 8: what staff said, and the answers."""
    t = given.translate
    blocks = own_text(given, "inputs")
    if given.judgement.inputs:
        columns = (
            Column(t(nb("Innspill")), ColumnKind.NAME),
            Column(t(nb("Prosjektgruppas svar"))),
            Column(t(nb("Hva tallene viser"))),
        )
        rows = tuple(
            (
                item.input.text,
                item.input.answer or t(nb("mangler")),
                "; ".join(f"{name}: {shown(figure, given)}" for name, figure in item.figures)
                or "–",
            )
            for item in given.judgement.inputs
        )
        blocks.append(Table(t(nb("Innspill fra ansatte")), columns, rows))
    return Chapter(8, t(nb("Innspill underveis")), tuple(blocks))


def process(given: DecisionInput) -> Chapter:
    """Chapter 10: the way to a decision."""
    t = given.translate
    blocks = own_text(given, "process") if given.case.texts.get("process") else []
    if given.case.process:
        columns = (
            Column(t(nb("Steg")), ColumnKind.NAME),
            Column(t(nb("Hvem"))),
            Column(t(nb("Dato"))),
        )
        rows = tuple(
            (
                step.name,
                step.body or "–",
                f"{step.when:%d.%m.%Y}" if step.when else step.after or t(nb("ikke satt")),
            )
            for step in given.case.process
        )
        blocks.append(Table(t(nb("Steg i prosessen")), columns, rows))
    for fault in given.judgement.process_faults:
        blocks.append(Callout(t(nb("Datoene stemmer ikke")), runs(given.say(fault.message))))
    if not blocks:
        blocks = [Missing(t(nb("Saken sier ikke noe om videre prosess.")))]
    return Chapter(10, t(nb("Videre prosess")), tuple(blocks))


def conclusion(given: DecisionInput) -> Chapter:
    """Chapter 11: the end, with the recommendation in one line."""
    t = given.translate
    blocks = own_text(given, "conclusion")
    for result in given.models:
        if result.model and result.model.recommended:
            blocks.append(
                Paragraph(
                    runs(t(nb("Anbefalt modell: ")), strong(result.name), f". {result.subtitle}")
                )
            )
    if given.case.summary and not given.case.texts.get("conclusion"):
        blocks.append(sentence(given, nb("%(summary)s"), summary=given.case.summary))
    return Chapter(11, t(nb("Avslutning")), tuple(blocks))
