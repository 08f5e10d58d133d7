"""What notices of reviews that took place ask for, as tests/test_asks.py tries it."""

from datetime import timedelta

from django.urls import reverse

from tests.assessments.reviews.meeting import Meeting
from tests.factories import TODAY

DAY = timedelta(days=1)


def review_unsigned(of, *, days=0):
    def ask():
        meeting = Meeting().hold()
        meeting.agree()
        if of == "dana":
            for person in (meeting.priya, meeting.amara):
                meeting.sign_part(person)
        held_on = TODAY - days * DAY
        type(meeting.review).objects.filter(pk=meeting.review.pk).update(held_on=held_on)
        person = getattr(meeting, of)
        link = reverse("assessments:review-detail", args=[meeting.review.pk])
        return person, link, lambda: meeting.sign_part(person)

    return ask


REVIEWS = {
    "review_to_sign": review_unsigned("priya"),
    "own_review_to_sign": review_unsigned("amara"),
    "review_reminder": review_unsigned("priya"),
    "own_review_reminder": review_unsigned("amara"),
    "review_to_close": review_unsigned("dana"),
    "review_unsigned": review_unsigned("dana", days=7),
}
