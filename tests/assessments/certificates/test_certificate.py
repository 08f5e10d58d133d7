"""Deciding "achieved" issues a certificate that anybody can verify (P21, P28)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.certificates.models import Certificate, MentorshipOffer
from assessments.certificates.services.certificate import (
    CertificateError,
    reissue_certificate,
    withdraw_certificate,
)
from assessments.external.services.suspension import reinstate_sign_off, suspend_sign_off
from assessments.ledger.services.erasure import erase_names
from assessments.ledger.services.seal import take_seal
from assessments.sign_offs.services.sign_off import revoke_sign_off
from people.notices.models import Notice
from programs.cohorts.models import Method
from programs.preceptorships.completion import completion_facts
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptorship import (
    PreceptorshipError,
    complete_preceptorship,
    withdraw_preceptorship,
)
from programs.registry import CompletionFact
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of, complete, hold_final_review
from tests.assessments.ledger.tampering import as_owner
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
State = Certificate.State
LATER = NOON + timedelta(days=3)


def revoke(bedside, competency):
    sign_off = bedside.preceptorship.sign_offs.get(competency=competency)
    revoke_sign_off(sign_off=sign_off, by=bedside.dana, reason="Not seen.", at=LATER)


def decide(act, bedside, *, by=None, reason="Misspelled."):
    certificate = bedside.preceptorship.certificates.first()
    return act(certificate=certificate, by=by or bedside.dana, reason=reason, at=LATER)


def told(kind):
    shown = Notice.objects.filter(kind=kind, superseded_at=None)
    return set(shown.values_list("recipient__name", flat=True))


def test_p28_what_is_met_decides_nothing(three):
    for competency in (three.catheter, three.drain, three.blood):
        three.sign(competency=competency)
    hold_final_review(three)

    assert completion_facts(three.preceptorship, at=NOON) == [
        CompletionFact("Skills signed off: 3 of 3.", is_met=True),
        CompletionFact("Critical skills: 1 of 1.", is_met=True, blocks=True),
        CompletionFact(
            f"The final review was held on {TODAY:%-d %b %Y}.", is_met=True, blocks=True
        ),
    ]
    assert Preceptorship.objects.get().status == Preceptorship.Status.ACTIVE
    assert not Certificate.objects.exists()


def test_p28_what_is_not_met_is_told_from_what_is_and_from_what_blocks(client, three):
    three.preceptorship.program.preceptorship_rules.logged_hours_required = 450
    three.preceptorship.program.preceptorship_rules.save()
    three.sign(competency=three.catheter)
    client.force_login(three.dana)

    pages = [
        client.get(reverse(name, args=[three.preceptorship.pk])).content.decode()
        for name in ("programs:preceptorship-complete", "assessments:certificate-detail")
    ]

    for page in pages:
        assert "How it stands, as counted by the rules" in page
        assert "Critical skills: 0 of 1." in page
        # Hours and skills; the critical one; nothing.
        said = re.findall(r"[> ](met|not met[^<]*)</span>", page)
        assert sorted(said) == ["not met", *["not met, doesn't block completion"] * 2]


def test_p15_deciding_names_all_that_is_missing_and_issues_nothing(three):
    with pytest.raises(PreceptorshipError) as refusal:
        complete(three)

    assert str(refusal.value) == (
        f"The final review is not marked as done. {three.blood.title} is critical and not signed "
        "off yet."
    )
    assert not Certificate.objects.exists()


def test_p21_deciding_issues_a_certificate_with_every_skill_that_is_met(finished):
    facts = certificate_of(finished).facts

    assert facts["learner"] == {"name": "Amara Okafor"}
    assert facts["certificate"]["issued_by"] == "Dana Cole"
    assert facts["skills"] == {"met": 3, "asked": 3}
    assert [row["title"] for row in facts["competencies"]] == [
        str(finished.catheter),
        str(finished.drain),
        str(finished.blood),
    ]
    signature = facts["competencies"][0]["signatures"][0]
    assert signature["level"]["value"] == 4
    assert signature["observed_on"] == TODAY.isoformat()
    assert signature["method"] == Method.WORKPLACE
    assert signature["signed_by"] == "Priya Nair, RN"


def test_certificate_leaves_out_what_is_not_met_and_what_did_not_pass(three):
    three.sign(competency=three.blood)
    three.sign(competency=three.drain, level=2)
    hold_final_review(three)

    complete(three)

    facts = certificate_of(three).facts
    assert [row["title"] for row in facts["competencies"]] == [str(three.blood)]
    assert facts["skills"] == {"met": 1, "asked": 3}


def test_certificate_marks_prior_learning(three):
    prior = {"method": Method.PRIOR_LEARNING, "comment": "Certificate of 2024"}
    three.sign(competency=three.catheter, **prior)
    three.sign(competency=three.blood)
    hold_final_review(three)

    complete(three)

    marks = {
        row["title"]: row["signatures"][0]["is_prior_learning"]
        for row in certificate_of(three).facts["competencies"]
    }
    assert marks == {str(three.catheter): True, str(three.blood): False}


def test_certificate_prints_the_head_of_the_chain_and_the_last_seal(three, settings, tmp_path):
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    three.sign(competency=three.blood)
    take_seal(settings.SEAL_FILE, at=NOON)
    hold_final_review(three)

    complete(three)

    last = three.preceptorship.ledger_entries.last()
    facts = certificate_of(three).facts
    assert facts["ledger"] == {
        "record": str(three.preceptorship.pk),
        "entry": last.sequence,
        "hash": last.hash,
    }
    assert facts["seal"]["number"] == 1


def test_who_is_withdrawn_gets_no_certificate(three):
    acting = {"by": three.dana, "at": NOON, "today": TODAY}
    withdraw_preceptorship(preceptorship=three.preceptorship, reason="Moved away.", **acting)

    assert not Certificate.objects.exists()
    assert not MentorshipOffer.objects.exists()


def test_certificate_keeps_the_name_of_the_day_it_was_issued(finished):
    finished.amara.name = "Amara Bell"
    finished.amara.save()

    assert certificate_of(finished).facts["learner"]["name"] == "Amara Okafor"


def test_the_learner_hears_of_completion_and_certificate_in_one_notice(finished):
    assert told("certificate_issued") == {"Amara Okafor"}
    assert told("preceptorship_achieved") == {"Priya Nair", "Sam Okoye"}


def test_the_learner_hears_of_a_completion_without_a_certificate():
    """No record was ever opened, so there is nothing to print."""
    amara, dana = make.PersonFactory(name="Amara Okafor"), make.PersonFactory(name="Dana Cole")
    preceptorship = make.PreceptorshipFactory(learner__person=amara)
    held = {"kind": "final", "held_on": TODAY, "held_by": dana}
    make.ReviewFactory(preceptorship=preceptorship, **held)

    complete_preceptorship(preceptorship=preceptorship, by=dana, at=NOON, today=TODAY)

    assert told("preceptorship_achieved") == {"Amara Okafor"}
    assert told("certificate_issued") == set()


# --- What follows ------------------------------------------------------------------------


def test_a_revocation_after_completion_shows_at_once_and_the_coordinator_is_told(finished):
    assert certificate_of(finished).state == State.VALID

    revoke(finished, finished.drain)

    assert certificate_of(finished).state == State.IN_DOUBT
    assert told("certificate_in_doubt") == {"Dana Cole"}
    assert list(Certificate.objects.in_doubt()) == [certificate_of(finished)]


def test_a_signature_on_hold_puts_it_in_doubt_until_it_counts_again(finished):
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)
    suspend_sign_off(sign_off=sign_off, at=LATER)
    assert certificate_of(finished).state == State.IN_DOUBT

    sign_off.refresh_from_db()
    reinstate_sign_off(sign_off=sign_off, by=finished.dana, reason="Asked her.", at=LATER)

    assert certificate_of(finished).state == State.VALID
    assert told("certificate_in_doubt") == set()


def test_a_revocation_of_what_is_not_printed_changes_nothing(three):
    three.sign(competency=three.blood)
    three.sign(competency=three.drain, level=2)
    hold_final_review(three)
    complete(three)

    revoke(three, three.drain)

    assert certificate_of(three).state == State.VALID
    assert told("certificate_in_doubt") == set()


def test_reissue_prints_the_record_as_it_stands_now(finished):
    before = certificate_of(finished)
    revoke(finished, finished.drain)

    fresh = decide(reissue_certificate, finished)

    before.refresh_from_db()
    assert before.state == State.REPLACED
    assert (before.ended_by, before.end_reason) == (finished.dana, "Misspelled.")
    assert fresh.state == State.VALID
    assert fresh.facts["certificate"]["replaces"] == before.code
    assert fresh.facts["skills"] == {"met": 2, "asked": 3}
    assert told("certificate_in_doubt") == set()
    assert told("certificate_replaced") == {"Amara Okafor"}


def test_p28_reissue_prints_who_decided_beside_who_issues_it(finished):
    other = make.PersonFactory(name="Omar Haddad")
    make.ProgramCoordinatorFactory(program=finished.program, person=other)

    fresh = decide(reissue_certificate, finished, by=other)

    assert fresh.facts["program"]["decided_by"] == "Dana Cole"
    assert fresh.facts["certificate"]["issued_by"] == "Omar Haddad"


def test_reissue_refuses_while_something_critical_is_not_met(finished):
    revoke(finished, finished.blood)

    with pytest.raises(CertificateError, match="critical and not signed off yet"):
        decide(reissue_certificate, finished)

    assert certificate_of(finished).state == State.IN_DOUBT


def test_withdraw_tells_the_learner_and_shows_at_once(finished):
    decide(withdraw_certificate, finished)

    assert finished.preceptorship.certificates.get().state == State.WITHDRAWN
    assert told("certificate_withdrawn") == {"Amara Okafor"}
    assert told("certificate_issued") == set()


def test_withdrawn_certificate_can_be_issued_anew(finished):
    decide(withdraw_certificate, finished)

    fresh = decide(reissue_certificate, finished)

    assert fresh.state == State.VALID
    assert fresh.replaces.state == State.REPLACED


@pytest.mark.parametrize("act", [reissue_certificate, withdraw_certificate])
def test_certificate_needs_a_reason(finished, act):
    with pytest.raises(CertificateError, match="give a reason"):
        decide(act, finished, reason=" ")


@pytest.mark.parametrize("act", [reissue_certificate, withdraw_certificate])
@pytest.mark.parametrize("name", ["amara", "priya"])
def test_certificate_is_not_the_learners_nor_the_preceptors_to_decide(finished, act, name):
    with pytest.raises(CertificateError, match="Only a coordinator"):
        decide(act, finished, by=getattr(finished, name))


def test_nobody_decides_about_their_own_certificate(finished):
    make.ProgramCoordinatorFactory(program=finished.program, person=finished.amara)

    with pytest.raises(CertificateError, match="not for themselves"):
        decide(reissue_certificate, finished, by=finished.amara)


def test_withdraw_refuses_what_was_withdrawn_first(finished):
    decide(withdraw_certificate, finished)

    with pytest.raises(CertificateError, match="already been withdrawn or replaced"):
        decide(withdraw_certificate, finished)


def test_a_certificate_is_replaced_once(finished):
    before = certificate_of(finished)
    decide(reissue_certificate, finished)

    with pytest.raises(CertificateError, match="already been replaced"):
        reissue_certificate(certificate=before, by=finished.dana, reason="Again.", at=LATER)


def test_d3_what_was_withdrawn_stays_withdrawn_once_the_names_are_erased(finished):
    decide(withdraw_certificate, finished)
    root = make.AdministratorFactory()

    with as_owner():
        erase_names(preceptorship=finished.preceptorship, by=root, reason="Asked to.", at=LATER)

    assert finished.preceptorship.certificates.get().state == State.WITHDRAWN


def test_d3_erasing_the_names_of_a_record_erases_them_from_its_certificate(finished):
    root = make.AdministratorFactory()

    with as_owner():
        erase_names(preceptorship=finished.preceptorship, by=root, reason="Asked to.", at=LATER)

    certificate = certificate_of(finished)
    assert certificate.facts == {}
    assert certificate.state == State.ERASED
    with pytest.raises(CertificateError, match="names in this record were erased"):
        decide(reissue_certificate, finished)


# --- What the database keeps ---------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {"learner": {"name": "Somebody Else"}}},
        {"facts": {}},
        {"code": "AAAA-AAAA-AAAA"},
        {"head_hash": "0" * 64},
        {"issued_at": LATER},
    ],
    ids=str,
)
def test_what_was_printed_never_changes(finished, change):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Certificate.objects.update(**change)


def test_one_certificate_of_a_record_stands(finished):
    certificate = certificate_of(finished)
    fields = {"preceptorship": finished.preceptorship, "issued_by": finished.dana}

    with pytest.raises(IntegrityError, match="certificate_one_standing"), transaction.atomic():
        make.CertificateFactory(**fields, replaces=certificate)


def test_a_certificate_ends_for_a_reason_and_by_somebody(finished):
    with pytest.raises(IntegrityError, match="ended_for_a_reason"), transaction.atomic():
        Certificate.objects.update(ended_at=LATER, ended_by=finished.dana)


def test_a_certificate_does_not_replace_itself():
    pk = uuid4()

    with pytest.raises(IntegrityError, match="does_not_replace_itself"), transaction.atomic():
        make.CertificateFactory(id=pk, replaces_id=pk)


def test_a_certificate_has_no_facts_only_once_they_were_erased():
    with pytest.raises(IntegrityError, match="erased_has_no_facts"), transaction.atomic():
        make.CertificateFactory(facts={})
