# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tags for the parts every page has: breadcrumb, form fields, messages."""

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ambulant_web.shell.undo import undo_url_of

register = template.Library()

COLOURS = {"success": "success", "warning": "warning", "error": "danger"}


@register.simple_tag
def breadcrumb(*parts: str) -> SafeString:
    """Return the breadcrumb of a page: label, address, label, address, …, last label.

    The last item is the page itself and has no address.
    """
    pairs = list(zip(parts[:-1:2], parts[1::2], strict=False))
    links = format_html_join(
        "", '<li><a class="ds-link" data-color="accent" href="{1}">{0}</a></li>', pairs
    )
    return format_html(
        '<nav class="ds-breadcrumbs" aria-label="{}"><ol>{}'
        '<li><span aria-current="page">{}</span></li></ol></nav>',
        _("Du er her:"),
        links,
        parts[-1] if len(parts) % 2 else "",
    )


@register.filter
def alert_colour(message: Message) -> str:
    """Return the colour of a message: success, warning, danger or info."""
    return COLOURS.get(message.level_tag, "info")


@register.filter
def undo_url(message: Message) -> str:
    """Return where to undo what the message tells of; empty when it cannot be undone."""
    return undo_url_of(message.extra_tags or "")


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Return True for a single box to tick: its label stands after it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Return True for a group of boxes or buttons: no single element has the label."""
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


@register.filter
def ds_widget(field: BoundField) -> SafeString:
    """Return the input of a field with Designsystemet's class, tied to its help and its error."""
    attributes: dict[str, str | bool] = {}
    if is_group(field):
        attributes["aria-labelledby"] = f"{field.auto_id}_label"
    else:
        attributes["class"] = f"ds-input {field.field.widget.attrs.get('class', '')}".strip()
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        attributes["aria-invalid"] = "true"
        described.append(f"{field.auto_id}_error")
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)
