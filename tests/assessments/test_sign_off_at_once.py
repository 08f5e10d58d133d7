"""Twenty phones signing the same thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from assessments.models import LedgerEntry, SignOff
from assessments.services.ledger_check import broken_chains
from assessments.services.sign_off import SignOffError, revoke_sign_off
from tests.assessments.bedside import Bedside
from tests.factories import NOON

PHONES = 20


def all_at_once(act):
    """Run ``act(number)`` in twenty threads that start together; return what each got."""
    start = Barrier(PHONES)

    def run(number):
        try:
            start.wait()
            return act(number)
        except SignOffError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(PHONES) as phones:
        return list(phones.map(run, range(PHONES)))


@pytest.mark.django_db(transaction=True)
def test_p3_twenty_forms_make_one_record_and_nineteen_clean_answers():
    bedside = Bedside().open()

    answers = all_at_once(lambda number: bedside.sign())

    refused = [answer for answer in answers if isinstance(answer, str)]
    assert len(refused) == PHONES - 1
    assert set(refused) == {"Priya Nair signed this already for that day, 23 Nov 2026, 12:00."}
    assert (SignOff.objects.count(), bedside.progress.achieved) == (1, 1)
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twenty_times_gets_the_same_record_each_time():
    bedside = Bedside().open()
    key = uuid4()

    answers = all_at_once(lambda number: bedside.sign(idempotency_key=key))

    assert set(answers) == {SignOff.objects.get()}


@pytest.mark.django_db(transaction=True)
def test_two_assessors_at_once_share_one_chain():
    bedside = Bedside().open()

    all_at_once(lambda number: bedside.sign(by=bedside.sam if number % 2 else bedside.priya))

    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1, 2]
    assert (bedside.state().passes, bedside.state().assessors) == (2, 2)
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_p7_twenty_revocations_make_one():
    bedside = Bedside().open()
    sign_off = bedside.sign()

    all_at_once(
        lambda number: revoke_sign_off(
            sign_off=sign_off, by=bedside.priya, reason="Wrong level", at=NOON
        )
    )

    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.REVOKE).count() == 1
    assert bedside.state().passes == 0
