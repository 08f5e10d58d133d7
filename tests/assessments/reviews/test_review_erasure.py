"""What a signed review leaves behind: erased, and taken along by its learner (D3, P27)."""

import json

import pytest
from django.db import connection

from assessments.ledger.services.erasure import erase_names
from assessments.ledger.services.ledger_export import export_lines
from assessments.reviews.shown import read_records
from programs.preceptorships.models import Preceptorship
from tests import factories as make
from tests.assessments.reviews.meeting import Meeting, complete, correct, problems
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db


def close(meeting):
    Preceptorship.objects.filter(pk=meeting.preceptorship.pk).update(
        status="withdrawn", closed_at=NOON
    )
    meeting.preceptorship.refresh_from_db()


def erase(meeting):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    close(meeting)
    administrator = make.AdministratorFactory()
    erase_names(preceptorship=meeting.preceptorship, by=administrator, reason="Asked for.", at=NOON)


def test_erasing_takes_words_and_names_and_the_ledger_holds():
    meeting = complete()

    erase(meeting)

    shown = read_records(meeting.fresh(), on=TODAY)[0]
    assert shown.is_erased
    assert {part.text for part in shown.parts} == {""}
    assert problems(meeting) == []


def test_erasing_takes_what_was_never_signed_by_all():
    meeting = Meeting().hold()
    meeting.write(meeting.amara, "Private.")

    erase(meeting)

    assert meeting.part("learner").text == ""


def test_erasing_takes_why_an_open_correction_was_begun():
    meeting = complete()
    correct(meeting)

    erase(meeting)

    assert meeting.outcome.reason == ""


def test_erasing_ends_a_signature_by_link_that_waits_to_be_confirmed():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    meeting.sign_by_link(meeting.ask_third())

    erase(meeting)

    link = meeting.outcome.links.get()
    assert (link.status, link.name, link.email) == ("withdrawn", "", "")


@pytest.mark.parametrize(("third_signer", "is_withheld"), [("", False), ("ward manager", True)])
def test_a_learner_takes_what_was_signed_along_but_no_address(third_signer, is_withheld):
    meeting = Meeting(third_signer=third_signer).hold()
    meeting.agree()
    if third_signer:
        link = meeting.ask_third()
        meeting.sign_by_link(link)
        meeting.confirm(link)
    for person in (meeting.priya, meeting.amara, meeting.dana):
        meeting.sign_part(person)

    lines = map(json.loads, export_lines(meeting.preceptorship))

    [signed] = [line for line in lines if json.loads(line["canonical"])["kind"] == "review"]
    assert signed.get("withheld", False) == is_withheld
    assert (signed["content"] is None) == is_withheld
