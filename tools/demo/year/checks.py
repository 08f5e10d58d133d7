"""Whether the year ended as it should: states, certificates, the ledger with its seals.

The certificates and the chains are held against ``tools/verify_export.py``, which knows nothing
of the application; what the public page says, an anonymous reader asks.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from assessments.certificates.document import transcript_json
from assessments.certificates.models import Certificate
from assessments.ledger.services.ledger_export import export_lines
from programs.preceptorships.models import Preceptorship
from tools.demo.year import evaluations
from tools.demo.year.course import Year
from tools.verify_export import verify

VALID = "This certificate is valid"


def final_states(year: Year) -> Counter:
    mine = Preceptorship.objects.filter(program=year.program)
    return Counter(mine.values_list("status", flat=True))


def faults(year: Year) -> Iterator[str]:
    """Say what is not as the story has it, or does not hold."""
    yield from year.tally.faults
    story, done = year.story, year.tally.done
    states = final_states(year)
    still_open = sum(states.values()) - sum(states[status] for status in Preceptorship.CLOSED)
    if still_open:
        yield f"{still_open} have no final state"
    if done["change of preceptor"] != story.changes:
        yield f"{done['change of preceptor']} changes of preceptor, not {story.changes}"
    standing = Certificate.objects.standing().filter(preceptorship__program=year.program)
    if standing.count() != story.certificates:
        yield f"{standing.count()} certificates, not {story.certificates}"
    yield from evaluations.faults(year)
    yield from _independent(standing)
    yield from _public(standing)
    yield from _ledger()


def _independent(certificates) -> Iterator[str]:
    with TemporaryDirectory() as folder:
        export = Path(folder) / "ledger.jsonl"
        export.write_text("".join(f"{line}\n" for line in export_lines()), encoding="utf-8")
        papers = []
        for certificate in certificates:
            paper = Path(folder) / f"{certificate.code}.json"
            paper.write_text(transcript_json(certificate.facts), encoding="utf-8")
            papers.append(paper)
        problems, _summary = verify(export, Path(settings.SEAL_FILE), certificates=papers)
    yield from problems


def _public(certificates) -> Iterator[str]:
    reader = Client(headers={"host": settings.SITE_URL.partition("://")[2]})
    for certificate in certificates:
        page = reader.get(reverse("assessments:certificate-public", args=[certificate.code]))
        if page.status_code != 200 or VALID not in page.content.decode():
            yield f"the public page of {certificate.code} says {page.status_code}, or not valid"


def _ledger() -> Iterator[str]:
    try:
        # In this process: another one would not see what is not committed yet.
        call_command("verify_ledger", seals=True, processes=1, stdout=_Nowhere())
    except CommandError as error:
        yield f"verify_ledger: {error}"


class _Nowhere:
    def write(self, _text):
        """Its good news is not printed; its bad news is an error."""

    def flush(self):
        """Nothing waits."""

    def isatty(self):
        return False
