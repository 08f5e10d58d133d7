"""Other processes: whether they are there, and waiting for what they do."""

import select
import time

import psutil

SECONDS = 20


def is_alive(pid) -> bool:
    try:
        return psutil.Process(int(pid)).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(condition):
    """Ask again and again until it is so.

    :raises AssertionError: if it never is.
    """
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        select.select([], [], [], 0.02)
