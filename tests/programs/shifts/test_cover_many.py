"""An absence of several days is one row, one page and one act (P18, P25, P30)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.notice import plan_notices, withdraw
from people.notices.wording import word
from programs.cohorts.models import Program
from programs.preceptorships.models import PreceptorAssignment
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.shifts import reminders, worklist
from programs.shifts.cover_options import cover_options
from programs.shifts.models import Shift
from programs.shifts.services.cover import Take, ask_for_cover, cover_shift, cover_shifts
from programs.shifts.services.roster import ShiftError
from programs.shifts.services.shift import call_off_all, call_off_shift
from programs.shifts.uncovered import gaps, span, together_with
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    PreceptorAssignmentFactory,
    ShiftFactory,
)
from tests.programs.shifts.planning import able, away, on, planned

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def found():
    return gaps(Shift.objects.all(), NOON)


def rows(preceptorship):
    programs = Program.objects.filter(pk=preceptorship.program_id)
    return [row for row in worklist.rows(programs, NOON) if row.kind == worklist.COVER]


def told():
    """(kind, to whom) of all that is shown."""
    shown = Notice.objects.filter(superseded_at=None)
    return set(shown.values_list("kind", "recipient"))


def test_p30_an_absence_is_one_row_that_says_how_many_days_it_takes(preceptorship, days):
    leave = away(days)

    (row,) = rows(preceptorship)

    name, first = days[0].preceptor.person.name, days[0]
    when = span(leave.valid_from, leave.valid_to)
    assert row.title == f"{name} is away {when}: 3 shifts have nobody"
    assert row.person == preceptorship.learner.person
    assert row.url == reverse("programs:shift-cover", args=[first.pk])
    assert len(row.facts) == 3


def test_p30_an_absence_that_has_come_near_takes_its_later_days_along(preceptorship, days):
    later = planned(preceptorship, on(TODAY + 20 * DAY))
    away(days, until=later.day)

    (gap,) = found()

    assert gap.shifts == [*days, later]


def test_p30_two_absences_are_two_rows_and_so_are_two_learners(preceptorship, days):
    away(days[:1])
    away(days[2:])
    assert len(found()) == 2

    other = ShiftFactory(preceptor=days[0].preceptor, starts_at=days[0].starts_at)

    assert [gap.shifts for gap in found() if other in gap.shifts] == [[other]]


def test_p30_days_said_at_once_are_one_row_and_another_day_brings_it_back(preceptorship, days):
    ask_for_cover(shifts=days[:2], by=days[0].preceptor.person, at=NOON)
    (row,) = rows(preceptorship)
    assert row.title == f"{days[0].preceptor.person.name} isn't available: 2 shifts have nobody"

    ask_for_cover(shifts=days, by=days[0].preceptor.person, at=NOON + timedelta(hours=1))

    (again,) = rows(preceptorship)
    assert again.key != row.key


@pytest.mark.parametrize(
    ("last", "words"), [((12, 3), "3 Dec"), ((12, 7), "3–7 Dec"), ((1, 4), "3 Dec – 4 Jan 2027")]
)
def test_days_are_said_in_few_characters(last, words, time_machine):
    time_machine.move_to(NOON, tick=False)
    first = TODAY.replace(month=12, day=3)
    month, day = last
    until = first.replace(year=first.year + (month == 1), month=month, day=day)

    assert span(first, until) == words.replace("2027", str(first.year + 1))


def test_p18_cover_of_several_days_lets_each_in_for_theirs(preceptorship, coordinator, days, helen):
    jonas = able(preceptorship)
    takes = [Take(days[0], helen), Take(days[1], jonas), Take(days[2], helen)]

    cover_shifts(takes=takes, by=coordinator, at=NOON)

    assert list(Shift.objects.order_by("day").values_list("preceptor", flat=True)) == [
        helen.pk,
        jonas.pk,
        helen.pk,
    ]
    held = PreceptorAssignment.objects.filter(role="backup").order_by("valid_from")
    assert [(row.preceptor, row.valid_from, row.valid_to) for row in held] == [
        (take.preceptor, take.shift.day, take.shift.day) for take in takes
    ]


def test_p25_cover_of_several_days_is_told_to_each_once(preceptorship, coordinator, days, helen):
    jonas = able(preceptorship)
    former, learner = days[0].preceptor.person, preceptorship.learner.person

    takes = [Take(days[0], helen), Take(days[1], helen), Take(days[2], jonas)]
    cover_shifts(takes=takes, by=coordinator, at=NOON)

    assert Notice.objects.count() == 4
    assert told() == {
        ("shifts_yours", helen.person_id),
        ("shift_yours", jonas.person_id),
        ("shifts_covered", learner.pk),
        ("shifts_given_away", former.pk),
    }
    said = word(Notice.objects.get(recipient=learner), zone="UTC")
    assert said.subject == f"On 3 days you're working with {helen.person} and {jonas.person}"
    assert f"Instead of {former}" in said.line


def test_p25_days_that_all_change_again_are_told_anew(preceptorship, coordinator, days, helen):
    jonas = able(preceptorship)
    cover_shifts(takes=[Take(shift, helen) for shift in days], by=coordinator, at=NOON)
    for shift in days:
        shift.refresh_from_db()

    later = NOON + timedelta(minutes=3)
    cover_shifts(takes=[Take(shift, jonas) for shift in days], by=coordinator, at=later)

    assert ("shifts_yours", helen.person_id) not in told()
    assert {("shifts_yours", jonas.person_id), ("shifts_given_away", helen.person_id)} <= told()


def test_p25_one_of_several_days_that_changes_leaves_the_others_told(
    preceptorship, coordinator, days, helen
):
    cover_shifts(takes=[Take(shift, helen) for shift in days], by=coordinator, at=NOON)
    days[0].refresh_from_db()

    cover_shift(shift=days[0], preceptor=able(preceptorship), by=coordinator, at=NOON)

    assert ("shifts_yours", helen.person_id) in told()


def test_p25_a_pause_takes_back_what_was_told_of_several_days(
    preceptorship, coordinator, days, helen
):
    cover_shifts(takes=[Take(shift, helen) for shift in days], by=coordinator, at=NOON)

    call_off_all(preceptorship, NOON)

    assert told() == set()


def test_p18_a_day_that_changed_meanwhile_is_named_and_none_is_given_away(
    preceptorship, coordinator, days, helen
):
    call_off_shift(shift=days[1], by=coordinator, at=NOON)

    with pytest.raises(ShiftError, match=r"^\w+ \d+ \w+: This was cancelled"):
        cover_shifts(takes=[Take(shift, helen) for shift in days], by=coordinator, at=NOON)

    assert not Shift.objects.filter(preceptor=helen).exists()


def test_p18_a_day_that_somebody_else_gave_away_first_stays_theirs(
    preceptorship, coordinator, days, helen
):
    jonas = able(preceptorship)
    seen = Shift.objects.with_people().get(pk=days[0].pk)
    cover_shift(shift=days[0], preceptor=jonas, by=coordinator, at=NOON)

    with pytest.raises(ShiftError, match=f"just given it to {jonas}"):
        cover_shift(shift=seen, preceptor=helen, by=coordinator, at=NOON)


def test_p18_whoever_is_away_that_day_takes_nothing(preceptorship, coordinator, days, helen):
    AbsenceFactory(person=helen.person, valid_from=days[1].day, valid_to=days[1].day)

    with pytest.raises(ShiftError, match="is away that day"):
        cover_shifts(takes=[Take(days[1], helen)], by=coordinator, at=NOON)

    (option,) = cover_options(days)
    assert option.shifts == {days[0].pk, days[2].pk}
    assert "not on" in option.reason


def test_p18_whoever_left_takes_nothing(coordinator, days, helen):
    helen.person.is_active = False
    helen.person.save()

    with pytest.raises(ShiftError, match="has left"):
        cover_shift(shift=days[0], preceptor=helen, by=coordinator, at=NOON)


def test_p18_options_say_who_can_take_which_days(preceptorship, days, helen):
    jonas = able(preceptorship)
    AbsenceFactory(person=jonas.person, valid_from=days[0].day, valid_to=days[1].day)
    ShiftFactory(preceptor=helen, starts_at=days[2].starts_at)

    first, second = cover_options(days)

    assert (first.preceptor, second.preceptor) == (helen, jonas)
    assert "works with someone else on" in first.reason
    assert "only on" in second.reason


def test_p30_the_coordinator_hears_of_several_days_once(preceptorship, coordinator, days):
    away(days)

    for minutes in (0, 15):
        at = NOON + timedelta(minutes=minutes)
        plan_notices(reminders.drafts(at), at=at)

    (notice,) = Notice.objects.filter(recipient=coordinator)
    assert (notice.kind, notice.data["count"]) == ("shifts_need_cover", 3)
    assert not reminders.stale(NOON).exists()


def test_p30_what_is_asked_at_once_is_told_once_and_not_swept_again(
    preceptorship, coordinator, days
):
    ask_for_cover(shifts=days, by=days[0].preceptor.person, at=NOON)

    plan_notices(reminders.drafts(NOON), at=NOON)

    assert [notice.kind for notice in Notice.objects.all()] == ["shifts_need_cover"]


def test_p30_of_days_still_open_after_the_first_is_covered_they_hear_anew(
    preceptorship, coordinator, days, helen
):
    ask_for_cover(shifts=days, by=days[0].preceptor.person, at=NOON)
    cover_shift(shift=days[0], preceptor=helen, by=helen.person, at=NOON)
    stale = reminders.stale(NOON)
    assert [notice.kind for notice in stale] == ["shifts_need_cover"]

    withdraw(stale, at=NOON)
    plan_notices(reminders.drafts(NOON), at=NOON)

    asked = Notice.objects.get(recipient=coordinator, superseded_at=None)
    assert (asked.kind, asked.data["count"]) == ("shifts_need_cover", 2)


def test_p30_days_known_already_are_not_asked_for_again(preceptorship, days):
    ask_for_cover(shifts=days[:1], by=days[0].preceptor.person, at=NOON)

    ask_for_cover(shifts=days, by=days[0].preceptor.person, at=NOON + DAY / 24)

    first, *others = Shift.objects.order_by("day")
    assert first.cover_asked_at == NOON
    assert {shift.cover_asked_at for shift in others} == {NOON + DAY / 24}


def test_whoever_falls_ill_is_offered_their_next_days_too(days):
    together = together_with(days[1], at=NOON)

    assert (together.shifts, together.ticked) == (days, {days[1].pk})


def test_the_page_of_a_day_that_has_begun_is_about_those_still_open(preceptorship, days):
    over = ShiftFactory(preceptorship=preceptorship, preceptor=days[0].preceptor)
    away(days)

    together = together_with(over, at=NOON)

    assert together.ticked == {shift.pk for shift in days}


def test_p18_a_change_of_the_primary_takes_back_who_comes_tomorrow(
    preceptorship, coordinator, days, helen
):
    plan_notices(reminders.drafts(NOON), at=NOON)
    former = days[0].preceptor.person
    assert ("shift_tomorrow", former.pk) in told()

    change_primary(
        preceptorship=preceptorship, preceptor=helen, by=coordinator, at=NOON, today=TODAY
    )

    assert ("shift_tomorrow", former.pk) not in told()


def test_p18_a_change_of_the_primary_leaves_what_has_begun(preceptorship, coordinator, helen):
    begun = ShiftFactory(
        preceptorship=preceptorship, starts_at=NOON - timedelta(hours=2), day=TODAY
    )
    former = begun.preceptor

    change_primary(
        preceptorship=preceptorship, preceptor=helen, by=coordinator, at=NOON, today=TODAY
    )

    begun.refresh_from_db()
    assert begun.preceptor == former


def test_p30_days_of_a_change_on_which_the_following_one_is_away_need_somebody(
    preceptorship, coordinator, days, helen
):
    PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=helen, role="backup")
    AbsenceFactory(person=helen.person, valid_from=days[1].day, valid_to=days[1].day)

    change_primary(
        preceptorship=preceptorship, preceptor=helen, by=coordinator, at=NOON, today=TODAY
    )

    (gap,) = found()
    assert [shift.pk for shift in gap.shifts] == [days[1].pk]
