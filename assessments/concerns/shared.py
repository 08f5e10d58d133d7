"""Whether a learner has anything to find under their action plans."""

from assessments.concerns.models import ActionPlan, Concern
from programs.preceptorships.models import Preceptorship


def has_something_shared(preceptorship: Preceptorship) -> bool:
    """A plan that was opened to them, or a concern that was released."""
    plans = ActionPlan.objects.opened().filter(preceptorship=preceptorship).order_by()
    released = Concern.objects.released().filter(preceptorship=preceptorship).order_by()
    return plans.values("pk").union(released.values("pk"), all=True).exists()
