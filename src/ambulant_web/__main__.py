# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m ambulant_web …` runs Django's management commands."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambulant_web.settings.demo")
    execute_from_command_line(["python -m ambulant_web", *sys.argv[1:]])


if __name__ == "__main__":
    main()
