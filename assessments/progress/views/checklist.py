from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.concerns.shared import has_something_shared
from assessments.permissions import can_sign_among, can_take_signed_skills, require
from assessments.progress.checklist import line_of, read_checklist, waiting_requests
from assessments.progress.record import printed, read_practice, read_record
from assessments.progress.signed_skills import signed_skills
from assessments.sign_offs.models import SigningPin
from assessments.sign_offs.offline import short_code
from common.downloads import pdf_file
from programs.cohorts.schedule import add_months, week_of
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.permissions import is_learner_of


def visible_preceptorship(request, pk):
    """The preceptorship, if this person may see it today; else 404."""
    visible = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    visible = visible.with_people().select_related("program__preceptorship_rules__rating_scale")
    return get_object_or_404(visible, pk=pk)


def people_of(preceptorship):
    """Whom and what a page about the preceptorship names."""
    return {
        "preceptorship": preceptorship,
        "program": preceptorship.program,
        "learner": preceptorship.learner.person,
        "short_code": short_code(preceptorship),
    }


@require_safe
def checklist(request, pk):
    preceptorship = visible_preceptorship(request, pk)
    today = timezone.localdate()

    context = {
        "checklist": read_checklist(
            preceptorship,
            today=today,
            show=request.GET.get("show", ""),
            search=request.GET.get("search", ""),
        ),
        **_about(request.user, preceptorship, today),
    }
    template = "_checklist.html" if request.htmx else "checklist.html"
    return render(request, f"assessments/progress/{template}", context)


@require_safe
def checklist_print(request, pk):
    """The whole record on paper: what is asked, who signed what when, room for two names."""
    preceptorship = visible_preceptorship(request, pk)
    today = timezone.localdate()
    whole = read_checklist(preceptorship, today=today)
    rules = preceptorship.program.preceptorship_rules

    context = {
        "pass_level": rules.rating_scale and rules.rating_scale.pass_level,
        "checklist": whole,
        "printed": printed(whole, preceptorship),
        **_about(request.user, preceptorship, today),
    }
    return render(request, "assessments/progress/checklist_print.html", context)


@never_cache
@require_safe
def signed_skills_file(request, pk):
    """The learner's own copy of what was signed, as PDF: made for them and kept nowhere."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_take_signed_skills(request.user, preceptorship))
    today = timezone.localdate()
    whole = read_checklist(preceptorship, today=today)
    story = signed_skills(whole, preceptorship, on=today)
    return pdf_file("signed-skills.pdf", "story", story, at=timezone.now())


@require_safe
def competency_record(request, pk, competency):
    preceptorship = visible_preceptorship(request, pk)
    states = preceptorship.competency_states.select_related("competency__parent").with_awaiting()
    state = get_object_or_404(states, competency=competency)
    today = timezone.localdate()

    about = _about(request.user, preceptorship, today)
    line = line_of(state, preceptorship, today, waiting_requests(preceptorship))
    context = {
        "line": line,
        "record": read_record(preceptorship, state.competency),
        "practice": read_practice(preceptorship, state.competency, reader=request.user, on=today),
        "evidence": preceptorship.evidence.filter(competency=competency).with_use(),
        "can_hand_over": about["can_ask"] and _is_pin_at_hand(line, about["assignments"]),
        "valid_until": _valid_until(state, preceptorship.program.preceptorship_rules),
        **about,
        **_offered(line, **{name: about[name] for name in ("can_ask", "can_sign")}),
    }
    return render(request, "assessments/progress/competency_record.html", context)


def _valid_until(state, rules):
    """The day on which what was achieved falls due to be shown again (P22)."""
    if not state.achieved_at:
        return None
    return add_months(timezone.localdate(state.achieved_at), rules.revalidation_months)


def _is_pin_at_hand(line, assignments):
    """Whether somebody can sign this on the learner's phone: nobody is led to an empty list."""
    people = [assignment.preceptor.person_id for assignment in assignments]
    return not line.state.is_critical and SigningPin.objects.filter(person__in=people).exists()


def _offered(line, *, can_ask, can_sign):
    """What the page of one competency offers: its learner asks, those who may sign sign."""
    return {
        "can_ask_for_it": can_ask and not line.is_cleared,
        "can_ask_outside": can_ask and not line.state.is_critical,
        "can_sign_it": can_sign and not line.is_cleared,
        "can_sign_again": can_sign and line.is_cleared,
        # The learner and those who sign: can_write_practice_note, without asking again.
        "can_write_note": can_ask or can_sign,
    }


def _about(person, preceptorship, today):
    """What every page about a preceptorship says of it, and what its reader may do there."""
    assignments = PreceptorAssignment.objects.on(today).filter(preceptorship=preceptorship)
    assignments = list(assignments.select_related("preceptor__person").order_by("-role"))
    is_own = is_learner_of(person, preceptorship)
    return {
        **people_of(preceptorship),
        "assignments": assignments,
        "week": week_of(starts_on=preceptorship.starts_on, today=today),
        "weeks": (preceptorship.ends_on - preceptorship.starts_on).days // 7,
        "is_own": is_own,
        "has_plans": is_own and has_something_shared(preceptorship),
        # As long as it is open its learner adds to it and asks for what is missing.
        "can_ask": is_own and preceptorship.is_open,
        "can_sign": preceptorship.is_open and can_sign_among(person, preceptorship, assignments),
        "today": today,
    }
