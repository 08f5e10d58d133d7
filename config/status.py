"""How the whole stands, in numbers: ages in seconds, and counts."""

import json
import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q

from config.readiness import fault
from people.models import Delivery, Stamp

# What each figure says. One that is not known is left out, and null in JSON.
FIGURES = {
    "ready": "1 when pages can be served",
    "beat_age_seconds": "since beat last handed over a task",
    "worker_age_seconds": "since a worker last did one",
    "backup_age_seconds": "since `manage.py stamp_backup`",
    "seal_age_seconds": "since the last line of SEAL_FILE",
    "notices_due": "e-mails that could leave now",
    "notices_oldest_due_seconds": "how long the oldest of them waits",
    "notices_failed": "e-mails given up",
    "notices_unknown": "e-mails of which nobody knows whether they left",
    "clock_skew_seconds": "how far the database's clock is ahead of this machine's",
}

Figures = dict[str, float | None]


def take_status(*, at: datetime) -> Figures:
    """Return every figure; where the database does not answer, only that it does not."""
    missing = fault()
    figures: Figures = dict.fromkeys(FIGURES) | {"ready": float(not missing)}
    figures["seal_age_seconds"] = _age(_sealed_at(Path(settings.SEAL_FILE)), at)
    if missing:
        return figures
    stamps = dict(Stamp.objects.values_list("name", "stamped_at"))
    for name in Stamp.Name.values:
        figures[f"{name}_age_seconds"] = _age(stamps.get(name), at)
    return figures | _mail(at) | {"clock_skew_seconds": _clock_skew()}


def told_to_prometheus(figures: Figures) -> str:
    lines = []
    for name, value in figures.items():
        if value is not None:
            metric = f"alongside_{name}"
            lines += [f"# HELP {metric} {FIGURES[name]}", f"# TYPE {metric} gauge"]
            lines.append(f"{metric} {value:g}")
    return "\n".join(lines) + "\n"


def _mail(at):
    status = Delivery.Status
    is_due = Q(status=status.DUE, due_at__lte=at)
    # Only of those that are not done with: an index finds them.
    open_ones = Delivery.objects.filter(status__in=[status.DUE, status.FAILED, status.UNKNOWN])
    found = open_ones.aggregate(
        due=Count("pk", filter=is_due),
        oldest=Min("due_at", filter=is_due),
        failed=Count("pk", filter=Q(status=status.FAILED)),
        unknown=Count("pk", filter=Q(status=status.UNKNOWN)),
    )
    oldest = found.pop("oldest")
    waits = (at - oldest).total_seconds() if oldest else 0
    return {f"notices_{name}": count for name, count in found.items()} | {
        "notices_oldest_due_seconds": waits
    }


def _sealed_at(file):
    """When the last line of the file of seals was written, by what it says itself."""
    try:
        with file.open(encoding="utf-8") as lines:
            last = ""
            for line in lines:
                last = line if line.strip() else last
        return datetime.fromisoformat(json.loads(last)["sealed_at"])
    except (OSError, ValueError, KeyError, TypeError):
        # No seal yet, or no seal to be read: `verify_ledger --seals` says which.
        return None


def _clock_skew():
    """Ask the time halfway between two looks at ours, so that the way there does not count."""
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        theirs = cursor.fetchone()[0]
    return round(theirs - (before + time.time()) / 2, 3)


def _age(moment, at):
    return None if moment is None else (at - moment).total_seconds()
