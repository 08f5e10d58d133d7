"""Who is mailed of the pauses of a mentorship (N10)."""

from datetime import timedelta

import pytest

from people.notices.models import Delivery
from programs.mentoring.mentorships.services import mentorship as services
from tests.factories import NOON, TODAY, MentorshipFactory

pytestmark = pytest.mark.django_db


def test_a_second_pause_of_a_day_is_mailed_as_the_first_was():
    mentorship = MentorshipFactory()
    acts = (services.pause_mentorship, services.resume_mentorship, services.pause_mentorship)
    mailed = []

    for hours, act in enumerate(acts):
        at = NOON + timedelta(hours=hours)
        act(mentorship=mentorship, by=mentorship.learner.person, at=at, today=TODAY)
        due = Delivery.objects.filter(
            status=Delivery.Status.DUE, notice__recipient=mentorship.mentor.person
        )
        mailed += due.values_list("notice__kind", flat=True)
        due.update(status=Delivery.Status.SENT, sent_at=at)

    assert mailed == ["mentorship_paused", "mentorship_resumed", "mentorship_paused"]
