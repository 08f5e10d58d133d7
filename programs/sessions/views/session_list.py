from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.permissions import is_about
from programs.cohorts.models import Cohort, Enrolment
from programs.cohorts.permissions import can_coordinate
from programs.preceptorships.views.preceptorship import visible_preceptorship
from programs.sessions.models import Session
from programs.sessions.permissions import can_plan_sessions
from programs.sessions.presets import IDEAS
from programs.sessions.standing import Taken, months_of, taken_by

MOST_PAST = 60


@require_safe
def session_list(request, pk):
    """``pk`` is the cohort's. To whoever runs it all dates; to its learners how they stand."""
    cohort, at = _visible_cohort(request, pk), timezone.now()
    learner = _own_part(request, cohort)
    context = {"cohort": cohort, "program": cohort.program, "today": timezone.localdate(at)}
    if can_coordinate(request.user, cohort.program):
        context |= _for_coordinator(request.user, cohort, at)
    elif learner is None:
        context |= _dates(Session.objects.filter(cohort=cohort, host=request.user), at)
    if learner:
        context |= _for_learner(learner, cohort, at)
    return render(request, "programs/sessions/session_list.html", context)


@require_safe
def learner_sessions(request, pk):
    """How the learner of a preceptorship stands, for whoever sees it."""
    preceptorship, at = visible_preceptorship(request, pk), timezone.now()
    context = {
        "preceptorship": preceptorship,
        "program": preceptorship.program,
        "cohort": preceptorship.cohort,
        "is_own": is_about(request.user, preceptorship.learner.person_id),
        **_for_learner(preceptorship.learner, preceptorship.cohort, at),
    }
    return render(request, "programs/sessions/learner_sessions.html", context)


def _visible_cohort(request, pk):
    """Whoever runs it, learns in it or hosts a session of it."""
    person = request.user
    learning = Enrolment.objects.filter(learner__person=person)
    learning = learning.exclude(status=Enrolment.Status.WITHDRAWN)
    hosted = Session.objects.filter(host=person)
    seen = (
        Q(pk__in=Cohort.objects.coordinated_by(person).values("pk"))
        | Q(pk__in=learning.values("cohort"))
        | Q(pk__in=hosted.values("cohort"))
    )
    cohorts = Cohort.objects.of_preceptorships().with_program()
    return get_object_or_404(cohorts.filter(seen), pk=pk)


def _own_part(request, cohort):
    own = Enrolment.objects.filter(cohort=cohort, learner__person=request.user)
    own = own.exclude(status=Enrolment.Status.WITHDRAWN).select_related("learner").first()
    return own and own.learner


def _for_coordinator(person, cohort, at):
    return {
        "can_plan": can_plan_sessions(person, cohort),
        "has_ideas": cohort.program.preset in IDEAS,
        **_dates(Session.objects.filter(cohort=cohort), at),
    }


def _dates(sessions, at):
    """Those ahead and those over, each with how many were there."""
    present = Count("attendances", filter=Q(attendances__state="present"))
    noted = Count("attendances")
    sessions = sessions.annotate(present=present, noted=noted).select_related("host")
    ahead = sessions.filter(ends_at__gt=at).order_by("starts_at", "pk")
    past = sessions.filter(ends_at__lte=at).order_by("-starts_at", "-pk")
    return {"ahead": list(ahead), "past": list(past[:MOST_PAST]), "is_run": True}


def _for_learner(learner, cohort, at):
    taken: list[Taken] = taken_by(learner, cohort, at=at)
    return {
        "taken": taken,
        "minutes": sum(each.minutes for each in taken),
        "session_months": months_of(taken),
    }
