# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Commands that run Ambulant: serve, demo, migrate, backup; and administration.

    commands      the commands as the command line sees them
    supervisor    starts web, worker and database as children, restarts those that die
    database      the embedded database or the one of DATABASE_URL, for the length of a command
    demo, serve   what each of the two starts
    backup        a dump, proved by restoring it
    programs      the programs the children run
    administration, office   municipalities, users and cases from the command line

Only `administration` sets up Django here, once the database answers; for all else that happens in
child processes, with the settings of each.
"""
