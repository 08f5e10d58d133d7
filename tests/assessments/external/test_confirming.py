"""P11: a signature by a link counts once whoever holds the mailbox has confirmed it."""

import html
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.external.links import confirmation_token
from assessments.external.models import Confirmation
from assessments.external.services.confirmation import (
    ConfirmationError,
    disown_signature,
    lapse_unconfirmed,
    send_confirmations,
)
from assessments.external.services.suspension import SuspensionError, reinstate_sign_off
from assessments.ledger.integrity import read_integrity
from assessments.ledger.models import LedgerEntry
from assessments.progress.services import rebuild_progress
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import SignOffError, revoke_sign_off
from people.models import DeviceSession
from people.notices.models import Notice
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains
from tests.assessments.ledger.tampering import triggers_lifted
from tests.assessments.sign_offs.asking import ask_external, confirm_external, sign_external
from tests.factories import NOON
from tools import verify_export

ALMOST = NOON + timedelta(days=14) - timedelta(seconds=1)
OVER = NOON + timedelta(days=14)


@pytest.fixture
def pending(bedside):
    return sign_external(bedside, ask_external(bedside), comment="Very steady hands.")


def link_of(signed, name="confirmation-confirm"):
    confirmation = Confirmation.objects.get(sign_off=signed)
    return reverse(f"assessments:{name}", args=[confirmation_token(confirmation)])


def text_of(response):
    return " ".join(html.unescape(response.content.decode()).split())


def test_p11_a_learner_who_signs_by_their_own_link_gains_nothing_by_it(bedside, pending):
    state = bedside.state()

    assert (state.passes, state.attempts, state.achieved_at) == (0, 0, None)
    assert bedside.progress.achieved == 0
    assert not pending.is_standing
    assert not SignOff.objects.standing().exists()
    assert list(broken_chains()) == []


def test_p11_confirmed_from_the_mailbox_it_counts_from_then_on(bedside, pending):
    at = NOON + timedelta(days=3)

    confirm_external(pending, at=at)

    assert bedside.state().achieved_at == at
    assert bedside.progress.achieved == 1
    assert list(LedgerEntry.objects.values_list("kind", flat=True)) == [
        "require",
        "sign",
        "confirm",
    ]
    assert list(broken_chains()) == []
    assert list(rebuild_progress([bedside.preceptorship], check=True)) == []


def test_p11_confirming_states_the_mailbox_in_the_ledger(pending):
    confirmed = confirm_external(pending)

    assert confirmed.confirming.content.identity == "jo@example.org"
    assert confirmed.confirming.content.signed_as == "Jo Park, Physiotherapist, PH12345"


def test_confirming_again_changes_nothing(pending):
    for _ in range(2):
        confirm_external(pending)

    assert LedgerEntry.objects.filter(kind="confirm").count() == 1


def test_p11_a_signature_is_confirmed_within_fourteen_days(bedside, pending):
    with pytest.raises(ConfirmationError, match="14 days"):
        confirm_external(pending, at=OVER)
    assert bedside.state().achieved_at is None

    confirm_external(pending, at=ALMOST)

    assert bedside.state().achieved_at == ALMOST


def test_p4_the_learner_cannot_confirm_for_themselves(bedside, pending):
    with pytest.raises(ConfirmationError, match="own device"):
        confirm_external(pending, holder=bedside.amara)

    assert bedside.state().achieved_at is None


def test_a_signature_on_hold_is_not_confirmed(bedside, pending):
    disown_signature(confirmation=Confirmation.objects.get(), at=NOON)

    with pytest.raises(ConfirmationError, match="on hold"):
        confirm_external(pending)

    assert bedside.state().achieved_at is None


def test_a_revoked_signature_is_not_confirmed(bedside, pending):
    revoke_sign_off(sign_off=pending, by=bedside.dana, reason="Nobody of that name.", at=NOON)

    with pytest.raises(ConfirmationError, match="revoked"):
        confirm_external(pending)


def test_p11_a_coordinator_cannot_let_count_what_nobody_confirmed(bedside, pending):
    disown_signature(confirmation=Confirmation.objects.get(), at=NOON)

    with pytest.raises(SuspensionError, match="never confirmed"):
        reinstate_sign_off(sign_off=pending, by=bedside.dana, reason="I asked.", at=NOON)

    assert bedside.state().achieved_at is None


def test_p11_it_can_be_disowned_after_it_was_confirmed(bedside, pending):
    confirm_external(pending)

    disown_signature(confirmation=Confirmation.objects.get(), at=NOON + timedelta(days=29))

    assert bedside.state().achieved_at is None
    assert list(broken_chains()) == []


def test_what_is_handed_over_needs_no_confirmation(bedside):
    bedside.sign(channel=SignOff.Channel.HANDED_OVER)

    assert bedside.state().achieved_at == NOON


# Once the time is over


def test_p11_the_same_person_can_be_asked_again_once_the_time_is_over(bedside, pending):
    again = sign_external(bedside, ask_external(bedside, at=OVER), at=OVER)
    confirm_external(again, at=OVER)

    assert bedside.state().passes == 1


def test_p3_a_second_one_for_the_day_is_refused_while_the_first_waits(bedside, pending):
    with pytest.raises(Exception, match="signed this already"):
        sign_external(bedside, ask_external(bedside))


def test_lapse_unconfirmed_tells_the_learner_once(bedside, pending):
    assert lapse_unconfirmed(at=ALMOST) == 0
    assert lapse_unconfirmed(at=OVER) == 1
    assert lapse_unconfirmed(at=OVER) == 0

    shown = Notice.objects.filter(superseded_at=None)
    assert [(told.kind, told.recipient) for told in shown] == [
        ("external_sign_off_unconfirmed", bedside.amara)
    ]


@pytest.mark.parametrize("end", ["confirmed", "revoked", "disowned"])
def test_lapse_unconfirmed_leaves_alone_what_is_decided(bedside, pending, end):
    if end == "confirmed":
        confirm_external(pending)
    elif end == "revoked":
        revoke_sign_off(sign_off=pending, by=bedside.dana, reason="Who is that?", at=NOON)
    else:
        disown_signature(confirmation=Confirmation.objects.get(), at=NOON)

    assert lapse_unconfirmed(at=OVER) == 0


def test_the_learner_hears_first_that_it_waits_and_then_that_it_counts(bedside, pending):
    def shown():
        return list(Notice.objects.filter(superseded_at=None).values_list("kind", flat=True))

    assert shown() == ["external_sign_off_awaiting"]
    confirm_external(pending)
    assert shown() == ["sign_off_recorded"]


# The record against a hand in the database


def test_p7_what_was_confirmed_stays_confirmed(pending):
    confirm_external(pending)

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.update(confirming=None, confirmed_at=None)


def test_only_a_links_signature_is_confirmed(bedside):
    signed = bedside.sign()

    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.update(confirming=signed.entry, confirmed_at=NOON)


def test_a_confirmation_that_never_was_is_found(pending):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(confirming=pending.entry, confirmed_at=NOON)

    [found] = broken_chains()
    assert found.problem == f"sign-off {pending.pk} was never confirmed"


def test_a_confirmation_taken_off_in_the_record_alone_is_found(pending):
    confirm_external(pending)
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(confirming=None, confirmed_at=None)

    [found] = broken_chains()
    assert found.problem == "entry 3: the sign-off does not show its confirmation"


def test_rebuild_sign_offs_puts_a_confirmation_back(bedside, pending):
    confirm_external(pending)
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(confirming=None, confirmed_at=None)

    call_command("rebuild_sign_offs", stdout=StringIO())

    assert SignOff.objects.get().confirmed_at == NOON
    assert list(broken_chains()) == []


def test_the_export_of_a_confirmed_signature_holds(pending, tmp_path):
    confirm_external(pending)
    export = tmp_path / "export.jsonl"
    call_command("export_ledger", export, stdout=StringIO())

    assert verify_export.verify(export) == ([], "3 entries in 1 chain: all of it holds.")


# The mail and the page it leads to


def test_the_mail_asks_to_confirm_and_names_no_learner(pending):
    send_confirmations(clock=lambda: NOON)

    [letter] = mail.outbox
    assert letter.subject == "Please confirm your signature"
    assert "Amara" not in f"{letter.body} {letter.alternatives}"


@pytest.mark.usefixtures("at_noon")
def test_confirmation_confirm_from_the_mail_to_thank_you(client, bedside, pending):
    page = client.get(link_of(pending, "confirmation-disown"))
    done = client.post(link_of(pending), follow=True)

    assert link_of(pending) in page.content.decode()
    assert "Confirmed. Thank you." in text_of(done)
    assert bedside.state().achieved_at


@pytest.mark.usefixtures("at_noon")
def test_confirming_is_not_done_by_looking(client, pending):
    for name in ("confirmation-disown", "confirmation-confirm"):
        client.get(link_of(pending, name))
        client.head(link_of(pending, name))

    assert not LedgerEntry.objects.filter(kind="confirm").exists()


@pytest.mark.usefixtures("at_noon")
def test_p4_a_browser_logged_in_as_the_learner_confirms_nothing(client, bedside, pending):
    client.force_login(bedside.amara)

    page = client.get(link_of(pending, "confirmation-disown"))
    refused = client.post(link_of(pending), follow=True)

    assert link_of(pending) not in page.content.decode()
    assert "it can't be confirmed here" in text_of(page)
    assert "You can't confirm a signature for yourself." in text_of(refused)
    assert bedside.state().achieved_at is None


@pytest.mark.usefixtures("at_noon")
def test_p4_a_browser_with_the_learners_session_run_out_confirms_nothing(client, bedside, pending):
    client.force_login(bedside.amara)
    DeviceSession.objects.update(expire_date=NOON - timedelta(hours=1))

    refused = client.post(link_of(pending), follow=True)

    assert "You can't confirm a signature for yourself." in text_of(refused)
    assert bedside.state().achieved_at is None


@pytest.mark.usefixtures("at_noon")
def test_a_colleagues_browser_may_confirm(client, bedside, pending):
    client.force_login(bedside.sam)

    client.post(link_of(pending))

    assert bedside.state().achieved_at


# Where it shows


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("who", ["amara", "priya", "dana"])
@pytest.mark.parametrize(
    "page", ["checklist", "checklist-print", "competency-record", "sign-off-detail"]
)
def test_pages_say_that_it_waits_to_be_confirmed(client, bedside, pending, who, page):
    place = {
        "competency-record": [bedside.preceptorship.pk, bedside.catheter.pk],
        "sign-off-detail": [pending.pk],
    }.get(page, [bedside.preceptorship.pk])
    client.force_login(getattr(bedside, who))

    shown = text_of(client.get(reverse(f"assessments:{page}", args=place)))

    assert "waiting to be confirmed by e-mail" in shown
    confirm_external(pending)
    shown = text_of(client.get(reverse(f"assessments:{page}", args=place)))
    assert "waiting to be confirmed" not in shown


@pytest.mark.usefixtures("at_noon")
def test_the_learners_request_says_that_it_waits(client, bedside, pending):
    client.force_login(bedside.amara)
    asked = pending.external_request

    listed = client.get(
        reverse("assessments:sign-off-request-list", args=[bedside.preceptorship.pk])
    )
    page = client.get(reverse("assessments:external-request-detail", args=[asked.pk]))

    assert "waiting to be confirmed by e-mail" in text_of(listed)
    assert "They have 14 days." in text_of(page)


def test_the_record_says_what_was_never_confirmed(client, bedside, pending):
    lapse_unconfirmed(at=OVER)
    client.force_login(bedside.amara)

    page = text_of(client.get(reverse("assessments:sign-off-detail", args=[pending.pk])))

    assert "never confirmed by e-mail" in page


def test_the_coordinator_finds_what_waits_among_unusual_signatures(bedside, pending):
    bedside.sign(observed_on=days_ago(1))

    section = read_integrity(bedside.program, at=NOON)[0]

    [waiting] = [found for found in section.findings if "not confirmed" in found.sentence]
    assert waiting.rows == [pending]


def test_revoking_what_waits_changes_no_count(client, bedside, pending):
    client.force_login(bedside.dana)

    page = client.get(reverse("assessments:sign-off-revoke", args=[pending.pk]))

    assert "the total stays the same" in text_of(page)


def test_a_key_of_a_form_signs_once(bedside, pending):
    with pytest.raises(SignOffError):
        bedside.sign(idempotency_key=pending.idempotency_key)
    bedside.sign(idempotency_key=uuid4())
