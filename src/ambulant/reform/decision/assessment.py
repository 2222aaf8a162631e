# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chapters 5 to 8: for and against, the recommendation, preconditions, what staff said."""

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
from ambulant.reform.case import Model
from ambulant.reform.charts import score_chart
from ambulant.reform.decision.parts import (
    DecisionInput,
    about,
    bullets,
    names,
    or_missing,
    own_text,
    sentence,
    shown,
)
from ambulant.reform.judgement import RatedRisk
from ambulant.reform.results import ModelResult
from ambulant.units import format_number, format_value

STATUS_WORDS = {"open": nb("ikke på plass"), "met": nb("på plass"), "dropped": nb("tatt bort")}
PRECONDITION_KINDS = {
    "premises": nb("lokaler"),
    "operating_cost": nb("drift"),
    "startup_cost": nb("oppstart"),
    "investment": nb("investering"),
    "agreement": nb("avtale"),
    "other": nb("annet"),
}


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
            blocks += bullets(given, ((a.text, a.source) for a in arguments)) or [
                Missing(t(nb("Ingen er nevnt.")))
            ]
    reason = nb("Saken har ingen modeller å vurdere.")
    return Chapter(5, t(nb("Styrker og svakheter")), or_missing(given, blocks, reason))


def recommendation(given: DecisionInput) -> Chapter:
    """Chapter 6: the model that is recommended, the scores and the risks."""
    t = given.translate
    blocks = own_text(given, "recommendation")
    if not blocks:
        blocks = recommended(given) or [Missing(t(nb("Saken anbefaler ingen modell.")))]
    scores = given.judgement.scores
    if scores:
        blocks.append(Heading(t(nb("Vektet vurdering"))))
        blocks.append(_score_table(given))
        image = score_chart(scores, given.style, t).as_image(t(nb("Vektet poengsum")))
        blocks.append(replace(image, table=None))  # the sums stand in the table above
        blocks += _switches(given)
    for result in given.models:
        risks = given.judgement.risks.get(result.id, ())
        if risks:
            blocks.append(Heading(about(given, nb("Risiko"), result.name)))
            blocks.append(_risk_table(given, result, risks))
    return Chapter(6, t(nb("Anbefalt modell")), tuple(blocks))


def recommended(given: DecisionInput) -> list[Block]:
    """Return the recommended model in one line, nothing when none is."""
    found: list[Block] = []
    for result in given.models:
        if result.model and result.model.recommended:
            subtitle = f" – {result.subtitle}" if result.subtitle else ""
            label = given.translate(nb("Anbefalt modell")) + ": "
            found.append(Paragraph(runs(label, strong(result.name), subtitle)))
    return found


def _switches(given: DecisionInput) -> list[Block]:
    """Return how firm the ranking is: the smallest change of one weight that turns it."""
    scores = given.judgement.scores
    known = [score for score in scores if score.rank is not None]
    if len(known) < 2:  # noqa: PLR2004 - one alone is not compared
        return []
    if not given.judgement.switches:
        if known[0].rank == known[1].rank:
            return [sentence(given, nb("Modellene øverst får like mange poeng."))]
        text = nb("%(first)s får flest poeng uansett hvordan ett av kriteriene vektes.")
        return [sentence(given, text, first=known[0].name)]
    switch = given.judgement.switches[0]
    text = nb(
        "Rekkefølgen snur når vekten av %(criterion)s går fra %(now)s til %(needed)s og de andre "
        "beholder forholdet seg imellom. Da kommer %(other)s først."
    )
    return [
        sentence(
            given,
            text,
            other=given.comparison.result(switch.overtaken_by).name,
            criterion=switch.name.lower(),
            now=format_value(switch.share_now, "share"),
            needed=format_value(switch.share_needed, "share"),
        )
    ]


def _risk_table(given: DecisionInput, result: ModelResult, risks: tuple[RatedRisk, ...]) -> Table:
    t = given.translate
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
    note = t(nb("Begge går fra 1 til 5. Høyeste produkt er 25."))
    return Table(about(given, nb("Risiko og tiltak"), result.name), columns, rows, note=note)


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
    note = t(nb("Poeng fra 1 til 5. Vekter og poeng er skjønn; vedlegg 2 har begrunnelsene."))
    return Table(t(nb("Vurdering mot kriteriene")), columns, rows, total, note)


def _points(figure: Figure, given: DecisionInput) -> str:
    if figure.is_missing:
        return given.translate(nb("mangler"))
    return format_number(figure.number, 2)


def preconditions(given: DecisionInput) -> Chapter:
    """Chapter 7: what must be in place, and whether it is."""
    t = given.translate
    blocks = own_text(given, "preconditions")
    if not any(model.preconditions for model in given.case.models):
        blocks.append(Missing(t(nb("Saken nevner ingen forutsetninger."))))
    for readiness in given.judgement.readiness:
        model = given.case.model(readiness.model_id)
        if not model.preconditions:
            continue
        blocks.append(Heading(model.name))
        blocks.append(_precondition_table(given, model))
        if not readiness.is_ready:
            text = " ".join(given.say(message) for message in readiness.blockers)
            title = t(nb("%(model)s er ikke klar")) % {"model": model.name}
            blocks.append(Callout(title, runs(text)))
    return Chapter(7, t(nb("Forutsetninger som må være på plass")), tuple(blocks))


def _precondition_table(given: DecisionInput, model: Model) -> Table:
    t = given.translate
    lines = {line.id: line.name for line in model.costs}
    columns = (
        Column(t(nb("Forutsetning")), ColumnKind.NAME),
        Column(t(nb("Gjelder"))),
        Column(t(nb("Linje i økonomien"))),
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
    return Table(about(given, nb("Forutsetninger og status"), model.name), columns, rows)


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
                _figures(given, item.figures),
            )
            for item in given.judgement.inputs
        )
        blocks.append(Table(t(nb("Innspill fra ansatte")), columns, rows))
    reason = nb("Saken har ingen innspill fra ansatte.")
    return Chapter(8, t(nb("Innspill underveis")), or_missing(given, blocks, reason))


def _figures(given: DecisionInput, figures: tuple[tuple[str, Figure], ...]) -> str:
    """Return `Årsverk til reise: I dag 0,73; Modell 2 0,81`, a dash when no figure is concerned."""
    if not figures:
        return "–"
    listed = "; ".join(f"{name} {shown(figure, given, style='plain')}" for name, figure in figures)
    return f"{given.translate(figures[0][1].label)}: {listed}"
