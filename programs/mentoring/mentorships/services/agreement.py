"""What two people agree: each answers alone, they settle on one text, both accept it (M3)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.mentorships import notices
from programs.mentoring.mentorships.models import (
    Agreement,
    AgreementAnswer,
    AgreementSide,
    Mentorship,
    Topic,
)
from programs.mentoring.mentorships.services.mentorship import lock_mentorship


class AgreementError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def answer_agreement(
    *,
    mentorship: Mentorship,
    by: Person,
    answers: Mapping[Topic, str],
    is_done: bool,
    at: datetime,
) -> None:
    """Keep one's own answers; with ``is_done`` the other may see them, once they are done too.

    An empty text takes an answer back. What is done stays done: the two go on with one text.

    :raises AgreementError: if the mentorship has ended, or both have seen the answers.
    """
    mentorship = _lock_open(mentorship)
    if both_answered(mentorship):
        raise AgreementError(_("You have both answered. From now on, change the agreement itself."))
    for topic, text in answers.items():
        mine = {"mentorship": mentorship, "author": by, "topic": topic}
        if text:
            AgreementAnswer.objects.update_or_create(**mine, defaults={"text": text})
        else:
            AgreementAnswer.objects.filter(**mine).delete()
    if not is_done:
        return
    side = {"mentorship": mentorship, "person": by}
    __, is_new = AgreementSide.objects.get_or_create(**side, defaults={"answered_at": at})
    if is_new:
        notices.agreement_answered(mentorship, by=by, at=at)


@transaction.atomic
def write_agreement(
    *,
    mentorship: Mentorship,
    by: Person,
    clauses: Mapping[Topic, str],
    revision: int,
    at: datetime,
) -> Agreement:
    """Put the common text into words; whoever writes it accepts it by that.

    ``revision`` is that of the draft one started from, 0 where there was none. The other's
    yes to an earlier wording does not hold for this one.

    :raises AgreementError: if the other one has changed it meanwhile, it says nothing or
        what stands there already, or the mentorship has ended.
    """
    mentorship = _lock_open(mentorship)
    clauses = {topic: text for topic, text in clauses.items() if text}
    if not clauses:
        raise AgreementError(_("Fill in at least one topic."))
    draft = _draft(mentorship)
    if revision != (draft.revision if draft else 0):
        raise AgreementError(_somebody_was_faster(mentorship, by))
    _require_change(mentorship, draft, clauses, by=by)
    if draft is None:
        draft = Agreement(mentorship=mentorship, number=mentorship.agreements.count() + 1)
        draft.revision = 0
    draft.clauses, draft.edited_by, draft.edited_at = clauses, by, at
    draft.revision += 1
    draft.mentee_accepted_at = draft.mentor_accepted_at = None
    setattr(draft, mentorship.acceptance_of(by), at)
    draft.save()
    notices.agreement_written(draft, by=by, at=at)
    return draft


@transaction.atomic
def accept_agreement(*, mentorship: Mentorship, by: Person, revision: int, at: datetime) -> bool:
    """Accept the wording one has seen; return whether it holds for both from now on.

    :raises AgreementError: if it has changed since, or there is none to accept.
    """
    mentorship = _lock_open(mentorship)
    draft = _draft(mentorship)
    if draft is None:
        raise AgreementError(_("There is nothing to agree to. The agreement hasn't changed."))
    if draft.revision != revision:
        raise AgreementError(_somebody_was_faster(mentorship, by))
    setattr(draft, mentorship.acceptance_of(by), at)
    if draft.mentee_accepted_at and draft.mentor_accepted_at:
        draft.agreed_at = at
        notices.agreement_made(draft, by=by, at=at)
    draft.save()
    return draft.agreed_at is not None


@transaction.atomic
def discard_agreement_draft(*, mentorship: Mentorship, at: datetime) -> None:
    """Drop the draft of a next version; what was agreed before goes on holding."""
    Agreement.objects.draft().filter(mentorship=_lock_open(mentorship)).delete()
    notices.agreement_discarded(mentorship, at=at)


def both_answered(mentorship: Mentorship) -> bool:
    return mentorship.agreement_sides.count() == 2


def _lock_open(mentorship):
    mentorship = lock_mentorship(mentorship)
    if not mentorship.is_open or mentorship.is_proposed:
        raise AgreementError(_("This mentorship has ended."))
    return mentorship


def _require_change(mentorship, draft, clauses, *, by):
    """Nobody is asked to agree to their own words, or to what holds already."""
    in_force = Agreement.objects.in_force().filter(mentorship=mentorship)
    base = draft or in_force.order_by("-number").first()
    if base is None or clauses != base.clauses:
        return
    if draft and draft.edited_by_id != by.pk:
        raise AgreementError(_("Nothing was changed. To accept it, agree to it."))
    raise AgreementError(_("Nothing was changed."))


def _draft(mentorship):
    return Agreement.objects.draft().filter(mentorship=mentorship).first()


def _somebody_was_faster(mentorship, by):
    words = _(
        "%(name)s has changed the agreement in the meantime. Have a look, then continue from there."
    )
    return words % {"name": mentorship.partner_of(by).name}
