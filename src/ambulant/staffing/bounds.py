# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks on figures that go into staffing; draws are checked one by one."""

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure


def require_unit(figure: Figure, unit: str) -> None:
    """Raise InvalidInputError when the figure has another unit."""
    if figure.unit != unit:
        raise InvalidInputError(f"{_name(figure)} is in {figure.unit!r}; {unit!r} was expected.")


def require_share(figure: Figure, *, up_to_one: bool = False) -> None:
    """Raise InvalidInputError unless the figure is missing or a share, 0 <= value < 1.

    With `up_to_one` the whole (1) is allowed too.
    """
    require_unit(figure, "share")
    if figure.value is None:
        return
    values = np.asarray(figure.value)
    below = values <= 1 if up_to_one else values < 1
    if not bool(np.all((values >= 0) & below)):
        limit = "to 1" if up_to_one else "to below 1"
        raise InvalidInputError(
            f"{_name(figure)} is {_extremes(values)}; "
            f"a share from 0 {limit} is allowed (0.25, not 25)."
        )


def require_not_negative(figure: Figure) -> None:
    """Raise InvalidInputError when a value is below 0 or not a number."""
    if figure.value is None:
        return
    values = np.asarray(figure.value)
    if not bool(np.all(np.isfinite(values) & (values >= 0))):
        raise InvalidInputError(f"{_name(figure)} is {_extremes(values)}; 0 or more is allowed.")


def require_positive(figure: Figure) -> None:
    """Raise InvalidInputError when a value is 0 or below, or not a number."""
    if figure.value is None:
        return
    values = np.asarray(figure.value)
    if not bool(np.all(np.isfinite(values) & (values > 0))):
        raise InvalidInputError(f"{_name(figure)} is {_extremes(values)}; above 0 is allowed.")


def _name(figure: Figure) -> str:
    return f"{figure.label} ({figure.of})" if figure.of else figure.label


def _extremes(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    low, high = float(values.min()), float(values.max())
    return f"{low:g}" if low == high or values.ndim == 0 else f"{low:g} to {high:g}"
