"""One act of signing that answers several requests, each its own entry (P10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.sign_offs.models import SignOff, SignOffRequest
from assessments.sign_offs.services.sign_off import SignOffError, sign_off_competency
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import RatingLevel
from programs.preceptorships.models import Preceptorship


class BulkSignOffError(Refusal):
    """Nothing was signed. ``row`` is the place of what stood in the way, or None for all."""

    def __init__(self, message: str, row: int | None = None):
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One request with what its assessor saw: no day and no level is taken for another's."""

    request: SignOffRequest
    level: RatingLevel
    method: str
    observed_on: date
    idempotency_key: UUID
    comment: str = ""


@transaction.atomic
def sign_requests(
    *,
    preceptorship: Preceptorship,
    judged: Sequence[Judged],
    by: Person,
    at: datetime,
    today: date,
) -> list[SignOff]:
    """Sign all of them or none, at most as many as the program allows, none critical (P10).

    :raises BulkSignOffError: with the row that a rule refused.
    """
    most = preceptorship.program.preceptorship_rules.bulk_limit
    if len(judged) > most:
        raise BulkSignOffError(_("You can sign up to %(most)d at once.") % {"most": most})
    lock_record(preceptorship)
    _check_critical(preceptorship, judged)
    signed = []
    for row, judgement in enumerate(judged):
        try:
            signed.append(
                sign_off_competency(
                    preceptorship=preceptorship,
                    competency=judgement.request.competency,
                    by=by,
                    level=judgement.level,
                    method=judgement.method,
                    observed_on=judgement.observed_on,
                    idempotency_key=judgement.idempotency_key,
                    comment=judgement.comment,
                    request=judgement.request,
                    at=at,
                    today=today,
                )
            )
        except SignOffError as error:
            raise BulkSignOffError(str(error), row) from error
    return signed


def _check_critical(preceptorship, judged):
    states = preceptorship.competency_states.filter(is_critical=True)
    critical = set(states.values_list("competency", flat=True))
    for row, judgement in enumerate(judged):
        if judgement.request.competency_id in critical:
            raise BulkSignOffError(_("This one is critical and has to be signed separately."), row)
