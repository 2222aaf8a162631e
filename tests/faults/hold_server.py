# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Open the server on a data folder, say whether it is ours, and hold it until told to go on."""

import os
import sys
from pathlib import Path

from ambulant_web.embedded import roles
from ambulant_web.embedded.cluster import open_server

server = open_server(Path(sys.argv[1]), dict(os.environ))
with roles.connect(server.layout, roles.APP) as connection:
    print("ours" if server.is_ours else "adopted", flush=True)
    for _line in sys.stdin:
        connection.execute("select 1")
        print("answers", flush=True)
server.stop()
