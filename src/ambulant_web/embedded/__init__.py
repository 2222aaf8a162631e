# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL of our own, run from the binaries of a wheel or of the machine.

    folders    where the files lie, and who may read them
    binaries   which PostgreSQL is used, and under which user
    cluster    makes, starts, adopts and stops the server
    roles      the three roles, the database and the password files

For trial, development and one machine. Several users in real operation: `DATABASE_URL`.
"""
