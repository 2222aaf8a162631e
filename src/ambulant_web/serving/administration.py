# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""municipality, user and case, as the command line sees them, and Django around their work.

What each of them does stands in `office`, which is loaded when the database answers.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import django
from django import db

from ambulant.cli.command import Command
from ambulant.errors import UnavailableError
from ambulant_web.serving import programs
from ambulant_web.serving.database import data_of, open_database, refuse_unready
from ambulant_web.serving.serve import SETTINGS, refuse_missing
from ambulant_web.serving.terminal import Terminal

ROLES = ("adviser", "leader", "reader", "administrator")
NO_ROLE = "none"
_NEEDS = "\nneeds the settings of `ambulant serve`, and that `ambulant migrate` has been run"


@contextmanager
def application(environ: Mapping[str, str]) -> Iterator[None]:
    """Have the database and Django ready in the block, as the role that web and worker use.

    Raises:
        UnavailableError: Settings are missing, or the database is not ready or does not answer.
    """
    settings = environ.get(programs.SETTINGS, SETTINGS)
    if settings == SETTINGS:
        refuse_missing(environ)
    data = data_of(environ)
    # The terminal is for what was asked, and what went wrong.
    given = {"AMBULANT_LOG_LEVEL": "WARNING", **environ, "AMBULANT_DATA": str(data)}
    with open_database(given):
        refuse_unready(given)
        os.environ.pop(programs.OWNER_ONLY, None)
        os.environ.update(programs.child_environ(given, settings=settings, data=data))
        django.setup()
        try:
            yield
        except db.ProgrammingError:
            raise UnavailableError(
                "The tables are not those of this version. Run: ambulant migrate"
            ) from None
        except db.OperationalError as error:
            said = " ".join(str(error).split())
            raise UnavailableError(f"The database does not answer: {said}") from None
        finally:
            db.connections.close_all()


def _run(given: argparse.Namespace) -> int:
    with application(programs.own_environ()):
        from ambulant_web.serving import office  # its models need Django to be set up

        office.perform(given.deed, given, _own_terminal())
    return 0


def _own_terminal() -> Terminal:
    return Terminal(
        say=lambda line: print(line, flush=True),
        ask=getpass.getpass,
        read=sys.stdin.readline,
        is_watched=sys.stdin.isatty(),
    )


Parsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(parsers: Parsers, deed: str, *, text: str, examples: str = "") -> argparse.ArgumentParser:
    parser = parsers.add_parser(
        deed.partition(" ")[2],
        help=text[0].lower() + text[1:].rstrip("."),
        description=text,
        epilog=f"examples:\n{examples}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(deed=deed)
    return parser


def _parsers(parser: argparse.ArgumentParser) -> Parsers:
    return parser.add_subparsers(title="what to do", metavar="WHAT", required=True)


def _municipality_option(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--municipality", metavar="CODE", required=required, help="four digits")


def _configure_municipality(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "examples:\n  ambulant municipality add 9999 Eksempel\n  ambulant municipality list"
        + _NEEDS
    )
    parsers = _parsers(parser)
    add = _add(
        parsers,
        "municipality add",
        text="Make room for a municipality.",
        examples="  ambulant municipality add 9999 Eksempel",
    )
    add.add_argument("code", metavar="CODE", help="its number: four digits")
    add.add_argument("name", metavar="NAME")
    _add(parsers, "municipality list", text="Show the municipalities: code, name, users.")


def _password_options(parser: argparse.ArgumentParser) -> None:
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    way.add_argument(
        "--generate", action="store_true", help="make a password, and print it this once"
    )


USER_EXAMPLES = """\
examples:
  ambulant user add kari --name "Kari Eksempel" --email kari@example.no \\
      --municipality 9999 --role adviser --generate
  ambulant user list --municipality 9999
  ambulant user role kari --municipality 9999 --role leader
  ambulant user reset-password kari
  ambulant user deactivate kari
"""


def _configure_user(parser: argparse.ArgumentParser) -> None:
    parser.epilog = USER_EXAMPLES + _NEEDS
    parsers = _parsers(parser)
    add = _add(
        parsers,
        "user add",
        text="Add a user with a role in a municipality.",
        examples='  ambulant user add kari --name "Kari Eksempel" --email kari@example.no \\\n'
        "      --municipality 9999 --role adviser --generate\n"
        "The password is asked for, twice, unless an option says otherwise.",
    )
    add.add_argument("username", metavar="USERNAME")
    add.add_argument("--name", required=True, help="first name and surname")
    add.add_argument("--email", required=True)
    _municipality_option(add)
    add.add_argument("--role", required=True, choices=ROLES)
    _password_options(add)

    role = _add(
        parsers,
        "user role",
        text="Give a user a role in a municipality, or take it away.",
        examples="  ambulant user role kari --municipality 9999 --role leader\n"
        "  ambulant user role kari --municipality 9999 --role none",
    )
    role.add_argument("username", metavar="USERNAME")
    _municipality_option(role)
    role.add_argument("--role", required=True, choices=(*ROLES, NO_ROLE))

    reset = _add(
        parsers,
        "user reset-password",
        text="Give a user another password, and log her out everywhere.",
        examples="  ambulant user reset-password kari --generate\n"
        "  ambulant user reset-password kari --remove-second-step",
    )
    reset.add_argument("username", metavar="USERNAME")
    reset.add_argument(
        "--remove-second-step",
        action="store_true",
        help="for who has lost the app or key of the two-step login",
    )
    _password_options(reset)

    for word, text in (
        ("deactivate", "Keep a user out, at once; nothing of hers is deleted."),
        ("activate", "Let a user who was kept out in again."),
    ):
        one = _add(parsers, f"user {word}", text=text, examples=f"  ambulant user {word} kari")
        one.add_argument("username", metavar="USERNAME")
    listed = _add(
        parsers,
        "user list",
        text="Show the users: user name, name, address, active or not, roles.",
        examples="  ambulant user list\n  ambulant user list --municipality 9999",
    )
    _municipality_option(listed, required=False)


CASE_EXAMPLES = """\
examples:
  ambulant case import cases/min-sak --municipality 9999
  ambulant case import cases/min-sak --municipality 9999 --update
  ambulant case list --municipality 9999
  ambulant case export min-sak --municipality 9999 --out /tmp/min-sak
"""


def _configure_case(parser: argparse.ArgumentParser) -> None:
    parser.epilog = CASE_EXAMPLES + _NEEDS
    parsers = _parsers(parser)
    taken_in = _add(
        parsers,
        "case import",
        text="Put the case of a folder in a municipality.",
        examples="  ambulant case import cases/min-sak --municipality 9999\n"
        "  ambulant case import cases/min-sak --municipality 9999 --update",
    )
    taken_in.add_argument("folder", metavar="FOLDER", type=Path, help="folder with case.yaml")
    _municipality_option(taken_in)
    taken_in.add_argument(
        "--update",
        action="store_true",
        help="give the case with this id new content; what it held, and all scenarios, are kept",
    )
    listed = _add(
        parsers,
        "case list",
        text="Show the cases of a municipality: id, version, scenarios, title.",
        examples="  ambulant case list --municipality 9999",
    )
    _municipality_option(listed)
    out = _add(
        parsers,
        "case export",
        text="Write a case as a folder that can be imported again.",
        examples="  ambulant case export min-sak --municipality 9999 --out /tmp/min-sak\n"
        "  ambulant case export min-sak --municipality 9999 --out /tmp/a --scenario scenario-1",
    )
    out.add_argument("slug", metavar="ID", help="as `ambulant case list` shows it")
    _municipality_option(out)
    out.add_argument(
        "--out", metavar="FOLDER", type=Path, required=True, help="must not exist, or be empty"
    )
    out.add_argument(
        "--scenario", metavar="ID", help="with the changes of this scenario laid over the case"
    )
    out.add_argument("--version", metavar="N", type=int, help="an earlier version of the case")


municipality = Command(
    "municipality", "Add and list municipalities.", _configure_municipality, _run
)
user = Command("user", "Add users, and decide what they may do.", _configure_user, _run)
case = Command("case", "Take cases in from folders, and out again.", _configure_case, _run)
