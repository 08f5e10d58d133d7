"""The demo's own folder, and what stands in it: who runs there, and with which services."""

import fcntl
import json
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# After a hard end the last services take this long, at most, to follow.
WAIT_SECONDS = 15


class AlreadyRunning(Exception):
    """Somebody runs on this folder."""


def local_folder() -> Path:
    return Path(os.environ.get("ALONGSIDE_DATA") or ROOT / ".local")


class Local:
    def __init__(self, folder: Path):
        self.folder = folder
        self._services = folder / "services.json"

    def lock(self, *, wait: float = 0) -> int:
        """Take the folder for this process and what inherits the descriptor returned.

        :raises AlreadyRunning: if it is still taken after ``wait`` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    os.close(lock)
                    raise AlreadyRunning from None
                time.sleep(0.1)
            else:
                return lock

    def log(self, name: str) -> Path:
        """The file for what a service prints; that of the last run is overwritten."""
        path = self.folder / "log" / f"{name}.log"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
        return path

    def secret_key(self) -> str:
        """A random key that stays, so that a new start logs nobody out."""
        path = self.folder / "secret-key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(64))
        return path.read_text()

    def remember(self, environment: dict[str, str]):
        """Note how to reach what runs, for single commands beside it."""
        self._services.touch(mode=0o600)
        self._services.write_text(json.dumps(environment))

    def forget(self):
        self._services.unlink(missing_ok=True)

    def running(self) -> dict[str, str]:
        with suppress(FileNotFoundError):
            return json.loads(self._services.read_text())
        return {}
