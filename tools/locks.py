# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Make and check the two locks: `requirements.lock` and `package-lock.json`.

`update` writes both anew; pins that still fit are kept. `check` fails when a lock does not
follow from `pyproject.toml` or `package.json`, lacks a checksum, or names an address: each
installation fetches from where it is set up to fetch from. Without network the Python lock is
checked by the sum of the dependency sections that stands in its first lines.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "pyproject.toml"
PYTHON_LOCK = ROOT / "requirements.lock"
NPM_LOCK = ROOT / "package-lock.json"
HEADER = """\
# Made by `python tools/locks.py update` from pyproject.toml; every platform, with checksums.
# Dependencies: sha256:{digest}
"""
COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"),
    *("--group", "pyproject.toml:dev", "pyproject.toml"),
)
OFFLINE = re.compile(
    "dns error|failed to lookup|error sending request|connect error|network|offline", re.IGNORECASE
)


class LockError(Exception):
    """A lock is not what it should be, or could not be made."""


class NoNetworkError(LockError):
    """The lock cannot be made anew without network."""


def check_python_lock() -> str:
    """Return how the Python lock was checked.

    Raises:
        LockError: It does not follow from pyproject.toml, or names an address.
    """
    text = PYTHON_LOCK.read_text(encoding="utf-8")
    if re.search(r"https?://", text):
        raise LockError("requirements.lock names an address.")
    if f"sha256:{dependency_digest()}\n" not in text:
        raise LockError(
            "requirements.lock was made from other dependencies than those of pyproject.toml. "
            "Run: .venv/bin/python tools/locks.py update"
        )
    try:
        fresh = compile_python_lock()
    except NoNetworkError:
        return "requirements.lock by its sum only (no network)"
    if fresh != text:
        raise LockError(
            "requirements.lock differs from what its own pins and pyproject.toml give. "
            "Run: .venv/bin/python tools/locks.py update"
        )
    return "requirements.lock"


def check_npm_lock() -> str:
    """Return what was checked.

    Raises:
        LockError: package-lock.json differs from package.json, lacks a sum or names an address.
    """
    lock = json.loads(NPM_LOCK.read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    packages = lock["packages"]
    if packages[""].get("dependencies") != wanted.get("dependencies"):
        raise LockError(
            "package-lock.json and package.json name different packages. "
            "Run: .venv/bin/python tools/locks.py update"
        )
    for name, package in packages.items():
        if name and not package.get("integrity", "").startswith("sha512-"):
            raise LockError(f"package-lock.json has no sha512 sum for {name}.")
        if name and ("resolved" in package or "funding" in package):
            raise LockError(f"package-lock.json names an address for {name}.")
    return "package-lock.json"


def dependency_digest() -> str:
    """Return the sha256 of what pyproject.toml says about dependencies and Python."""
    content = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    project = content["project"]
    relevant = [project["requires-python"], project["dependencies"], content["dependency-groups"]]
    return hashlib.sha256(json.dumps(relevant, sort_keys=True).encode()).hexdigest()


def compile_python_lock() -> str:
    """Return the text of requirements.lock, made anew with today's pins as preference.

    Raises:
        NoNetworkError: uv could not reach a registry.
        LockError: The dependencies do not fit together.
    """
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "requirements.lock"
        if PYTHON_LOCK.exists():
            shutil.copyfile(PYTHON_LOCK, output)
        done = subprocess.run(
            [_uv(), *COMPILE, "--output-file", str(output)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            error = NoNetworkError if OFFLINE.search(done.stderr) else LockError
            raise error(done.stderr.strip())
        return HEADER.format(digest=dependency_digest()) + output.read_text(encoding="utf-8")


def update() -> None:
    """Write both locks anew."""
    PYTHON_LOCK.write_text(compile_python_lock(), encoding="utf-8")
    npm = Path(sys.executable).with_name("npm")
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [str(npm), "install", "--package-lock-only", "--ignore-scripts", "--no-audit"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=True)
    lock = json.loads(NPM_LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    NPM_LOCK.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


def _uv() -> str:
    own = ROOT / ".boot" / "bin" / "uv"
    found = str(own) if own.exists() else shutil.which("uv")
    if found is None:
        raise LockError("uv is not installed. Run: python3 dev.py setup")
    return found


def main(arguments: list[str]) -> int:
    """Run `check` or `update`."""
    if arguments not in (["check"], ["update"]):
        print("usage: locks.py check|update", file=sys.stderr)
        return 2
    try:
        if arguments == ["update"]:
            update()
        print(f"checked: {check_python_lock()}, {check_npm_lock()}")
    except LockError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
