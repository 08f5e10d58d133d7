"""How a preceptorship stands, as the rules count it: nobody has decided by that (P28)."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs import registry
from programs.preceptorships.models import Preceptorship
from programs.registry import CompletionFact


def completion_facts(preceptorship: Preceptorship, *, at: datetime) -> list[CompletionFact]:
    """Return what is met and what isn't; ``completion_blockers`` says what is missing."""
    stands = [fact for facts in registry.completion_facts for fact in facts(preceptorship, at)]
    for review in preceptorship.reviews.final().held().order_by("-held_on")[:1]:
        day = date_format(review.held_on, "j M Y")
        held = _("The final review was held on %(day)s.") % {"day": day}
        stands.append(CompletionFact(held, is_met=True, blocks=True))
    return stands
