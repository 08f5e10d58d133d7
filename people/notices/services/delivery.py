"""What is due leaves the house: lease, commit, hand over, record (DESIGN 7, N4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from people.notices import channels
from people.notices.channels import Outcome, Result
from people.notices.models import Delivery
from people.registry import notice_kinds

# Long enough for a slow batch; a crash is noticed after this.
LEASE = timedelta(minutes=5)
# No hand-over is begun so close to the end of a lease that it might outlast it.
MARGIN = timedelta(seconds=60)
# How long to wait after each failure; when they are used up, somebody has to look.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 180, 480, 960))

# So many refused and none taken: the server refuses all of us, not this one and that.
MOST_DOUBTFUL = 3
# When the next sweep looks again whether it is back.
PROBE = timedelta(minutes=1)

Clock = Callable[[], datetime]


def deliver_batch(*, limit: int, clock: Clock) -> int:
    """Deliver up to ``limit`` due messages and return how many were claimed.

    Any number of these may run at once. A crash loses nothing: where a lease runs out
    before the hand-over began, the message is due again; where it had begun, nobody
    knows, and its kind decides whether it is sent again (duties, at least once) or left
    for a person to see (nudges, at most once) (N4).

    A mail server that is away, or takes no mail of ours, costs no message an attempt: this batch
    was the probe, 0 is returned, and all are as due as before.
    """
    settle_leases(at=clock())
    leased = Delivery.objects.lease(limit=limit, at=clock(), for_=LEASE)
    if leased and not _deliver(leased, clock=clock):
        return 0
    return len(leased)


def settle_leases(*, at: datetime) -> None:
    """Decide about the messages of a sweep that died (N4)."""
    run_out = Delivery.objects.lease_run_out(at)
    duties = [code for code, kind in notice_kinds.items() if kind.is_duty]
    surely_unsent = Q(begun_at=None)
    of_duties = Q(notice__kind__in=duties)

    run_out.filter(surely_unsent | of_duties).update(status=Delivery.Status.DUE, leased_until=None)
    run_out.update(
        status=Delivery.Status.UNKNOWN,
        leased_until=None,
        reason=_("Sending was interrupted; it may have arrived."),
    )


def hold_restored(*, until: datetime) -> int:
    """Hold nudges that a backup has as due by ``until``: they may have left after it was taken.

    Duties stay due, as after any interruption (N4). Returns how many are held.
    """
    duties = [code for code, kind in notice_kinds.items() if kind.is_duty]
    open_ones = [Delivery.Status.DUE, Delivery.Status.SENDING]
    waiting = Delivery.objects.filter(status__in=open_ones, due_at__lte=until)
    return waiting.exclude(notice__kind__in=duties).update(
        status=Delivery.Status.UNKNOWN,
        leased_until=None,
        reason=_("Restored from a backup; it may have been sent before."),
    )


def _deliver(leased: list[Delivery], *, clock: Clock) -> bool:
    """Hand over each; return whether the mail server takes mail from us."""
    # Refused while nothing was taken: by the server for all of us, or each for itself.
    doubtful: list[tuple[Delivery, Outcome]] = []
    is_taking = False
    try:
        with channels.Mail() as mail:
            for delivery in leased:
                if not _begin(delivery, at=clock()):
                    continue
                outcome = _hand_over(delivery, mail)
                is_taking |= outcome is not None and outcome.result is Result.SENT
                if outcome is not None and outcome.may_be_of_all and not is_taking:
                    doubtful.append((delivery, outcome))
                    if len(doubtful) == MOST_DOUBTFUL:
                        raise channels.MailDown
                else:
                    _record(delivery, outcome, at=clock())
    except channels.MailDown:
        _release(leased, behind={delivery.pk for delivery, _outcome in doubtful}, at=clock())
        return False
    for delivery, outcome in doubtful:
        _record(delivery, outcome, at=clock())
    return True


def _release(leased: list[Delivery], *, behind: set, at: datetime) -> None:
    """Leave those not sent as due as they were; those refused stand ``behind`` the others."""
    for delivery in leased:
        due_at = at + PROBE if delivery.pk in behind else delivery.due_at
        Delivery.objects.leased(delivery).update(
            status=Delivery.Status.DUE,
            leased_until=None,
            due_at=due_at,
            attempt=delivery.attempt - 1,
            reason=_("The mail server could not be reached, or takes no mail."),
        )


def _begin(delivery: Delivery, *, at: datetime) -> bool:
    """Note that the message is about to leave, unless its lease is (nearly) over."""
    lease = Delivery.objects.leased(delivery).filter(leased_until__gt=at + MARGIN)
    return bool(lease.update(begun_at=at))


def _hand_over(delivery: Delivery, mail: channels.Mail) -> Outcome | None:
    """Return what came of it, or None where it shall not be sent any more."""
    if delivery.notice.superseded_at or not delivery.notice.recipient.is_active:
        return None
    return mail.send(delivery)


def _record(delivery: Delivery, outcome: Outcome | None, *, at: datetime) -> None:
    """Write the result, as long as the lease is still ours."""
    Delivery.objects.leased(delivery).update(leased_until=None, **_fields(delivery, outcome, at=at))


def _fields(delivery: Delivery, outcome: Outcome | None, *, at: datetime) -> dict:
    if outcome is None:
        return {"status": Delivery.Status.SUPPRESSED, "reason": _("No longer wanted.")}
    if outcome.result is Result.SENT:
        return {"status": Delivery.Status.SENT, "sent_at": at, "reason": ""}
    if outcome.result is Result.UNKNOWN and not _is_duty(delivery):
        return {"status": Delivery.Status.UNKNOWN, "reason": outcome.reason}
    if outcome.result is Result.REFUSED or delivery.attempt > len(BACK_OFF):
        return {"status": Delivery.Status.FAILED, "reason": outcome.reason}
    return {
        "status": Delivery.Status.DUE,
        "due_at": at + BACK_OFF[delivery.attempt - 1],
        "reason": outcome.reason,
    }


def _is_duty(delivery: Delivery) -> bool:
    kind = notice_kinds.get(delivery.notice.kind)
    return kind is not None and kind.is_duty
