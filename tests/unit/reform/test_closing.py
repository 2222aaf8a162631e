# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What would make a computed figure meet a stated one, against hand counts.

The small case saves (15 - need) x pay, less a tenth of it and 400 000 of rent: with need 12 and
pay 800 000 the net is 1.76 million. Need may be 11 to 14, pay 700 000 to 900 000.
"""

from ambulant.explain import Figure
from ambulant.parameters import Parameters
from ambulant.reform.closing import find_closings
from ambulant.reform.results import ModelResult
from tests.unit.reform.builders import assumed, small_case

PARAMETERS = Parameters.load()


def net(result: ModelResult) -> Figure:
    return result.net_saving


def found(target: float, **more: object) -> list[tuple[str, float, float]]:
    closings = find_closings(small_case(**more), "felles", net, target, parameters=PARAMETERS)
    return [(one.path, round(one.needed, 4), round(one.reach, 4)) for one in closings]


def test_each_assumption_that_reaches_the_target_is_found_the_smallest_move_first() -> None:
    # 0.9 x (15 - need) x 800 000 = 2 340 000 gives need 11.75, a quarter of the way to 11;
    # 0.9 x 3 x pay = 2 340 000 gives pay 866 666.67, two thirds of the way to 900 000.
    assert found(1_940_000) == [
        ("assumptions.need", 11.75, 0.25),
        ("assumptions.per_fte", 866_666.6667, 0.6667),
    ]


def test_an_assumption_that_would_leave_its_range_is_not_found() -> None:
    # Pay would have to be 933 333.
    assert found(2_120_000) == [("assumptions.need", 11.5, 0.5)]


def test_a_target_out_of_reach_has_no_answer() -> None:
    assert found(50_000_000) == []


def test_a_figure_that_rests_on_nothing_uncertain_has_no_answer() -> None:
    certain = {"need": assumed(12, unit="fte"), "per_fte": assumed(800_000, unit="nok_per_fte")}

    assert found(1_940_000, assumptions=certain) == []


def test_a_figure_that_is_already_met_needs_no_move() -> None:
    paths, _, reaches = zip(*found(1_760_000), strict=True)

    assert set(paths) == {"assumptions.need", "assumptions.per_fte"}
    assert reaches == (0, 0)
