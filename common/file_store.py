"""Where files that people add lie: outside the web root, under names that say nothing."""

import hashlib
import logging
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from common.refusal import Refusal

logger = logging.getLogger(__name__)

SCAN_SECONDS = 60
# How the name of a file ends that is still being written.
UNFINISHED = ".part"


class NotStored(Refusal):
    """The file was not kept, and nothing of it is left."""


def store(content: bytes) -> str:
    """Write the content to the disk, have it scanned, and return the name it has there.

    It gets that name when it is whole: what broke off is never taken for a file.

    :raises NotStored: if the scanner refuses it or cannot look, or the disk takes no more.
    """
    name = f"{secrets.token_hex(16)}.bin"
    path = place(name)
    unfinished = path.with_suffix(UNFINISHED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(unfinished, content)
        if not _is_harmless(unfinished):
            raise NotStored(_("The virus scanner refused this file, so it wasn't saved."))
        unfinished.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        # Full, read-only, gone: for whoever runs the site, not for who sent the file.
        logger.exception("A file could not be stored: %s", error.strerror)
        _drop(path)
        raise NotStored(
            _(
                "We couldn't save the file: the server has no room for it just now. What you "
                "wrote is still here. Please try again later."
            )
        ) from error
    finally:
        _drop(unfinished)
    return name


def read(name: str) -> bytes | None:
    """Return the content, or None where the file is gone."""
    try:
        return place(name).read_bytes()
    except OSError:
        return None


def is_stored(name: str) -> bool:
    return place(name).is_file()


def forget(name: str) -> None:
    """Remove a file that belongs to nothing any more; what cannot be, ``orphaned_files`` finds."""
    try:
        place(name).unlink(missing_ok=True)
    except OSError as error:
        logger.warning("The file %s could not be removed: %s", name, error.strerror)


def digest(content: bytes) -> str:
    """Return SHA-256 in hexadecimal: what a signature binds."""
    return hashlib.sha256(content).hexdigest()


def place(name: str) -> Path:
    """A folder for each pair of first digits, so that none holds too many."""
    return root() / name[:2] / name


def root() -> Path:
    return Path(settings.EVIDENCE_DIR)


def all_names() -> Iterator[tuple[str, datetime]]:
    """Yield the name of everything that lies in the store, unfinished files too, and its age."""
    for path in sorted(root().glob("??/*")):
        if path.suffix in (".bin", UNFINISHED):
            yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _write(path, content):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())


def _sync_folder(folder):
    """Make the new name last through a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _drop(path):
    """Remove what is left of a file; a disk that cannot even do that keeps it for the sweep."""
    with suppress(OSError):
        path.unlink()


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
