# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chapter 9: FTE and money, the plan year by year, and what stands outside it."""

from dataclasses import replace

from ambulant.documents.content import (
    Block,
    Chapter,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Paragraph,
    Table,
    runs,
)
from ambulant.explain import nb
from ambulant.reform.charts import activity_chart, fan_chart, waterfall_chart
from ambulant.reform.decision.parts import (
    DecisionInput,
    kind_of,
    model_table,
    names,
    rests_on,
    sentence,
    shown,
)
from ambulant.reform.results import ModelResult
from ambulant.units import format_number, format_value

LINE_KINDS = {
    "running": nb("drift, per år"),
    "one_off": nb("én gang"),
    "investment": nb("investering"),
    "avoided_investment": nb("spart investering"),
    "grant": nb("tilskudd"),
    "income": nb("inntekt"),
}


def economy(given: DecisionInput) -> Chapter:
    """Return the chapter on economy."""
    t = given.translate
    blocks: list[Block] = [Paragraph(runs(text)) for text in given.case.texts.get("economy", ())]
    blocks.append(Heading(t(nb("Årsverk"))))
    blocks.append(_fte_table(given))
    activity = activity_chart(given.comparison.results, given.style, t)
    blocks.append(activity.as_image(t(nb("Årsverk etter hva tida går til"))))
    blocks.append(Heading(t(nb("Fra brutto til netto"))))
    blocks.append(_saving_table(given))
    for result in given.models:
        blocks += _model(given, result)
    blocks += _uncertainty(given)
    return Chapter(9, t(nb("Økonomi og effektivisering")), tuple(blocks))


def _fte_table(given: DecisionInput) -> Table:
    return model_table(
        given,
        nb("Årsverk i dag og i hver modell"),
        (
            (nb("Samlet behov"), lambda r: shown(r.fte_total, given, style="plain")),
            (
                nb("Endring mot i dag"),
                lambda r: shown(r.fte_change, given, style="plain", sign=True),
            ),
            (
                nb("Reduksjon før overføring"),
                lambda r: shown(r.reduction_before_transfers, given, style="plain"),
            ),
            (nb("Overført til andre enheter"), lambda r: _transferred(r, given)),
            (nb("Beregnet behov"), lambda r: shown(r.fte_computed, given, style="plain")),
        ),
    )


def _transferred(result: ModelResult, given: DecisionInput) -> str:
    leaving = [transfer.fte for transfer in result.transfers if transfer.leaves_scope]
    if any(figure.is_missing for figure in leaving):
        return given.translate(nb("mangler"))
    return format_number(sum(figure.number for figure in leaving), 2)


def _saving_table(given: DecisionInput) -> Table:
    return model_table(
        given,
        nb("Virkning i et helt år, mill. kr"),
        (
            (nb("Spart lønn (brutto)"), lambda r: shown(r.gross_saving, given, style="million")),
            (nb("Nye utgifter"), lambda r: shown(r.added_costs, given, style="million")),
            (nb("Sikkerhetsmargin"), lambda r: shown(r.margin, given, style="million")),
            (nb("Netto"), lambda r: shown(r.net_saving, given, style="million")),
            (
                nb("Netto med beregnede årsverk"),
                lambda r: shown(r.net_saving_computed, given, style="million"),
            ),
        ),
    )


def _model(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    blocks: list[Block] = [Heading(result.name)]
    if not result.net_saving.is_missing:
        title = t(nb("Fra brutto til netto")) + f", {result.name}"
        image = waterfall_chart(result, given.style, t).as_image(title)
        blocks.append(replace(image, table=None))  # the steps stand in the table above
    if result.costs:
        blocks.append(_cost_table(given, result))
    if result.plan:
        blocks.append(_plan_table(given, result))
    if not result.avoided_investment.is_missing and result.avoided_investment.number:
        blocks.append(Heading(t(nb("Utenfor økonomiplanen")), 3))
        blocks.append(
            sentence(
                given,
                nb("Spart investering: %(amount)s. Den ligger ikke i planen over."),
                amount=format_value(result.avoided_investment.number, "nok"),
            )
        )
    for sharing in result.sharing:
        columns = names(given, nb("Kommune"), nb("Andel"), nb("Beløp, kr"))
        rows = tuple(
            (party.name, shown(party.share, given), shown(party.amount, given, style="plain"))
            for party in sharing.parties
        )
        total = (t(nb("I alt")), "", shown(sharing.total, given, style="plain"))
        blocks.append(Table(sharing.name, columns, rows, total))
    if result.gross_saving.is_missing:
        blocks.append(Missing(t(result.gross_saving.note) or t(nb("Saken oppgir ikke beløp."))))
    return blocks


def _cost_table(given: DecisionInput, result: ModelResult) -> Table:
    t = given.translate
    columns = (
        Column(t(nb("Linje")), ColumnKind.NAME),
        Column(t(nb("Slag"))),
        Column(t(nb("Tall"))),
        Column(t(nb("Kilde eller grunn"))),
        Column(t(nb("Kr")), ColumnKind.NUMBER),
    )
    rows = tuple(
        (
            cost.line.name,
            t(LINE_KINDS[cost.line.kind]),
            kind_of(cost.amount, given),
            rests_on(cost.amount, given) or cost.line.source or "–",
            shown(cost.amount, given, style="plain"),
        )
        for cost in result.costs
    )
    return Table(t(nb("Utgifter og inntekter")) + f", {result.name}", columns, rows)


def _plan_table(given: DecisionInput, result: ModelResult) -> Table:
    t = given.translate
    columns = (
        Column(t(nb("Mill. kr, besparelse er pluss")), ColumnKind.NAME),
        *(Column(str(year.year), ColumnKind.NUMBER) for year in result.plan),
    )
    lines = (
        (nb("Spart lønn"), [year.gross for year in result.plan]),
        (nb("Nye driftsutgifter"), [year.running for year in result.plan]),
        (nb("Margin"), [year.margin for year in result.plan]),
        (nb("Drift"), [year.operations for year in result.plan]),
        (nb("Oppstart, én gang"), [year.one_off for year in result.plan]),
        (nb("Netto effekt på drift"), [year.net_operating for year in result.plan]),
        (nb("Investering"), [year.investment for year in result.plan]),
    )
    rows = tuple(
        (t(label), *(shown(figure, given, style="million") for figure in figures))
        for label, figures in lines
    )
    title = t(nb("Økonomisk konsekvens, drift og investering")) + f", {result.name}"
    return Table(title, columns, rows)


def _uncertainty(given: DecisionInput) -> list[Block]:
    t = given.translate
    if given.uncertainty is None:
        return []
    blocks: list[Block] = [
        Heading(t(nb("Hvor sikre tallene er"))),
        sentence(
            given,
            nb("Anslagene er trukket %(draws)s ganger innenfor spennene sine (frø %(seed)s)."),
            draws=format_number(given.uncertainty.draws),
            seed=str(given.uncertainty.seed),
        ),
    ]
    for model in given.uncertainty.models:
        basis = model.as_stated
        if basis is None:
            continue
        blocks.append(
            sentence(
                given,
                nb(
                    "%(model)s: åtte av ti utfall gir %(low)s til %(high)s mill. kr netto i et "
                    "helt år. Netto er over null i %(share)s av utfallene."
                ),
                model=model.name,
                low=format_number(basis.net_saving.p10 / 1e6, 1),
                high=format_number(basis.net_saving.p90 / 1e6, 1),
                share=format_value(basis.probability_positive, "share"),
            )
        )
        chart = fan_chart(model.name, basis, given.style, t)
        blocks.append(
            chart.as_image(t(nb("Netto effekt på drift med usikkerhet")) + f", {model.name}")
        )
    return blocks
