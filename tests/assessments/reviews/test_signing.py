"""Signing a review, and the entry that all signatures make (P27)."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from assessments.ledger import chain
from assessments.ledger.services.ledger_export import export_lines
from assessments.ledger.services.sign_off_rebuild import rebuild_sign_offs
from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.services.correction import correct_review, discard_correction
from assessments.reviews.services.review_outcome import ReviewError
from assessments.reviews.shown import read_records
from people.notices.models import Notice
from tests.assessments.ledger.tampering import execute, triggers_lifted
from tests.assessments.reviews.meeting import ACHEBE, DAY, Meeting, complete, correct, problems
from tests.factories import NOON, TODAY
from tools import verify_export

pytestmark = pytest.mark.django_db


def test_a_review_that_did_not_take_place_is_not_signed():
    meeting = Meeting()
    meeting.agree()

    with pytest.raises(ReviewError, match="marked as done"):
        meeting.sign_part(meeting.priya)


def test_nobody_signs_before_an_outcome_is_chosen():
    meeting = Meeting().hold()

    with pytest.raises(ReviewError, match="outcome"):
        meeting.sign_part(meeting.amara)


def test_the_learner_signs_words_of_their_own():
    meeting = Meeting().hold()
    meeting.agree()

    with pytest.raises(ReviewError, match="Write a few words"):
        meeting.sign_part(meeting.amara, "  ")


def test_what_another_just_changed_is_not_signed_unseen():
    meeting = Meeting().hold()
    meeting.agree()
    seen = meeting.outcome.version
    meeting.agree("support_needed")

    with pytest.raises(ReviewError, match="Priya Nair changed this review"):
        meeting.sign_part(meeting.amara, "I agree.", seen=seen)
    assert meeting.part("learner").text == ""


def test_signing_twice_signs_once():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)

    again = meeting.sign_part(meeting.amara, at=NOON + timedelta(minutes=1))

    assert again.signed_at == NOON


def test_the_last_signature_makes_an_entry_of_the_ledger():
    meeting = complete()

    entry = meeting.outcome.entry
    facts = chain.facts_of(entry.canonical)
    assert (entry.kind, facts["outcome"], facts["review"]) == (
        "review",
        "on_track",
        str(meeting.review.pk),
    )
    signers = [role for role, _person, _at in facts["signatures"]]
    assert signers == ["learner", "preceptor", "coordinator"]


def test_the_entry_itself_holds_nothing_personal():
    entry = complete().outcome.entry

    assert "Calm with patients." not in entry.canonical
    assert "Calm with patients." in entry.content.text


def test_a_complete_record_is_read_with_the_names_and_words_that_were_signed():
    meeting = complete()

    shown = read_records(meeting.fresh(), on=TODAY)[0]

    assert [part.who for part in shown.parts] == ["Amara Okafor", "Priya Nair, RN", "Dana Cole"]
    assert {part.text for part in shown.parts} == {"Calm with patients."}
    assert not ReviewPart.objects.exclude(text="").exists()


def test_nothing_is_written_any_more_once_everybody_has_signed():
    meeting = complete()

    with pytest.raises(ReviewError, match="Everyone has signed"):
        meeting.write(meeting.priya, "Later.")


@pytest.mark.parametrize("model", [ReviewOutcome, ReviewPart])
def test_the_database_refuses_to_change_a_complete_record(model):
    complete()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        model.objects.first().save()


def test_the_next_review_follows_what_was_agreed():
    meeting = Meeting().hold()
    meeting.agree(next_on=TODAY + 30 * DAY)
    for person in (meeting.priya, meeting.amara, meeting.dana):
        meeting.sign_part(person)

    meeting.following.refresh_from_db()
    assert meeting.following.due_on == TODAY + 30 * DAY


def test_no_other_review_moves_once_the_next_one_has_taken_place():
    meeting = Meeting().hold()
    third = meeting.plan(3, due_on=TODAY + 120 * DAY)
    meeting.agree(next_on=TODAY + 30 * DAY)
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    meeting.following.held_on, meeting.following.held_by = TODAY, meeting.priya
    meeting.following.save()

    meeting.sign_part(meeting.dana)

    third.refresh_from_db()
    assert meeting.outcome.is_complete
    assert third.due_on == TODAY + 120 * DAY


def test_the_coordinator_is_asked_only_while_both_have_signed():
    meeting = Meeting().hold()
    meeting.agree()
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    asked = Notice.objects.filter(recipient=meeting.dana, kind="review_to_close")

    meeting.write(meeting.amara, "On second thought.")
    before = asked.filter(superseded_at=None).exists()
    meeting.sign_part(meeting.amara, "On second thought.")

    assert (before, asked.filter(superseded_at=None).exists()) == (False, True)


def test_another_outcome_does_not_ask_a_coordinator_who_signed_before_the_others():
    meeting = Meeting().hold()
    meeting.agree()
    for person in (meeting.amara, meeting.dana):
        meeting.sign_part(person)

    meeting.agree("support_needed")

    assert not Notice.objects.filter(recipient=meeting.dana, kind="review_to_close").exists()


def test_the_coordinator_is_asked_when_both_have_signed():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.priya)
    asked = Notice.objects.filter(recipient=meeting.dana, kind="review_to_close")
    before = asked.exists()

    meeting.sign_part(meeting.amara)

    assert (before, asked.exists()) == (False, True)


def test_everybody_hears_that_it_is_complete_ten_minutes_later():
    complete()

    told = Notice.objects.filter(kind="review_complete")
    assert set(told.values_list("recipient__name", flat=True)) == {"Amara Okafor", "Priya Nair"}
    assert {notice.created_at for notice in told} == {NOON + timedelta(minutes=10)}


# --- The ledger ---------------------------------------------------------------------------


def test_the_ledger_holds_with_a_signed_review():
    assert problems(complete()) == []


def test_sign_offs_are_rebuilt_beside_a_signed_review():
    meeting = complete()

    assert list(rebuild_sign_offs([meeting.preceptorship], check=True)) == []


def test_the_stand_alone_check_of_an_export_holds(tmp_path):
    meeting = complete()
    meeting.sign()
    export = tmp_path / "ledger.jsonl"
    export.write_text("\n".join(export_lines()))

    found, _summary = verify_export.verify(export)

    assert found == []


def test_a_learner_takes_along_what_they_read_of_a_review(tmp_path):
    meeting = complete()
    export = tmp_path / "record.jsonl"
    export.write_text("\n".join(export_lines(meeting.preceptorship)))

    assert "Calm with patients." in export.read_text()
    assert verify_export.verify(export)[0] == []


def test_a_learner_takes_no_address_of_a_third_signer_along():
    meeting = Meeting(third_signer="Ward manager").hold()
    meeting.agree()
    link = meeting.ask_third()
    meeting.sign_all()
    meeting.sign_by_link(link)
    meeting.confirm(link)

    lines = [json.loads(line) for line in export_lines(meeting.preceptorship)]

    assert ACHEBE.email in str(list(export_lines()))
    assert ACHEBE.email not in str(lines)
    assert [line["kind"] for line in lines if "withheld" in line] == ["review"]


TABLES = (
    "assessments_reviewoutcome",
    "assessments_reviewpart",
    "assessments_signaturecontent",
)


def tamper(statement):
    with triggers_lifted(*TABLES):
        execute(statement)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE assessments_reviewoutcome SET outcome = 'support_needed'", "outcome"),
        ("UPDATE assessments_reviewoutcome SET next_on = '2030-01-01'", "next_on"),
        (
            "UPDATE assessments_reviewpart SET signed_at = signed_at - interval '1 day'",
            "signatures",
        ),
        ("UPDATE programs_review SET held_on = held_on - 1", "held_on"),
        ("UPDATE assessments_signaturecontent SET text = '{}'", "comment were changed"),
        ("DELETE FROM assessments_reviewpart WHERE role = 'learner'", "signatures"),
        (
            "DELETE FROM assessments_reviewpart; DELETE FROM assessments_reviewoutcome",
            "its review is missing",
        ),
    ],
)
def test_verifying_names_what_was_changed_in_a_signed_review(change, problem):
    meeting = complete()

    tamper(change)

    assert problem in " ".join(problems(meeting))


def test_verifying_names_a_record_that_nobody_signed():
    meeting = complete()
    other = meeting.sign().entry

    tamper(f"UPDATE assessments_reviewoutcome SET entry_id = '{other.pk}'")

    assert "was never signed" in " ".join(problems(meeting))


# --- Corrections --------------------------------------------------------------------------


def test_a_correction_begins_with_what_was_signed_and_that_stands_meanwhile():
    meeting = complete()
    before = meeting.outcome

    outcome = correct(meeting)

    assert outcome.corrects == before
    assert outcome.parts.get(role="learner").text == "Calm with patients."
    assert outcome.parts.filter(signed_at__isnull=False).count() == 0
    assert [each.outcome for each in read_records(meeting.fresh(), on=TODAY)] == [outcome, before]


def test_a_signed_correction_is_an_entry_of_its_own():
    meeting = complete()
    first = meeting.outcome
    correct(meeting)
    meeting.sign_part(meeting.priya, "It was ward 4.")
    meeting.sign_part(meeting.amara)
    meeting.sign_part(meeting.dana)

    facts = chain.facts_of(meeting.outcome.entry.canonical)
    assert facts["corrects"] == str(first.pk)
    assert json.loads(meeting.outcome.entry.content.text)["reason"] == "The wrong ward."
    assert problems(meeting) == []


def test_a_correction_needs_a_reason():
    with pytest.raises(ReviewError, match="reason"):
        correct(complete(), " ")


def test_the_learner_corrects_nothing():
    meeting = complete()

    with pytest.raises(ReviewError, match="Only those who review"):
        correct_review(review=meeting.fresh(), reason="No.", by=meeting.amara, at=NOON, today=TODAY)


def test_a_correction_can_be_thrown_away():
    meeting = complete()
    before = meeting.outcome
    correct(meeting)

    discard_correction(review=meeting.fresh(), by=meeting.dana, at=NOON, today=TODAY)

    assert meeting.outcome == before


def test_the_command_that_verifies_the_ledger_is_content(capsys):
    complete()

    call_command("verify_ledger")

    assert "hold" in capsys.readouterr().out
