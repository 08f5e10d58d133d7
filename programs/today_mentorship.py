"""What Today and the header show of mentorships and goals (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import NavItem, TodayItem, TodayPanel
from programs.facts import contact_facts
from programs.models import CheckIn, Goal, GoalComment, GoalEntry, Mentorship, PulseAsk
from programs.permissions import is_mentee_of

# What Today holds; the pages behind it hold the rest.
MOST_GOALS = 4
MOST_PAIRS = 6
NEW_FOR = timedelta(days=7)


def _pairs():
    return Mentorship.objects.begun() | Mentorship.objects.proposed()


FRAME_FACTS = {
    "is_paired": lambda person: Exists(_pairs().of(person)),
    "is_mentee": lambda person: Exists(_pairs().of_mentee(person)),
    "has_goals": lambda person: Exists(Goal.objects.of(person)),
}


def nav(person: Person, facts: Mapping[str, Any]) -> Iterable[NavItem]:
    """Mentoring for whoever is in a mentorship, goals for mentees and whoever has some."""
    if facts["is_paired"]:
        yield NavItem(_("Mentoring"), reverse("programs:mentorship-list"), "people")
    if facts["is_mentee"] or facts["has_goals"]:
        yield NavItem(_("Goals"), reverse("programs:goal-list"), "bullseye")


def items(person: Person, at: datetime) -> Iterable[TodayItem]:
    """Proposals to answer, and the check-ins still to come today."""
    asked = Mentorship.objects.of(person).awaiting_an_answer(at).with_people()
    for mentorship in asked.order_by("proposal_expires_at")[:10]:
        if mentorship.accepted_at(person) is None:
            yield _proposed(mentorship, person)
    for ask in PulseAsk.objects.waiting_for(person, timezone.localdate(at))[:5]:
        yield _pulse(ask)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    ahead = _my_check_ins(person).upcoming(at).filter(starts_at__lt=at + timedelta(days=1))
    for check_in in ahead.order_by("starts_at")[:10]:
        local = timezone.localtime(check_in.starts_at)
        if local.date() < tomorrow:
            yield _later_today(check_in, person, local)


def panels(person: Person, at: datetime) -> Iterable[TodayPanel]:
    """A card for the mentee's goals and mentor, a card for the mentor's mentees."""
    running = Mentorship.objects.open().begun().of(person).with_people().with_contact(at)
    pairs = list(running.order_by("-created_at")[: 2 * MOST_PAIRS])
    as_mentee = [pair for pair in pairs if is_mentee_of(person, pair)]
    as_mentor = [pair for pair in pairs if not is_mentee_of(person, pair)][:MOST_PAIRS]
    untold = list(_my_check_ins(person).untold(at).order_by("starts_at")[:MOST_PAIRS])
    if untold:
        rows = [(check_in, check_in.mentorship.partner_of(person)) for check_in in untold]
        yield TodayPanel("programs/_today_untold.html", {"untold": rows}, order=20)
    goals = Goal.objects.current().of(person).with_progress_for(person).with_mentor()
    goals = list(goals.order_by("-created_at")[: MOST_GOALS + 1])
    if goals or as_mentee:
        yield _goals_panel(goals, at)
    if as_mentee:
        yield _panel("programs/_today_mentor.html", as_mentee, at, order=60, column="side")
    if as_mentor:
        yield _mentees_panel(person, as_mentor, at)


def _goals_panel(goals, at):
    context = {
        "goals": goals[:MOST_GOALS],
        "has_more": len(goals) > MOST_GOALS,
        "today": timezone.localdate(at),
    }
    return TodayPanel("programs/_today_goals.html", context, order=40)


def _mentees_panel(person, pairs, at):
    """Mentees with what they logged or said in the last days, as far as one may read it."""
    new = {"goal__in": Goal.objects.shared_with(person)}
    entries = GoalEntry.objects.readable_by(person).filter(logged_at__gt=at - NEW_FOR, **new)
    comments = GoalComment.objects.readable_by(person).filter(written_at__gt=at - NEW_FOR, **new)
    comments = comments.exclude(author=person)
    owners = [
        *entries.values_list("goal__owner", flat=True)[:200],
        *comments.values_list("goal__owner", flat=True)[:200],
    ]
    for pair in pairs:
        pair.new_count = owners.count(pair.learner.person_id)
    return _panel("programs/_today_mentees.html", pairs, at, order=45, column="main")


def _panel(template, pairs, at, *, order, column):
    today = timezone.localdate(at)
    facts = [(pair, contact_facts(pair, today=today)) for pair in pairs]
    context = {"pairs": facts, "now": at, "today": today}
    return TodayPanel(template, context, order=order, column=column)


def _pulse(ask):
    return TodayItem(
        section=_("Mentoring"),
        title=_("How does it go?"),
        detail=_("Four taps that nobody reads"),
        url=reverse("programs:pulse-answer", args=[ask.pk]),
        act=_("Answer"),
        tone="plum",
        icon="heart-pulse",
    )


def _my_check_ins(person):
    mine = CheckIn.objects.of(person).filter(mentorship__closed_at=None)
    return mine.select_related("mentorship__mentor__person", "mentorship__learner__person")


def _proposed(mentorship, person):
    partner, is_mentee = mentorship.partner_of(person), is_mentee_of(person, mentorship)
    question = _("%(name)s as your mentor?") if is_mentee else _("%(name)s as your mentee?")
    until = date_format(timezone.localtime(mentorship.proposal_expires_at), "l j F, H:i")
    return TodayItem(
        section=_("Mentoring"),
        title=question % {"name": partner.name},
        detail=_("Say yes or no until %(until)s") % {"until": until},
        url=reverse("programs:mentorship-proposal", args=[mentorship.pk]),
        act=_("Look"),
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
