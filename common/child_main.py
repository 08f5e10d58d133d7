"""What a child process does (common/child.py): takes its limits, decodes one file, and ends.

Started as a file of its own with ``python -I``: knows no Django, no settings and no secrets. Its
input is a line of JSON (the function, what it is asked, its limits) and then the file.
"""

import importlib
import json
import os
import resource
import sys
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

REFUSED, TOO_MUCH_MEMORY, BROKEN = 3, 4, 5
MEGABYTE = 1024 * 1024
# Files that may be open at once: libraries read some while they are imported.
MOST_FILES = 64


def main() -> int:
    order = json.loads(sys.stdin.buffer.readline())
    _take_limits(order["seconds"], order["megabytes"], order["output_megabytes"])
    sys.path.insert(0, order["root"])
    try:
        return _work(order)
    except MemoryError:
        return TOO_MUCH_MEMORY
    except Exception as error:
        return _end_with(BROKEN, {"error": _where(error)})


def _take_limits(seconds: int, megabytes: int, output_megabytes: int) -> None:
    """Set what the system holds this process to from now on; there is no way back."""
    limits = {
        resource.RLIMIT_AS: megabytes * MEGABYTE,
        resource.RLIMIT_FSIZE: output_megabytes * MEGABYTE,
        resource.RLIMIT_NOFILE: MOST_FILES,
        # It begins no other process, and leaves no picture of its memory behind.
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    # The first ends it with a signal that says why, the second in any case.
    both = {limit: (most, most) for limit, most in limits.items()}
    for limit, pair in (both | {resource.RLIMIT_CPU: (seconds, seconds + 1)}).items():
        try:
            resource.setrlimit(limit, pair)
        except ValueError:
            # macOS knows some of them only by name; the parent's patience holds there.
            if sys.platform != "darwin":
                raise


def _work(order: Mapping[str, Any]) -> int:
    module, _colon, name = order["function"].partition(":")
    function = getattr(importlib.import_module(module), name)
    # Pure, like all that is imported here before a file is read.
    from common.refusal import Refusal

    try:
        _write(function(sys.stdin.buffer.read(), **order["asked"]))
    except Refusal as refusal:
        message = refusal.message
        return _end_with(REFUSED, {"template": message.template, "values": dict(message.values)})
    return 0


def _write(parts: Iterable[object]) -> None:
    """Write each part behind its kind and length: bytes as they are, all else as JSON."""
    for part in parts:
        is_bytes = isinstance(part, bytes)
        content = part if is_bytes else json.dumps(part).encode()
        sys.stdout.buffer.write(b"%s %d\n" % (b"bytes" if is_bytes else b"json", len(content)))
        sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _end_with(code: int, said: object) -> int:
    """Say one thing alone, whatever was begun before."""
    os.ftruncate(1, 0)
    os.lseek(1, 0, os.SEEK_SET)
    os.write(1, json.dumps(said).encode())
    return code


def _where(error: Exception) -> str:
    """Return what an operator needs to report it, without anything that stands in the file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {last.filename}:{last.lineno}"


if __name__ == "__main__":
    code = main()
    # Nothing is left to be tidied up, and what was begun in the buffer is not to be written.
    os._exit(code)
