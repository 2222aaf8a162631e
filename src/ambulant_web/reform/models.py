# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stored cases, scenarios and the changes that make them.

A case is kept as the data of `ambulant.reform.casefiles.case_to_data` and is never edited. What
people change is rows of `Edit` in a scenario; undo marks the last one, and nothing is deleted.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ambulant_web.audit.tracking import tracked
from ambulant_web.organisation.models import Municipality

CASE_ITSELF = "saken"  # in addresses: the case without changes
# Words that stand where a scenario stands in addresses; no scenario may be called so.
RESERVED = frozenset({CASE_ITSELF, "scenarioer", "sammenlign", "kopier"})


@tracked(exclude=["data"])
class StoredCase(models.Model):
    """A case of a municipality."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    data = models.JSONField()
    is_example = models.BooleanField(default=False)  # shipped with the program, not to be edited
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Order and uniqueness."""

        ordering = ("title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("municipality", "slug"), name="reform_case_slug_is_unique"
            ),
        )

    def __str__(self) -> str:
        """The title."""
        return self.title


class EarlierContent(models.Model):
    """What a case held before it was brought up to date; never changed."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    case = models.ForeignKey(StoredCase, on_delete=models.CASCADE, related_name="earlier")
    version = models.PositiveIntegerField()
    data = models.JSONField()
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Order and uniqueness."""

        ordering = ("version",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "version"), name="reform_earlier_version_is_unique"
            ),
        )

    def __str__(self) -> str:
        """The version."""
        return str(self.version)


@tracked()
class Scenario(models.Model):
    """A named list of changes over a case."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    case = models.ForeignKey(StoredCase, on_delete=models.CASCADE, related_name="scenarios")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)  # goes up with every edit and undo
    is_archived = models.BooleanField(default=False)

    class Meta:
        """Order and uniqueness."""

        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("case", "slug"), name="reform_scenario_slug_is_unique"),
            models.CheckConstraint(
                condition=~Q(slug=CASE_ITSELF), name="reform_scenario_slug_is_not_the_case"
            ),
        )

    def __str__(self) -> str:
        """The name."""
        return self.name


@tracked()
class Edit(models.Model):
    """One change in a scenario, told as a sentence, with who and when; undone, never deleted."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    change = models.JSONField()  # ambulant.reform.scenario.change_to_data
    text = models.TextField()  # bokmål message, translated when shown
    text_args = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Order and uniqueness."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(
                fields=("scenario", "number"), name="reform_edit_number_is_unique"
            ),
        )

    def __str__(self) -> str:
        """The sentence in bokmål."""
        return str(self.text % self.text_args)


@tracked(exclude=["content"])
class DocumentTemplate(models.Model):
    """The municipality's own Word template for decision documents; at most one."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)  # of the file that was uploaded
    content = models.BinaryField()
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        """One per municipality."""

        constraints = (
            models.UniqueConstraint(
                fields=("municipality",), name="reform_one_document_template_per_municipality"
            ),
        )

    def __str__(self) -> str:
        """The name of the file."""
        return self.name
