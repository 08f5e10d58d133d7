"""How a mentorship begins: both are asked, both say yes (M8, M15)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from people.registry import TodayItem
from programs.cohorts.models import Enrolment, Exclusion
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import MentorshipError
from programs.mentoring.mentorships.services.mentorship_opening import (
    accept_mentorship,
    decline_mentorship,
    propose_mentorship,
    withdraw_proposal,
)
from programs.mentoring.today import today
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    ProgramCoordinatorFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db
Status, Ending = Mentorship.Status, Mentorship.Ending
DAY = timedelta(days=1)


def propose(at=NOON, **rules):
    program = MentoringProgramFactory()
    for name, value in rules.items():
        setattr(program.mentorship_rules, name, value)
    program.mentorship_rules.save()
    enrolment = EnrolmentFactory(cohort=CohortFactory(program=program, starts_on=TODAY))
    return propose_mentorship(
        enrolment=enrolment, mentor=MentorFactory(), by=None, at=at, today=at.date()
    )


def accept(mentorship, person, at=NOON + DAY):
    return accept_mentorship(mentorship=mentorship, by=person, at=at, today=at.date())


def begin(**rules):
    mentorship = propose(**rules)
    for person in mentorship.both:
        accept(mentorship, person)
    return Mentorship.objects.get(pk=mentorship.pk)


def url(name, mentorship):
    return reverse(f"programs:{name}", args=[mentorship.pk])


def notified(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_m15_both_are_asked():
    mentorship = propose()

    assert mentorship.status == Status.PROPOSED
    assert mentorship.proposal_expires_at == NOON + 5 * DAY
    mentee, mentor = mentorship.both
    assert notified("mentorship_proposed") == {mentee.pk}
    assert notified("mentee_proposed") == {mentor.pk}
    assert notified("mentorship_opened") == set()


def test_m15_one_yes_is_not_enough():
    mentorship = propose()

    is_begun = accept(mentorship, mentorship.mentor.person)

    mentorship.refresh_from_db()
    assert (is_begun, mentorship.status, mentorship.began_at) == (False, Status.PROPOSED, None)


def test_m15_one_yes_twice_is_still_one():
    mentorship = propose()
    accept(mentorship, mentorship.mentor.person)

    assert accept(mentorship, mentorship.mentor.person, at=NOON + 2 * DAY) is False

    mentorship.refresh_from_db()
    assert mentorship.mentor_accepted_at == NOON + DAY


def test_m15_it_begins_with_the_second_yes():
    mentorship = begin()

    assert (mentorship.status, mentorship.began_at) == (Status.ACTIVE, NOON + DAY)
    assert mentorship.starts_on == TODAY + DAY
    assert mentorship.reviews.count() > 0
    assert notified("mentorship_opened") == {person.pk for person in mentorship.both}


def test_m15_it_begins_on_trial_where_the_program_has_one():
    mentorship = begin(trial_weeks=4)

    assert mentorship.status == Status.TRIAL
    assert mentorship.trial_ends_on == mentorship.starts_on + timedelta(weeks=4)


def test_m15_whoever_said_yes_is_asked_no_more():
    mentorship = propose()

    accept(mentorship, mentorship.mentor.person)

    asked = Notice.objects.filter(kind__endswith="_proposed", superseded_at=None)
    assert [notice.recipient for notice in asked] == [mentorship.learner.person]


def test_m15_nobody_says_yes_when_the_days_are_over():
    mentorship = propose()

    with pytest.raises(MentorshipError, match="no longer open"):
        accept(mentorship, mentorship.mentor.person, at=NOON + 5 * DAY)


def test_m8_a_no_bars_the_pair_and_lets_the_mentee_go_first():
    mentorship = propose()

    decline_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON)

    mentorship.refresh_from_db()
    enrolment = Enrolment.objects.get()
    mentor, mentee = mentorship.mentor.person_id, mentorship.learner.person_id
    assert (mentorship.status, mentorship.ending) == (Status.CLOSED, Ending.NOT_BEGUN)
    assert (enrolment.status, enrolment.has_priority) == (Enrolment.Status.WAITING, True)
    assert Exclusion.objects.barred_among([mentor], [mentee]) == {(mentor, mentee)}


def test_m8_a_no_is_told_to_both_alike():
    mentorship = propose()

    decline_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON)

    assert notified("mentorship_not_begun") == {person.pk for person in mentorship.both}
    assert not Notice.objects.filter(kind__endswith="_proposed", superseded_at=None).exists()


def test_m8_what_came_to_nothing_is_in_nobodys_list(client):
    mentorship = propose()
    coordinator = ProgramCoordinatorFactory(program=mentorship.program).person
    decline_mentorship(mentorship=mentorship, by=mentorship.learner.person, at=NOON)
    client.force_login(coordinator)
    page = reverse("programs:program-mentorships", args=[mentorship.program.pk])

    shown = [client.get(page + show).content.decode() for show in ("", "?show=ended")]

    assert [mentorship.mentor.person.name in page for page in shown] == [False, False]
    assert not Mentorship.objects.begun().exists()


def test_a_coordinator_sees_what_is_proposed_and_not_who_answered(client):
    mentorship = propose()
    coordinator = ProgramCoordinatorFactory(program=mentorship.program).person
    client.force_login(coordinator)
    page = reverse("programs:program-mentorships", args=[mentorship.program.pk]) + "?show=proposed"
    before = client.get(page).content
    accept(mentorship, mentorship.mentor.person)

    after = client.get(page).content

    assert mentorship.mentor.person.name in after.decode()
    assert strip_tokens(before) == strip_tokens(after)


def strip_tokens(page):
    return [line for line in page.splitlines() if b"csrf" not in line and b"nonce" not in line]


def test_the_page_of_a_proposal_takes_a_yes(client):
    mentorship = propose(at=timezone.now())
    client.force_login(mentorship.learner.person)
    assert (
        mentorship.mentor.person.name
        in client.get(url("mentorship-proposal", mentorship)).content.decode()
    )

    response = client.post(url("mentorship-accept", mentorship), follow=True)

    mentorship.refresh_from_db()
    assert mentorship.mentee_accepted_at is not None
    assert "You said yes." in response.content.decode()


def test_the_page_of_a_proposal_takes_a_no(client):
    mentorship = propose(at=timezone.now())
    client.force_login(mentorship.learner.person)
    assert client.get(url("mentorship-decline", mentorship)).status_code == 200

    response = client.post(url("mentorship-decline", mentorship), follow=True)

    mentorship.refresh_from_db()
    assert mentorship.ending == Ending.NOT_BEGUN
    assert "There is nothing else to do" in response.content.decode()


def test_a_proposal_that_is_over_says_so(client):
    mentorship = propose(at=timezone.now() - 6 * DAY)
    client.force_login(mentorship.learner.person)

    response = client.post(url("mentorship-accept", mentorship), follow=True)

    assert "This suggestion is no longer open." in response.content.decode()


def test_today_asks_whoever_has_not_answered():
    mentorship = propose()
    accept(mentorship, mentorship.mentor.person)

    asked = [told(today, person, NOON + DAY) for person in mentorship.both]

    items = [[item for item in own if isinstance(item, TodayItem)] for own in asked]
    name = mentorship.mentor.person.name
    question = f"Would you like to have {name} as your mentor?"
    assert [[item.title for item in own] for own in items] == [[question], []]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "proposed", "proposal_expires_at": None},
        {"status": "trial", "trial_ends_on": None},
        {"status": "active", "began_at": None},
        {"status": "proposed", "began_at": NOON},
    ],
)
def test_the_database_keeps_the_beginning_whole(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        MentorshipFactory(**fields)


def test_withdraw_proposal_lets_the_mentee_wait_first_and_bars_nobody():
    mentorship = propose()

    withdraw_proposal(mentorship=mentorship, by=ProgramCoordinatorFactory().person, at=NOON)

    mentorship.refresh_from_db()
    enrolment = Enrolment.objects.get(cohort=mentorship.cohort)
    assert (mentorship.status, mentorship.ending) == (Status.CLOSED, Ending.NOT_BEGUN)
    assert (enrolment.status, enrolment.has_priority) == ("waiting", True)
    assert not Exclusion.objects.exists()


def test_withdraw_proposal_tells_those_alone_who_had_heard_of_it():
    mentorship = propose()
    mentee, _mentor = mentorship.both
    Notice.objects.filter(recipient=mentee).update(read_at=NOON)

    withdraw_proposal(mentorship=mentorship, by=ProgramCoordinatorFactory().person, at=NOON)

    shown = Notice.objects.filter(superseded_at=None)
    assert list(shown.values_list("kind", "recipient")) == [("mentorship_not_begun", mentee.pk)]


def test_withdraw_proposal_refuses_what_has_begun():
    mentorship = begin()

    with pytest.raises(MentorshipError, match="no longer open"):
        withdraw_proposal(mentorship=mentorship, by=ProgramCoordinatorFactory().person, at=NOON)


def test_cohort_detail_says_proposed_until_both_have_said_yes(client):
    mentorship = propose()
    client.force_login(ProgramCoordinatorFactory(program=mentorship.program).person)
    page = reverse("programs:cohort-detail", args=[mentorship.cohort_id])

    proposed = client.get(page)
    for person in mentorship.both:
        accept(mentorship, person)
    begun = client.get(page)

    counted = [
        (answer.context["numbers"]["begun"], answer.context["numbers"]["proposed"])
        for answer in (proposed, begun)
    ]
    assert counted == [(0, 1), (1, 0)]
    withdraw = reverse("programs:mentorship-withdraw", args=[mentorship.pk])
    assert [withdraw in answer.content.decode() for answer in (proposed, begun)] == [True, False]
