# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not money: criteria, what turns the ranking, for and against, risks, preconditions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambulant.explain import Figure
from ambulant.reform.case import Argument, Model, Precondition
from ambulant.reform.charts import score_chart
from ambulant.reform.judgement import Judgement, RatedRisk, Readiness
from ambulant_web.reform.presentation import judgement_figures
from ambulant_web.reform.presentation.cells import NOTHING, Cell, cell_of
from ambulant_web.reform.presentation.drawings import Drawing, draw
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.numbers import with_unit
from ambulant_web.shell.wording import translated

LEVELS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A model's score by one criterion, with why."""

    model: str
    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its weight and each model's score."""

    name: str
    description: str
    source: str
    weight: Cell
    share: Cell
    reason: str
    scores: tuple[ScoreCell, ...]


@dataclass(frozen=True, slots=True)
class RankCell:
    """A model's sum and its place."""

    name: str
    sum: Cell
    rank: int | None


@dataclass(frozen=True, slots=True)
class Turn:
    """What makes another model come first, as a sentence."""

    sentence: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Sides:
    """What speaks for and against a model."""

    name: str
    strengths: tuple[Argument, ...]
    weaknesses: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk with its rating in words."""

    number: int
    text: str
    probability: str
    consequence: str
    rating: Cell
    is_high: bool
    is_handled: bool
    mitigation: str
    group: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the table of risks: a probability, with the numbers of the risks by consequence."""

    name: str
    cells: tuple[tuple[str, str, bool], ...]  # consequence, numbers of risks, is high


@dataclass(frozen=True, slots=True)
class Risks:
    """The risks of one model."""

    id: str
    name: str
    rows: tuple[RiskRow, ...]
    grid: tuple[GridRow, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreconditionRow:
    """Something that must be in place, with what it costs."""

    text: str
    kind: str
    status: str
    is_open: bool
    responsible: str
    cost: Cell
    cost_name: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Ready:
    """Whether a model may be decided on, and its preconditions."""

    id: str
    name: str
    readiness: Readiness
    rows: tuple[PreconditionRow, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of it."""

    criteria: tuple[CriterionRow, ...]
    ranks: tuple[RankCell, ...]
    chart: Drawing | None
    turns: tuple[Turn, ...]
    no_turn: str  # why there are none
    sides: tuple[Sides, ...]
    goals: tuple[Argument, ...]
    risks: tuple[Risks, ...]
    ready: tuple[Ready, ...]
    discussed: str  # first date of discussion with the unions; empty without
    gaps: tuple[str, ...]


def judgement_page(view: CaseView) -> Page:
    """Return the judgement of a case."""
    judged, models = view.judgement, view.case.models
    known = judgement_figures.figures_of(judged)
    scored = [score for score in judged.scores if score.rank is not None]
    return Page(
        criteria=_criteria(view, known),
        ranks=tuple(
            RankCell(
                score.name,
                judgement_figures.cell(view, known, f"sum.{score.model_id}"),
                score.rank,
            )
            for score in judged.scores
        ),
        chart=draw(lambda style: score_chart(scored, style, translated)) if scored else None,
        turns=_turns(view, known),
        no_turn=_no_turn(judged),
        sides=tuple(Sides(model.name, model.strengths, model.weaknesses) for model in models),
        goals=view.case.goals,
        risks=tuple(_risks(view, model, known) for model in models if model.risks),
        ready=tuple(_ready(view, row) for row in judged.readiness),
        discussed=_discussed(view),
        gaps=tuple(_gaps(view)),
    )


def probability_words() -> Mapping[int, str]:
    """Return what the probabilities 1-5 mean."""
    return {
        1: _("svært lite sannsynlig"),
        2: _("lite sannsynlig"),
        3: _("mulig"),
        4: _("sannsynlig"),
        5: _("svært sannsynlig"),
    }


def consequence_words() -> Mapping[int, str]:
    """Return what the consequences 1-5 mean."""
    return {
        1: _("ubetydelig"),
        2: _("liten"),
        3: _("merkbar"),
        4: _("alvorlig"),
        5: _("svært alvorlig"),
    }


def status_words() -> Mapping[str, str]:
    """Return what the status of a precondition is called."""
    return {"open": _("ikke på plass"), "met": _("på plass"), "dropped": _("tatt bort")}


def precondition_words() -> Mapping[str, str]:
    """Return what kinds of preconditions are called."""
    return {
        "premises": _("lokaler"),
        "operating_cost": _("driftsutgift"),
        "startup_cost": _("oppstart"),
        "investment": _("investering"),
        "agreement": _("avtale"),
        "other": _("annet"),
    }


# -- Criteria ---------------------------------------------------------------------------------


def _criteria(view: CaseView, known: Mapping[str, Figure]) -> tuple[CriterionRow, ...]:
    judged = view.judgement
    rows = []
    for weight in judged.weights:
        criterion = weight.criterion
        scores = tuple(
            ScoreCell(
                score.name,
                judgement_figures.cell(view, known, f"poeng.{score.model_id}.{criterion.id}"),
                translated(score.scores[criterion.id].note),
            )
            for score in judged.scores
        )
        rows.append(
            CriterionRow(
                criterion.name,
                criterion.description,
                criterion.source,
                judgement_figures.cell(view, known, f"vekt.{criterion.id}"),
                judgement_figures.cell(view, known, f"andel.{criterion.id}"),
                translated(weight.weight.note),
                scores,
            )
        )
    return tuple(rows)


def _turns(view: CaseView, known: Mapping[str, Figure]) -> tuple[Turn, ...]:
    judged = view.judgement
    names = {score.model_id: score.name for score in judged.scores}
    first = judged.scores[0].name if judged.scores else ""
    turns = []
    for switch in judged.switches:
        key = f"snur.{switch.criterion_id}.{switch.overtaken_by}"
        args = {
            "criterion": switch.name,
            "needed": with_unit(switch.share_needed, "share"),
            "now": with_unit(switch.share_now, "share"),
            "other": names[switch.overtaken_by],
            "first": first,
        }
        if switch.share_needed > switch.share_now:
            text = _(
                "%(criterion)s må telle mer enn %(needed)s (nå %(now)s) før %(other)s går forbi "
                "%(first)s."
            )
        else:
            text = _(
                "%(criterion)s må telle mindre enn %(needed)s (nå %(now)s) før %(other)s går "
                "forbi %(first)s."
            )
        turns.append(Turn(text % args, judgement_figures.cell(view, known, key)))
    return tuple(turns)


def _no_turn(judged: Judgement) -> str:
    ranked = [score for score in judged.scores if score.rank is not None]
    if judged.switches:
        return ""
    if len(ranked) < 2:
        return _("Færre enn to modeller har poeng, så det er ingen rekkefølge å snu.")
    if ranked[0].rank == ranked[1].rank:
        return _("De beste modellene står likt. Enhver endring i vekt kan avgjøre.")
    return _("Ingen endring i én vekt alene snur rekkefølgen.")


# -- Risks ------------------------------------------------------------------------------------


def _risks(view: CaseView, model: Model, known: Mapping[str, Figure]) -> Risks:
    rated = view.judgement.risks[model.id]
    likely, heavy = probability_words(), consequence_words()
    rows = tuple(
        RiskRow(
            number=number,
            text=one.risk.text,
            probability=likely[one.risk.probability],
            consequence=heavy[one.risk.consequence],
            rating=judgement_figures.cell(view, known, f"risiko.{model.id}.{one.risk.id}"),
            is_high=one.is_high,
            is_handled=one.is_handled,
            mitigation=one.risk.mitigation,
            group=one.risk.group,
            source=one.risk.source,
            reason=one.risk.reason,
        )
        for number, one in enumerate(rated, start=1)
    )
    return Risks(model.id, model.name, rows, _grid(rated), tuple(heavy.values()))


def _grid(rated: tuple[RatedRisk, ...]) -> tuple[GridRow, ...]:
    likely, heavy = probability_words(), consequence_words()
    rows = []
    for probability in LEVELS:
        cells = []
        for consequence, name in heavy.items():
            here = [
                (number, one)
                for number, one in enumerate(rated, start=1)
                if (one.risk.probability, one.risk.consequence) == (probability, consequence)
            ]
            numbers = ", ".join(str(number) for number, _one in here)
            cells.append((name, numbers, any(one.is_high for _number, one in here)))
        rows.append(GridRow(likely[probability], tuple(cells)))
    return tuple(rows)


# -- Preconditions ----------------------------------------------------------------------------


def _ready(view: CaseView, readiness: Readiness) -> Ready:
    model = view.case.model(readiness.model_id)
    return Ready(
        model.id,
        model.name,
        readiness,
        tuple(_precondition(view, model, item) for item in model.preconditions),
    )


def _precondition(view: CaseView, model: Model, item: Precondition) -> PreconditionRow:
    lines = {line.id: line.name for line in model.costs}
    cost = NOTHING
    if item.cost_line is not None:
        cost = cell_of(view, model.id, f"costs.{item.cost_line}")
    return PreconditionRow(
        text=item.text,
        kind=precondition_words()[item.kind],
        status=status_words()[item.status],
        is_open=item.status == "open",
        responsible=item.responsible,
        cost=cost,
        cost_name=lines.get(item.cost_line or "", ""),
        source=item.source,
        note=item.note,
    )


def _discussed(view: CaseView) -> str:
    dates = [step.when for step in view.case.process if step.kind == "discussion" and step.when]
    return date_format(min(dates), "d.m.Y") if dates else ""


# -- What is missing --------------------------------------------------------------------------


def _gaps(view: CaseView) -> Iterator[str]:
    """Yield what a decision would want and the case does not have."""
    case, judged = view.case, view.judgement
    if not case.criteria:
        yield _("Saken har ingen kriterier.")
    if not case.goals:
        yield _("Saken har ingen mål.")
    for model in case.models:
        yield from _model_gaps(model)
    for score in judged.scores:
        without = [name for name, figure in score.scores.items() if figure.is_missing]
        if without:
            count = len(without)
            text = ngettext(
                "%(model)s mangler poeng på %(count)s kriterium.",
                "%(model)s mangler poeng på %(count)s kriterier.",
                count,
            )
            yield text % {"model": score.name, "count": count}
    unanswered = sum(not answer.is_answered for answer in judged.inputs)
    if unanswered:
        text = ngettext(
            "%(count)s innspill er ikke besvart.", "%(count)s innspill er ikke besvart.", unanswered
        )
        yield text % {"count": unanswered}
    if not case.inputs:
        yield _("Saken har ingen innspill fra ansatte.")
    if not _discussed(view):
        yield _("Drøfting med tillitsvalgte har ingen dato.")


def _model_gaps(model: Model) -> Iterator[str]:
    named = {"model": model.name}
    if not model.scores:
        yield _("%(model)s har ikke fått poeng.") % named
    if not model.strengths and not model.weaknesses:
        yield _("%(model)s har verken styrker eller svakheter i saken.") % named
    if not model.risks:
        yield _("%(model)s har ingen risikovurdering.") % named
    unhandled = [risk for risk in model.risks if not (risk.mitigation or risk.group)]
    if unhandled:
        text = ngettext(
            "%(model)s har %(count)s risiko uten tiltak.",
            "%(model)s har %(count)s risikoer uten tiltak.",
            len(unhandled),
        )
        yield text % {**named, "count": len(unhandled)}
    if not model.preconditions:
        yield _("%(model)s har ingen forutsetninger i saken.") % named
