"""A coordinator reminds those who have not signed a review, once a day (P27)."""

import pytest
from django.urls import reverse

from assessments.reviews import worklist
from assessments.reviews.models import ReviewLink
from assessments.reviews.services.reminding import remind_signers
from assessments.reviews.services.review_outcome import ReviewError
from people.notices.models import Delivery, Notice
from programs.cohorts.models import Program
from programs.preceptorships.models import Review
from tests import factories as make
from tests.assessments.reviews.meeting import DAY, Meeting
from tests.factories import NOON, TODAY
from tests.worklist import rows_of

pytestmark = pytest.mark.django_db
REMINDERS = ("review_reminder", "own_review_reminder")


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def meeting():
    made = Meeting().hold()
    made.agree()
    return made


def remind(meeting, *, by=None, days=0):
    act = {"at": NOON + days * DAY, "today": TODAY + days * DAY}
    remind_signers(review=meeting.fresh(), by=by or meeting.dana, **act)


def shown():
    notices = Notice.objects.filter(kind__in=REMINDERS, superseded_at=None)
    return set(notices.values_list("kind", "recipient__name"))


def late_row(meeting, *, days=8):
    Review.objects.filter(pk=meeting.review.pk).update(held_on=TODAY - days * DAY)
    (row,) = rows_of(worklist, Program.objects.filter(pk=meeting.program.pk), NOON)
    return row


def mails_due(kind):
    due = Delivery.objects.filter(notice__kind=kind, status=Delivery.Status.DUE)
    return list(due.values_list("notice__recipient__name", flat=True))


def test_p27_each_who_has_not_signed_is_reminded_and_mailed(meeting):
    remind(meeting)

    assert shown() == {
        ("review_reminder", "Priya Nair"),
        ("own_review_reminder", "Amara Okafor"),
    }
    assert mails_due("review_reminder") == ["Priya Nair"]
    assert meeting.outcome.reminded_at == NOON


def test_p27_whoever_has_signed_is_not_reminded(meeting):
    meeting.sign_part(meeting.priya)

    remind(meeting)

    assert shown() == {("own_review_reminder", "Amara Okafor")}


def test_p27_a_reminder_is_gone_once_they_have_signed(meeting):
    remind(meeting)

    meeting.sign_part(meeting.amara)

    assert shown() == {("review_reminder", "Priya Nair")}


def test_p27_they_are_reminded_once_a_day_and_mailed_again_the_next(meeting):
    remind(meeting)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)
    with pytest.raises(ReviewError, match="already reminded today"):
        remind(meeting)

    remind(meeting, days=1)

    assert mails_due("review_reminder") == ["Priya Nair"]
    standing = Notice.objects.filter(kind="review_reminder", superseded_at=None)
    assert standing.count() == 1


@pytest.mark.parametrize("who", ["priya", "amara"])
def test_p27_nobody_but_a_coordinator_reminds(meeting, who):
    with pytest.raises(ReviewError, match="Only a coordinator"):
        remind(meeting, by=getattr(meeting, who))


def test_p27_on_the_coordinators_turn_nobody_is_left_to_remind(meeting):
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)

    with pytest.raises(ReviewError, match="nobody to remind"):
        remind(meeting)

    assert meeting.outcome.reminded_at is None


def test_p27_a_review_that_did_not_take_place_has_nobody_to_remind():
    with pytest.raises(ReviewError, match="nobody to remind"):
        remind(Meeting())


def test_p11_who_signed_by_link_is_mailed_again_to_confirm_it():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    link = meeting.ask_third()
    with pytest.raises(ReviewError, match="nobody to remind"):
        remind(meeting)
    meeting.sign_by_link(link)
    ReviewLink.objects.update(sent_at=NOON, failures=2)

    remind(meeting)

    assert list(ReviewLink.objects.unsent()) == [link]
    assert ReviewLink.objects.get().failures == 0


def test_p27_a_coordinator_whose_turn_comes_again_is_mailed_again(meeting):
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    assert mails_due("review_to_close") == ["Dana Cole"]
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)
    meeting.write(meeting.amara, "Something else.", at=NOON + DAY / 24)
    assert not Notice.objects.filter(kind="review_to_close", superseded_at=None).exists()

    meeting.sign_part(meeting.amara, "Something else.", at=NOON + DAY / 12)

    assert mails_due("review_to_close") == ["Dana Cole"]


def test_p27_a_third_signature_asks_no_coordinator_a_second_time():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    link = meeting.ask_third()
    meeting.sign_by_link(link)

    meeting.confirm(link, at=NOON + DAY / 24)

    assert Notice.objects.filter(kind="review_to_close").count() == 1


def test_p27_the_row_reminds_by_its_press_and_says_when(login, meeting):
    row = late_row(meeting)
    assert (row.act, row.posts) == ("Remind", True)
    client = login(meeting.dana)
    assert f'action="{row.url}"' in client.get(reverse("programs:worklist")).content.decode()

    answer = client.post(row.url, {"back": "worklist"}, follow=True)

    assert "Reminder sent." in answer.content.decode()
    again = late_row(meeting)
    assert (again.act, again.posts) == ("Open the review", False)
    assert any(fact.startswith("Reminded on") for fact, _url in again.facts)


def test_p27_the_row_of_the_coordinators_turn_is_to_sign(meeting):
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)

    assert late_row(meeting).act == "Sign the review"


def test_p27_the_page_offers_coordinators_the_reminder_and_says_when(login, meeting):
    page = reverse("assessments:review-detail", args=[meeting.review.pk])
    remind_url = reverse("assessments:review-remind", args=[meeting.review.pk])
    assert remind_url not in login(meeting.priya).get(page).content.decode()
    client = login(meeting.dana)
    assert "Remind" in client.get(page).content.decode()

    client.post(remind_url)

    shown_now = client.get(page).content.decode()
    assert "You can remind them again tomorrow." in shown_now
    assert "Reminded" in shown_now


def test_p27_a_coordinator_who_also_reviews_is_not_reminded_by_themselves(meeting):
    make.ProgramCoordinatorFactory(program=meeting.program, person=meeting.priya)

    remind(meeting, by=meeting.priya)

    assert shown() == {("own_review_reminder", "Amara Okafor")}
