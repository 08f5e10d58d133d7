"""Who left a mentorship, or said no, shows nowhere: it is told to both alike (M8)."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Delivery, Notice
from people.notices.services.delivery import deliver_batch
from programs.cohorts.models import Enrolment
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from programs.mentoring.mentorships.services.mentorship_opening import (
    accept_mentorship,
    decline_mentorship,
)
from tests import factories as make
from tests.access.visits import client_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# What differs with every answer, whatever it says.
RANDOM = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"csrf[^"]*": *"[^"]*"')
SIDES = ["mentee", "mentor"]


class Pair:
    """Two with a goal, something booked and times to choose from; and who might ask about them."""

    def __init__(self, **fields):
        self.now = timezone.now()
        self.administrator = make.AdministratorFactory()
        self.coordinator = make.PersonFactory()
        program = make.MentoringProgramFactory(coordinator=self.coordinator)
        cohort = make.CohortFactory(program=program)
        awake = {"quiet_from": "00:00", "quiet_until": "00:00"}
        self.mentee = make.PersonFactory(name="Amara Okafor", **awake)
        self.mentor = make.PersonFactory(name="Helen Ward", **awake)
        self.mentorship = make.MentorshipFactory(
            cohort=cohort,
            learner=make.LearnerFactory(person=self.mentee),
            mentor=make.MentorFactory(person=self.mentor, eligible=True),
            **fields,
        )
        program.mentors.add(self.mentorship.mentor)
        make.EnrolmentFactory(
            cohort=cohort, learner=self.mentorship.learner, status=Enrolment.Status.PAIRED
        )
        self.program, self.cohort = program, cohort

    def book(self):
        make.CheckInFactory(mentorship=self.mentorship, starts_at=self.now + DAY)
        make.TimeProposalFactory(mentorship=self.mentorship, times=[self.now + 2 * DAY])
        goal = make.GoalFactory(owner=self.mentee)
        make.GoalShareFactory(goal=goal, mentorship=self.mentorship)

    def pages(self):
        """What those who run it see of the two on every page that speaks of them."""
        program, cohort = [self.program.pk], [self.cohort.pk]
        addresses = [
            *(reverse("people:delivery-list") + show for show in ("", "?show=all")),
            reverse("people:delivery-list") + "?show=waiting",
            reverse("programs:program-mentorships", args=program),
            reverse("programs:program-mentorships", args=program) + "?show=ended",
            reverse("programs:program-mentorships", args=program) + "?show=proposed",
            reverse("programs:program-care", args=program),
            reverse("programs:program-care", args=program) + "?show=resting",
            reverse("programs:cohort-detail", args=cohort),
            reverse("programs:cohort-detail", args=cohort) + "?as=csv",
            reverse("programs:pairing-table", args=cohort),
            *(reverse("people:person-detail", args=[p.pk]) for p in (self.mentee, self.mentor)),
            reverse("people:today"),
            reverse("people:inbox"),
        ]
        return {
            (reader, address): seen(client_of(reader), address)
            for reader in (self.administrator, self.coordinator)
            for address in addresses
        }

    def undone(self, act):
        """What the pages say after an act, of which nothing stays."""
        with transaction.atomic():
            act()
            # With an hour for mail to leave, or to be given up.
            found = self.pages()
            Delivery.objects.update(status=Delivery.Status.FAILED, reason="No such address")
            failed = self.pages()
            transaction.set_rollback(True)
        return found, failed


def seen(client, address):
    return RANDOM.sub("", client.get(address).content.decode())


def told():
    """(kind, to whom) of every notice and mail there is."""
    return list(Notice.objects.order_by("kind").values_list("kind", "recipient__name"))


@pytest.mark.parametrize("side", SIDES)
def test_m8_both_hear_of_the_end_alike(side):
    pair = Pair()
    pair.book()
    leave_mentorship(mentorship=pair.mentorship, by=getattr(pair, side), at=pair.now)

    kinds = {
        name: sorted(kind for kind, recipient in told() if recipient == name)
        for name in ("Amara Okafor", "Helen Ward")
    }
    assert kinds["Amara Okafor"] == kinds["Helen Ward"] == ["mentorship_ended"]


@pytest.mark.parametrize("side", SIDES)
def test_m8_both_hear_of_a_no_alike(side):
    pair = Pair(status="proposed", proposal_expires_at=timezone.now() + DAY)
    decline_mentorship(mentorship=pair.mentorship, by=getattr(pair, side), at=pair.now)

    assert {recipient for _kind, recipient in told()} == {"Amara Okafor", "Helen Ward"}


def test_m8_no_page_differs_by_who_of_the_two_left():
    pair = Pair()
    pair.book()

    def leave(person):
        return lambda: leave_mentorship(mentorship=pair.mentorship, by=person, at=pair.now)

    assert pair.undone(leave(pair.mentee)) == pair.undone(leave(pair.mentor))


def test_m8_no_page_differs_by_who_of_the_two_said_no():
    pair = Pair(status="proposed", proposal_expires_at=timezone.now() + DAY)

    def answer(first, then):
        def act():
            accept_mentorship(
                mentorship=pair.mentorship, by=first, at=pair.now, today=pair.now.date()
            )
            decline_mentorship(mentorship=pair.mentorship, by=then, at=pair.now)

        return act

    one, other = answer(pair.mentee, pair.mentor), answer(pair.mentor, pair.mentee)
    assert pair.undone(one) == pair.undone(other)


def test_m8_no_page_says_who_has_answered_a_proposal():
    pair = Pair()
    for person in (pair.mentee, pair.mentor):
        notice = make.NoticeFactory(
            kind="mentorship_proposed",
            recipient=person,
            object_id=pair.mentorship.pk,
            data={"partner": "X", "program": "Y", "expires_at": pair.now.isoformat()},
        )
        make.DeliveryFactory(notice=notice, due_at=pair.now)
    address = reverse("people:delivery-list") + "?show=all"

    page = client_of(pair.administrator).get(address).content.decode()

    assert "Amara Okafor" not in page
    assert "Helen Ward" not in page


def test_n6_a_mail_within_a_pair_that_did_not_arrive_is_shown_under_one_name():
    pair = Pair()
    for kind in ("mentorship_ended", "mentorship_paused"):
        notice = make.NoticeFactory(kind=kind, recipient=pair.mentor, data={"partner": "X"})
        make.DeliveryFactory(notice=notice, due_at=pair.now, status="failed", reason="Full")

    page = client_of(pair.administrator).get(reverse("people:delivery-list")).content.decode()

    assert page.count("A mentorship<") == 2
    assert "has ended" not in page


def test_m8_the_calendars_of_both_lose_what_was_booked(mailoutbox):
    pair = Pair()
    pair.book()
    leave_mentorship(mentorship=pair.mentorship, by=pair.mentee, at=pair.now)

    deliver_batch(limit=10, clock=lambda: pair.now + DAY)

    assert {mail.to[0] for mail in mailoutbox} == {pair.mentee.email, pair.mentor.email}
    assert all("METHOD:CANCEL" in str(mail.attachments) for mail in mailoutbox)
