# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a case held before it was brought up to date, fenced by tenant."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ambulant_web.organisation.rls import TenantPolicy


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [
        ("organisation", "0001_initial"),
        ("reform", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("data", models.JSONField()),
                ("replaced_at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier",
                        to="reform.storedcase",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="organisation.municipality"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("version",)},
        ),
        migrations.AddConstraint(
            model_name="earliercontent",
            constraint=models.UniqueConstraint(
                fields=("case", "version"), name="reform_earlier_version_is_unique"
            ),
        ),
        TenantPolicy("reform_earliercontent"),
    ]
