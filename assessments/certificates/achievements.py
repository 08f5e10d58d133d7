"""What somebody takes along into a mentorship: titles and dates they chose, nothing else (P21)."""

from collections.abc import Iterable
from datetime import date

from assessments.certificates.models import MentorshipOffer
from people.models import Learner
from programs.cohorts.models import Cohort
from programs.registry import Achievement


def taken_along(learner: Learner, cohort: Cohort) -> Iterable[Achievement]:
    """Yield what the learner let go along to whoever is their mentor in the cohort."""
    offers = MentorshipOffer.objects.filter(enrolment__cohort=cohort, enrolment__learner=learner)
    for achievements in offers.order_by("answered_at").values_list("achievements", flat=True):
        for title, achieved_on in achievements:
            yield Achievement(title, date.fromisoformat(achieved_on))
