"""Signing what was seen, and taking a signature back (P3 to P9)."""

from collections.abc import Collection
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.certificates.services.doubt import judge_certificate
from assessments.evidence.models import Evidence
from assessments.external.models import ExternalAssessor
from assessments.ledger import chain
from assessments.ledger.services.ledger import append_entry, signature_of, titles_of, words_of
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_revoke_sign_off, can_undo_sign_off
from assessments.progress.services import recount, recount_afresh
from assessments.sign_offs.models import CompetencyState, SignOff, SignOffRequest
from assessments.sign_offs.notices import tell_revoked, tell_signed
from assessments.sign_offs.services.assessor import judge_assessor
from assessments.sign_offs.services.same_person import join_signer
from assessments.sign_offs.services.sign_off_request import answer_requests, reopen_requests
from common.refusal import Refusal
from people.mail_addresses import is_address_of
from people.models import Person
from people.names import signing_name
from programs.cohorts.eligibility import Blocker
from programs.cohorts.models import Method
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Preceptorship


class SignOffError(Refusal):
    """A rule refused the request."""


class SignOffRefused(SignOffError):
    """Not the form is wrong: this person may not sign this, for the reasons in ``blockers``."""

    def __init__(self, blockers: tuple[Blocker, ...]):
        super().__init__(" ".join(blocker.text for blocker in blockers))
        self.blockers = blockers


def sign_off_competency(
    *,
    preceptorship: Preceptorship,
    competency: Competency,
    by: Person | ExternalAssessor,
    level: RatingLevel,
    method: str,
    observed_on: date,
    idempotency_key: UUID,
    at: datetime,
    today: date,
    comment: str = "",
    request: SignOffRequest | None = None,
    evidence: Collection[Evidence] = (),
    channel: str = SignOff.Channel.ACCOUNT,
) -> SignOff:
    """Sign one observed performance, for ever (P7), and count the progress it makes.

    Ledger, record, state, counters and the learner's notice are written in one transaction
    under the lock of the preceptorship; ``request``, and any other to this assessor for that
    day, is answered by it. The hashes of ``evidence`` are part of what is signed. The same
    ``idempotency_key`` again changes nothing and returns the same record: a double click
    signs once.

    :raises SignOffRefused: if the person may not sign for that day (P4, P8).
    :raises SignOffError: if it was signed already, or date, method or level will not do
        (P2, P3, P6, P9).
    """
    signing = SignOff(
        preceptorship=preceptorship,
        competency=competency,
        **_signer(by),
        channel=channel,
        level=level,
        method=method,
        observed_on=observed_on,
        signed_at=at,
        idempotency_key=idempotency_key,
    )
    try:
        return _sign(signing, by, comment.strip(), request, evidence, today=today)
    except IntegrityError as error:
        # The lock makes this unreachable but for a key that another record holds.
        raise SignOffError(_("This is already signed. Nothing was signed twice.")) from error


@transaction.atomic
def _sign(sign_off, by, comment, request, evidence, *, today):
    preceptorship, at = sign_off.preceptorship, sign_off.signed_at
    lock_record(preceptorship)
    if isinstance(by, Person):
        join_signer(preceptorship, by)
    before = _signed_before(sign_off)
    for earlier in before:
        if earlier.idempotency_key == sign_off.idempotency_key:
            return _same(earlier, sign_off)
    state = _check(sign_off, by, comment, today=today)
    _check_new(before, by, sign_off.observed_on, at=at)
    _record(sign_off, comment, _own(evidence, sign_off), today=today)
    recount(state, [*before, sign_off], preceptorship)
    answer_requests(sign_off, request)
    if not sign_off.is_unconfirmed:
        tell_signed(sign_off, at=at)
    return sign_off


def _check(sign_off, by, comment, *, today):
    """Refuse what may not be signed, note what was set aside for it, and return the state."""
    preceptorship, competency = sign_off.preceptorship, sign_off.competency
    method, observed_on = sign_off.method, sign_off.observed_on
    state = _check_what(preceptorship, competency, sign_off.level, method)
    _check_when(preceptorship, competency, method, observed_on, comment, today=today)
    _check_channel(sign_off.channel, state)
    sign_off.override = _check_who(preceptorship, by, method, observed_on, today=today)
    return state


@transaction.atomic
def revoke_sign_off(*, sign_off: SignOff, by: Person, reason: str, at: datetime) -> None:
    """Take a signature back with a reason; record and reason stay readable (P7).

    Progress is counted again at once. What was signed is never edited: a correction is this
    and a new signature.

    :raises SignOffError: if it was revoked first, the reason is empty, or ``by`` may not.
    """
    reason = reason.strip()
    if not reason:
        raise SignOffError(_("Please give a reason. It stays with the record."))
    preceptorship = sign_off.preceptorship
    lock_record(preceptorship)
    current = SignOff.objects.select_related("competency", "revoked_by").get(pk=sign_off.pk)
    if current.revoked_at:
        words = {"name": current.revoked_by, "time": _moment(current.revoked_at)}
        raise SignOffError(_("%(name)s revoked this already, %(time)s.") % words)
    current.preceptorship = preceptorship
    if not can_revoke_sign_off(by, current):
        raise SignOffError(_("Only the person who signed, or a coordinator, can revoke this."))

    entry = append_entry(
        preceptorship=preceptorship,
        act=chain.Revocation(sign_off=current.pk, revoked_by=by.pk),
        content=_content(preceptorship, by, reason, at=at),
        at=at,
    )
    current.revocation, current.revoked_at, current.revoked_by = entry, entry.recorded_at, by
    current.save(update_fields=["revocation", "revoked_at", "revoked_by"])
    recount_afresh(preceptorship, current.competency)
    tell_revoked(current, by=by, at=at)
    judge_certificate(preceptorship, at=at)


@transaction.atomic
def undo_sign_off(*, sign_off: SignOff, by: Person, at: datetime) -> None:
    """Take back what one signed by mistake minutes ago: a revocation that says so (P7).

    What it answered waits again.

    :raises SignOffError: after ten minutes, or if ``by`` did not sign it or may not revoke it.
    """
    _undo(sign_off, by=by, at=at)
    reopen_requests([sign_off], at=at)


@transaction.atomic
def undo_act(*, sign_off: SignOff, by: Person, at: datetime) -> int:
    """Take back all that was signed for the learner in the same act; return how many.

    :raises SignOffError: as for one.
    """
    lock_record(sign_off.preceptorship)
    signed = SignOff.objects.standing().same_act(sign_off).select_related("competency")
    undone = list(signed.order_by("pk"))
    for each in undone or [sign_off]:
        each.preceptorship = sign_off.preceptorship
        _undo(each, by=by, at=at)
    reopen_requests(undone, at=at)
    return len(undone)


def methods_for(preceptorship: Preceptorship, competency: Competency) -> list[str]:
    """Return the methods that are accepted for a competency here (P9), in their order.

    Those that the program accepted when the record was opened, as all else that it asked (P2).
    """
    states = preceptorship.competency_states.filter(competency=competency)
    return _in_order(states.values_list("methods", flat=True).order_by().first() or ())


def methods_by_competency(preceptorship: Preceptorship) -> dict[UUID, list[str]]:
    """Return the same of every competency that is asked for."""
    rows = preceptorship.competency_states.values_list("competency", "methods")
    return {competency: _in_order(methods) for competency, methods in rows}


def _undo(sign_off, *, by, at):
    if not can_undo_sign_off(by, sign_off, at=at):
        raise SignOffError(_("This can no longer be undone. You can revoke it, with a reason."))
    reason = _("Undone within ten minutes of signing.")
    revoke_sign_off(sign_off=sign_off, by=by, reason=reason, at=at)


def _in_order(methods):
    return [method for method in Method.values if method in methods]


def _signed_before(sign_off):
    """Return what is signed for its competency and not revoked, and what this form signed."""
    same = {"preceptorship": sign_off.preceptorship, "competency": sign_off.competency}
    of_competency = Q(**same, revoked_at=None)
    signed = SignOff.objects.filter(of_competency | Q(idempotency_key=sign_off.idempotency_key))
    return list(signed.select_related("level__scale", "external"))


def _same(done, sign_off):
    facts = attrgetter("preceptorship_id", "competency_id", "signer_id")
    if facts(done) != facts(sign_off):
        raise SignOffError(_("This form has already been sent. Please open it again."))
    return done


def _check_what(preceptorship, competency, level, method):
    """Return the competency's state: it is asked for, the level on the program's scale."""
    if competency.is_group:
        raise SignOffError(_("This is a group. Sign the skills in it."))
    states = CompetencyState.objects.filter(preceptorship=preceptorship, competency=competency)
    state = states.order_by().first()
    if competency.version_id != preceptorship.framework_version_id or state is None:
        raise SignOffError(_("This skill is not part of this record."))
    if level.scale_id != preceptorship.program.preceptorship_rules.rating_scale_id:
        raise SignOffError(_("This level is not on the scale of the program."))
    if method not in state.methods:
        raise SignOffError(_("The program doesn't accept this way of assessing here."))
    return state


def _check_when(preceptorship, competency, method, observed_on, comment, *, today):
    """From the start of the preceptorship to the signing date; earlier with evidence (P6)."""
    if observed_on > today:
        raise SignOffError(_("That day is in the future. Sign once you have seen it."))
    if method == Method.PRIOR_LEARNING:
        if not comment:
            raise SignOffError(_("Prior learning needs evidence. Name it in the comment."))
        return
    if observed_on < preceptorship.starts_on:
        words = {"day": date_format(preceptorship.starts_on, "j M Y")}
        # Advised only where the program takes it.
        if Method.PRIOR_LEARNING in methods_for(preceptorship, competency):
            advice = _("The record began on %(day)s. Sign earlier work as prior learning.")
        else:
            advice = _("The record began on %(day)s. Choose that day or a later one.")
        raise SignOffError(advice % words)


def _check_who(preceptorship, by, method, observed_on, *, today):
    """Return the exception on which the assessor's eligibility rests, if it needs one (P8).

    Prior learning is judged, not observed: there the day of judging counts, which is today.
    Who has no account is not one of the program's assessors; the record says so (P11).
    """
    if isinstance(by, ExternalAssessor):
        _check_external(preceptorship, by)
        return None
    on = today if method == Method.PRIOR_LEARNING else observed_on
    judgement = judge_assessor(preceptorship, by, on=on, today=today)
    if not judgement.is_allowed:
        raise SignOffRefused(judgement.blockers)
    return judgement.override


def _check_external(preceptorship, by):
    if not preceptorship.is_open:
        raise SignOffError(_("This record is closed, so nothing more can be signed."))
    if is_address_of(by.email, preceptorship.learner.person):
        raise SignOffError(_("You can't sign yourself off."))


def _check_channel(channel, state):
    """What is critical is signed by whoever is logged in as themselves."""
    if state.is_critical and channel != SignOff.Channel.ACCOUNT:
        raise SignOffError(
            _("This one is critical, so it can only be signed from the signer's own account.")
        )


def _signer(by):
    return {"external": by} if isinstance(by, ExternalAssessor) else {"assessor": by}


def _own(evidence, sign_off):
    """The evidence that lies beside this competency: no other can be signed with it."""
    beside = (sign_off.preceptorship_id, sign_off.competency_id)
    strange = [file for file in evidence if (file.preceptorship_id, file.competency_id) != beside]
    if strange:
        raise SignOffError(_("This evidence belongs to another skill."))
    return evidence


def _check_new(before, by, observed_on, *, at):
    """One per preceptorship, competency, assessor and observed date (P3)."""
    for earlier in before:
        if earlier.is_lapsed(at):
            continue
        if (earlier.signer_key, earlier.observed_on) == (_key(by), observed_on):
            words = {"name": by, "time": _moment(earlier.signed_at)}
            raise SignOffError(_("%(name)s signed this already for that day, %(time)s.") % words)


def _key(by):
    return by.person_id or by.pk if isinstance(by, ExternalAssessor) else by.pk


def _is_late(sign_off, *, today):
    """Whether it is signed more than the program's days after it was seen (P6)."""
    if sign_off.method == Method.PRIOR_LEARNING:
        return False
    allowed = sign_off.preceptorship.program.preceptorship_rules.late_after_days
    return (today - sign_off.observed_on).days > allowed


def _record(sign_off, comment, evidence, *, today):
    """Judge what follows from the level and the day, and sign it into the ledger."""
    preceptorship, level = sign_off.preceptorship, sign_off.level
    sign_off.is_pass = level.scale.is_pass(level.value)
    sign_off.is_late = _is_late(sign_off, today=today)
    sign_off.entry = append_entry(
        preceptorship=preceptorship,
        act=signature_of(sign_off, evidence),
        content=_content(
            preceptorship,
            sign_off.signer,
            comment,
            at=sign_off.signed_at,
            override=words_of(sign_off.override),
            titles=titles_of(evidence),
        ),
        at=sign_off.signed_at,
    )
    sign_off.signed_at = sign_off.entry.recorded_at
    sign_off.save(force_insert=True)
    if evidence:
        sign_off.evidence.set(evidence)


def _content(preceptorship, by, text, *, at, **beside):
    return chain.Content(
        signed_as=by.name_as_signed
        if isinstance(by, ExternalAssessor)
        else signing_name(by, at=at),
        learner_name=preceptorship.learner.person.name,
        text=text,
        identity=by.email if isinstance(by, ExternalAssessor) else "",
        **beside,
    )


def _moment(at):
    return date_format(at.astimezone(timezone.get_current_timezone()), "j M Y, H:i")
