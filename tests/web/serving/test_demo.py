# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""When the demo opens a browser, and which port it takes."""

import socket

import pytest

from ambulant.errors import UnavailableError
from ambulant_web.serving.demo import choose_port, has_desktop


@pytest.mark.parametrize(
    ("environ", "is_terminal", "opens"),
    [
        ({"DISPLAY": ":0"}, True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, True),
        ({"DISPLAY": ":0"}, False, False),
        ({"DISPLAY": ":0", "CI": "true"}, True, False),
    ],
    ids=["X", "Wayland", "output goes to a file", "CI"],
)
def test_a_browser_opens_only_where_somebody_sits(
    environ: dict[str, str], is_terminal: bool, opens: bool
) -> None:
    assert has_desktop(environ, is_terminal=is_terminal) is opens


def test_a_port_that_is_taken_is_refused_by_name_and_avoided_otherwise() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])

        with pytest.raises(UnavailableError, match=f"Port {port} is taken"):
            choose_port(port)
        assert choose_port(None) != port
