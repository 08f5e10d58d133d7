"""A change of the primary preceptor from a day ahead (P18)."""

from datetime import timedelta

import pytest

from people.notices.models import Notice
from programs.cohorts.eligibility import guides_with_standing
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services import preceptorship as life
from programs.preceptorships.services.intake import move_planned
from programs.preceptorships.services.preceptor_assignment import (
    AssignmentError,
    add_backup,
    change_primary,
    take_back_change,
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
DAY = TODAY + timedelta(days=9)
EVE = DAY - timedelta(days=1)


@pytest.fixture
def sam():
    return PreceptorFactory(eligible=True, person__name="Sam Reed")


@pytest.fixture
def priya():
    return PreceptorFactory(eligible=True, person__name="Priya Nair")


@pytest.fixture
def preceptorship(sam):
    return PreceptorshipFactory(primary=sam)


@pytest.fixture
def plan_change(preceptorship, priya, acting):
    """Let Priya take over from Sam on the day."""

    def plan(preceptor=priya, **options):
        return change_primary(
            **{"preceptorship": preceptorship, "from_on": DAY, **acting, **options},
            preceptor=preceptor,
        )

    return plan


def periods(preceptorship):
    return set(preceptorship.assignments.values_list("preceptor", "role", "valid_from", "valid_to"))


def load_of(preceptor, on=TODAY):
    return guides_with_standing(type(preceptor), on=on).get(pk=preceptor.pk).load


def shown():
    return set(Notice.objects.filter(superseded_at=None).values_list("kind", "recipient"))


def test_p18_the_former_one_stays_until_the_day(plan_change, preceptorship, sam, priya):
    plan_change()

    assert preceptorship.primary_on(EVE) == sam
    assert preceptorship.primary_on(DAY) == priya


def test_all_three_are_told_once_with_the_day(plan_change, preceptorship, sam, priya):
    plan_change()

    people = (preceptorship.learner.person, sam.person, priya.person)
    assert shown() == {("preceptor_change_planned", person.pk) for person in people}
    assert {notice.data["starts_on"] for notice in Notice.objects.all()} == {DAY.isoformat()}


def test_p16_both_fill_a_place_until_the_day_and_then_the_new_one_alone(plan_change, sam, priya):
    plan_change()

    assert (load_of(sam), load_of(priya)) == (1, 1)
    assert (load_of(sam, on=DAY), load_of(priya, on=DAY)) == (0, 1)


def test_who_takes_over_later_is_still_seen_by_the_former_one(plan_change, preceptorship, sam):
    plan_change()

    assert list(Preceptorship.objects.visible_to(sam.person, on=EVE)) == [preceptorship]
    assert not Preceptorship.objects.visible_to(sam.person, on=DAY).exists()


def test_p30_who_takes_over_later_is_nobody_who_can_sign_today(plan_change, preceptorship, sam):
    plan_change()
    sam.person.is_active = False
    sam.person.save(update_fields=["is_active"])

    assert list(Preceptorship.objects.without_preceptor(on=TODAY)) == [preceptorship]
    assert not Preceptorship.objects.without_preceptor(on=DAY).exists()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY - timedelta(days=1), "in the past"),
        (TODAY + timedelta(weeks=60), "The preceptorship ends on"),
    ],
)
def test_the_day_is_one_of_those_to_come(plan_change, day, words):
    with pytest.raises(AssignmentError, match=words):
        plan_change(from_on=day)


def test_the_day_is_not_before_the_start(acting, sam, priya):
    start = TODAY + timedelta(days=9)
    preceptorship = PreceptorshipFactory(status="planned", starts_on=start, primary=sam)

    with pytest.raises(AssignmentError, match="before the start"):
        change_primary(preceptorship=preceptorship, preceptor=priya, from_on=TODAY, **acting)


def test_the_change_may_begin_with_the_last_day(plan_change, preceptorship):
    assert plan_change(from_on=preceptorship.ends_on).valid_from == preceptorship.ends_on


def test_p8_the_rules_are_asked_of_the_day(plan_change, priya):
    priya.person.approvals.update(valid_to=EVE)

    with pytest.raises(AssignmentError, match="not approved"):
        plan_change()


def test_m7_no_mentor_is_named_ahead(plan_change, preceptorship, priya):
    MentorshipFactory(learner=preceptorship.learner, mentor=MentorFactory(person=priya.person))

    with pytest.raises(AssignmentError, match="Not possible"):
        plan_change(reason="Please")


def test_a_second_change_waits_for_the_first_to_be_taken_back(plan_change):
    plan_change()

    with pytest.raises(AssignmentError, match="Priya Nair already takes over on 2 Dec 2026"):
        plan_change(PreceptorFactory(eligible=True))


def test_who_decided_by_an_older_page_is_refused(plan_change, preceptorship):
    seen = preceptorship.assignments.get().pk
    plan_change(seen=seen)

    with pytest.raises(AssignmentError, match="Someone else has changed"):
        plan_change(PreceptorFactory(eligible=True), seen=seen)


def test_who_is_named_for_a_day_ahead_is_not_added_as_a_backup(
    plan_change, preceptorship, sam, priya, acting
):
    plan_change()

    for preceptor in (sam, priya):
        with pytest.raises(AssignmentError, match="already assigned"):
            add_backup(preceptorship=preceptorship, preceptor=preceptor, **acting)


def test_take_back_leaves_no_trace_with_those_who_had_not_heard(plan_change, preceptorship, acting):
    before = periods(preceptorship)
    change = plan_change()

    take_back_change(assignment=change, at=NOON, today=TODAY)

    assert periods(preceptorship) == before
    assert shown() == set()


def test_take_back_tells_those_who_had_heard(plan_change, acting, priya):
    change = plan_change()
    Notice.objects.filter(recipient=priya.person).update(read_at=NOON)

    take_back_change(assignment=change, at=NOON, today=TODAY)

    assert shown() == {("preceptor_change_taken_back", priya.person_id)}


def test_take_back_leaves_a_backup_a_backup(plan_change, preceptorship, priya, acting):
    add_backup(preceptorship=preceptorship, preceptor=priya, **acting)
    before = periods(preceptorship)
    change = plan_change()
    assert (priya.pk, "backup", TODAY, EVE) in periods(preceptorship)

    take_back_change(assignment=change, at=NOON, today=TODAY)

    assert periods(preceptorship) == before


def test_take_back_refuses_from_the_day_on(plan_change, acting):
    change = plan_change()

    with pytest.raises(AssignmentError, match="already begun"):
        take_back_change(assignment=change, at=NOON, today=DAY)


def test_a_change_taken_back_and_planned_anew_is_told_anew(plan_change, acting, priya):
    change = plan_change()
    Notice.objects.update(read_at=NOON)
    take_back_change(assignment=change, at=NOON, today=TODAY)

    plan_change(from_on=DAY + timedelta(days=1))

    assert ("preceptor_change_planned", priya.person_id) in shown()
    assert ("preceptor_change_taken_back", priya.person_id) not in shown()


def test_what_ends_before_the_day_never_changes(plan_change, preceptorship, sam, acting):
    plan_change()

    life.withdraw_preceptorship(preceptorship=preceptorship, reason="Left", **acting)

    assert periods(preceptorship) == {(sam.pk, "primary", preceptorship.starts_on, TODAY)}


def test_an_intake_that_moves_takes_the_change_along(acting, sam, priya):
    start = TODAY + timedelta(days=7)
    preceptorship = PreceptorshipFactory(
        status="planned", starts_on=start, cohort__starts_on=start + timedelta(days=7)
    )
    preceptorship.assignments.create(
        preceptor=sam, role="primary", valid_from=start, assigned_at=NOON
    )
    change_primary(
        preceptorship=preceptorship,
        preceptor=priya,
        from_on=start + timedelta(days=5),
        **acting,
    )

    move_planned(preceptorship.cohort, **acting)

    assert periods(preceptorship) == {
        (sam.pk, "primary", start + timedelta(days=7), start + timedelta(days=11)),
        (priya.pk, "primary", start + timedelta(days=12), None),
    }
