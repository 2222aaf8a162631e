# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers about money: top financing, frame to FTE, own staff or bought, payback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ambulant.explain import Figure
from ambulant.parameters import Parameters
from ambulant.reform.calculators.frame_budget import (
    FrameFte,
    InsideFrame,
    Measure,
    fte_of_frame,
    inside_frame,
)
from ambulant.reform.calculators.gain_plan import (
    Purchase,
    find_purchases_without_gain_case,
    payback,
)
from ambulant.reform.calculators.own_or_bought import OwnStaff, Supplier, own_or_bought
from ambulant.reform.calculators.top_financing import (
    Claim,
    Recipient,
    Rules,
    UserCosts,
    claim,
    rules_of,
)
from ambulant.units import format_number
from ambulant_web.reform.presentation.calculators import Cell, Line, Outcome, Row, Table
from ambulant_web.shell.numbers import name_of, with_unit
from ambulant_web.shell.wording import translated


def top_financing(
    recipient: Recipient, costs: UserCosts, rules: Rules, years: Sequence[int]
) -> Outcome:
    """Return what the state refunds for a user, with the rates of all years below."""
    found = claim(recipient, costs, rules)
    lines = (
        Line("andel", found.direct_share),
        Line("direkte", found.direct_pay),
        Line("utenfor", found.outside, note=_("Reise, møter, journal og opplæring")),
        Line("fratrekk", found.deductions),
        Line("grunnlag", found.basis),
        Line("innslag", rules.threshold),
        Line("tilskudd", found.refund, is_total=True),
        Line("egen-del", found.own_part),
        Line("alder", found.age, decimals=0),
    )
    notes = (
        _(
            "Tilskuddsåret er året kravet sendes. Utgiftene er fra året før, og det må ha vært et "
            "gyldig vedtak."
        ),
        _(
            "Kravet sendes i Altinn og bekreftes av revisor. Kontroller satsene mot årets "
            "rundskriv."
        ),
    )
    sentence = _claim_sentence(found, rules)
    return Outcome(sentence, "tilskudd", lines, (_rates(years),), _claim_warnings(found), notes)


def _claim_sentence(found: Claim, rules: Rules) -> str:
    if found.refund.is_missing:
        gaps = ", ".join(dict.fromkeys(name_of(gap) for gap in found.refund.missing_inputs()))
        return _("Tilskuddet i %(year)s kan ikke regnes ut. Dette mangler: %(gaps)s.") % {
            "year": rules.grant_year,
            "gaps": gaps,
        }
    return _(
        "Staten dekker %(refund)s i %(year)s. Kommunen dekker selv %(own)s av direkte lønn."
    ) % {
        "refund": with_unit(found.refund.number, "nok"),
        "own": with_unit(found.own_part.number, "nok"),
        "year": rules.grant_year,
    }


def _claim_warnings(found: Claim) -> tuple[str, ...]:
    if found.is_within_age is False:
        return (_("Brukeren er over aldersgrensen, så ordningen gjelder ikke."),)
    if found.is_within_age is None:
        return (_("Aldersgrensen for dette året er ikke kontrollert. Sjekk den i rundskrivet."),)
    return ()


def _rates(years: Sequence[int]) -> Table:
    parameters = Parameters.load()
    return Table(
        "satser",
        _("Satsene vi har kontrollert"),
        _("Et år som mangler, kan regnes ut hvis du fyller inn satsene selv"),
        _("Tilskuddsår"),
        tuple(_rate_row(rules_of(year, parameters)) for year in years),
    )


def _rate_row(rules: Rules) -> Row:
    year = rules.grant_year
    sources = dict.fromkeys(
        translated(figure.source)
        for figure in (rules.threshold, rules.pu_deduction, rules.share)
        if figure.source
    )
    return Row(
        str(year),
        (
            Cell(_("Innslagspunkt"), rules.threshold, f"innslag-{year}"),
            Cell(_("Fratrekk, utviklingshemming"), rules.pu_deduction, f"pu-{year}"),
            Cell(_("Statens andel"), rules.share, f"andel-{year}"),
            Cell(_("Kilde"), text="; ".join(sources) or "–"),
        ),
    )


@dataclass(frozen=True, slots=True)
class FrameToAsk:
    """What is asked about a frame. `present` may be missing; no measures is allowed."""

    frame: Figure
    other_costs: Figure
    income: Figure
    cost_per_fte: Figure
    present: Figure
    measures: Sequence[Measure]
    year: int


def frame(asked: FrameToAsk) -> Outcome:
    """Return the FTE a frame pays for, and what measures give against the overspending."""
    found = fte_of_frame(
        asked.frame, asked.other_costs, asked.income, asked.cost_per_fte, asked.present
    )
    lines = [
        Line("til-lonn", found.for_pay),
        Line("rekker-til", found.affordable, is_total=True),
    ]
    warnings: list[str] = []
    tables: tuple[Table, ...] = ()
    if not asked.present.is_missing:
        lines.append(Line("avvik", found.difference, has_sign=True))
        lines.append(Line("merforbruk", found.overspending))
        if asked.measures:
            inside = inside_frame(found.overspending, asked.measures, asked.year)
            lines.extend(_measure_lines(inside))
            tables = (_measure_table(inside, asked.year),)
            if inside.remaining_full_year.number > 0:
                warnings.append(_("Tiltakene er ikke nok til å komme innenfor rammen."))
            elif inside.remaining_this_year.number > 0:
                warnings.append(_("Tiltakene er nok i et helt år, men ikke i år."))
    sentence = _frame_sentence(found)
    if found.for_pay.number < 0:
        warnings.append(_("Andre utgifter er større enn rammen og inntektene til sammen."))
    notes = (_("Rammen er i kroner. Årsverkene følger av den, ikke omvendt."),)
    return Outcome(sentence, "rekker-til", tuple(lines), tables, tuple(warnings), notes)


def _frame_sentence(found: FrameFte) -> str:
    fte = with_unit(found.affordable.number, "fte")
    if found.difference.is_missing:
        return _("Rammen rekker til %(fte)s.") % {"fte": fte}
    words = {"fte": fte, "difference": format_number(abs(found.difference.number), 2)}
    if found.difference.number < 0:
        return _("Rammen rekker til %(fte)s, %(difference)s færre enn i dag.") % words
    return _("Rammen rekker til %(fte)s, %(difference)s flere enn i dag.") % words


def _measure_lines(inside: InsideFrame) -> list[Line]:
    return [
        Line("virkning", inside.this_year),
        Line("mangler", inside.remaining_this_year),
        Line("virkning-helt", inside.full_year),
        Line("mangler-helt", inside.remaining_full_year),
    ]


def _measure_table(inside: InsideFrame, year: int) -> Table:
    return Table(
        "tiltak",
        _("Tiltak for å komme innenfor rammen"),
        _("Bare hele måneder teller i det første året"),
        _("Tiltak"),
        tuple(
            Row(
                each.measure.name,
                (
                    Cell(_("Fra"), text=_day(each.measure.start)),
                    Cell(
                        _("Virkning i %(year)s") % {"year": year},
                        each.this_year,
                        f"tiltak-{number}",
                    ),
                    Cell(_("Helt år"), each.full_year, f"tiltak-{number}-helt"),
                ),
            )
            for number, each in enumerate(inside.effects, start=1)
        ),
    )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def own_bought(hours: Figure, own: OwnStaff, supplier: Supplier) -> Outcome:
    """Return what the same hours cost with own staff and from a supplier."""
    found = own_or_bought(hours, own, supplier)
    difference = with_unit(abs(found.difference.number), "nok")
    if abs(found.difference.number) < 1:
        sentence = _("De to koster det samme.")
    elif found.difference.number > 0:
        sentence = _("Egne ansatte koster %(nok)s mindre i året enn å kjøpe.") % {"nok": difference}
    else:
        sentence = _("Å kjøpe koster %(nok)s mindre i året enn egne ansatte.") % {"nok": difference}
    lines = (
        Line("arsverk", found.fte),
        Line("egne", found.own),
        Line("egne-time", found.own_per_hour),
        Line("kjop", found.bought),
        Line("forskjell", found.difference, is_total=True, has_sign=True),
        Line("lik-pris", found.equal_price),
    )
    notes = (
        _("Bare kronene er med. Kvalitet, kjente ansatte og beredskap må vurderes for seg."),
        _(
            "Merverdiavgift som kommunen får kompensert, er ikke en utgift og skal ikke være med i "
            "prisen."
        ),
    )
    return Outcome(sentence, "forskjell", lines, notes=notes)


@dataclass(frozen=True, slots=True)
class PurchaseToAsk:
    """What is asked about a purchase; the gain may be missing."""

    purchase: Purchase
    gain_per_year: Figure
    cost_per_year: Figure
    lifetime: Figure


def gain(asked: PurchaseToAsk) -> Outcome:
    """Return when an investment has come back, and whether the purchase has a gain case."""
    found = payback(asked.purchase.cost, asked.gain_per_year, asked.cost_per_year, asked.lifetime)
    if asked.gain_per_year.is_missing:
        sentence = _("Gevinsten er ikke tallfestet, så ingen kan si når kjøpet er betalt tilbake.")
    elif found.years.is_missing:
        sentence = _(
            "Kjøpet blir aldri betalt tilbake: driften koster like mye som gevinsten, eller mer."
        )
    else:
        sentence = _("Kjøpet er betalt tilbake etter %(years)s.") % {
            "years": with_unit(found.years.number, "years")
        }
    warnings = [
        translated(message.text) % message.args
        for message in find_purchases_without_gain_case([asked.purchase])
    ]
    if not found.over_lifetime.is_missing and found.over_lifetime.number < 0:
        warnings.append(_("Kjøpet tjener seg ikke inn i levetiden."))
    lines = (
        Line("netto", found.net_per_year),
        Line("tilbake", found.years, is_total=True),
        Line("levetid", found.over_lifetime),
    )
    notes = (
        _(
            "Faste priser, uten rente. Gevinst i kroner er bare gevinst når budsjettet faktisk "
            "blir satt ned, eller når tiden blir brukt til noe annet dere har bestemt."
        ),
    )
    return Outcome(sentence, "tilbake", lines, (), tuple(warnings), notes)
