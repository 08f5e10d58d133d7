from celery import shared_task
from django.utils import timezone

from programs.evaluation import services as evaluation
from programs.guests import services as guests
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
    evaluation.ask_half_way(today=today)
    care.fill_care_queues(at=at)


@shared_task
def count_evaluations():
    """Run every night by beat, so that nobody can tell by the hour whose answer came in."""
    evaluation.count_evaluations(today=timezone.localdate())


@shared_task
def advance_guest_requests():
    """Run every five minutes by beat: whoever looks after a guest asked for hears of it."""
    at = timezone.now()
    guests.pass_on_guest_requests(at=at)
    guests.close_overdue(at=at, today=timezone.localdate(at))
