"""The final "not achieved": a plan, two people, and a person who tells the learner (P14)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from assessments.concerns.models import ActionPlan, NotAchieved
from assessments.concerns.services.action_plan import PlanError, end_plan, open_plan
from assessments.concerns.services.not_achieved import (
    DecisionError,
    agree_not_achieved,
    missing_for_proposal,
    take_back_not_achieved,
)
from people.notices.models import Notice
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.not_achieved import fail_preceptorship
from programs.preceptorships.services.preceptorship import (
    PreceptorshipError,
    withdraw_preceptorship,
)
from tests import factories as make
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
PEOPLE = ("amara", "priya", "sam", "dana", "femi", "ada")


def told(kind):
    rows = Notice.objects.filter(kind=kind, superseded_at=None)
    return {notice.recipient.name for notice in rows}


def readers(unit, decision):
    rows = NotAchieved.objects.filter(pk=decision.pk)
    return {who for who in PEOPLE if rows.visible_to(getattr(unit, who))}


def status(unit):
    return Preceptorship.objects.get(pk=unit.preceptorship.pk).status


def test_p14_it_needs_a_documented_plan_the_end_and_how_to_appeal(unit):
    missing = " ".join(missing_for_proposal(unit.preceptorship))

    assert "final review isn't due" in missing
    assert "action plan that ended as “not met”" in missing
    assert "how to appeal" in missing
    with pytest.raises(DecisionError, match="final review isn't due"):
        unit.propose()


def test_p14_a_plan_without_a_meeting_does_not_do(unit):
    unit.ready_to_fail()
    unit.preceptorship.action_plans.get().meetings.all().delete()

    with pytest.raises(DecisionError, match="at least one meeting"):
        unit.propose()


@pytest.mark.parametrize("outcome", ["met", ""], ids=["met", "running"])
def test_p14_an_earlier_plan_does_not_do_where_a_later_one_was_met_or_runs(unit, outcome):
    unit.ready_to_fail()
    later = unit.opened()
    unit.meet(later)
    ActionPlan.objects.filter(pk=later.pk).update(opened_at=NOON + DAY)
    if outcome:
        end_plan(plan=later, outcome=outcome, text="On time.", by=unit.dana, at=NOON + DAY)

    with pytest.raises(DecisionError, match="no other plan since"):
        unit.propose()


def test_p14_a_draft_is_not_opened_beside_a_proposal(unit):
    unit.ready_to_fail()
    draft = unit.draft()
    unit.add_aim(draft)
    decision = unit.propose()

    with pytest.raises(PlanError, match="Take that back first"):
        open_plan(plan=draft, by=unit.dana, at=NOON)
    take_back_not_achieved(decision=decision, by=unit.dana, at=NOON)
    open_plan(plan=draft, by=unit.dana, at=NOON)


def test_p14_nobody_agrees_to_their_own_proposal(unit):
    decision = unit.ready_to_fail().propose(by=unit.dana)

    with pytest.raises(DecisionError, match="Someone else has to agree"):
        agree_not_achieved(decision=decision, by=unit.dana, at=NOON)


@pytest.mark.parametrize("who", ["sam", "amara"])
def test_p14_the_second_person_runs_the_program(unit, who):
    decision = unit.ready_to_fail().propose()

    with pytest.raises(DecisionError, match="Someone else has to agree"):
        agree_not_achieved(decision=decision, by=getattr(unit, who), at=NOON)


@pytest.mark.parametrize("who", ["dana", "femi", "ada"])
def test_p14_a_coordinator_or_an_administrator_agrees(unit, who):
    decision = unit.ready_to_fail().propose()

    agree_not_achieved(decision=decision, by=getattr(unit, who), at=NOON)

    decision.refresh_from_db()
    assert decision.agreed_by == getattr(unit, who)
    assert status(unit) == "final_review_due"


def test_p14_a_learner_who_coordinates_decides_nothing_about_themselves(unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)
    decision = unit.ready_to_fail().propose()

    assert "amara" not in readers(unit, decision)
    with pytest.raises(DecisionError):
        agree_not_achieved(decision=decision, by=unit.amara, at=NOON)
    with pytest.raises(DecisionError):
        take_back_not_achieved(decision=decision, by=unit.amara, at=NOON)
    with pytest.raises(DecisionError):
        unit.propose(by=unit.amara)


def test_p14_the_learner_hears_nothing_before_a_person_told_them(unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)
    before = Notice.objects.filter(recipient=unit.amara).count()

    decision = unit.ready_to_fail().agreed()

    after = Notice.objects.filter(recipient=unit.amara)
    assert not after.filter(kind__contains="not_achieved").exists()
    assert "amara" not in readers(unit, decision)
    assert before == 0


def test_p14_the_meeting_closes_it_and_then_the_learner_gets_it_in_writing(unit):
    decision = unit.tell(unit.ready_to_fail().agreed())

    assert status(unit) == "not_achieved"
    assert told("own_not_achieved") == {"Amara Okafor"}
    assert told("preceptorship_not_achieved") == {"Priya Nair", "Sam Okoye"}
    assert "amara" in readers(unit, decision)
    assert "aims" not in str(list(Notice.objects.values_list("data")))


def test_p14_nobody_is_told_before_two_agreed(unit):
    with pytest.raises(DecisionError, match="second person has to agree"):
        unit.tell(unit.ready_to_fail().propose())


@pytest.mark.parametrize("day", [TODAY - DAY, TODAY + DAY])
def test_p14_the_meeting_is_between_the_agreement_and_today(unit, day):
    with pytest.raises(DecisionError, match="Choose a day"):
        unit.tell(unit.ready_to_fail().agreed(), told_on=day)


def test_p14_a_preceptorship_is_not_closed_past_the_two(unit):
    unit.ready_to_fail().propose()
    acting = {"by": unit.dana, "at": NOON, "today": TODAY}

    with pytest.raises(PreceptorshipError, match=r"two different people.*not noted yet"):
        fail_preceptorship(preceptorship=unit.preceptorship, **acting)


def test_p23_an_active_one_is_not_closed_as_not_achieved(unit):
    acting = {"by": unit.dana, "at": NOON, "today": TODAY}

    with pytest.raises(PreceptorshipError, match="can't go from"):
        fail_preceptorship(preceptorship=unit.preceptorship, **acting)


def test_the_others_who_run_the_program_are_asked_and_not_who_proposed(unit):
    unit.ready_to_fail().propose(by=unit.dana)

    assert told("not_achieved_proposed") == {"Femi Ade"}


def test_administrators_are_asked_where_nobody_else_runs_it(unit):
    unit.program.coordinators.filter(person=unit.femi).delete()

    unit.ready_to_fail().propose(by=unit.dana)

    assert told("not_achieved_proposed") == {"Ada Byrne"}


def test_taken_back_it_can_be_proposed_again(unit):
    decision = unit.ready_to_fail().agreed()

    take_back_not_achieved(decision=decision, by=unit.dana, at=NOON)

    assert told("not_achieved_proposed") == told("not_achieved_agreed") == set()
    assert told("not_achieved_taken_back") == {"Priya Nair"}
    with pytest.raises(DecisionError, match="already been told, or it was taken back"):
        unit.tell(decision)
    assert unit.propose().is_open


def test_where_it_ended_otherwise_nobody_is_asked_any_more(unit):
    unit.ready_to_fail().agreed()

    withdraw_preceptorship(
        preceptorship=unit.preceptorship, reason="Moved away.", by=unit.dana, at=NOON, today=TODAY
    )

    assert told("not_achieved_proposed") == told("not_achieved_agreed") == set()
    assert not NotAchieved.objects.open().exists()


def test_there_is_one_proposal_at_a_time(unit):
    unit.ready_to_fail().propose()

    with pytest.raises(DecisionError, match="proposed this already"):
        unit.propose(by=unit.sam)


def test_proposed_twice_with_one_key_it_is_one(unit):
    unit.ready_to_fail()
    key = uuid4()

    assert unit.propose(idempotency_key=key) == unit.propose(idempotency_key=key)


def test_p14_the_database_refuses_one_person_in_both_places(unit):
    decision = unit.ready_to_fail().propose()

    with pytest.raises(IntegrityError, match="not_achieved_by_two_people"):
        NotAchieved.objects.filter(pk=decision.pk).update(
            agreed_by=decision.proposed_by, agreed_at=NOON
        )


@pytest.mark.parametrize(
    "columns",
    [
        {"reason": ""},
        {"agreed_at": None},
        {"told_at": NOON},
        {"told_on": TODAY},
        {"meeting_notes": "x"},
        {"taken_back_at": NOON},
    ],
)
def test_not_achieved_constraints(unit, columns):
    decision = unit.ready_to_fail().agreed()

    with pytest.raises(IntegrityError), transaction.atomic():
        NotAchieved.objects.filter(pk=decision.pk).update(**columns)
