# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Calculators for daily work, apart from any case: one question each, explained by itself."""
