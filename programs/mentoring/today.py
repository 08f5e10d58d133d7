"""What Today and the header show of mentorships and goals (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.compiled import compiled_once
from common.dated import dated
from people.models import Person
from people.registry import NavItem, Part, TodayItem, TodayPanel
from programs.cohorts.models import Enrolment, Program
from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.facts import contact_facts
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.reflection.models import PulseAsk
from programs.mentoring.today_waiting import waiting_in, with_waiting

# What Today holds; the pages behind it hold the rest.
MOST_GOALS = 4
MOST_PAIRS = 6
NEW_FOR = timedelta(days=7)


# Check-ins of today and those not told of yet: more are read behind it.
MOST_CHECK_INS = 20


def _pairs():
    return Mentorship.objects.begun() | Mentorship.objects.proposed()


def _asked_to_answer(person):
    return Exists(PulseAsk.objects.filter(person=person, is_answered=False))


def _is_mentored(person):
    """Whether the person is, was or waits to be a mentee, or has goals from then."""
    waiting = Enrolment.objects.filter(learner__person=person)
    return (
        Exists(waiting.filter(cohort__program__kind=Program.Kind.MENTORSHIP))
        | Exists(Mentorship.objects.of_mentee(person))
        | Exists(Goal.objects.of(person))
    )


PARTS = {Part.MENTEE: _is_mentored}
READER_FLAGS = {
    "is_paired": lambda person: Exists(_pairs().of(person)),
    "is_mentee": lambda person: Exists(_pairs().of_mentee(person)),
    "is_proposed": lambda person: Exists(Mentorship.objects.proposed().of(person)),
    "is_asked_to_answer": _asked_to_answer,
    "has_goals": lambda person: Exists(Goal.objects.of(person)),
}


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    """Mentoring for whoever is in a mentorship, goals for mentees and whoever has some."""
    if flags["is_paired"]:
        yield NavItem(_("Mentoring"), reverse("programs:mentorship-list"), icon="people")
    if flags["is_mentee"] or flags["has_goals"]:
        yield NavItem(_("Goals"), reverse("programs:goal-list"), icon="bullseye")


def today(
    person: Person, at: datetime, flags: Mapping[str, Any]
) -> Iterable[TodayItem | TodayPanel]:
    """What to answer, the check-ins of the day, and a card for goals, mentors and mentees.

    Only what the flags speak of is asked: most people have the one or the other.
    """
    if flags["is_proposed"]:
        asked = _proposals_to(person, at)
        for mentorship in asked:
            if mentorship.accepted_at(person) is None:
                yield _proposed(mentorship, person)
    if flags["is_asked_to_answer"]:
        for ask in _pulses_for(person, timezone.localdate(at)):
            yield _pulse(ask.mentorship.partner_of(person), ask)
    pairs = []
    if flags["is_paired"]:
        pairs = _open_pairs_of(person, at)
        yield from _of_the_day(person, at)
    today = timezone.localdate(at)
    for pair in pairs:
        yield from waiting_in(pair, person, today=today, has_goals=flags["has_goals"])
    as_mentee = [pair for pair in pairs if is_mentee_of(person, pair)]
    as_mentor = [pair for pair in pairs if not is_mentee_of(person, pair)][:MOST_PAIRS]
    goals = _goals_of(person) if flags["is_mentee"] or flags["has_goals"] else []
    if goals or as_mentee:
        yield _goals_panel(goals, at)
    if as_mentee:
        yield _panel(
            "programs/mentoring/_today_mentor.html", as_mentee, at, order=60, column="side"
        )
    if as_mentor:
        yield _mentees_panel(person, as_mentor, at)


def _of_the_day(person, at):
    """The check-ins still to come today, and those of which nobody said how they went."""
    tomorrow = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    check_ins = _planned_before(person, tomorrow + timedelta(days=1))[::-1]
    for check_in in check_ins:
        if check_in.starts_at > at:
            yield _later_today(check_in, person, timezone.localtime(check_in.starts_at))
    untold = [check_in for check_in in check_ins if check_in.starts_at <= at][:MOST_PAIRS]
    if untold:
        rows = [(check_in, check_in.mentorship.partner_of(person)) for check_in in untold]
        context = {"untold": rows}
        yield TodayPanel("programs/mentoring/_today_untold.html", context, order=20, is_due=True)


def _proposals_to(person, at):
    asked = Mentorship.objects.of(person).awaiting_an_answer(at)
    return asked.with_both().order_by("proposal_expires_at")[:10]


def _pulses_for(person, today):
    asks = PulseAsk.objects.waiting_for(person, today)
    return asks.select_related("mentorship__mentor__person", "mentorship__learner__person")[:5]


def _planned_before(person, moment):
    mine = CheckIn.objects.of(person).planned().filter(mentorship__closed_at=None)
    mine = mine.select_related("mentorship__mentor__person", "mentorship__learner__person")
    return mine.filter(starts_at__lt=moment).order_by("-starts_at")[:MOST_CHECK_INS]


@compiled_once
def _open_pairs_of(person: Person, at: datetime):
    running = Mentorship.objects.open().begun().of(person).with_both().with_contact(at)
    running = with_waiting(running, person, at)
    return running.order_by("-created_at")[: 2 * MOST_PAIRS]


@compiled_once
def _goals_of(person: Person):
    goals = Goal.objects.current().own_with_progress(person).with_mentor()
    return goals.order_by("-created_at")[: MOST_GOALS + 1]


def _new_entries(pairs, since):
    entries = GoalEntry.objects.for_mentor_in(pairs).filter(logged_at__gt=since)
    return entries.values_list("goal__shares__mentorship", flat=True)[:200]


def _new_comments(mentor, pairs, since):
    comments = GoalComment.objects.for_mentor_in(pairs).filter(written_at__gt=since)
    return comments.exclude(author=mentor).values_list("mentorship", flat=True)[:200]


def _goals_panel(goals, at):
    context = {
        "goals": goals[:MOST_GOALS],
        "has_more": len(goals) > MOST_GOALS,
        "today": timezone.localdate(at),
    }
    return TodayPanel("programs/mentoring/_today_goals.html", context, order=40)


def _mentees_panel(person, pairs, at):
    """Mentees with what they logged or said in the last days, as far as one may read it."""
    since = at - NEW_FOR
    new = [*_new_entries(pairs, since), *_new_comments(person, pairs, since)]
    for pair in pairs:
        pair.new_count = new.count(pair.pk)
    return _panel("programs/mentoring/_today_mentees.html", pairs, at, order=45, column="main")


def _panel(template, pairs, at, *, order, column):
    today = timezone.localdate(at)
    facts = [(pair, contact_facts(pair, today=today)) for pair in pairs]
    context = {"pairs": facts, "now": at, "today": today}
    is_due = any(pair.is_running and not pair.next_check_in_at for pair in pairs)
    return TodayPanel(template, context, order=order, column=column, is_due=is_due)


def _pulse(partner, ask):
    return TodayItem(
        section=_("Mentoring"),
        title=_("How's it going with %(name)s?") % {"name": partner.name},
        detail=_("Four quick questions. Your answers stay anonymous."),
        url=reverse("programs:pulse-answer", args=[ask.pk]),
        act=_("Answer"),
        tone="plum",
        icon="heart-pulse",
    )


def _proposed(mentorship, person):
    partner, is_mentee = mentorship.partner_of(person), is_mentee_of(person, mentorship)
    question = (
        _("Would you like to have %(name)s as your mentor?")
        if is_mentee
        else _("Would you like to mentor %(name)s?")
    )
    until = dated(timezone.localtime(mentorship.proposal_expires_at), "l j F, H:i")
    return TodayItem(
        section=_("Mentoring"),
        title=question % {"name": partner.name},
        detail=_("Please answer by %(until)s") % {"until": until},
        url=reverse("programs:mentorship-proposal", args=[mentorship.pk]),
        act=_("Answer"),
        urgency=2,
        tone="plum",
        icon="people",
        due_at=mentorship.proposal_expires_at,
    )


def _later_today(check_in, person, local):
    partner = check_in.mentorship.partner_of(person)
    return TodayItem(
        section=_("Mentoring"),
        title=_("Check-in with %(name)s") % {"name": partner.name},
        detail=_("Today at %(time)s, %(minutes)d minutes")
        % {"time": f"{local:%H:%M}", "minutes": check_in.minutes},
        url=reverse("programs:check-in-detail", args=[check_in.pk]),
        act=_("Open"),
        urgency=1,
        tone="plum",
        icon="people",
        due_at=check_in.starts_at,
    )
