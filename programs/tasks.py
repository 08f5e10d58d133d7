from celery import shared_task
from django.utils import timezone

from programs.mentoring.care.services import care
from programs.mentoring.mentorships.services import mentorship_sweep
from programs.mentoring.reflection.services import pulse
from programs.preceptorships.services import preceptorship_sweep


@shared_task
def advance_pairings():
    """Run every hour by beat: what begins today begins, what is at its end asks for a review.

    Whoever is silent by then stands in the care queue.
    """
    at = timezone.now()
    today = timezone.localdate(at)
    pulse.ask_pulses(today=today, at=at)
    preceptorship_sweep.advance_preceptorships(today=today, at=at)
    mentorship_sweep.advance_mentorships(today=today, at=at)
    care.fill_care_queues(at=at)
