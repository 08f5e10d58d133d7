"""The ledger, or one record of it, as text for others to check: ``tools/verify_export.py``."""

import json
from collections.abc import Iterator
from datetime import UTC

from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry
from assessments.ledger.services.ledger import titles_of, words_of
from programs.preceptorships.models import Preceptorship

Kind = LedgerEntry.Kind
# What a learner reads on their record, too: but for the address of who signed by a link.
READ_BY_THE_LEARNER = {
    Kind.SIGN,
    Kind.REVOKE,
    Kind.SUSPEND,
    Kind.REINSTATE,
    Kind.CONFIRM,
    Kind.REVIEW,
}


def export_lines(preceptorship: Preceptorship | None = None) -> Iterator[str]:
    """Yield one line of JSON for every entry, chain by chain, with its personal content.

    Of all chains; or of one record, for its learner: then what they may not read is withheld.

    Content that was erased is ``null``: the entry holds without it (D3).
    """
    entries = LedgerEntry.objects.order_by("preceptorship", "sequence")
    if preceptorship:
        entries = entries.filter(preceptorship=preceptorship)
    entries = entries.select_related("content", "sign_off__override")
    entries = entries.prefetch_related("sign_off__evidence")
    for entry in entries.iterator(chunk_size=2000):
        is_withheld = preceptorship is not None and not _is_read_by_the_learner(entry)
        yield json.dumps(
            {
                "preceptorship": str(entry.preceptorship_id),
                "sequence": entry.sequence,
                "kind": entry.kind,
                "canonical": entry.canonical,
                "previous_hash": entry.previous_hash,
                "hash": entry.hash,
                "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(),
                "content": None if is_withheld else _content(entry),
                **({"withheld": True} if is_withheld else {}),
            },
            ensure_ascii=False,
        )


def _is_read_by_the_learner(entry):
    content = getattr(entry, "content", None)
    return content is None or (entry.kind in READ_BY_THE_LEARNER and not content.identity)


def _content(entry):
    content = getattr(entry, "content", None)
    if content is None:
        return None
    # What is not there has no part in the hash, such as the address of who had an account.
    beside = _beside(entry) | {"identity": content.identity}
    return {name: told for name, told in beside.items() if told} | {
        "salt": content.salt,
        "signed_as": content.signed_as,
        "learner_name": content.learner_name,
        "text": content.text,
    }


def _beside(entry):
    """The words of what a signature rests on; those of older formats did not state them."""
    sign_off = getattr(entry, "sign_off", None)
    if sign_off is None or chain.facts_of(entry.canonical).get("format") != chain.FORMAT:
        return {}
    titles = list(titles_of(sign_off.evidence.all()))
    return {"override": words_of(sign_off.override), "titles": titles}
