# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How history is kept: the same for every tracked model, from its first migration on.

Per statement, as per row is quadratic in the rows of a transaction. Who did it stands in the
event itself, so that the fence between tenants holds for it and nobody can change it.
"""

import pghistory
import pgtrigger

PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="+", related_query_name="+")
PGHISTORY_APPEND_ONLY = True
