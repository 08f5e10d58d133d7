"""Signing: what is written, and the rules P2 to P9 that refuse."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import (
    SignOffError,
    SignOffRefused,
    revoke_sign_off,
    sign_off_competency,
)
from people.models import Approval, Credential
from people.notices.models import Notice
from programs.cohorts.models import Method
from programs.preceptorships.models import PreceptorAssignment
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.ledger.tampering import execute
from tests.factories import NOON, TODAY

NEXT_MINUTE, EVENING = NOON + timedelta(minutes=1), NOON + timedelta(hours=6)


def test_sign_off_competency_writes_the_record(bedside):
    sign_off = bedside.sign(comment="Explained every step.")

    assert (sign_off.assessor, sign_off.level, sign_off.is_pass, sign_off.is_late) == (
        bedside.priya,
        bedside.levels[4],
        True,
        False,
    )
    content = sign_off.entry.content
    assert (content.signed_as, content.learner_name, content.text) == (
        "Priya Nair, RN",
        "Amara Okafor",
        "Explained every step.",
    )


def test_sign_off_competency_makes_progress_at_once(bedside):
    bedside.sign()

    state, progress = bedside.state(), bedside.progress
    assert (state.passes, state.assessors, state.achieved_at) == (1, 1, NOON)
    assert (state.latest_level, state.best_level) == (bedside.levels[4], bedside.levels[4])
    assert (progress.total, progress.achieved, progress.last_signed_at) == (1, 1, NOON)


def test_sign_off_competency_tells_the_learner(bedside):
    bedside.sign(comment="Secret of the bedside.")

    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (bedside.amara, "sign_off_recorded")
    assert notice.data == {
        "by": "Priya Nair",
        "competency": bedside.catheter.title,
        "observed_on": TODAY.isoformat(),
    }


def test_sign_off_competency_chains_the_entries(bedside):
    first = bedside.sign().entry
    second = bedside.sign(by=bedside.sam).entry

    assert (second.sequence, second.previous_hash) == (first.sequence + 1, first.hash)


def test_sign_off_competency_with_the_same_key_signs_once(bedside):
    key = uuid4()
    first = bedside.sign(idempotency_key=key)

    again = bedside.sign(idempotency_key=key, at=NEXT_MINUTE)

    assert again == first
    assert LedgerEntry.objects.exclude(kind="require").count() == 1


def test_sign_off_competency_refuses_a_key_of_another_form(bedside):
    key = uuid4()
    bedside.sign(idempotency_key=key)

    with pytest.raises(SignOffError, match="already been sent"):
        bedside.sign(idempotency_key=key, by=bedside.sam)


def test_p2_a_competency_outside_the_pinned_version_is_refused(bedside):
    newer = make.CompetencyFactory()
    make.ProgramCompetencyFactory(program=bedside.program, competency=newer)

    with pytest.raises(SignOffError, match="not part of this record"):
        bedside.sign(competency=newer)


def test_p2_a_group_is_never_signed(bedside):
    with pytest.raises(SignOffError, match="group"):
        bedside.sign(competency=bedside.group)


def test_p3_the_same_day_by_the_same_assessor_counts_once(bedside):
    bedside.sign()

    with pytest.raises(SignOffError, match=r"Priya Nair signed this already .* 23 Nov 2026"):
        bedside.sign(at=NEXT_MINUTE)


def test_p3_the_database_refuses_the_same_day_twice(bedside):
    first = bedside.sign()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.SignOffFactory(
            preceptorship=bedside.preceptorship,
            competency=bedside.catheter,
            assessor=bedside.priya,
            level=first.level,
            entry=make.LedgerEntryFactory(
                preceptorship=bedside.preceptorship, sequence=2, previous_hash=first.entry.hash
            ),
        )


def test_p3_a_day_can_be_signed_again_after_a_revocation(bedside):
    revoke_sign_off(sign_off=bedside.sign(), by=bedside.priya, reason="Wrong level", at=NOON)

    bedside.sign(level=5, at=NEXT_MINUTE)

    assert bedside.state().passes == 1


def test_p3_two_people_are_needed_where_the_program_says_so(unopened_bedside):
    bedside = unopened_bedside
    escalate = bedside.ask("Escalate", position=2, observations_required=2, assessors_required=2)
    bedside.open()

    bedside.sign(competency=escalate, observed_on=days_ago(1))
    bedside.sign(competency=escalate)
    alone = bedside.state(escalate).achieved_at
    bedside.sign(competency=escalate, by=bedside.sam, at=NEXT_MINUTE)

    assert alone is None
    assert bedside.state(escalate).achieved_at == NEXT_MINUTE


def test_p3_a_critical_one_waits_for_the_workplace(unopened_bedside):
    bedside = unopened_bedside
    escalate = bedside.ask("Escalate", position=2, is_critical=True)
    bedside.open()

    bedside.sign(competency=escalate, method=Method.SIMULATION, observed_on=days_ago(1))
    simulated = bedside.progress.critical_achieved
    bedside.sign(competency=escalate)

    assert (simulated, bedside.progress.critical_achieved) == (0, 1)


def test_p3_a_level_below_the_pass_level_does_not_count(bedside):
    sign_off = bedside.sign(level=3)

    assert sign_off.is_pass is False
    assert (bedside.state().attempts, bedside.state().passes) == (1, 0)
    assert bedside.state().clearance == "supervised"


def test_p4_nobody_signs_for_themselves(bedside):
    amara = make.PreceptorFactory(person=bedside.amara, eligible=True)
    make.PreceptorAssignmentFactory(
        preceptorship=bedside.preceptorship,
        preceptor=amara,
        role=PreceptorAssignment.Role.BACKUP,
    )

    with pytest.raises(SignOffRefused, match="sign yourself off"):
        bedside.sign(by=bedside.amara)


def test_p4_the_database_refuses_what_a_learner_signs(unopened_bedside):
    bedside = unopened_bedside
    with pytest.raises(IntegrityError, match="nobody signs for themselves"), transaction.atomic():
        make.SignOffFactory(preceptorship=bedside.preceptorship, assessor=bedside.amara)


@pytest.mark.parametrize("observed_on", [TODAY + timedelta(days=1), days_ago(57)])
def test_p6_outside_start_and_today_is_refused(bedside, observed_on):
    with pytest.raises(SignOffError, match=r"future|prior learning"):
        bedside.sign(observed_on=observed_on)


def test_p6_the_first_day_is_within(bedside):
    assert bedside.sign(observed_on=bedside.preceptorship.starts_on).is_late


@pytest.mark.parametrize(("days", "is_late"), [(7, False), (8, True)])
def test_p6_late_is_flagged_after_seven_days(bedside, days, is_late):
    assert bedside.sign(observed_on=days_ago(days)).is_late is is_late


def test_p6_prior_learning_may_be_earlier_with_evidence(bedside):
    long_ago = days_ago(400)

    with pytest.raises(SignOffError, match="evidence"):
        bedside.sign(method=Method.PRIOR_LEARNING, observed_on=long_ago)
    sign_off = bedside.sign(
        method=Method.PRIOR_LEARNING, observed_on=long_ago, comment="Certificate of 2025"
    )

    assert (sign_off.observed_on, sign_off.is_late) == (long_ago, False)


@pytest.mark.parametrize("by", ["priya", "dana"])
def test_p7_the_assessor_and_the_coordinator_can_revoke(bedside, by):
    sign_off = bedside.sign()

    revoke_sign_off(
        sign_off=sign_off, by=getattr(bedside, by), reason="Wrong learner", at=NEXT_MINUTE
    )

    sign_off.refresh_from_db()
    assert (sign_off.revoked_by, sign_off.revoked_at) == (getattr(bedside, by), NEXT_MINUTE)
    assert sign_off.revocation.content.text == "Wrong learner"


@pytest.mark.parametrize("by", ["amara", "sam"])
def test_p7_nobody_else_can_revoke(bedside, by):
    sign_off = bedside.sign()

    with pytest.raises(SignOffError, match="Only the person who signed"):
        revoke_sign_off(sign_off=sign_off, by=getattr(bedside, by), reason="No", at=NOON)


def test_p7_revoking_recounts_at_once_and_tells_the_learner(bedside):
    sign_off = bedside.sign()

    revoke_sign_off(sign_off=sign_off, by=bedside.priya, reason="Wrong level", at=EVENING)

    assert (bedside.state().passes, bedside.state().achieved_at) == (0, None)
    assert (bedside.progress.achieved, bedside.progress.last_signed_at) == (0, None)
    assert Notice.objects.filter(kind="sign_off_revoked", recipient=bedside.amara).count() == 1


def test_p7_a_revocation_needs_a_reason(bedside):
    with pytest.raises(SignOffError, match="give a reason"):
        revoke_sign_off(sign_off=bedside.sign(), by=bedside.priya, reason="  ", at=NOON)


def test_p7_a_revocation_happens_once(bedside):
    sign_off = bedside.sign()
    revoke_sign_off(sign_off=sign_off, by=bedside.priya, reason="Wrong level", at=NOON)

    with pytest.raises(SignOffError, match="Priya Nair revoked this already"):
        revoke_sign_off(sign_off=sign_off, by=bedside.dana, reason="Again", at=NOON)


@pytest.mark.parametrize(
    "change", [{"observed_on": days_ago(1)}, {"is_pass": False}, {"method": Method.TEST}]
)
def test_p7_the_database_refuses_to_change_what_was_signed(bedside, change):
    sign_off = bedside.sign()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SignOff.objects.filter(pk=sign_off.pk).update(**change)


def test_p7_the_database_refuses_to_delete_what_was_signed(bedside):
    bedside.sign()
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        execute("DELETE FROM assessments_signoff")


def test_p7_the_database_refuses_to_undo_a_revocation(bedside):
    sign_off = bedside.sign()
    revoke_sign_off(sign_off=sign_off, by=bedside.priya, reason="Wrong level", at=NOON)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SignOff.objects.filter(pk=sign_off.pk).update(
            revoked_at=None, revoked_by=None, revocation=None
        )


def test_p8_an_assessor_who_was_not_assigned_that_day_is_refused(bedside):
    tomas = make.PreceptorFactory(eligible=True)
    make.PreceptorAssignmentFactory(
        preceptorship=bedside.preceptorship,
        preceptor=tomas,
        role=PreceptorAssignment.Role.BACKUP,
        valid_from=TODAY,
    )

    with pytest.raises(SignOffRefused, match="on 22 Nov 2026"):
        bedside.sign(by=tomas.person, observed_on=days_ago(1))
    assert bedside.sign(by=tomas.person).assessor == tomas.person


def test_p8_an_assessor_who_was_replaced_no_longer_signs(bedside):
    PreceptorAssignment.objects.filter(preceptor__person=bedside.sam).update(valid_to=days_ago(1))

    with pytest.raises(SignOffRefused, match="not preceptor of Amara Okafor"):
        bedside.sign(by=bedside.sam, observed_on=days_ago(2))


def test_p8_a_coordinator_who_is_no_preceptor_here_cannot_sign(bedside):
    with pytest.raises(SignOffRefused):
        bedside.sign(by=bedside.dana)


def test_p8_approval_counts_on_the_observed_date(bedside):
    Approval.objects.filter(person=bedside.priya).update(valid_to=days_ago(3))

    assert bedside.sign(observed_on=days_ago(3))
    with pytest.raises(SignOffRefused, match="approval"):
        bedside.sign(observed_on=days_ago(2))


def test_p8_training_counts_on_the_observed_date(bedside):
    Credential.objects.filter(person=bedside.priya).update(valid_to=days_ago(3))

    assert bedside.sign(observed_on=days_ago(3))
    with pytest.raises(SignOffRefused, match="training"):
        bedside.sign(observed_on=days_ago(2))


def test_p8_a_lapsed_licence_is_refused(bedside):
    make.CredentialFactory(person=bedside.priya, kind=Credential.Kind.LICENCE, valid_to=days_ago(1))

    with pytest.raises(SignOffRefused, match="licence"):
        bedside.sign()


def test_p8_an_assessor_below_the_learners_level_is_refused(bedside):
    bedside.preceptorship.learner.level = 6
    bedside.preceptorship.learner.save()

    with pytest.raises(SignOffRefused, match="level 6"):
        bedside.sign()


def test_p8_a_coordinators_exception_stands_with_the_record(bedside):
    Approval.objects.filter(person=bedside.priya).delete()
    override = make.RuleOverrideFactory(
        program=bedside.program, guide=bedside.priya, learner=bedside.amara, rules=["P8", "P16"]
    )

    assert bedside.sign().override == override


def test_p8_an_exception_from_another_rule_does_not_help(bedside):
    Approval.objects.filter(person=bedside.priya).delete()
    make.RuleOverrideFactory(
        program=bedside.program, guide=bedside.priya, learner=bedside.amara, rules=["P16"]
    )

    with pytest.raises(SignOffRefused):
        bedside.sign()


def test_p8_an_exception_is_not_named_where_none_was_needed(bedside):
    make.RuleOverrideFactory(
        program=bedside.program, guide=bedside.priya, learner=bedside.amara, rules=["P8"]
    )

    assert bedside.sign().override is None


def test_p9_a_method_the_program_does_not_accept_is_refused(bedside):
    execute("UPDATE assessments_competencystate SET methods = '{workplace}'")

    with pytest.raises(SignOffError, match="way of assessing"):
        bedside.sign(method=Method.DISCUSSION)


def test_a_level_of_another_scale_is_refused(bedside):
    with pytest.raises(SignOffError, match="not on the scale"):
        bedside.sign(level=make.RatingLevelFactory(value=4))


def test_p23_a_closed_record_is_signed_no_more(bedside):
    bedside.preceptorship.status = "withdrawn"
    bedside.preceptorship.closed_at = NOON
    bedside.preceptorship.save()

    with pytest.raises(SignOffRefused, match="closed"):
        bedside.sign()


def test_a_refused_signature_leaves_nothing_behind(bedside):
    with pytest.raises(SignOffError):
        bedside.sign(by=bedside.dana)

    assert not LedgerEntry.objects.exclude(kind="require").exists()
    assert not Notice.objects.exists()


def test_sign_off_competency_has_the_arguments_its_callers_know():
    defaults = {"comment": "", "request": None, "evidence": ()}

    assert sign_off_competency.__kwdefaults__ == defaults | {"channel": SignOff.Channel.ACCOUNT}
