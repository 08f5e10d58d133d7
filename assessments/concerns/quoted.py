"""What somebody wrote about a learner elsewhere, to be quoted in a concern.

Only their own words: what a learner wrote to learn from is no evidence against them (P12).
"""

from uuid import UUID

from assessments.practice.models import PracticeNote
from assessments.sign_offs.models import SignOff
from people.models import Person
from programs.preceptorships.models import Preceptorship


def quotation(preceptorship: Preceptorship, about: str, *, by: Person) -> str:
    """Return what ``by`` wrote in the note or signature of that id; nothing if it isn't theirs."""
    try:
        key = UUID(about)
    except ValueError:
        return ""
    for find in (_practice_note, _comment):
        if text := find(preceptorship, key, by):
            return text
    return ""


def _practice_note(preceptorship, key, by):
    if preceptorship.learner.person_id == by.pk:
        return ""
    notes = PracticeNote.objects.filter(pk=key, preceptorship=preceptorship, author=by)
    return notes.values_list("text", flat=True).first()


def _comment(preceptorship, key, by):
    signed = SignOff.objects.filter(pk=key, preceptorship=preceptorship, assessor=by)
    return signed.values_list("entry__content__text", flat=True).first()
