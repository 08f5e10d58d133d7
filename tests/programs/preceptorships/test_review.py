from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Delivery, Notice
from programs.preceptorships.services.review import ReviewError, arrange_review, hold_review
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def review():
    return ReviewFactory()


def hold(review, *, held_on=TODAY, by=None):
    hold_review(review=review, held_on=held_on, by=by or PersonFactory(), at=NOON, today=TODAY)
    review.refresh_from_db()


def test_hold_review_notes_when_and_by_whom(review):
    priya = PersonFactory()

    hold(review, held_on=TODAY - timedelta(days=1), by=priya)

    assert (review.held_on, review.held_by) == (TODAY - timedelta(days=1), priya)


def test_hold_review_takes_its_reminders_back(review):
    reminder = Notice.objects.create(
        kind="review_due",
        recipient=PersonFactory(),
        object_id=review.pk,
        occurs_on=TODAY,
        created_at=NOON,
    )

    hold(review)

    reminder.refresh_from_db()
    assert reminder.superseded_at == NOON


def test_hold_review_refuses_a_second_time(review):
    hold(review)

    with pytest.raises(ReviewError, match="already"):
        hold(review)


def test_hold_review_refuses_tomorrow(review):
    with pytest.raises(ReviewError, match="once it has taken place"):
        hold(review, held_on=TOMORROW)


def test_hold_review_refuses_a_day_before_the_start(review):
    with pytest.raises(ReviewError, match="before the preceptorship began"):
        hold(review, held_on=review.preceptorship.starts_on - timedelta(days=1))


@pytest.mark.parametrize("fields", [{"closed": True}, {"status": "planned", "starts_on": TOMORROW}])
def test_hold_review_refuses_what_does_not_run(fields):
    review = ReviewFactory(preceptorship=PreceptorshipFactory(**fields))

    with pytest.raises(ReviewError):
        hold(review)


def test_arrange_review_keeps_the_due_date_and_tells_the_others():
    preceptor = PreceptorFactory()
    review = ReviewFactory(preceptorship=PreceptorshipFactory(primary=preceptor))
    learner = review.preceptorship.learner.person
    due_on = review.due_on

    arrange_review(review=review, meets_at=NOON + timedelta(days=3), by=learner, at=NOON)

    review.refresh_from_db()
    assert (review.meets_at, review.due_on) == (NOON + timedelta(days=3), due_on)
    told = Notice.objects.values_list("kind", "recipient")
    assert list(told) == [("review_arranged", preceptor.person_id)]


def test_a_review_that_moves_back_after_both_times_were_mailed_is_mailed_again():
    preceptor = PreceptorFactory()
    review = ReviewFactory(preceptorship=PreceptorshipFactory(primary=preceptor))
    by = review.preceptorship.learner.person
    mailed = []

    for hours in (0, 1, 0):
        at = NOON + timedelta(hours=len(mailed))
        arrange_review(review=review, meets_at=NOON + timedelta(days=3, hours=hours), by=by, at=at)
        due = Delivery.objects.filter(status=Delivery.Status.DUE)
        mailed.append(due.get().notice.data["meets_at"])
        due.update(status=Delivery.Status.SENT, sent_at=at)

    assert mailed[0] == mailed[2] != mailed[1]


def test_arrange_review_again_takes_the_earlier_time_back():
    preceptor = PreceptorFactory()
    review = ReviewFactory(preceptorship=PreceptorshipFactory(primary=preceptor))
    learner = review.preceptorship.learner.person
    for days in (3, 5):
        arrange_review(review=review, meets_at=NOON + timedelta(days=days), by=learner, at=NOON)

    shown = Notice.objects.filter(superseded_at=None)
    assert [notice.occurs_on for notice in shown] == [TODAY + timedelta(days=5)]


def test_arrange_review_at_another_hour_of_the_same_day_tells_the_new_time():
    review = ReviewFactory(preceptorship=PreceptorshipFactory(primary=PreceptorFactory()))
    learner = review.preceptorship.learner.person
    for hours in (72, 75):
        arrange_review(review=review, meets_at=NOON + timedelta(hours=hours), by=learner, at=NOON)

    shown = Notice.objects.filter(superseded_at=None)
    assert [notice.data["meets_at"] for notice in shown] == [
        (NOON + timedelta(hours=75)).isoformat()
    ]


def test_arrange_review_refuses_the_past(review):
    with pytest.raises(ReviewError, match="in the future"):
        arrange_review(review=review, meets_at=NOON, by=PersonFactory(), at=NOON)


@pytest.mark.parametrize(
    ("role", "hold_status", "arrange_status"),
    [
        ("preceptor", 200, 200),
        ("backup", 200, 200),
        ("coordinator", 200, 200),
        ("learner", 403, 200),
        ("former", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_review_pages_by_role(client, role, hold_status, arrange_status):
    preceptor, backup, former = PreceptorFactory.create_batch(3)
    coordinator = PersonFactory()
    preceptorship = PreceptorshipFactory(
        cohort__program=ProgramFactory(coordinator=coordinator), primary=preceptor, backup=backup
    )
    preceptorship.assignments.create(
        preceptor=former,
        role="backup",
        valid_from=preceptorship.starts_on,
        valid_to=preceptorship.starts_on,
        assigned_at=NOON,
    )
    review = ReviewFactory(preceptorship=preceptorship)
    people = {
        "preceptor": preceptor.person,
        "backup": backup.person,
        "former": former.person,
        "coordinator": coordinator,
        "learner": preceptorship.learner.person,
        "stranger": PersonFactory(),
    }
    client.force_login(people[role])

    statuses = [
        client.get(reverse(f"programs:{name}", args=[review.pk])).status_code
        for name in ("review-hold", "review-arrange")
    ]

    assert statuses == [hold_status, arrange_status]


def test_the_learner_hears_of_a_review_of_their_own():
    review = ReviewFactory(preceptorship=PreceptorshipFactory(primary=PreceptorFactory()))
    learner = review.preceptorship.learner.person

    arrange_review(review=review, meets_at=NOON + timedelta(days=3), by=PersonFactory(), at=NOON)

    assert Notice.objects.get(recipient=learner).kind == "own_review_arranged"
