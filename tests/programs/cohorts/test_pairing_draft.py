from datetime import timedelta

import pytest

from programs.cohorts.models import PairingChoice
from programs.cohorts.services.pairing_draft import Pick, choose
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    LearnerFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PairingChoiceFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

pytestmark = pytest.mark.django_db


def save(cohort, *picks, by=None):
    return choose(cohort=cohort, picks=picks, by=by or PersonFactory(), at=NOON, today=TODAY)


def pool(cohort, *preceptors):
    cohort.program.preceptors.add(*preceptors)


def test_choose_saves_many_at_once():
    cohort = CohortFactory()
    one, other = EnrolmentFactory.create_batch(2, cohort=cohort)
    preceptor = PreceptorFactory(eligible=True)
    pool(cohort, preceptor)

    report = save(cohort, Pick(one.pk, preceptor.pk), Pick(other.pk, preceptor.pk))

    assert (report.chosen, report.problems) == (2, {})
    assert PairingChoice.objects.filter(preceptor=preceptor).count() == 2


def test_choose_clears_where_no_guide_is_picked():
    choice = PairingChoiceFactory(preceptor=PreceptorFactory())

    report = save(
        choice.enrolment.cohort, Pick(choice.enrolment_id, None, seen=choice.preceptor_id)
    )

    assert report.cleared == 1
    assert not PairingChoice.objects.exists()


def test_p8_choose_asks_for_a_reason_where_the_guide_is_not_approved():
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(cohort=cohort)
    preceptor = PreceptorFactory(person__name="Helen Ward")
    pool(cohort, preceptor)

    report = save(cohort, Pick(enrolment.pk, preceptor.pk))

    assert report.problems == {
        enrolment.pk: "Helen Ward needs a reason: training missing or expired, not approved."
    }
    assert not PairingChoice.objects.exists()


def test_p8_choose_takes_a_reason():
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(cohort=cohort)
    preceptor = PreceptorFactory()
    pool(cohort, preceptor)

    report = save(cohort, Pick(enrolment.pk, preceptor.pk, reason="Approval is under way."))

    assert report.problems == {}
    assert enrolment.choice.override_reason == "Approval is under way."


def test_p16_choose_counts_the_draft_itself():
    cohort = CohortFactory()
    one, other = EnrolmentFactory.create_batch(2, cohort=cohort)
    preceptor = PreceptorFactory(eligible=True, capacity=1, person__name="Helen Ward")
    pool(cohort, preceptor)

    report = save(cohort, Pick(one.pk, preceptor.pk), Pick(other.pk, preceptor.pk))

    assert report.problems == {other.pk: "Helen Ward needs a reason: full (1 of 1)."}


def test_choose_counts_its_own_earlier_choice_once():
    preceptor = PreceptorFactory(eligible=True, capacity=1)
    choice = PairingChoiceFactory(preceptor=preceptor)
    pool(choice.enrolment.cohort, preceptor)

    report = save(
        choice.enrolment.cohort,
        Pick(choice.enrolment_id, preceptor.pk, seen=preceptor.pk),
    )

    assert report.problems == {}


def test_m7_no_reason_makes_a_mentor_of_who_assesses():
    program = MentoringProgramFactory()
    enrolment = EnrolmentFactory(cohort__program=program)
    mentor = MentorFactory(eligible=True, person__name="Helen Ward")
    program.mentors.add(mentor)
    PreceptorshipFactory(learner=enrolment.learner, primary=PreceptorFactory(person=mentor.person))

    report = save(enrolment.cohort, Pick(enrolment.pk, mentor.pk, reason="Please"))

    assert report.problems == {enrolment.pk: "Not possible with Helen Ward: assesses them now."}


def test_m7_no_reason_makes_a_preceptor_of_the_own_mentor():
    cohort = CohortFactory()
    learner = LearnerFactory()
    enrolment = EnrolmentFactory(cohort=cohort, learner=learner)
    preceptor = PreceptorFactory(eligible=True)
    pool(cohort, preceptor)
    MentorshipFactory(learner=learner, mentor=MentorFactory(person=preceptor.person))

    report = save(cohort, Pick(enrolment.pk, preceptor.pk, reason="Please"))

    assert "is their mentor, in confidence" in report.problems[enrolment.pk]


def test_choose_leaves_what_another_coordinator_chose_meanwhile():
    sam = PersonFactory(name="Sam Reed")
    helen = PreceptorFactory(eligible=True, person__name="Helen Ward")
    ivo = PreceptorFactory(eligible=True)
    choice = PairingChoiceFactory(preceptor=helen, chosen_by=sam)
    pool(choice.enrolment.cohort, helen, ivo)

    report = save(choice.enrolment.cohort, Pick(choice.enrolment_id, ivo.pk, seen=None))

    assert report.problems == {
        choice.enrolment_id: (
            "Sam Reed chose Helen Ward in the meantime. Save again to use your choice instead."
        )
    }
    choice.refresh_from_db()
    assert choice.preceptor == helen


def test_choose_refuses_who_is_paired_already():
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(cohort=cohort, status="paired")
    preceptor = PreceptorFactory(eligible=True)
    pool(cohort, preceptor)

    report = save(cohort, Pick(enrolment.pk, preceptor.pk))

    assert list(report.problems) == [enrolment.pk]


def test_choose_refuses_a_guide_of_another_program():
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(cohort=cohort)

    report = save(cohort, Pick(enrolment.pk, PreceptorFactory(eligible=True).pk))

    assert list(report.problems) == [enrolment.pk]


def test_choose_asks_the_rules_of_the_day_on_which_it_begins():
    cohort = CohortFactory(starts_on=TODAY + timedelta(days=30))
    enrolment = EnrolmentFactory(cohort=cohort)
    preceptor = PreceptorFactory(eligible=True)
    preceptor.person.approvals.update(valid_to=TODAY + timedelta(days=29))
    pool(cohort, preceptor)

    report = save(cohort, Pick(enrolment.pk, preceptor.pk))

    assert "not approved" in report.problems[enrolment.pk]
