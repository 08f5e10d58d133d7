"""What holds however many people pair at the same moment (DESIGN 17)."""

from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from programs.cohorts.services.pairing import PairingError, publish_pairings
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptor_assignment import AssignmentError, change_primary
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    LearnerFactory,
    MentorFactory,
    MentoringProgramFactory,
    PairingChoiceFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads of their own, all let go at one moment; return what they raised.

    A deadlock or a time-out would be among it, and no test here expects one.
    """
    gate, raised = Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(timeout=30)
            act()
        except (PairingError, AssignmentError, OperationalError) as error:
            raised.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def publishing(cohort, by):
    return lambda: publish_pairings(cohort=cohort, by=by, at=NOON, today=TODAY)


@pytest.mark.parametrize(("program", "kind"), [(None, "preceptor"), ("mentoring", "mentor")])
def test_p16_twenty_at_once_fill_three_places_of_one_guide(program, kind):
    by = PersonFactory()
    factory = PreceptorFactory if kind == "preceptor" else MentorFactory
    guide = factory(eligible=True, capacity=3)
    options = {"program": MentoringProgramFactory()} if program else {}
    cohorts = [CohortFactory(**options) for _ in range(20)]
    for cohort in cohorts:
        enrolment = EnrolmentFactory(cohort=cohort)
        PairingChoiceFactory(enrolment=enrolment, **{kind: guide})

    raised = at_once(*(publishing(cohort, by) for cohort in cohorts))

    pairings = Mentorship if program else Preceptorship
    assert pairings.objects.open().count() == 3
    assert len(raised) == 17
    assert OperationalError not in raised


def test_a_draft_published_twenty_times_at_once_begins_once():
    by, cohort = PersonFactory(), CohortFactory()
    for _ in range(3):
        enrolment = EnrolmentFactory(cohort=cohort)
        PairingChoiceFactory(enrolment=enrolment, preceptor=PreceptorFactory(eligible=True))

    raised = at_once(*(publishing(cohort, by) for _ in range(20)))

    assert Preceptorship.objects.open().count() == 3
    assert OperationalError not in raised


def test_two_drafts_over_the_same_guides_in_other_orders_never_lock_each_other_out():
    by = PersonFactory()
    guides = PreceptorFactory.create_batch(5, eligible=True, capacity=50)
    learners = LearnerFactory.create_batch(5)
    cohorts = CohortFactory.create_batch(8)
    for number, cohort in enumerate(cohorts):
        order = guides if number % 2 else guides[::-1]
        for learner, guide in zip(learners, order, strict=True):
            enrolment = EnrolmentFactory(cohort=cohort, learner=learner)
            PairingChoiceFactory(enrolment=enrolment, preceptor=guide)

    raised = at_once(*(publishing(cohort, by) for cohort in cohorts))

    assert raised == []
    assert Preceptorship.objects.open().count() == 40


@pytest.mark.parametrize("attempt", range(3))
def test_m7_of_two_publications_that_break_it_together_one_wins(attempt):
    """A becomes the preceptor of B while A becomes the mentor of B, in two programs."""
    by, learner, person = PersonFactory(), LearnerFactory(), PersonFactory()
    supervised, confided = CohortFactory(), CohortFactory(program=MentoringProgramFactory())
    PairingChoiceFactory(
        enrolment=EnrolmentFactory(cohort=supervised, learner=learner),
        preceptor=PreceptorFactory(person=person, eligible=True),
    )
    PairingChoiceFactory(
        enrolment=EnrolmentFactory(cohort=confided, learner=learner),
        mentor=MentorFactory(person=person, eligible=True),
    )

    raised = at_once(publishing(supervised, by), publishing(confided, by))

    assert len(raised) == 1
    assert OperationalError not in raised
    assert Preceptorship.objects.count() + Mentorship.objects.count() == 1


def test_m7_handing_over_to_somebody_who_becomes_the_mentor_at_that_moment():
    by, learner, person = PersonFactory(), LearnerFactory(), PersonFactory()
    confided = CohortFactory(program=MentoringProgramFactory())
    PairingChoiceFactory(
        enrolment=EnrolmentFactory(cohort=confided, learner=learner),
        mentor=MentorFactory(person=person, eligible=True),
    )
    preceptorship = PreceptorshipFactory(learner=learner, primary=PreceptorFactory())
    preceptor = PreceptorFactory(person=person, eligible=True)

    def hand_over():
        change_primary(
            preceptorship=preceptorship, preceptor=preceptor, by=by, at=NOON, today=TODAY
        )

    raised = at_once(publishing(confided, by), hand_over)

    assert len(raised) == 1
    became_mentor = Mentorship.objects.exists()
    became_preceptor = PreceptorAssignment.objects.filter(preceptor=preceptor).exists()
    assert became_mentor != became_preceptor


def test_p16_handing_over_and_publishing_share_the_last_place_of_a_preceptor():
    by, preceptor = PersonFactory(), PreceptorFactory(eligible=True, capacity=1)
    preceptorship = PreceptorshipFactory(primary=PreceptorFactory())
    drafted = PairingChoiceFactory(preceptor=preceptor)

    def hand_over():
        change_primary(
            preceptorship=preceptorship, preceptor=preceptor, by=by, at=NOON, today=TODAY
        )

    raised = at_once(publishing(drafted.enrolment.cohort, by), hand_over)

    assert len(raised) == 1
    places = PreceptorAssignment.objects.filling_places(TODAY)
    assert places.filter(preceptor=preceptor).count() == 1
