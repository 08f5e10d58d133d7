"""What of doubts, plans and decisions stands on Today, on the worklist, and in reminders."""

from datetime import timedelta
from uuid import uuid4

import pytest

from assessments.concerns import plan_reminders, worklist
from assessments.concerns.models import ActionPlan
from assessments.concerns.services import action_plan as plans
from assessments.concerns.services.concern import close_concern
from assessments.concerns.services.plan_parts import plan_meeting
from assessments.sign_offs.models import Progress
from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders as plan
from programs import registry
from programs.cohorts.models import Program
from programs.preceptorships.services.pause import pause_preceptorship
from programs.preceptorships.services.preceptorship import (
    extend_preceptorship,
)
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.worklist import rows_of

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("at_noon")


def rows(unit):
    return rows_of(worklist, Program.objects.filter(pk=unit.program.pk), NOON)


def kinds(unit):
    return [row.kind for row in rows(unit)]


def ends_on(action_plan, day):
    ActionPlan.objects.filter(pk=action_plan.pk).update(ends_on=day)


def today_of(client, person):
    client.force_login(person)
    return client.get("/").content.decode()


def test_the_worklist_is_told_of_by_the_registry():
    assert worklist.waiting in registry.worklist_queries


def test_a_concern_is_on_the_worklist_until_it_is_dealt_with_and_no_word_of_it(unit):
    concern = unit.raise_concern()
    [row] = rows(unit)

    close_concern(concern=concern, note="Talked to them.", by=unit.dana, at=NOON)

    assert (row.kind, row.person, row.since) == ("concern_open", unit.amara, TODAY)
    assert "drug" not in str(row)
    assert "Priya" not in str(row)
    assert kinds(unit) == []


def test_a_plan_is_on_the_worklist_when_its_end_or_a_meeting_is_near(unit):
    action_plan = unit.opened()
    far = kinds(unit)
    new = {"by": unit.dana, "idempotency_key": uuid4(), "at": NOON, "today": TODAY}
    plan_meeting(plan=action_plan, meets_on=TODAY + 3 * DAY, **new)
    meeting = kinds(unit)

    ends_on(action_plan, TODAY + 7 * DAY)

    assert far == []
    assert meeting == ["plan_meeting_due"]
    assert kinds(unit) == ["plan_end_due", "plan_meeting_due"]


def test_p15_a_paused_plan_is_on_no_list(unit):
    ends_on(unit.opened(), TODAY)
    acting = {"by": unit.dana, "at": NOON, "today": TODAY}

    pause_preceptorship(preceptorship=unit.preceptorship, reason="Ill", **acting)
    plan("action plans", at=NOON)

    assert kinds(unit) == []
    assert not Notice.objects.filter(kind="plan_due").exists()


def test_a_decision_is_on_the_worklist_until_the_learner_was_told(unit):
    decision = unit.ready_to_fail().agreed()
    before = kinds(unit)

    unit.tell(decision)

    assert before == ["not_achieved_open"]
    assert kinds(unit) == []


def at_their_end(unit, *, critical_achieved):
    """The final review was held, with so many of two critical skills met."""
    unit.ready_to_fail()
    held = {"held_on": TODAY, "held_by": unit.priya, "due_on": TODAY}
    make.ReviewFactory(preceptorship=unit.preceptorship, kind="final", position=9, **held)
    counted = Progress.objects.filter(preceptorship=unit.preceptorship)
    achieved = {"achieved": critical_achieved, "critical_achieved": critical_achieved}
    counted.update(**achieved, total=3, critical_total=2)


def test_p14_who_ends_with_something_critical_unmet_is_on_the_worklist(unit):
    at_their_end(unit, critical_achieved=1)

    [row] = rows(unit)

    assert (row.kind, row.person, row.since) == ("end_undecided", unit.amara, TODAY)
    assert "1 of 2" in row.facts[0][0]


def test_p28_who_ends_with_all_that_is_critical_waits_for_another_decision(unit):
    at_their_end(unit, critical_achieved=2)

    assert kinds(unit) == []


def test_p14_a_proposal_takes_the_place_of_the_undecided_end(unit):
    at_their_end(unit, critical_achieved=1)

    unit.propose()

    assert kinds(unit) == ["not_achieved_open"]


def test_an_extension_takes_the_undecided_end_off_the_list(unit):
    at_their_end(unit, critical_achieved=1)
    longer = {"ends_on": TODAY + 320 * DAY, "reason": "More nights", "by": unit.dana}

    extend_preceptorship(preceptorship=unit.preceptorship, at=NOON, today=TODAY, **longer)

    assert kinds(unit) == []


def test_rows_are_of_the_programs_asked_for(unit):
    unit.raise_concern()

    assert rows_of(worklist, Program.objects.exclude(pk=unit.program.pk), NOON) == []


def test_the_worklist_asks_the_same_queries_for_any_number(unit, django_assert_num_queries):
    for _number in range(30):
        unit.raise_concern()

    with django_assert_num_queries(2):
        assert len(rows(unit)) == 30


def test_n9_the_coordinators_are_reminded_twice_of_a_plan_at_its_end(unit):
    action_plan = unit.opened()
    ends_on(action_plan, TODAY)

    for days in range(20):
        plan("action plans", at=NOON + days * DAY)

    told = Notice.objects.filter(kind="plan_due")
    assert sorted((each.recipient.name, each.step) for each in told) == [
        ("Dana Cole", 0),
        ("Dana Cole", 1),
        ("Femi Ade", 0),
        ("Femi Ade", 1),
    ]


def test_a_reminder_that_waits_is_taken_back_once_the_plan_is_extended(unit):
    action_plan = unit.opened()
    ends_on(action_plan, TODAY)
    plan("action plans", at=NOON)
    action_plan.refresh_from_db()

    later = {"ends_on": TODAY + 9 * DAY, "text": "Ill.", "by": unit.dana}
    plans.extend_plan(plan=action_plan, **later, at=NOON, today=TODAY)

    assert not Notice.objects.filter(kind="plan_due", superseded_at=None).exists()
    assert not plan_reminders.stale(NOON).exists()


def test_a_coordinators_today_says_about_whom_and_not_what(client, unit):
    unit.raise_concern()

    page = today_of(client, unit.dana)

    assert "A concern about Amara Okafor" in page
    assert "drug" not in page


@pytest.mark.parametrize("who", ["priya", "sam", "amara", "ada"])
def test_nobody_elses_today_tells_of_a_concern(client, unit, who):
    unit.raise_concern()

    assert "A concern about" not in today_of(client, getattr(unit, who))


def test_a_learner_who_coordinates_finds_nothing_about_themselves(client, unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)
    unit.raise_concern()
    unit.ready_to_fail().propose()

    page = today_of(client, unit.amara)

    assert "A concern about" not in page
    assert "Decide about" not in page


def test_p14_an_administrator_finds_the_decision_where_nobody_else_can_agree(client, unit):
    unit.program.coordinators.filter(person=unit.femi).delete()
    unit.ready_to_fail().propose(by=unit.dana)

    by_dana, by_ada = today_of(client, unit.dana), today_of(client, unit.ada)

    assert "Decide about Amara Okafor" not in by_dana
    assert "Decide about Amara Okafor" in by_ada


def test_a_learner_reads_their_plan_from_today(client, unit):
    unit.opened()

    assert "Read your action plan" in today_of(client, unit.amara)
