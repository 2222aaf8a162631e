# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ambulant's pure core: what each choice does to people, staff and money."""

__version__ = "0.1.0"
