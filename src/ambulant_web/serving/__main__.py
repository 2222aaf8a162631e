# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m ambulant_web.serving demo`: the commands, where `ambulant` is not installed."""

import sys
from functools import partial

from ambulant.cli.main import run_command
from ambulant_web.serving.commands import ALL

if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:], {name: partial(ALL.__getitem__, name) for name in ALL}))
