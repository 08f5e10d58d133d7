"""An action plan: a draft, then the learner's to read, answer and sign; nothing is lost (P13)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.concerns.models import ActionPlan, PlanAim, PlanOutcome, PlanReading
from assessments.concerns.services import action_plan as plans
from assessments.concerns.services import plan_parts as parts
from assessments.concerns.services.action_plan import PlanError
from people.notices.models import Notice
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from programs.preceptorships.services.preceptorship import (
    take_back_blockers,
)
from tests import factories as make
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
PEOPLE = ("amara", "priya", "sam", "dana", "femi", "ada")


def readers(unit, plan):
    rows = ActionPlan.objects.filter(pk=plan.pk)
    return {who for who in PEOPLE if rows.visible_to(getattr(unit, who), on=TODAY)}


def told(kind):
    rows = Notice.objects.filter(kind=kind, superseded_at=None)
    return {notice.recipient.name for notice in rows}


def extend(unit, plan, **given):
    extended = {"ends_on": plan.ends_on + 14 * DAY, "text": "She was ill for two weeks."}
    acting = {"by": unit.dana, "at": NOON, "today": TODAY}
    plans.extend_plan(plan=plan, **extended | acting | given)
    plan.refresh_from_db()


def test_p13_a_draft_is_for_those_who_run_the_program(unit):
    assert readers(unit, unit.draft()) == {"dana", "femi", "ada"}
    assert not Notice.objects.exists()


def test_a_learner_who_coordinates_reads_no_draft_about_themselves(unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)

    assert "amara" not in readers(unit, unit.draft())


def test_open_it_is_read_by_the_learner_and_those_who_work_with_them(unit):
    plan = unit.opened()

    assert readers(unit, plan) == set(PEOPLE)
    assert told("own_plan_opened") == {"Amara Okafor"}
    assert told("plan_opened") == {"Priya Nair", "Sam Okoye"}


def test_p29_opening_a_plan_deals_with_its_concern_and_releases_nothing(unit):
    concern = unit.raise_concern()

    unit.opened(concern=concern)

    concern.refresh_from_db()
    assert concern.dealt_with_at == NOON
    assert concern.released_at is None
    assert told("concern_dealt_with") == {"Priya Nair"}


def test_a_plan_needs_an_aim_before_it_is_opened(unit):
    with pytest.raises(PlanError, match="at least one aim"):
        plans.open_plan(plan=unit.draft(), by=unit.dana, at=NOON)


@pytest.mark.parametrize("who", ["priya", "amara"])
def test_only_those_who_run_the_program_write_a_plan(unit, who):
    somebody = getattr(unit, who)

    with pytest.raises(PlanError, match="Only the program's coordinators"):
        unit.draft(by=somebody)
    with pytest.raises(PlanError, match="Only the program's coordinators"):
        plans.end_plan(plan=unit.opened(), outcome="met", text="x", by=somebody, at=NOON)


def test_there_is_one_plan_at_a_time(unit):
    unit.draft()

    with pytest.raises(PlanError, match="an action plan already"):
        unit.draft()


def test_a_plan_ends_in_the_future(unit):
    with pytest.raises(PlanError, match="in the future"):
        unit.draft(ends_on=TODAY)


def test_a_draft_is_changed_and_deleted_and_an_open_plan_is_not(unit):
    plan = unit.draft()
    words = {"reason": "Other words.", "ends_on": TODAY + 9 * DAY, "by": unit.dana, "today": TODAY}
    plans.update_plan(plan=plan, **words)
    plan.refresh_from_db()
    changed = plan.reason
    plans.discard_plan(plan=plan, by=unit.dana)
    opened = unit.opened()

    assert changed == "Other words."
    with pytest.raises(PlanError, match="can read this plan already"):
        plans.update_plan(plan=opened, **words)
    with pytest.raises(PlanError, match="stays in the record"):
        plans.discard_plan(plan=opened, by=unit.dana)


def test_deleting_a_draft_leaves_its_concern_waiting(unit):
    concern = unit.raise_concern()
    plan = unit.draft(concern=concern)

    plans.discard_plan(plan=plan, by=unit.dana)

    concern.refresh_from_db()
    assert concern.plan is None
    assert concern.is_waiting


def test_the_learner_answers_in_their_own_words_and_the_coordinators_hear_that_they_did(unit):
    plan = unit.opened()
    answer = {"text": "I need a quieter room.", "idempotency_key": uuid4(), "at": NOON}

    plans.answer_plan(plan=plan, by=unit.amara, **answer)

    assert plan.answers.get().text == "I need a quieter room."
    assert told("plan_answered") == {"Dana Cole", "Femi Ade"}
    assert "quieter" not in str(list(Notice.objects.values_list("data")))
    with pytest.raises(PlanError, match="whose plan it is"):
        plans.answer_plan(plan=plan, by=unit.dana, **answer | {"idempotency_key": uuid4()})


def test_the_learner_signs_that_they_read_it_once_a_version(unit):
    plan = unit.opened()

    for _twice in "ab":
        plans.sign_reading(plan=plan, version=plan.version, by=unit.amara, at=NOON)

    reading = PlanReading.objects.get()
    assert (reading.version, reading.signed_as) == (plan.version, "Amara Okafor")
    assert told("own_plan_opened") == set()
    with pytest.raises(PlanError, match="whose plan it is"):
        plans.sign_reading(plan=plan, version=plan.version, by=unit.priya, at=NOON)


def test_what_changed_since_it_was_shown_is_not_signed_unread(unit):
    plan = unit.opened()
    shown = plan.version
    unit.add_aim(plan)

    with pytest.raises(PlanError, match="just changed"):
        plans.sign_reading(plan=plan, version=shown, by=unit.amara, at=NOON)


def test_each_change_asks_for_another_reading(unit):
    plan = unit.opened()
    plans.sign_reading(plan=plan, version=plan.version, by=unit.amara, at=NOON)
    before = set(ActionPlan.objects.unread())

    unit.add_aim(plan)

    assert before == set()
    assert set(ActionPlan.objects.unread()) == {plan}
    assert told("own_plan_changed") == {"Amara Okafor"}


def test_an_extension_keeps_the_earlier_end_and_why(unit):
    plan = unit.opened()
    first_end = plan.ends_on

    extend(unit, plan)
    extend(unit, plan)

    history = list(PlanOutcome.objects.values_list("kind", "ended_on", "extended_to"))
    assert plan.ends_on == first_end + 28 * DAY
    assert history == [
        ("extended", first_end, first_end + 14 * DAY),
        ("extended", first_end + 14 * DAY, first_end + 28 * DAY),
    ]
    assert plan.is_running


@pytest.mark.parametrize("days", [0, -1])
def test_an_extension_is_to_a_later_day(unit, days):
    plan = unit.opened()

    with pytest.raises(PlanError, match="later than the end"):
        extend(unit, plan, ends_on=plan.ends_on + days * DAY)


def test_an_outcome_ends_the_plan_and_is_told(unit):
    plan = unit.opened()
    parts.plan_meeting(
        plan=plan, meets_on=TODAY, by=unit.dana, idempotency_key=uuid4(), at=NOON, today=TODAY
    )

    plans.end_plan(plan=plan, outcome="met", text="All rounds on time.", by=unit.dana, at=NOON)

    plan.refresh_from_db()
    assert (plan.outcome, plan.ended_by) == ("met", unit.dana)
    assert plan.meetings.get().cancelled_at == NOON
    assert told("own_plan_outcome") == {"Amara Okafor"}
    assert told("plan_outcome") == {"Priya Nair", "Sam Okoye"}
    assert told("own_plan_opened") == told("own_plan_meeting") == set()
    with pytest.raises(PlanError, match="already ended"):
        extend(unit, plan)


def test_a_draft_has_no_outcome(unit):
    with pytest.raises(PlanError, match="still a draft"):
        plans.end_plan(plan=unit.draft(), outcome="met", text="x", by=unit.dana, at=NOON)


def test_an_aim_is_due_within_the_plan(unit):
    with pytest.raises(PlanError, match="ends before that day"):
        unit.add_aim(unit.draft(), due_on=TODAY + 90 * DAY)


def test_an_aim_is_due_in_the_future(unit):
    with pytest.raises(PlanError, match="in the future"):
        unit.add_aim(unit.draft(), due_on=TODAY - DAY)


def test_a_draft_does_not_end_before_its_aims(unit):
    plan = unit.draft()
    aim = unit.add_aim(plan)
    words = {"reason": "Other words.", "by": unit.dana, "today": TODAY}

    with pytest.raises(PlanError, match="aim is due after that day"):
        plans.update_plan(plan=plan, ends_on=aim.due_on - DAY, **words)
    plans.update_plan(plan=plan, ends_on=aim.due_on, **words)

    plan.refresh_from_db()
    assert plan.ends_on == aim.due_on


def test_an_aim_of_an_open_plan_is_taken_out_and_stays_visible(unit):
    plan = unit.opened()
    first, second = plan.aims.get(), unit.add_aim(plan)

    parts.withdraw_aim(aim=first, by=unit.dana, at=NOON)

    first.refresh_from_db()
    assert first.withdrawn_by == unit.dana
    with pytest.raises(PlanError, match="at least one aim"):
        parts.withdraw_aim(aim=second, by=unit.dana, at=NOON)


def test_an_aim_of_a_draft_is_deleted(unit):
    aim = unit.add_aim(unit.draft())

    parts.withdraw_aim(aim=aim, by=unit.dana, at=NOON)

    assert not PlanAim.objects.exists()


def test_whoever_precepts_checks_an_aim_and_the_learner_does_not(unit):
    aim = unit.opened().aims.get()
    checked = {"result": "met", "note": "Three rounds.", "at": NOON, "today": TODAY}

    parts.check_aim(aim=aim, by=unit.priya, **checked)

    aim.refresh_from_db()
    assert (aim.result, aim.checked_by) == ("met", unit.priya)
    with pytest.raises(PlanError, match="those who work with the learner"):
        parts.check_aim(aim=aim, by=unit.amara, **checked)


def test_a_meeting_is_noted_once_on_a_day_of_the_plan(unit):
    plan = unit.opened()
    meeting = unit.meet(plan)
    note = {"notes": "Again.", "by": unit.dana, "at": NOON, "today": TODAY}

    with pytest.raises(PlanError, match="noted or cancelled"):
        parts.hold_meeting(meeting=meeting, held_on=TODAY, **note)
    for day in (TODAY + DAY, TODAY - DAY):
        with pytest.raises(PlanError, match="Choose a day"):
            parts.hold_meeting(meeting=meeting, held_on=day, **note)
    with pytest.raises(PlanError, match="noted or cancelled"):
        parts.cancel_meeting(meeting=meeting, by=unit.dana, at=NOON)


def test_the_learner_hears_of_a_meeting_until_it_is_cancelled(unit):
    meeting = parts.plan_meeting(
        plan=unit.opened(),
        meets_on=TODAY + DAY,
        by=unit.dana,
        idempotency_key=uuid4(),
        at=NOON,
        today=TODAY,
    )
    before = told("own_plan_meeting")

    parts.cancel_meeting(meeting=meeting, by=unit.dana, at=NOON)

    assert before == {"Amara Okafor"}
    assert told("own_plan_meeting") == set()


def test_p15_a_pause_moves_what_a_plan_has_to_come(unit):
    plan = unit.opened()
    before = plan.ends_on, plan.aims.get().due_on
    acting = {"preceptorship": unit.preceptorship, "by": unit.dana}

    pause_preceptorship(reason="Ill", at=NOON, today=TODAY, **acting)
    stands = not ActionPlan.objects.waiting().exists()
    resume_preceptorship(at=NOON + 10 * DAY, today=TODAY + 10 * DAY, **acting)

    plan.refresh_from_db()
    assert stands
    assert (plan.ends_on, plan.aims.get().due_on) == (before[0] + 10 * DAY, before[1] + 10 * DAY)


def test_whoever_precepted_until_yesterday_is_not_told_of_a_plan_early_in_the_day(unit):
    """Where it is after midnight and in Greenwich still yesterday."""
    unit.preceptorship.assignments.filter(preceptor__person=unit.priya).update(valid_to=TODAY)
    plan = unit.draft()
    unit.add_aim(plan)

    with timezone.override("Pacific/Auckland"):
        plans.open_plan(plan=plan, by=unit.dana, at=NOON)

    assert told("plan_opened") == {"Sam Okoye"}


@pytest.mark.parametrize("is_open", [True, False])
def test_p15_the_learner_hears_of_the_day_to_which_a_pause_moved_a_meeting(unit, is_open):
    plan = unit.opened() if is_open else unit.draft()
    parts.plan_meeting(
        plan=plan,
        meets_on=TODAY + 3 * DAY,
        by=unit.dana,
        idempotency_key=uuid4(),
        at=NOON,
        today=TODAY,
    )
    acting = {"preceptorship": unit.preceptorship, "by": unit.dana}

    pause_preceptorship(reason="Ill", at=NOON, today=TODAY, **acting)
    resume_preceptorship(at=NOON + 10 * DAY, today=TODAY + 10 * DAY, **acting)

    standing = Notice.objects.filter(kind="own_plan_meeting", superseded_at=None)
    told_of = [notice.occurs_on for notice in standing]
    assert told_of == ([TODAY + 13 * DAY] if is_open else [])
    assert plan.meetings.get().meets_on == TODAY + 13 * DAY


def test_a_pairing_with_a_concern_is_no_mistake(unit):
    unit.raise_concern()

    assert any("concern" in said for said in take_back_blockers(unit.preceptorship, at=NOON))
