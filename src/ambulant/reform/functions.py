# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who answers for each service to each user group: hand-overs, gaps and overlaps."""

from collections.abc import Mapping

from ambulant.errors import InvalidInputError
from ambulant.reform.case import Organisation
from ambulant.reform.results import FunctionMatrix

Cell = tuple[str, str]  # service id, group id


class Owners:
    """Owners of each cell while a model's operations are applied."""

    def __init__(self, today: Organisation) -> None:
        """Begin with today's owners."""
        self._services = tuple(service.id for service in today.services)
        self._groups = tuple(group.id for group in today.groups)
        self._by_cell: dict[Cell, tuple[str, ...]] = {}
        for row in today.ownership:
            self.add(row.service, row.group, row.owner)

    @property
    def by_cell(self) -> Mapping[Cell, tuple[str, ...]]:
        """Unit ids by (service, group), cells without owner left out."""
        return self._by_cell

    def owns_any(self, unit: str) -> bool:
        """True when the unit answers for something."""
        return any(unit in owners for owners in self._by_cell.values())

    def add(self, service: str, group: str, owner: str) -> None:
        """Let a unit own a cell, beside those who own it already."""
        self._check_cell(service, group)
        owners = self._by_cell.get((service, group), ())
        if owner in owners:
            raise InvalidInputError(f"{owner!r} already owns {service!r} to {group!r}.")
        self._by_cell[service, group] = (*owners, owner)

    def move(self, service: str, group: str, source: str | None, to: str) -> str:
        """Hand a cell over; returns who had it. `source` may be None when one unit owns it."""
        self._check_cell(service, group)
        owners = self._by_cell.get((service, group), ())
        names = ", ".join(owners) or "none"
        if source is None and len(owners) != 1:
            raise InvalidInputError(
                f"{service!r} to {group!r} has {len(owners)} owners ({names}); "
                "source must say which one hands it over."
            )
        source = source or owners[0]
        if source not in owners:
            raise InvalidInputError(
                f"{source!r} does not own {service!r} to {group!r}; owners: {names}."
            )
        self._replace((service, group), source, to)
        return source

    def move_group(self, group: str, source: str, to: str) -> None:
        """Hand over all that a unit owns for a group."""
        if group not in self._groups:
            raise InvalidInputError(_unknown("group", group, self._groups))
        cells = [cell for cell, owners in self._by_cell.items() if cell[1] == group]
        mine = [cell for cell in cells if source in self._by_cell[cell]]
        if not mine:
            owners = sorted({owner for cell in cells for owner in self._by_cell[cell]})
            names = ", ".join(owners) or "none"
            raise InvalidInputError(f"{source!r} owns nothing for {group!r}; owners: {names}.")
        for cell in mine:
            self._replace(cell, source, to)

    def hand_over(self, source: str, to: str) -> None:
        """Let all that a unit owns follow it into another."""
        for cell, owners in list(self._by_cell.items()):
            if source in owners:
                self._replace(cell, source, to)

    def _replace(self, cell: Cell, source: str, to: str) -> None:
        owners = (to if owner == source else owner for owner in self._by_cell[cell])
        self._by_cell[cell] = tuple(dict.fromkeys(owners))

    def _check_cell(self, service: str, group: str) -> None:
        if service not in self._services:
            raise InvalidInputError(_unknown("service", service, self._services))
        if group not in self._groups:
            raise InvalidInputError(_unknown("group", group, self._groups))


def function_matrix(
    today: Organisation,
    owners: Mapping[Cell, tuple[str, ...]],
    became: Mapping[str, str],
) -> FunctionMatrix:
    """Return who owns what, with gaps, overlaps and what changed hands.

    Args:
        today: Services, groups and today's owners.
        owners: Owners in the model.
        became: Units of today that live on in another, through merge or split. A function that
            only followed its unit there has not changed hands.
    """
    before: dict[Cell, set[str]] = {}
    for row in today.ownership:
        before.setdefault((row.service, row.group), set()).add(became.get(row.owner, row.owner))
    not_offered = {(row.service, row.group): row.reason for row in today.not_offered}
    cells = [(service.id, group.id) for service in today.services for group in today.groups]
    return FunctionMatrix(
        services=today.services,
        groups=today.groups,
        owners={cell: owners[cell] for cell in cells if cell in owners},
        not_offered=not_offered,
        gaps=tuple(cell for cell in cells if cell not in owners and cell not in not_offered),
        overlaps=tuple(cell for cell in cells if len(owners.get(cell, ())) > 1),
        moved=tuple(c for c in cells if set(owners.get(c, ())) != before.get(c, set())),
    )


def _unknown(what: str, name: str, allowed: tuple[str, ...]) -> str:
    names = ", ".join(allowed) or "none"
    return f"{what.capitalize()} {name!r} is unknown; allowed: {names}."
