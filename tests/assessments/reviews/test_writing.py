"""What each writes in a review, and what they agree on (P27)."""

import pytest
from django.db import IntegrityError, transaction

from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.services.review_outcome import ReviewError
from people.notices.models import Notice
from programs.preceptorships.services.preceptorship import take_back_preceptorship
from tests import factories as make
from tests.assessments.reviews.meeting import DAY, Meeting
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db


def kinds_told(person):
    shown = Notice.objects.filter(recipient=person, superseded_at=None)
    return set(shown.filter(kind__contains="review").values_list("kind", flat=True))


def test_holding_a_review_opens_its_record_with_a_part_for_each():
    meeting = Meeting().hold()

    roles = set(meeting.outcome.parts.values_list("role", flat=True))
    assert roles == {"learner", "preceptor", "coordinator"}


def test_a_program_with_a_third_signer_has_a_part_for_them():
    meeting = Meeting(third_signer="ward manager").hold()

    assert meeting.outcome.third_signer == "ward manager"
    assert meeting.outcome.parts.filter(role="third").exists()


def test_holding_a_review_asks_learner_and_preceptor_to_sign():
    meeting = Meeting().hold()

    assert kinds_told(meeting.amara) == {"own_review_to_sign"}
    assert kinds_told(meeting.priya) == {"review_to_sign"}
    assert kinds_told(meeting.dana) == set()


def test_each_writes_before_the_review_and_it_is_there_when_it_took_place():
    meeting = Meeting()
    meeting.write(meeting.amara, "I feel safe with drains.")

    meeting.hold()

    assert meeting.part("learner").text == "I feel safe with drains."


def test_a_stranger_writes_nothing():
    meeting = Meeting().hold()

    with pytest.raises(ReviewError, match="Only those who sign"):
        meeting.write(make.PersonFactory())


def test_what_two_write_at_the_same_time_both_stays():
    meeting = Meeting().hold()

    meeting.write(meeting.amara, "Mine.")
    meeting.write(meeting.priya, "Hers.", outcome="on_track")

    assert meeting.part("learner").text == "Mine."
    assert meeting.part("preceptor").text == "Hers."


def test_a_coordinator_who_precepts_writes_as_preceptor():
    meeting = Meeting().hold()
    make.ProgramCoordinatorFactory(program=meeting.program, person=meeting.priya)

    meeting.write(meeting.priya, "As the one who was there.")

    assert meeting.part("preceptor").text == "As the one who was there."
    assert meeting.part("coordinator").text == ""


def test_the_learner_does_not_say_the_outcome():
    meeting = Meeting().hold()

    meeting.write(meeting.amara, outcome="on_track")

    assert meeting.outcome.outcome == ""


def test_only_a_final_review_says_whether_it_was_achieved():
    meeting = Meeting().hold()

    with pytest.raises(ReviewError, match="outcomes on the page"):
        meeting.agree("achieved")


def test_a_final_review_can_say_not_achieved():
    meeting = Meeting(kind="final").hold()

    meeting.agree("not_achieved")

    assert meeting.outcome.outcome == "not_achieved"


@pytest.mark.parametrize("days", [0, 201])
def test_the_next_date_lies_between_this_review_and_the_end(days):
    meeting = Meeting().hold()

    with pytest.raises(ReviewError, match="before the end"):
        meeting.agree(next_on=TODAY + days * DAY)


def test_another_outcome_lets_signatures_fall_and_asks_again():
    meeting = Meeting().hold()
    meeting.agree("on_track")
    meeting.sign_part(meeting.amara)

    meeting.agree("support_needed")

    assert meeting.part("learner").signed_at is None
    assert "own_review_to_sign" in kinds_told(meeting.amara)


def test_other_words_let_only_their_own_signature_fall():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)
    meeting.sign_part(meeting.priya)

    meeting.write(meeting.amara, "On second thought.")

    assert meeting.part("learner").signed_at is None
    assert meeting.part("preceptor").signed_at == NOON


def test_a_preceptorship_in_whose_review_somebody_wrote_is_not_taken_back():
    meeting = Meeting()
    meeting.write(meeting.amara)

    with pytest.raises(Exception, match="written in a review"):
        take_back_preceptorship(
            preceptorship=meeting.preceptorship, by=meeting.dana, at=NOON, today=TODAY
        )


def test_a_review_has_one_first_record():
    outcome = Meeting().hold().outcome

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewOutcome.objects.create(review=outcome.review, opened_at=NOON)


def test_a_record_has_one_part_of_each_role():
    outcome = Meeting().hold().outcome

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewPart.objects.create(outcome=outcome, role="learner")


def test_nobody_signs_two_parts_of_one_record():
    meeting = Meeting().hold()
    signed = {"signed_by": meeting.priya, "signed_at": NOON, "signed_as": "Priya"}
    outcome = meeting.outcome

    with pytest.raises(IntegrityError), transaction.atomic():
        outcome.parts.exclude(role="third").update(**signed)


def test_a_signature_by_an_account_has_a_person():
    part = Meeting().hold().part("learner")

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewPart.objects.filter(pk=part.pk).update(signed_at=NOON)


def test_a_complete_record_has_an_entry():
    outcome = Meeting().hold().outcome

    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewOutcome.objects.filter(pk=outcome.pk).update(completed_at=NOON, outcome="on_track")
