# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""The municipality's own Word template: kept, found and taken away. History keeps who did it."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ambulant_web.accounts.models import User
from ambulant_web.organisation.models import Municipality
from ambulant_web.reform.models import DocumentTemplate


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has been tried as a template and works."""

    name: str
    content: bytes


def template_of(municipality: Municipality) -> DocumentTemplate | None:
    """Return the municipality's template without its content; None when it has none."""
    found = DocumentTemplate.objects.filter(municipality=municipality)
    return found.defer("content").select_related("uploaded_by").first()


def content_of(municipality: Municipality) -> bytes | None:
    """Return the template's bytes; None when there is none."""
    row = DocumentTemplate.objects.filter(municipality=municipality).only("content").first()
    return None if row is None else bytes(row.content)


@transaction.atomic
def keep_template(upload: Upload, *, municipality: Municipality, by: User) -> DocumentTemplate:
    """Keep a template in place of the one that was there."""
    row, _created = DocumentTemplate.objects.update_or_create(
        municipality=municipality,
        defaults={
            "name": upload.name[:200],
            "content": upload.content,
            "size": len(upload.content),
            "digest": hashlib.sha256(upload.content).hexdigest(),
            "uploaded_by": by,
            "uploaded_at": timezone.now(),
        },
    )
    return row


@transaction.atomic
def remove_template(municipality: Municipality) -> bool:
    """Take the template away; return whether there was one."""
    count, _rows = DocumentTemplate.objects.filter(municipality=municipality).delete()
    return count > 0
