"""The whole ledger as text that others can check without us: ``tools/verify_export.py``."""

import json
from collections.abc import Iterator
from datetime import UTC

from assessments.ledger.models import LedgerEntry


def export_lines() -> Iterator[str]:
    """Yield one line of JSON for every entry, chain by chain, with its personal content.

    Content that was erased is ``null``: the entry holds without it (D3).
    """
    entries = LedgerEntry.objects.select_related("content").order_by("preceptorship", "sequence")
    for entry in entries.iterator(chunk_size=2000):
        yield json.dumps(
            {
                "preceptorship": str(entry.preceptorship_id),
                "sequence": entry.sequence,
                "kind": entry.kind,
                "canonical": entry.canonical,
                "previous_hash": entry.previous_hash,
                "hash": entry.hash,
                "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(),
                "content": _content(entry),
            },
            ensure_ascii=False,
        )


def _content(entry):
    content = getattr(entry, "content", None)
    if content is None:
        return None
    # Who had an account has no address here, and none was hashed.
    identity = {"identity": content.identity} if content.identity else {}
    return identity | {
        "salt": content.salt,
        "signed_as": content.signed_as,
        "learner_name": content.learner_name,
        "text": content.text,
    }
