# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing assumptions: who may, what is calculated first, what is saved, what is refused."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ambulant_web.accounts.models import User
from ambulant_web.reform.models import StoredCase
from tests.web.reform.editing import (
    SICK,
    address_of,
    edited,
    edits_of,
    form_of,
    now,
    scenario_in,
    scenarios_of,
    sick_leave,
    typed,
    value_of,
)
from tests.web.reform.pages import doubled_ids, parsed, text_of


def test_members_see_the_assumptions_and_others_do_not(
    vennesla: StoredCase,
    owner_client: Client,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    address = address_of("edit")

    assert owner_client.get(address).status_code == 200
    assert colleague_client.get(address).status_code == 200
    assert stranger_client.get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("name", ["edit", "edit_preview", "undo", "redo"])
def test_only_editors_may_send_something(  # noqa: PLR0913 - one visitor each
    name: str,
    vennesla: StoredCase,
    owner: User,
    colleague_client: Client,
    stranger_client: Client,
    client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    address = address_of(name, scenario.slug)

    refused = colleague_client.post(address, typed(SICK, "12"))

    assert refused.status_code == 403
    assert "rådgiver eller leder" in text_of(parsed(refused.content))
    assert stranger_client.post(address, typed(SICK, "12")).status_code == 404
    assert client.post(address, typed(SICK, "12")).status_code == 302
    assert value_of(scenario, SICK) == 0.2


def test_a_form_without_its_token_is_refused(vennesla: StoredCase, owner: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)

    assert browser.post(address_of("edit"), typed(SICK, "12")).status_code == 403
    assert scenarios_of(vennesla) == []


def test_a_reader_sees_the_numbers_but_no_fields(
    vennesla: StoredCase, colleague_client: Client
) -> None:
    page = parsed(colleague_client.get(address_of("edit")).content)

    fields = page.xpath("//form[@id='forutsetninger']//*[self::input or self::textarea]")
    assert fields == []
    assert "Sykefravær" in text_of(page)


def test_every_field_has_a_label_and_ids_are_not_doubled(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("edit")).content)

    assert doubled_ids(page) == []
    labelled = {str(name) for name in page.xpath("//label/@for")}
    fields = page.xpath("//form[@id='forutsetninger']//input[starts-with(@name,'v:')]/@id")
    assert len(fields) > 60
    assert set(fields) <= labelled


def test_shares_are_shown_in_percent_and_money_in_kroner(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("edit")).content)

    assert page.xpath(f"//input[@name='v:{SICK}']/@value") == ["10"]
    rent = "v:models.modell-2.costs.rent.amount"
    assert page.xpath(f"//input[@name='{rent}']/@value") == ["400\u00a0000"]


def test_an_untouched_form_changes_nothing(vennesla: StoredCase, owner_client: Client) -> None:
    page = parsed(owner_client.get(address_of("edit")).content)

    owner_client.post(address_of("edit"), form_of(page, "forutsetninger"))

    assert scenarios_of(vennesla) == []


def test_a_change_to_the_case_itself_makes_a_scenario_and_says_so(
    vennesla: StoredCase, owner_client: Client
) -> None:
    page = parsed(owner_client.get(address_of("edit")).content)
    sent = form_of(page, "forutsetninger") | typed(SICK, "12,5 %")

    answer = owner_client.post(address_of("edit"), sent, follow=True)

    (scenario,) = scenarios_of(vennesla)
    assert scenario.name == "Scenario 1"
    assert value_of(scenario, SICK) == 0.125
    assert "vi laget «Scenario 1» for deg" in text_of(parsed(answer.content))
    assert answer.redirect_chain[-1][0].startswith(address_of("edit", "scenario-1"))


def test_the_case_can_be_made_a_scenario_with_one_press(
    vennesla: StoredCase, owner_client: Client
) -> None:
    owner_client.post(address_of("edit"), {"gjor": "scenario"})
    owner_client.post(address_of("edit"), {"gjor": "scenario"})

    assert [each.name for each in scenarios_of(vennesla)] == ["Scenario 1", "Scenario 2"]


def test_what_was_saved_can_be_undone_from_the_message(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", f"v:{SICK}": "15", "v:assumptions.travel_model_2": "9,5"}

    answer = owner_client.post(address_of("edit", scenario.slug), sent, follow=True)
    undo = parsed(answer.content).xpath("//form[button[normalize-space()='Angre']]/@action")[0]
    owner_client.post(undo)

    assert value_of(scenario, SICK) == 0.1
    assert value_of(scenario, "assumptions.travel_model_2") == 15
    assert all(edit.undone_at for edit in edits_of(scenario))


def test_the_reason_is_kept_with_the_change(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", f"v:{SICK}": "15", "begrunnelse": "Målt i vår"}

    owner_client.post(address_of("edit", scenario.slug), sent)

    (edit,) = edits_of(scenario)
    assert edit.change["reason"] == "Målt i vår"
    assert edit.made_by == owner


def test_a_preview_says_what_changes_and_saves_nothing(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", "v:assumptions.fte_new": "21", "modell": "modell-2"}

    answer = owner_client.post(address_of("edit_preview", scenario.slug), sent)

    page = parsed(answer.content)
    rows = [[text_of(cell) for cell in row] for row in page.xpath("//tr[td]")]
    assert answer.status_code == 200
    assert "1 endring, ikke lagret" in text_of(page)
    assert "netto i året 6,7 → 6,0" in text_of(page)
    assert ["2028", "6,7", "6,0", "−0,7"] in rows
    assert edits_of(scenario) == []


def test_without_javascript_the_same_form_calculates(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", "v:assumptions.fte_new": "21", "gjor": "regn"}

    answer = owner_client.post(address_of("edit", scenario.slug), sent)

    page = parsed(answer.content)
    assert answer.status_code == 200
    assert page.xpath("//input[@name='v:assumptions.fte_new']/@value") == ["21"]
    assert "ikke lagret" in text_of(page.get_element_by_id("resultat"))
    assert edits_of(scenario) == []


@pytest.mark.parametrize(
    ("path", "text", "advice"),
    [
        (SICK, "1850", "Mente du 18,5\u00a0%?"),
        (SICK, "0,185", "Mente du 18,5\u00a0%?"),
        (SICK, "ti", "Dette er ikke et tall"),
        (SICK, "-3", "kan ikke være under 0. Mente du 3\u00a0%?"),
        (SICK, "", "Tilbake til sakens tall"),
        ("assumptions.decided_hours_today", "1650", "En uke har 168 timer. Mente du 165?"),
        ("assumptions.travel_model_2", "15000", "Et døgn har 1440 minutter"),
        ("models.modell-2.scores.cost.score", "7", "Poeng går fra 1"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_advice_and_kept_as_typed(
    path: str, text: str, advice: str, vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", f"v:{path}": text, "v:assumptions.fte_new": "21"}

    answer = owner_client.post(address_of("edit", scenario.slug), sent)

    page = parsed(answer.content)
    assert answer.status_code == 422
    summary = page.get_element_by_id("feil")
    assert advice in summary.text_content()
    assert summary.xpath(".//a/@href") == [f"#v-{path}"]
    field = page.xpath(f"//input[@name='v:{path}']")[0]
    assert (field.get("value"), field.get("aria-invalid")) == (text, "true")
    assert page.xpath("//input[@name='v:assumptions.fte_new']/@value") == ["21"]
    assert edits_of(scenario) == []


def test_a_number_with_its_unit_is_taken_at_its_word(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {
        "versjon": "1",
        f"v:{SICK}": "0,5 %",
        "v:assumptions.decided_hours_today": "800 timer",
        "v:models.modell-2.costs.rent.amount": "1,2 mill. kr",
    }

    owner_client.post(address_of("edit", scenario.slug), sent)

    assert value_of(scenario, SICK) == pytest.approx(0.005)
    assert value_of(scenario, "assumptions.decided_hours_today") == 800
    assert value_of(scenario, "models.modell-2.costs.rent.amount") == 1_200_000


def test_what_cannot_be_calculated_is_refused_in_words(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    sent = {"versjon": "1", f"v:{SICK}": "95"}

    answer = owner_client.post(address_of("edit", scenario.slug), sent)

    assert answer.status_code == 422
    assert "Sett minst en av dem ned" in text_of(parsed(answer.content))
    assert edits_of(scenario) == []


def test_a_value_is_given_back_as_the_case_has_it(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    page = parsed(owner_client.get(address_of("edit", scenario.slug)).content)
    sent = form_of(page, "forutsetninger") | {"tilbake": SICK}

    owner_client.post(address_of("edit", scenario.slug), sent)

    assert value_of(scenario, SICK) == 0.1
    assert edits_of(scenario)[-1].change == {"op": "restore_value", "path": SICK}


@pytest.mark.parametrize(
    ("field", "text", "change"),
    [
        (
            "margin:modell-2",
            "net",
            {"op": "set_margin_base", "model": "modell-2", "base": "net"},
        ),
        ("step:*", "30.11.2026", {"op": "set_step_date", "when": "2026-11-30"}),
        (
            "answer:*",
            "Vi kjøper to biler.",
            {"op": "answer_input", "answer": "Vi kjøper to biler."},
        ),
        ("pre:modell-2:*", "met", {"op": "set_precondition", "status": "met"}),
    ],
)
def test_each_kind_of_field_is_stored_as_its_kind_of_change(  # noqa: PLR0913
    field: str,
    text: str,
    change: dict[str, str],
    vennesla: StoredCase,
    owner: User,
    owner_client: Client,
) -> None:
    scenario = scenario_in(vennesla, owner)
    page = parsed(owner_client.get(address_of("edit", scenario.slug)).content)
    names = page.xpath(f"//*[starts-with(@name, '{field.removesuffix('*')}')]/@name")
    sent = form_of(page, "forutsetninger") | {str(names[0]): text}

    owner_client.post(address_of("edit", scenario.slug), sent)

    (edit,) = edits_of(scenario)
    assert change.items() <= edit.change.items()


def test_a_range_is_stored_and_half_a_range_is_refused(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit", scenario.slug)
    ends = {f"lo:{SICK}": "8", f"hi:{SICK}": "20"}

    owner_client.post(address, {"versjon": "1", f"v:{SICK}": "12", **ends})
    half = owner_client.post(address, {"versjon": "2", f"v:{SICK}": "12", f"hi:{SICK}": ""})
    outside = owner_client.post(address, {"versjon": "2", f"v:{SICK}": "25", f"hi:{SICK}": "22"})

    (edit,) = edits_of(scenario)
    assert (edit.change["low"], edit.change["high"]) == (0.08, 0.2)
    assert "Fyll ut både laveste og høyeste" in text_of(parsed(half.content))
    assert "mellom laveste (8) og høyeste (22)" in text_of(parsed(outside.content))


def test_a_date_that_does_not_exist_is_refused_with_the_last_that_does(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit", scenario.slug)
    page = parsed(owner_client.get(address).content)
    name = str(page.xpath("//input[starts-with(@name, 'step:')]/@name")[0])

    answer = owner_client.post(address, {"versjon": "1", name: "31.11.2026"})

    assert answer.status_code == 422
    assert "30 dager. Skriv for eksempel 30.11.2026" in text_of(parsed(answer.content))


def test_who_comes_second_sees_both_versions_and_loses_nothing(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit", scenario.slug)
    page = parsed(owner_client.get(address).content)
    edited(scenario, sick_leave(0.07, "Fra turnussystemet"), owner)
    edited(now(scenario), sick_leave(0.08), owner)
    sent = form_of(page, "forutsetninger") | typed(SICK, "15") | {"begrunnelse": "Målt"}

    answer = owner_client.post(address, sent)

    late = parsed(answer.content)
    text = text_of(late).replace("\u00a0", " ")
    assert answer.status_code == 409
    assert "Noen kom deg i forkjøpet" in text
    assert "10,0 % → 7,0 %" in text and "Fra turnussystemet" in text
    assert "8,0 % → 15,0 %" in text
    assert value_of(scenario, SICK) == 0.08

    form = late.xpath("//form[.//button[contains(., 'Lagre mitt')]]")[0]
    carried = {i.get("name"): i.get("value") for i in form.xpath(".//input[@name]")}
    carried.pop("csrfmiddlewaretoken", None)
    owner_client.post(form.get("action"), carried)

    assert value_of(scenario, SICK) == 0.15
    assert len(edits_of(scenario)) == 3
    assert edits_of(scenario)[-1].change["reason"] == "Målt"


def test_a_late_form_leaves_alone_what_the_person_did_not_touch(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit", scenario.slug)
    page = parsed(owner_client.get(address).content)
    edited(scenario, sick_leave(0.07), owner)
    sent = form_of(page, "forutsetninger") | {"v:assumptions.fte_new": "21"}

    late = parsed(owner_client.post(address, sent).content)
    form = late.xpath("//form[.//button[contains(., 'Lagre mitt')]]")[0]
    names = {str(name) for name in form.xpath(".//input/@name")}

    assert {name for name in names if name.startswith("v:")} == {"v:assumptions.fte_new"}


def test_twenty_changes_take_no_more_queries_than_one(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    address = address_of("edit", scenario.slug)
    edited(scenario, sick_leave(0.11), owner)
    owner_client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        owner_client.get(address)
    for number in range(19):
        edited(scenario, sick_leave(0.12 + number / 1000), owner)
    with CaptureQueriesContext(connection) as many:
        owner_client.get(address)

    assert len(many) == len(few)


def test_the_filter_shows_what_is_changed_or_matters(
    vennesla: StoredCase, owner: User, owner_client: Client
) -> None:
    scenario = scenario_in(vennesla, owner)
    edited(scenario, sick_leave(0.2), owner)
    address = address_of("edit", scenario.slug)

    changed = parsed(owner_client.get(address, {"vis": "endrede"}).content)
    matters = parsed(owner_client.get(address, {"vis": "viktigste"}).content)
    found = parsed(owner_client.get(address, {"sok": "sykefravær"}).content)

    name = "//tr[@data-rf-row]//input[starts-with(@name,'v:')]/@name"
    assert changed.xpath(name) == [f"v:{SICK}"]
    assert "v:assumptions.fte_new" in matters.xpath(name)
    assert f"v:{SICK}" not in matters.xpath(name)
    assert f"v:{SICK}" in found.xpath(name)
