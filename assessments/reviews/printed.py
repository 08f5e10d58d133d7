"""A signed review in words for ``templates/pdf/story.typ`` (P27)."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.reviews.shown import Shown, ShownPart
from programs.preceptorships.models import Review


def printed(review: Review, record: Shown) -> dict[str, Any]:
    """Return what everybody signed: outcome, next date, each part with its signature."""
    preceptorship, outcome = review.preceptorship, record.outcome
    about = _("%(program)s. Took place on %(day)s.")
    return {
        "title": _("%(review)s of %(name)s")
        % {"review": review.name, "name": preceptorship.learner.person},
        "tone": "teal",
        "subtitle": about % {"program": preceptorship.program, "day": _day(review.held_on)},
        "page_of": _("Page {page} of {pages}"),
        "sections": [
            {"title": _("Agreed"), "tone": "teal", "items": list(_agreed(outcome, record))},
            {"title": _("What each wrote"), "tone": "teal", "items": _parts(record)},
            {
                "title": _("In the ledger"),
                "tone": "teal",
                "text": _(
                    "Signed by everyone on %(day)s and written into the ledger as entry "
                    "%(number)d, with the hash %(hash)s."
                )
                % {
                    "day": _when(max(part.signed_at for part in record.parts)),
                    "number": outcome.entry.sequence,
                    "hash": outcome.entry.hash,
                },
                "items": [],
            },
        ],
    }


def _agreed(outcome, record):
    yield {"title": _("Outcome"), "text": outcome.get_outcome_display()}
    if outcome.next_on:
        yield {"title": _("Next review"), "text": _day(outcome.next_on)}
    if record.reason:
        yield {"title": _("Why it was corrected"), "text": record.reason}


def _parts(record):
    if record.is_erased:
        return [{"title": _("Erased"), "text": _("Names and words were erased.")}]
    return [_part(part) for part in record.parts]


def _part(part: ShownPart):
    signed = _("signed by %(name)s on %(day)s") % {
        "name": part.who,
        "day": _when(part.signed_at),
    }
    return {
        "title": part.title,
        "facts": [signed],
        "text": "\n".join(filter(None, [part.text, part.ahead])),
    }


def _day(day):
    return date_format(day, "j F Y")


def _when(moment):
    return date_format(timezone.localtime(moment), "j F Y, H:i")
