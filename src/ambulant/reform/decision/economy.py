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
from ambulant.explain import Figure, nb, total
from ambulant.reform.charts import activity_chart, fan_chart, stage_chart, waterfall_chart
from ambulant.reform.decision.parts import (
    DecisionInput,
    Line,
    about,
    kind_of,
    model_table,
    names,
    own_text,
    rests_on,
    sentence,
    shown,
    without_empty_columns,
)
from ambulant.reform.decision.told_apart import Cell, told_apart
from ambulant.reform.results import ModelResult
from ambulant.reform.stages import stage_series
from ambulant.reform.uncertainty import BasisUncertainty, ModelUncertainty
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
    case = given.case
    blocks = own_text(given, "economy")
    text = nb("Kroner er faste %(year)s-kroner. Satser og normer er de som gjaldt %(day)s.")
    year, day = str(case.prices.year), f"{given.comparison.as_of:%d.%m.%Y}"
    blocks.append(sentence(given, text, year=year, day=day))
    blocks.append(Heading(t(nb("Årsverk"))))
    blocks.append(_fte_table(given))
    if any(result.activity for result in given.comparison.results):
        activity = activity_chart(given.comparison.results, given.style, t)
        blocks.append(activity.as_image(t(nb("Beregnede årsverk etter hva tida går til"))))
    blocks.append(Heading(t(nb("Fra brutto til netto"))))
    blocks.append(_saving_table(given))
    for result in given.models:
        blocks += _model(given, result)
    blocks += _stages(given)
    blocks += _uncertainty(given)
    return Chapter(9, t(nb("Økonomi og effektivisering")), tuple(blocks))


def _fte_table(given: DecisionInput) -> Table:
    return model_table(
        given,
        nb("Årsverk i dag og i hver modell"),
        nb("Årsverk"),
        (
            Line(nb("Samlet behov"), lambda r: r.fte_total),
            Line(nb("Endring mot i dag"), lambda r: r.fte_change, sign=True),
            Line(nb("Reduksjon før overføring"), lambda r: r.reduction_before_transfers),
            Line(nb("Overført til andre enheter"), transferred),
            Line(nb("Beregnet behov"), lambda r: r.fte_computed),
        ),
    )


def transferred(result: ModelResult) -> Figure:
    """Return the FTE that go from units in scope to others."""
    leaving = [transfer.fte for transfer in result.transfers if transfer.leaves_scope]
    return total(nb("Overført til andre enheter"), "fte", leaving, of=result.name)


def _saving_table(given: DecisionInput) -> Table:
    return model_table(
        given,
        nb("Virkning i et helt år"),
        nb("Mill. kr, besparelse er pluss"),
        (
            Line(nb("Spart lønn (brutto)"), lambda r: r.gross_saving, "million"),
            Line(
                nb("Nye utgifter"),
                lambda r: r.added_costs,
                "million",
                is_cost=True,
                concerns=lambda r: bool(r.costs),
            ),
            Line(
                nb("Sikkerhetsmargin"),
                lambda r: r.margin,
                "million",
                is_cost=True,
                concerns=lambda r: r.model is not None and r.model.margin is not None,
            ),
            Line(nb("Netto"), lambda r: r.net_saving, "million"),
            Line(nb("Netto med beregnede årsverk"), lambda r: r.net_saving_computed, "million"),
        ),
        with_today=False,
    )


def _model(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    blocks: list[Block] = [Heading(result.name)]
    if not result.net_saving.is_missing:
        title = about(given, nb("Fra brutto til netto"), result.name)
        image = waterfall_chart(result, given.style, t).as_image(title)
        blocks.append(replace(image, table=None))  # the steps stand in the tables
    else:
        why = t(result.net_saving.note) or t(result.gross_saving.note)
        blocks.append(Missing(why or t(nb("Saken oppgir ikke beløp."))))
    if result.costs:
        blocks.append(_cost_table(given, result))
    if any(not year.total.is_missing for year in result.plan):
        blocks.append(_plan_table(given, result))
    blocks += _outside(given, result)
    for sharing in result.sharing:
        columns = names(given, nb("Kommune"), nb("Andel"), nb("Beløp, kr"))
        rows = tuple(
            (party.name, shown(party.share, given), shown(party.amount, given, style="plain"))
            for party in sharing.parties
        )
        sum_row = (t(nb("I alt")), "", shown(sharing.total, given, style="plain"))
        cells = [Cell(p.name, t(nb("Beløp, kr")), p.amount) for p in sharing.parties]
        blocks.append(Table(sharing.name, columns, rows, sum_row, note=told_apart(cells, t)))
    return blocks


def _outside(given: DecisionInput, result: ModelResult) -> list[Block]:
    """Return what is avoided and so stands outside the plan; nothing when there is none."""
    avoided = result.avoided_investment
    if avoided.is_missing or not avoided.number:
        return []
    text = nb("Spart investering: %(amount)s. Den ligger ikke i økonomiplanen.")
    amount = format_value(avoided.number, "nok")
    heading = Heading(given.translate(nb("Utenfor økonomiplanen")), 3)
    return [heading, sentence(given, text, amount=amount)]


def _cost_table(given: DecisionInput, result: ModelResult) -> Table:
    t = given.translate
    columns = (
        Column(t(nb("Linje")), ColumnKind.NAME),
        Column(t(nb("Type"))),
        Column(t(nb("Tallet er"))),
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
    return Table(about(given, nb("Utgifter og inntekter"), result.name), columns, rows)


def _plan_table(given: DecisionInput, result: ModelResult) -> Table:
    t = given.translate
    columns = (
        Column(t(nb("Mill. kr, besparelse er pluss")), ColumnKind.NAME),
        *(Column(str(year.year), ColumnKind.NUMBER) for year in result.plan),
    )
    lines = _plan_lines(result)
    rows = tuple(
        (t(label), *(shown(figure, given, style="million") for figure in figures))
        for label, figures in lines
    )
    cells = [
        Cell(t(label), str(year.year), figure)
        for label, figures in lines
        for year, figure in zip(result.plan, figures, strict=True)
    ]
    title = about(given, nb("Økonomisk konsekvens, drift og investering"), result.name)
    return Table(title, columns, rows, note=told_apart(cells, t))


def _plan_lines(result: ModelResult) -> list[tuple[str, list[Figure]]]:
    """Return the lines of the plan; those the model has nothing of are left out."""
    plan = result.plan
    lines = [
        (nb("Spart lønn"), [year.gross for year in plan]),
        (nb("Nye driftsutgifter"), [year.running for year in plan]),
        (nb("Margin"), [year.margin for year in plan]),
        (nb("Drift"), [year.operations for year in plan]),
        (nb("Oppstart, én gang"), [year.one_off for year in plan]),
        (nb("Netto effekt på drift"), [year.net_operating for year in plan]),
        (nb("Investering"), [year.investment for year in plan]),
    ]
    has_margin = result.model is not None and result.model.margin is not None
    kinds = {cost.line.kind for cost in result.costs}
    there = {
        lines[1][0]: bool(kinds & {"running", "grant", "income"}),
        lines[2][0]: has_margin,
        lines[4][0]: "one_off" in kinds,
        lines[6][0]: "investment" in kinds,
    }
    return [line for line in lines if there.get(line[0], True)]


def _stages(given: DecisionInput) -> list[Block]:
    """Return the FTE month by month where the case lays models one after the other."""
    t = given.translate
    blocks: list[Block] = []
    for plan in given.case.stage_plans:
        series = stage_series(given.comparison, plan)
        if any(month.fte.is_missing for month in series.months):
            continue
        chart = stage_chart(series, given.style, t)
        blocks.append(Heading(about(given, nb("Trinn for trinn"), plan.name)))
        if plan.reason:
            blocks.append(Paragraph(runs(plan.reason)))
        title = about(given, nb("Årsverk måned for måned"), plan.name)
        blocks.append(without_empty_columns(chart.as_image(title)))
    return blocks


def _uncertainty(given: DecisionInput) -> list[Block]:
    t = given.translate
    if given.uncertainty is None:
        return []
    blocks: list[Block] = [
        Heading(t(nb("Hvor sikre tallene er"))),
        sentence(
            given,
            nb(
                "Hvert usikkert tall er trukket %(draws)s ganger innenfor spennet sitt "
                "(frø %(seed)s). Vedlegg 2 har spennene."
            ),
            draws=format_number(given.uncertainty.draws),
            seed=str(given.uncertainty.seed),
        ),
    ]
    for model in given.uncertainty.models:
        if model.as_stated is not None:
            blocks += _outcomes(given, model, model.as_stated)
    return blocks


def _outcomes(
    given: DecisionInput, model: ModelUncertainty, basis: BasisUncertainty
) -> list[Block]:
    t = given.translate
    point = given.comparison.result(model.model_id).net_saving
    text = nb(
        "%(model)s: åtte av ti utfall gir %(low)s til %(high)s mill. kr netto i et helt år, og det "
        "midterste er %(middle)s. Uten usikkerhet er tallet %(point)s."
    )
    outcome = basis.net_saving
    chart = fan_chart(model.name, basis, given.style, t)
    title = about(given, nb("Netto effekt på drift med usikkerhet, mill. kr"), model.name)
    return [
        sentence(
            given,
            text,
            model=model.name,
            low=format_number(outcome.p10 / 1e6, 1),
            middle=format_number(outcome.p50 / 1e6, 1),
            high=format_number(outcome.p90 / 1e6, 1),
            point=shown(point, given, style="million"),
        ),
        _chance(given, basis.probability_positive),
        without_empty_columns(chart.as_image(title)),
    ]


def _chance(given: DecisionInput, probability: float) -> Paragraph:
    if probability >= 1:
        return sentence(given, nb("Netto er over null i alle utfallene."))
    if probability <= 0:
        return sentence(given, nb("Netto er ikke over null i noe utfall."))
    text = nb("Netto er over null i %(share)s av utfallene.")
    return sentence(given, text, share=format_value(probability, "share"))
