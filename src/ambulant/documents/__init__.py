# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Documents and charts: content as data, and HTML, PDF (Typst) and Word made from it."""
