from datetime import timedelta
from functools import partial

import pytest

from assessments.sign_offs.models import CompetencyState
from people.notices.models import Delivery, Notice
from people.notices.services.reminders import plan_reminders
from people.notices.wording import word
from programs.preceptorships.models import Preceptorship
from tests.factories import (
    NOON,
    TODAY,
    CompetencyStateFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

plan_competencies = partial(plan_reminders, "competencies")
pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def priya():
    return PreceptorFactory(person__name="Priya Nair")


def overdue(preceptorship, count=1):
    due_on = TODAY - 3 * DAY
    return CompetencyStateFactory.create_batch(count, preceptorship=preceptorship, due_on=due_on)


def digest(kind="competencies_overdue"):
    return Notice.objects.get(kind=kind)


def test_n1_a_preceptor_gets_one_digest_of_all_their_learners(priya):
    overdue(PreceptorshipFactory(primary=priya), 3)
    overdue(PreceptorshipFactory(primary=priya), 2)

    plan_competencies(at=NOON)

    assert digest().recipient == priya.person
    assert digest().data == {"competencies": 5, "learners": 2}


def test_n1_a_learner_gets_one_digest_of_their_own(priya):
    preceptorship = PreceptorshipFactory(primary=priya)
    overdue(preceptorship, 3)

    plan_competencies(at=NOON)

    own = digest("own_competencies_overdue")
    assert (own.recipient, own.data) == (preceptorship.learner.person, {"competencies": 3})


@pytest.mark.parametrize(("count", "verb"), [(1, "skill is overdue"), (3, "skills are")])
def test_a_digest_counts_in_words(priya, count, verb):
    overdue(PreceptorshipFactory(primary=priya), count)

    plan_competencies(at=NOON)

    assert f"{count} {verb}" in word(digest(), zone="UTC").subject


def test_n1_there_is_one_digest_a_week(priya):
    overdue(PreceptorshipFactory(primary=priya))

    # The 23rd is a Monday.
    planned = [plan_competencies(at=NOON + day * DAY) for day in range(9)]

    assert planned == [2, 0, 0, 0, 0, 0, 0, 2, 0]


def test_n9_the_digests_about_one_skill_come_to_an_end(priya):
    overdue(PreceptorshipFactory(primary=priya))

    for day in range(120):
        plan_competencies(at=NOON + day * DAY)

    assert Notice.objects.filter(kind="competencies_overdue").count() == 2
    assert Notice.objects.filter(kind="own_competencies_overdue").count() == 2


def test_n9_a_digest_that_comes_for_a_new_skill_counts_the_old_ones_too(priya):
    preceptorship = PreceptorshipFactory(primary=priya)
    CompetencyStateFactory(preceptorship=preceptorship, due_on=TODAY - 60 * DAY)
    overdue(preceptorship)

    plan_competencies(at=NOON)

    assert digest().data == {"competencies": 2, "learners": 1}


def test_what_is_achieved_or_not_due_yet_is_not_told(priya):
    preceptorship = PreceptorshipFactory(primary=priya)
    achieved = overdue(preceptorship)[0]
    achieved.achieved_at = NOON
    achieved.save(update_fields=["achieved_at"])
    CompetencyStateFactory(preceptorship=preceptorship, due_on=TODAY)
    CompetencyStateFactory(preceptorship=preceptorship, due_on=None)

    assert plan_competencies(at=NOON) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"status": Preceptorship.Status.PAUSED, "paused_status": Preceptorship.Status.ACTIVE},
        {"status": Preceptorship.Status.WITHDRAWN, "closed_at": NOON},
    ],
    ids=["paused", "closed"],
)
def test_p15_a_clock_that_stands_still_reminds_nobody(priya, change):
    overdue(PreceptorshipFactory(primary=priya))
    Preceptorship.objects.update(**change)

    assert plan_competencies(at=NOON) == 0


def test_a_learner_who_caught_up_is_not_mailed(priya):
    overdue(PreceptorshipFactory(primary=priya))
    plan_competencies(at=NOON)
    CompetencyState.objects.update(achieved_at=NOON)

    plan_competencies(at=NOON)

    delivery = Delivery.objects.get(notice__kind="own_competencies_overdue")
    assert delivery.status == Delivery.Status.SUPPRESSED


def test_a_backup_gets_no_digest(priya):
    overdue(PreceptorshipFactory(backup=priya))

    plan_competencies(at=NOON)

    assert not Notice.objects.filter(recipient=priya.person).exists()


def test_planning_competencies_needs_as_many_queries_for_30_as_for_1(
    priya, django_assert_max_num_queries
):
    overdue(PreceptorshipFactory(primary=priya))
    with django_assert_max_num_queries(20) as one:
        plan_competencies(at=NOON)
    for _ in range(29):
        overdue(PreceptorshipFactory(primary=PreceptorFactory()))

    with django_assert_max_num_queries(len(one)):
        plan_competencies(at=NOON)
