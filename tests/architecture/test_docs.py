# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the documentation says is so: examples work, links lead somewhere, lists are complete."""

import argparse
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import get_args

import pytest

from ambulant.cli.command import Command
from ambulant.cli.main import BUILT_IN, GROUP
from ambulant.errors import CaseFileError
from ambulant.reform import case as schema
from ambulant.reform.casefiles import find_case_faults, load_case
from ambulant.reform.published import Outcome, Published, load_published

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")]
)
WRITE_A_CASE = (ROOT / "docs" / "how-to" / "write-a-case.md").read_text(encoding="utf-8")
FIGURES = (ROOT / "docs" / "concepts" / "figures.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")


def write_example(folder: Path) -> Path:
    for name, text in re.findall(r"```yaml (\S+)\n(.*?)```", WRITE_A_CASE, re.DOTALL):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-") for text in headings}


@pytest.mark.parametrize("document", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_a_page_and_heading_that_exist(document: Path) -> None:
    wrong = []
    for target, anchor in LINK.findall(document.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        found = (document.parent / target).resolve() if target else document
        if not found.exists() or (anchor and anchor[1:] not in anchors(found)):
            wrong.append(target + anchor)

    assert wrong == []


def test_the_case_on_the_page_can_be_loaded(tmp_path: Path) -> None:
    case = load_case(write_example(tmp_path))

    assert [model.id for model in case.models] == ["modell-1"]
    assert {"holiday", "sick", "other_absence"} == set(case.assumptions)


def test_the_register_on_the_page_can_be_loaded(tmp_path: Path) -> None:
    register = load_published(write_example(tmp_path))

    assert [figure.id for figure in register.figures] == ["today", "model", "fewer", "rent"]


def test_every_way_and_class_of_a_published_figure_is_on_the_page() -> None:
    every_way = Published.__dataclass_fields__.keys() & set(
        ["figure", "value_of", "count", "step", "formula", "placed", "owned"]
    )
    classes = {outcome.value for outcome in Outcome} - {Outcome.UNEXPLAINED.value}

    assert [word for word in every_way | classes if f"`{word}`" not in WRITE_A_CASE] == []


def test_the_fault_on_the_page_is_the_one_that_is_told(tmp_path: Path) -> None:
    path = write_example(tmp_path) / "today.yaml"
    stated = "all: {value: 6.3, kind: stated, source: 1 kap. 4}"
    bare = path.read_text(encoding="utf-8").replace(stated, "all: 6.3", 1)
    path.write_text(bare, encoding="utf-8")

    (fault,) = find_case_faults(tmp_path)

    assert isinstance(fault, CaseFileError)
    assert str(fault).replace(str(tmp_path), "path/to/folder") in WRITE_A_CASE


def test_every_kind_of_change_is_on_the_page() -> None:
    operations = get_args(get_args(schema.Operation)[0])
    names = {get_args(operation.__annotations__["op"])[0] for operation in operations}

    assert names <= set(re.findall(r"^\| `([a-z_]+)` \|", WRITE_A_CASE, re.MULTILINE))


@pytest.mark.parametrize(
    ("owner", "field"), [(schema.CostLine, "kind"), (schema.Unit, "kind"), (schema.Margin, "base")]
)
def test_every_allowed_word_is_on_the_page(owner: type, field: str) -> None:
    words = get_args(owner.__annotations__[field])

    assert words
    assert [word for word in words if word not in WRITE_A_CASE] == []


def test_the_example_in_python_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", FIGURES, re.DOTALL)

    exec(compile(example, "docs/concepts/figures.md", "exec"), {})  # noqa: S102


def test_the_pull_request_template_has_five_boxes() -> None:
    template = ROOT / ".github" / "pull_request_template.md"

    assert template.read_text(encoding="utf-8").count("- [ ] ") == 5


def test_changelog_fragments_have_a_number_and_a_kind() -> None:
    names = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [n for n in names if not re.fullmatch(r"\d+\.(rule|feature|fix|breaking)\.md", n)] == []


ENVIRONMENT = re.compile(
    r"\b(AMBULANT_[A-Z_]+|[A-Z_]*DATABASE_URL|XDG_DATA_HOME|DJANGO_SETTINGS_MODULE)\b"
)


def variables_of(text: str) -> set[str]:
    """Return the environment variables that stand in quotes or back-ticks."""
    return {name for name in ENVIRONMENT.findall(text) if re.search(f'["`]{name}["`]', text)}


def test_every_environment_variable_is_described_and_none_that_is_gone() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("conftest.py")]
    used = {name for file in files for name in variables_of(file.read_text(encoding="utf-8"))}
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert "DATABASE_URL" in used
    assert used == variables_of(page)


def parser_of(command: Command) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"ambulant {command.name}")
    command.configure(parser)
    return parser


def with_children(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Return the parser of a command, and those of what it can be told to do."""
    found = [parser]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += action.choices.values()
    return found


def section(page: str, heading: str) -> str:
    """Return the part of a page below the heading that begins so, up to the next one."""
    return re.split(r"^## ", page.split(f"\n## {heading}", 1)[1], flags=re.MULTILINE)[0]


def places_of_commands() -> list[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    added: dict[str, str] = declared["project"]["entry-points"][GROUP]
    return [*(f"{module}:COMMAND" for module in BUILT_IN.values()), *added.values()]


@pytest.mark.parametrize("place", places_of_commands())
def test_every_command_is_described_with_its_options_and_no_others(place: str) -> None:
    command: Command = metadata.EntryPoint("", place, GROUP).load()
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    text = section(page, f"`ambulant {command.name}")
    parsers = with_children(parser_of(command))
    options = {o for parser in parsers for a in parser._actions for o in a.option_strings}

    assert set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE)) == options - {"-h", "--help"}
    for child in parsers[1:]:
        assert f"`{child.prog}" in text


def test_every_command_of_dev_is_described() -> None:
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    names = set(re.findall(r'add_parser\("([a-z]+)"', source))

    assert names
    assert names == set(
        re.findall(r"^\| `([a-z]+)", section(page, "`python3 dev.py`"), re.MULTILINE)
    )
