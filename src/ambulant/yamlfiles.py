# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Read YAML files that people write by hand, and remember on which line each value stands.

`dump` writes what `load` reads back as it was.

Narrower than YAML 1.1, so that nothing is read as something the writer did not mean: only
`true`/`false` are booleans (`no` and `on` are words), `22:00` is text and not 1320, `010` is text
and not 8, a date is `2026-07-01`. Tabs as indentation, anchors and aliases, tags, duplicate keys
and more than one document are refused with the line they stand on.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ambulant.errors import FileContentError

Key: TypeAlias = str | int | float | bool | date | None
YamlValue: TypeAlias = Key | list["YamlValue"] | dict[Key, "YamlValue"]
Where: TypeAlias = tuple[Key, ...]

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
_MAX_INT_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a YAML file holds.

    `data` is made of dict, list, str, int, float, bool, `datetime.date` and None. `lines` maps
    the way to a value (keys and list positions from 0) to the line it begins on, from 1; for the
    value of a key that is the key's line.
    """

    path: Path
    data: YamlValue
    lines: Mapping[Where, int]

    def line_of(self, where: Where = ()) -> int:
        """Return the line of the value at `where`, or of the nearest part around it that exists."""
        for length in range(len(where), 0, -1):
            if where[:length] in self.lines:
                return self.lines[where[:length]]
        return self.lines.get((), 1)


def load(path: Path, error: type[FileContentError] = FileContentError) -> Loaded:
    """Return the content of a YAML file with line numbers.

    Args:
        path: The file.
        error: The kind of error to raise, so that a case file is told apart from a parameter file.

    Raises:
        FileContentError: (as the kind `error`) The file cannot be read, is empty, larger than
            `MAX_BYTES`, not UTF-8, not YAML, or holds what the module text says is refused.
    """
    text = _read_text(path, error)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise error(path, 0, "The file is empty; a mapping of fields was expected.")
        lines: dict[Where, int] = {}
        return Loaded(path, _construct(loader, node, (), lines), lines)
    except _RefusedError as refused:
        raise error(path, refused.line, refused.message) from None
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 0
        raise error(path, line, f"Not valid YAML: {problem.problem or problem}.") from None
    except (ValueError, OverflowError):
        # The scanner turns "\\UFFFFFFFF" into a character without asking whether there is one.
        raise error(path, loader.line + 1, "An escape names a character that is none.") from None
    finally:
        loader.dispose()


class _RefusedError(Exception):
    def __init__(self, node_line: int, message: str) -> None:
        self.line = node_line + 1
        self.message = message
        super().__init__(message)


class _Loader(yaml.SafeLoader):
    """Composes nodes without aliases, to a limited depth, with our own few plain types."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012
    depth = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line
        anchor = getattr(event, "anchor", None)
        if anchor is not None or isinstance(event, AliasEvent):
            raise _RefusedError(line, f"Anchor or alias {anchor!r} is not allowed; write it out.")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _RefusedError(line, f"Nested more than {MAX_DEPTH} levels deep.")
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


_TAG = "tag:yaml.org,2002:"
for _name, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", "-+0123456789"),
    ("timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(f"^(?:{_pattern})$"), list(_first))


def _read_text(path: Path, error: type[FileContentError]) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise error(path, 0, f"Cannot be read: {problem.strerror}.") from None
    if len(content) > MAX_BYTES:
        raise error(path, 0, f"Larger than the {MAX_BYTES} bytes allowed.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        message = f"Not UTF-8: byte {content[problem.start]:#04x}; save the file as UTF-8."
        raise error(path, line, message) from None
    for number, line_text in enumerate(text.split("\n"), start=1):
        indentation = line_text[: len(line_text) - len(line_text.lstrip())]
        if "\t" in indentation:
            raise error(path, number, "Tab as indentation; use spaces.")
        if found := yaml.reader.Reader.NON_PRINTABLE.search(line_text):
            raise error(path, number, f"Character {found.group()!r} is not allowed in YAML.")
    return text


def _construct(loader: _Loader, node: Node, where: Where, lines: dict[Where, int]) -> YamlValue:
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, SequenceNode) and node.tag == _TAG + "seq":
        return [
            _construct(loader, child, (*where, position), lines)
            for position, child in enumerate(node.value)
        ]
    if isinstance(node, MappingNode) and node.tag == _TAG + "map":
        return _mapping(loader, node, where, lines)
    raise _RefusedError(node.start_mark.line, f"Tag {node.tag!r} is not allowed.")


def _mapping(
    loader: _Loader, node: MappingNode, where: Where, lines: dict[Where, int]
) -> dict[Key, YamlValue]:
    mapping: dict[Key, YamlValue] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line
        if not isinstance(key_node, ScalarNode):
            raise _RefusedError(line, "A key must be a single word, number or date.")
        key = _scalar(key_node)
        if key == "<<":
            raise _RefusedError(line, "Merge key '<<' is not allowed; write it out.")
        if key in mapping:
            first = lines[(*where, key)]
            raise _RefusedError(
                line, f"Key {key_node.value!r} is given twice; first on line {first}."
            )
        lines[(*where, key)] = line + 1
        mapping[key] = _construct(loader, value_node, (*where, key), lines)
    return mapping


def _scalar(node: ScalarNode) -> Key:
    text: str = node.value
    line = node.start_mark.line
    match node.tag.removeprefix(_TAG):
        case "str":
            return text
        case "null":
            return None
        case "bool" if text in ("true", "false"):
            return text == "true"
        case "int" if len(text.lstrip("+-")) <= _MAX_INT_DIGITS:
            return _converted(int, text, line)
        case "float":
            number = _converted(float, text, line)
            if isinstance(number, float) and math.isfinite(number):
                return number
        case "timestamp":
            return _converted(date.fromisoformat, text, line)
        case _:
            pass
    kind = node.tag.removeprefix(_TAG)
    raise _RefusedError(line, f"{text[:60]!r} cannot be read as {kind}.")


def _converted(convert: Callable[[str], Key], text: str, line: int) -> Key:
    try:
        return convert(text)
    except ValueError as problem:
        raise _RefusedError(line, f"{text[:60]!r} is not allowed: {problem}.") from None


# -- Writing -----------------------------------------------------------------------------------

_LARGEST_WHOLE = 10**15  # up to here every whole number has a float of its own
_NEEDS_QUOTES = re.compile(
    "[\t\r\x85\u2028\u2029]"
)  # in the open, these are read as something else


class _Dumper(yaml.SafeDumper):
    """Quotes every text that either YAML 1.1 or our own reader would take for something else."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {  # noqa: RUF012
        first: [
            *_Loader.yaml_implicit_resolvers.get(first, []),
            *yaml.SafeDumper.yaml_implicit_resolvers.get(first, []),
        ]
        for first in _Loader.yaml_implicit_resolvers.keys()
        | yaml.SafeDumper.yaml_implicit_resolvers.keys()
    }

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text_node(dumper: _Dumper, text: str) -> ScalarNode:
    style = '"' if _NEEDS_QUOTES.search(text) else None
    if style is None and "\n" in text:
        style = "|"
    return dumper.represent_scalar(_TAG + "str", text, style=style)


def _float_node(dumper: _Dumper, number: float) -> ScalarNode:
    is_whole = number.is_integer() and 0 < abs(number) < _LARGEST_WHOLE
    text = str(int(number)) if is_whole else repr(number)
    return dumper.represent_scalar(_TAG + ("int" if is_whole else "float"), text)


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(float, _float_node)


def dump(data: Mapping[str, YamlValue]) -> str:
    """Return data as YAML that `load` reads as the same: a whole float as a whole number.

    Args:
        data: As in `Loaded.data`; numbers are finite, whole ones of 18 digits at most.
    """
    text: str = yaml.dump(
        dict(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2
    )
    return text
