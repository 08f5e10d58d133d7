"""What a bomb must not do: outlive its child, or grow the process that was sent it."""

from contextlib import contextmanager
from pathlib import Path

from common import child


@contextmanager
def harmless(monkeypatch, *, megabytes=60):
    """Fail if a child is left behind, or this process held so much more meanwhile."""
    started, popen = [], child.subprocess.Popen

    def noted(*args, **options):
        process = popen(*args, **options)
        started.append(process.pid)
        return process

    monkeypatch.setattr(child.subprocess, "Popen", noted)
    # From now on the most memory is counted anew.
    Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    yield started
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    assert _memory("VmHWM") - before < megabytes


def _memory(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024
