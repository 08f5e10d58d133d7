"""What falls away with an earlier end of a preceptorship, to be named before and after (P15)."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from common.dated import dated
from programs.preceptorships.models import Preceptorship, Review


def falls_away(preceptorship: Preceptorship, *, ends_on: date) -> tuple[QuerySet, QuerySet]:
    """Return the phases and the reviews for which an end on that day leaves no room."""
    regular = preceptorship.reviews.planned().exclude(kind=Review.Kind.FINAL)
    return (
        preceptorship.phases.filter(starts_on__gte=ends_on),
        regular.filter(due_on__gte=ends_on),
    )


def lost_words(preceptorship: Preceptorship, *, ends_on: date) -> list[str]:
    """Name each of them: "Review 3, due 5 Jan 2027"."""
    phases, reviews = falls_away(preceptorship, ends_on=ends_on)
    due, phase_words = _("%(review)s, due %(day)s"), _("the phase “%(name)s”")
    return [
        *(due % {"review": each.name, "day": dated(each.due_on)} for each in reviews),
        *(phase_words % {"name": each.name} for each in phases),
    ]


def moved_words(lost: Collection[str]) -> str:
    """Say that the end has moved, and what that took away."""
    moved = _("Moved. The final review is now due on the new end date.")
    if not lost:
        return moved
    cancelled = _("Cancelled: %(what)s.") % {"what": get_text_list(list(lost), _("and"))}
    return f"{moved} {cancelled}"
