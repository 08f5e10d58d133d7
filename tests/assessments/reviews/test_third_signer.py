"""A third signer without an account: one link, once, confirmed from the mailbox (P11, P27)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from assessments.reviews.models import ReviewLink
from assessments.reviews.services.confirmation import disown_link, send_review_mails
from assessments.reviews.services.review_link import expire_links, withdraw_link
from assessments.reviews.services.review_outcome import ReviewError
from people.notices.models import Notice
from tests import factories as make
from tests.assessments.reviews.meeting import ACHEBE, Meeting
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    return meeting


def test_whoever_reviews_asks_for_the_third_signature(meeting):
    link = meeting.ask_third()

    assert (link.status, link.expires_at) == ("open", NOON + timedelta(days=14))


def test_asked_twice_it_is_one_link(meeting):
    assert meeting.ask_third() == meeting.ask_third(by=meeting.dana)


def test_the_learner_hands_out_no_link(meeting):
    with pytest.raises(ReviewError, match="Only those who review"):
        meeting.ask_third(by=meeting.amara)


def test_a_program_without_a_third_signer_asks_for_none():
    meeting = Meeting().hold()
    meeting.agree()

    with pytest.raises(ReviewError, match="No other signature"):
        meeting.ask_third()


def test_a_link_signature_counts_once_the_mailbox_confirms_it(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    before = meeting.part("third").signed_at

    meeting.confirm(link)

    part = meeting.part("third")
    assert (before, part.signed_at, part.text) == (None, NOON, "Reliable.")
    assert part.signed_as == "R. Achebe, Ward manager, 12A"


def test_the_mailbox_is_written_to_without_a_word_about_anybody(meeting):
    meeting.sign_by_link(meeting.ask_third())

    assert send_review_mails(clock=lambda: NOON) == 1

    letter = mail.outbox[0]
    assert letter.to == [ACHEBE.email]
    assert "Amara" not in letter.body
    assert "Reliable" not in letter.body


def test_a_mail_to_a_third_signer_that_fails_is_tried_again(meeting, monkeypatch):
    meeting.sign_by_link(meeting.ask_third())

    def refuse(*_):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert send_review_mails(clock=lambda: NOON) == 0

    assert send_review_mails(clock=lambda: NOON) == 1
    assert ReviewLink.objects.get().failures == 1


def test_with_a_third_signer_the_record_is_complete_when_all_four_have_signed(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    seen = meeting.outcome.version
    for person in (meeting.priya, meeting.amara, meeting.dana):
        meeting.sign_part(person)
    before = meeting.outcome.is_complete

    meeting.confirm(link)

    outcome = meeting.outcome
    assert seen
    assert (before, outcome.is_complete) == (False, True)
    assert outcome.entry.content.identity == ACHEBE.email


def test_a_link_passed_on_and_used_twice_signs_once(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)

    with pytest.raises(ReviewError, match="has been used"):
        meeting.sign_by_link(link, identity=replace(ACHEBE, name="Someone Else"))
    assert meeting.read(link).name == "R. Achebe"


@pytest.mark.parametrize("later", [timedelta(days=14), timedelta(days=15)])
def test_a_link_ends_after_two_weeks(meeting, later):
    link = meeting.ask_third()

    with pytest.raises(ReviewError, match="expired"):
        meeting.sign_by_link(link, at=NOON + later)


def test_a_withdrawn_link_signs_nothing(meeting):
    link = meeting.ask_third()
    withdraw_link(link=meeting.read(link), by=meeting.priya, at=NOON, today=TODAY)

    with pytest.raises(ReviewError, match="withdrawn"):
        meeting.sign_by_link(link)


def test_what_changed_since_the_link_was_opened_is_not_signed(meeting):
    link, seen = meeting.ask_third(), meeting.outcome.agreed
    meeting.agree("support_needed")

    with pytest.raises(ReviewError, match="changed after you opened"):
        meeting.sign_by_link(link, seen=seen)


def test_another_outcome_ends_a_signature_that_nobody_confirmed(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    meeting.agree("support_needed")

    with pytest.raises(ReviewError, match="changed after you signed"):
        meeting.confirm(link)
    assert meeting.ask_third() != link


@pytest.mark.parametrize("name", ["amara", "priya", "dana"])
def test_whoever_signs_with_an_account_does_not_sign_by_link(meeting, name):
    person = getattr(meeting, name)

    with pytest.raises(ReviewError):
        meeting.sign_by_link(meeting.ask_third(), identity=replace(ACHEBE, email=person.email))


def test_nobody_signs_by_link_under_a_name_of_those_who_sign(meeting):
    with pytest.raises(ReviewError, match="with your account"):
        meeting.sign_by_link(meeting.ask_third(), identity=replace(ACHEBE, name="dana  COLE"))


def test_the_browser_of_who_reviews_does_not_sign_by_link(meeting):
    with pytest.raises(ReviewError, match="logged in here"):
        meeting.sign_by_link(meeting.ask_third(), browser_of=meeting.priya)


def test_a_manager_with_an_account_signs_by_link_with_their_own_address(meeting):
    manager = make.PersonFactory(name="Grace Obi")
    link = meeting.ask_third()

    meeting.sign_by_link(
        link,
        identity=replace(ACHEBE, name="Grace Obi", email=manager.email),
        browser_of=manager,
    )

    assert meeting.read(link).status == "signed"


@pytest.mark.parametrize("name", ["amara", "priya", "dana"])
def test_no_browser_of_who_signs_confirms(meeting, name):
    link = meeting.ask_third()
    meeting.sign_by_link(link)

    with pytest.raises(ReviewError, match="on their own device"):
        meeting.confirm(link, holder=getattr(meeting, name))


def test_what_nobody_confirms_in_two_weeks_is_forgotten(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)

    assert expire_links(at=NOON + ReviewLink.CONFIRM_WITHIN) == 1

    assert meeting.read(link).status == "expired"
    assert meeting.part("third").text == ""


def test_a_program_accepts_addresses_of_its_domains_only(meeting):
    rules = meeting.program.preceptorship_rules
    rules.link_domains = ["trust.example"]
    rules.save(update_fields=["link_domains"])

    with pytest.raises(ReviewError, match=r"trust\.example"):
        meeting.sign_by_link(meeting.ask_third())


def test_a_disowned_signature_falls_and_the_coordinator_hears_of_it(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    meeting.confirm(link)

    disown_link(link=meeting.read(link), at=NOON)

    assert meeting.part("third").signed_at is None
    told = Notice.objects.get(kind="review_link_disowned")
    assert told.recipient == meeting.dana


def test_a_signature_disowned_after_all_have_signed_stays_until_it_is_corrected(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    meeting.confirm(link)
    for person in (meeting.priya, meeting.amara, meeting.dana):
        meeting.sign_part(person)

    disown_link(link=meeting.read(link), at=NOON)

    assert meeting.outcome.is_complete
    assert Notice.objects.filter(kind="review_link_disowned").exists()


def test_what_the_others_write_does_not_hinder_who_signs_by_link(meeting):
    link, seen = meeting.ask_third(), meeting.outcome.agreed
    meeting.write(meeting.amara, "I feel safe.")

    meeting.sign_by_link(link, seen=seen)

    assert meeting.read(link).status == "signed"


def test_another_outcome_ends_a_confirmed_signature_and_its_link_says_so(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    meeting.confirm(link)
    meeting.agree("support_needed")

    assert meeting.part("third").signed_at is None
    assert meeting.read(link).status == "changed"


def test_disowning_what_fell_leaves_what_another_signed_since(meeting):
    first = meeting.ask_third()
    meeting.sign_by_link(first)
    meeting.confirm(first)
    meeting.agree("support_needed")
    second = meeting.ask_third()
    meeting.sign_by_link(second, text="Needs more time.", at=NOON + timedelta(hours=1))
    meeting.confirm(second)

    disown_link(link=meeting.read(first), at=NOON + timedelta(hours=2))

    part = meeting.part("third")
    assert (part.text, part.signed_at) == ("Needs more time.", NOON)


def test_disowning_what_fell_takes_its_words_as_well(meeting):
    link = meeting.ask_third()
    meeting.sign_by_link(link)
    meeting.agree("support_needed")

    disown_link(link=meeting.read(link), at=NOON)

    assert meeting.part("third").text == ""


def test_a_coordinator_does_not_hear_of_a_disowned_signature_in_their_own_review(meeting):
    make.ProgramCoordinatorFactory(program=meeting.program, person=meeting.amara)
    link = meeting.ask_third()
    meeting.sign_by_link(link)

    disown_link(link=meeting.read(link), at=NOON)

    told = Notice.objects.filter(kind="review_link_disowned")
    assert [notice.recipient for notice in told] == [meeting.dana]
