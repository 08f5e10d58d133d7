from datetime import date, datetime
from itertools import takewhile
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.compiled import compiled_once
from common.paging import keyset_page
from common.show_refusal import refusals_told
from people.models import Person
from people.permissions import is_about, require
from people.reader_flags import reader_flags
from programs import registry
from programs.cohorts.models import Program
from programs.mentoring.goals.models import Goal, GoalShare
from programs.mentoring.meetings.models import CheckIn, CheckInNote, TimeProposal
from programs.mentoring.meetings.permissions import can_plan_check_in, can_record_check_in
from programs.mentoring.meetings.time_links import time_token
from programs.mentoring.mentorships.facts import contact_facts, is_away, state_of
from programs.mentoring.mentorships.guided_path import on_agenda, topics_now
from programs.mentoring.mentorships.models import Mentorship, MentorshipReview
from programs.mentoring.mentorships.permissions import (
    can_leave_mentorship,
    can_pause_mentorship,
    can_resume_mentorship,
    can_wind_down,
    is_mentee_of,
)
from programs.mentoring.mentorships.services import mentorship as services
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.permissions import can_read_mentorship_facts
from programs.mentoring.wall.views.reading_note import note_reading

MOST_GOALS = 50
CHECK_INS = 10
MOST_PLANNED = 50
MOST_PROPOSED = 10


@require_GET
def mentorship_list(request):
    at = timezone.now()
    mine = Mentorship.objects.of(request.user).begun().with_both().with_contact(at)
    order, cursor = ("-created_at", "-id"), request.GET.get("cursor")
    page = keyset_page(mine, order=order, cursor=cursor)
    rows = [_as_seen(mentorship, request.user) for mentorship in page]
    proposed = _proposed(request.user, at) if reader_flags(request.user)["is_proposed"] else []
    context = {
        "proposed": [
            _as_seen(mentorship, request.user)
            | {"has_accepted": mentorship.accepted_at(request.user) is not None}
            for mentorship in proposed
        ],
        "open": [row for row in rows if row["mentorship"].is_open],
        "ended": [row for row in rows if not row["mentorship"].is_open],
        "page": page,
        "is_mentor": any(not row["is_mentee"] for row in rows),
        "now": at,
    }
    return render(request, "programs/mentoring/mentorships/mentorship_list.html", context)


@require_GET
def mentorship_detail(request, pk):
    mentorship, at, person = my_mentorship(request, pk), timezone.now(), request.user
    told = _told_check_ins(person, mentorship, cursor=request.GET.get("cursor"))
    goals = (_own_goals if is_mentee_of(person, mentorship) else _shared_goals)(person, mentorship)
    if goals and not is_mentee_of(person, mentorship):
        note_reading(request, mentorship, Reading.What.GOALS)
    today, planned = timezone.localdate(at), _planned_check_ins(mentorship, at)
    context = {
        **_as_seen(mentorship, person),
        "state": state_of(mentorship),
        "is_resting": mentorship.is_running and is_away(mentorship, today=today),
        "goals": goals,
        **_proposed_times(mentorship, person, at),
        **planned,
        "check_ins": told,
        "missed": sum(1 for _each in takewhile(lambda told: told.missed_at, told)),
        **_open_reviews(mentorship),
        "contact": contact_facts(mentorship, today=today),
        **_path_topics(mentorship, person, planned["upcoming"], today=today),
        "taken_along": _taken_along(mentorship),
        "now": at,
        "today": today,
        **_allowed(person, mentorship),
    }
    return render(request, "programs/mentoring/mentorships/mentorship_detail.html", context)


def _path_topics(mentorship, person, upcoming, *, today):
    """What the path offers this month, and what of it is on the next agenda."""
    topics = topics_now(mentorship, today=today)
    following = upcoming[0] if topics and upcoming else None
    if following:
        following.mentorship = mentorship
    return {"topics": topics, "on_agenda": on_agenda(following, person)}


def _taken_along(mentorship):
    """What the mentee chose to let go along from before: titles and dates (P21)."""
    places = range(len(registry.taken_along))
    columns = [getattr(mentorship, f"taken_along_{place}") or [] for place in places]
    return [
        registry.Achievement(title, date.fromisoformat(achieved_on))
        for column in columns
        for title, achieved_on in column
    ]


def _columns_taken_along():
    return {f"taken_along_{place}": make() for place, make in enumerate(registry.taken_along)}


@require_http_methods(["GET", "POST"])
def mentorship_leave(request, pk):
    mentorship = my_mentorship(request, pk)
    require(can_leave_mentorship(request.user, mentorship))
    if not mentorship.is_open:
        return redirect("programs:mentorship-detail", pk)

    if request.method == "POST":
        with refusals_told(request):
            services.leave_mentorship(mentorship=mentorship, by=request.user, at=timezone.now())
            messages.success(
                request, _("You have left this mentorship. There is nothing else to do.")
            )
        return redirect("programs:mentorship-list")

    context = {
        **_as_seen(mentorship, request.user),
        "booked": mentorship.check_ins.upcoming(timezone.now()).count(),
        "shared": GoalShare.objects.in_force().filter(mentorship=mentorship).count(),
    }
    return render(request, "programs/mentoring/mentorships/mentorship_leave.html", context)


@require_http_methods(["GET", "POST"])
def mentorship_pause(request, pk):
    mentorship = my_mentorship(request, pk)
    require(can_pause_mentorship(request.user, mentorship))
    at = timezone.now()

    if request.method == "POST":
        today = timezone.localdate(at)
        done = _("Paused. Nothing is due until one of you resumes it.")
        _say_done(request, done, services.pause_mentorship, mentorship, at=at, today=today)
        return redirect("programs:mentorship-detail", pk)

    context = {
        **_as_seen(mentorship, request.user),
        "booked": mentorship.check_ins.upcoming(at).count(),
    }
    return render(request, "programs/mentoring/mentorships/mentorship_pause.html", context)


@require_POST
def mentorship_resume(request, pk):
    mentorship = my_mentorship(request, pk)
    require(can_resume_mentorship(request.user, mentorship))

    at = timezone.now()
    done = _("Welcome back. Every date has moved by the length of the pause.")
    today = timezone.localdate(at)
    _say_done(request, done, services.resume_mentorship, mentorship, at=at, today=today)
    return redirect("programs:mentorship-detail", pk)


@require_POST
def mentorship_review_hold(request, pk):
    mine = Mentorship.objects.of(request.user).begun()
    reviews = MentorshipReview.objects.filter(mentorship__in=mine).select_related("mentorship")
    review = get_object_or_404(reviews, pk=pk)

    with refusals_told(request):
        services.hold_mentorship_review(review=review, by=request.user, at=timezone.now())
        messages.success(request, _("Recorded that you looked back together."))
    return redirect("programs:mentorship-detail", review.mentorship_id)


@require_GET
def program_mentorships(request, pk):
    """Facts for coordinators: pairs, since when, how long ago, booked or not (M5)."""
    program = program_of_pairs(request, pk)
    at = timezone.now()
    show = request.GET.get("show")
    shown = show if show in PAIRS else "open"
    pairs = Mentorship.objects.facts_of(program, at=at, **PAIRS[shown])
    order, cursor = ("mentee_sort_name", "id"), request.GET.get("cursor")
    page = keyset_page(pairs, order=order, cursor=cursor, size=PAIRS_SIZE)
    today = timezone.localdate(at)
    context = {
        "program": program,
        "rows": [(_with_act(row, request.user), contact_facts(row, today=today)) for row in page],
        "page": page,
        "is_under_way": shown == "open",
        "is_ended": shown == "ended",
        "is_proposed": shown == "proposed",
        "today": today,
    }
    return render(request, "programs/mentoring/mentorships/program_mentorships.html", context)


def _with_act(row, person):
    """The pair, and whether a coordinator may end it because one of the two has left."""
    row.is_own = is_about(person, row.mentee_person, row.mentor_person)
    row.lost_partner = row.closed_at is None and not (row.is_mentee_here and row.is_mentor_here)
    return row


def program_of_pairs(request, pk, *, may=can_read_mentorship_facts):
    """A mentoring program of whose pairs one may know that they exist and met, or do more (M5)."""
    program = get_object_or_404(Program, kind=Program.Kind.MENTORSHIP, pk=pk)
    if not may(request.user, program):
        raise Http404
    return program


# Pairs of a program on a page: about a screen of them.
PAIRS_SIZE = 25

# Which pairs the coordinators may look through, as ``facts_of`` names them.
PAIRS = {"open": {}, "ended": {"is_ended": True}, "proposed": {"is_proposed": True}}


def my_mentorship(request, pk):
    """Return the mentorship if the person is one of the two; nobody else finds it (M5)."""
    rows = _begun(request.user, pk, timezone.now())
    if not rows:
        raise Http404
    return rows[0]


@compiled_once
def _begun(person: Person, pk: UUID, at: datetime):
    mine = Mentorship.objects.of(person).begun().with_people()
    return mine.with_contact(at).annotate(**_columns_taken_along()).filter(pk=pk)


def _proposed(person, at):
    return Mentorship.objects.of(person).awaiting_an_answer(at).with_people()[:MOST_PROPOSED]


def _as_seen(mentorship, person):
    return {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(person),
        "is_mentee": is_mentee_of(person, mentorship),
    }


def _allowed(person, mentorship):
    """What the person may do in it now."""
    return {
        "can_plan": can_plan_check_in(person, mentorship),
        "can_record": can_record_check_in(person, mentorship),
        "can_wind_down": can_wind_down(person, mentorship),
        "can_pause": can_pause_mentorship(person, mentorship),
        "can_resume": can_resume_mentorship(person, mentorship),
    }


def _planned_check_ins(mentorship, at):
    """Those to be told of and those ahead, in one query; an ended one asks for nothing."""
    planned = CheckIn.objects.planned().filter(mentorship=mentorship)[:MOST_PLANNED]
    untold = [check_in for check_in in planned if check_in.starts_at <= at]
    upcoming = [check_in for check_in in planned if check_in.starts_at > at]
    return {"untold": untold[:5] if mentorship.is_open else [], "upcoming": upcoming[:5]}


def _proposed_times(mentorship, person, at):
    """Times that wait for an answer; whoever is asked gets the way to give it."""
    waiting = TimeProposal.objects.waiting_in(mentorship, at)
    proposal = waiting.select_related("proposed_by").first()
    is_asked = proposal is not None and proposal.proposed_by_id != person.pk
    choose_url = reverse("programs:time-choose", args=[time_token(proposal)]) if is_asked else ""
    return {"time_proposal": proposal, "choose_url": choose_url}


def _open_reviews(mentorship):
    """The one that comes next, and the one that comes next once that was held."""
    waiting = MentorshipReview.objects.filter(mentorship=mentorship, held_at=None)
    review, following, *__ = [*(waiting[:2] if mentorship.is_open else []), None, None]
    return {"review": review, "review_after": following}


@compiled_once
def _own_goals(mentee: Person, mentorship: Mentorship):
    """Less those for another mentor."""
    goals = Goal.objects.filter(archived_at=None).own_with_progress(mentee).with_mentor()
    elsewhere = GoalShare.objects.in_force().exclude(mentorship=mentorship)
    goals = goals.exclude(Exists(elsewhere.filter(goal=OuterRef("pk"))))
    return goals.order_by("-created_at")[:MOST_GOALS]


@compiled_once
def _shared_goals(mentor: Person, mentorship: Mentorship):
    """What the mentor may read."""
    goals = Goal.objects.filter(archived_at=None).with_progress_for(mentor).with_mentor()
    shares = GoalShare.objects.in_force().filter(mentorship=mentorship)
    goals = goals.shared_with(mentor).filter(pk__in=shares.values("goal"))
    return goals.order_by("-created_at")[:MOST_GOALS]


def _told_check_ins(person, mentorship, *, cursor):
    """Those of which it is told how they went, the newest first, with one's readable notes."""
    notes = CheckInNote.objects.in_mentorship(mentorship, person)
    told = CheckIn.objects.told().filter(mentorship=mentorship).with_note_count(notes)
    return keyset_page(told, order=("-starts_at", "-id"), cursor=cursor, size=CHECK_INS)


def _say_done(request, done, service, mentorship, **options):
    with refusals_told(request):
        service(mentorship=mentorship, by=request.user, **options)
        messages.success(request, done)
