# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Logs as one JSON object per line, without data about persons.

What may stand in a line is an allow-list. A message is kept as its template ("Not Found: %s"),
never with what was put into it, and only from programs we know write such templates. An
exception is kept as its type and places in the code, never with its text: a database error
quotes the row.
"""

import logging
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from typing import TypeAlias

import structlog

Event: TypeAlias = MutableMapping[str, object]
LogValue: TypeAlias = str | int | float | bool | list[str] | None
ConfigValue: TypeAlias = "str | int | bool | list[str] | Mapping[str, object]"

ALLOWED_KEYS = frozenset(
    {
        "event",
        "level",
        "logger",
        "timestamp",
        "place",
        "request_id",
        "method",
        "route",
        "status",
        "duration_ms",
        "exception",
        "frames",
        "municipality_id",
        "run_id",
        "job_id",
        "task",
        "state",
        "attempt",
        "count",
        "version",
        "port",
    }
)
TRUSTED_LOGGERS = ("ambulant", "ambulant_web", "django", "granian", "whitenoise", "_granian")
WITHHELD = "message withheld"


def keep_allowed(_logger: object, _name: str, event: Event) -> Event:
    """Return the event with only the keys of the allow-list, and their simple values."""
    return {
        key: value
        for key, value in event.items()
        if key in ALLOWED_KEYS and isinstance(value, str | int | float | bool | list | None)
    }


def describe_record(_logger: object, _name: str, event: Event) -> Event:
    """Put template, place and exception type of a standard library record into the event."""
    record = event.get("_record")
    if isinstance(record, logging.LogRecord) and event.get("_from_structlog") is False:
        trusted = record.name.split(".")[0] in TRUSTED_LOGGERS
        event["event"] = record.msg if trusted and isinstance(record.msg, str) else WITHHELD
        event["place"] = f"{record.module}:{record.lineno}"
    error = event.pop("exc_info", None)
    if isinstance(error, tuple) and isinstance(error[1], BaseException):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = type(error).__qualname__
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


_SHARED: list[Callable[..., Event]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_config(level: str) -> dict[str, object]:
    """Return Django's LOGGING: everything to standard error as JSON, from `level` up."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    describe_record,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    keep_allowed,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Its notices name each job in words we must withhold; warnings are enough.
            "procrastinate": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
