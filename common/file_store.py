"""Where files that people add lie: outside the web root, under names that say nothing."""

import hashlib
import os
import secrets
import subprocess
from pathlib import Path

from django.conf import settings

SCAN_SECONDS = 60


class Refused(Exception):
    """The operator's scanner refused the file, or could not look at it."""


def store(content: bytes) -> str:
    """Write the content to the disk, have it scanned, and return the name it has there.

    :raises Refused: if the scanner ends with an error; nothing is kept then.
    """
    name = f"{secrets.token_hex(16)}.bin"
    path = place(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    if not _is_harmless(path):
        forget(name)
        raise Refused
    return name


def read(name: str) -> bytes | None:
    """Return the content, or None where the file is gone."""
    try:
        return place(name).read_bytes()
    except OSError:
        return None


def forget(name: str) -> None:
    place(name).unlink(missing_ok=True)


def digest(content: bytes) -> str:
    """Return SHA-256 in hexadecimal: what a signature binds."""
    return hashlib.sha256(content).hexdigest()


def place(name: str) -> Path:
    """A folder for each pair of first digits, so that none holds too many."""
    return Path(settings.EVIDENCE_DIR) / name[:2] / name


def _is_harmless(path):
    if not settings.EVIDENCE_SCANNER:
        return True
    try:
        scan = subprocess.run(
            [settings.EVIDENCE_SCANNER, str(path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SCAN_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return scan.returncode == 0
