"""Skills fall due to be shown again, and who has to know is told (P22)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.certificates import reminders, worklist
from assessments.certificates.models import Revalidation
from assessments.certificates.services.certificate import (
    reissue_certificate,
    withdraw_certificate,
)
from assessments.certificates.services.mentorship_offer import answer_offer
from assessments.sign_offs.services.sign_off import revoke_sign_off
from programs.cohorts.models import Program
from programs.cohorts.schedule import add_months
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of, hold_final_review
from tests.factories import NOON, TODAY
from tests.worklist import rows_of

pytestmark = pytest.mark.django_db
DUE_ON = add_months(TODAY, 36)


def at(day):
    return NOON + (day - TODAY)


def told(moment):
    return sorted(
        (draft.kind, draft.data["skills"], draft.occurs_on) for draft in reminders.drafts(moment)
    )


def test_p22_what_was_achieved_falls_due_again_after_the_months_of_the_program(finished):
    rows = certificate_of(finished).facts["competencies"]

    assert {row["show_again_by"] for row in rows} == {DUE_ON.isoformat()}
    assert list(Revalidation.objects.values_list("due_on", "skills")) == [(DUE_ON, 3)]


def test_p22_learner_and_coordinator_are_told_two_months_before(finished):
    assert told(at(DUE_ON - timedelta(days=61))) == []

    assert told(at(DUE_ON - timedelta(days=60))) == [
        ("own_skills_due_again", 3, DUE_ON),
        ("skills_due_again", 3, DUE_ON),
    ]


def test_p22_nobody_is_told_of_a_certificate_that_was_withdrawn(finished):
    certificate = certificate_of(finished)
    withdraw_certificate(certificate=certificate, by=finished.dana, reason="Wrong.", at=NOON)

    assert told(at(DUE_ON)) == []


def test_p22_nobody_is_told_once_it_has_begun_anew(finished):
    make.PreceptorshipFactory(
        cohort=make.CohortFactory(program=finished.program),
        learner=finished.preceptorship.learner,
        framework_version=finished.version,
        created_at=NOON + timedelta(days=800),
    )

    assert told(at(DUE_ON)) == []


def test_p22_a_certificate_issued_anew_tells_nobody_of_what_has_begun_before(finished):
    make.PreceptorshipFactory(
        cohort=make.CohortFactory(program=finished.program),
        learner=finished.preceptorship.learner,
        framework_version=finished.version,
        created_at=NOON + timedelta(days=800),
    )
    certificate, moment = certificate_of(finished), NOON + timedelta(days=900)
    reissue_certificate(certificate=certificate, by=finished.dana, reason="Name.", at=moment)

    assert told(at(DUE_ON)) == []


def test_p22_a_coordinator_is_not_told_of_themselves(finished):
    make.ProgramCoordinatorFactory(program=finished.program, person=finished.amara)

    drafts = [draft for draft in reminders.drafts(at(DUE_ON)) if draft.kind == "skills_due_again"]

    assert [draft.recipient_id for draft in drafts] == [finished.dana.pk]


def test_a_month_falls_due_once_in_a_certificate():
    due = make.RevalidationFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        make.RevalidationFactory(certificate=due.certificate)


# --- The worklist --------------------------------------------------------------------------


def rows(moment=NOON):
    found = rows_of(worklist, Program.objects.all(), moment)
    return [(row.kind, row.person.name, row.since) for row in found]


def test_p28_worklist_names_who_is_met_and_not_decided(three):
    three.sign(competency=three.blood)
    assert rows() == []

    hold_final_review(three)

    assert rows() == [("completion_to_decide", "Amara Okafor", TODAY)]


def test_worklist_leaves_out_who_misses_something_critical(three):
    hold_final_review(three)

    assert rows() == []


def test_worklist_names_certificates_in_doubt_and_mentors_wanted(finished):
    offer = finished.preceptorship.mentorship_offer
    answer_offer(offer=offer, is_wanted=True, takes="nothing", by=finished.amara, at=NOON)
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)
    revoke_sign_off(sign_off=sign_off, by=finished.dana, reason="Not seen.", at=NOON)

    assert rows() == [
        ("certificate_in_doubt", "Amara Okafor", TODAY),
        ("mentor_wanted", "Amara Okafor", TODAY),
    ]


def test_p22_worklist_names_what_falls_due_again_until_it_begins(finished):
    moment = at(DUE_ON + timedelta(days=10))

    assert rows(moment) == [("skills_due_again", "Amara Okafor", DUE_ON - timedelta(days=60))]


def test_worklist_says_nothing_of_other_programs(finished, django_assert_num_queries):
    others = Program.objects.exclude(pk=finished.program.pk)

    with django_assert_num_queries(1):
        assert rows_of(worklist, others, at(DUE_ON)) == []
