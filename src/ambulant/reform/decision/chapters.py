# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chapters 1 to 4: background, units, trees and the models."""

from collections.abc import Mapping
from dataclasses import replace

from ambulant.documents.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    Runs,
    Table,
    runs,
    strong,
)
from ambulant.explain import nb
from ambulant.reform.charts import tree_chart
from ambulant.reform.decision.parts import (
    DecisionInput,
    about,
    bullets,
    names,
    or_missing,
    own_text,
    sentence,
    shown,
)
from ambulant.reform.results import Change, Comparison, ModelResult, UnitResult

CHANGE_WORDS = {
    Change.SAME: nb("som i dag"),
    Change.NEW: nb("ny"),
    Change.MERGED: nb("slått sammen"),
    Change.SPLIT: nb("delt ut"),
    Change.MOVED: nb("flyttet"),
    Change.CHANGED: nb("endret"),
    Change.CLOSED: nb("lagt ned"),
}
GAP_NAMES = {
    "fte_total": nb("Årsverk"),
    "gross_saving": nb("Brutto besparelse"),
    "net_saving": nb("Netto besparelse"),
    "costs": nb("Nye utgifter"),
    "added_costs": nb("Nye utgifter"),
    "margin": nb("Sikkerhetsmargin"),
    "margin_base": nb("Hva marginen regnes av"),
    "phase_in": nb("Når det virker"),
    "plan": nb("Tallene år for år"),
    "competence": nb("Kompetanse"),
    "cost": nb("Utgifter"),
    "miljovaktmester": nb("Miljøvaktmester"),
    "psykisk_helse": nb("Psykisk helse"),
    "place": nb("Plassering"),
}


def background(given: DecisionInput) -> Chapter:
    """Chapter 1: why, and what the document rests on."""
    t = given.translate
    blocks = [*_scenario(given), *own_text(given, "background")]
    if given.case.goals:
        blocks.append(Heading(t(nb("Mål"))))
        blocks += bullets(given, ((goal.text, goal.source) for goal in given.case.goals))
    reason = nb("Saken sier ikke noe om bakgrunnen.")
    return Chapter(1, t(nb("Bakgrunn")), or_missing(given, blocks, reason))


def _scenario(given: DecisionInput) -> list[Block]:
    t = given.translate
    if not given.scenario:
        return []
    title = t(nb("Tallene følger scenarioet «%(name)s»")) % {"name": given.scenario}
    changes = tuple(runs(given.say(message)) for message in given.changes)
    if not changes:
        return [Callout(title, runs(t(nb("Scenarioet har ingen endringer."))))]
    told = nb("Det har endringene under. Tekstene er sakens egne og nevner sakens egne tall.")
    return [Callout(title, runs(t(told))), BulletList(changes)]


def unit_description(given: DecisionInput) -> Chapter:
    """Chapter 2: the units the case concerns, and what they do."""
    t = given.translate
    today = given.comparison.results[0]
    rows = tuple(
        (
            unit.unit.name,
            shown(unit.fte_after, given, style="plain"),
            shown(unit.computed.total, given, style="plain") if unit.computed else "–",
        )
        for unit in today.units
        if unit.unit.in_scope
    )
    blocks = own_text(given, "unit_description")
    if rows:
        total = (
            t(nb("I alt")),
            shown(today.fte_total, given, style="plain"),
            shown(today.fte_computed, given, style="plain"),
        )
        columns = names(given, nb("Enhet"), nb("Årsverk i saken"), nb("Beregnet årsverk"))
        blocks.append(Table(t(nb("Enhetene saken gjelder, i dag")), columns, rows, total))
    if today.matrix.owners:
        blocks.append(_groups(given))
    reason = nb("Saken beskriver ikke enhetene.")
    return Chapter(2, t(nb("Områdene saken gjelder")), or_missing(given, blocks, reason))


def _groups(given: DecisionInput) -> Table:
    t = given.translate
    matrix = given.comparison.results[0].matrix
    units = {unit.unit.id: unit.unit.name for unit in given.comparison.results[0].units}
    rows = []
    for group in matrix.groups:
        for service in matrix.services:
            owners = matrix.owners.get((service.id, group.id), ())
            if owners:
                owned = ", ".join(units.get(owner, owner) for owner in owners)
                rows.append((group.name, service.name, owned))
    columns = (
        Column(t(nb("Brukergruppe")), ColumnKind.NAME),
        Column(t(nb("Tjeneste"))),
        Column(t(nb("Hvem som har ansvaret i dag"))),
    )
    return Table(t(nb("Tjenester og ansvar i dag")), columns, tuple(rows))


def organisation_chart(given: DecisionInput) -> Chapter:
    """Chapter 3: the tree today and in each model, without what no model touches."""
    t = given.translate
    blocks = own_text(given, "organisation_chart")
    concerned = concerned_units(given.comparison)
    for result in given.comparison.results:
        units = tuple(unit for unit in result.units if unit.unit.id in concerned[result.id])
        pruned = replace(result, units=units)
        image = tree_chart(given.case, pruned, given.style, t).as_image(
            about(given, nb("Organisasjon"), result.name)
        )
        blocks.append(Heading(result.name))
        blocks.append(replace(image, table=None))  # the tree is words and numbers already
    today = given.comparison.results[0]
    left_out = [u.unit.name for u in today.units if u.unit.id not in concerned[today.id]]
    if left_out:
        text = nb("Enheter som ingen av modellene rører, er ikke tegnet: %(units)s.")
        blocks.append(sentence(given, text, units=", ".join(left_out)))
    return Chapter(3, t(nb("Organisasjonskart")), tuple(blocks))


def concerned_units(comparison: Comparison) -> dict[str, set[str]]:
    """Return per model the units in scope or changed by any model, and all they lie under."""
    touched = {
        unit.unit.id
        for result in comparison.results
        for unit in result.units
        if unit.unit.in_scope or unit.change is not Change.SAME
    }
    found = {}
    for result in comparison.results:
        parents = {unit.unit.id: unit.unit.parent for unit in result.units}
        kept: set[str] = set()
        for unit_id in touched & parents.keys():
            above: str | None = unit_id
            while above and above not in kept:
                kept.add(above)
                above = parents.get(above)
        found[result.id] = kept
    return found


def considered(given: DecisionInput) -> Chapter:
    """Chapter 4: the models, and what each changes."""
    t = given.translate
    blocks = own_text(given, "considered")
    for result in given.models:
        blocks += _model(given, result)
    reason = nb("Saken har ingen modeller.")
    return Chapter(4, t(nb("Vurderte organiseringer")), or_missing(given, blocks, reason))


def _model(given: DecisionInput, result: ModelResult) -> list[Block]:
    t = given.translate
    title = f"{result.name}: {result.subtitle}" if result.subtitle else result.name
    blocks: list[Block] = [Heading(title)]
    if result.model and result.model.summary:
        blocks.append(Paragraph(runs(result.model.summary)))
    rows = tuple(
        (unit.unit.name, t(CHANGE_WORDS[unit.change]), _fte_change(unit, given))
        for unit in result.units
        if unit.change is not Change.SAME
    )
    if rows:
        columns = names(
            given, nb("Enhet"), nb("Hva som skjer"), nb("Endring i årsverk"), number_from=2
        )
        caption = about(given, nb("Endringer i enhetene"), result.name)
        blocks.append(Table(caption, columns, rows))
    if result.model and result.model.not_stated:
        blocks.append(Heading(t(nb("Dette oppgir ikke saken")), 3))
        blocks.append(BulletList(_gaps(result.model.not_stated, given)))
    return blocks


def _gaps(not_stated: Mapping[str, str], given: DecisionInput) -> tuple[Runs, ...]:
    """Return each gap once, with the figures it is about in front, in an order of ours."""
    order = list(GAP_NAMES)
    keys = sorted(not_stated, key=lambda key: (order.index(key) if key in order else 99, key))
    about_gap: dict[str, list[str]] = {}
    for key, gap in ((key, not_stated[key]) for key in keys):
        about_gap.setdefault(gap or "", []).append(given.translate(GAP_NAMES.get(key, "")) or key)
    return tuple(
        runs(strong(", ".join(_in_sentence(name, n) for n, name in enumerate(found))), f": {gap}")
        if gap
        else runs(strong(", ".join(found)))
        for gap, found in about_gap.items()
    )


def _in_sentence(name: str, place: int) -> str:
    return name if place == 0 else name[:1].lower() + name[1:]


def _fte_change(unit: UnitResult, given: DecisionInput) -> str:
    return shown(unit.fte_change, given, style="plain", sign=True)
