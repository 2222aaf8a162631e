# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of a case share: a figure with its explanation, and the choice of a model."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.reform.results import ModelResult
from ambulant_web.reform.presentation.addresses import explain_url, page_url
from ambulant_web.reform.presentation.case_list import recommended
from ambulant_web.reform.presentation.frame import Link
from ambulant_web.reform.queries import CaseView

ALL = "alle"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and where it is explained. Without a figure the question is not relevant."""

    figure: Figure | None
    url: str = ""

    @property
    def is_missing(self) -> bool:
        """True when there is a question without an answer."""
        return self.figure is not None and self.figure.is_missing


NOTHING = Cell(None)


def cell_of(view: CaseView, model_id: str, key: str) -> Cell:
    """Return a figure of a model by its key; nothing when the model has none."""
    figure = view.figure(f"{model_id}/{key}")
    return NOTHING if figure is None else Cell(figure, explain_url(view, model_id, key))


def chosen_model(view: CaseView, wanted: str) -> ModelResult | None:
    """Return the model a page is about: the wanted one, else the recommended, else the first.

    None when the case has no models.
    """
    models = [result for result in view.comparison.results if result.model]
    asked = [result for result in models if result.id == wanted]
    best = recommended(view)
    return next(iter([*asked, *([best] if best else []), *models]), None)


def chosen_models(view: CaseView, wanted: str) -> tuple[ModelResult, ...]:
    """Return the models a page shows: the wanted one, else all of them, without today."""
    models = tuple(result for result in view.comparison.results if result.model)
    return tuple(result for result in models if result.id == wanted) or models


def model_links(
    view: CaseView,
    page: str,
    chosen: Iterable[ModelResult],
    *,
    has_all: bool = False,
    extra: str = "",
) -> tuple[Link, ...]:
    """Return the same page for each model, and for all when it can show them together."""
    ids = {result.id for result in chosen}
    models = [result for result in view.comparison.results if result.model]
    address = page_url(view, page)
    is_all = has_all and len(ids) == len(models) != 1
    links = [
        Link(
            result.name,
            f"{address}?modell={result.id}{extra}",
            not is_all and result.id in ids,
        )
        for result in models
    ]
    if has_all and len(models) > 1:
        links.insert(0, Link(_("Alle modellene"), f"{address}?modell={ALL}{extra}", is_all))
    return tuple(links)
