# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates as documents write them."""

from datetime import date

from ambulant.documents.wording import Language

_MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}


def written_date(day: date, language: Language) -> str:
    """Return a date in words: `23. november 2026`, `23 November 2026`."""
    month = _MONTHS[language].split()[day.month - 1]
    stop = "" if language == "en" else "."
    return f"{day.day}{stop} {month} {day.year}"
