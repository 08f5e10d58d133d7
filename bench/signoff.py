"""How long signing, checking and sealing take: ``python bench/signoff.py``.

Runs on a PostgreSQL of its own that ends with it. Prints the median over 300 signatures and
over 100 checklists of 80 competencies, the entries checked in a second over 2,500 chains of 80,
and how long a seal of 60,000 chains takes.
"""

import os
import re
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SIGNATURES = 300
CHAINS, LENGTH = 2500, 80
SEALED_CHAINS = 60_000


def main():
    from tools.demo.embedded.place import passing_place
    from tools.demo.embedded.postgres import PostgresServer

    server = PostgresServer(passing_place(), log=Path(os.devnull), passing=True)
    os.environ |= {
        "ALONGSIDE_DEMO": "1",
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    try:
        measure()
    finally:
        server.stop()


def measure():
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.assessments.bedside import Bedside
    from tests.factories import TODAY

    call_command("migrate", verbosity=0)
    bedside = Bedside()
    others = [bedside.ask(f"Competency {number}", position=number) for number in range(2, 31)]
    bedside.open()
    days = [TODAY - timedelta(days=number) for number in range(SIGNATURES // len(others) + 1)]
    wanted = [(competency, day) for day in days for competency in others][:SIGNATURES]

    with CaptureQueriesContext(connection) as queries:
        bedside.sign(observed_on=days[1])
    total, database = [], []
    for competency, day in wanted:
        with Stopwatch() as stopwatch, connection.execute_wrapper(stopwatch.query):
            bedside.sign(competency=competency, observed_on=day)
        total.append(stopwatch.total)
        database.append(stopwatch.database)
    writes = [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    sys.stdout.write(
        f"{len(queries)} queries, {len(writes)} of them writes\n"
        f"in the database {statistics.median(database):.2f} ms, "
        f"with Python around it {statistics.median(total):.2f} ms\n"
    )
    measure_checklist(bedside)
    measure_ledger(bedside)


def measure_checklist(bedside):
    """The page of 80 competencies, asked for by its preceptor as a browser does."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.assessments.bedside import Bedside

    settings.ALLOWED_HOSTS = ["*"]
    # Files as they are named: nothing was collected for this.
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"] = {"BACKEND": plain}
    ward = Bedside()
    for number in range(2, 81):
        ward.ask(f"Competency {number}", position=number)
    ward.open()
    client = Client()
    client.force_login(ward.priya)
    with CaptureQueriesContext(connection) as captured:
        client.get(ward.checklist_url)
    # The next request empties the list.
    queries, times = len(captured), []
    for _ in range(100):
        with Stopwatch() as stopwatch:
            client.get(ward.checklist_url)
        times.append(stopwatch.total)
    sys.stdout.write(f"checklist of 80: {queries} queries, p50 {statistics.median(times):.1f} ms\n")


def measure_ledger(bedside):
    """Check real chains, written in bulk by the rules of one signature; then seal many."""
    from io import StringIO

    from django.core.management import call_command

    signed = bedside.preceptorship.sign_offs.select_related("entry__content").last()
    for preceptorship in copies(bedside.preceptorship, CHAINS):
        write_chain(preceptorship, signed)
    for processes in (1, os.cpu_count()):
        out, started = StringIO(), time.perf_counter()
        call_command("verify_ledger", processes=processes, stdout=out)
        seconds = time.perf_counter() - started
        entries = int(re.search(r"\d+", out.getvalue())[0])
        sys.stdout.write(
            f"verify_ledger, {processes} processes: {entries / seconds:,.0f} entries/s\n"
        )
    measure_seal(bedside)


def measure_seal(bedside):
    from tempfile import TemporaryDirectory

    from assessments.ledger.models import LedgerEntry
    from assessments.ledger.services.seal import take_seal
    from tests.factories import NOON

    rows = [
        LedgerEntry(
            preceptorship=preceptorship,
            sequence=1,
            kind="sign",
            canonical="{}",
            hash=f"{number:064x}",
            recorded_at=NOON,
        )
        for number, preceptorship in enumerate(copies(bedside.preceptorship, SEALED_CHAINS))
    ]
    LedgerEntry.objects.bulk_create(rows, batch_size=5000)
    with TemporaryDirectory() as folder:
        for name in ("first", "next"):
            started = time.perf_counter()
            seal = take_seal(Path(folder) / "seals.jsonl", at=NOON)
            seconds = time.perf_counter() - started
            sys.stdout.write(f"{name} seal of {seal.chains:,} chains: {seconds:.2f} s\n")


def copies(preceptorship, count):
    """Make closed preceptorships of the same learner: one person has one open."""
    from common.ids import uuid7
    from programs.preceptorships.models import Preceptorship
    from tests.factories import NOON

    values = {
        field.attname: getattr(preceptorship, field.attname)
        for field in Preceptorship._meta.concrete_fields
    } | {"status": "achieved", "closed_at": NOON}
    rows = [Preceptorship(**values | {"id": uuid7()}) for _ in range(count)]
    return Preceptorship.objects.bulk_create(rows, batch_size=5000)


def write_chain(preceptorship, signed):
    """Write as many entries as ``append_entry`` would, and what is read beside them."""
    from assessments.ledger import chain
    from assessments.ledger.models import LedgerEntry, SignatureContent
    from assessments.sign_offs.models import SignOff

    preceptorship.learner = signed.preceptorship.learner
    content, salt = chain.Content(signed_as="P", learner_name="A", text=""), "ab" * 32
    entries, sign_offs, previous = [], [], ""
    for sequence in range(1, LENGTH + 1):
        sign_off = _signed_again(preceptorship, signed, days_before=sequence)
        sign_off.entry = _entry_of(sign_off, sequence, previous, chain.commitment(salt, content))
        previous = sign_off.entry.hash
        entries.append(sign_off.entry)
        sign_offs.append(sign_off)
    LedgerEntry.objects.bulk_create(entries)
    SignatureContent.objects.bulk_create(
        SignatureContent(entry=entry, salt=salt, signed_as="P", learner_name="A")
        for entry in entries
    )
    SignOff.objects.bulk_create(sign_offs)


def _signed_again(preceptorship, signed, *, days_before):
    from uuid import uuid4

    from assessments.sign_offs.models import SignOff
    from common.ids import uuid7

    same = ("competency", "assessor", "level", "is_pass", "method", "signed_at")
    return SignOff(
        id=uuid7(),
        preceptorship=preceptorship,
        observed_on=signed.observed_on - timedelta(days=days_before),
        idempotency_key=uuid4(),
        **{name: getattr(signed, name) for name in same},
    )


def _entry_of(sign_off, sequence, previous, commitment):
    from dataclasses import asdict

    from assessments.ledger import chain
    from assessments.ledger.models import LedgerEntry
    from assessments.ledger.services.ledger import signature_of

    place = chain.Place(
        preceptorship=sign_off.preceptorship.pk,
        sequence=sequence,
        previous_hash=previous,
        recorded_at=sign_off.signed_at,
    )
    text = chain.canonical_text(place, signature_of(sign_off), commitment)
    return LedgerEntry(
        **asdict(place) | {"preceptorship": sign_off.preceptorship},
        kind="sign",
        canonical=text,
        hash=chain.entry_hash(text),
    )


class Stopwatch:
    """Milliseconds from entering to leaving, and those of them spent in queries."""

    def __enter__(self):
        self.database = 0.0
        self.started = time.perf_counter()
        return self

    def __exit__(self, *exception):
        self.total = 1000 * (time.perf_counter() - self.started)

    def query(self, execute, sql, params, many, context):
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.database += 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
