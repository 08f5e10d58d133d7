"""What waits for a person in their pairs, one item for each thing to do (DESIGN 14)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import TodayItem
from programs.mentoring.meetings.models import TimeProposal
from programs.mentoring.meetings.time_links import time_token
from programs.mentoring.mentorships.models import (
    Agreement,
    AgreementSide,
    Mentorship,
    MentorshipReview,
    NextStep,
)
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.mentoring.wall.models import NotesRequest

# How long a pair counts as new: its first steps stand on Today so long.
NEW_FOR = timedelta(days=14)


def with_waiting(mentorships: QuerySet, person: Person, at) -> QuerySet:
    """Add to a person's pairs what ``waiting_in`` tells of: facts, and no word of theirs."""
    of_pair = {"mentorship": OuterRef("pk")}
    times = TimeProposal.objects.unanswered(at).filter(**of_pair)
    agreements = Agreement.objects.filter(**of_pair)
    sides = AgreementSide.objects.filter(**of_pair)
    reviews = MentorshipReview.objects.filter(held_at=None, **of_pair).order_by("due_on")
    return mentorships.annotate(
        are_times_suggested=Exists(times),
        times_to_choose=Subquery(times.exclude(proposed_by=person).values("pk")[:1]),
        has_text_to_accept=Exists(agreements.draft().exclude(edited_by=person)),
        is_agreed=Exists(agreements.in_force()),
        has_answered=Exists(sides.filter(person=person)),
        review_due_on=Subquery(reviews.values("due_on")[:1]),
        is_asked_for_notes=Exists(NotesRequest.objects.filter(answered_at=None, **of_pair)),
        has_chosen=Exists(NextStep.objects.filter(person=person, **of_pair)),
    )


def waiting_in(
    mentorship: Mentorship, person: Person, *, today: date, has_goals: bool
) -> Iterable[TodayItem]:
    """What a person can do in one of their pairs now; nothing while it rests."""
    if not mentorship.is_running:
        return

    def item(title, page, act):
        url = reverse(f"programs:{page}", args=[mentorship.pk])
        return _item(title % {"name": partner.name}, url, act, urgency=2)

    partner, is_mentee = mentorship.partner_of(person), is_mentee_of(person, mentorship)
    is_new = mentorship.starts_on <= today < mentorship.starts_on + NEW_FOR
    is_booked = mentorship.next_check_in_at or mentorship.are_times_suggested
    if mentorship.times_to_choose:
        yield _times(mentorship.times_to_choose, partner)
    if mentorship.has_text_to_accept:
        title = (
            _("%(name)s has suggested a change to your agreement")
            if mentorship.is_agreed
            else _("%(name)s has written your agreement")
        )
        yield item(title, "agreement-detail", _("Read it"))
    if mentorship.is_asked_for_notes and not is_mentee:
        yield item(_("%(name)s asks to see your notes about them"), "notes-request", _("Answer"))
    if mentorship.review_due_on and mentorship.review_due_on <= today:
        yield item(_("A look back with %(name)s is due"), "mentorship-detail", _("Look back"))
    if mentorship.status == Mentorship.Status.WINDING_DOWN and not mentorship.has_chosen:
        title = _("What comes next after your mentorship with %(name)s?")
        yield item(title, "mentorship-closing", _("Answer"))
    if is_new and not (mentorship.last_met_at or is_booked):
        yield item(_("Book a first check-in with %(name)s"), "check-in-plan", _("Find a time"))
    if not (mentorship.is_agreed or mentorship.has_answered or mentorship.has_text_to_accept):
        yield item(_("Make an agreement with %(name)s"), "agreement-detail", _("Start"))
    if is_new and is_mentee and not has_goals:
        title = _("Write a first goal, in your own words")
        yield _item(title, reverse("programs:goal-create"), _("Write a goal"), 2)


def _times(proposal_id, partner):
    url = reverse("programs:time-choose", args=[time_token(TimeProposal(pk=proposal_id))])
    title = _("%(name)s has suggested times to meet") % {"name": partner.name}
    return _item(title, url, _("Choose a time"), 1)


def _item(title, url, act, urgency):
    return TodayItem(
        section=_("Mentoring"),
        title=title,
        url=url,
        act=act,
        urgency=urgency,
        tone="plum",
        icon="people",
    )
