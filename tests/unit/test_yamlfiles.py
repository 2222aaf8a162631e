# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hand-written YAML is read as meant, and whatever else is refused with its line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ambulant.errors import CaseFileError, FileContentError
from ambulant.yamlfiles import MAX_BYTES, Loaded, load


def loaded(tmp_path: Path, content: str | bytes) -> Loaded:
    path = tmp_path / "file.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("22:00", "22:00"),
        ("010", "010"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("0x1f", "0x1f"),
        ("true", True),
        ("-12", -12),
        ("+0.5", 0.5),
        ("1e3", 1000.0),
        ("2026-07-01", date(2026, 7, 1)),
        ("2026-07-01 12:00:00", "2026-07-01 12:00:00"),
        ("'2026-07-01'", "2026-07-01"),
        ("~", None),
        ("", None),
        ("null", None),
        ("Ærlig årsverk", "Ærlig årsverk"),
    ],
)
def test_value_is_read_as_it_looks(tmp_path: Path, written: str, meant: object) -> None:
    data: Any = loaded(tmp_path, f"key: {written}\n").data

    assert data == {"key": meant}
    assert type(data["key"]) is type(meant)


def test_each_value_knows_its_line(tmp_path: Path) -> None:
    file = loaded(tmp_path, "# first\na:\n  - 1\n  - b: 2\n    c: 3\nd: >\n  text\ne: 4\n")

    assert file.line_of(()) == 2
    assert file.line_of(("a",)) == 2
    assert file.line_of(("a", 0)) == 3
    assert file.line_of(("a", 1, "c")) == 5
    assert file.line_of(("e",)) == 8


def test_line_of_something_absent_is_that_of_what_is_around_it(tmp_path: Path) -> None:
    file = loaded(tmp_path, "a:\n  b: 1\n")

    assert file.line_of(("a", "lacking", "further")) == 1
    assert file.line_of(("nowhere",)) == 1


def test_byte_order_mark_of_windows_is_ignored(tmp_path: Path) -> None:
    assert loaded(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n").data == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is given twice; first on line 1"),
        ("a:\n  b: 1\n  b: 2\n", 3, "'b' is given twice; first on line 2"),
        ("a: 1\nb:\n\tc: 2\n", 3, "Tab"),
        ("a: &x [1]\nb: 2\n", 1, "Anchor or alias 'x'"),
        ("a: 1\nb: *x\n", 2, "Anchor or alias 'x'"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "python/name"),
        ("a: !!set {x}\n", 1, "Tag"),
        ("a: !!int word\n", 1, "'word'"),
        ("a: !!float .nan\n", 1, "'.nan' is not allowed"),
        ("a: !!float nan\n", 1, "cannot be read as float"),
        ("a: 1\nb: 2026-02-30\n", 2, "2026-02-30"),
        ("a: 1e999\n", 1, "1e999"),
        ("a: " + "9" * 30 + "\n", 1, "cannot be read as int"),
        ("a: 1\n<<: {b: 2}\n", 2, "Merge key"),
        ("? [x]\n: 1\n", 1, "A key must be"),
        ("a: [1, 2\nb: 3\n", 2, "Not valid YAML"),
        ("a: b: c\n", 1, "mapping values are not allowed"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: 1\nb: \x07\n", 2, "not allowed in YAML"),
        ("[" * 100, 1, "40 levels"),
        (b"a: 1\nb: \xe5rsverk\n", 2, "Not UTF-8: byte 0xe5"),
        ("", 0, "empty"),
        ("# only a comment\n", 0, "empty"),
        pytest.param(b"a" * (MAX_BYTES + 1), 0, "Larger than", id="too large"),
    ],
)
def test_what_is_refused_names_the_line(
    tmp_path: Path, content: str | bytes, line: int, words: str
) -> None:
    with pytest.raises(FileContentError, match=".") as caught:
        loaded(tmp_path, content)

    assert caught.value.line == line
    assert words in caught.value.message
    assert str(caught.value).startswith(str(tmp_path / "file.yaml"))


def test_reader_chooses_the_kind_of_error(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="Cannot be read"):
        load(tmp_path / "absent.yaml", CaseFileError)


@pytest.mark.parametrize("text", [r'"\UFFFFFFFF"', r'"\U00110000"'])
def test_an_escape_of_no_character_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"a: 1\nb: {text}\n", encoding="utf-8")

    with pytest.raises(FileContentError, match="x.yaml:2: .*character"):
        load(path)
