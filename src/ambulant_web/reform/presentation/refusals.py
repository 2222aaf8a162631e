# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why the core would not do a change, in words for people. The core's own words stand beside."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ambulant.reform.case import Case

# What the core says (developers' English) -> what a person needs to know. First match counts.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        r"Unit '(?P<a>[^']+)' cannot be put under '(?P=a)'",
        gettext_noop("«%(a)s» kan ikke ligge under seg selv. Velg en annen enhet."),
    ),
    (
        r"Unit '(?P<a>[^']+)' cannot be put under '(?P<b>[^']+)'",
        gettext_noop(
            "«%(a)s» kan ikke flyttes dit, for «%(b)s» ligger under den. Flytt «%(b)s» først."
        ),
    ),
    (
        r"Unit '(?P<a>[^']+)' is unknown \(it is now part of '(?P<b>[^']+)'\)",
        gettext_noop("«%(a)s» finnes ikke lenger i modellen: den er blitt en del av «%(b)s»."),
    ),
    (
        r"Unit '(?P<a>[^']+)' is unknown \(it is closed\)",
        gettext_noop("«%(a)s» er lagt ned i modellen. Velg en annen enhet."),
    ),
    (
        r"[Uu]nit '(?P<a>[^']+)' (is unknown|does not exist)",
        gettext_noop("«%(a)s» finnes ikke i modellen. Velg en enhet fra lista."),
    ),
    (
        r"Unit id '(?P<a>[^']+)' is taken",
        gettext_noop("Det finnes en enhet med det navnet fra før. Velg et annet navn."),
    ),
    (
        r"Unit '(?P<a>[^']+)' still has",
        gettext_noop(
            "«%(a)s» har ansatte, oppgaver eller enheter under seg. Velg hvem som tar over."
        ),
    ),
    (
        r"staff_to '(?P<a>[^']+)' is the closed unit",
        gettext_noop("«%(a)s» kan ikke ta over: det er enheten selv, eller en under den."),
    ),
    (
        r"cannot transfer FTE to itself",
        gettext_noop("Årsverk må flyttes til en annen enhet enn den de kommer fra."),
    ),
    (
        r"has no competence",
        gettext_noop("Enheten har ikke den kompetansen. Velg en av dem som finnes."),
    ),
    (
        r"'(?P<a>[^']+)' already owns",
        gettext_noop("«%(a)s» har ansvaret fra før."),
    ),
    (
        r"'(?P<a>[^']+)' does not own",
        gettext_noop("«%(a)s» har ikke dette ansvaret lenger. Last siden på nytt."),
    ),
    (
        r"source must say which one hands it over",
        gettext_noop("Flere har dette ansvaret. Velg hvem som skal gi det fra seg."),
    ),
    (
        r"'(?P<a>[^']+)' owns nothing for",
        gettext_noop("«%(a)s» har ikke noe ansvar for denne gruppa."),
    ),
    (
        r"is one of the merged units",
        gettext_noop("Den nye enheten kan ikke ligge under en av dem som slås sammen."),
    ),
    (
        r"Units .* must differ",
        gettext_noop("Velg minst to ulike enheter."),
    ),
    (
        r"ends up under itself",
        gettext_noop("En enhet ville havnet under seg selv. Flytt den andre enheten først."),
    ),
    (
        r"operation \d+ is unknown",
        gettext_noop("Endringen er alt tatt bort. Last siden på nytt."),
    ),
    (
        r"model '(?P<m>[^']+)' exists",
        gettext_noop("Det finnes en modell med det navnet. Velg et annet."),
    ),
    (
        r"model '(?P<m>[^']+)' (is unknown|does not exist)",
        gettext_noop("Noe annet i saken bygger på «%(m)s», eller modellen er alt tatt ut."),
    ),
    (
        r"has no margin to read",
        gettext_noop("Modellen har ingen margin å regne om."),
    ),
    (
        r"low <= value <= high does not hold",
        gettext_noop("Tallet må ligge mellom laveste og høyeste."),
    ),
    (
        r"a share from 0 to below 1 is allowed",
        gettext_noop("Andelene blir til sammen 100 prosent eller mer. Sett minst en av dem ned."),
    ),
    (
        r"a share from 0 to 1 is allowed",
        gettext_noop("En andel må være fra 0 til 100 prosent."),
    ),
    (
        r"they must sum to 1",
        gettext_noop("Delene må til sammen bli 100 prosent. Endre den andre delen like mye."),
    ),
    (
        r"divides by zero",
        gettext_noop("Tallet gjør at vi må dele på 0. Skriv et tall over 0."),
    ),
    (
        r"(0 or more|above 0) is allowed",
        gettext_noop("Tallet er for lavt til at noe kan regnes ut."),
    ),
    (
        r"Address '.*' is unknown",
        gettext_noop("Tallet finnes ikke lenger i saken. Last siden på nytt."),
    ),
)
_PLACE = re.compile(r"models\.(?P<model>[a-z0-9_-]+)\.changes\.(?P<number>\d+) \(")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change was not made."""

    text: str
    detail: str  # the core's own words


def refusal_of(error: Exception, case: Case, *, is_removal: bool = False) -> Refusal:
    """Return why the core refused a change.

    Args:
        error: What the core raised.
        case: The case before the change, for names.
        is_removal: True when something was taken away, so that what follows may lack it.
    """
    detail = str(error)
    names = names_of(case)
    text = _("Endringen lar seg ikke gjøre i denne modellen.")
    for pattern, words in _SENTENCES:
        found = re.search(pattern, detail)
        if found:
            text = _(words) % {k: names.get(v, v) for k, v in found.groupdict().items()}
            break
    if is_removal:
        text = _after_removal(detail, names) or text
    return Refusal(text, detail)


def _after_removal(detail: str, names: Mapping[str, str]) -> str:
    """Return what stands in the way of taking something away: what was built on it."""
    place = _PLACE.search(detail)
    if place:
        number, model = str(int(place["number"]) + 1), place["model"]
        text = _("Endring %(number)s i %(model)s bygger på denne. Ta bort den først.")
        return text % {"number": number, "model": names.get(model, model)}
    unit = re.search(r"unit '([^']+)' does not exist", detail)
    if unit:
        text = _("Senere endringer bygger på denne: de gjelder «%(unit)s». Ta bort dem først.")
        return text % {"unit": names.get(unit[1], unit[1])}
    return ""


def names_of(case: Case) -> Mapping[str, str]:
    """Return the names of units, services, groups and models by their ids."""
    names = {model.id: model.name for model in case.models}
    names |= {service.id: service.name for service in case.today.services}
    names |= {group.id: group.name for group in case.today.groups}
    return names | case.unit_names()
