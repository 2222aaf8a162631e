# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the reform room. `<scenario>` is `saken` (the case itself) or a scenario's slug.

Words that stand where a scenario could (`scenarioer`, `sammenlign`, `kopier`) come before
`_CASE`, and no scenario gets them as its slug (`models.RESERVED`).
"""

from django.urls import path

from ambulant_web.reform.views import cases, explain, models_page

app_name = "reform"

_CASE = "<slug:case>/<slug:scenario>/"

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("saker.xlsx", cases.cases_excel, name="cases_excel"),
    path("<slug:case>/", cases.case_itself, name="case"),
    path(_CASE, models_page.models_page, name="models"),
    path(f"{_CASE}excel/modeller.xlsx", models_page.models_excel, name="models_excel"),
    path(f"{_CASE}forklar/<slug:model>/<path:key>/", explain.explain, name="explain"),
    path(f"{_CASE}regneark/<slug:model>/<path:key>.xlsx", explain.trace, name="trace"),
]
