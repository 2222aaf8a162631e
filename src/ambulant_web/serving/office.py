# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an administrator does from the command line. Import it when Django is set up."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db import transaction
from django.db.models import Count, Prefetch

from ambulant.reform.casefiles import load_case, write_case
from ambulant_web.accounts import actions as accounts
from ambulant_web.accounts.models import User
from ambulant_web.audit.commands import by_command
from ambulant_web.organisation import actions as organisation
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.reform import importing
from ambulant_web.reform.models import StoredCase
from ambulant_web.serving.administration import NO_ROLE
from ambulant_web.serving.terminal import Terminal, ask_password, read_password


def perform(deed: str, given: argparse.Namespace, terminal: Terminal) -> None:
    """Do what was asked, whole or not at all; the history says that a command did it.

    Raises:
        AmbulantError: It cannot be done; nothing is changed.
    """
    said: list[str] = []
    with by_command(deed), transaction.atomic():
        DEEDS[deed](given, replace(terminal, say=said.append))
    for line in said:  # only now is it so
        terminal.say(line)


def _add_municipality(given: argparse.Namespace, terminal: Terminal) -> None:
    municipality = organisation.add_municipality(given.code, given.name)
    terminal.say(f"{municipality.code} {municipality.name} is in.")


def _list_municipalities(_given: argparse.Namespace, terminal: Terminal) -> None:
    for row in Municipality.objects.annotate(users=Count("memberships")).order_by("code"):
        _say_row(terminal, row.code, row.name, row.users)


def _add_user(given: argparse.Namespace, terminal: Terminal) -> None:
    municipality = organisation.find_municipality(given.municipality)
    password = _password(given, terminal)
    new = accounts.NewUser(given.username, given.name, given.email)
    user = accounts.add_user(new, password=password)
    organisation.set_role(user, municipality, Role(given.role))
    terminal.say(f"{user.username} is {given.role} in {municipality.name}.")
    _show_generated(given, password, terminal)


def _set_role(given: argparse.Namespace, terminal: Terminal) -> None:
    user = accounts.find_user(given.username)
    municipality = organisation.find_municipality(given.municipality)
    if given.role == NO_ROLE:
        organisation.end_membership(user, municipality)
        terminal.say(f"{user.username} has no role in {municipality.name} any more.")
        return
    organisation.set_role(user, municipality, Role(given.role))
    terminal.say(f"{user.username} is {given.role} in {municipality.name}.")


def _reset_password(given: argparse.Namespace, terminal: Terminal) -> None:
    user = accounts.find_user(given.username)
    password = _password(given, terminal)
    accounts.set_password(user, password)
    terminal.say(f"{user.username} has a new password, and is logged out everywhere.")
    if given.remove_second_step:
        removed = accounts.remove_second_step(user)
        terminal.say("The second step is removed." if removed else "There was no second step.")
    if not user.is_active:
        terminal.say(f"{user.username} is still kept out: `ambulant user activate` lets her in.")
    _show_generated(given, password, terminal)


def _deactivate(given: argparse.Namespace, terminal: Terminal) -> None:
    user = accounts.find_user(given.username)
    accounts.set_active(user, is_active=False)
    terminal.say(f"{user.username} is kept out.")


def _activate(given: argparse.Namespace, terminal: Terminal) -> None:
    user = accounts.find_user(given.username)
    accounts.set_active(user, is_active=True)
    terminal.say(f"{user.username} may log in.")


def _list_users(given: argparse.Namespace, terminal: Terminal) -> None:
    memberships = Membership.objects.select_related("municipality").order_by("municipality__code")
    users = User.objects.prefetch_related(Prefetch("memberships", queryset=memberships))
    if given.municipality is not None:
        municipality = organisation.find_municipality(given.municipality)
        users = users.filter(memberships__municipality=municipality)
    for user in users.order_by("username"):
        roles = ", ".join(f"{m.municipality.code} {m.role}" for m in user.memberships.all())
        state = "active" if user.is_active else "kept out"
        name = user.get_full_name()
        _say_row(terminal, user.username, name, user.email, state, roles or "no role")


def _import_case(given: argparse.Namespace, terminal: Terminal) -> None:
    municipality = organisation.find_municipality(given.municipality)
    case = load_case(given.folder)
    with tenant(municipality):
        if not given.update:
            row = importing.add_case(case, municipality=municipality, by=None)
            terminal.say(f"{row.slug} ({row.title}) is in, under {municipality.name}.")
        else:
            updated = importing.update_case(case, municipality=municipality, by=None)
            _tell_updated(updated, terminal)
    about = case.municipality
    if about.code != municipality.code:
        terminal.say(f"The case itself is about {about.name} ({about.code}).")


def _tell_updated(updated: importing.Updated, terminal: Terminal) -> None:
    row = updated.row
    if updated.is_changed:
        terminal.say(f"{row.slug} ({row.title}) is now at version {row.version}.")
        terminal.say(f"What it held is kept as version {row.version - 1}.")
    else:
        terminal.say(f"{row.slug} ({row.title}) holds this already: version {row.version}.")
    for misfit in updated.misfits:
        scenario = misfit.scenario
        terminal.say(f"Scenario {scenario.slug} ({scenario.name}) does not fit: {misfit.problem}")
    fit = row.scenarios.count() - len(updated.misfits)
    terminal.say(f"Scenarios: {fit} fit, {len(updated.misfits)} do not; all are kept.")


def _list_cases(given: argparse.Namespace, terminal: Terminal) -> None:
    municipality = organisation.find_municipality(given.municipality)
    with tenant(municipality):
        cases = StoredCase.objects.filter(municipality=municipality).order_by("slug")
        for row in cases.prefetch_related("scenarios"):
            scenarios = ", ".join(scenario.slug for scenario in row.scenarios.all())
            _say_row(terminal, row.slug, row.version, scenarios or "-", row.title)


def _export_case(given: argparse.Namespace, terminal: Terminal) -> None:
    municipality = organisation.find_municipality(given.municipality)
    with tenant(municipality):
        row = importing.find_case(municipality, given.slug)
        case = importing.case_of(row, scenario=given.scenario, version=given.version)
    write_case(case, given.out)
    terminal.say(f"{row.slug} ({row.title}) is written to {given.out}.")


def _say_row(terminal: Terminal, *cells: object) -> None:
    """Say cells with tabs between, for people and programs; a cell is one line without tabs."""
    terminal.say("\t".join(" ".join(str(cell).split()) for cell in cells))


def _password(given: argparse.Namespace, terminal: Terminal) -> str:
    if given.generate:
        return accounts.generate_password()
    return read_password(terminal) if given.password_stdin else ask_password(terminal)


def _show_generated(given: argparse.Namespace, password: str, terminal: Terminal) -> None:
    if given.generate:
        terminal.say(f"Password, shown this once: {password}")


DEEDS: Mapping[str, Callable[[argparse.Namespace, Terminal], None]] = {
    "municipality add": _add_municipality,
    "municipality list": _list_municipalities,
    "user add": _add_user,
    "user role": _set_role,
    "user reset-password": _reset_password,
    "user deactivate": _deactivate,
    "user activate": _activate,
    "user list": _list_users,
    "case import": _import_case,
    "case list": _list_cases,
    "case export": _export_case,
}
