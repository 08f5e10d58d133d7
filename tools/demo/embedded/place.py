"""Where an embedded service keeps its data and sockets, and as whom it runs.

PostgreSQL refuses to run as root. Root therefore lends it an unprivileged account and a
folder of its own outside the checkout, because that account may be unable to reach the
checkout and no mode of a folder that is not ours is ever changed.
"""

import hashlib
import os
import pwd
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

UNPRIVILEGED = "nobody"
# Its name is short on macOS too, where that of tempfile is not; make() guards its use.
SHORT_FOLDER = Path("/tmp")  # noqa: S108
ROOTS_FOLDER = Path("/var/db" if sys.platform == "darwin" else "/var/lib")
# A socket's path has at most 103 characters on macOS, and ends in "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 85


@dataclass(frozen=True)
class Place:
    folder: Path
    # User and group id of the services, None where they are our own.
    account: tuple[int, int] | None

    @property
    def sockets(self) -> Path:
        """A folder that nobody else can enter, which is what guards the sockets in it."""
        folder = self.folder / "sockets"
        if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        short = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return SHORT_FOLDER / f"alongside-{os.getuid()}-{short}"

    def make(self):
        for folder in (self.folder, self.sockets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if folder.stat().st_uid not in (os.getuid(), *(self.account or ())[:1]):
                raise PermissionError(f"{folder} belongs to somebody else.")
            folder.chmod(0o700)
            if self.account:
                os.chown(folder, *self.account)

    def remove(self):
        for folder in (self.sockets, self.folder):
            shutil.rmtree(folder, ignore_errors=True)


def lasting_place(data_folder: Path) -> Place:
    """The place that belongs to one data folder (``.local``) and stays."""
    if not _is_root():
        return Place(data_folder / "services", None)
    name = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()[:12]
    return Place(ROOTS_FOLDER / f"alongside-{name}", _account())


def passing_place() -> Place:
    """A new place for one test run; whoever uses it removes it."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-", dir=SHORT_FOLDER))
    return Place(folder, _account() if _is_root() else None)


def _is_root():
    return os.geteuid() == 0


def _account():
    entry = pwd.getpwnam(UNPRIVILEGED)
    return entry.pw_uid, entry.pw_gid
