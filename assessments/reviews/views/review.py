from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.permissions import (
    can_ask_third_signer,
    can_correct_review,
    can_remind_signers,
    can_say_outcome,
    part_in_review,
    require,
)
from assessments.progress.views.checklist import people_of
from assessments.reviews import lists
from assessments.reviews.facts import gather_facts
from assessments.reviews.forms import CorrectReviewForm, ReviewPartForm, initial_of
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart, is_coordinators_turn
from assessments.reviews.printed import printed
from assessments.reviews.services import correction, reminding, signing
from assessments.reviews.services import review_outcome as services
from assessments.reviews.shown import read_records, readers_of_review
from assessments.reviews.signers import to_remind, was_reminded
from assessments.reviews.visible import reviews_visible_to
from common.downloads import pdf_file
from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import can_hold_review


@require_safe
def review_list(request):
    """What waits for somebody, what waits for others, and what is done."""
    today = timezone.localdate()
    context = {
        "mine": lists.waiting_for(request.user, on=today),
        "others": lists.waiting_for_others(request.user, on=today),
        "ahead": lists.coming_up(request.user, on=today),
        "page": keyset_page(
            lists.done(request.user, on=today),
            order=lists.DONE_ORDER,
            cursor=request.GET.get("cursor"),
            size=20,
        ),
        "today": today,
    }
    return render(request, "assessments/reviews/review_list.html", context)


@require_http_methods(["GET", "POST"])
def review_detail(request, pk):
    """A review's facts and parts; one's own is saved here, or saved and signed, as it stands."""
    review, now = visible_review(request, pk), timezone.now()
    today = timezone.localdate(now)
    role = part_in_review(request.user, review, on=today)
    records = read_records(review, on=today, role=role)
    form = _form(request, review, records[0], role, at=now)
    if form and form.is_valid():
        with refusals_on(form):
            messages.success(request, _keep(form, review, by=request.user, at=now))
            return redirect("assessments:review-detail", pk)

    if form and form.is_bound:
        records = read_records(review, on=today, role=role)
        form.look_again(records[0].outcome.version)
    context = _context(request, review, records, role)
    return render(request, "assessments/reviews/review_detail.html", {"form": form, **context})


@require_http_methods(["GET", "POST"])
def review_correct(request, pk):
    """What everybody signed was wrong: a record beside it, signed anew."""
    review, now = visible_review(request, pk), timezone.now()
    today = timezone.localdate(now)
    require(can_correct_review(part_in_review(request.user, review, on=today)))
    if not ReviewOutcome.objects.latest().complete().filter(review=review).exists():
        return redirect("assessments:review-detail", pk)

    readers = readers_of_review(review.preceptorship, is_signed=True)
    form = CorrectReviewForm(request.POST if request.method == "POST" else None, readers=readers)
    if form.is_valid():
        with refusals_on(form):
            act = {"review": review, "by": request.user, "at": now, "today": today}
            correction.correct_review(reason=form.cleaned_data["reason"], **act)
            messages.success(request, _("You can correct it now. Everyone is asked to sign again."))
            return redirect("assessments:review-detail", pk)

    context = {"form": form, "review": review, **people_of(review.preceptorship)}
    return render(request, "assessments/reviews/review_correct.html", context)


@require_POST
def review_correction_discard(request, pk):
    review, now = visible_review(request, pk), timezone.now()
    today = timezone.localdate(now)
    require(can_correct_review(part_in_review(request.user, review, on=today)))
    with refusals_told(request):
        correction.discard_correction(review=review, by=request.user, at=now, today=today)
        messages.success(request, _("Correction discarded. What was signed before stays valid."))
    return redirect("assessments:review-detail", pk)


@require_POST
def review_remind(request, pk):
    """From the worklist back to it, else to the review."""
    review, now = visible_review(request, pk), timezone.now()
    require(can_remind_signers(request.user, review))
    with refusals_told(request):
        act = {"review": review, "by": request.user, "at": now}
        reminding.remind_signers(today=timezone.localdate(now), **act)
        messages.success(request, _("Reminder sent."))
    if request.POST.get("back") == "worklist":
        return redirect("programs:worklist")
    return redirect("assessments:review-detail", pk)


@never_cache
@require_safe
def review_file(request, pk):
    """What everybody signed, as PDF: made for the reader and kept nowhere."""
    review = visible_review(request, pk)
    records = read_records(review, on=timezone.localdate())
    record = next((each for each in records if each.outcome.is_complete), None)
    if record is None:
        return redirect("assessments:review-detail", pk)
    return pdf_file("review.pdf", "story", printed(review, record), at=timezone.now())


def visible_review(request, pk):
    """The review, if this person may open it today; else 404."""
    return get_object_or_404(reviews_visible_to(request.user, on=timezone.localdate()), pk=pk)


def _form(request, review, record, role, *, at):
    """The form of one's own part; None where there is nothing to write, or another signed it."""
    part = record.part_of(role)
    if part is None or review.cancelled_at or record.outcome.is_complete:
        return None
    if part.is_signed and part.signed_by_id != request.user.pk:
        return None
    following = services.next_review(review)
    return ReviewPartForm(
        request.POST if request.method == "POST" else None,
        request=request,
        at=at,
        initial=initial_of(part, record.outcome, following),
        role=role,
        name=review.preceptorship.learner.person.get_short_name(),
        results=services.results_for(review),
        following=following,
        why_not=_why_not_to_sign(review, record.outcome, role),
        readers=readers_of_review(review.preceptorship),
    )


def _why_not_to_sign(review, outcome, role):
    """Why this part cannot be signed yet, in words; empty where it can."""
    if review.held_on is None:
        return _("You can sign once the review is marked as done.")
    if not outcome.outcome and not can_say_outcome(role):
        guide = review.preceptorship.program.guide_label
        return _("You can sign once the %(guide)s has chosen the outcome.") % {"guide": guide}
    return ""


def _keep(form, review, *, by, at):
    """Save what was written, sign it if that was pressed, and return what to say of it."""
    act = {"review": review, "written": form.written, "by": by, "at": at}
    today = timezone.localdate(at)
    if not form.is_signing:
        part = services.write_part(today=today, **act)
        return _saved(part, review)
    signing.sign_part(seen=form.cleaned_data["seen"] or 0, today=today, **act)
    return _("Signed. Everyone who signs this review can see it.")


def _saved(part, review):
    """Who can read what was saved before it is signed."""
    if part.role == ReviewPart.Role.PRECEPTOR:
        guide = review.preceptorship.program.guide_label
        return _(
            "Saved. Until it's signed, only those assigned as %(guide)s can read what you wrote."
        ) % {"guide": guide}
    if part.role == ReviewPart.Role.COORDINATOR:
        return _("Saved. Until it's signed, only the program's coordinators can read it.")
    return _("Saved. Nobody else can read it until you sign.")


def _is_begun_by_another(part, person):
    return bool(part and part.written_by_id) and part.written_by_id != person.pk


def _context(request, review, records, role):
    today, latest = timezone.localdate(), records[0]
    is_third_due = any(part.role == ReviewPart.Role.THIRD for part in latest.unsigned)
    unsigned = {part.role for part in latest.unsigned}
    is_mailed = bool(latest.link) and latest.link.status == ReviewLink.Status.SIGNED
    is_ready = review.held_on and latest.outcome.outcome and not latest.link
    return {
        "review": review,
        "record": latest,
        "earlier": records[1:],
        "facts": gather_facts(
            review, reader=request.user, today=today, is_complete=latest.outcome.is_complete
        ),
        "can_ask_third": is_third_due and is_ready and can_ask_third_signer(role),
        "can_see_link": latest.link and can_ask_third_signer(role),
        "can_remind": review.held_on
        and not review.cancelled_at
        and role == ReviewPart.Role.COORDINATOR
        and to_remind(unsigned, is_mailed=is_mailed),
        "was_reminded": was_reminded(latest.outcome, today=today),
        "can_correct": latest.outcome.is_complete and can_correct_review(role),
        "can_discard": latest.outcome.corrects_id
        and not latest.outcome.is_complete
        and can_correct_review(role),
        "can_hold": review.held_on is None
        and not review.cancelled_at
        and review.preceptorship.status != Preceptorship.Status.PLANNED
        and can_hold_review(request.user, review.preceptorship, on=today),
        "can_see_address": role == ReviewPart.Role.COORDINATOR,
        "can_see_plan": review.sees_plan,
        "own_part": None if latest.outcome.is_complete else latest.shown_part_of(role),
        "is_begun_by_another": _is_begun_by_another(latest.part_of(role), request.user),
        "is_my_turn": role != ReviewPart.Role.COORDINATOR or is_coordinators_turn(unsigned),
        "today": today,
        **people_of(review.preceptorship),
    }
