"""What somebody takes along into a mentorship: titles and dates they chose, nothing else (P21)."""

from django.db.models import OuterRef, Subquery

from assessments.certificates.models import MentorshipOffer


def taken_along() -> Subquery:
    """Return a column of [title, date], in a query over pairings, or nothing."""
    offers = MentorshipOffer.objects.with_certificate().filter(
        enrolment__cohort=OuterRef("cohort"), enrolment__learner=OuterRef("learner")
    )
    return Subquery(offers.order_by("-answered_at").values("achievements")[:1])
