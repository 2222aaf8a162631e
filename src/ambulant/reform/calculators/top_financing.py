# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""State top financing of resource-demanding services: what a municipality gets for one user.

Direct pay for the user, less earmarked grants, the user's own payment and what the general grant
already covers, above the year's threshold, times the state's share. Only time with the user
counts: travel, administration, meetings and training do not.
"""

from dataclasses import dataclass
from datetime import date

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Kind, compute, given, missing, nb, total
from ambulant.parameters import Parameters
from ambulant.staffing.bounds import require_not_negative, require_share, require_unit

PREFIX = "economy.top_financing"
FIRST_YEAR = 2016


@dataclass(frozen=True, slots=True)
class Rules:
    """The scheme of one grant year (the costs are those of the year before).

    `threshold` and `pu_deduction` in nok, `share` 0-1, ages in years. Missing where nobody has
    checked the year's value.
    """

    grant_year: int
    threshold: Figure
    share: Figure
    pu_deduction: Figure
    oldest_age: Figure
    pu_youngest_age: Figure


@dataclass(frozen=True, slots=True)
class TimeUse:
    """What the staff's working time for the user goes to (hours in a year)."""

    direct: Figure
    travel: Figure
    indirect: Figure  # administration, meetings, journal, training, guidance


@dataclass(frozen=True, slots=True)
class UserCosts:
    """What one user costs in the year of expenses.

    `pay` is for all working time (nok), `social_costs` the addition to pay (share of pay),
    `grants` earmarked grants and `user_payment` what the user pays (nok).
    """

    pay: Figure
    social_costs: Figure
    time: TimeUse
    grants: Figure
    user_payment: Figure


@dataclass(frozen=True, slots=True)
class Recipient:
    """The user the claim is about."""

    birth_year: int
    has_intellectual_disability: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What the claim comes to, step by step (nok; `direct_share` 0-1).

    `is_within_age` is None when the year's age limit is not known; the refund is then what it
    would be within the limit.
    """

    age: Figure
    is_within_age: bool | None
    direct_share: Figure
    direct_pay: Figure
    outside: Figure  # pay and social costs for time that does not count
    deductions: Figure
    basis: Figure
    refund: Figure
    own_part: Figure  # of direct pay, what grants, user and refund do not cover


def rules_of(grant_year: int, parameters: Parameters) -> Rules:
    """Return the scheme of a grant year.

    Raises:
        InvalidInputError: The year is before the first one known.
    """
    if grant_year < FIRST_YEAR:
        raise InvalidInputError(f"Grant year {grant_year}; {FIRST_YEAR} or later is allowed.")
    on = date(grant_year, 1, 1)

    def figure(name: str) -> Figure:
        return parameters.figure(f"{PREFIX}.{name}", on=on)

    return Rules(
        grant_year,
        figure("threshold"),
        figure("share"),
        figure("pu_deduction"),
        figure("oldest_age"),
        figure("pu_youngest_age"),
    )


def direct_share(time: TimeUse) -> Figure:
    """Return the share (0-1) of working time that is with the user; missing without any time."""
    for part in (time.direct, time.travel, time.indirect):
        require_unit(part, "hours_per_year")
        require_not_negative(part)
    label = nb("Andel av tiden som er hos brukeren")
    parts = (time.direct, time.travel, time.indirect)
    everything = total(nb("Arbeidstid i alt"), "hours_per_year", parts)
    if everything.value is not None and everything.number == 0:
        return missing(label, "share", note=nb("Det er ikke ført noen arbeidstid."))
    inputs = {"hos_bruker": time.direct, "i_alt": everything}
    note = nb("Reise, møter, journal, opplæring og administrasjon teller ikke.")
    return compute(label, "share", "hos_bruker / i_alt", inputs, note=note)


def claim(recipient: Recipient, costs: UserCosts, rules: Rules) -> Claim:
    """Return what the state refunds for one user.

    Args:
        recipient: Who the user is.
        costs: The costs of the year before the grant year.
        rules: The scheme of the grant year.

    Raises:
        InvalidInputError: An amount is below 0, a unit is wrong, or the birth year is not before
            the grant year.

    Source:
        Helsedirektoratet, "Særlig ressurskrevende helse- og omsorgstjenester" (2021) and
        circular IS-4/2024. That ages are counted at the end of the year of expenses is our reading
        of "born 1956 or later" for 2024.
    """
    _check(costs)
    age = _age(recipient, rules.grant_year)
    share = direct_share(costs.time)
    inputs = {"lønn": costs.pay, "andel": share, "sosiale": costs.social_costs}
    direct = compute(nb("Direkte lønnsutgifter"), "nok", "lønn * andel * (1 + sosiale)", inputs)
    outside = compute(
        nb("Lønn for tid som ikke teller"), "nok", "lønn * (1 - andel) * (1 + sosiale)", inputs
    )
    deducted = [costs.grants, costs.user_payment, _pu_deduction(recipient, age, rules)]
    deductions = total(nb("Fratrekk i alt"), "nok", deducted)
    basis = compute(
        nb("Grunnlag for tilskudd"),
        "nok",
        "maximum(direkte - fratrekk, 0)",
        {"direkte": direct, "fratrekk": deductions},
    )
    is_within = None if rules.oldest_age.is_missing else age.number <= rules.oldest_age.number
    refund = _refund(basis, rules, is_within=is_within)
    own = compute(
        nb("Kommunens egen del av direkte lønn"),
        "nok",
        "direkte - øremerket - egenbetaling - tilskudd",
        {
            "direkte": direct,
            "øremerket": costs.grants,
            "egenbetaling": costs.user_payment,
            "tilskudd": refund,
        },
    )
    return Claim(age, is_within, share, direct, outside, deductions, basis, refund, own)


def _check(costs: UserCosts) -> None:
    for amount in (costs.pay, costs.grants, costs.user_payment):
        require_unit(amount, "nok")
        require_not_negative(amount)
    require_share(costs.social_costs)


def _age(recipient: Recipient, grant_year: int) -> Figure:
    if not grant_year - 120 <= recipient.birth_year < grant_year:
        raise InvalidInputError(
            f"Birth year {recipient.birth_year}; {grant_year - 120} to {grant_year - 1} is allowed."
        )
    return given(
        nb("Alder ved utgangen av utgiftsåret"),
        float(grant_year - 1 - recipient.birth_year),
        "years",
        Kind.DERIVED,
        note=nb("Utgiftsåret er året før tilskuddsåret."),
    )


def _pu_deduction(recipient: Recipient, age: Figure, rules: Rules) -> Figure:
    label = nb("Fratrekk for psykisk utviklingshemming")
    if not recipient.has_intellectual_disability:
        return total(label, "nok", (), note=nb("Gjelder ikke brukeren."))
    if rules.pu_youngest_age.is_missing:
        # From which age it is deducted is not known that year, so neither is whether.
        return missing(label, "nok", note=rules.pu_youngest_age.note)
    if age.number < rules.pu_youngest_age.number:
        return total(label, "nok", (), note=nb("Brukeren er for ung til at beløpet trekkes fra."))
    return rules.pu_deduction.relabel(label)


def _refund(basis: Figure, rules: Rules, *, is_within: bool | None) -> Figure:
    label = nb("Tilskudd fra staten")
    if is_within is False:
        return total(label, "nok", (), note=nb("Brukeren er over aldersgrensen i ordningen."))
    inputs = {"grunnlag": basis, "innslag": rules.threshold, "statens_andel": rules.share}
    note = ""
    if is_within is None:
        note = nb("Aldersgrensen for året er ikke kontrollert. Kontroller den før kravet sendes.")
    formula = "maximum(grunnlag - innslag, 0) * statens_andel"
    return compute(label, "nok", formula, inputs, note=note)
