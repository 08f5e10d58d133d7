"""Days on which whoever was to come is not there (P18, P25, P30)."""

from datetime import time, timedelta

import pytest

from people.notices.models import Delivery, Notice
from people.notices.services.notice import plan_notices
from people.services.person import deactivate_person
from programs.preceptorships.models import PreceptorAssignment
from programs.preceptorships.services.preceptor_assignment import (
    change_primary,
    end_backup,
    take_back_change,
)
from programs.shifts import reminders
from programs.shifts.cover_options import cover_options
from programs.shifts.models import Shift
from programs.shifts.services.cover import ask_for_cover, cover_shift
from programs.shifts.services.roster import Plan, ShiftError, Times
from programs.shifts.services.shift import (
    plan_shift,
)
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    PersonFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
)
from tests.programs.shifts.planning import DAY, TOMORROW, planned

pytestmark = pytest.mark.django_db


def covered_by_nobody():
    return list(Shift.objects.uncovered(NOON))


def test_p18_whoever_takes_a_day_may_see_the_record_that_day_alone(preceptorship):
    shift = planned(preceptorship)
    helen = PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(helen)

    cover_shift(shift=shift, preceptor=helen, by=shift.preceptor.person, at=NOON)

    seen = type(preceptorship).objects.visible_to
    days = [TODAY, TOMORROW, TOMORROW + timedelta(days=1)]
    assert [seen(helen.person, on=day).exists() for day in days] == [False, True, False]


def test_p18_whoever_takes_a_night_may_sign_in_the_morning(preceptorship):
    shift = planned(preceptorship, Times(TOMORROW, time(20), time(8)))
    helen = PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(helen)

    cover_shift(shift=shift, preceptor=helen, by=shift.preceptor.person, at=NOON)

    assignment = PreceptorAssignment.objects.get(preceptor=helen)
    assert assignment.valid_to == TOMORROW + timedelta(days=1)


def test_p8_nobody_takes_a_day_who_may_not_precept(preceptorship):
    shift = planned(preceptorship)

    with pytest.raises(ShiftError):
        cover_shift(shift=shift, preceptor=PreceptorFactory(), by=PersonFactory(), at=NOON)

    shift.refresh_from_db()
    assert shift.preceptor == preceptorship.primary_on(TODAY)


def test_p25_cover_is_told_to_all_three(preceptorship, coordinator):
    shift = planned(preceptorship)
    former, helen = shift.preceptor.person, PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(helen)

    cover_shift(shift=shift, preceptor=helen, by=coordinator, at=NOON)

    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("shift_yours", helen.person_id),
        ("shift_covered", preceptorship.learner.person_id),
        ("shift_given_away", former.pk),
    }


def test_p25_whoever_gets_a_day_back_that_they_had_given_away_is_mailed_again(
    preceptorship, coordinator
):
    shift = planned(preceptorship)
    priya, helen = shift.preceptor, PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(helen)
    mailed = []

    for hours, preceptor in enumerate((helen, priya, helen)):
        at = NOON + timedelta(hours=hours)
        shift.refresh_from_db()
        cover_shift(shift=shift, preceptor=preceptor, by=coordinator, at=at)
        due = Delivery.objects.filter(status=Delivery.Status.DUE, notice__kind="shift_yours")
        mailed += due.values_list("notice__recipient", flat=True)
        Delivery.objects.update(status=Delivery.Status.SENT, sent_at=at)

    assert mailed == [helen.person_id, priya.person_id, helen.person_id]


def test_ask_for_cover_tells_the_coordinator_once(preceptorship, coordinator):
    shift = planned(preceptorship)

    ask_for_cover(shifts=[shift], by=shift.preceptor.person, at=NOON)

    with pytest.raises(ShiftError, match="already knows"):
        ask_for_cover(shifts=[shift], by=shift.preceptor.person, at=NOON)
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("shift_needs_cover", coordinator)


def test_cover_options_name_who_knows_the_learner_first(preceptorship):
    shift = planned(preceptorship)
    stranger, backup = PreceptorFactory(eligible=True), PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(stranger, backup, PreceptorFactory())
    PreceptorAssignment.objects.create(
        preceptorship=preceptorship,
        preceptor=backup,
        role="backup",
        valid_from=TODAY,
        assigned_at=NOON,
    )

    options = cover_options([shift])

    assert [option.preceptor for option in options] == [backup, stranger]


def test_p18_shifts_to_come_follow_a_change_of_the_primary(preceptorship, coordinator):
    shift = planned(preceptorship)
    helen = PreceptorFactory(eligible=True)

    change_primary(
        preceptorship=preceptorship, preceptor=helen, by=coordinator, at=NOON, today=TODAY
    )

    shift.refresh_from_db()
    assert shift.preceptor == helen


def test_p30_the_next_days_of_somebody_who_left_need_someone(preceptorship, coordinator):
    shift = planned(preceptorship)
    planned(preceptorship, Times(TODAY + timedelta(days=20), time(7), time(15)))

    deactivate_person(person=shift.preceptor.person, by=coordinator, at=NOON)

    assert covered_by_nobody() == [shift]


def test_p30_a_day_of_leave_needs_someone(preceptorship):
    shift = planned(preceptorship)

    AbsenceFactory(person=shift.preceptor.person, valid_from=TOMORROW, valid_to=TOMORROW)

    assert covered_by_nobody() == [shift]


def test_p30_the_days_of_a_backup_who_stands_in_no_more_need_someone(preceptorship):
    helen = PreceptorFactory(eligible=True)
    backup = PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=helen, role="backup")
    plan_of_helen = Plan(preceptor=helen, origin=Shift.Origin.ROTA)
    shift = plan_shift(
        preceptorship=preceptorship, times=DAY, plan=plan_of_helen, by=helen.person, at=NOON
    )
    assert covered_by_nobody() == []

    end_backup(assignment=backup, at=NOON, today=TODAY)

    assert covered_by_nobody() == [shift]


def test_p30_the_coordinator_hears_once_of_a_day_without_anybody(preceptorship, coordinator):
    shift = planned(preceptorship)
    ask_for_cover(shifts=[shift], by=shift.preceptor.person, at=NOON)

    plan_notices(reminders.drafts(NOON + timedelta(minutes=15)), at=NOON)

    asked = Notice.objects.filter(kind="shift_needs_cover", recipient=coordinator)
    assert asked.count() == 1


def test_p30_leave_that_is_taken_back_takes_the_question_back(preceptorship):
    shift = planned(preceptorship)
    away = AbsenceFactory(person=shift.preceptor.person, valid_from=TOMORROW, valid_to=TOMORROW)
    plan_notices(reminders.drafts(NOON), at=NOON)
    assert not reminders.stale(NOON).filter(kind="shift_needs_cover").exists()

    away.delete()

    assert reminders.stale(NOON).filter(kind="shift_needs_cover").exists()


def test_nobody_waits_for_a_learner_who_left(preceptorship, coordinator):
    shift = planned(preceptorship)

    deactivate_person(person=preceptorship.learner.person, by=coordinator, at=NOON)

    shift.refresh_from_db()
    assert shift.is_called_off


def test_p18_a_change_that_is_taken_back_gives_the_days_back(preceptorship, coordinator):
    shift = planned(preceptorship, Times(TODAY + timedelta(days=9), time(7), time(15)))
    former, helen = shift.preceptor, PreceptorFactory(eligible=True)
    change = change_primary(
        preceptorship=preceptorship,
        preceptor=helen,
        by=coordinator,
        at=NOON,
        today=TODAY,
        from_on=TODAY + timedelta(days=5),
    )
    shift.refresh_from_db()
    assert shift.preceptor == helen

    take_back_change(assignment=change, at=NOON, today=TODAY)

    shift.refresh_from_db()
    assert shift.preceptor == former
