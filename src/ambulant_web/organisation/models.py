# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Municipalities and memberships. Neither is fenced: they decide which fence applies."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambulant_web.audit.tracking import tracked


class Municipality(models.Model):
    """A tenant: one municipality, by its code in Statistics Norway's classification 131."""

    code = models.CharField(
        _("kommunenummer"), max_length=4, unique=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    name = models.CharField(_("navn"), max_length=100)

    class Meta:
        """Names in the interface."""

        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Role(models.TextChoices):
    """What a member may do."""

    ADVISER = "adviser", _("Rådgiver")
    LEADER = "leader", _("Leder")
    READER = "reader", _("Leser")
    ADMINISTRATOR = "administrator", _("Administrator")


@tracked()
class Membership(models.Model):
    """One user's role in one municipality."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("rolle"), max_length=20, choices=Role.choices)

    class Meta:
        """One role per user and municipality."""

        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality"], name="organisation_one_role_per_municipality"
            )
        ]

    def __str__(self) -> str:
        """Return the role and where it holds."""
        return f"{self.get_role_display()}, {self.municipality}"
