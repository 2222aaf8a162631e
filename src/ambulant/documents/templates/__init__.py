# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Templates: Typst, the stylesheet of the page, and the making of the Word template."""
