"""Nobody is stranded in silence: a preceptor who is gone, or whose approval or licence lapsed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from people.services.person import deactivate_person
from programs.preceptorships import stranded_reminders
from programs.preceptorships import today as source
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.preceptorships.stranded import Cause, stranded
from tests.factories import (
    NOON,
    TODAY,
    ApprovalFactory,
    CohortFactory,
    CredentialFactory,
    EnrolmentFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    ReviewFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def coordinator():
    return PersonFactory()


@pytest.fixture
def preceptorship(coordinator):
    cohort = CohortFactory(program=ProgramFactory(coordinator=coordinator))
    return PreceptorshipFactory(primary=PreceptorFactory(eligible=True), cohort=cohort)


def causes():
    lost = Preceptorship.objects.without_preceptor(on=TODAY)
    return [row.cause for row in stranded(lost, today=TODAY)]


def gone(preceptorship):
    person = preceptorship.primary_on(TODAY).person
    deactivate_person(person=person, by=PersonFactory(), at=NOON)
    return person


def plan():
    plan_notices(stranded_reminders.drafts(NOON), at=NOON)
    shown = Notice.objects.filter(kind__in=[kind.code for kind in stranded_reminders.KINDS])
    return set(shown.filter(superseded_at=None).values_list("kind", "recipient"))


def test_a_preceptor_who_can_sign_strands_nobody(preceptorship):
    assert causes() == []


def test_who_was_assigned_with_a_reason_strands_nobody(coordinator):
    """No approval ever was on record: a reason stood for it, and nothing has lapsed."""
    PreceptorshipFactory(primary=PreceptorFactory())

    assert causes() == []


def test_a_planned_one_is_not_stranded_before_it_starts():
    PreceptorshipFactory(
        primary=PreceptorFactory(eligible=True),
        starts_on=TODAY + timedelta(days=20),
        ends_on=TODAY + timedelta(days=90),
        status="planned",
    )

    assert causes() == []


def test_a_preceptor_who_is_gone_strands_the_learner(preceptorship):
    gone(preceptorship)

    assert causes() == [Cause.GONE]


@pytest.mark.parametrize(
    ("lapse", "cause"),
    [
        (lambda person: person.approvals.update(valid_to=YESTERDAY), Cause.APPROVAL),
        (
            lambda person: CredentialFactory(person=person, kind="licence", valid_to=YESTERDAY),
            Cause.LICENCE,
        ),
    ],
    ids=["approval", "licence"],
)
def test_what_lapsed_strands_the_learner(preceptorship, lapse, cause):
    lapse(preceptorship.primary_on(TODAY).person)

    assert causes() == [cause]


def test_what_was_renewed_strands_nobody(preceptorship):
    person = preceptorship.primary_on(TODAY).person
    ApprovalFactory(person=person, valid_from=TODAY - timedelta(days=900), valid_to=YESTERDAY)

    assert causes() == []


def test_the_coordinator_and_the_learner_are_told_once(preceptorship, coordinator):
    gone(preceptorship)

    assert (
        plan()
        == plan()
        == {
            ("learner_stranded", coordinator.pk),
            ("own_preceptor_away", preceptorship.learner.person_id),
        }
    )
    assert Notice.objects.count() == 2


def test_naming_another_takes_it_back(preceptorship, coordinator):
    gone(preceptorship)
    plan()

    change_primary(
        preceptorship=preceptorship,
        preceptor=PreceptorFactory(eligible=True),
        by=coordinator,
        at=NOON,
        today=TODAY,
    )

    assert plan() == set()


def test_n7_the_learner_is_not_told_why(preceptorship):
    person = gone(preceptorship)
    plan()

    notice = Notice.objects.get(kind="own_preceptor_away")
    assert notice.data == {"preceptor": person.name}


def test_today_names_the_learner_until_another_preceptor_is_named(preceptorship, coordinator):
    gone(preceptorship)

    item = next(iter(told(source.today, coordinator)))

    assert preceptorship.learner.person.name in item.title
    assert (item.urgency, item.tone) == (0, "red")
    assert item.url == reverse("programs:preceptor-change", args=[preceptorship.pk])


@pytest.mark.parametrize("who", ["primary", "learner"])
def test_today_shows_a_review_from_a_week_before_it_is_due_until_it_is_held(preceptorship, who):
    people = {
        "primary": preceptorship.primary_on(TODAY).person,
        "learner": preceptorship.learner.person,
    }
    preceptorship.reviews.all().delete()
    review = ReviewFactory(preceptorship=preceptorship, due_on=TODAY + timedelta(days=8))
    urgencies = []
    for days in (8, 7, 0, -1):
        review.due_on = TODAY + timedelta(days=days)
        review.save()
        urgencies.append([item.urgency for item in told(source.today, people[who])])
    review.held_on, review.held_by = TODAY, people[who]
    review.save()

    assert urgencies == [[], [2], [1], [0]]
    assert told(source.today, people[who]) == []


def test_today_shows_a_review_that_stays_undone_to_the_coordinator(preceptorship, coordinator):
    days = preceptorship.program.preceptorship_rules.escalate_after_days
    preceptorship.reviews.all().delete()
    review = ReviewFactory(preceptorship=preceptorship, due_on=TODAY - timedelta(days=days - 1))
    before = told(source.today, coordinator)
    review.due_on = TODAY - timedelta(days=days)
    review.save()

    after = told(source.today, coordinator)

    assert before == []
    assert [item.url for item in after] == [
        reverse("programs:preceptorship-plan", args=[preceptorship.pk])
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("programs:preceptorship-plan", "no longer has an account"),
        ("programs:cohort-detail", "needs another"),
    ],
)
def test_plan_and_cohort_say_it(client, preceptorship, coordinator, page, words):
    EnrolmentFactory(cohort=preceptorship.cohort, learner=preceptorship.learner, status="paired")
    gone(preceptorship)
    pk = preceptorship.pk if "plan" in page else preceptorship.cohort_id
    client.force_login(coordinator)

    assert words in client.get(reverse(page, args=[pk])).content.decode()


def test_before_somebody_is_deactivated_their_learners_are_named(client, preceptorship):
    client.force_login(PersonFactory(is_administrator=True))
    person = preceptorship.primary_on(TODAY).person

    page = client.get(reverse("people:person-deactivate", args=[person.pk])).content.decode()

    assert preceptorship.learner.person.name in page
