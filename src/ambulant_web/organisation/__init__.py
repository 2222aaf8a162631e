# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who belongs where: municipalities (the tenants), memberships, and the fence between tenants.

models       Municipality, Membership
access       who may do what in a request; `tenant()` for everything outside one
middleware   every request in a transaction that carries its tenant
rls          the fence in the database, for migrations
grants       what the app role may do, set after each migrate
"""
