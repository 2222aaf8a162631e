# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case as a folder of YAML files, and as plain data.

Every `*.yaml` of the folder but `published.yaml` gives top-level fields of the case; each field
may stand in one file only. Each file under `models/` is one model, in the order of the file names.
`write_case` writes such a folder.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Annotated, Union, cast, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ambulant.errors import CaseFileError, InvalidInputError, UnavailableError
from ambulant.reform.case import Case
from ambulant.reform.checks import Fault, Place, find_faults
from ambulant.yamlfiles import Loaded, YamlValue, dump, load

PUBLISHED = "published.yaml"
# Which fields stand in which file of a folder we write; all others stand in case.yaml.
_FILES = {
    "today.yaml": ("today",),
    "assumptions.yaml": ("assumptions",),
    "judgement.yaml": ("criteria", "goals", "inputs"),
    "process.yaml": ("process", "stage_plans", "sharing"),
    "texts.yaml": ("texts",),
}
_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parents[1]

_ADAPTER: TypeAdapter[Case] = TypeAdapter(Case)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The merged data of a case folder, and where each part of it stands."""

    path: Path
    data: dict[str, object]
    files: Mapping[str, Loaded]  # top-level field -> its file
    models: tuple[Loaded, ...]

    def locate(self, place: Place) -> tuple[Path, int]:
        """Return file and line of a place in the data."""
        if not place:
            return self.path, 0
        if place[0] == "models" and self.models and len(place) > 1:
            model = self.models[int(place[1])]
            return model.path, model.line_of(place[2:])
        file = self.files.get(str(place[0]))
        return (file.path, file.line_of(place)) if file else (self.path / "case.yaml", 0)


def load_case(folder: Path) -> Case:
    """Return the case in a folder.

    Raises:
        CaseFileError: The first fault, in order of file and line; when there are more, the
            message says how many. `find_case_faults` gives them all.
    """
    read = _read_folder(folder)
    case, faults = _check(read.data)
    if case is None or faults:
        errors = _as_errors(read, faults)
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        first = errors[0]
        raise CaseFileError(first.path, first.line, first.message + more)
    return case


def find_case_faults(folder: Path) -> tuple[CaseFileError, ...]:
    """Return every fault of a case folder with file and line; empty when it can be loaded."""
    try:
        read = _read_folder(folder)
    except CaseFileError as error:
        return (error,)
    return _as_errors(read, _check(read.data)[1])


def case_from_data(data: Mapping[str, object]) -> Case:
    """Return the case that plain data holds, as `case_to_data` made it.

    Raises:
        InvalidInputError: The data does not hold a sound case; says where and what is allowed.
    """
    case, faults = _check(dict(data))
    if case is None or faults:
        place = ".".join(str(part) for part in faults[0].place)
        raise InvalidInputError(f"{place}: {faults[0].message}")
    return case


def case_to_data(case: Case) -> dict[str, object]:
    """Return a case as plain JSON data; `case_from_data` gives the same case back."""
    return cast(dict[str, object], _ADAPTER.dump_python(case, mode="json", exclude_defaults=True))


def case_schema() -> dict[str, object]:
    """Return the JSON Schema of a case."""
    return _ADAPTER.json_schema()


def find_case_folders(root: Path) -> tuple[Path, ...]:
    """Return the folders right below `root` that hold a case, by name."""
    return tuple(sorted(path.parent for path in root.glob("*/case.yaml")))


def case_roots() -> tuple[Path, ...]:
    """Return the folders that may hold cases: first the one in the working directory."""
    return tuple(root for root in (Path("cases"), *_shipped()) if root.is_dir())


def shipped_cases() -> tuple[Path, ...]:
    """Return the folders of the published cases that came along, by name.

    Raises:
        UnavailableError: There are none: the installation is not whole.
    """
    for root in _shipped():
        if folders := find_case_folders(root):
            return folders
    raise UnavailableError(f"No published cases came along; looked in {_shipped()[0]}.")


def _shipped() -> tuple[Path, ...]:
    """Return where the published cases may be: in an installed package, else in the checkout."""
    return _PACKAGE / "cases", _CHECKOUT / "cases"


def write_case(case: Case, folder: Path) -> None:
    """Write a case as a folder of YAML files; `load_case` reads back an equal case.

    The folder appears whole or not at all. It has no register of published figures, which is not
    part of a case.

    Args:
        case: The case.
        folder: Where; must not exist, or be empty. What is around it is made.

    Raises:
        InvalidInputError: Something is there already, or the case does not survive the writing.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise InvalidInputError(f"{folder} exists; a case is written to a new or empty folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".case-", dir=folder.parent) as beside:
        unproved = Path(beside) / folder.name
        for name, text in _as_files(case).items():
            path = unproved / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if load_case(unproved) != case:
            raise InvalidInputError(f"Case {case.id!r} is not the same when it is read back.")
        unproved.rename(folder)


def _as_files(case: Case) -> dict[str, str]:
    """Return the text of each file of a case's folder, by its place in it."""
    data = cast(dict[str, YamlValue], _plain(_ADAPTER.dump_python(case, exclude_defaults=True)))
    models = cast(list[dict[str, YamlValue]], data.pop("models", []))
    places = {field: name for name, names in _FILES.items() for field in names}
    files: dict[str, dict[str, YamlValue]] = {"case.yaml": {}}
    for field, value in data.items():
        files.setdefault(places.get(field, "case.yaml"), {})[field] = value
    width = len(str(len(models)))
    for number, model in enumerate(models, start=1):
        files[f"models/{number:0{width}}-{model['id']}.yaml"] = model
    return {name: dump(content) for name, content in files.items()}


def _plain(thing: object) -> object:
    """Return data with lists where the case has tuples, and times as text: 07:30."""
    if isinstance(thing, time):
        return thing.isoformat("auto" if thing.second or thing.microsecond else "minutes")
    if isinstance(thing, Mapping):
        return {str(key): _plain(value) for key, value in thing.items()}
    return [_plain(part) for part in thing] if isinstance(thing, list | tuple) else thing


def _read_folder(folder: Path) -> _Folder:
    if not (folder / "case.yaml").is_file():
        raise CaseFileError(folder, 0, "is not a case folder: it has no case.yaml")
    data: dict[str, object] = {}
    files: dict[str, Loaded] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == PUBLISHED:
            continue
        loaded = load(path, CaseFileError)
        for key, value in _mapping(loaded).items():
            if key in files:
                message = f"field {key!r} already stands in {files[key].path.name}"
                raise CaseFileError(path, loaded.line_of((key,)), message)
            data[key] = value
            files[key] = loaded
    models = tuple(load(path, CaseFileError) for path in sorted((folder / "models").glob("*.yaml")))
    if models:
        if "models" in data:
            place = files["models"]
            message = "models stand both here and in the folder models/; keep one"
            raise CaseFileError(place.path, place.line_of(("models",)), message)
        data["models"] = [_mapping(model) for model in models]
    return _Folder(folder, data, files, models)


def _mapping(loaded: Loaded) -> dict[str, object]:
    if not isinstance(loaded.data, dict):
        message = f"holds a {type(loaded.data).__name__}; allowed: fields with values"
        raise CaseFileError(loaded.path, 1, message)
    return cast(dict[str, object], loaded.data)


def _check(data: dict[str, object]) -> tuple[Case | None, tuple[Fault, ...]]:
    try:
        case = _ADAPTER.validate_python(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, tuple(_as_fault(data, detail) for detail in details)
    return case, find_faults(case)


def _as_errors(read: _Folder, faults: tuple[Fault, ...]) -> tuple[CaseFileError, ...]:
    errors = []
    for fault in faults:
        path, line = read.locate(fault.place)
        where = ".".join(str(part) for part in fault.place)
        errors.append(CaseFileError(path, line, f"{where}: {fault.message}"))
    return tuple(sorted(errors, key=lambda e: (e.line == 0, str(e.path), e.line)))


# -- Pydantic's errors in plain words ----------------------------------------------------------


def _as_fault(data: object, detail: ErrorDetails) -> Fault:
    place = _place(data, detail["loc"])
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    value = detail["input"]
    match detail["type"]:
        case "missing" | "missing_argument":
            return Fault(place, f"field {name!r} is required and missing")
        case "extra_forbidden" | "unexpected_keyword_argument":
            allowed = ", ".join(_fields_at(data, place[:-1]))
            return Fault(place, f"field {name!r} is unknown; allowed: {allowed}")
        case "dataclass_type" | "dataclass_exact_type" if isinstance(value, int | float):
            hint = "write {value: …, source: …} or {value: …, reason: …}, or name an assumption"
            return Fault(place, f"a bare number {value} has no source; {hint}")
        case "value_error":
            return Fault(place, str(detail["ctx"]["error"]))
        case "union_tag_invalid":
            tags = detail["ctx"]["expected_tags"]
            return Fault(place, f"{detail['ctx']['tag']!r} is unknown; allowed: {tags}")
    message = detail["msg"][0].lower() + detail["msg"][1:]
    return Fault(place, f"{message} (was {_short(value)})")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _place(data: object, loc: tuple[int | str, ...]) -> Place:
    """Return the part of pydantic's location that is in the data: union tags are left out."""
    place: list[str | int] = []
    for number, part in enumerate(loc):
        is_field = isinstance(data, Mapping) and part in data
        is_member = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if is_field or is_member:
            data = data[part]  # type: ignore[index]
        elif number < len(loc) - 1 or not isinstance(data, Mapping) or part == "[key]":
            continue
        place.append(part)
    return tuple(place)


def _fields_at(data: object, place: Place) -> list[str]:
    """Return the fields the dataclass at a place of the data may have."""
    kinds: tuple[type, ...] = (Case,)
    for part in place:
        data = data[part] if isinstance(data, dict | list) else None  # type: ignore[index]
        if isinstance(part, int):
            continue
        hints = [_hints(kind).get(part) for kind in kinds]
        kinds = tuple(kind for hint in hints for kind in _dataclasses_in(hint))
    op = data.get("op") if isinstance(data, Mapping) else None
    tagged = [kind for kind in kinds if op in get_args(_hints(kind).get("op"))]
    return sorted({field.name for kind in tagged or kinds for field in fields(kind)})


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind, include_extras=False)


def _dataclasses_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    elif get_origin(hint) in (Union, UnionType, tuple, Mapping, Annotated) or get_args(hint):
        for part in get_args(hint):
            yield from _dataclasses_in(part)
