# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""One piece of long work, from order to result."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ambulant_web.organisation.models import Municipality


class State(models.TextChoices):
    """Where a run is. The last three are final."""

    QUEUED = "queued", _("Står i kø")
    RUNNING = "running", _("Regner")
    DONE = "done", _("Ferdig")
    FAILED = "failed", _("Stoppet av en feil")
    CANCELLED = "cancelled", _("Avbrutt")


UNFINISHED = (State.QUEUED, State.RUNNING)


class Run(models.Model):
    """A run. With the same inputs, parameters, seed and version it gives the same result."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    title = models.CharField(_("tittel"), max_length=200)
    inputs = models.JSONField()
    inputs_hash = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True)
    version = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveIntegerField(default=0)  # counts starts; the latest may write
    progress = models.FloatField(default=0.0)  # share done, 0-1
    phase = models.CharField(max_length=200, blank=True)
    best_so_far = models.JSONField(null=True)
    result = models.JSONField(null=True)
    failure = models.TextField(blank=True)
    page_url = models.CharField(max_length=300, blank=True)  # where the result is shown
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """Order, and what must hold."""

        verbose_name = _("kjøring")
        verbose_name_plural = _("kjøringer")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["municipality", "kind", "inputs_hash"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0, progress__lte=1),
                name="runs_progress_is_a_share",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.DONE) | models.Q(result__isnull=False),
                name="runs_done_has_result",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def is_finished(self) -> bool:
        """Return True when nothing more will happen."""
        return self.state not in UNFINISHED

    def elapsed(self, now: datetime) -> timedelta:
        """Return how long it has run, or ran; zero while it waits."""
        if self.started_at is None:
            return timedelta(0)
        return (self.finished_at or now) - self.started_at
