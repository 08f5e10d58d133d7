"""What of concerns and plans those who work with a learner may read: never what is not released."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.concerns.models import ActionPlan, Concern, PlanAim
from common.dated import dated
from people.models import Person
from programs.preceptorships.models import Preceptorship, Review
from programs.registry import ReviewFact, Section


def has_something_shared(preceptorship: Preceptorship) -> bool:
    """A plan that was opened to them, or a concern that was released."""
    plans = ActionPlan.objects.opened().filter(preceptorship=preceptorship).order_by()
    released = Concern.objects.released().filter(preceptorship=preceptorship).order_by()
    return plans.values("pk").union(released.values("pk"), all=True).exists()


def shared_sections(preceptorship: Preceptorship, reader: Person, today: date) -> Iterable[Section]:
    """The aims of an open plan and what was released, for the hand-over card (P18).

    Whoever takes over helps with them.
    """
    plans = ActionPlan.objects.waiting().filter(preceptorship=preceptorship)
    for plan in plans.prefetch_related("aims"):
        yield "assessments/concerns/_hand_over.html", {"plan": plan, "aims": _aims(plan)}
    released = Concern.objects.released().filter(preceptorship=preceptorship)
    yield (
        "assessments/concerns/_hand_over_released.html",
        {"concerns": released.select_related("released_by")},
    )


def plan_facts(review: Review, reader: Person, since: date, until: date) -> Iterable[ReviewFact]:
    """The plan that runs today, for those who see the record today. Queries: two."""
    if not review.sees_plan:  # type: ignore[attr-defined]
        return
    plans = ActionPlan.objects.running().filter(preceptorship=review.preceptorship_id)
    for plan in plans.prefetch_related("aims"):
        aims = _aims(plan)
        met = sum(aim.result == PlanAim.Result.MET for aim in aims)
        words = {"met": met, "count": len(aims), "day": dated(plan.ends_on, "j F")}
        yield ReviewFact(
            label=_("Action plan"),
            value=_("%(met)d of %(count)d aims met, ends on %(day)s") % words,
            url=reverse("assessments:action-plan-detail", args=[plan.pk]),
            order=55,
            stays=False,
        )


def _aims(plan):
    return [aim for aim in plan.aims.all() if aim.withdrawn_at is None]
