# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the reform room. `<scenario>` is `saken` (the case itself) or a scenario's slug.

Words that stand where a scenario could (`scenarioer`, `sammenlign`, `kopier`) come before
`_CASE`, and no scenario gets them as its slug (`models.RESERVED`).
"""

from django.urls import path

from ambulant_web.reform.views import (
    calculators,
    cases,
    compare_two,
    copy,
    document,
    economy,
    edit,
    edit_units,
    explain,
    history,
    inputs,
    judgement,
    models_page,
    organisation,
    process,
    scenarios,
)

app_name = "reform"

_CASE = "<slug:case>/<slug:scenario>/"

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("saker.xlsx", cases.cases_excel, name="cases_excel"),
    path("kalkulatorer/", calculators.calculators, name="calculators"),
    path("kalkulatorer/<slug:calculator_name>/", calculators.calculator, name="calculator"),
    path(
        "kalkulatorer/<slug:calculator_name>/forklar/<slug:key>/",
        calculators.explain,
        name="calculator_explain",
    ),
    path(
        "kalkulatorer/<slug:calculator_name>/regneark/<slug:key>.xlsx",
        calculators.trace,
        name="calculator_trace",
    ),
    path("<slug:case>/", cases.case_itself, name="case"),
    path("<slug:case>/scenarioer/", scenarios.scenarios, name="scenarios"),
    path("<slug:case>/kopier/", copy.copy, name="copy"),
    path("<slug:case>/sammenlign/", compare_two.compare_two, name="compare_two"),
    path(
        "<slug:case>/sammenlign/sammenligning.xlsx",
        compare_two.compare_two_excel,
        name="compare_two_excel",
    ),
    path(_CASE, models_page.models_page, name="models"),
    path(f"{_CASE}excel/modeller.xlsx", models_page.models_excel, name="models_excel"),
    path(f"{_CASE}forklar/<slug:model>/<path:key>/", explain.explain, name="explain"),
    path(f"{_CASE}regneark/<slug:model>/<path:key>.xlsx", explain.trace, name="trace"),
    path(f"{_CASE}organisasjon/", organisation.organisation_page, name="organisation"),
    path(
        f"{_CASE}organisasjon/forklar/norm/",
        organisation.organisation_norm,
        name="organisation_norm",
    ),
    path(
        f"{_CASE}excel/organisasjon.xlsx",
        organisation.organisation_excel,
        name="organisation_excel",
    ),
    path(f"{_CASE}okonomi/", economy.economy_page, name="economy"),
    path(
        f"{_CASE}okonomi/<slug:model>/forklar/<path:key>/",
        economy.economy_explain,
        name="economy_explain",
    ),
    path(
        f"{_CASE}okonomi/<slug:model>/regneark/<path:key>.xlsx",
        economy.economy_trace,
        name="economy_trace",
    ),
    path(f"{_CASE}excel/okonomi.xlsx", economy.economy_excel, name="economy_excel"),
    path(f"{_CASE}vurdering/", judgement.judgement, name="judgement"),
    path(
        f"{_CASE}vurdering/forklar/<path:key>/",
        judgement.judgement_explain,
        name="judgement_explain",
    ),
    path(f"{_CASE}excel/vurdering.xlsx", judgement.judgement_excel, name="judgement_excel"),
    path(f"{_CASE}innspill/", inputs.staff_inputs, name="staff_inputs"),
    path(f"{_CASE}excel/innspill.xlsx", inputs.staff_inputs_excel, name="staff_inputs_excel"),
    path(f"{_CASE}prosess/", process.process, name="process"),
    path(f"{_CASE}excel/prosess.xlsx", process.process_excel, name="process_excel"),
    path(f"{_CASE}endre/", edit.edit, name="edit"),
    path(f"{_CASE}endre/forhandsvis/", edit.preview, name="edit_preview"),
    path(f"{_CASE}endre/organisasjon/", edit_units.edit_units, name="edit_units"),
    path(f"{_CASE}angre/", edit.undo, name="undo"),
    path(f"{_CASE}gjor-om/", edit.redo, name="redo"),
    path(f"{_CASE}historikk/", history.history, name="history"),
    path(f"{_CASE}historikk/<int:number>/", history.history_at, name="history_at"),
    path(f"{_CASE}excel/historikk.xlsx", history.history_excel, name="history_excel"),
    path(f"{_CASE}saksframlegg/", document.document_page, name="document"),
    path(f"{_CASE}saksframlegg.<slug:ending>", document.document_file, name="document_file"),
    path(f"{_CASE}saksframlegg/mal/", document.upload_template, name="upload_template"),
    path(f"{_CASE}saksframlegg/mal/fjern/", document.remove_template, name="remove_template"),
    path(
        f"{_CASE}saksframlegg/mal/<slug:whose>.docx", document.template_file, name="template_file"
    ),
]
