# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the decision document should hold, and the municipality's own Word template."""

import zipfile
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ambulant.documents.content import Document
from ambulant.documents.word import LARGEST_TEMPLATE, LARGEST_UNPACKED, to_docx
from ambulant.errors import InvalidInputError
from ambulant_web.reform.document_templates import Upload

OWN, OURS = "kommunens", "ambulant"  # whose template
_MEGABYTE = 1_000_000


class TemplateForm(forms.Form):
    """One Word file, tried on the document itself before it is kept."""

    template_file = forms.FileField(
        label=gettext_lazy("Word-fil med kommunens oppsett"),
        max_length=200,
        help_text=gettext_lazy("En .docx på høyst 20 MB, med {{p body }} alene i et avsnitt."),
        widget=forms.FileInput(
            attrs={
                "accept": ".docx,application/vnd.openxmlformats-officedocument"
                ".wordprocessingml.document"
            }
        ),
    )

    def __init__(self, *args: object, document: Document | None = None, **kwargs: object) -> None:
        """Keep the document that the template is tried on."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._document = document

    def clean_template_file(self) -> Upload:
        """Return the file as bytes, or say what is wrong with it."""
        file = cast("UploadedFile[bytes]", self.cleaned_data["template_file"])
        name, size = file.name or "", file.size or 0
        if size > LARGEST_TEMPLATE:
            raise forms.ValidationError(
                _("Filen er på %(size)s MB. Den kan være på høyst %(most)s MB.")
                % {"size": -(-size // _MEGABYTE), "most": LARGEST_TEMPLATE // _MEGABYTE}
            )
        if not name.lower().endswith(".docx"):
            raise forms.ValidationError(
                _("«%(name)s» er ikke en .docx. Lagre den fra Word som .docx og prøv igjen.")
                % {"name": name}
            )
        _require_word_file(file)
        content = file.read()
        self._try(content)
        return Upload(name, content)

    def _try(self, content: bytes) -> None:
        """Fill the template with the document at hand."""
        if self._document is None:
            return
        try:
            to_docx(self._document, content)
        except InvalidInputError as error:
            raise forms.ValidationError(
                _(
                    "Malen kan ikke fylles ut. Den må ha {{p body }} alene i et avsnitt, og bare "
                    "felt som står i lista over felt. Dette sa programmet: %(why)s"
                )
                % {"why": error}
            ) from error


def _require_word_file(file: "UploadedFile[bytes]") -> None:
    """Refuse what is no Word file, and one that would fill the memory when unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            unpacked = sum(entry.file_size for entry in entries)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise forms.ValidationError(_NOT_WORD) from error
    finally:
        file.seek(0)
    if "word/document.xml" not in names:
        raise forms.ValidationError(_NOT_WORD)
    if unpacked > LARGEST_UNPACKED:
        raise forms.ValidationError(
            _("Filen blir for stor når den pakkes ut. Ta bort bilder og prøv igjen.")
        )


_NOT_WORD = gettext_lazy("Filen er ikke et Word-dokument. Lagre den fra Word som .docx.")
