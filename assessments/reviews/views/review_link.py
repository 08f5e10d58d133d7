from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.external.services.signer import accepted_domains
from assessments.permissions import can_ask_third_signer, part_in_review, require
from assessments.progress.views.checklist import people_of
from assessments.reviews.forms import ReviewLinkForm
from assessments.reviews.links import find_link, find_to_confirm, link_url
from assessments.reviews.models import ReviewLink
from assessments.reviews.services import confirmation
from assessments.reviews.services import review_link as services
from assessments.reviews.services.review_link import is_barred
from assessments.reviews.shown import readers_of_review
from assessments.reviews.views.review import visible_review
from common.open_links import limited
from common.qr import qr_code
from common.show_refusal import refusals_on, refusals_told
from people.device import person_of_browser


@require_POST
def review_link_create(request, pk):
    """Make the third signer's link, or show the one that waits."""
    review, now = visible_review(request, pk), timezone.now()
    today = timezone.localdate(now)
    require(can_ask_third_signer(part_in_review(request.user, review, on=today)))
    with refusals_told(request):
        link = services.ask_third_signer(review=review, by=request.user, at=now, today=today)
        return redirect("assessments:review-link-detail", link.pk)
    return redirect("assessments:review-detail", pk)


@require_safe
def review_link_detail(request, pk):
    """The link and its QR code, for those who review; not for the learner."""
    link, review = _visible_link(request, pk)
    url = link_url(link) if link.is_usable(timezone.now()) else ""
    context = {
        "link": link,
        "review": review,
        "url": url,
        "qr": url and qr_code(url),
        "domains": accepted_domains(review.preceptorship),
        **people_of(review.preceptorship),
    }
    return render(request, "assessments/reviews/review_link_detail.html", context)


@require_POST
def review_link_withdraw(request, pk):
    link, _review = _visible_link(request, pk)
    now = timezone.now()
    with refusals_told(request):
        services.withdraw_link(link=link, by=request.user, at=now, today=timezone.localdate(now))
        messages.success(request, _("Withdrawn. The link no longer works."))
    return redirect("assessments:review-link-detail", pk)


# Whoever holds the link may open it; looking changes nothing, because scanners open links.
@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def review_sign(request, token):
    link, now = _found(find_link(token)), timezone.now()
    if not link.is_usable(now):
        return _over(request, link)

    form = _form(request, link)
    if form.is_valid():
        with refusals_on(form):
            services.sign_by_link(
                link=link,
                identity=form.identity,
                text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"],
                at=now,
                browser_of=person_of_browser(request),
            )
            return redirect("assessments:review-sign", token)

    if form.is_bound:
        # What they have before them when they press once more.
        link = _found(find_link(token))
        form.look_again(link.outcome.agreed)
    context = {"form": form, "link": link, "outcome": link.outcome, **_about(link)}
    return render(request, "assessments/reviews/review_sign.html", context)


@never_cache
@login_not_required
@limited
@require_http_methods(["GET", "HEAD", "POST"])
def review_link_confirm(request, token):
    """What was signed in one's name: "yes, I signed this", from any browser but the signers'."""
    link, now = _found(find_to_confirm(token)), timezone.now()
    if request.method == "POST":
        holder = person_of_browser(request)
        with refusals_told(request):
            confirmation.confirm_link(link=link, holder=holder, at=now)
        return redirect("assessments:review-link-confirm", token)

    context = {
        "link": link,
        "token": token,
        "is_over": link.signed_at is None or now >= link.disown_until,
        "is_barred": is_barred(person_of_browser(request), link.outcome),
        "can_confirm": link.status == ReviewLink.Status.SIGNED and now < link.confirm_until,
        **_about(link),
    }
    return render(request, "assessments/reviews/review_link_confirm.html", context)


@never_cache
@login_not_required
@limited
@require_POST
def review_link_disown(request, token):
    """This was not me: the coordinator is told."""
    link = _found(find_to_confirm(token))
    with refusals_told(request):
        confirmation.disown_link(link=link, at=timezone.now())
    return redirect("assessments:review-link-confirm", token)


def _form(request, link):
    outcome = link.outcome
    preceptorship = outcome.review.preceptorship
    return ReviewLinkForm(
        request.POST if request.method == "POST" else None,
        initial={"role": outcome.third_signer, "seen": outcome.agreed},
        learner=preceptorship.learner.person,
        readers=readers_of_review(preceptorship),
    )


def _over(request, link):
    """Used, withdrawn or too old: a page that says which, and nothing of the review."""
    is_sent = link.status in (ReviewLink.Status.SIGNED, ReviewLink.Status.CONFIRMED)
    context = {"link": link, "is_sent": is_sent, **_about(link)}
    status = 200 if is_sent else 410
    return render(request, "assessments/reviews/review_sign_over.html", context, status=status)


def _about(link):
    review = link.outcome.review
    domains = accepted_domains(review.preceptorship)
    return {"review": review, "domains": domains, **people_of(review.preceptorship)}


def _found(link):
    if link is None:
        raise Http404
    return link


def _visible_link(request, pk):
    """The link with its review, if this person may open that and hand the link on."""
    link = get_object_or_404(ReviewLink.objects.with_review(), pk=pk)
    review = visible_review(request, link.outcome.review_id)
    require(can_ask_third_signer(part_in_review(request.user, review, on=timezone.localdate())))
    return link, review
