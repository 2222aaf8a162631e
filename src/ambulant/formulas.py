# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a computed figure is shown: its formula in words, in numbers, step by step, and in a sheet.

All four are read from the same text that was computed (`Figure.formula`), so what is shown is
what was done. Draws (arrays) are shown by their mean.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from ambulant.errors import InvalidInputError
from ambulant.explain import Figure, Number, compute, nb
from ambulant.units import NBSP, format_number, unit_of

Translate: TypeAlias = Callable[[str], str]
Write: TypeAlias = Callable[[str], str]

TIMES, DIVIDED, PLUS, MINUS = "×", "÷", "+", "\u2212"
_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: PLUS,
    ast.Sub: MINUS,
    ast.Mult: TIMES,
    ast.Div: DIVIDED,
}
_SHEET_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_RANK: Mapping[type[ast.operator], int] = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2}
_UNARY_RANK, _ATOM_RANK = 3, 4
_WORDS: Mapping[str, str] = {
    "ceil": nb("rundet opp"),
    "maximum": nb("det største av"),
    "minimum": nb("det minste av"),
}
MAX_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation, read from the top: the sign, what, and its value.

    `figure` is set when the line is one input; otherwise the line is an expression over
    `inputs`, with its own `value`. The first line has no sign.
    """

    sign: str
    label: str
    value: Number | None
    unit: str
    figure: Figure | None
    inputs: tuple[Figure, ...]


def mean_of(value: Number) -> float:
    """Return one number for a value: itself, or the mean of draws."""
    return float(np.mean(value))


def written_value(figure: Figure, *, decimals: int | None = None) -> str:
    """Return a value as it stands in a formula: without unit, a share in percent."""
    if figure.value is None:
        return nb("mangler")
    known = unit_of(figure.unit)
    scaled = mean_of(figure.value) * known.factor
    is_factor = figure.unit == "factor"
    places = _places(scaled, known.decimals, is_factor=is_factor) if decimals is None else decimals
    text = format_number(scaled, places)
    return f"{text}{NBSP}%" if figure.unit == "share" else text


def formula_in_labels(figure: Figure, translate: Translate = str) -> str:
    """Return the formula with the labels of the inputs: `(Tid + Reise) ÷ Timer i uka`.

    Inputs that share a label are told apart by what they are about. Empty when the figure
    is not computed.
    """
    if not figure.formula:
        return ""
    names = _labels(figure, translate)
    return _written(_parse(figure.formula), names.__getitem__, translate)


def formula_in_numbers(
    figure: Figure, translate: Translate = str, *, decimals: int | None = None
) -> str:
    """Return the formula with numbers: `(323,1 + 227,2) ÷ 35,5 = 15,5`; empty if not computed.

    Args:
        figure: What was computed.
        translate: Turns a bokmål message into the reader's language.
        decimals: Decimals of the result; those of its unit if not given.
    """
    if not figure.formula:
        return ""
    named = dict(figure.inputs)

    def write(name: str) -> str:
        text = written_value(named[name])
        if named[name].is_missing:
            return translate(text)
        return f"({text})" if text.startswith(MINUS) else text

    left = _written(_parse(figure.formula), write, translate)
    result = translate(nb("mangler"))
    if figure.value is not None:
        result = written_value(figure, decimals=decimals)
    return f"{left} = {result}"


def steps(figure: Figure, translate: Translate = str) -> tuple[Step, ...]:
    """Return the calculation line by line, so that each sign applies to all lines above it.

    `(a + b) / c` gives a, + b, ÷ c. A part that cannot be read that way, such as the
    parenthesis in `a * (1 - b)`, is one line with its own value.
    """
    if not figure.formula:
        return ()
    chain = _chain(_parse(figure.formula))
    return tuple(_step(figure, sign, node, translate) for sign, node in chain)


def sheet_formula(figure: Figure, cells: Mapping[str, str]) -> str:
    """Return the formula for a spreadsheet, in its English form, without the leading `=`.

    Args:
        figure: A computed figure.
        cells: Address of the cell of each input, by name.

    Raises:
        InvalidInputError: An input has no cell.
    """
    absent = [name for name, _ in figure.inputs if name not in cells]
    if absent:
        raise InvalidInputError(f"No cell for {absent}; cells given for {sorted(cells)}.")
    return _in_sheet(_parse(figure.formula), cells)


def _places(value: float, decimals: int, *, is_factor: bool) -> int:
    """Return decimals that show at least three digits of a number that has them."""
    places = 3 if is_factor and 0 < abs(value) < 1 else decimals
    while (
        places < MAX_DECIMALS
        and abs(value) < 10.0 ** (2 - places)
        and abs(round(value, places) - value) > 1e-9  # noqa: PLR2004 - noise of a float
    ):
        places += 1
    return places


def _parse(formula: str) -> ast.expr:
    return ast.parse(formula, mode="eval").body


def _labels(figure: Figure, translate: Translate) -> Mapping[str, str]:
    labels = [translate(part.label) if part.label else "" for _, part in figure.inputs]
    return {
        name: f"{label} ({part.of})" if part.of and labels.count(label) > 1 else label
        for (name, part), label in zip(figure.inputs, labels, strict=True)
    }


def _rank(node: ast.expr) -> int:
    match node:
        case ast.BinOp(op=op):
            return _RANK[type(op)]
        case ast.UnaryOp():
            return _UNARY_RANK
    return _ATOM_RANK


def _binary(node: ast.BinOp, left: str, right: str, signs: Mapping[type[ast.operator], str]) -> str:
    """Join two written sides, with parentheses only where they change the result."""
    rank = _RANK[type(node.op)]
    if _rank(node.left) < rank:
        left = f"({left})"
    is_strict = isinstance(node.op, ast.Sub | ast.Div)
    if _rank(node.right) < rank or (is_strict and _rank(node.right) == rank):
        right = f"({right})"
    elif not is_strict and _rank(node.right) == rank and isinstance(node.op, ast.Mult):
        right = f"({right})"  # a × (b ÷ c): keep the grouping that was computed
    return f"{left} {signs[type(node.op)]} {right}"


def _written(node: ast.expr, write: Write, translate: Translate) -> str:
    match node:
        case ast.Constant(value=int() | float() as constant):
            return _constant(float(constant))
        case ast.Name(id=name):
            return write(name)
        case ast.UnaryOp(operand=operand):
            inner = _written(operand, write, translate)
            return f"{MINUS}({inner})" if _rank(operand) < _ATOM_RANK else f"{MINUS}{inner}"
        case ast.BinOp(left=left, right=right):
            return _binary(
                node, _written(left, write, translate), _written(right, write, translate), _SIGNS
            )
        case ast.Call(func=ast.Name(id=name), args=args):
            inside = "; ".join(_written(arg, write, translate) for arg in args)
            return f"{translate(_WORDS[name])} ({inside})"
    raise InvalidInputError(f"Formula may only hold arithmetic, not {ast.unparse(node)!r}.")


def _constant(value: float) -> str:
    decimals = next((n for n in range(7) if round(value, n) == value), 6)
    return format_number(value, decimals)


def _in_sheet(node: ast.expr, cells: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=int() | float() as constant):
            return repr(constant)
        case ast.Name(id=name):
            return cells[name]
        case ast.UnaryOp(operand=operand):
            return f"(-({_in_sheet(operand, cells)}))"
        case ast.BinOp(left=left, right=right):
            return _binary(node, _in_sheet(left, cells), _in_sheet(right, cells), _SHEET_SIGNS)
        case ast.Call(func=ast.Name(id="ceil"), args=[arg]):
            # INT rounds down in every spreadsheet; rounded to nine places first, as computed.
            return f"(-INT(-ROUND({_in_sheet(arg, cells)},9)))"
        case ast.Call(func=ast.Name(id="maximum" | "minimum" as name), args=args):
            inside = ",".join(_in_sheet(arg, cells) for arg in args)
            return f"{'MAX' if name == 'maximum' else 'MIN'}({inside})"
    raise InvalidInputError(f"Formula may only hold arithmetic, not {ast.unparse(node)!r}.")


def _chain(node: ast.expr) -> list[tuple[str, ast.expr]]:
    if isinstance(node, ast.BinOp):
        return [*_chain(node.left), (_SIGNS[type(node.op)], node.right)]
    return [("", node)]


def _step(figure: Figure, sign: str, node: ast.expr, translate: Translate) -> Step:
    named = dict(figure.inputs)
    names = _labels(figure, translate)
    if isinstance(node, ast.Name):
        part = named[node.id]
        return Step(sign, names[node.id], part.value, part.unit, part, (part,))
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} & named.keys()
    inputs = {name: part for name, part in named.items() if name in used}
    label = _written(node, names.__getitem__, translate)
    value = compute(label, "factor", ast.unparse(node), inputs).value
    return Step(sign, label, value, "", None, tuple(inputs.values()))
