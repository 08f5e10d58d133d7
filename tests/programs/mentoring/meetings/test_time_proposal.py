"""Times to choose from, answered from a mail without logging in (M12)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from programs.mentoring.meetings.models import CheckIn, TimeProposal
from programs.mentoring.meetings.services import time_proposal as services
from programs.mentoring.meetings.services.check_in import CheckInError
from programs.mentoring.meetings.time_links import find_proposal, time_token
from programs.mentoring.mentorships.services.mentorship import leave_mentorship, pause_mentorship
from tests.factories import (
    NOON,
    CheckInFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
    TimeProposalFactory,
)

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
Answer = TimeProposal.Answer


@pytest.fixture
def mentorship():
    return MentorshipFactory()


def propose(mentorship, *starts, at=NOON, by=None):
    return services.propose_times(
        mentorship=mentorship,
        starts=starts,
        minutes=30,
        medium=CheckIn.Medium.VIDEO,
        by=by or mentorship.learner.person,
        at=at,
    )


def proposed_now(mentorship=None, days=(3, 4)):
    mentorship = mentorship or MentorshipFactory()
    now = timezone.now()
    return TimeProposalFactory(mentorship=mentorship, times=[now + day * DAY for day in days])


def link(proposal):
    return reverse("programs:time-choose", args=[time_token(proposal)])


def first_time(proposal):
    return {"time": str(proposal.times.first().pk), "choose": "1"}


def asked_of(person):
    notices = Notice.objects.filter(kind="check_in_times_proposed", recipient=person)
    return notices.filter(superseded_at=None).count()


def test_m12_proposing_books_nothing_and_asks_the_other(mentorship):
    propose(mentorship, NOON + DAY, NOON + 2 * DAY)

    assert not CheckIn.objects.exists()
    assert [asked_of(person) for person in mentorship.both] == [0, 1]


def test_m12_a_chosen_time_is_booked_in_the_name_of_whoever_was_asked(mentorship):
    proposal = propose(mentorship, NOON + DAY, NOON + 2 * DAY)

    check_in = services.choose_time(
        proposal=proposal, time_id=proposal.times.last().pk, at=NOON + HOUR
    )

    proposal.refresh_from_db()
    assert (check_in.starts_at, check_in.minutes) == (NOON + 2 * DAY, 30)
    assert check_in.planned_by == mentorship.mentor.person
    assert (proposal.answer, proposal.check_in) == (Answer.CHOSEN, check_in)
    booked = Notice.objects.get(kind="check_in_planned")
    assert booked.recipient == mentorship.learner.person


def test_m12_what_is_answered_is_asked_no_more(mentorship):
    proposal = propose(mentorship, NOON + DAY)

    services.refuse_times(proposal=proposal, at=NOON + HOUR)

    told = Notice.objects.get(kind="check_in_no_time_suits")
    assert asked_of(mentorship.mentor.person) == 0
    assert told.recipient == mentorship.learner.person


def test_m12_new_times_take_the_place_of_old_ones(mentorship):
    old = propose(mentorship, NOON + DAY)

    propose(mentorship, NOON + 2 * DAY, by=mentorship.mentor.person)

    old.refresh_from_db()
    assert old.answer == Answer.WITHDRAWN
    assert [asked_of(person) for person in mentorship.both] == [1, 0]


@pytest.mark.parametrize(
    ("starts", "why"),
    [
        ([], "one to five times"),
        ([NOON + DAY] * 2, "of these times twice"),
        ([NOON + hours * HOUR for hours in range(30, 36)], "one to five times"),
        ([NOON - HOUR], "has passed"),
        ([NOON + 800 * DAY], "more than two years"),
    ],
)
def test_m12_times_that_cannot_be_are_refused(mentorship, starts, why):
    with pytest.raises(CheckInError, match=why):
        propose(mentorship, *starts)

    assert not TimeProposal.objects.exists()


def test_m12_times_that_meet_another_check_in_are_refused(mentorship):
    CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY, minutes=45)

    with pytest.raises(CheckInError, match="another check-in"):
        propose(mentorship, NOON + DAY + timedelta(minutes=30))


def test_m12_a_time_taken_meanwhile_is_not_booked_twice(mentorship):
    proposal = propose(mentorship, NOON + DAY)
    other = MentorshipFactory(mentor=MentorFactory(person=PersonFactory()))
    CheckInFactory(mentorship=other, starts_at=NOON + DAY)
    CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY - timedelta(minutes=10))

    with pytest.raises(CheckInError):
        services.choose_time(proposal=proposal, time_id=proposal.times.get().pk, at=NOON)

    proposal.refresh_from_db()
    assert proposal.is_open


@pytest.mark.parametrize("act", ["choose", "refuse", "withdraw"])
def test_m12_it_is_answered_once(mentorship, act):
    proposal = propose(mentorship, NOON + DAY)
    acts = {
        "choose": lambda: services.choose_time(
            proposal=proposal, time_id=proposal.times.get().pk, at=NOON
        ),
        "refuse": lambda: services.refuse_times(proposal=proposal, at=NOON),
        "withdraw": lambda: services.withdraw_times(proposal=proposal, at=NOON),
    }
    acts[act]()

    for again in acts.values():
        with pytest.raises(CheckInError, match="already been answered"):
            again()


def test_the_link_answers_without_logging_in(client):
    proposal = proposed_now()

    response = client.post(link(proposal), first_time(proposal), follow=True)

    assert CheckIn.objects.get().planned_by == proposal.asked
    assert "Booked" in response.content.decode()


def test_looking_at_the_link_changes_nothing(client):
    proposal = proposed_now()

    for method in (client.get, client.head):
        assert method(link(proposal)).status_code == 200

    proposal.refresh_from_db()
    assert proposal.is_open
    assert not CheckIn.objects.exists()


def test_the_link_says_that_none_suits(client):
    proposal = proposed_now()

    response = client.post(link(proposal), {"none": "1"}, follow=True)

    proposal.refresh_from_db()
    assert proposal.answer == Answer.NONE_SUITS
    assert "None of the times worked." in response.content.decode()


def test_n7_the_link_shows_no_name(client):
    proposal = proposed_now()

    page = client.get(link(proposal)).content.decode()

    assert [person.name in page for person in proposal.mentorship.both] == [False, False]
    assert proposal.mentorship.program.name not in page


def test_a_replayed_link_books_nothing_again(client):
    proposal = proposed_now()
    client.post(link(proposal), first_time(proposal))

    response = client.post(link(proposal), first_time(proposal))

    assert CheckIn.objects.count() == 1
    assert "Booked" in response.content.decode()


def test_a_link_opens_nothing_once_its_times_have_passed(client):
    proposal = proposed_now(days=(-2, -1))

    response = client.post(link(proposal), first_time(proposal))

    assert not CheckIn.objects.exists()
    assert "These times have passed" in response.content.decode()


def test_a_link_opens_nothing_once_the_mentorship_has_ended(client):
    proposal = proposed_now()
    by = proposal.mentorship.learner.person
    leave_mentorship(mentorship=proposal.mentorship, by=by, at=timezone.now())

    response = client.post(link(proposal), first_time(proposal))

    assert not CheckIn.objects.exists()
    assert "This has been answered" in response.content.decode()


def test_a_link_takes_no_time_of_another_proposal(client):
    proposal, other = proposed_now(), proposed_now()

    response = client.post(link(proposal), first_time(other))

    assert not CheckIn.objects.exists()
    assert response.status_code == 200


@pytest.mark.parametrize("token", ["x", "x.y", "0" * 32 + ".forged"])
def test_a_forged_link_finds_nothing(client, token):
    assert client.get(reverse("programs:time-choose", args=[token])).status_code == 404


def test_a_link_is_bound_to_its_proposal():
    one, other = proposed_now(), proposed_now()
    mixed = other.pk.hex + "." + time_token(one).partition(".")[2]

    assert find_proposal(mixed) is None


def test_the_link_shows_times_where_the_asked_one_is(client, mentorship):
    mentorship.mentor.person.time_zone = "Australia/Sydney"
    mentorship.mentor.person.save()
    noon = datetime(timezone.now().year + 1, 7, 1, 12, tzinfo=UTC)
    proposal = TimeProposalFactory(mentorship=mentorship, times=[noon])

    page = client.get(link(proposal)).content.decode()

    assert "22:00" in page
    assert "Australia/Sydney" in page


def test_the_page_proposes_what_is_filled_in(client, mentorship):
    client.force_login(mentorship.learner.person)
    page = reverse("programs:time-propose", args=[mentorship.pk])
    day = (timezone.now() + 9 * DAY).date()

    client.post(
        page,
        {
            "day_1": day,
            "clock_1": "16:00",
            "day_2": day,
            "clock_2": "17:30",
            "minutes": "30",
            "medium": "phone",
        },
    )

    assert TimeProposal.objects.get().times.count() == 2


def test_the_page_asks_for_what_is_missing_and_keeps_the_rest(client, mentorship):
    client.force_login(mentorship.learner.person)
    page = reverse("programs:time-propose", args=[mentorship.pk])

    response = client.post(page, {"day_1": "2031-05-05", "minutes": "30", "medium": "phone"})

    text = response.content.decode()
    assert "What time?" in text
    assert 'value="2031-05-05"' in text
    assert not TimeProposal.objects.exists()


def test_the_two_see_what_waits_for_an_answer(client):
    proposal = proposed_now()
    page = reverse("programs:mentorship-detail", args=[proposal.mentorship_id])
    shown = []
    for person in proposal.mentorship.both:
        client.force_login(person)
        shown.append(client.get(page).content.decode())

    assert ["Withdraw these times" in text for text in shown] == [True, False]
    assert [link(proposal) in text for text in shown] == [False, True]


def test_the_database_keeps_one_open_proposal(mentorship):
    TimeProposalFactory(mentorship=mentorship)

    with pytest.raises(IntegrityError), transaction.atomic():
        TimeProposalFactory(mentorship=mentorship)


def test_m12_a_pause_takes_proposed_times_back(mentorship):
    proposal = propose(mentorship, NOON + DAY)
    by = mentorship.learner.person

    pause_mentorship(mentorship=mentorship, by=by, at=NOON + HOUR, today=NOON.date())

    proposal.refresh_from_db()
    assert proposal.answer == Answer.WITHDRAWN
    assert asked_of(mentorship.mentor.person) == 0
