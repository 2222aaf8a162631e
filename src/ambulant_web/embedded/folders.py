# SPDX-FileCopyrightText: 2026 The Ambulant contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the embedded database keeps its files.

<data>/postgres   the database itself, 0700
<data>/run        the socket, 0700
<data>/secrets    one password file per role, 0600
<data>/postgres.log
"""

import hashlib
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ambulant.errors import UnavailableError

MARKER = ".ambulant-data"
MAX_SOCKET_PATH_BYTES = 100
SOCKET_NAME = ".s.PGSQL.5432"
SERVICE_DATA = Path("/var/lib/ambulant")
_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of one installation. `data` is absolute, with no symbolic links in it."""

    data: Path

    @property
    def cluster(self) -> Path:
        """Return the folder of the database itself."""
        return self.data / "postgres"

    @property
    def secrets(self) -> Path:
        """Return the folder of the password files."""
        return self.data / "secrets"

    @property
    def log(self) -> Path:
        """Return the log of the server."""
        return self.data / "postgres.log"

    @property
    def lock(self) -> Path:
        """Return the file starters wait on, so that two never start at once."""
        return self.data / "start.lock"

    @property
    def sockets(self) -> Path:
        """Return the folder of the socket: beside the database, or a short path of its own."""
        beside = self.data / "run"
        if len(os.fsencode(beside / SOCKET_NAME)) <= MAX_SOCKET_PATH_BYTES:
            return beside
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"amb-{os.getuid()}-{digest}"

    def passfile(self, role: str) -> Path:
        """Return the password file of a role, in the format of libpq."""
        return self.secrets / f"{role}.pgpass"


def data_folder(environ: Mapping[str, str]) -> Path:
    """Return the data folder: AMBULANT_DATA, else `data` of the checkout, else the user's own.

    The server never runs as root. When root's checkout lies where another user cannot come
    (a 0700 home), the folder is one under /var/lib/ambulant, named after the checkout.
    """
    given = environ.get("AMBULANT_DATA")
    if given:
        return Path(given).expanduser().resolve()
    if (_CHECKOUT / "pyproject.toml").is_file():
        if os.getuid() != 0 or closed_parent(_CHECKOUT / "data") is None:
            return _CHECKOUT / "data"
        digest = hashlib.sha256(os.fsencode(_CHECKOUT)).hexdigest()[:8]
        return SERVICE_DATA / f"{_CHECKOUT.name}-{digest}"
    if os.getuid() == 0:
        return SERVICE_DATA / "data"
    base = environ.get("XDG_DATA_HOME") or Path(environ.get("HOME") or "~").expanduser() / (
        ".local/share"
    )
    return Path(base).resolve() / "ambulant"


def closed_parent(path: Path) -> Path | None:
    """Return the first folder above `path` that other users cannot pass through, if any."""
    for folder in reversed(path.parents):
        if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def make_data_folder(data: Path) -> None:
    """Make the data folder if it is not there, and mark it as one of ours.

    Under root others may pass through it, and no more: the server runs as another user.
    """
    mode = 0o711 if os.getuid() == 0 else 0o700
    missing = [folder for folder in (data, *data.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        folder.chmod(mode)  # whatever the umask is
    (data / MARKER).touch()


def make_private(folder: Path, *, owner: int, group: int, mode: int = 0o700) -> None:
    """Make a folder for one user only, or check that the one that is there is so.

    Raises:
        UnavailableError: It is a link, belongs to somebody else, or others may write in it.
    """
    try:
        folder.mkdir(mode=mode, parents=True)
        if os.getuid() == 0:
            os.chown(folder, owner, group)
        folder.chmod(mode)
    except FileExistsError:
        pass
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise UnavailableError(f"{folder} must be a folder, and not a link to one.")
    if found.st_uid != owner:
        raise UnavailableError(
            f"{folder} belongs to user id {found.st_uid}; it must belong to user id {owner}."
        )
    if found.st_mode & 0o077 & ~mode:
        raise UnavailableError(
            f"{folder} is open to other users (mode {found.st_mode & 0o777:04o}); "
            f"it must be {mode:04o}."
        )
