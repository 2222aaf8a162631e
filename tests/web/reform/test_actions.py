# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Saving, undoing and redoing: all or nothing, nothing deleted, nobody overwritten."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ambulant.errors import InvalidInputError
from ambulant.reform.scenario import RenameModel, SetValue
from ambulant_web.accounts.models import User
from ambulant_web.organisation.access import tenant
from ambulant_web.reform import actions, queries
from ambulant_web.reform.actions import ConflictError, Expected
from ambulant_web.reform.models import Edit, Scenario, StoredCase
from tests.web.reform.editing import SICK, edits_of, now, scenario_in, sick_leave, value_of

ANY = Expected()


def standing(scenario: Scenario) -> list[int]:
    return [edit.number for edit in queries.standing_edits(scenario)]


def test_undo_and_redo_walk_the_same_way_back_and_forth(vennesla: StoredCase, owner: User) -> None:
    scenario = scenario_in(vennesla, owner)
    with tenant(vennesla.municipality):
        for value in (0.11, 0.12, 0.13):
            actions.add_edit(scenario, sick_leave(value), by=owner, expected=ANY)
        actions.undo_last(scenario, by=owner, expected=ANY)
        actions.undo_last(scenario, by=owner, expected=ANY)
        assert standing(scenario) == [1]
        actions.redo_last(scenario, by=owner, expected=ANY)
        assert standing(scenario) == [1, 2]
        actions.add_edit(scenario, sick_leave(0.2), by=owner, expected=ANY)
        with pytest.raises(InvalidInputError):
            actions.redo_last(scenario, by=owner, expected=ANY)
        assert standing(scenario) == [1, 2, 4]
    assert len(edits_of(scenario)) == 4


def test_changes_saved_at_once_are_undone_at_once_and_redone_in_order(
    vennesla: StoredCase, owner: User
) -> None:
    scenario = scenario_in(vennesla, owner)
    changes = [sick_leave(value) for value in (0.11, 0.12, 0.13)]
    with tenant(vennesla.municipality):
        actions.add_edits(scenario, changes, by=owner, expected=ANY)
        actions.undo_last(scenario, by=owner, expected=ANY, count=3)
        assert standing(scenario) == []
        assert scenario.version == 3
        actions.redo_last(scenario, by=owner, expected=ANY)
        assert standing(scenario) == [1]
        actions.redo_last(scenario, by=owner, expected=ANY)
        assert standing(scenario) == [1, 2]


def test_one_change_that_does_not_fit_stops_them_all(vennesla: StoredCase, owner: User) -> None:
    scenario = scenario_in(vennesla, owner)
    wrong = SetValue(op="set_value", path="assumptions.finnes_ikke", value=1.0)
    with tenant(vennesla.municipality), pytest.raises(InvalidInputError):
        actions.add_edits(scenario, [sick_leave(0.2), wrong], by=owner, expected=ANY)

    assert edits_of(scenario) == []
    assert now(scenario).version == 1


def test_a_change_to_the_case_itself_that_does_not_fit_leaves_no_scenario(
    vennesla: StoredCase, owner: User
) -> None:
    wrong = SetValue(op="set_value", path="assumptions.finnes_ikke", value=1.0)
    with tenant(vennesla.municipality):
        with pytest.raises(InvalidInputError):
            actions.change_case(vennesla, None, [wrong], by=owner, expected=ANY)
        assert not Scenario.objects.exists()


def test_who_saves_from_an_older_version_is_told(vennesla: StoredCase, owner: User) -> None:
    scenario = scenario_in(vennesla, owner)
    mine, theirs = now(scenario), now(scenario)
    with tenant(vennesla.municipality):
        actions.add_edit(theirs, sick_leave(0.2), by=owner, expected=Expected(theirs.version))
        with pytest.raises(ConflictError) as caught:
            actions.add_edit(mine, sick_leave(0.3), by=owner, expected=Expected(mine.version))

    assert caught.value.scenario.version == 2
    assert value_of(scenario, SICK) == 0.2
    assert len(edits_of(scenario)) == 1


def test_undo_of_more_than_there_is_undoes_nothing(vennesla: StoredCase, owner: User) -> None:
    scenario = scenario_in(vennesla, owner)
    with tenant(vennesla.municipality):
        actions.add_edit(scenario, sick_leave(0.2), by=owner, expected=ANY)
        with pytest.raises(InvalidInputError):
            actions.undo_last(scenario, by=owner, expected=ANY, count=2)
        assert standing(scenario) == [1]


def test_a_copy_of_a_case_has_the_scenario_in_it_and_stands_alone(
    vennesla: StoredCase, owner: User
) -> None:
    scenario = scenario_in(vennesla, owner)
    with tenant(vennesla.municipality):
        change = RenameModel(op="rename_model", model="modell-2", name="Felles")
        actions.add_edit(scenario, change, by=owner, expected=ANY)
        copy = actions.copy_case(vennesla, scenario, title="Vår egen", by=owner)
        case = queries.view_of(copy, None).case
        original = queries.view_of(vennesla, None).case

    assert (copy.slug, copy.is_example, copy.copied_from) == ("var-egen", False, vennesla)
    assert case.model("modell-2").name == "Felles"
    assert original.model("modell-2").name == "Modell 2"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.integers(1, 40), min_size=1, max_size=5), back=st.integers(1, 5))
def test_redo_of_undo_is_where_one_was(
    values: list[int], back: int, vennesla: StoredCase, owner: User
) -> None:
    with tenant(vennesla.municipality):
        scenario = actions.create_scenario(vennesla, name="Fram og tilbake", by=owner)
        changes = [sick_leave(value / 100) for value in values]
        actions.add_edits(scenario, changes, by=owner, expected=ANY)
        before = (standing(scenario), queries.view_of(vennesla, scenario).case)
        times = min(back, len(values))

        for _ in range(times):
            actions.undo_last(scenario, by=owner, expected=ANY)
        for _ in range(times):
            actions.redo_last(scenario, by=owner, expected=ANY)

        assert (standing(scenario), queries.view_of(vennesla, scenario).case) == before
        assert Edit.objects.filter(scenario=scenario).count() == len(values)
