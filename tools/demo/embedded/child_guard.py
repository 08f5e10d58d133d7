"""Run a command that ends when whoever holds our standard input does.

    python child_guard.py [--signal TERM] [--grace 10] [--account UID:GID] [--remove FOLDER]
        -- COMMAND

Standard input is its holder's hand: when the other end closes, because the holder let go or was
killed, the command gets the signal, then the grace in seconds, then SIGKILL with its whole
process group. Works alike on Linux and macOS, and needs nothing but Python.
"""

import argparse
import contextlib
import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys

PR_SET_PDEATHSIG = 1


def main(arguments) -> int:
    options = parse(arguments)
    # Ctrl-C reaches the holder; what becomes of us is said by the holder alone.
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    ended = child_ended_pipe()
    child = start(options)
    try:
        wait_for_end(child, ended, holder=sys.stdin.fileno())
        return stop(child, options)
    finally:
        kill_group(child)
        if options.remove:
            shutil.rmtree(options.remove, ignore_errors=True)


def parse(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--signal", default="TERM")
    parser.add_argument("--grace", type=float, default=10)
    parser.add_argument("--account")
    parser.add_argument("--remove")
    parser.add_argument("command", nargs="+")
    return parser.parse_args(arguments)


def child_ended_pipe() -> int:
    """Return a descriptor that becomes readable when a child ends."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reader


def start(options):
    account = {}
    if options.account:
        user, group = map(int, options.account.split(":"))
        account = {"user": user, "group": group, "extra_groups": []}
    return subprocess.Popen(
        options.command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=follow_us_into_death,
        **account,
    )


def follow_us_into_death():
    """Undo our deaf ears; on Linux also have the kernel end the command if we are killed."""
    for ignored in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(ignored, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_for_end(child, ended, holder):
    """Return once the command has ended by itself or the holder let go."""
    while child.poll() is None:
        ready, _, _ = select.select([ended, holder], [], [])
        if holder in ready and not os.read(holder, 1024):
            return
        if ended in ready:
            os.read(ended, 1024)


def stop(child, options) -> int:
    if child.poll() is None:
        child.send_signal(getattr(signal, f"SIG{options.signal}"))
    try:
        return child.wait(options.grace)
    except subprocess.TimeoutExpired:
        kill_group(child)
        return child.wait()


def kill_group(child):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
