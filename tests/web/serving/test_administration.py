# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""An administrator with a command line alone sets up municipalities, users and cases."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from ambulant.cli.main import OneLineParser, run_command
from ambulant.errors import AmbulantError, CaseFileError, InvalidInputError
from ambulant.reform.case import Case, Value
from ambulant.reform.casefiles import load_case, write_case
from ambulant.reform.scenario import SetValue
from ambulant_web.accounts.models import User
from ambulant_web.audit.queries import changes_of, event_model_of
from ambulant_web.organisation.access import tenant
from ambulant_web.organisation.models import Membership, Municipality, Role
from ambulant_web.reform.actions import Expected, add_edit, create_scenario
from ambulant_web.reform.models import EarlierContent, Scenario, StoredCase
from ambulant_web.serving import commands, office
from ambulant_web.serving.terminal import Terminal
from tests.unit.reform.builders import small_case

PASSWORD = "gronn-hest-under-broen"
KARI = ("user", "add", "kari", "--name", "Kari Anna Eksempel", "--email", "kari@example.no")
ADVISER = ("--municipality", "4223", "--role", "adviser")
pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """A command line, and what was said at it."""

    typed: list[str] = field(default_factory=list)
    piped: list[str] = field(default_factory=list)
    is_watched: bool = True
    said: list[str] = field(default_factory=list)

    def run(self, *words: str | Path) -> list[str]:
        """Carry out a command and return what it said."""
        parser = OneLineParser("ambulant")
        parsers = parser.add_subparsers(required=True)
        for name, command in commands.ALL.items():
            command.configure(parsers.add_parser(name))
        given = parser.parse_args([str(word) for word in words])
        terminal = Terminal(
            say=self.said.append,
            ask=lambda _prompt: self.typed.pop(0),
            read=lambda: self.piped.pop(0) if self.piped else "",
            is_watched=self.is_watched,
        )
        self.said.clear()
        office.perform(given.deed, given, terminal)
        return list(self.said)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def log_in(username: str, password: str) -> bool:
    browser = Client()
    browser.post("/konto/logg-inn/", {"login": username, "password": password})
    return "_auth_user_id" in browser.session


@pytest.fixture
def kari(desk: Desk, municipality: Municipality) -> User:
    desk.piped = [PASSWORD + "\n"]
    desk.run(*KARI, *ADVISER, "--password-stdin")
    return User.objects.get(username="kari")


# -- Municipalities ----------------------------------------------------------------------------


def test_a_municipality_is_added_and_listed(desk: Desk) -> None:
    assert desk.run("municipality", "add", "9999", "Eksempel") == ["9999 Eksempel is in."]
    assert desk.run("municipality", "list") == ["9999\tEksempel\t0"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("99", "Eksempel"), r"code is '99'; allowed: four digits"),
        (("99999", "Eksempel"), r"code is '99999'; allowed: four digits"),
        (("abcd", ""), r"code is 'abcd'; allowed: four digits\. name is ''; allowed: 1 to 100"),
        (("9999", " "), r"name is ''; allowed: 1 to 100 characters"),
        (("9999", "x" * 101), r"name is 'x+'; allowed: 1 to 100 characters"),
        (("4223", "Annet"), r"Municipality 4223 is there already: Vennesla"),
    ],
)
def test_a_municipality_that_cannot_be_is_refused(
    desk: Desk, municipality: Municipality, words: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        desk.run("municipality", "add", *words)

    assert Municipality.objects.count() == 1


# -- Users -------------------------------------------------------------------------------------


def test_a_user_is_added_with_a_password_asked_for_twice(
    desk: Desk, municipality: Municipality
) -> None:
    desk.typed = [PASSWORD, PASSWORD]

    assert desk.run(*KARI, *ADVISER) == ["kari is adviser in Vennesla."]

    user = User.objects.get(username="kari")
    assert (user.first_name, user.last_name) == ("Kari Anna", "Eksempel")
    assert Membership.objects.get(user=user).role == Role.ADVISER
    assert log_in("kari", PASSWORD)
    assert log_in("kari@example.no", PASSWORD)
    assert not user.is_superuser
    assert not user.is_staff


def test_a_generated_password_is_said_once_and_works(
    desk: Desk, municipality: Municipality
) -> None:
    _added, told = desk.run(*KARI, *ADVISER, "--generate")

    password = told.removeprefix("Password, shown this once: ")
    assert len(password) == 24
    assert log_in("kari", password)
    _changed, second = desk.run("user", "reset-password", "kari", "--generate")
    assert second != told
    assert not log_in("kari", password)


def test_a_password_may_come_on_standard_input(kari: User) -> None:
    assert log_in("kari", PASSWORD)


@pytest.mark.parametrize(
    ("desk", "message"),
    [
        (Desk(typed=[PASSWORD, "another-password-1"]), "two passwords differ"),
        (Desk(typed=["kort", "kort"]), "too short. It must contain at least 12"),
        (Desk(typed=["password1234", "password1234"]), "too common"),
        (Desk(typed=["eksempel-kari", "eksempel-kari"]), "too similar"),
        (Desk(is_watched=False), "use --password-stdin or --generate"),
    ],
    ids=["differ", "short", "common", "similar", "no terminal"],
)
def test_a_password_that_is_not_allowed_changes_nothing(
    desk: Desk, municipality: Municipality, message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        desk.run(*KARI[:-1], "eksempel-kari@example.no", *ADVISER)

    assert not User.objects.exists()
    assert desk.said == []


def test_an_empty_standard_input_is_no_password(desk: Desk, municipality: Municipality) -> None:
    with pytest.raises(InvalidInputError, match="begins with no password"):
        desk.run(*KARI, *ADVISER, "--password-stdin")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kari": "KARI"}, "User 'KARI' is there already"),
        ({"kari": "kari@example.no"}, "User 'kari@example.no' is there already"),
        ({"kari": "anna"}, "Another user has the address 'kari@example.no'"),
        ({"kari": "anna", "kari@example.no": "nobody"}, "email: Enter a valid email"),
        ({"kari": "an na", "kari@example.no": "a@b.no"}, "username: Enter a valid username"),
        ({"kari": "anna", "kari@example.no": ""}, "one of them is empty"),
        ({"kari": "anna", "kari@example.no": "a@b.no", "Kari Anna Eksempel": " "}, "is empty"),
        ({"4223": "1111"}, "no municipality '1111'; there are: 4223 Vennesla"),
    ],
)
def test_a_user_that_cannot_be_is_refused(
    desk: Desk, kari: User, changed: dict[str, str], message: str
) -> None:
    words = [changed.get(word, word) for word in (*KARI, *ADVISER, "--generate")]

    with pytest.raises(InvalidInputError, match=message):
        desk.run(*words)

    assert User.objects.count() == 1


def test_a_role_is_changed_given_elsewhere_and_taken_away(
    desk: Desk, kari: User, other_municipality: Municipality
) -> None:
    desk.run("user", "role", "Kari", "--municipality", "4223", "--role", "leader")
    desk.run("user", "role", "kari", "--municipality", "3312", "--role", "reader")
    assert desk.run("user", "list") == [
        "kari\tKari Anna Eksempel\tkari@example.no\tactive\t3312 reader, 4223 leader"
    ]

    desk.run("user", "role", "kari", "--municipality", "3312", "--role", "none")
    assert desk.run("user", "list", "--municipality", "3312") == []
    assert len(desk.run("user", "list", "--municipality", "4223")) == 1
    with pytest.raises(InvalidInputError, match="no role in Lier"):
        desk.run("user", "role", "kari", "--municipality", "3312", "--role", "none")


def test_one_who_is_kept_out_is_out_at_once_and_comes_back(desk: Desk, kari: User) -> None:
    browser = Client()
    browser.force_login(kari)
    assert browser.get("/modeller/").status_code == 200

    desk.run("user", "deactivate", "kari")

    assert browser.get("/modeller/").status_code == 302
    assert not log_in("kari", PASSWORD)
    page = Client().post("/konto/logg-inn/", {"login": "kari", "password": PASSWORD})
    assert "Brukeren er slått av." in page.content.decode()
    assert "\tkept out\t" in desk.run("user", "list")[0]
    desk.piped = [PASSWORD + "2"]
    told = desk.run("user", "reset-password", "kari", "--password-stdin")
    assert "still kept out" in told[1]
    desk.run("user", "activate", "kari")
    assert log_in("kari", PASSWORD + "2")


def test_a_new_password_logs_out_and_may_remove_the_second_step(desk: Desk, kari: User) -> None:
    browser = Client()
    assert browser.login(username="kari", password=PASSWORD)
    Authenticator.objects.create(user=kari, type=Authenticator.Type.TOTP, data={})

    desk.run("user", "reset-password", "kari", "--generate")
    assert browser.get("/modeller/").status_code == 302
    assert Authenticator.objects.filter(user=kari).exists()

    told = desk.run("user", "reset-password", "kari", "--generate", "--remove-second-step")
    assert told[1] == "The second step is removed."
    assert not Authenticator.objects.filter(user=kari).exists()


@pytest.mark.parametrize("deed", ["deactivate", "activate", "reset-password"])
def test_a_user_who_is_not_there_is_said_to_be_none(desk: Desk, deed: str) -> None:
    with pytest.raises(InvalidInputError, match="no user 'ola'; `ambulant user list`"):
        desk.run("user", deed, "ola")


def test_the_history_says_that_the_command_line_did_it(desk: Desk, kari: User) -> None:
    desk.run("user", "role", "kari", "--municipality", "4223", "--role", "leader")
    membership = Membership.objects.get(user=kari)

    events = event_model_of(Membership)._default_manager.filter(**{"pgh_obj_id": membership.pk})
    contexts = [vars(event)["pgh_context"] for event in events.order_by("pgh_id")]

    assert [context["command"] for context in contexts] == ["user add", "user role"]
    assert [change.who for change in changes_of(membership)] == ["kommandolinjen"] * 2


# -- Cases -------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Return what writes a case and gives its folder."""
    places = iter(range(99))

    def write(case: Case) -> Path:
        place = tmp_path / f"case-{next(places)}"
        write_case(case, place)
        return place

    return write


IN_VENNESLA = ("--municipality", "4223")


def test_a_case_goes_in_and_comes_out_equal(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path], tmp_path: Path
) -> None:
    case = small_case()

    told = desk.run("case", "import", folder(case), *IN_VENNESLA)
    desk.run("case", "export", case.id, *IN_VENNESLA, "--out", tmp_path / "out")

    assert told[0] == f"{case.id} ({case.title}) is in, under Vennesla."
    assert load_case(tmp_path / "out") == case
    assert desk.run("case", "list", *IN_VENNESLA) == [f"{case.id}\t1\t-\t{case.title}"]


def test_a_case_that_is_there_is_left_alone_without_update(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path]
) -> None:
    desk.run("case", "import", folder(small_case()), *IN_VENNESLA)

    with pytest.raises(InvalidInputError, match="has a case with the id .* or update that one"):
        desk.run("case", "import", folder(small_case(title="Ny")), *IN_VENNESLA)

    with tenant(municipality):
        assert StoredCase.objects.get().title == small_case().title


def scenario_over(case: StoredCase, user: User, name: str, path: str) -> Scenario:
    scenario = create_scenario(case, name=name, by=user)
    change = SetValue(op="set_value", path=path, value=13, reason="Prøve")
    add_edit(scenario, change, by=user, expected=Expected())
    return scenario


def test_an_update_keeps_what_was_and_tells_which_scenarios_do_not_fit(
    desk: Desk, kari: User, municipality: Municipality, folder: Callable[..., Path], tmp_path: Path
) -> None:
    case = small_case()
    extra = Value(value=12, reason="Antatt", label="Ekstra")
    case = replace(case, assumptions={**case.assumptions, "extra": extra})
    desk.run("case", "import", folder(case), *IN_VENNESLA)
    with tenant(municipality):
        stored = StoredCase.objects.get()
        scenario_over(stored, kari, "Passer", "assumptions.need")
        scenario_over(stored, kari, "Passer ikke", "assumptions.extra")

    without = {key: value for key, value in case.assumptions.items() if key != "extra"}
    told = desk.run(
        "case", "import", folder(replace(case, assumptions=without)), *IN_VENNESLA, "--update"
    )

    assert told[:2] == [
        f"{case.id} ({case.title}) is now at version 2.",
        "What it held is kept as version 1.",
    ]
    assert told[2].startswith("Scenario passer-ikke (Passer ikke) does not fit: Change 1")
    assert told[3] == "Scenarios: 1 fit, 1 do not; all are kept."
    with tenant(municipality):
        assert [s.edits.count() for s in Scenario.objects.all()] == [1, 1]
    desk.run("case", "export", case.id, *IN_VENNESLA, "--out", tmp_path / "1", "--version", "1")
    assert load_case(tmp_path / "1") == case
    with pytest.raises(InvalidInputError, match=r"has no version 3; there are: 1, 2"):
        desk.run("case", "export", case.id, *IN_VENNESLA, "--out", tmp_path / "3", "--version", "3")


def test_the_same_content_makes_no_new_version(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path]
) -> None:
    desk.run("case", "import", folder(small_case()), *IN_VENNESLA)

    told = desk.run("case", "import", folder(small_case()), *IN_VENNESLA, "--update")

    assert "holds this already: version 1" in told[0]
    with tenant(municipality):
        assert not EarlierContent.objects.exists()


def test_an_example_that_is_updated_becomes_the_municipalitys_own(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path]
) -> None:
    desk.run("case", "import", folder(small_case()), *IN_VENNESLA)
    with tenant(municipality):
        StoredCase.objects.update(is_example=True)

    desk.run("case", "import", folder(small_case(title="Vår")), *IN_VENNESLA, "--update")

    with tenant(municipality):
        assert not StoredCase.objects.get().is_example


def test_an_update_of_a_case_that_is_not_there_names_those_that_are(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path]
) -> None:
    desk.run("case", "import", folder(small_case()), *IN_VENNESLA)

    with pytest.raises(
        InvalidInputError, match="has no case 'annen'; there are: " + small_case().id
    ):
        desk.run("case", "import", folder(small_case(id="annen")), *IN_VENNESLA, "--update")


def test_a_scenario_is_exported_with_its_changes(
    desk: Desk, kari: User, municipality: Municipality, folder: Callable[..., Path], tmp_path: Path
) -> None:
    case = small_case()
    desk.run("case", "import", folder(case), *IN_VENNESLA)
    with tenant(municipality):
        scenario_over(StoredCase.objects.get(), kari, "Flere", "assumptions.need")
    out = ("case", "export", case.id, *IN_VENNESLA, "--out", tmp_path / "out", "--scenario")

    with pytest.raises(InvalidInputError, match="has no scenario 'ingen'; there are: flere"):
        desk.run(*out, "ingen")
    desk.run(*out, "flere")

    assert load_case(tmp_path / "out").assumptions["need"].value == 13
    with pytest.raises(InvalidInputError, match="new or empty folder"):
        desk.run(*out, "flere")


def test_no_municipality_sees_the_cases_of_another(
    desk: Desk,
    municipality: Municipality,
    other_municipality: Municipality,
    folder: Callable[..., Path],
    tmp_path: Path,
) -> None:
    desk.run("case", "import", folder(small_case()), *IN_VENNESLA)
    in_lier = ("--municipality", "3312")

    assert desk.run("case", "list", *in_lier) == []
    with pytest.raises(InvalidInputError, match="Lier has no case .*; there are: none"):
        desk.run("case", "export", small_case().id, *in_lier, "--out", tmp_path / "out")
    told = desk.run("case", "import", folder(small_case()), *in_lier)
    about = small_case().municipality
    assert told[1] == f"The case itself is about {about.name} ({about.code})."


def test_a_fault_in_a_case_is_told_with_file_and_line_and_stores_nothing(
    desk: Desk, municipality: Municipality, folder: Callable[..., Path], tmp_path: Path
) -> None:
    place = folder(small_case())
    text = (place / "case.yaml").read_text(encoding="utf-8")
    (place / "case.yaml").write_text(text.replace("title:", "titel:"), encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"case.yaml:2: titel: .* unknown"):
        desk.run("case", "import", place, *IN_VENNESLA)
    with pytest.raises(CaseFileError, match="is not a case folder"):
        desk.run("case", "import", tmp_path / "nowhere", *IN_VENNESLA)
    with pytest.raises(InvalidInputError, match="title: has 201 characters; at most 200"):
        desk.run("case", "import", folder(small_case(title="x" * 201)), *IN_VENNESLA)

    assert desk.run("case", "list", *IN_VENNESLA) == []


# -- The command line itself -------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("user",),
        ("user", "remove", "kari"),
        ("user", "add", "kari"),
        (*KARI, "--municipality", "4223", "--role", "king"),
        (*KARI, *ADVISER, "--generate", "--password-stdin"),
        (*KARI, *ADVISER, "--password", PASSWORD),
        ("case", "export", "x", *IN_VENNESLA),
        ("case", "export", "x", *IN_VENNESLA, "--out", "y", "--version", "first"),
        ("municipality", "add", "9999"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_one_line_and_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command(words, {name: partial(commands.ALL.__getitem__, name) for name in commands.ALL})

    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def deeds_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                found[child.get_default("deed")] = child
    return found


@pytest.mark.parametrize("name", ["municipality", "user", "case"])
def test_every_deed_has_help_with_examples_and_is_carried_out_somewhere(name: str) -> None:
    parser = argparse.ArgumentParser("ambulant")
    commands.ALL[name].configure(parser)
    deeds = deeds_of(parser)

    assert deeds.keys() == {deed for deed in office.DEEDS if deed.split()[0] == name}
    assert "examples:" in (parser.epilog or "")
    bare = {deed for deed, child in deeds.items() if "examples:" not in (child.epilog or "")}
    assert bare <= {"municipality list"}


def test_a_failure_leaves_nothing_said_and_nothing_done(
    desk: Desk, municipality: Municipality
) -> None:
    with pytest.raises(AmbulantError):
        desk.run(*KARI, "--municipality", "1111", "--role", "adviser", "--generate")

    assert (desk.said, User.objects.count()) == ([], 0)
