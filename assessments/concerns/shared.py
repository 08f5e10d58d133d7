"""What of concerns and plans those who work with a learner may read: never what is not released."""

from collections.abc import Iterable
from datetime import date

from assessments.concerns.models import ActionPlan, Concern
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.registry import Section


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
        aims = [aim for aim in plan.aims.all() if aim.withdrawn_at is None]
        yield "assessments/concerns/_hand_over.html", {"plan": plan, "aims": aims}
    released = Concern.objects.released().filter(preceptorship=preceptorship)
    yield (
        "assessments/concerns/_hand_over_released.html",
        {"concerns": released.select_related("released_by")},
    )
