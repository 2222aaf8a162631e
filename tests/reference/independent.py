# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A second opinion on `compare`: a case's FTE and money by plain arithmetic on its plain data.

Shares nothing with the code it judges: no figures, no schema, no parameters. Written from the
rules as they are stated in words, with numbers and None for what is missing. Covers what has a
number; the tree, functions, warnings and judgement are not here.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Number = float | None
Data = Mapping[str, Any]
Parts = NDArray[np.float64]  # on site, direct, travel, indirect, other, absence

HOURS = {"day": 37.5, "rotating": 35.5, "three_shift": 33.6}
SLEEPING = 0.3333
OTHER = 4


def plus(*numbers: Number) -> Number:
    """The sum; missing when a part is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def times(a: Number, b: Number) -> Number:
    return None if a is None or b is None else a * b


def minus(a: Number, b: Number) -> Number:
    return plus(a, times(-1, b))


@dataclass(frozen=True)
class Place:
    """One unit: what it has, had, and what came and went; bottom up in `work`."""

    in_scope: bool
    level: Number
    before: Number
    flow: Number = 0.0
    received: Number = 0.0
    work: Parts | None = None
    work_before: Parts | None = None
    is_set: bool = False
    is_estimated: bool = False
    is_original: bool = False
    heading: bool = False  # a name in the tree that nobody works in


@dataclass
class World:
    """The organisation while a model's changes are made."""

    case: Data
    places: dict[str, Place] = field(default_factory=dict)
    moved: list[Number] = field(default_factory=list)
    moved_work: list[Parts | None] = field(default_factory=list)
    changes: list[Number] = field(default_factory=list)

    def amount(self, amount: Any) -> Number:
        if amount is None:
            return None
        if isinstance(amount, str):
            amount = self.case["assumptions"][amount]
        value = amount.get("value")
        return None if value is None else float(value)

    def known(self, amount: Any) -> float:
        value = self.amount(amount)
        assert value is not None
        return value

    def levels(self, fte: Data) -> Number:
        return plus(*(self.amount(each) for each in fte.values()))

    def parts_of(self, staffing: Data) -> Parts:
        """FTE by activity: hours / full position, and absence on top as netto / (1 - a) - netto."""
        on_site = 0.0
        for post in staffing.get("cover", ()):
            clock = float(post["hours"])
            if post.get("watch") == "asleep":
                clock *= SLEEPING
            if post.get("handover_minutes") is not None:
                clock += self.known(post["handover_minutes"]) / 60
            on_site += len(post["weekdays"]) * clock * self.known(post["staff"])
        direct = travel = indirect = 0.0
        if staffing.get("need"):
            need = staffing["need"]
            direct = self.known(need["decided_hours"])
            travel = self.known(need["visits"]) * self.known(need["travel_minutes"]) / 60
            share = self.known(need["indirect_share"])
            indirect = (direct + travel) / (1 - share) - (direct + travel)
        full = HOURS[staffing["category"]]
        net = [hours / full for hours in (on_site, direct, travel, indirect)]
        away = sum(self.known(share) for share in staffing["absence"].values())
        absence = sum(net) / (1 - away) - sum(net)
        other = staffing.get("other_fte")
        return np.array([*net, 0.0 if other is None else self.known(other), absence])

    def today(self) -> None:
        for unit in self.case["today"]["units"]:
            level = self.levels(unit["fte"]) if unit.get("fte") else None
            work = self.parts_of(unit["staffing"]) if unit.get("staffing") else None
            heading = unit["kind"] in ("sector", "unit", "department")
            heading = heading and not unit.get("in_scope") and work is None and level is None
            self.places[unit["id"]] = Place(
                bool(unit.get("in_scope")),
                level,
                level,
                work=work,
                work_before=work,
                is_original=True,
                heading=heading,
            )

    # -- Changes

    def apply(self, change: Data) -> None:
        act = getattr(self, "do_" + change["op"], None)
        if act is not None:
            act(change)

    def do_transfer_fte(self, change: Data) -> None:
        self.transfer(change["source"], change["to"], self.amount(change["fte"]))

    def do_move_group(self, change: Data) -> None:
        if change.get("fte") is not None:
            self.do_transfer_fte(change)

    def transfer(self, source: str, to: str, fte: Number) -> None:
        for name, sign in ((source, -1.0), (to, 1.0)):
            self.add(name, times(sign, fte))
        self.cross(self.places[source].in_scope, self.places[to].in_scope, fte, other(fte))

    def add(self, name: str, fte: Number) -> None:
        old = self.places[name]
        more = other(fte)
        work = None if old.work is None or more is None else old.work + more
        self.places[name] = replace(
            old, level=plus(old.level, fte), flow=plus(old.flow, fte), work=work
        )

    def cross(self, source: bool, to: bool, fte: Number, work: Parts | None) -> None:
        if source != to:
            sign = 1.0 if source else -1.0
            self.moved.append(times(sign, fte))
            # What it goes to outside is not known, so all of it counts as other posts.
            self.moved_work.append(None if work is None else other(sign * float(work.sum())))

    def do_add_posts(self, change: Data) -> None:
        fte = self.amount(change["fte"])
        self.add(change["unit"], fte)
        if self.places[change["unit"]].in_scope:
            self.changes.append(fte)

    def do_set_fte(self, change: Data) -> None:
        self.state(change["unit"], self.levels(change["fte"]))

    def state(self, name: str, level: Number) -> None:
        old = self.places[name]
        flow = minus(level, plus(old.before, old.received))
        self.places[name] = replace(old, level=level, flow=flow, is_set=True, is_estimated=False)
        if old.in_scope:
            self.changes.append(minus(level, old.level))

    def do_set_staffing(self, change: Data) -> None:
        self.staff(change["unit"], self.parts_of(change["staffing"]))

    def staff(self, name: str, work: Parts) -> None:
        old = self.places[name]
        new = replace(old, work=work)
        if not old.is_set:
            before = None if old.work_before is None else float(old.work_before.sum())
            flow = minus(float(work.sum()), before)
            level = plus(old.before, old.received, flow)
            new = replace(new, level=level, flow=flow, is_estimated=True)
            if old.in_scope:
                self.changes.append(minus(flow, old.flow))
        self.places[name] = new

    def do_add_unit(self, change: Data) -> None:
        unit = change["unit"]
        none = np.zeros(6)
        new = Place(bool(unit.get("in_scope")), 0.0, 0.0, work=none, work_before=none)
        self.places[unit["id"]] = new
        self.own_numbers(unit)
        if unit.get("fte") and not unit.get("staffing"):
            place = self.places[unit["id"]]
            self.places[unit["id"]] = replace(place, work=other(place.level))

    def own_numbers(self, unit: Data) -> None:
        if unit.get("fte"):
            self.state(unit["id"], self.levels(unit["fte"]))
        if unit.get("staffing"):
            self.staff(unit["id"], self.parts_of(unit["staffing"]))

    def do_close_unit(self, change: Data) -> None:
        gone = self.places.pop(change["unit"])
        if change.get("staff_to") is None or gone.heading:
            return
        to = self.places[change["staff_to"]]
        self.cross(gone.in_scope, to.in_scope, gone.level, gone.work)
        self.places[change["staff_to"]] = replace(
            to,
            level=plus(to.level, gone.level),
            flow=plus(to.flow, gone.flow),
            received=plus(to.received, gone.before, gone.received),
            work=together([to.work, gone.work]),
            work_before=together([to.work_before, gone.work_before]),
            is_set=to.is_set and gone.is_set,
            is_estimated=to.is_estimated or gone.is_estimated,
        )

    def do_merge_units(self, change: Data) -> None:
        scope = {u["id"] for u in self.case["today"]["units"] if u.get("in_scope")}
        parts = [self.places[name] for name in change["units"]]
        is_all = all(part.is_original for part in parts) and set(change["units"]) == scope
        into = change["into"]
        new = Place(
            bool(into.get("in_scope")),
            plus(*(part.level for part in parts)),
            plus(*(part.before for part in parts)),
            plus(*(part.flow for part in parts)),
            plus(*(part.received for part in parts)),
            together([part.work for part in parts]),
            together([part.work_before for part in parts]),
            all(part.is_set for part in parts),
            any(part.is_estimated for part in parts),
        )
        if is_all and new.before is None:
            new = replace(new, before=self.stated_total())
            if new.level is None:
                new = replace(new, level=plus(new.before, new.flow, new.received))
        for part in parts:
            if not part.heading:
                self.cross(part.in_scope, new.in_scope, part.level, part.work)
        for name in change["units"]:
            del self.places[name]
        self.places[into["id"]] = new
        self.own_numbers(into)

    def do_split_unit(self, change: Data) -> None:
        old = self.places.pop(change["unit"])
        for part in change["into"]:
            share, unit = self.known(part["share"]), part["unit"]
            self.places[unit["id"]] = new = replace(
                old,
                in_scope=bool(unit.get("in_scope")),
                level=times(share, old.level),
                before=times(share, old.before),
                flow=times(share, old.flow),
                received=times(share, old.received),
                work=None if old.work is None else share * old.work,
                work_before=None if old.work_before is None else share * old.work_before,
                is_original=False,
            )
            if not old.heading:
                self.cross(old.in_scope, new.in_scope, new.level, new.work)
        for part in change["into"]:
            self.own_numbers(part["unit"])

    # -- Sums

    def stated_total(self) -> Number:
        return self.amount(self.case["today"].get("stated", {}).get("fte_total"))

    def in_scope(self) -> list[Place]:
        return [place for place in self.places.values() if place.in_scope]

    def computed(self) -> Parts | None:
        everything = [*(place.work for place in self.in_scope()), *self.moved_work]
        return together(everything) if everything else None


def other(fte: Number) -> Parts | None:
    if fte is None:
        return None
    parts = np.zeros(6)
    parts[OTHER] = fte
    return parts


def together(works: Iterable[Parts | None]) -> Parts | None:
    summed = np.zeros(6)
    for work in works:
        if work is None:
            return None
        summed = summed + work
    return summed


# -- The answer ------------------------------------------------------------------------------------


def expected(case: Data) -> dict[str, dict[str, Number]]:
    """Return numbers by model and key, keys as in `ModelResult.figures()`; today is "today"."""
    start = World(case)
    start.today()
    levels = plus(*(place.level for place in start.in_scope()))
    total = start.stated_total() if levels is None or not start.in_scope() else levels
    before = start.computed()
    answer = {"today": {"fte_total": total, "fte_computed": sum_of(before)}}
    models = {model["id"]: model for model in case.get("models", ())}
    for model in models.values():
        chain = [model]
        while chain[0].get("builds_on", "today") != "today":
            chain.insert(0, models[chain[0]["builds_on"]])
        world = World(case)
        world.today()
        for each in chain:
            for change in each.get("changes", ()):
                world.apply(change)
        answer[model["id"]] = model_numbers(world, model, total, before)
    return answer


def sum_of(parts: Parts | None) -> Number:
    return None if parts is None else float(parts.sum())


def model_numbers(
    world: World, model: Data, today: Number, before: Parts | None
) -> dict[str, Number]:
    after = world.computed()
    had_scope = any(unit.get("in_scope") for unit in world.case["today"]["units"])
    in_scope = plus(*(place.level for place in world.in_scope()))
    fte = plus(in_scope, *world.moved)
    if fte is None or not had_scope:
        changed = plus(*world.changes)
        is_estimated = any(place.is_estimated for place in world.in_scope())
        if before is not None and after is not None and (is_estimated or changed is None):
            fte = plus(today, float(after.sum()), -float(before.sum()))
        else:
            fte = plus(today, changed) if world.changes else today
        in_scope = minus(fte, plus(*world.moved))
    change = minus(fte, today)
    found = {
        "fte_total": fte,
        "fte_change": change,
        "fte_in_scope": in_scope,
        "reduction_before_transfers": minus(today, in_scope),
        "fte_computed": sum_of(after),
        "fte_change_computed": minus(sum_of(after), sum_of(before)),
    }
    names = ("on_site", "direct", "travel", "indirect", "other", "absence")
    if after is not None:
        found |= {f"activity.{name}": float(n) for name, n in zip(names, after, strict=True)}
    money = Money(world, model)
    found |= money.in_all()
    found |= money.of(change, "", "plan")
    if found["fte_change_computed"] is not None:
        found |= money.of(found["fte_change_computed"], "_computed", "plan_computed")
    return found


@dataclass
class Money:
    """A model's costs, and the plan that a change in FTE leads to."""

    world: World
    model: Data

    def whole(self, line: Data) -> Number:
        """A line's full-year amount, or all of it where it comes once."""
        if line.get("factors"):
            product: Number = 1.0
            for factor in line["factors"]:
                product = times(product, self.world.amount(factor["amount"]))
            return product
        if line.get("per_year"):
            years = self.by_year(line)
            if line["kind"] in ("running", "grant", "income"):
                return years[max(years)]
            return plus(*years.values())
        return self.world.amount(line["amount"])

    def by_year(self, line: Data) -> dict[int, Number]:
        return {int(year): self.world.amount(each) for year, each in line["per_year"].items()}

    def of_kind(self, *kinds: str) -> list[Data]:
        return [line for line in self.model.get("costs", ()) if line["kind"] in kinds]

    def added(self) -> Number:
        signs = {"running": 1.0, "grant": -1.0, "income": -1.0}
        return plus(*(times(signs[x["kind"]], self.whole(x)) for x in self.of_kind(*signs)))

    def in_all(self) -> dict[str, Number]:
        return {
            "added_costs": self.added(),
            "one_off_total": plus(*map(self.whole, self.of_kind("one_off"))),
            "investment_total": plus(*map(self.whole, self.of_kind("investment"))),
            "avoided_investment": plus(*map(self.whole, self.of_kind("avoided_investment"))),
        }

    def margin(self, gross: Number, costs: Number) -> Number:
        margin = self.model.get("margin")
        if margin is None:
            return 0.0
        share, base = self.world.known(margin["share"]), margin.get("base", "gross")
        if base == "gross":
            return None if gross is None else share * max(gross, 0.0)
        left = minus(gross, costs)
        if left is None:
            return None
        # Of the net n that is left: n + share * n = gross - costs.
        return share * max(left, 0.0) / (1.0 if base == "gross_minus_costs" else 1.0 + share)

    def phase_in(self, year: int) -> float:
        steps = {s["year"]: self.world.known(s["share"]) for s in self.model.get("phase_in", ())}
        if not steps:
            return 1.0
        return steps[max(y for y in steps if y <= year)] if min(steps) <= year else 0.0

    def running(self, year: int) -> Number:
        """New running costs of a year, positive; grants and income are taken off."""
        spent: list[Number] = []
        for line in self.of_kind("running", "grant", "income"):
            sign = 1.0 if line["kind"] == "running" else -1.0
            if line.get("per_year"):
                spent += [times(sign, n) for y, n in self.by_year(line).items() if y == year]
                continue
            months = sum(_counts(line, year, month) for month in range(1, 13))
            share = 1.0 if line.get("start") else self.phase_in(year)
            if months:
                spent.append(times(sign * share * months / 12, self.whole(line)))
        return plus(*spent)

    def once(self, kind: str, year: int, first: int) -> Number:
        spent: list[Number] = []
        for line in self.of_kind(kind):
            if line.get("per_year"):
                spent += [n for y, n in self.by_year(line).items() if y == year]
            elif year == (_date(line["start"]).year if line.get("start") else first):
                spent.append(self.whole(line))
        return plus(*spent)

    def of(self, change: Number, suffix: str, plan: str) -> dict[str, Number]:
        gross = times(times(-1.0, change), self.world.amount(self.model.get("cost_per_fte")))
        margin = self.margin(gross, self.added())
        found = {
            f"gross_saving{suffix}": gross,
            f"net_saving{suffix}": minus(minus(gross, self.added()), margin),
        }
        if not suffix:
            found["margin"] = margin
        horizon, sums = self.world.case["horizon"], []
        for year in range(horizon["first_year"], horizon["last_year"] + 1):
            phased, costs = times(gross, self.phase_in(year)), self.running(year)
            kept = self.margin(phased, costs)
            operations = minus(minus(phased, costs), kept)
            one_off = self.once("one_off", year, horizon["first_year"])
            investment = self.once("investment", year, horizon["first_year"])
            sums.append(minus(operations, one_off))
            found |= {
                f"{plan}.{year}.gross": phased,
                f"{plan}.{year}.running": times(-1.0, costs),
                f"{plan}.{year}.margin": times(-1.0, kept),
                f"{plan}.{year}.operations": operations,
                f"{plan}.{year}.one_off": times(-1.0, one_off),
                f"{plan}.{year}.investment": times(-1.0, investment),
                f"{plan}.{year}.net_operating": sums[-1],
                f"{plan}.{year}.total": minus(sums[-1], investment),
            }
        if not suffix:
            found["plan_sum"] = plus(*sums)
        return found


def _date(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)


def _counts(line: Data, year: int, month: int) -> bool:
    """True when the line was in effect on the first day of the month."""
    first = datetime.date(year, month, 1)
    if line.get("start") and first < _date(line["start"]):
        return False
    return not (line.get("end") and first > _date(line["end"]))
