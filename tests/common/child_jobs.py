"""What tests ask of a child process: good work, and all kinds of bad."""

import importlib
import os
import resource
import sys
import time
from pathlib import Path

from common.cleaning.refusal import FileRefusal


def repeat(content, *, times):
    yield {"length": len(content)}
    for _time in range(times):
        yield content


def spin(_content):
    while True:
        pass


def sleep(_content):
    time.sleep(60)


def hoard(_content):
    held = bytearray()
    while True:
        held += bytes(10_000_000)


def flood(_content):
    while True:
        yield bytes(1_000_000)


def abort(_content):
    os.abort()


def fail(content):
    raise KeyError(content.decode())


def refuse(_content):
    yield b"something before"
    raise FileRefusal("There are %(count)d of them.", count=3)


def surroundings(_content):
    """What the child could read or take along."""
    names = ("CPU", "AS", "FSIZE", "NOFILE", "NPROC", "CORE")
    limits = [resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[0] for name in names]
    return [
        {
            "environment": dict(os.environ),
            "folder": [str(path) for path in Path.cwd().iterdir()],
            "cwd": str(Path.cwd()),
            "files": sorted(os.listdir("/proc/self/fd")),
            "limits": limits,
        }
    ]


def loaded(_content, *, function):
    """Whether the module of a function brings Django along."""
    importlib.import_module(function.partition(":")[0])
    return [sorted(name for name in sys.modules if name.split(".")[0] in ("django", "config"))]
