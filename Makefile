# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
# The truth is dev.py, which needs nothing but Python.
.PHONY: setup demo test check bench
setup demo test check:
	@python3 dev.py $@
bench:
	@python3 dev.py bench $(NAME)
