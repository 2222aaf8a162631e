# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambulant_web.organisation.rls import TenantPolicy


class Migration(migrations.Migration):
    """Make runs, fenced by municipality."""

    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=200, verbose_name="tittel")),
                ("inputs", models.JSONField()),
                ("inputs_hash", models.CharField(max_length=64)),
                ("parameters", models.JSONField(default=dict)),
                ("seed", models.BigIntegerField(null=True)),
                ("version", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Står i kø"),
                            ("running", "Regner"),
                            ("done", "Ferdig"),
                            ("failed", "Stoppet av en feil"),
                            ("cancelled", "Avbrutt"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("progress", models.FloatField(default=0.0)),
                ("phase", models.CharField(blank=True, max_length=200)),
                ("best_so_far", models.JSONField(null=True)),
                ("result", models.JSONField(null=True)),
                ("failure", models.TextField(blank=True)),
                ("page_url", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.municipality",
                    ),
                ),
            ],
            options={
                "verbose_name": "kjøring",
                "verbose_name_plural": "kjøringer",
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["municipality", "kind", "inputs_hash"],
                        name="runs_run_municip_88f2fa_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("progress__gte", 0), ("progress__lte", 1)),
                        name="runs_progress_is_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("result__isnull", False),
                            _connector="OR",
                        ),
                        name="runs_done_has_result",
                    ),
                ],
            },
        ),
        TenantPolicy("runs_run"),
    ]
