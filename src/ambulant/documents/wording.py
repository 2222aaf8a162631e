# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The few words the renderers and charts add themselves, in each document language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["nb", "nn", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language. `locale` is the tag Word and PDF readers know."""

    locale: str
    contents: str
    page: str
    of_pages: str
    table: str
    figure: str
    attachment: str
    sources: str
    skip: str
    figures_as_table: str
    not_stated: str
    municipality: str
    date: str
    version: str
    total: str
    missing: str
    stated: str
    computed: str
    no_figures: str
    year: str
    month: str
    step: str
    stage: str
    amount: str
    model: str
    activities: tuple[str, str, str, str, str, str]
    half_of_outcomes: str
    eight_of_ten: str
    middle: str
    assumption: str
    lower: str
    higher: str
    base: str
    result: str
    criterion: str
    unit: str
    under: str
    fte: str
    change: str
    new: str
    changed: str
    moved: str
    closed: str
    months: tuple[str, ...]


_MONTHS_NB = ("jan.", "feb.", "mars", "april", "mai", "juni") + (
    "juli",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "des.",
)

_NB = Words(
    locale="nb-NO",
    contents="Innhold",
    page="Side",
    of_pages="av",
    table="Tabell",
    figure="Figur",
    attachment="Vedlegg",
    sources="Kilder",
    skip="Hopp til innholdet",
    figures_as_table="Tallene i figuren",
    not_stated="Ikke oppgitt i saken",
    municipality="Kommune",
    date="Dato",
    version="Versjon",
    total="Sum",
    missing="mangler",
    stated="oppgitt",
    computed="beregnet",
    no_figures="Ingen tall å vise",
    year="År",
    month="Måned",
    step="Steg",
    stage="Trinn",
    amount="Beløp",
    model="Modell",
    activities=("Stedlig", "Ambulant", "Reise", "Indirekte", "Fravær", "Andre"),
    half_of_outcomes="Mørkt felt: halvparten av utfallene.",
    eight_of_ten="Lyst felt: åtte av ti utfall.",
    middle="Midterste utfall",
    assumption="Forutsetning",
    lower="lavere",
    higher="høyere",
    base="Utgangspunkt",
    result="Resultat",
    criterion="Kriterium",
    unit="Enhet",
    under="Ligger under",
    fte="Årsverk",
    change="Endring",
    new="ny",
    changed="endret",
    moved="flyttet",
    closed="lagt ned",
    months=_MONTHS_NB,
)

_NN = Words(
    locale="nn-NO",
    contents="Innhald",
    page="Side",
    of_pages="av",
    table="Tabell",
    figure="Figur",
    attachment="Vedlegg",
    sources="Kjelder",
    skip="Hopp til innhaldet",
    figures_as_table="Tala i figuren",
    not_stated="Ikkje oppgjeve i saka",
    municipality="Kommune",
    date="Dato",
    version="Versjon",
    total="Sum",
    missing="manglar",
    stated="oppgjeve",
    computed="utrekna",
    no_figures="Ingen tal å vise",
    year="År",
    month="Månad",
    step="Steg",
    stage="Trinn",
    amount="Beløp",
    model="Modell",
    activities=("Stadleg", "Ambulant", "Reise", "Indirekte", "Fråvær", "Andre"),
    half_of_outcomes="Mørkt felt: halvparten av utfalla.",
    eight_of_ten="Lyst felt: åtte av ti utfall.",
    middle="Midtarste utfall",
    assumption="Føresetnad",
    lower="lågare",
    higher="høgare",
    base="Utgangspunkt",
    result="Resultat",
    criterion="Kriterium",
    unit="Eining",
    under="Ligg under",
    fte="Årsverk",
    change="Endring",
    new="ny",
    changed="endra",
    moved="flytta",
    closed="lagd ned",
    months=_MONTHS_NB,
)

_EN = Words(
    locale="en-GB",
    contents="Contents",
    page="Page",
    of_pages="of",
    table="Table",
    figure="Figure",
    attachment="Attachment",
    sources="Sources",
    skip="Skip to content",
    figures_as_table="The figures in the chart",
    not_stated="Not stated in the case",
    municipality="Municipality",
    date="Date",
    version="Version",
    total="Total",
    missing="missing",
    stated="stated",
    computed="computed",
    no_figures="No figures to show",
    year="Year",
    month="Month",
    step="Step",
    stage="Stage",
    amount="Amount",
    model="Model",
    activities=("On site", "Ambulatory", "Travel", "Indirect", "Absence", "Other"),
    half_of_outcomes="Dark band: half of the outcomes.",
    eight_of_ten="Light band: eight of ten outcomes.",
    middle="Middle outcome",
    assumption="Assumption",
    lower="lower",
    higher="higher",
    base="Base",
    result="Result",
    criterion="Criterion",
    unit="Unit",
    under="Lies under",
    fte="FTE",
    change="Change",
    new="new",
    changed="changed",
    moved="moved",
    closed="closed",
    months=("Jan", "Feb", "March", "April", "May", "June")
    + ("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
)

WORDS: Mapping[Language, Words] = {"nb": _NB, "nn": _NN, "en": _EN}
