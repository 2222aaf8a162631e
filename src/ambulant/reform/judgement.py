# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is not money: weighted criteria, readiness, risks, the process, what staff said.

A score is a judgement with a reason, never a measurement. Weights are visible, and the ranking
says how much a weight must change before another model comes first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ambulant.explain import Figure, Message, compute, missing, nb, total
from ambulant.reform.case import Case, Criterion, Model, Precondition, Risk, StaffInput, Step
from ambulant.reform.inputs import Inputs
from ambulant.reform.results import Comparison, ModelResult

INPUT_FIGURES: Mapping[str, str] = {
    "on_site_fte": "activity.on_site",
    "direct_fte": "activity.direct",
    "travel_fte": "activity.travel",
    "indirect_fte": "activity.indirect",
    "absence_fte": "activity.absence",
    "direct_share": "direct_share",
    "fte_total": "fte_total",
    "fte_computed": "fte_computed",
    "teams": "teams",
}
"""Names a staff input may use for the figure that speaks to it -> key in ModelResult.figures()."""

BOARD_STEPS = frozenset({"decision"})
HIGH_RISK = 15  # probability x consequence; red in the usual 5 x 5 table


@dataclass(frozen=True, slots=True)
class CriterionWeight:
    """A criterion with its share of all weight."""

    criterion: Criterion
    weight: Figure  # as given
    share: Figure  # 0-1, the shares sum to 1


@dataclass(frozen=True, slots=True)
class ModelScore:
    """A model's weighted score, 1-5; missing when a score is missing."""

    model_id: str
    name: str
    scores: Mapping[str, Figure]  # criterion id -> score
    weighted: Figure
    rank: int | None  # 1 is best; equal scores share a rank; None when missing


@dataclass(frozen=True, slots=True)
class Switch:
    """The weight at which the first and another model change places, the others as they are."""

    criterion_id: str
    name: str
    share_now: float
    share_needed: float  # of all weight, 0-1
    overtaken_by: str  # model id


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a model may be called ready, and what stands in the way."""

    model_id: str
    is_ready: bool
    open: tuple[Precondition, ...]
    met: int
    counted: int  # preconditions that are not dropped
    blockers: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with probability x consequence, 1-25."""

    risk: Risk
    rating: int
    is_high: bool
    is_handled: bool  # somebody or something is to lower it


@dataclass(frozen=True, slots=True)
class ProcessFault:
    """A step that comes at the wrong time."""

    step: Step
    message: Message


@dataclass(frozen=True, slots=True)
class InputAnswer:
    """What staff said, the answer, and what the figure it concerns is in each model."""

    input: StaffInput
    figures: tuple[tuple[str, Figure], ...]  # (model name, figure), today first
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """All of it for one case."""

    weights: tuple[CriterionWeight, ...]
    scores: tuple[ModelScore, ...]  # in rank order, missing last
    switches: tuple[Switch, ...]  # smallest change first
    readiness: tuple[Readiness, ...]
    risks: Mapping[str, tuple[RatedRisk, ...]]  # model id -> highest first
    process_faults: tuple[ProcessFault, ...]
    inputs: tuple[InputAnswer, ...]


def judge(comparison: Comparison) -> Judgement:
    """Return the judgement of a compared case."""
    case = comparison.case
    inputs = Inputs(case)
    weights = weigh(case, inputs)
    scores = rank(case, weights, inputs)
    return Judgement(
        weights=weights,
        scores=scores,
        switches=find_switches(weights, scores),
        readiness=tuple(assess_readiness(case, model) for model in case.models),
        risks={model.id: rate_risks(model) for model in case.models},
        process_faults=check_process(case),
        inputs=tuple(_answer(item, comparison) for item in case.inputs),
    )


def weigh(case: Case, inputs: Inputs) -> tuple[CriterionWeight, ...]:
    """Return each criterion's share of all weight."""
    given = [
        inputs.figure(
            criterion.weight,
            f"criteria.{criterion.id}.weight",
            label=nb("Vekt"),
            unit="factor",
            of=criterion.name,
        )
        for criterion in case.criteria
    ]
    everything = total(nb("Sum av vekter"), "factor", given)
    if not everything.is_missing and everything.number_or(0.0) == 0:
        return ()
    return tuple(
        CriterionWeight(
            criterion,
            weight,
            compute(
                nb("Andel av all vekt"),
                "share",
                "weight / everything",
                {"weight": weight, "everything": everything},
                of=criterion.name,
            ),
        )
        for criterion, weight in zip(case.criteria, given, strict=True)
    )


def rank(
    case: Case, weights: tuple[CriterionWeight, ...], inputs: Inputs
) -> tuple[ModelScore, ...]:
    """Return models with weighted scores, best first; those with a missing score come last."""
    rows = [_score(model, weights, inputs) for model in case.models if model.scores and weights]
    known = sorted({round(row.weighted.number, 9) for row in rows if not row.weighted.is_missing})
    ranked = [
        ModelScore(row.model_id, row.name, row.scores, row.weighted, _rank_of(row.weighted, known))
        for row in rows
    ]
    return tuple(sorted(ranked, key=lambda row: (row.rank is None, row.rank or 0)))


def _rank_of(weighted: Figure, known: list[float]) -> int | None:
    if weighted.is_missing:
        return None
    return 1 + sum(score > round(weighted.number, 9) for score in known)


def _score(model: Model, weights: tuple[CriterionWeight, ...], inputs: Inputs) -> ModelScore:
    given = {score.criterion: score for score in model.scores}
    scores = {}
    for weight in weights:
        name = weight.criterion.id
        scores[name] = inputs.figure(
            given[name].score if name in given else None,
            f"models.{model.id}.scores.{name}.score",
            label=nb("Poeng"),
            unit="score",
            of=weight.criterion.name,
        )
    parts = [
        compute(
            nb("Vektet poeng"),
            "score",
            "share * score",
            {"share": weight.share, "score": scores[weight.criterion.id]},
            of=weight.criterion.name,
        )
        for weight in weights
    ]
    weighted = total(nb("Vektet poengsum"), "score", parts, of=model.name)
    return ModelScore(model.id, model.name, scores, weighted, None)


def find_switches(
    weights: tuple[CriterionWeight, ...], scores: tuple[ModelScore, ...]
) -> tuple[Switch, ...]:
    """Return the weight of each criterion at which another model comes first.

    The other criteria keep their proportions. With share s of one criterion, a model scores
    s x own + (1 - s) x rest, so two models meet at one s; it counts when 0 <= s <= 1.
    """
    known = [score for score in scores if score.rank is not None]
    if len(known) < 2 or known[0].rank == known[1].rank:
        return ()
    first, others = known[0], known[1:]
    found = []
    for weight in weights:
        name, share = weight.criterion.id, weight.share.number
        if share >= 1:
            continue
        for other in others:
            own = first.scores[name].number - other.scores[name].number
            gap = first.weighted.number - other.weighted.number
            rest = (gap - share * own) / (1 - share)
            if rest == own:
                continue
            needed = rest / (rest - own)
            if 0 <= needed <= 1:
                found.append(Switch(name, weight.criterion.name, share, needed, other.model_id))
    return tuple(sorted(found, key=lambda s: (abs(s.share_needed - s.share_now), s.criterion_id)))


def assess_readiness(case: Case, model: Model) -> Readiness:
    """Return whether a model is ready: no open precondition, and discussed before decided."""
    counted = [item for item in model.preconditions if item.status != "dropped"]
    still_open = tuple(item for item in counted if item.status == "open")
    blockers = []
    if still_open:
        args = {"open": str(len(still_open)), "all": str(len(counted))}
        blockers.append(Message(nb("%(open)s av %(all)s forutsetninger er ikke på plass."), args))
    if not any(step.kind == "discussion" and step.when for step in case.process):
        blockers.append(
            Message(
                nb("Drøfting med tillitsvalgte har ingen dato. Uten den kan saken ikke avgjøres.")
            )
        )
    return Readiness(
        model.id,
        not blockers,
        still_open,
        sum(item.status == "met" for item in counted),
        len(counted),
        tuple(blockers),
    )


def rate_risks(model: Model) -> tuple[RatedRisk, ...]:
    """Return a model's risks, the highest probability x consequence first."""
    rated = [
        RatedRisk(
            risk,
            risk.probability * risk.consequence,
            risk.probability * risk.consequence >= HIGH_RISK,
            bool(risk.mitigation or risk.group),
        )
        for risk in model.risks
    ]
    return tuple(sorted(rated, key=lambda row: (-row.rating, row.risk.id)))


def check_process(case: Case) -> tuple[ProcessFault, ...]:
    """Return steps whose date comes before an earlier step's, and decisions before discussion."""
    return tuple([*_out_of_order(case.process), *_decided_undiscussed(case.process)])


def _out_of_order(steps: tuple[Step, ...]) -> Iterator[ProcessFault]:
    last: Step | None = None
    for step in steps:
        if step.when is None:
            continue
        if last is not None and last.when is not None and step.when < last.when:
            args = {"step": step.name, "date": f"{step.when:%d.%m.%Y}", "before": last.name}
            text = nb("%(step)s %(date)s kommer før %(before)s, som står foran i planen.")
            yield ProcessFault(step, Message(text, args))
        else:
            last = step


def _decided_undiscussed(steps: tuple[Step, ...]) -> Iterator[ProcessFault]:
    discussions = [step.when for step in steps if step.kind == "discussion" and step.when]
    first: date | None = min(discussions, default=None)
    for step in steps:
        if step.kind not in BOARD_STEPS or step.when is None:
            continue
        if first is None or first >= step.when:
            text = nb("%(step)s kan ikke avgjøres før saken er drøftet.")
            yield ProcessFault(step, Message(text, {"step": step.name}))


def _answer(item: StaffInput, comparison: Comparison) -> InputAnswer:
    figures: list[tuple[str, Figure]] = []
    key = INPUT_FIGURES.get(item.figure)
    for result in comparison.results if key else ():
        figures.append((result.name, _figure_of(result, key or "")))
    return InputAnswer(item, tuple(figures), bool(item.answer.strip()))


def _figure_of(result: ModelResult, key: str) -> Figure:
    figures = result.figures()
    if key in figures:
        return figures[key]
    return missing(nb("Beregnede årsverk"), "fte", of=result.name, note=result.fte_computed.note)
