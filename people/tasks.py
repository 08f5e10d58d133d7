from contextlib import suppress
from datetime import timedelta
from time import monotonic

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError

from people.addresses import services as addresses
from people.imports.services import people_import_confirm
from people.models import Stamp
from people.notices.services import delivery, reminders, retention
from people.services import invitation, log_in, password_reset, security_log
from people.services.stamp import stamp

# A sweep gives way after so many seconds: an invitation never waits behind 3,000 reminders, and
# a worker that is told to end has done so soon.
TURN = 5


def _in_turns(task, sweep):
    """Sweep until nothing is left, or go on in a task of its own behind what waits meanwhile."""
    until = monotonic() + TURN
    while sweep():
        if monotonic() >= until:
            # Without a broker beat's next sweep goes on.
            with suppress(OperationalError):
                task.apply_async(expires=60)
            return


@shared_task
def be_alive():
    """Run every minute by beat: its time says that a worker works (config/celery.py: beat too)."""
    stamp(Stamp.Name.WORKER, at=timezone.now())


@shared_task
def deliver_due():
    """Run every minute by beat; two of these at once share the work and repeat none of it."""
    _in_turns(deliver_due, lambda: delivery.deliver_batch(limit=50, clock=timezone.now))


@shared_task
def plan_reminders(*subjects):
    """Run by beat for the subjects of its schedule; planning again adds nothing."""
    reminders.plan_reminders(*subjects, at=timezone.now())


@shared_task
def write_imports():
    """Run every minute by beat; two of these at once write no import twice."""
    people_import_confirm.write_confirmed(clock=timezone.now)
    while people_import_confirm.invite_written(clock=timezone.now):
        pass


@shared_task
def apply_address_changes():
    """Run every hour by beat: what nobody stopped within 72 hours takes effect."""
    addresses.apply_unanswered(clock=timezone.now)


@shared_task
def tell_whose_account_is_tried():
    """Run every five minutes by beat; telling again on the same day adds nothing."""
    log_in.tell_whose_account_is_tried(clock=timezone.now)


@shared_task
def send_resets():
    """Run every minute by beat: somebody waits for a new password."""
    _in_turns(send_resets, lambda: password_reset.send_resets(limit=20, clock=timezone.now))


@shared_task
def send_invitations():
    """Run every minute by beat: somebody at the other end waits to be let in."""
    _in_turns(send_invitations, lambda: invitation.send_invitations(clock=timezone.now))


@shared_task
def forget_security_events():
    """Run every night by beat: the security log is kept for a stated time."""
    security_log.forget(before=timezone.now() - timedelta(days=settings.SECURITY_LOG_DAYS))


@shared_task
def forget_notices():
    """Run every night by beat: what was read or e-mailed long ago is deleted."""
    retention.forget_notices(days=settings.NOTICE_DAYS, at=timezone.now())
