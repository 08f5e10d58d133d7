"""One of a pair has left: what was booked is called off, and a coordinator can end it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Delivery, Notice
from people.notices.services.reminders import plan_reminders
from people.services.person import deactivate_person, reactivate_person
from programs.cohorts.models import Enrolment
from programs.mentoring import today as own_source
from programs.mentoring.care import today as source
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.meetings.services.check_in import CheckInError, plan_check_in
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.departure import end_without_partner
from programs.mentoring.mentorships.services.mentorship import MentorshipError
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    CohortFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipReviewFactory,
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


def test_whoever_stays_is_asked_for_nothing_while_it_rests(mentorship):
    mentee = mentorship.learner.person
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY)
    plan_reminders("mentoring", at=NOON)
    asked = kinds_of(mentee)

    leave(mentorship.mentor.person)
    plan_reminders("mentoring", at=NOON)

    assert sorted(asked) == ["first_check_in_unbooked", "mentorship_review_due"]
    assert kinds_of(mentee) == ["mentorship_partner_gone"]
    assert not [item for item in told(own_source.today, mentee) if hasattr(item, "url")]


def test_nothing_is_booked_with_somebody_who_has_left(mentorship, client):
    mentee = mentorship.learner.person
    leave(mentorship.mentor.person)
    client.force_login(mentee)

    with pytest.raises(CheckInError):
        plan_check_in(
            mentorship=mentorship,
            starts_at=NOON + timedelta(days=1),
            minutes=30,
            medium=CheckIn.Medium.PHONE,
            by=mentee,
            at=NOON,
        )

    page = client.get(reverse("programs:mentorship-detail", args=[mentorship.pk]))
    assert page.context["state"].name == "on_hold"
    assert reverse("programs:check-in-plan", args=[mentorship.pk]) not in page.text
    assert mentorship.mentor.person.email not in page.text


def test_what_was_told_is_taken_back_when_the_person_is_back(mentorship, coordinator):
    leave(mentorship.mentor.person)
    plan_reminders("mentoring", at=NOON)
    assert kinds_of(coordinator) == ["pair_lost_partner"]
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)

    reactivate_person(person=mentorship.mentor.person)
    plan_reminders("mentoring", at=NOON)

    assert kinds_of(coordinator) == []
    assert "mentorship_partner_gone" not in kinds_of(mentorship.learner.person)


def test_a_pair_of_which_both_have_left_is_named_so(mentorship, coordinator):
    for person in mentorship.both:
        leave(person)

    (item,) = [item for item in told(source.today, coordinator) if hasattr(item, "url")]

    mentee, mentor = mentorship.both
    assert item.title == f"{mentee.name} and {mentor.name} left, and a mentorship is still open"
