"""Twenty phones signing the same thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from assessments.external.models import Confirmation, ExternalRequest
from assessments.external.services.confirmation import confirm_signature, disown_signature
from assessments.external.services.external_request import ExternalRequestError
from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import (
    SigningPin,
    SignOff,
    SignOffDraft,
    SignOffRequest,
)
from assessments.sign_offs.services.sign_off import SignOffError, revoke_sign_off
from assessments.sign_offs.services.sign_off_draft import receive_draft
from assessments.sign_offs.services.signing_pin import PinError, check_pin, set_pin
from tests.assessments.bedside import Bedside
from tests.assessments.chains import broken_chains
from tests.assessments.sign_offs.asking import ask, ask_external, sign_external
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

    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1, 2, 3]
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


@pytest.mark.django_db(transaction=True)
def test_p11_one_link_used_by_twenty_at_once_signs_once():
    bedside = Bedside().open()
    asked = ask_external(bedside)

    def sign(number):
        try:
            return sign_external(bedside, ExternalRequest.objects.with_learner().get(pk=asked.pk))
        except ExternalRequestError as error:
            return str(error)

    answers = all_at_once(sign)

    assert sum(isinstance(answer, SignOff) for answer in answers) == 1
    assert set(answers) - {SignOff.objects.get()} == {
        "This link has been used or withdrawn, or it has expired."
    }
    assert Confirmation.objects.count() == 1
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_one_request_answered_in_twenty_tabs_is_one_record():
    bedside = Bedside().open()
    [asked] = ask(bedside)

    answers = all_at_once(lambda number: bedside.sign(request=asked))

    assert sum(isinstance(answer, SignOff) for answer in answers) == 1
    assert SignOff.objects.count() == 1
    assert SignOffRequest.objects.get().sign_off == SignOff.objects.get()


@pytest.mark.django_db(transaction=True)
def test_p11_twenty_times_this_was_not_me_is_said_once():
    bedside = Bedside().open()
    sign_external(bedside, ask_external(bedside))
    confirmation = Confirmation.objects.select_related(
        "sign_off__preceptorship__learner__person"
    ).get()

    all_at_once(lambda number: disown_signature(confirmation=confirmation, at=NOON))

    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.SUSPEND).count() == 1
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_p11_twenty_times_i_signed_this_counts_once():
    bedside = Bedside().open()
    sign_external(bedside, ask_external(bedside))
    confirmation = Confirmation.objects.select_related(
        "sign_off__preceptorship__learner__person"
    ).get()

    all_at_once(lambda number: confirm_signature(confirmation=confirmation, holder=None, at=NOON))

    assert LedgerEntry.objects.filter(kind=LedgerEntry.Kind.CONFIRM).count() == 1
    assert bedside.state().passes == 1
    assert list(broken_chains()) == []


@pytest.mark.django_db(transaction=True)
def test_wrong_pins_at_once_are_counted_one_by_one():
    bedside = Bedside().open()
    set_pin(person=bedside.priya, pin="739150", at=NOON)

    def guess(number):
        try:
            check_pin(person=bedside.priya, pin="000000", at=NOON)
        except PinError as error:
            return str(error)

    answers = all_at_once(guess)

    assert SigningPin.objects.get().failures == 5
    assert answers.count("That PIN is wrong. Nothing was signed.") == 5


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_twenty_times_is_stored_once():
    bedside = Bedside().open()
    key = uuid4()

    answers = all_at_once(
        lambda number: receive_draft(
            draft_id=key,
            preceptorship=bedside.preceptorship.pk,
            competency=bedside.catheter.pk,
            level=None,
            comment="",
            recorded_at=NOON,
            by=bedside.priya,
            at=NOON,
        )
    )

    assert set(answers) == {SignOffDraft.objects.get()}
