"""What the two of a mentorship are told when the other one acts: facts, never text (N7)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Notice, Person
from people.registry import NoticeKind
from people.services.notice import notify, withdraw
from programs.models import CheckIn, Goal, Mentorship

_WHY_MENTORSHIP = _("You get this because you are in a mentorship.")
_WHY_CHECK_IN = _("You get this because you and %(partner)s meet as mentor and mentee.")
_WHY_GOAL = _("You get this because a goal is shared between you and %(partner)s.")

KINDS = (
    NoticeKind(
        code="mentorship_opened",
        label=_("A mentorship begins"),
        subject=_("You and %(partner)s are now walking together"),
        line=_("Your mentorship with %(partner)s in %(program)s begins on %(starts_on)s."),
        why=_WHY_MENTORSHIP,
        whom=_("Mentor and mentee"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="people",
        facts=("partner", "program", "starts_on"),
    ),
    NoticeKind(
        code="mentorship_ended",
        label=_("A mentorship has ended"),
        subject=_("Your mentorship with %(partner)s has ended"),
        line=_(
            "Your mentorship with %(partner)s has ended. This happens for many reasons, "
            "and none is asked. Thank you for walking along."
        ),
        why=_WHY_MENTORSHIP,
        whom=_("The two, except who ended it"),
        act=_("See what stays with you"),
        tone="plum",
        icon="people",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_paused",
        label=_("A mentorship is paused"),
        subject=_("Your mentorship with %(partner)s is paused"),
        line=_("Nothing falls due until one of you takes it up again."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="pause-circle",
        facts=("partner",),
    ),
    NoticeKind(
        code="mentorship_resumed",
        label=_("A mentorship goes on"),
        subject=_("Your mentorship with %(partner)s goes on"),
        line=_("The pause is over. A good moment to book the next check-in."),
        why=_WHY_MENTORSHIP,
        whom=_("The other of the two"),
        act=_("Open the mentorship"),
        tone="plum",
        icon="play-circle",
        facts=("partner",),
    ),
    NoticeKind(
        code="check_in_planned",
        label=_("A check-in is booked"),
        subject=_("Check-in with %(partner)s on %(starts_at)s"),
        line=_("%(partner)s booked a check-in with you: %(starts_at)s, %(minutes)s minutes."),
        why=_WHY_CHECK_IN,
        whom=_("The other of the two"),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "starts_at", "minutes"),
    ),
    NoticeKind(
        code="check_in_moved",
        label=_("A check-in has moved"),
        subject=_("Check-in with %(partner)s moved to %(starts_at)s"),
        line=_("%(partner)s moved your check-in to %(starts_at)s, %(minutes)s minutes."),
        why=_WHY_CHECK_IN,
        whom=_("The other of the two"),
        act=_("Open the check-in"),
        tone="plum",
        icon="calendar-event",
        facts=("partner", "starts_at", "minutes"),
    ),
    NoticeKind(
        code="check_in_cancelled",
        label=_("A check-in is called off"),
        subject=_("Check-in with %(partner)s on %(starts_at)s is called off"),
        line=_("%(partner)s called off your check-in on %(starts_at)s."),
        why=_WHY_CHECK_IN,
        whom=_("The other of the two"),
        act=_("Find another time"),
        tone="plum",
        icon="calendar-x",
        facts=("partner", "starts_at"),
    ),
    NoticeKind(
        code="goal_shared",
        label=_("A goal is shared with you"),
        subject=_("%(partner)s shared a goal with you"),
        line=_("%(partner)s shared a goal with you. Read it, and say what comes to mind."),
        why=_WHY_GOAL,
        whom=_("The mentor"),
        act=_("Open the goal"),
        tone="plum",
        icon="bullseye",
        facts=("partner",),
    ),
    NoticeKind(
        code="goal_achieved",
        label=_("A shared goal is achieved"),
        subject=_("%(partner)s achieved a goal"),
        line=_("%(partner)s achieved a goal that you walked along with. Celebrate it together."),
        why=_WHY_GOAL,
        whom=_("The mentor"),
        act=_("Open the goal"),
        tone="plum",
        icon="award",
        facts=("partner",),
    ),
    NoticeKind(
        code="goal_commented",
        label=_("A comment on a shared goal"),
        subject=_("%(partner)s commented on a goal"),
        line=_("%(partner)s wrote something about a goal that the two of you share."),
        why=_WHY_GOAL,
        whom=_("The other of the two"),
        act=_("Read it"),
        tone="plum",
        icon="chat-left-text",
        facts=("partner",),
    ),
)


def mentorship_opened(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "starts_on": mentorship.starts_on}
    for person in (mentorship.learner.person, mentorship.mentor.person):
        _tell(mentorship, person, "mentorship_opened", at=at, **facts)


def mentorship_closed(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell whoever did not do it, in words that blame nobody (M8)."""
    for person in (mentorship.learner.person, mentorship.mentor.person):
        if by is None or person.pk != by.pk:
            _tell(mentorship, person, "mentorship_ended", at=at)


def mentorship_paused(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell(mentorship, mentorship.partner_of(by), "mentorship_paused", at=at)


def mentorship_resumed(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell(mentorship, mentorship.partner_of(by), "mentorship_resumed", at=at)


def check_in_planned(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_of_check_in(check_in, "check_in_planned", by=by, at=at, minutes=check_in.minutes)


def check_in_moved(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_of_check_in(check_in, "check_in_moved", by=by, at=at, minutes=check_in.minutes)


def check_in_cancelled(check_in: CheckIn, *, by: Person, at: datetime) -> None:
    _tell_of_check_in(check_in, "check_in_cancelled", by=by, at=at)


def goal_shared(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, "goal_shared", mentorship.mentor.person, goal.owner, at=at)


def goal_achieved(goal: Goal, mentorship: Mentorship, *, at: datetime) -> None:
    _tell_of_goal(goal, "goal_achieved", mentorship.mentor.person, goal.owner, at=at)


def goal_commented(goal: Goal, mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Once a day for each goal, however lively the talk is."""
    _tell_of_goal(goal, "goal_commented", mentorship.partner_of(by), by, at=at)


def withdraw_reminders(*ids, at: datetime) -> None:
    """Take back what the calendar planned to say of these; what happened stays told."""
    told = [kind.code for kind in KINDS]
    withdraw(Notice.objects.filter(object_id__in=ids).exclude(kind__in=told), at=at)


def withdraw_bookings(check_in_ids, *, at: datetime) -> None:
    """Take back all that was said of check-ins that will not be."""
    withdraw(Notice.objects.filter(object_id__in=list(check_in_ids)), at=at)


def _tell(mentorship, recipient, kind, *, at, **facts):
    notify(
        kind=kind,
        recipient=recipient,
        object_id=mentorship.pk,
        occurs_on=at.date(),
        data={"partner": mentorship.partner_of(recipient).name, **facts},
        path=reverse("programs:mentorship-detail", args=[mentorship.pk]),
        at=at,
    )


def _tell_of_check_in(check_in, kind, *, by, at, **facts):
    notify(
        kind=kind,
        recipient=check_in.mentorship.partner_of(by),
        object_id=check_in.pk,
        occurs_on=check_in.starts_at.date(),
        data={"partner": by.name, "starts_at": check_in.starts_at, **facts},
        path=reverse("programs:check-in-detail", args=[check_in.pk]),
        at=at,
    )


def _tell_of_goal(goal, kind, recipient, partner, *, at):
    notify(
        kind=kind,
        recipient=recipient,
        object_id=goal.pk,
        occurs_on=at.date(),
        data={"partner": partner.name},
        path=reverse("programs:goal-detail", args=[goal.pk]),
        at=at,
    )
