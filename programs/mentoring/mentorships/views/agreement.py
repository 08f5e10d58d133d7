from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.show_refusal import refusals_on, refusals_told
from common.text_difference import difference
from programs.mentoring.mentorships.forms.agreement import (
    AgreementAcceptForm,
    AgreementAnswerForm,
    AgreementTextForm,
)
from programs.mentoring.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementSide,
    Mentorship,
    MentorshipReview,
    Topic,
)
from programs.mentoring.mentorships.services import agreement as services
from programs.mentoring.wall import readers
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.shared_now import SharedNow
from programs.mentoring.wall.views.reading_note import note_reading


@require_GET
def agreement_detail(request, pk):
    """Where the two stand: the answers, the text to accept, and what holds."""
    mentorship = _my_open_mentorship(request, pk)
    held, draft = _held_and_draft(request, mentorship)
    answered = set(_who_answered(mentorship))
    side_by_side = _side_by_side(request, mentorship, answered)
    if held or draft or side_by_side:
        note_reading(request, mentorship, Reading.What.AGREEMENT)
    partner = mentorship.partner_of(request.user)
    context = {
        "mentorship": mentorship,
        "partner": partner,
        "held": held,
        "draft": draft,
        "changes": _changes(held, draft) if held and draft else None,
        "has_accepted_draft": draft and draft.accepted_at(request.user) is not None,
        "have_i_answered": request.user.pk in answered,
        "has_partner_answered": partner.pk in answered,
        "side_by_side": side_by_side,
        "review": _next_review(mentorship, today=timezone.localdate()),
    }
    return render(request, "programs/mentoring/mentorships/agreement_detail.html", context)


@require_http_methods(["GET", "POST"])
def agreement_answer(request, pk):
    mentorship = _my_open_mentorship(request, pk)
    if services.both_answered(mentorship):
        return redirect("programs:agreement-detail", pk)
    partner = mentorship.partner_of(request.user)
    mine = AgreementAnswer.objects.filter(mentorship=mentorship, author=request.user)
    who = _("Only you until you have both finished, then you and %(name)s") % {"name": partner.name}
    form = AgreementAnswerForm(
        request.POST or None, who=who, icon="lock", initial=dict(mine.values_list("topic", "text"))
    )
    if form.is_valid():
        is_done = "later" not in request.POST
        with refusals_on(form):
            services.answer_agreement(
                mentorship=mentorship,
                by=request.user,
                answers=form.texts(),
                is_done=is_done,
                at=timezone.now(),
            )
            messages.success(request, _("Your answers are saved."))
            return redirect("programs:agreement-detail", pk)
    context = {"mentorship": mentorship, "partner": partner, "form": form}
    return render(request, "programs/mentoring/mentorships/agreement_answer.html", context)


@require_http_methods(["GET", "POST"])
def agreement_write(request, pk):
    mentorship = _my_open_mentorship(request, pk)
    partner = mentorship.partner_of(request.user)
    held, draft = _held_and_draft(request, mentorship)
    base = draft or held
    rows = _side_by_side(request, mentorship, _who_answered(mentorship))
    if base or rows:
        note_reading(request, mentorship, Reading.What.AGREEMENT)
    form = AgreementTextForm(
        request.POST or None,
        who=readers.you_and(partner),
        icon="eye",
        initial=_text_to_begin_with(draft, base, rows),
    )
    if form.is_valid():
        with refusals_on(form):
            draft = services.write_agreement(
                mentorship=mentorship,
                by=request.user,
                clauses=form.texts(),
                revision=form.cleaned_data["revision"],
                at=timezone.now(),
            )
            done = _("Saved as version %(number)s. It applies once %(name)s agrees too.")
            messages.success(request, done % {"number": draft.number, "name": partner.name})
            return redirect("programs:agreement-detail", pk)
        # Refused: what was typed stays, and saving it again is meant for today's text.
        held, draft = _held_and_draft(request, mentorship)
        form.data = form.data.copy()
        form.data["revision"] = str(_revision(draft))
    context = {
        "mentorship": mentorship,
        "partner": partner,
        "form": form,
        "rows": rows,
        "held": held,
        "draft": draft,
        "is_mine": draft is not None and draft.edited_by_id == request.user.pk,
    }
    return render(request, "programs/mentoring/mentorships/agreement_write.html", context)


@require_POST
def agreement_accept(request, pk):
    mentorship = _my_open_mentorship(request, pk)
    form = AgreementAcceptForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please read the agreement before you agree to it."))
        return redirect("programs:agreement-detail", pk)
    with refusals_told(request):
        holds = services.accept_agreement(
            mentorship=mentorship, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        done = (
            _("You have both agreed. It applies from now on.") if holds else _("You have agreed.")
        )
        messages.success(request, done)
    return redirect("programs:agreement-detail", pk)


@require_POST
def agreement_discard(request, pk):
    mentorship = _my_open_mentorship(request, pk)
    with refusals_told(request):
        services.discard_agreement_draft(mentorship=mentorship, at=timezone.now())
        messages.success(request, _("The agreement stays as it was."))
    return redirect("programs:agreement-detail", pk)


@require_GET
def agreement_history(request, pk):
    """Every version both accepted, with what it changed."""
    mentorship = _my_open_mentorship(request, pk)
    versions = Agreement.objects.in_mentorship(mentorship, request.user)
    versions = list(versions.in_force().order_by("number"))
    if versions:
        note_reading(request, mentorship, Reading.What.AGREEMENT)
    rows = [
        (version, _changes(before, version))
        for before, version in zip([None, *versions], versions, strict=False)
    ]
    context = {
        "mentorship": mentorship,
        "partner": mentorship.partner_of(request.user),
        "rows": list(reversed(rows)),
    }
    return render(request, "programs/mentoring/mentorships/agreement_history.html", context)


def _my_open_mentorship(request, pk):
    """The two, while they walk together; the text of an ended one is nobody's (M8)."""
    mine = Mentorship.objects.of(request.user).begun().open()
    return get_object_or_404(mine.with_both(), pk=pk)


def _held_and_draft(request, mentorship):
    """What holds and what is proposed instead, each None where there is none."""
    newest = _newest_versions(request.user, mentorship)
    held = [version for version in newest if version.agreed_at]
    draft = [version for version in newest if not version.agreed_at]
    return next(iter(held), None), next(iter(draft), None)


def _newest_versions(person, mentorship):
    """The last two: there is one draft at most, and it follows what holds."""
    versions = Agreement.objects.in_mentorship(mentorship, person).select_related("edited_by")
    newest = versions.order_by("-number")[:2]
    for version in newest:
        version.mentorship = mentorship
    return newest


def _revision(draft):
    return draft.revision if draft else 0


def _who_answered(mentorship):
    return AgreementSide.objects.filter(mentorship=mentorship).values_list("person", flat=True)


def _next_review(mentorship, *, today):
    reviews = MentorshipReview.objects.filter(mentorship=mentorship, held_at=None)
    return reviews.filter(due_on__gte=today).first()


def _side_by_side(request, mentorship, answered):
    """(topic, my answer, the other's answer) of the topics with a readable answer of both."""
    if not {person.pk for person in mentorship.both} <= set(answered):
        return []
    answers = SharedNow(mentorship).answers()
    texts = {(answer.author_id, answer.topic): answer.text for answer in answers}
    me, other = request.user.pk, mentorship.partner_of(request.user).pk
    return [(topic, texts.get((me, topic), ""), texts.get((other, topic), "")) for topic in Topic]


def _text_to_begin_with(draft, base, rows):
    """The text there is; else what both said alike or one alone, and else one's own words."""
    revision = {"revision": _revision(draft)}
    if base:
        return {**base.clauses, **revision}
    return {**{topic.value: mine or theirs for topic, mine, theirs in rows}, **revision}


def _changes(before, after):
    """(topic, pieces) of the topics in either text, for the page to mark."""
    old = before.clauses if before else {}
    return [
        (topic, difference(old.get(topic, ""), after.clauses.get(topic, "")))
        for topic in Topic
        if old.get(topic) or after.clauses.get(topic)
    ]
