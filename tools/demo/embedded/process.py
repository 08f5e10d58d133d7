"""Start a command under a guard that ends it when this process does."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

CHILD_GUARD = Path(__file__).with_name("child_guard.py")
# Stopping takes at most this long: the guard kills what does not stop.
GRACE = 10


class EmbeddedError(Exception):
    """A service did not start. The message says why and is fit to show."""


class GuardedChild:
    """A command that runs until :meth:`stop`, or until this process ends in any way."""

    def __init__(
        self, name, command, *, signal="TERM", account=None, remove=None, log=None, **options
    ):
        """``log`` is a file for what the command prints, ``account`` a user and a group id."""
        self.name = name
        arguments = ["--signal", signal, "--grace", str(GRACE)]
        if account:
            arguments += ["--account", ":".join(map(str, account))]
        if remove:
            arguments += ["--remove", str(remove)]
        output = open(log, "ab") if log else None  # noqa: SIM115 - the child keeps it
        self._process = subprocess.Popen(
            # -I: neither the environment nor the folder decides what is imported.
            [sys.executable, "-I", str(CHILD_GUARD), *arguments, "--", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            **options,
        )
        if output:
            output.close()

    @property
    def pid(self):
        return self._process.pid

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def wait(self) -> int:
        """Wait for the command to end by itself and return its exit code."""
        code = self._process.wait()
        self.let_go()
        return code

    def let_go(self):
        """Ask the command to end; returns at once."""
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def stop(self):
        self.let_go()
        self._process.wait()
