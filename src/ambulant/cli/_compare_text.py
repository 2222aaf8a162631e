# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A comparison as a table for people, in bokmål, and as CSV."""

import csv
import io
from collections.abc import Callable, Iterator

from ambulant.cli._compare_json import ACTIVITIES, avoided_investment, margin
from ambulant.cli._text import Line, table, width
from ambulant.explain import KIND_WORDS, Figure, Kind
from ambulant.reform.case import TODAY
from ambulant.reform.judgement import Judgement
from ambulant.reform.results import Basis, Comparison, ModelResult, PlanYear
from ambulant.reform.uncertainty import BasisUncertainty, Uncertainty
from ambulant.units import format_million_nok, format_number

Pick = Callable[[ModelResult], Figure]
NONE = "–"

BASIS_WORDS = {
    Basis.STATED: "oppgitt",
    Basis.ASSUMED: "antatt",
    Basis.COMPUTED: "beregnet",
    Basis.MISSING: "mangler",
}
_ACTIVITY_NAMES = {
    "on_site": "stedlig",
    "direct": "ambulant, hos bruker",
    "travel": "reise",
    "indirect": "indirekte",
    "other": "andre stillinger",
    "absence": "fravær",
}


def comparison_text(
    comparison: Comparison, judgement: Judgement, uncertainty: Uncertainty | None
) -> str:
    """Return the models side by side, today first, each number with its kind."""
    case = comparison.case
    lines = [*_head(comparison), *_fte(comparison), *_money(comparison), *_plan(comparison)]
    lines += _judgement(comparison, judgement)
    right = frozenset(range(1, 2 * len(comparison.results) + 1, 2))
    blocks = [
        f"{case.title} ({case.municipality.name})",
        table(lines, right=right),
        "Mill. kr i året når alt virker, der ikke annet står. Utgifter har minus i planen.",
    ]
    if uncertainty is not None:
        blocks.append(uncertainty_text(uncertainty, comparison))
    warnings = [f"{result.name}: {w}" for result in comparison.results for w in result.warnings]
    if warnings:
        blocks.append("\n".join(warnings))
    return "\n\n".join(blocks) + "\n"


def uncertainty_text(uncertainty: Uncertainty, comparison: Comparison) -> str:
    """Return the spread of the net saving in words; computed FTE once where nothing is stated."""
    head = "Usikkerhet: %(draws)s trekninger, frø %(seed)s, %(inputs)s forutsetninger med spenn"
    lines = [
        head
        % {
            "draws": format_number(uncertainty.draws),
            "seed": uncertainty.seed,
            "inputs": len(uncertainty.inputs),
        }
    ]
    computed_only = {r.id for r in comparison.results if r.basis is Basis.COMPUTED}
    for model in uncertainty.models:
        for basis, name in (
            (model.as_stated, "årsverk som i saken"),
            (model.computed, "beregnede årsverk"),
        ):
            is_twice = basis is model.as_stated and model.model_id in computed_only
            if basis is not None and not is_twice:
                lines.append(f"  {model.name}, {name}: {_spread(basis)}")
    if len(lines) == 1:
        lines.append("  " + "Ingen av modellene har tall nok.")
    return "\n".join(lines)


def comparison_csv(comparison: Comparison) -> str:
    """Return every figure of every model as rows: decimal point, comma between, empty = missing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("case", "model", "key", "label", "about", "value", "unit", "kind", "source", "note")
    )
    for result in comparison.results:
        for key, figure in result.figures().items():
            value = "" if figure.is_missing else repr(round(figure.number, 6) + 0.0)
            row = (figure.label, figure.of, value, figure.unit, str(figure.kind))
            cells = (comparison.case.id, result.id, key, *row, figure.source, figure.note)
            writer.writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    """Return a cell that a spreadsheet does not take for a formula; numbers stay numbers."""
    if cell[:1] in ("=", "+", "@", "\t", "\r"):
        return "'" + cell
    return cell


def _spread(basis: BasisUncertainty) -> str:
    net = basis.net_saving
    text = (
        "åtte av ti utfall gir netto %(low)s til %(high)s i året, midt i spennet %(middle)s; "
        "sannsynligheten for innsparing er %(share)s %%"
    )
    return text % {
        "low": format_number(net.p10 / 1e6, 1),
        "high": format_million_nok(net.p90),
        "middle": format_million_nok(net.p50),
        "share": format_number(100 * basis.probability_positive),
    }


def _head(comparison: Comparison) -> Iterator[Line]:
    cells = [""]
    for result in comparison.results:
        cells += [result.name, ""]
    yield Line(tuple(cells))
    under = [""]
    for result in comparison.results:
        under += ["-" * width(result.name), ""]
    yield Line(tuple(under))


def _fte(comparison: Comparison) -> Iterator[Line]:
    cells = ["Årsverk i alt"]
    for result in comparison.results:
        cells += [_fte_number(result.fte_total), BASIS_WORDS[result.basis]]
    yield Line(tuple(cells))
    yield _line("  endring mot i dag", comparison, lambda r: r.fte_change, _signed)
    yield _line("Beregnet nedenfra", comparison, _computed_fte, _fte_number)
    for name in ACTIVITIES:
        cells = [f"  {_ACTIVITY_NAMES[name]}"]
        for result in comparison.results:
            activity = result.activity
            shown = None if activity is None else getattr(activity, name)
            cells += [NONE if shown is None else _fte_number(shown), ""]
        yield Line(tuple(cells))


def _money(comparison: Comparison) -> Iterator[Line]:
    yield Line(("",))
    rows: tuple[tuple[str, Pick], ...] = (
        ("Brutto besparelse", lambda r: r.gross_saving),
        ("  nye utgifter til drift", lambda r: r.added_costs),
        ("  sikkerhetsmargin", margin),
        ("Netto besparelse", lambda r: r.net_saving),
        ("Oppstart i alt", lambda r: r.one_off_total),
        ("Investering i alt", lambda r: r.investment_total),
        ("Unngått investering, ikke i planen", avoided_investment),
    )
    for name, pick in rows:
        yield _line(name, comparison, pick, _millions)


def _plan(comparison: Comparison) -> Iterator[Line]:
    years = sorted({year.year for result in comparison.results for year in result.plan})
    if not years:
        return
    yield Line(("",))
    parts: tuple[tuple[str, Callable[[PlanYear], Figure]], ...] = (
        ("drift", lambda y: y.operations),
        ("oppstart", lambda y: y.one_off),
        ("investering", lambda y: y.investment),
    )
    for year in years:
        for name, pick in parts:
            cells = [f"{year} {name}"]
            for result in comparison.results:
                plan = () if result.id == TODAY else result.plan
                found = next((y for y in plan if y.year == year), None)
                cells += _cell(None if found is None else pick(found), _millions)
            yield Line(tuple(cells))


def _judgement(comparison: Comparison, judgement: Judgement) -> Iterator[Line]:
    yield Line(("",))
    scores = {score.model_id: score for score in judgement.scores}
    ready = {item.model_id: item for item in judgement.readiness}
    cells = ["Vektet vurdering, 1–5"]
    for result in comparison.results:
        score = scores.get(result.id)
        cells += _cell(None if score is None else score.weighted, _score)
    yield Line(tuple(cells))
    cells = ["Forutsetninger på plass"]
    for result in comparison.results:
        item = ready.get(result.id)
        none = item is None or item.counted == 0
        cells += [NONE if none or item is None else f"{item.met} av {item.counted}", ""]
    yield Line(tuple(cells))


def _line(name: str, comparison: Comparison, pick: Pick, write: Callable[[Figure], str]) -> Line:
    cells = [name]
    for result in comparison.results:
        # Today is what the others are measured against: no change, no plan.
        is_base = result.id == TODAY and pick is not _computed_fte
        cells += _cell(None if is_base else pick(result), write)
    return Line(tuple(cells))


def _computed_fte(result: ModelResult) -> Figure:
    return result.fte_computed


def _cell(figure: Figure | None, write: Callable[[Figure], str]) -> list[str]:
    if figure is None:
        return [NONE, ""]
    if figure.is_missing:
        return [NONE, KIND_WORDS[Kind.MISSING]]
    return [write(figure), KIND_WORDS[figure.kind]]


def _fte_number(figure: Figure) -> str:
    return NONE if figure.is_missing else format_number(figure.number, 2)


def _signed(figure: Figure) -> str:
    return format_number(figure.number, 2, sign=True)


def _millions(figure: Figure) -> str:
    return format_number(figure.number / 1e6, 2)


def _score(figure: Figure) -> str:
    return format_number(figure.number, 2)
