"""How somebody has been, in three answers: their own, and given to a mentor one by one (M11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.reflection.models import WellBeing


class WellBeingError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def write_well_being(
    *,
    by: Person,
    at: datetime,
    energy: int | None = None,
    support: int | None = None,
    balance: int | None = None,
    text: str = "",
    mentorship: Mentorship | None = None,
) -> WellBeing:
    """Keep what was answered, for oneself or for the mentor of one mentorship too.

    :raises WellBeingError: if nothing was answered, or the mentorship does not run or is
        not one in which the author is the mentee.
    """
    answers = {"energy": energy, "support": support, "balance": balance}
    if not text and not any(answer is not None for answer in answers.values()):
        raise WellBeingError(_("Answer one of the questions, or write a few words."))
    if mentorship:
        _require_running(mentorship, by)
    return WellBeing.objects.create(
        author=by, text=text, written_at=at, shared_with=mentorship, **answers
    )


def make_well_being_private(*, entry: WellBeing) -> None:
    """Take one back from its mentor, at once. There is no way to give one later."""
    WellBeing.objects.filter(pk=entry.pk).update(shared_with=None)


def remove_well_being(*, entry: WellBeing) -> None:
    """For everybody and for good."""
    WellBeing.objects.filter(pk=entry.pk).delete()


def _require_running(mentorship, by):
    running = Mentorship.objects.running().select_for_update(of=("self",), no_key=True)
    if not running.filter(pk=mentorship.pk, learner__person=by).exists():
        raise WellBeingError(_("You can only share it in a current mentorship of yours."))
