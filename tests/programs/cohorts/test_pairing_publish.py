from datetime import timedelta

import pytest

from people.notices.models import Notice
from programs.cohorts.models import PairingChoice, RuleOverride
from programs.cohorts.services.pairing import (
    DraftChangedError,
    PairingConflictError,
    publish_pairings,
)
from programs.cohorts.services.pairing_draft import draft_of, fingerprint
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.services.preceptorship import PreceptorshipError
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    PairingChoiceFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

pytestmark = pytest.mark.django_db


def publish(cohort, **options):
    options = {"by": PersonFactory(), "at": NOON, "today": TODAY, **options}
    return publish_pairings(cohort=cohort, **options)


def choice(cohort, *, guide=None, **fields):
    """A draft for one more learner of the cohort, with an eligible guide of its kind."""
    enrolment = EnrolmentFactory(cohort=cohort)
    if cohort.program.is_preceptorship:
        fields["preceptor"] = guide or PreceptorFactory(eligible=True)
    else:
        fields["mentor"] = guide or MentorFactory(eligible=True)
    return PairingChoiceFactory(enrolment=enrolment, **fields)


def test_publish_opens_a_preceptorship_for_each_choice():
    cohort = CohortFactory()
    first, second = choice(cohort), choice(cohort)

    report = publish(cohort)

    assert (report.opened, report.told) == (2, 4)
    pairs = PreceptorAssignment.objects.values_list("preceptorship__learner", "preceptor", "role")
    assert sorted(pairs) == sorted(
        (pick.enrolment.learner_id, pick.preceptor_id, "primary") for pick in (first, second)
    )


def test_publish_uses_up_the_draft_and_pairs_the_enrolments():
    cohort = CohortFactory()
    drafted = choice(cohort)

    publish(cohort)

    drafted.enrolment.refresh_from_db()
    assert drafted.enrolment.status == "paired"
    assert not PairingChoice.objects.exists()


def test_publish_tells_both_sides_and_nobody_else():
    cohort = CohortFactory()
    drafted = choice(cohort)

    publish(cohort)

    told = set(Notice.objects.values_list("kind", "recipient"))
    assert told == {
        ("preceptorship_opened", drafted.enrolment.learner.person_id),
        ("preceptor_assigned", drafted.preceptor.person_id),
    }


def test_m15_publish_proposes_mentorships_in_a_mentoring_program():
    cohort = CohortFactory(program=MentoringProgramFactory())
    drafted = choice(cohort)

    publish(cohort)

    mentorship = Mentorship.objects.get()
    assert (mentorship.mentor, mentorship.learner) == (drafted.mentor, drafted.enrolment.learner)
    assert mentorship.status == Mentorship.Status.PROPOSED


def test_publish_opens_mentorships_at_once_where_nobody_is_asked():
    cohort = CohortFactory(program=MentoringProgramFactory())
    rules = cohort.program.mentorship_rules
    rules.acceptance_days = 0
    rules.save()
    drafted = choice(cohort)

    publish(cohort)

    mentorship = Mentorship.objects.get()
    assert (mentorship.mentor, mentorship.learner) == (drafted.mentor, drafted.enrolment.learner)
    assert mentorship.status == Mentorship.Status.ACTIVE


def test_publish_keeps_why_a_rule_was_set_aside():
    cohort = CohortFactory()
    resting = PreceptorFactory(eligible=True, capacity=0)
    choice(cohort, guide=resting, override_reason="Agreed with the ward.")

    publish(cohort)

    override = RuleOverride.objects.get()
    assert (override.rules, override.reason) == (["P16"], "Agreed with the ward.")


def test_publish_keeps_no_override_where_no_rule_stood_against_it():
    cohort = CohortFactory()
    choice(cohort, override_reason="Not needed after all.")

    publish(cohort)

    assert not RuleOverride.objects.exists()


def test_x7_publish_does_all_or_nothing_and_names_the_pair():
    cohort = CohortFactory()
    choice(cohort)
    lapsed = choice(cohort)
    lapsed.preceptor.person.approvals.update(valid_to=TODAY - timedelta(days=1))

    with pytest.raises(PairingConflictError) as refused:
        publish(cohort)

    name = lapsed.preceptor.person.name
    assert refused.value.problems == {lapsed.enrolment_id: f"{name} needs a reason: not approved."}
    assert not Preceptorship.objects.exists()
    assert PairingChoice.objects.count() == 2


def test_publish_tells_who_took_the_place():
    cohort = CohortFactory()
    helen = PreceptorFactory(eligible=True, capacity=1, person__name="Helen Ward")
    drafted = choice(cohort, guide=helen)
    quicker = PreceptorshipFactory(learner__person__name="Leila Haddad")
    PreceptorAssignment.objects.create(
        preceptorship=quicker,
        preceptor=helen,
        role="primary",
        valid_from=TODAY,
        assigned_by=PersonFactory(name="Sam Reed"),
        assigned_at=NOON,
    )

    with pytest.raises(PairingConflictError) as refused:
        publish(cohort)

    assert refused.value.problems[drafted.enrolment_id] == (
        "Helen Ward needs a reason: full (1 of 1). "
        "The last place went to Leila Haddad, paired by Sam Reed on 23 Nov 2026, 12:00."
    )


def test_p16_publish_counts_the_places_that_it_fills_itself():
    cohort = CohortFactory()
    helen = PreceptorFactory(eligible=True, capacity=1)
    choice(cohort, guide=helen), choice(cohort, guide=helen)

    with pytest.raises(PairingConflictError):
        publish(cohort)


def test_m7_a_reason_in_the_draft_publishes_no_mentor_who_assesses():
    cohort = CohortFactory(program=MentoringProgramFactory())
    drafted = choice(cohort, override_reason="Please")
    PreceptorshipFactory(
        learner=drafted.enrolment.learner, primary=PreceptorFactory(person=drafted.mentor.person)
    )

    with pytest.raises(PairingConflictError) as refused:
        publish(cohort)

    name = drafted.mentor.person.name
    assert refused.value.problems == {
        drafted.enrolment_id: f"Not possible with {name}: assesses them now."
    }


def test_publish_refuses_another_draft_than_the_one_shown():
    cohort = CohortFactory()
    choice(cohort)
    shown = fingerprint(draft_of(cohort))
    choice(cohort)

    with pytest.raises(DraftChangedError, match="has changed"):
        publish(cohort, shown=shown)

    assert not Preceptorship.objects.exists()


def test_publish_tells_the_second_coordinator_who_was_quicker():
    cohort = CohortFactory()
    choice(cohort)
    shown = fingerprint(draft_of(cohort))
    publish(cohort, by=PersonFactory(name="Sam Reed"), shown=shown)

    with pytest.raises(DraftChangedError, match="Sam Reed published"):
        publish(cohort, shown=shown)


def test_publish_refuses_a_program_without_a_framework():
    cohort = CohortFactory()
    cohort.program.preceptorship_rules.framework_version = None
    cohort.program.preceptorship_rules.save()
    choice(cohort)

    with pytest.raises(PreceptorshipError, match="no framework"):
        publish(cohort)


@pytest.mark.parametrize("side", ["learner", "guide"])
def test_publish_refuses_somebody_who_left(side):
    cohort = CohortFactory()
    drafted = choice(cohort, override_reason="Please")
    profile = drafted.enrolment.learner if side == "learner" else drafted.preceptor
    profile.person.is_active = False
    profile.person.save()

    with pytest.raises(PairingConflictError):
        publish(cohort)
