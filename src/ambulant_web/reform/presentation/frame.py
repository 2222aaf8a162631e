# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame round every page of a case: tabs, scenarios, what the figures rest on."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.reform.case import Case
from ambulant.reform.inputs import values_of
from ambulant_web.reform.models import CASE_ITSELF, Scenario
from ambulant_web.reform.presentation.addresses import page_url_if_any
from ambulant_web.reform.queries import CaseView

# Name of the address (and of the tab in `page_context`) and its label. A page that is not built
# has no tab.
TABS = (
    ("models", gettext_noop("Modellene")),
    ("organisation", gettext_noop("Organisasjon")),
    ("economy", gettext_noop("Økonomi")),
    ("judgement", gettext_noop("Vurdering")),
    ("staff_inputs", gettext_noop("Innspill")),
    ("process", gettext_noop("Prosess")),
    ("history", gettext_noop("Historikk")),
)
_CHAPTER = re.compile(r"kap\.\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Link:
    """A tab or a choice of scenario."""

    label: str
    url: str
    is_current: bool


def tabs(view: CaseView, current: str) -> tuple[Link, ...]:
    """Return the pages of a case."""
    found = ((name, label, page_url_if_any(view, name)) for name, label in TABS)
    return tuple(Link(_(label), url, name == current) for name, label, url in found if url)


def scenario_links(
    view: CaseView, scenarios: list[Scenario], page: str, kwargs: dict[str, str]
) -> tuple[Link, ...]:
    """Return the same page in each scenario, the case itself first."""
    choices = [(CASE_ITSELF, case_itself_name())]
    choices += [(scenario.slug, scenario.name) for scenario in scenarios]
    return tuple(
        Link(name, reverse(page, kwargs={**kwargs, "scenario": slug}), slug == view.scenario_slug)
        for slug, name in choices
    )


def case_itself_name() -> str:
    """Return what the case without changes is called."""
    return _("Saken slik den er")


def scenario_name(view: CaseView) -> str:
    """Return what the scenario of a page is called."""
    return view.scenario.name if view.scenario else case_itself_name()


def source_line(case: Case) -> str:
    """Return which documents stated figures come from, with chapters: `000 kap. 6, 7 og 9`."""
    sources = [
        item.value.source
        for item in values_of(case)
        if item.value.kind in ("stated", "derived") and item.value.source
    ]
    parts = []
    for document in case.documents:
        own = [source for source in sources if source.split(" ", 1)[0] == document.id]
        if own:
            chapters = sorted(_chapters(own), key=_as_number)
            parts.append(f"{document.id} kap. {_listed(chapters)}" if chapters else document.id)
    return "; ".join(parts)


def _chapters(sources: list[str]) -> set[str]:
    found: set[str] = set()
    for source in sources:
        match = _CHAPTER.search(source)
        if match:
            found |= {part.strip() for part in re.split(r",| og ", match[1]) if part.strip()}
    return found


def _as_number(chapter: str) -> tuple[int, str]:
    digits = re.match(r"\d+", chapter)
    return (int(digits[0]) if digits else 1000, chapter)


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(all)s og %(last)s") % {"all": ", ".join(words[:-1]), "last": words[-1]}
