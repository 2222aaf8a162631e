# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""\"Slik er det beregnet\": one figure opened into its arithmetic.

A page's explain view ends with `return drawer_response(request, figure, …)`. HTMX gets the
content of the drawer; a browser without script gets the same as a page.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ambulant.explain import Figure, Kind
from ambulant.formulas import Step, formula_in_labels, formula_in_numbers, mean_of, steps
from ambulant.units import format_number
from ambulant_web.shell.numbers import joined, kind_name, name_of, unit_word, written
from ambulant_web.shell.wording import translated

MAX_DEPTH = 8
EXPRESSION_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic, with what it rests on (empty when it is given)."""

    sign: str
    label: str
    value: str
    kind: str  # as a word; empty for an expression
    source: str
    valid_from: date | None
    note: str
    lines: tuple["Line", ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the drawer shows of one figure; all texts in the language of the request."""

    name: str
    value: str
    lines: tuple[Line, ...]
    in_labels: str
    in_numbers: str
    kind: str
    source: str
    valid_from: date | None
    note: str
    is_assumption: bool
    gaps: tuple[str, ...]  # names of what is missing


@dataclass(frozen=True, slots=True)
class Extra:
    """What a page adds below the arithmetic.

    `facts` are label and text, already translated; `sections` are heading and text; `links` are
    label and address.
    """

    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    download_url: str = ""
    back_label: str = ""
    back_url: str = ""


def explain(figure: Figure) -> Explanation:
    """Return a figure opened into its arithmetic."""
    gaps = tuple(name_of(gap) for gap in figure.missing_inputs() if gap is not figure)
    return Explanation(
        name=name_of(figure),
        value=_value(figure),
        lines=_lines(figure, MAX_DEPTH),
        in_labels=formula_in_labels(figure, translated),
        in_numbers=formula_in_numbers(figure, translated),
        kind=kind_name(figure.kind),
        source=translated(figure.source),
        valid_from=figure.valid_from,
        note=translated(figure.note),
        is_assumption=figure.kind is Kind.ASSUMED,
        gaps=gaps,
    )


def drawer_response(
    request: HttpRequest, figure: Figure, extra: Extra | None = None
) -> HttpResponse:
    """Return the explanation of a figure: the drawer's content for HTMX, else a whole page.

    The caller has already decided that the person may see the figure.
    """
    context = {"explanation": explain(figure), "extra": extra or Extra()}
    is_partial = request.headers.get("HX-Request") == "true"
    template = "shell/_drawer.html" if is_partial else "shell/explanation.html"
    return render(request, template, context)


def _value(figure: Figure) -> str:
    text = written(figure)
    if figure.kind is Kind.ASSUMED:
        text = f"{_('ca.')}\u00a0{text}"
    return joined(figure, text, unit_word(figure))


def _lines(figure: Figure, depth: int) -> tuple[Line, ...]:
    if depth == 0:
        return ()
    return tuple(_line(step, depth) for step in steps(figure, translated))


def _line(step: Step, depth: int) -> Line:
    part = step.figure
    if part is None:
        # An expression: its inputs stand below it, without signs.
        inner = tuple(
            _figure_line("", translated(one.label), one, depth - 1) for one in step.inputs
        )
        text = _("mangler") if step.value is None else _plain(mean_of(step.value))
        return Line(step.sign, step.label, text, "", "", None, "", inner)
    return _figure_line(step.sign, step.label, part, depth)


def _figure_line(sign: str, label: str, figure: Figure, depth: int) -> Line:
    return Line(
        sign,
        label,
        _value(figure),
        kind_name(figure.kind),
        translated(figure.source),
        figure.valid_from,
        translated(figure.note),
        _lines(figure, depth - 1),
    )


def _plain(value: float) -> str:
    decimals = 0 if value == round(value) else EXPRESSION_DECIMALS
    return format_number(value, decimals)
