"""Whose words a part of a review shows, to whom, and who may sign them (P27)."""

import pytest
from django.urls import reverse

from assessments.reviews.services.review_outcome import ReviewError
from tests.assessments.reviews.meeting import Meeting, complete, correct
from tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
WORDS = "Sam was there, too."


def page_for(client, meeting):
    return client.get(reverse("assessments:review-detail", args=[meeting.review.pk]))


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def begun():
    """Sam, the second preceptor, wrote the preceptor's part and did not sign."""
    meeting = Meeting().hold()
    meeting.write(meeting.sam, WORDS, outcome="on_track")
    return meeting


@pytest.mark.parametrize("reader", ["amara", "dana"])
def test_words_are_not_read_by_the_others_before_they_are_signed(login, begun, reader):
    before = text_of(page_for(login(getattr(begun, reader)), begun))
    begun.sign_part(begun.sam, WORDS)
    after = text_of(page_for(login(getattr(begun, reader)), begun))

    assert WORDS not in before
    assert "begun, not signed yet" in before
    assert WORDS in after


def test_what_the_learner_wrote_is_theirs_until_they_sign(login):
    meeting = Meeting().hold()
    meeting.write(meeting.amara, "I am afraid of nights.")

    for reader in (meeting.priya, meeting.dana):
        assert "I am afraid of nights." not in text_of(page_for(login(reader), meeting))
    assert "I am afraid of nights." in text_of(page_for(login(meeting.amara), meeting))


def test_what_was_written_by_link_is_read_once_it_is_confirmed(login):
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    link = meeting.ask_third()
    meeting.sign_by_link(link, text="Reliable.")
    before = text_of(page_for(login(meeting.amara), meeting))
    meeting.confirm(link)

    assert "Reliable." not in before
    assert "waiting to be confirmed" in before
    assert "Reliable." in text_of(page_for(login(meeting.amara), meeting))


def test_a_correction_hides_what_was_copied_but_not_what_was_signed(login):
    meeting = complete()
    correct(meeting)

    records = page_for(login(meeting.amara), meeting).context["record"].parts

    assert {part.role for part in records if part.text} == {"learner"}
    assert "Calm with patients." in text_of(page_for(login(meeting.amara), meeting))


def test_a_part_that_another_began_is_shown_as_theirs(login, begun):
    page = text_of(page_for(login(begun.priya), begun))

    assert f"begun by {begun.sam}" in page
    assert f"{begun.sam} wrote what is here." in page
    assert "Your part" not in page
    assert WORDS in page


def test_ones_own_part_is_ones_own(login, begun):
    page = text_of(page_for(login(begun.sam), begun))

    assert "Your part" in page
    assert "wrote what is here" not in page


def test_a_part_that_another_signed_is_read_and_not_written(login, begun):
    begun.sign_part(begun.sam, WORDS)

    response = page_for(login(begun.priya), begun)

    page = text_of(response)
    assert response.context["form"] is None
    assert f"{begun.part('preceptor').signed_as} signed as preceptor." in page
    assert "You've signed" not in page
    assert "Sign as" not in page
    assert WORDS in page


def test_nobody_signs_or_changes_what_another_signed(begun):
    begun.sign_part(begun.sam, WORDS)

    for act in (begun.sign_part, begun.write):
        with pytest.raises(ReviewError, match="already signed this part"):
            act(begun.priya, WORDS)
    assert begun.part("preceptor").signed_by == begun.sam


def test_what_falls_with_another_outcome_may_be_signed_by_either(begun):
    begun.sign_part(begun.sam, WORDS)
    begun.write(begun.dana, "", outcome="support_needed")

    begun.sign_part(begun.priya, "Mine.")

    assert begun.part("preceptor").signed_by == begun.priya


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("amara", "Nobody else can read it until you sign."),
        ("priya", "only those assigned as preceptor can read what you wrote."),
        ("dana", "only the program&#x27;s coordinators can read it."),
    ],
)
def test_saving_says_who_reads_it_before_it_is_signed(login, who, said):
    meeting = Meeting().hold()
    client = login(getattr(meeting, who))
    url = reverse("assessments:review-detail", args=[meeting.review.pk])

    page = text_of(client.post(url, {"text": "Calm.", "outcome": "on_track"}, follow=True))

    assert said in page


def test_no_password_is_asked_before_the_review_took_place(login):
    meeting = Meeting()
    meeting.agree()

    page = page_for(login(meeting.priya, is_fresh=False), meeting)

    assert "password" not in page.context["form"].fields
    assert "Your signature covers" not in text_of(page)
    assert "You can sign once the review is marked as done." in text_of(page)


def test_the_learner_is_asked_for_no_password_before_an_outcome_is_chosen(login):
    meeting = Meeting().hold()
    client = login(meeting.amara, is_fresh=False)

    before = page_for(client, meeting)
    meeting.agree()
    after = page_for(client, meeting)

    assert "password" not in before.context["form"].fields
    assert "You can sign once the preceptor has chosen the outcome." in text_of(before)
    assert "Sign as" not in text_of(before)
    assert "password" in after.context["form"].fields
    assert "Sign as Amara Okafor" in text_of(after)


def test_the_coordinators_turn_comes_after_the_others(login):
    meeting = Meeting().hold()
    meeting.agree()
    before = text_of(page_for(login(meeting.dana), meeting))
    for person in (meeting.amara, meeting.priya):
        meeting.sign_part(person, at=NOON)

    assert "waiting for the others" in before
    assert "waiting for you" not in before
    assert "waiting for you" in text_of(page_for(login(meeting.dana), meeting))
