"""Putting the readable record back to what the ledger says (DESIGN 6)."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from assessments.evidence.models import Evidence
from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry
from assessments.ledger.services.ledger import first_fault
from assessments.ledger.services.record_lock import lock_record
from assessments.progress.services import rebuild_progress
from assessments.sign_offs.models import SignOff
from programs.frameworks.models import RatingLevel
from programs.preceptorships.models import Preceptorship

Kind = LedgerEntry.Kind


def rebuild_sign_offs(preceptorships: Iterable[Preceptorship], *, check: bool) -> Iterator[str]:
    """Replay each chain, yield every difference from the record; repair it unless ``check``.

    What was changed is put back, what is missing made again, what nobody signed removed; then
    progress is counted afresh. A chain that does not hold is named and left alone: nothing
    is rebuilt from it.
    """
    for preceptorship in preceptorships:
        with transaction.atomic():
            lock_record(preceptorship)
            yield from _rebuild(preceptorship, check=check)


def _rebuild(preceptorship, *, check):
    entries = list(preceptorship.ledger_entries.order_by("sequence"))
    fault = first_fault(entries, preceptorship)
    if fault:
        yield f"{preceptorship.pk}: {fault}. Nothing was rebuilt from this chain."
        return
    try:
        signed = _replay(entries)
    except (KeyError, ValueError, TypeError):
        yield f"{preceptorship.pk}: an entry states no known act. Nothing was rebuilt."
        return
    shown = {row.pk: row for row in preceptorship.sign_offs.all()}
    differences = list(_differences(signed, shown))
    yield from (f"{preceptorship.pk}: {difference}" for difference in differences)
    if differences and not check:
        _repair(signed, shown)
        yield from rebuild_progress([preceptorship], check=False)


def _replay(entries) -> dict[UUID, dict]:
    """Return the columns of every sign-off as its entries make them."""
    levels = {(level.scale_id, level.value): level for level in RatingLevel.objects.all()}
    signed = {}
    for entry in entries:
        if entry.kind in (Kind.REQUIRE, Kind.REVIEW, Kind.ERASE):
            continue
        facts = chain.facts_of(entry.canonical)
        pk = UUID(facts["sign_off"])
        if entry.kind == Kind.SIGN:
            level = levels[UUID(facts["scale"]), facts["level"]]
            signed[pk] = _signed(entry, facts, level)
        elif entry.kind == Kind.REVOKE:
            signed[pk] |= {
                "revocation_id": entry.pk,
                "revoked_at": entry.recorded_at,
                "revoked_by_id": UUID(facts["revoked_by"]),
            }
        elif entry.kind == Kind.CONFIRM:
            signed[pk] |= {"confirming_id": entry.pk, "confirmed_at": entry.recorded_at}
        else:
            is_suspended = entry.kind == Kind.SUSPEND
            signed[pk] |= {
                "suspension_id": entry.pk if is_suspended else None,
                "suspended_at": entry.recorded_at if is_suspended else None,
            }
    return signed


def _signed(entry, facts, level):
    return {
        "preceptorship_id": entry.preceptorship_id,
        "entry_id": entry.pk,
        "signed_at": entry.recorded_at,
        "competency_id": UUID(facts["competency"]),
        "assessor_id": _id(facts["assessor"]),
        "external_id": _id(facts.get("external")),
        "channel": facts.get("channel", SignOff.Channel.ACCOUNT),
        "level_id": level.pk,
        "is_pass": facts["is_pass"],
        "method": facts["method"],
        "observed_on": date.fromisoformat(facts["observed_on"]),
        "is_late": facts["is_late"],
        "override_id": _id(facts["override"]),
        "evidence": facts.get("evidence", []),
        "revocation_id": None,
        "revoked_at": None,
        "revoked_by_id": None,
        "suspension_id": None,
        "suspended_at": None,
        "confirming_id": None,
        "confirmed_at": None,
    }


def _differences(signed, shown):
    for pk, columns in signed.items():
        if pk not in shown:
            yield f"sign-off {pk} was missing"
            continue
        names = [name for name, value in columns.items() if _shown(shown[pk], name) != value]
        if names:
            yield f"sign-off {pk} differed in {', '.join(names)}"
    yield from (f"sign-off {pk} was never signed" for pk in shown.keys() - signed.keys())


def _repair(signed, shown):
    with connection.cursor() as cursor:
        # Until the end of this transaction the guard lets what the ledger says through.
        cursor.execute("SET LOCAL alongside.rebuilding = 'yes'")
        for pk in shown.keys() - signed.keys():
            shown[pk].evidence.clear()
            shown[pk].delete()
        for pk, columns in signed.items():
            _put_back(pk, dict(columns), shown.get(pk))
        cursor.execute("SET LOCAL alongside.rebuilding = 'no'")


def _put_back(pk, columns, row):
    digests = columns.pop("evidence")
    # The key of the form is not in the ledger; any that nobody holds will do.
    key = row.idempotency_key if row else pk
    put_back = SignOff(pk=pk, idempotency_key=key, **columns)
    put_back.save(force_insert=row is None, force_update=row is not None)
    beside = Evidence.objects.filter(
        preceptorship=columns["preceptorship_id"], competency=columns["competency_id"]
    )
    put_back.evidence.set(beside.filter(sha256__in=digests))


def _shown(row, name):
    if name == "evidence":
        return sorted(row.evidence.values_list("sha256", flat=True))
    return getattr(row, name)


def _id(text):
    return UUID(text) if text else None
