from datetime import timedelta

import pytest

from people.notices.models import Notice
from programs.cohorts.models import RuleOverride
from programs.preceptorships.services.preceptor_assignment import (
    AssignmentError,
    add_backup,
    change_primary,
    end_backup,
)
from tests.factories import (
    NOON,
    TODAY,
    MentorFactory,
    MentorshipFactory,
    PreceptorFactory,
    PreceptorshipFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def preceptorship():
    return PreceptorshipFactory(primary=PreceptorFactory())


def periods(preceptorship):
    """Who precepts as what, from when to when."""
    return set(preceptorship.assignments.values_list("preceptor", "role", "valid_from", "valid_to"))


def test_p18_change_primary_hands_over_from_today_on(preceptorship, acting):
    former = preceptorship.primary_on(TODAY)
    helen = PreceptorFactory(eligible=True)

    change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    assert periods(preceptorship) == {
        (former.pk, "primary", preceptorship.starts_on, YESTERDAY),
        (helen.pk, "primary", TODAY, None),
    }
    assert preceptorship.primary_on(TODAY) == helen
    assert preceptorship.primary_on(YESTERDAY) == former


def test_p18_a_backup_who_becomes_primary_is_no_backup_any_more(preceptorship, acting):
    helen = PreceptorFactory(eligible=True)
    add_backup(preceptorship=preceptorship, preceptor=helen, **acting)

    change_primary(
        preceptorship=preceptorship,
        preceptor=helen,
        by=acting["by"],
        at=NOON,
        today=TOMORROW,
    )

    holding = preceptorship.assignments.filter(valid_to=None)
    assert [(held.preceptor, held.role) for held in holding] == [(helen, "primary")]


def test_p18_two_changes_on_one_day_end_with_the_last(preceptorship, acting):
    helen, ivo = PreceptorFactory.create_batch(2, eligible=True)
    change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    change_primary(
        preceptorship=preceptorship,
        preceptor=ivo,
        by=acting["by"],
        at=NOON + timedelta(hours=1),
        today=TODAY,
    )

    assert preceptorship.primary_on(TODAY) == ivo


def test_change_primary_before_the_start_takes_effect_with_it(acting):
    preceptorship = PreceptorshipFactory(
        status="planned", starts_on=TOMORROW, primary=PreceptorFactory()
    )
    helen = PreceptorFactory(eligible=True)

    change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    assert preceptorship.primary_on(TOMORROW) == helen


def test_change_primary_tells_all_three(preceptorship, acting):
    former = preceptorship.primary_on(TODAY)
    helen = PreceptorFactory(eligible=True)

    change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("preceptor_released", former.person_id),
        ("preceptor_assigned", helen.person_id),
        ("preceptor_changed", preceptorship.learner.person_id),
    }


def test_a_corrected_mistake_is_told_to_nobody_who_had_not_heard_of_it(acting):
    former = PreceptorFactory(eligible=True)
    preceptorship = PreceptorshipFactory(primary=former)
    helen = PreceptorFactory(eligible=True)
    change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    change_primary(preceptorship=preceptorship, preceptor=former, **acting)

    shown = Notice.objects.filter(superseded_at=None)
    assert [(notice.kind, notice.data["preceptor"]) for notice in shown] == [
        ("preceptor_changed", former.person.name)
    ]


def test_whoever_has_read_of_a_mistake_hears_that_it_is_corrected(preceptorship, acting):
    helen = PreceptorFactory(eligible=True)
    assignment = add_backup(preceptorship=preceptorship, preceptor=helen, **acting)
    Notice.objects.filter(recipient=helen.person).update(read_at=NOON)

    end_backup(assignment=assignment, at=NOON, today=TODAY)

    shown = Notice.objects.filter(recipient=helen.person, superseded_at=None)
    assert [notice.kind for notice in shown] == ["preceptor_released"]


def test_p16_change_primary_refuses_who_is_full(preceptorship, acting):
    helen = PreceptorFactory(eligible=True, capacity=1, person__name="Helen Ward")
    PreceptorshipFactory(primary=helen)

    with pytest.raises(AssignmentError, match="Helen Ward needs a reason: full"):
        change_primary(preceptorship=preceptorship, preceptor=helen, **acting)


def test_p16_change_primary_takes_a_reason_and_keeps_it(preceptorship, acting):
    helen = PreceptorFactory(eligible=True, capacity=0)

    change_primary(preceptorship=preceptorship, preceptor=helen, reason="Only one left", **acting)

    override = RuleOverride.objects.get()
    assert (override.rules, override.reason, override.guide) == (
        ["P16"],
        "Only one left",
        helen.person,
    )


def test_m7_no_reason_makes_the_mentor_a_preceptor(preceptorship, acting):
    helen = PreceptorFactory(eligible=True)
    MentorshipFactory(learner=preceptorship.learner, mentor=MentorFactory(person=helen.person))

    with pytest.raises(AssignmentError, match="Not possible"):
        change_primary(preceptorship=preceptorship, preceptor=helen, reason="Please", **acting)
    with pytest.raises(AssignmentError, match="Not possible"):
        add_backup(preceptorship=preceptorship, preceptor=helen, reason="Please", **acting)


def test_change_primary_refuses_who_it_is_already(preceptorship, acting):
    with pytest.raises(AssignmentError, match="already"):
        change_primary(
            preceptorship=preceptorship, preceptor=preceptorship.primary_on(TODAY), **acting
        )


def test_p18_a_backup_takes_up_no_place(preceptorship, acting):
    helen = PreceptorFactory(eligible=True, capacity=1)
    PreceptorshipFactory(primary=helen)

    add_backup(preceptorship=preceptorship, preceptor=helen, **acting)

    assert (helen.pk, "backup", TODAY, None) in periods(preceptorship)
    assert not RuleOverride.objects.exists()


def test_p8_a_backup_must_be_approved_too(preceptorship, acting):
    with pytest.raises(AssignmentError, match="not approved"):
        add_backup(preceptorship=preceptorship, preceptor=PreceptorFactory(), **acting)


def test_add_backup_refuses_who_precepts_already(preceptorship, acting):
    helen = PreceptorFactory(eligible=True)
    add_backup(preceptorship=preceptorship, preceptor=helen, **acting)

    with pytest.raises(AssignmentError, match="already"):
        add_backup(preceptorship=preceptorship, preceptor=helen, **acting)


def test_end_backup_ends_with_today(preceptorship, acting):
    helen = PreceptorFactory(eligible=True)
    assignment = add_backup(preceptorship=preceptorship, preceptor=helen, **acting)

    end_backup(assignment=assignment, at=NOON, today=TODAY + timedelta(days=9))

    assert (helen.pk, "backup", TODAY, TODAY + timedelta(days=9)) in periods(preceptorship)


def test_end_backup_never_ends_the_primary(preceptorship):
    primary = preceptorship.assignments.get()

    with pytest.raises(AssignmentError):
        end_backup(assignment=primary, at=NOON, today=TODAY)


@pytest.mark.parametrize("service", [add_backup, change_primary])
def test_nobody_is_assigned_to_what_has_ended(service, acting):
    with pytest.raises(AssignmentError, match="already ended"):
        service(
            preceptorship=PreceptorshipFactory(closed=True),
            preceptor=PreceptorFactory(eligible=True),
            **acting,
        )
