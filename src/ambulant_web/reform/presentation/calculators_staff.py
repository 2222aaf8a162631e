# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about people: FTE of a staffing plan, weekends, span of control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ambulant.explain import Figure
from ambulant.reform.calculators.leading import leaders_needed
from ambulant.staffing.cover import Post, hours_per_week
from ambulant.staffing.fte import (
    Absence,
    absence_share,
    beside,
    common_error,
    common_error_difference,
    gross_fte,
    net_fte,
)
from ambulant.staffing.leadership import administrative_per_leading, span_of_control
from ambulant.staffing.pairs import FtePairs, pairs_giving
from ambulant.staffing.weekends import (
    WeekendOption,
    compare_weekends,
    least_heads,
    weekend_hours,
    weekend_shifts,
)
from ambulant.units import NBSP, format_number
from ambulant_web.reform.presentation.calculators import Cell, Line, Outcome, Row, Table
from ambulant_web.shell.numbers import with_unit
from ambulant_web.shell.wording import translated


@dataclass(frozen=True, slots=True)
class StaffingPlan:
    """What is asked about a staffing plan. `stated` may be missing."""

    posts: Sequence[Post]
    position_hours: Figure
    categories: Mapping[str, Figure]
    absence: Absence
    sleeping_factor: Figure
    stated: Figure
    stated_decimals: int


def staffing(plan: StaffingPlan) -> Outcome:
    """Return net and gross FTE of a plan, with the common error and what lies behind a number."""
    hours = hours_per_week(plan.posts, sleeping_factor=plan.sleeping_factor)
    net = net_fte(hours, plan.position_hours)
    absence = absence_share(plan.absence)
    gross = gross_fte(net, absence)
    lines = [
        Line("timer", hours),
        Line("netto", net),
        Line("fravar", absence),
        Line("brutto", gross, is_total=True),
        Line("feil", common_error(net, absence), note=_("Vanlig regnefeil: fraværet lagt på")),
        Line("glemt", common_error_difference(net, absence)),
    ]
    tables: tuple[Table, ...] = ()
    if not plan.stated.is_missing:
        lines.append(Line("oppgitt", plan.stated))
        lines.append(Line("avvik", beside(plan.stated, gross).difference, has_sign=True))
        tables = (_pairs_table(plan, hours),)
    sentence = _(
        "Det trengs %(gross)s for å bemanne %(hours)s når %(absence)s av betalt tid er fravær."
    ) % {
        "hours": with_unit(hours.number, "hours_per_week"),
        "gross": with_unit(gross.number, "fte"),
        "absence": with_unit(absence.number, "share"),
    }
    notes = (
        _("Regnet for en vanlig uke uten helligdager. Overlapp mellom vakter er ikke med."),
        _(
            "Fraværet er en andel av betalt tid. Derfor deles det på det som er igjen, og legges "
            "ikke på toppen."
        ),
    )
    return Outcome(sentence, "brutto", tuple(lines), tables, notes=notes)


def _pairs_table(plan: StaffingPlan, hours: Figure) -> Table:
    found = pairs_giving(plan.stated, hours, plan.categories, decimals=plan.stated_decimals)
    stated = with_unit(plan.stated.number, "fte", plan.stated_decimals)
    return Table(
        "par",
        _("Hva kan ligge bak %(fte)s?") % {"fte": stated},
        _("Timer i full stilling og fravær som til sammen gir tallet, når det er avrundet"),
        _("Arbeidstid"),
        tuple(_pair_row(pair) for pair in found),
    )


def _pair_row(pair: FtePairs) -> Row:
    name = translated(pair.position_hours.of)
    if pair.is_possible:
        percents = _spans([round(share * 100) for share in pair.on_grid])
    else:
        percents = _("ikke mulig: timene alene krever mer")
    return Row(
        name,
        (
            Cell(_("Full stilling"), pair.position_hours, f"heltid-{pair.category}"),
            Cell(_("Årsverk uten fravær"), pair.net, f"netto-{pair.category}"),
            Cell(_("Fravær fra"), pair.low, f"fra-{pair.category}"),
            Cell(_("Fravær til"), pair.high, f"til-{pair.category}"),
            Cell(_("Hele prosenter"), text=percents or _("ingen")),
        ),
    )


def _spans(percents: Sequence[int]) -> str:
    """Return whole percents with neighbours joined: `25`, `20–21`; empty without any."""
    if not percents:
        return ""
    breaks = [n for n, (one, next_) in enumerate(pairwise(percents), start=1) if next_ > one + 1]
    ends = pairwise([0, *breaks, len(percents)])
    parts = [(percents[start], percents[stop - 1]) for start, stop in ends]
    return ", ".join(
        f"{low}{NBSP}%" if low == high else f"{low}\u2013{high}{NBSP}%" for low, high in parts
    )


def weekends(posts: Sequence[Post], fte: Figure, interval: int) -> Outcome:
    """Return how many people the weekends need, as planned and in other shifts and intervals."""
    shifts = weekend_shifts(posts)
    heads = least_heads(shifts, interval=interval)
    options = compare_weekends(posts, fte)
    people = round(heads.number)
    sentence = ngettext(
        "Vaktene i helgene krever minst %(count)s person når hver arbeider hver %(interval)s. "
        "helg.",
        "Vaktene i helgene krever minst %(count)s personer når hver arbeider hver %(interval)s. "
        "helg.",
        people,
    ) % {"count": people, "interval": interval}
    table = Table(
        "valg",
        _("Andre vaktlengder og andre helger"),
        _("Hver person tar to vakter i en arbeidshelg"),
        _("Turnus"),
        tuple(_weekend_row(option) for option in options),
    )
    notes = (
        _(
            "Regnestykket sier hvor mange det minst må være. Ferie og sykdom i helgene kommer i "
            "tillegg."
        ),
    )
    lines = (
        Line("timer", weekend_hours(posts)),
        Line("vakter", shifts, decimals=1),
        Line("personer", heads, decimals=0, is_total=True),
        Line("arsverk", fte),
    )
    return Outcome(sentence, "personer", lines, (table,), notes=notes)


def _weekend_row(option: WeekendOption) -> Row:
    hours = format_number(option.shift_hours, 0)
    key = f"{hours}-{option.interval}"
    name = _("%(hours)s timers vakter, hver %(interval)s. helg") % {
        "hours": hours,
        "interval": option.interval,
    }
    return Row(
        name,
        (
            Cell(_("Vakter per helg"), option.shifts, f"vakter-{key}"),
            Cell(_("Personer, minst"), option.heads, f"personer-{key}", decimals=0),
            Cell(_("Snittstilling, høyst"), option.mean_position, f"stilling-{key}"),
            Cell(_("Timer i en arbeidshelg"), option.hours_per_head, f"helg-{key}", decimals=0),
        ),
    )


@dataclass(frozen=True, slots=True)
class LeadingToAsk:
    """What is asked about leading; administrative and leading FTE may be missing."""

    fte: Figure
    leaders: Figure
    limit: Figure
    administrative: Figure
    leading: Figure


def leading(asked: LeadingToAsk) -> Outcome:
    """Return FTE per leader against the limit, and administration against leading."""
    span = span_of_control(asked.fte, asked.leaders, asked.limit)
    needed = leaders_needed(asked.fte, asked.limit)
    limit = with_unit(asked.limit.number, "fte", 0)
    people = round(needed.number)
    warnings: tuple[str, ...] = ()
    if span.per_leader.is_missing:
        sentence = _("Enheten har ingen leder.")
        warnings = (
            _(
                "Pek ut en leder på stedet. Uten leder har ingen ansvar for økonomi, fag og "
                "personal."
            ),
        )
    else:
        each = with_unit(span.per_leader.number, "fte", 1)
        sentence = _("Hver leder har %(each)s. Anbefalt er høyst %(limit)s.") % {
            "each": each,
            "limit": limit,
        }
        if span.is_too_wide:
            text = ngettext(
                "Kontrollspennet er for bredt. Med %(count)s leder er det innenfor.",
                "Kontrollspennet er for bredt. Med %(count)s ledere er det innenfor.",
                people,
            )
            warnings = (text % {"count": people},)
    lines = [
        Line("per-leder", span.per_leader, decimals=1, is_total=True),
        Line("grense", asked.limit, decimals=0),
        Line("ledere", needed, decimals=0),
    ]
    if not (asked.administrative.is_missing and asked.leading.is_missing):
        ratio = administrative_per_leading(asked.administrative, asked.leading)
        note = _("Høyt tall: mye administrasjon og lite ledelse. Dokument 004 gir ingen grense.")
        lines.append(Line("administrasjon", ratio, note=note))
    notes = (
        _(
            "Grensen er en anbefaling fra dokument 004, ikke en plikt. Lederne er ikke regnet "
            "med i årsverkene de leder."
        ),
    )
    return Outcome(sentence, "per-leder", tuple(lines), (), warnings, notes)
