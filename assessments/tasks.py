from celery import shared_task
from django.utils import timezone

from assessments.services import reminders


@shared_task
def plan_reminders():
    """Run every hour by beat; planning again adds nothing."""
    reminders.plan_competencies(at=timezone.now())
