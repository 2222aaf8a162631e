# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures and charts of a case in templates."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ambulant.documents.charts import Chart
from ambulant.explain import Figure, Message
from ambulant.reform.judgement import INPUT_FIGURES, InputAnswer
from ambulant_web.reform.presentation.addresses import explain_url
from ambulant_web.reform.queries import CaseView
from ambulant_web.shell.templatetags.figures import figure_tag
from ambulant_web.shell.wording import translated

register = template.Library()


@register.simple_tag
def case_figure(  # noqa: PLR0913 - each is a word in a template
    view: CaseView,
    model_id: str,
    key: str,
    decimals: int | None = None,
    *,
    style: str = "",
    unit: bool = False,
    sign: bool = False,
    mark: bool = True,
) -> SafeString:
    """Show a figure of a model by its key, opening its explanation: the usual way in a case.

    `{% case_figure view result.id "net_saving" style="million" %}`. A key the model does not
    have is shown as a dash.
    """
    figure = view.figure(f"{model_id}/{key}")
    url = explain_url(view, model_id, key) if figure is not None else ""
    return figure_tag(figure, url, decimals, style=style, unit=unit, sign=sign, mark=mark)


@register.simple_tag
def figure_url(view: CaseView, model_id: str, key: str) -> str:
    """Return the address that explains a figure of a model."""
    return explain_url(view, model_id, key)


@register.simple_tag
def case_url(name: str, view: CaseView) -> str:
    """Return the address of a page of the case in its scenario: `{% case_url "economy" view %}`."""
    kwargs = {"case": view.row.slug, "scenario": view.scenario_slug}
    return reverse(f"reform:{name}", kwargs=kwargs)


@register.simple_tag
def drawing(chart: Chart) -> SafeString:
    """Write a chart's drawing into the page."""
    return mark_safe(chart.svg)  # noqa: S308 - drawn by us, text in it is escaped


@register.simple_tag
def plan_figure(view: CaseView, model_id: str, plan: str, year: int, name: str) -> SafeString:  # noqa: PLR0913
    """Show a figure of a year of a plan in millions: `plan` or `plan_computed`."""
    return case_figure(view, model_id, f"{plan}.{year}.{name}", 2, style="million")


@register.simple_tag
def answer_figure(view: CaseView, answer: InputAnswer, name: str, figure: Figure) -> SafeString:
    """Show the figure that speaks to what staff said, in the model of that name."""
    key = INPUT_FIGURES.get(answer.input.figure, "")
    result = next((one for one in view.comparison.results if one.name == name), None)
    if result is None or key not in result.figures():
        return figure_tag(figure)
    return case_figure(view, result.id, key, 1)


@register.simple_tag
def message(text: Message) -> str:
    """Write a message of the core in the language of the page."""
    return translated(text.text) % text.args
