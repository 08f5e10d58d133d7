"""One of a pair has left: what was booked is called off, and a coordinator can end it."""

import pytest
from django.urls import reverse

from people.notices.models import Delivery, Notice
from people.services.person import deactivate_person
from programs.cohorts.models import Enrolment
from programs.mentoring.care import today as source
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.departure import end_without_partner
from programs.mentoring.mentorships.services.mentorship import MentorshipError
from tests.factories import (
    NOON,
    CheckInFactory,
    CohortFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PersonFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return PersonFactory()


@pytest.fixture
def mentorship(coordinator):
    program = MentoringProgramFactory(coordinator=coordinator)
    return MentorshipFactory(cohort=CohortFactory(program=program))


def leave(person):
    deactivate_person(person=person, by=PersonFactory(), at=NOON)
    person.refresh_from_db()


def kinds_of(person):
    return list(Notice.objects.inbox_of(person).values_list("kind", flat=True))


def test_what_was_booked_is_called_off_and_both_sides_are_told(mentorship, coordinator):
    booked = CheckInFactory(mentorship=mentorship)

    leave(mentorship.mentor.person)

    assert list(CheckIn.objects.cancelled()) == [booked]
    assert kinds_of(mentorship.learner.person) == ["mentorship_partner_gone"]
    assert kinds_of(coordinator) == ["pair_lost_partner"]


def test_the_mail_takes_the_meeting_out_of_the_calendar(mentorship):
    from people.registry import notice_attachments

    CheckInFactory(mentorship=mentorship)
    leave(mentorship.mentor.person)

    notice = Notice.objects.get(kind="mentorship_partner_gone")
    (_name, content, _type) = next(iter(notice_attachments[notice.kind](notice)))
    assert b"METHOD:CANCEL" in content


def test_a_proposal_comes_to_nothing(coordinator):
    program = MentoringProgramFactory(coordinator=coordinator)
    cohort = CohortFactory(program=program)
    mentorship = MentorshipFactory(cohort=cohort, status="proposed")

    leave(mentorship.mentor.person)

    mentorship.refresh_from_db()
    assert mentorship.ending == Mentorship.Ending.NOT_BEGUN


def test_nobody_gets_a_mail_who_is_gone(mentorship):
    leave(mentorship.mentor.person)

    mails = Delivery.objects.filter(notice__recipient=mentorship.mentor.person)
    assert not mails.filter(status=Delivery.Status.DUE).exists()


def test_the_coordinator_ends_it_and_the_mentee_waits_first(mentorship, coordinator):
    enrolment = EnrolmentFactory(
        cohort=mentorship.cohort, learner=mentorship.learner, status="paired"
    )
    leave(mentorship.mentor.person)

    end_without_partner(mentorship=mentorship, by=coordinator, at=NOON)

    mentorship.refresh_from_db()
    enrolment.refresh_from_db()
    assert mentorship.closed_by == coordinator
    assert (enrolment.status, enrolment.has_priority) == (Enrolment.Status.WAITING, True)
    assert kinds_of(coordinator) == []


def test_a_mentee_who_is_gone_waits_for_nobody(mentorship, coordinator):
    enrolment = EnrolmentFactory(
        cohort=mentorship.cohort, learner=mentorship.learner, status="paired"
    )
    leave(mentorship.learner.person)

    end_without_partner(mentorship=mentorship, by=coordinator, at=NOON)

    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.FINISHED


def test_m5_a_coordinator_ends_no_pair_of_two_who_are_here(mentorship, coordinator, client):
    with pytest.raises(MentorshipError):
        end_without_partner(mentorship=mentorship, by=coordinator, at=NOON)

    client.force_login(coordinator)
    url = reverse("programs:mentorship-end-gone", args=[mentorship.pk])
    assert client.post(url).status_code == 404


def test_today_and_the_list_of_pairs_lead_to_the_end(mentorship, coordinator, client):
    client.force_login(coordinator)
    assert [item.url for item in told(source.today, coordinator) if hasattr(item, "url")] == []
    leave(mentorship.mentor.person)

    (item,) = [item for item in told(source.today, coordinator) if hasattr(item, "url")]
    listed = client.get(reverse("programs:program-mentorships", args=[mentorship.program_id]))

    assert item.url in listed.content.decode()
    assert client.post(item.url).status_code == 302
    mentorship.refresh_from_db()
    assert not mentorship.is_open
