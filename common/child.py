"""Whatever decodes a file that somebody sent runs in a child process (decision 0035).

    DECODE = Job("programs.….job:decode", refusal=RotaFileError, seconds=5)

    told, content = child.run(DECODE, file, asked={"zone": "UTC"}, by=person.pk)

The function is named by its module, which must be pure: the child knows no Django. It is given
the file and what is ``asked``, and returns the parts of its answer one after the other: bytes, or
what JSON can say. Nothing that the child says is ever executed. A refusal whose ``message`` is a
``Message`` reaches the caller as one of ``refusal``, and so does a file that takes too much.

The operating system holds the child to its limits; it has no environment, an empty folder, and
is ended with all that it began.
"""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from common.child_main import REFUSED, TOO_MUCH_MEMORY
from common.one_at_a_time import IsBusy, one_at_a_time
from common.refusal import Refusal

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / "common" / "child_main.py"
# A machine with far too much to do gives a child of some seconds no more of itself than this.
PATIENCE_SECONDS = 30
# Of one web process at once; who comes later waits for so long.
_places = threading.BoundedSemaphore(2)
WAIT_SECONDS = 5

TOO_LONG = _("This file takes too long to read, so we stopped. Save it again with less in it.")
TOO_BIG = _("This file needs too much memory to read, so we stopped. Save it again, smaller.")
DAMAGED = _("This file can't be read. It may be damaged: save it again and try once more.")
NO_ROOM = _("We couldn't look at the file just now. Please try again in a few minutes.")
BUSY = _("We're still reading another file of yours. Please try again in a moment.")


@dataclass(frozen=True, slots=True)
class Job:
    """What a child may be asked to do, and what it may use up.

    ``refusal`` is made of a template and its values. ``seconds`` are of processor time;
    ``megabytes`` count Python and the libraries, some 50 of them.
    """

    function: str
    refusal: type[Refusal]
    seconds: int = 5
    megabytes: int = 250
    output_megabytes: int = 20


def run(
    job: Job, content: bytes, *, asked: Mapping[str, Any] | None = None, by: UUID | None = None
) -> Iterator[Any]:
    """Return what the job makes of a file, part by part; ``by`` is who sent it.

    :raises job.refusal: as the job itself refuses, if the file takes too much, or while
        another file of the same person is read.
    """
    try:
        with one_at_a_time(by), _a_place(job), tempfile.TemporaryDirectory() as folder:
            ended, answer = _run(_order(job, content, asked or {}), folder)
    except IsBusy:
        raise job.refusal(BUSY) from None
    except subprocess.TimeoutExpired:
        raise job.refusal(TOO_LONG) from None
    except OSError as error:
        logger.exception("No child could be started: %s", error.strerror)
        raise job.refusal(NO_ROOM) from error
    answer.seek(0)
    if ended:
        raise _refused(job, ended, answer)
    return _parts(answer)


@contextmanager
def _a_place(job):
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise job.refusal(NO_ROOM)
    try:
        yield
    finally:
        _places.release()


def _order(job: Job, content: bytes, asked: Mapping[str, Any]) -> IO[bytes]:
    order = _scratch()
    limits = {name: getattr(job, name) for name in ("seconds", "megabytes", "output_megabytes")}
    said = {"function": job.function, "asked": asked, "root": str(ROOT), **limits}
    order.write(json.dumps(said).encode() + b"\n")
    order.write(content)
    order.seek(0)
    return order


def _scratch() -> IO[bytes]:
    """A file without a name: in memory where the system can, so that nothing needs a disk."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("child"), "w+b")
    return tempfile.TemporaryFile()


def _run(order: IO[bytes], folder: str) -> tuple[int, IO[bytes]]:
    """Return how the child ended (0, a code of its own, less for a signal), and what it said.

    :raises subprocess.TimeoutExpired: if it had to be ended.
    """
    answer = _scratch()
    try:
        with order:
            return _ended(order, answer, folder), answer
    except BaseException:
        answer.close()
        raise


def _ended(order: IO[bytes], answer: IO[bytes], folder: str) -> int:
    process = subprocess.Popen(
        [sys.executable, "-I", str(MAIN)],
        stdin=order,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
        start_new_session=True,
    )
    try:
        return process.wait(PATIENCE_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _refused(job: Job, ended: int, answer: IO[bytes]) -> Refusal:
    with answer:
        said = answer.read() if ended > 0 else b""
    if ended == REFUSED:
        message = json.loads(said)
        return job.refusal(message["template"], **message["values"])
    if ended == -signal.SIGXCPU:
        return job.refusal(TOO_LONG)
    logger.warning(
        "A child for %s ended with %s: %s", job.function, ended, said[:500].decode(errors="replace")
    )
    return job.refusal(TOO_BIG if ended == TOO_MUCH_MEMORY else DAMAGED)


def _parts(answer: IO[bytes]) -> Iterator[Any]:
    with answer:
        while head := answer.readline():
            kind, length = head.split()
            content = answer.read(int(length))
            yield content if kind == b"bytes" else json.loads(content)
