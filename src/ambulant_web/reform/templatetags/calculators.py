# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of a calculator's answer in templates."""

from django import template
from django.utils.safestring import SafeString

from ambulant_web.reform.presentation.calculators import Cell, Line
from ambulant_web.shell.templatetags.figures import figure_tag

register = template.Library()


@register.simple_tag
def answer_figure(shown: Line | Cell, address: str, query: str) -> SafeString:
    """Show a figure of an answer with its unit; it opens what it was calculated from.

    `address` is that of its explanation, `query` what was asked.
    """
    has_sign = isinstance(shown, Line) and shown.has_sign
    url = f"{address}?{query}"
    return figure_tag(shown.figure, url, shown.decimals, unit=True, sign=has_sign, mark=False)
