"""What somebody wrote about a learner elsewhere, to be quoted in a concern.

Only their own words: what a learner wrote to learn from is no evidence against them (P12).
"""

from django.utils.translation import gettext as _

from assessments.practice.models import PracticeNote
from assessments.sign_offs.models import SignOff
from common.ids import uuids_in
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import is_learner_of
from programs.shifts.models import ShiftNote


def quotation(preceptorship: Preceptorship, about: str, *, by: Person) -> str:
    """Return what ``by`` wrote in the note or signature of that id; none of others."""
    if is_learner_of(by, preceptorship):
        return ""
    ways = (_practice_note, _comment, _shift_note)
    found = (find(preceptorship, key, by) for key in uuids_in([about]) for find in ways)
    return next(filter(None, found), "")


def _practice_note(preceptorship, key, by):
    notes = PracticeNote.objects.filter(pk=key, preceptorship=preceptorship, author=by)
    return notes.values_list("text", flat=True).first()


def _comment(preceptorship, key, by):
    signed = SignOff.objects.filter(pk=key, preceptorship=preceptorship, assessor=by)
    return signed.values_list("entry__content__text", flat=True).first()


def _shift_note(preceptorship, key, by):
    note = ShiftNote.objects.filter(pk=key, shift__preceptorship=preceptorship, author=by).first()
    if note is None:
        return ""
    parts = ((_("Went well"), note.went_well), (_("Next time"), note.next_time))
    return "\n".join(f"{label}: {words}" for label, words in parts if words)
