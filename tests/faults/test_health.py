# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The health check tells that the database is down; it does not fall with it."""

import os
import subprocess
import sys

ASK = """
import django
django.setup()
from django.test import Client
answer = Client(raise_request_exception=False).get("/helse/")
print(answer.status_code, answer.json()["checks"]["database"])
"""


def test_health_answers_503_when_nobody_answers_for_the_database() -> None:
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ambulant_web.settings.test",
        "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/none",
    }

    asked = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ASK], env=environ, capture_output=True, text=True, check=False
    )

    assert asked.stdout.split() == ["503", "False"], asked.stderr[-2000:]
