# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log line holds nothing about a person, whoever writes it."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from ambulant_web.settings.logging import ALLOWED_KEYS, logging_config

PERSON = "Kari Nordmann 01017012345"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    config = logging_config("INFO")
    config["handlers"] = {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json", "stream": stream}
    }
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    logging.config.dictConfig(config)
    yield stream
    root.handlers, root.level = before[0], before[1]


def only_line(stream: io.StringIO) -> dict[str, object]:
    (line,) = stream.getvalue().strip().splitlines()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


def test_only_keys_of_the_allow_list_are_kept(lines: io.StringIO) -> None:
    structlog.get_logger("ambulant_web.test").info("saved", name=PERSON, status=200)

    found = only_line(lines)
    assert found["status"] == 200
    assert set(found) <= ALLOWED_KEYS
    assert PERSON not in lines.getvalue()


def test_a_message_is_kept_without_what_was_put_into_it(lines: io.StringIO) -> None:
    logging.getLogger("django.request").warning("Not Found: %s", f"/person/{PERSON}/")

    assert only_line(lines)["event"] == "Not Found: %s"
    assert PERSON not in lines.getvalue()


def test_messages_of_programs_we_do_not_know_are_withheld(lines: io.StringIO) -> None:
    logging.getLogger("somepackage").error(f"cannot store {PERSON}")

    found = only_line(lines)
    assert found["event"] == "message withheld"
    assert str(found["place"]).startswith("test_logs:")
    assert PERSON not in lines.getvalue()


def test_an_exception_tells_type_and_place_but_not_its_text(lines: io.StringIO) -> None:
    try:
        raise ValueError(PERSON)
    except ValueError:
        logging.getLogger("ambulant_web.test").exception("failed")

    found = only_line(lines)
    assert found["exception"] == "ValueError"
    assert "test_logs.py" in str(found["frames"])
    assert PERSON not in lines.getvalue()


def test_values_that_are_not_simple_are_left_out(lines: io.StringIO) -> None:
    structlog.get_logger("ambulant_web.test").info("saved", state={"name": PERSON})

    assert "state" not in only_line(lines)
