from datetime import timedelta

import pytest

from people.models import Mentor, Preceptor
from programs.cohorts.eligibility import blockers_for, guides_with_standing
from programs.cohorts.models import Exclusion
from tests.factories import (
    LONG_AGO,
    NOON,
    TODAY,
    CredentialFactory,
    GuidePauseFactory,
    LearnerFactory,
    LineManagementFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def blockers(guide, learner=None, *, program=None, more=0):
    """What stands against a pair: (rule, words, whether a reason sets it aside)."""
    learner = learner or LearnerFactory()
    is_preceptor = isinstance(guide, Preceptor)
    program = program or (ProgramFactory() if is_preceptor else MentoringProgramFactory())
    guide = guides_with_standing(type(guide), on=TODAY).get(pk=guide.pk)
    eligibility = blockers_for(program=program, guides=[guide], learners=[learner], on=TODAY)
    return [
        (found.rule, found.text, found.can_be_overridden)
        for found in eligibility.blockers(guide, learner, more=more)
    ]


@pytest.mark.parametrize("factory", [PreceptorFactory, MentorFactory])
def test_nothing_stands_against_an_eligible_guide_with_a_free_place(factory):
    assert blockers(factory(eligible=True)) == []


def test_p8_a_preceptor_without_training_or_approval():
    assert blockers(PreceptorFactory()) == [
        ("P8", "training missing or expired", True),
        ("P8", "not approved", True),
    ]


def test_p8_an_approval_that_lapsed_yesterday():
    preceptor = PreceptorFactory(eligible=True)
    preceptor.person.approvals.update(valid_to=YESTERDAY)

    assert blockers(preceptor) == [("P8", "not approved", True)]


def test_p8_a_licence_that_lapsed_yesterday():
    preceptor = PreceptorFactory(eligible=True)
    CredentialFactory(
        person=preceptor.person, kind="licence", valid_from=LONG_AGO, valid_to=YESTERDAY
    )

    assert blockers(preceptor) == [("P8", "licence expired", True)]


def test_p8_a_preceptor_below_the_learners_level():
    preceptor = PreceptorFactory(eligible=True, level=4)

    found = blockers(preceptor, LearnerFactory(level=5))

    assert found == [("P8", "level 4, the learner is at 5", True)]


def test_m14_no_reason_replaces_a_mentors_training():
    mentor = MentorFactory(eligible=True)
    mentor.person.credentials.all().delete()

    assert blockers(mentor) == [("M14", "training missing or expired", False)]


def test_p16_a_guide_who_rests():
    preceptor = PreceptorFactory(eligible=True)
    GuidePauseFactory(person=preceptor.person, valid_to=TODAY + timedelta(days=9))

    assert blockers(preceptor) == [("P16", "on a break until 2 Dec 2026", True)]


def test_p16_capacity_counts_planned_active_and_paused_across_programs():
    preceptor = PreceptorFactory(eligible=True, capacity=2)
    PreceptorshipFactory(primary=preceptor, status="planned")
    PreceptorshipFactory(primary=preceptor, paused=True)

    assert blockers(preceptor) == [("P16", "full (2 of 2)", True)]


def test_p16_what_is_closed_fills_no_place():
    preceptor = PreceptorFactory(eligible=True, capacity=1)
    PreceptorshipFactory(primary=preceptor, closed=True)

    assert blockers(preceptor) == []


def test_p18_a_backup_fills_no_place():
    preceptor = PreceptorFactory(eligible=True, capacity=1)
    PreceptorshipFactory(primary=PreceptorFactory(), backup=preceptor)

    assert blockers(preceptor) == []


def test_p16_capacity_of_a_mentor_counts_mentorships_only():
    mentor = MentorFactory(eligible=True, capacity=1)
    PreceptorshipFactory(primary=PreceptorFactory(person=mentor.person))

    assert blockers(mentor) == []


def test_p16_places_taken_in_the_draft_count():
    assert blockers(PreceptorFactory(eligible=True), more=2) == [("P16", "full (2 of 2)", True)]


def test_p4_nobody_guides_themselves():
    preceptor = PreceptorFactory(eligible=True)

    found = blockers(preceptor, LearnerFactory(person=preceptor.person))

    assert found == [("P4", "is the same person", False)]


@pytest.mark.parametrize("role", ["primary", "backup"])
def test_m7_who_assesses_is_no_mentor(role):
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    PreceptorshipFactory(learner=learner, **{role: PreceptorFactory(person=mentor.person)})

    assert blockers(mentor, learner) == [("M7", "assesses them now", False)]


def test_m7_who_assessed_once_may_become_a_mentor():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    PreceptorshipFactory(
        learner=learner, primary=PreceptorFactory(person=mentor.person), closed=True
    )

    assert blockers(mentor, learner) == []


def test_m7_who_manages_is_no_mentor():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    LineManagementFactory(person=learner.person, manager=mentor.person)

    assert blockers(mentor, learner) == [("M7", "manages them", False)]


def test_m7_whom_the_mentee_manages_is_no_mentor():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    LineManagementFactory(person=mentor.person, manager=learner.person)

    assert blockers(mentor, learner) == [("M7", "is managed by them", False)]


def test_m7_who_managed_until_yesterday_may_become_a_mentor():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    LineManagementFactory(person=learner.person, manager=mentor.person, valid_to=YESTERDAY)

    assert blockers(mentor, learner) == []


def test_m7_a_manager_may_be_a_preceptor():
    preceptor, learner = PreceptorFactory(eligible=True), LearnerFactory()
    LineManagementFactory(person=learner.person, manager=preceptor.person)

    assert blockers(preceptor, learner) == []


def test_m7_the_mentor_is_no_preceptor():
    preceptor, learner = PreceptorFactory(eligible=True), LearnerFactory()
    MentorshipFactory(learner=learner, mentor=MentorFactory(person=preceptor.person))

    assert blockers(preceptor, learner) == [("M7", "is their mentor, in confidence", False)]


def test_one_pair_walks_together_once():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    MentorshipFactory(learner=learner, mentor=mentor)

    assert blockers(mentor, learner) == [("X1", "is their mentor already", False)]


def test_m8_a_pair_that_parted_is_not_available_and_no_word_says_why():
    mentor, learner = MentorFactory(eligible=True), LearnerFactory()
    Exclusion.objects.bar(learner.person, mentor.person, at=NOON)

    assert blockers(mentor, learner) == [("M8", "not available", False)]


def test_x1_only_within_the_same_site_if_the_program_asks():
    program = ProgramFactory(is_same_site_required=True)
    here, there = UnitFactory(), UnitFactory()
    preceptor = PreceptorFactory(eligible=True, person__unit=here)
    near = LearnerFactory(person__unit=UnitFactory(parent=here.parent))
    far = LearnerFactory(person__unit=there)

    assert blockers(preceptor, near, program=program) == []
    assert blockers(preceptor, far, program=program) == [("X1", "not at the same site", False)]
    assert blockers(preceptor, LearnerFactory(), program=program) == [
        ("X1", "not at the same site", False)
    ]


def test_those_that_no_reason_sets_aside_come_first():
    mentor, learner = MentorFactory(), LearnerFactory()
    LineManagementFactory(person=learner.person, manager=mentor.person)

    assert [rule for rule, _, _ in blockers(mentor, learner)] == ["M7", "M14", "P16"]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("program", "factory", "model"),
    [
        (ProgramFactory, PreceptorFactory, Preceptor),
        (MentoringProgramFactory, MentorFactory, Mentor),
    ],
)
def test_blockers_take_three_queries_whatever_the_numbers(
    django_assert_num_queries, count, program, factory, model
):
    program = program()
    factory.create_batch(count)
    learners = LearnerFactory.create_batch(count)

    with django_assert_num_queries(3):
        guides = list(guides_with_standing(model, on=TODAY))
        eligibility = blockers_for(program=program, guides=guides, learners=learners, on=TODAY)
        found = [eligibility.blockers(guide, learner) for guide in guides for learner in learners]

    assert len(found) == count * count
