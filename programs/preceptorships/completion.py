"""What is met of a preceptorship, as the rules count it: nobody has decided by that (P28)."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs import registry
from programs.preceptorships.models import Preceptorship


def completion_facts(preceptorship: Preceptorship, *, at: datetime) -> list[str]:
    """Return each as a sentence; ``completion_blockers`` says what is missing."""
    met = [text for facts in registry.completion_facts for text in facts(preceptorship, at)]
    for review in preceptorship.reviews.final().held().order_by("-held_on")[:1]:
        day = date_format(review.held_on, "j M Y")
        met.append(_("The final review was held on %(day)s.") % {"day": day})
    return met
