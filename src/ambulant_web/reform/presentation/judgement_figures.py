# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of the judgement by key: weights, shares, scores, sums, turning points, risks.

`vekt.<criterion>`, `andel.<criterion>`, `poeng.<model>.<criterion>`, `sum.<model>`,
`snur.<criterion>.<model>`, `risiko.<model>.<risk>`.
"""

from collections.abc import Iterator, Mapping

from django.urls import reverse

from ambulant.explain import Figure, Kind, compute, given, nb
from ambulant.reform.judgement import Judgement, RatedRisk, Switch
from ambulant_web.reform.presentation.cells import NOTHING, Cell
from ambulant_web.reform.queries import CaseView


def figures_of(judgement: Judgement) -> Mapping[str, Figure]:
    """Return every figure of a judgement by its key."""
    return dict(_figures(judgement))


def cell(view: CaseView, figures: Mapping[str, Figure], key: str) -> Cell:
    """Return a figure of the judgement with where it is explained; nothing when there is none."""
    return Cell(figures[key], address(view, key)) if key in figures else NOTHING


def address(view: CaseView, key: str) -> str:
    """Return where a figure of the judgement is explained."""
    kwargs = {"case": view.row.slug, "scenario": view.scenario_slug, "key": key}
    return reverse("reform:judgement_explain", kwargs=kwargs)


def _figures(judgement: Judgement) -> Iterator[tuple[str, Figure]]:
    for weight in judgement.weights:
        yield f"vekt.{weight.criterion.id}", weight.weight
        yield f"andel.{weight.criterion.id}", weight.share
    for score in judgement.scores:
        yield f"sum.{score.model_id}", score.weighted
        for criterion, figure in score.scores.items():
            yield f"poeng.{score.model_id}.{criterion}", figure
    for switch in judgement.switches:
        yield f"snur.{switch.criterion_id}.{switch.overtaken_by}", _turning_point(switch)
    for model_id, risks in judgement.risks.items():
        for rated in risks:
            yield f"risiko.{model_id}.{rated.risk.id}", _rating(rated)


def _turning_point(switch: Switch) -> Figure:
    note = nb("De andre kriteriene beholder forholdet seg imellom.")
    label = nb("Andel av vekten der rekkefølgen snur")
    return given(label, switch.share_needed, "share", Kind.COMPUTED, of=switch.name, note=note)


def _rating(rated: RatedRisk) -> Figure:
    risk = rated.risk

    def level(label: str, number: int) -> Figure:
        return given(
            label, float(number), "count", of=risk.text, source=risk.source, note=risk.reason
        )

    parts = {
        "sannsynlighet": level(nb("Sannsynlighet, 1 til 5"), risk.probability),
        "konsekvens": level(nb("Konsekvens, 1 til 5"), risk.consequence),
    }
    formula = "sannsynlighet * konsekvens"
    return compute(nb("Risiko, av 25"), "count", formula, parts, of=risk.text)
