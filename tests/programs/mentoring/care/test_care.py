from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from programs.cohorts.services.program import update_program
from programs.mentoring.care.models import CareQueueEntry, CareStep
from programs.mentoring.care.need import (
    Signal,
    asleep,
    awake,
    facts_in_care,
    in_need_of_care,
    with_signal,
)
from programs.mentoring.care.notice_kinds import OF_SIGNAL
from programs.mentoring.care.services.care import (
    CareError,
    fill_care_queue,
    fill_care_queues,
    leave_pair,
    take_up_pair,
    write_to_pair,
)
from programs.mentoring.care.services.program_break import remove_break
from programs.mentoring.care.views.care import CARE_SIZE
from programs.mentoring.mentorships.facts import contact_facts
from programs.mentoring.mentorships.models import Mentorship
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    CheckInFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
    PersonFactory,
    ProgramBreakFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def pair(days, **options):
    """A pair that began so many days ago, with the rules of M9 and a rhythm of 30 days."""
    return MentorshipFactory(starts_on=TODAY - days * DAY, **options)


def met(mentorship, days):
    at = NOON - days * DAY
    CheckInFactory(mentorship=mentorship, starts_at=at, held_at=at)


def missed(mentorship, days):
    at = NOON - days * DAY
    CheckInFactory(mentorship=mentorship, starts_at=at, missed_at=at)


def signal_of(mentorship):
    in_need = in_need_of_care(Mentorship.objects.filter(pk=mentorship.pk), at=NOON)
    row = with_signal(in_need).first()
    return row and Signal(row.signal)


@pytest.mark.parametrize(
    ("since_met", "signal"),
    [
        (13, None),
        (14, Signal.NEXT_UNBOOKED),
        (44, Signal.NEXT_UNBOOKED),
        (45, Signal.QUIET),
        (59, Signal.QUIET),
        (60, Signal.VERY_QUIET),
    ],
)
def test_a_pair_is_listed_by_how_long_ago_it_met(since_met, signal):
    mentorship = pair(200)
    met(mentorship, since_met)

    assert signal_of(mentorship) == signal


@pytest.mark.parametrize(
    ("since_met", "signal", "word"),
    [
        (59, Signal.NEXT_UNBOOKED, "in touch"),
        (60, Signal.QUIET, "quiet"),
        (90, Signal.VERY_QUIET, "very quiet"),
    ],
)
def test_m9_a_program_sets_its_own_limits_of_quiet(since_met, signal, word):
    mentorship = pair(200)
    rules = mentorship.program.mentorship_rules
    rules.quiet_rhythms, rules.very_quiet_rhythms = 2, 3
    rules.save()
    met(mentorship, since_met)

    row = Mentorship.objects.with_contact(NOON).get(pk=mentorship.pk)
    assert signal_of(mentorship) == signal
    assert contact_facts(row, today=TODAY).word == word


def test_m9_quiet_comes_before_very_quiet():
    rules = pair(1).program.mentorship_rules
    rules.very_quiet_rhythms = rules.quiet_rhythms

    with pytest.raises(IntegrityError), transaction.atomic():
        rules.save()


@pytest.mark.parametrize(
    ("days", "signal"),
    [(9, None), (10, Signal.FIRST_UNBOOKED), (20, Signal.FIRST_UNBOOKED), (21, Signal.NOT_MET)],
)
def test_a_pair_that_never_met_is_listed_by_its_start(days, signal):
    assert signal_of(pair(days)) == signal


def test_what_is_booked_is_not_asked_about_until_21_days_have_passed():
    booked, late = pair(20), pair(21)
    for mentorship in (booked, late):
        CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)

    assert signal_of(booked) is None
    assert signal_of(late) == Signal.NOT_MET


def test_two_missed_in_a_row_ask_for_care_and_a_meeting_makes_good():
    mentorship = pair(60)
    met(mentorship, 25)
    CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)
    missed(mentorship, 12)
    assert signal_of(mentorship) is None

    missed(mentorship, 9)
    assert signal_of(mentorship) == Signal.MISSED

    met(mentorship, 8)
    assert signal_of(mentorship) is None


def test_the_program_says_how_long_it_waits():
    mentorship = pair(40)
    rules = mentorship.program.mentorship_rules
    rules.first_meeting_days, rules.setup_days = 41, 50
    rules.save()
    assert signal_of(mentorship) is None

    rules.setup_days = 40
    rules.save()
    assert signal_of(mentorship) == Signal.NOT_MET


def test_whoever_was_to_meet_these_days_is_not_asked_about_yet():
    mentorship = pair(100)
    CheckInFactory(mentorship=mentorship, starts_at=NOON - 2 * DAY)

    assert signal_of(mentorship) is None


def test_no_clock_runs_while_either_is_away_or_the_program_rests():
    """M12: an absence, a break and a pause each start the clock anew when they end."""
    of_mentor, of_mentee, of_program, of_pair = [pair(100) for _ in range(4)]
    begun = {"valid_from": TODAY - 30 * DAY}
    AbsenceFactory(person=of_mentor.mentor.person, **begun, valid_to=TODAY + DAY)
    AbsenceFactory(person=of_mentee.learner.person, **begun, valid_to=TODAY - 3 * DAY)
    ProgramBreakFactory(program=of_program.program, **begun, valid_to=TODAY)
    MentorshipPauseFactory(mentorship=of_pair, **begun, valid_to=TODAY - 9 * DAY)

    assert [signal_of(each) for each in (of_mentor, of_mentee, of_program, of_pair)] == [None] * 4


def test_an_absence_to_come_stops_nothing():
    mentorship = pair(100)
    AbsenceFactory(
        person=mentorship.mentor.person, valid_from=TODAY + DAY, valid_to=TODAY + 9 * DAY
    )

    assert signal_of(mentorship) == Signal.VERY_QUIET


def test_paused_and_ended_pairs_are_left_in_peace():
    paused = pair(100, status="paused", paused_status="active")
    ended = pair(100, closed=True)

    assert signal_of(paused) is None
    assert signal_of(ended) is None


def test_write_to_pair_tells_both_and_lets_the_pair_rest():
    mentorship, by = pair(100), PersonFactory(name="Mira Sato")
    fill_care_queues(at=NOON)

    write_to_pair(mentorship=mentorship, by=by, at=NOON, today=TODAY)

    told = Notice.objects.filter(kind="care_quiet", object_id=mentorship.pk)
    assert {notice.recipient for notice in told} == set(mentorship.both)
    assert {notice.data["coordinator"] for notice in told} == {"Mira Sato"}
    rows = in_need_of_care(Mentorship.objects.all(), at=NOON)
    assert not awake(rows, today=TODAY).exists()
    assert asleep(rows, today=TODAY).get().rests_until == TODAY + 14 * DAY
    assert awake(rows, today=TODAY + 14 * DAY).exists()


def test_a_second_coordinator_does_not_write_again():
    mentorship = pair(100)
    fill_care_queues(at=NOON)
    write_to_pair(mentorship=mentorship, by=PersonFactory(), at=NOON, today=TODAY)

    with pytest.raises(CareError, match="just written"):
        write_to_pair(mentorship=mentorship, by=PersonFactory(), at=NOON, today=TODAY)
    assert CareStep.objects.count() == 1


def test_both_get_the_words_that_the_coordinator_read():
    """What shows since the queue was filled is another signal, with another message."""
    mentorship = pair(60)
    met(mentorship, 30)
    fill_care_queues(at=NOON)
    missed(mentorship, 12)
    missed(mentorship, 9)
    assert signal_of(mentorship) == Signal.MISSED

    write_to_pair(mentorship=mentorship, by=PersonFactory(), at=NOON, today=TODAY)

    sent = Notice.objects.filter(object_id=mentorship.pk).values_list("kind", flat=True)
    assert set(sent) == {OF_SIGNAL[Signal.NEXT_UNBOOKED]}


def test_nobody_writes_to_a_pair_that_is_in_touch():
    mentorship = pair(100)
    fill_care_queues(at=NOON)
    met(mentorship, 1)

    with pytest.raises(CareError, match="in touch again"):
        write_to_pair(mentorship=mentorship, by=PersonFactory(), at=NOON, today=TODAY)
    assert not Notice.objects.filter(kind__startswith="care").exists()


def test_leave_pair_tells_nobody_and_take_up_lists_it_again():
    mentorship = pair(100)
    leave_pair(mentorship=mentorship, weeks=4, by=PersonFactory(), at=NOON, today=TODAY)
    rows = in_need_of_care(Mentorship.objects.all(), at=NOON)
    assert not awake(rows, today=TODAY + 27 * DAY).exists()
    assert not Notice.objects.exists()

    take_up_pair(mentorship=mentorship, today=TODAY)

    assert awake(rows, today=TODAY).exists()


def test_leave_pair_refuses_a_time_that_is_not_on_offer():
    with pytest.raises(CareError, match="times listed"):
        leave_pair(mentorship=pair(100), weeks=500, by=PersonFactory(), at=NOON, today=TODAY)


def test_the_queue_is_one_programs_and_lists_the_most_pressing_first():
    program = MentoringProgramFactory()
    quiet, very_quiet = pair(45, program=program), pair(60, program=program)
    for mentorship, days in ((quiet, 45), (very_quiet, 60)):
        met(mentorship, days)
    pair(60)
    fill_care_queues(at=NOON)

    rows = facts_in_care(program, at=NOON).order_by("signal")

    assert [row.id for row in rows] == [very_quiet.pk, quiet.pk]


def test_a_queue_is_filled_with_who_is_silent_and_emptied_of_who_is_not():
    mentorship, other = pair(100), pair(45)
    assert fill_care_queues(at=NOON) == 2
    met(mentorship, 1)
    met(other, 20)

    assert fill_care_queues(at=NOON) == 1
    assert fill_care_queue(program=mentorship.program, at=NOON) == 0

    entry = CareQueueEntry.objects.get()
    assert (entry.mentorship, entry.program) == (other, other.program)
    assert (entry.signal, entry.counts_from) == (Signal.NEXT_UNBOOKED, TODAY - 20 * DAY)


def test_a_pair_that_met_since_the_queue_was_filled_is_listed_no_more():
    mentorship = pair(100)
    fill_care_queues(at=NOON)
    met(mentorship, 0)

    assert CareQueueEntry.objects.exists()
    assert not facts_in_care(mentorship.program, at=NOON).exists()


def test_what_counts_as_silent_holds_at_once():
    """A coordinator who changes the rules, or takes back a break, sees by whom at once."""
    program = MentoringProgramFactory()
    met(pair(200, program=program), 40)
    pause = ProgramBreakFactory(
        program=program, valid_from=TODAY - 30 * DAY, valid_to=TODAY - 5 * DAY
    )
    fill_care_queues(at=NOON)
    assert not CareQueueEntry.objects.exists()

    remove_break(pause=pause, at=NOON)
    assert CareQueueEntry.objects.get().signal == Signal.NEXT_UNBOOKED

    update_program(program=program, words={}, rules={"quiet_rhythms": "1.20"}, at=NOON)
    assert CareQueueEntry.objects.get().signal == Signal.QUIET


def test_the_queue_reads_page_by_page(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    start = timezone.localdate() - 60 * DAY
    MentorshipFactory.create_batch(CARE_SIZE + 2, program=program, starts_on=start)
    fill_care_queues(at=timezone.now())
    client.force_login(coordinator)
    url = reverse("programs:program-care", args=[program.pk])

    first = client.get(url)
    rest = client.get(url, {"cursor": first.context["page"].next_cursor})

    shown = [row["pair"].id for page in (first, rest) for row in page.context["rows"]]
    assert len(first.context["rows"]) == CARE_SIZE
    assert sorted(shown) == sorted(program.mentorships.values_list("pk", flat=True))


def test_program_care_shows_who_since_when_and_which_signal(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    mentorship = MentorshipFactory(program=program, starts_on=timezone.localdate() - 60 * DAY)
    fill_care_queues(at=timezone.now())
    client.force_login(coordinator)

    page = client.get(reverse("programs:program-care", args=[program.pk]))

    assert mentorship.learner.person.name in page.text
    assert "very quiet" in page.text
    assert "asks how you two are doing" in page.text

    url = reverse("programs:care-write", args=[mentorship.pk])
    assert "written to both" in client.post(url, follow=True).text
    assert "Everyone is in touch" in client.get(page.request["PATH_INFO"]).text


def test_the_page_of_a_pair_offers_help_after_two_missed_and_blames_nobody(client):
    """M9, M12: care, not blame; and what rests says until when."""
    mentorship = MentorshipFactory(starts_on=timezone.localdate() - 60 * DAY)
    for days in (12, 9):
        at = timezone.now() - days * DAY
        CheckInFactory(mentorship=mentorship, starts_at=at, missed_at=at)
    today = timezone.localdate()
    AbsenceFactory(person=mentorship.mentor.person, valid_from=today, valid_to=today + DAY)
    client.force_login(mentorship.learner.person)

    page = client.get(reverse("programs:mentorship-detail", args=[mentorship.pk]))

    assert "Meetings have fallen through lately" in page.text
    assert "One of you is away" in page.text
