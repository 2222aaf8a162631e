# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything a developer does, with nothing but Python: `python3 dev.py COMMAND`.

    setup               fetch what is needed into this folder (.boot, .venv, node_modules, build)
    demo [--reset] [--port N]
                        start Ambulant with demo data on this machine; --reset begins afresh
    test [ARGUMENTS]    run every test; arguments go to pytest, for example tests/unit -x
    check               formatting, lint, types, import contracts, house rules, catalogues, locks
    bench NAME [ARGUMENTS]
                        run benchmarks/NAME/run.py

Every command does the set-up first; what is in place is not done again.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  - this file is read by whatever `python3` is
    sys.stderr.write(
        "Ambulant needs Python 3.11 or later; this is %d.%d (%s).\n"  # noqa: UP031
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )
    sys.exit(2)

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BOOT = ROOT / ".boot"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMPS = ROOT / "build" / "stamps"
VENDOR = ROOT / "build" / "vendor"
LOCALE = ROOT / "src" / "ambulant_web" / "locale"
BENCHMARKS = ROOT / "benchmarks"

UV_VERSION = "0.13.9"
NO_NETWORK = re.compile(
    r"name resolution|name or service not known|dns error|failed to lookup|network is unreachable"
    r"|error sending request|failed to establish a new connection|connection refused"
    r"|could not fetch|connect timeout|\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ENETUNREACH|ETIMEDOUT)\b"
    r"|no matching distribution found for uv",
    re.IGNORECASE,
)
NO_SPACE = re.compile(r"no space left on device|ENOSPC", re.IGNORECASE)


class StopError(Exception):
    """The command cannot go on; the message says why in a sentence."""


@dataclass(frozen=True)
class Step:
    """One step of the set-up: done again only when an input changed or an output is gone."""

    name: str
    says: str
    inputs: tuple[Path, ...]
    outputs: tuple[Path, ...]
    do: Callable[[], None]

    def fingerprint(self) -> str:
        """Return the sum of all inputs."""
        digest = hashlib.sha256(UV_VERSION.encode())
        for path in self.inputs:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Tell whether the step was done with these inputs."""
        stamp = STAMPS / self.name
        return (
            stamp.is_file()
            and stamp.read_text(encoding="utf-8") == self.fingerprint()
            and all(path.exists() for path in self.outputs)
        )

    def run(self) -> None:
        """Do the step, and remember it only if it succeeds."""
        stamp = STAMPS / self.name
        stamp.unlink(missing_ok=True)
        print(f"{self.says} ", end="… ", flush=True)
        start = time.monotonic()
        fingerprint = self.fingerprint()
        try:
            self.do()
        except BaseException:
            print("stopped", flush=True)
            raise
        stamp.write_text(fingerprint, encoding="utf-8")
        print(f"{time.monotonic() - start:.1f} s", flush=True)


def set_up() -> None:
    """Bring everything the other commands need into this folder.

    Raises:
        StopError: Something is missing on this machine.
    """
    STAMPS.mkdir(parents=True, exist_ok=True)
    with one_at_a_time():
        for step in steps():
            if not step.is_done():
                step.run()


def steps() -> Iterator[Step]:
    """Yield the steps in order; inputs of the later ones may be made by the earlier ones."""
    lock, project = ROOT / "requirements.lock", ROOT / "pyproject.toml"
    modules = ROOT / "node_modules" / ".package-lock.json"
    npm_files = (ROOT / "package.json", ROOT / "package-lock.json")
    tools = ROOT / "tools"
    yield Step("uv", "Installer", (), (BOOT,), install_uv)
    yield Step("packages", "Python packages", (lock,), (PYTHON, BIN / "pytest"), install_packages)
    yield Step(
        "ambulant", "Ambulant itself", (project, lock), (BIN / "ambulant",), install_ambulant
    )
    yield Step("npm", "Styles, font and icons", npm_files, (modules,), install_npm_packages)
    yield Step(
        "assets",
        "Files for the browser",
        (tools / "assets.py", *npm_files),
        (VENDOR / "versions.json",),
        lambda: run_quietly(PYTHON, tools / "assets.py"),
    )
    catalogues = sorted(LOCALE.rglob("*.po"))
    yield Step(
        "catalogues",
        "Languages",
        (tools / "catalogues.py", *catalogues),
        tuple(path.with_suffix(".mo") for path in catalogues),
        lambda: run_quietly(PYTHON, tools / "catalogues.py", "compile"),
    )


def install_uv() -> None:
    """Put uv in `.boot`, beside `.venv`: allowed also where Python is managed by the system."""
    BOOT.mkdir(exist_ok=True)
    if own_uv_version() == UV_VERSION:
        return
    if not has_pip():
        if shutil.which("uv") is None:
            raise StopError(
                f"Neither pip nor uv is on this machine: install pip for {sys.executable} "
                "(on Debian: apt-get install python3-pip) and try again."
            )
        return
    shutil.rmtree(BOOT)
    command = ("-m", "pip", "install", "--quiet", "--target", BOOT, f"uv=={UV_VERSION}")
    run_quietly(sys.executable, *command, PIP_USER="0", PIP_ROOT_USER_ACTION="ignore")


def own_uv_version() -> str | None:
    """Return the version of the uv in `.boot`, None if there is none that runs."""
    try:
        command = [str(BOOT / "bin" / "uv"), "--version"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return said[1] if len(said) > 1 else None


def has_pip() -> bool:
    """Tell whether this Python has pip."""
    command = [sys.executable, "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def uv() -> str:
    """Return the uv to use: the one in `.boot`, else one on PATH."""
    return shutil.which("uv", path=str(BOOT / "bin")) or shutil.which("uv") or "uv"


def install_packages() -> None:
    """Make `.venv` hold exactly what the lock says."""
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        run_quietly(uv(), "venv", "--python", sys.executable, VENV)
    run_quietly(uv(), "pip", "sync", "--require-hashes", ROOT / "requirements.lock")


def install_ambulant() -> None:
    """Make the two packages and the `ambulant` command importable from this folder."""
    arguments = ("--no-deps", "--no-build-isolation", "--reinstall", "--editable", ROOT)
    run_quietly(uv(), "pip", "install", *arguments)


def install_npm_packages() -> None:
    """Fetch what package-lock.json says, with the npm of `.venv`; nothing of it is run."""
    arguments = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    run_quietly(BIN / "npm", *arguments)


def environment(**changes: str) -> dict[str, str]:
    """Return the environment for programs we start.

    All of the user's stays (proxies and certificates among it), but for what would point our
    programs to another virtual environment or let uv fetch a Python.
    """
    dropped = {"VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "UV_PYTHON", "UV_PROJECT_ENVIRONMENT"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    path = f"{BIN}{os.pathsep}{kept.get('PATH', os.defpath)}"
    ours = {"VIRTUAL_ENV": str(VENV), "UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}
    return {**kept, "PATH": path, **ours, **changes}


def run_quietly(*command: str | Path, **changes: str) -> None:
    """Run a program; its output is shown only if it fails.

    Raises:
        StopError: It failed.
    """
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            env=environment(**changes),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise StopError(f"{words[0]} cannot be started: {error.strerror}.") from error
    if done.returncode == 0:
        return
    if NO_SPACE.search(done.stdout):
        raise StopError("The disk is full: Ambulant needs about 2 GB in this folder.")
    if NO_NETWORK.search(done.stdout):
        raise StopError(
            "No network: the packages could not be fetched. Connect, or name your proxy in "
            "HTTPS_PROXY, and run the same command again."
        )
    tail = "\n".join(done.stdout.splitlines()[-25:])
    raise StopError(f"{tail}\nThe set-up stopped at: {' '.join(words[:4])}")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let only one set-up at a time change this folder; a second one waits."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with (STAMPS / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def become(*command: str | Path) -> int:
    """Replace this process by a program, so that Ctrl-C and signals reach it and nobody else."""
    words = [str(word) for word in command]
    sys.stdout.flush()
    os.chdir(ROOT)
    if os.name != "nt":
        os.execve(words[0], words, environment())
    return subprocess.run(words, env=environment(), check=False).returncode


def demo(arguments: argparse.Namespace) -> int:
    """Start Ambulant with demo data."""
    given = ["--reset"] if arguments.reset else []
    if arguments.port is not None:
        given += ["--port", str(arguments.port)]
    return become(BIN / "ambulant", "demo", *given)


def test(arguments: argparse.Namespace) -> int:
    """Run the tests: all of them on all cores, or what the arguments to pytest say."""
    given = arguments.rest or ["-n", worker_count(), "--dist", "loadfile"]
    return become(PYTHON, "-m", "pytest", *given)


def worker_count() -> str:
    """Return how many test processes to run: each has a PostgreSQL and perhaps a browser."""
    return str(max(1, min(4, os.cpu_count() or 1)))


def check(_: argparse.Namespace) -> int:
    """Run the checks."""
    return become(PYTHON, ROOT / "tools" / "check.py")


def bench(arguments: argparse.Namespace) -> int:
    """Run one benchmark."""
    names = sorted(path.parent.name for path in BENCHMARKS.glob("*/run.py"))
    if arguments.name not in names:
        raise StopError(
            f"There is no benchmark {arguments.name!r}. There are: {', '.join(names) or 'none'}."
        )
    return become(PYTHON, BENCHMARKS / arguments.name / "run.py", *arguments.rest)


def port(text: str) -> int:
    """Read a port number."""
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a whole number, 1 to 65535")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    main_parser = argparse.ArgumentParser(
        prog="dev.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = main_parser.add_subparsers(metavar="COMMAND", required=True)
    commands.add_parser("setup", help="fetch what is needed").set_defaults(do=lambda _: 0)
    demo_parser = commands.add_parser("demo", help="start Ambulant with demo data")
    demo_parser.add_argument("--reset", action="store_true", help="throw away the demo's data")
    demo_parser.add_argument("--port", type=port, help="the port to listen on")
    demo_parser.set_defaults(do=demo)
    commands.add_parser("test", help="run the tests", add_help=False).set_defaults(do=test)
    commands.add_parser("check", help="check the house rules").set_defaults(do=check)
    bench_parser = commands.add_parser("bench", help="run a benchmark", add_help=False)
    bench_parser.add_argument("name", metavar="NAME")
    bench_parser.set_defaults(do=bench)
    return main_parser


def main(words: Sequence[str]) -> int:
    """Run the command that is named."""
    arguments, rest = parser().parse_known_args(words)
    if rest and arguments.do not in (test, bench):
        parser().error(f"not understood: {' '.join(rest)}")
    arguments.rest = rest
    try:
        set_up()
        code: int = arguments.do(arguments)
    except StopError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
