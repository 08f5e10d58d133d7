"""What the database refuses to keep of an action plan, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from assessments.concerns.models import ActionPlan, PlanAim, PlanMeeting, PlanOutcome
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "columns",
    [
        {"reason": ""},
        {"opened_at": None},
        {"ended_at": NOON},
        {"outcome": "met"},
        {"ended_at": NOON, "outcome": "met"},
    ],
)
def test_action_plan_constraints(unit, columns):
    plan = unit.opened()

    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPlan.objects.filter(pk=plan.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"text": ""},
        {"support": ""},
        {"supported_by": ""},
        {"evidence": ""},
        {"result": "met"},
        {"checked_at": NOON},
        {"withdrawn_at": NOON},
    ],
)
def test_plan_aim_constraints(unit, columns):
    aim = unit.add_aim(unit.draft())

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanAim.objects.filter(pk=aim.pk).update(**columns)


@pytest.mark.parametrize("columns", [{"notes": ""}, {"noted_by": None}, {"cancelled_at": NOON}])
def test_plan_meeting_constraints(unit, columns):
    meeting = unit.meet(unit.opened())

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanMeeting.objects.filter(pk=meeting.pk).update(**columns)


@pytest.mark.parametrize(
    "columns", [{"text": ""}, {"extended_to": TODAY}, {"extended_to": None}, {"kind": "met"}]
)
def test_plan_outcome_constraints(unit, columns):
    plan = unit.opened()
    row = {
        "plan": plan,
        "kind": "extended",
        "text": "Ill.",
        "ended_on": TODAY + DAY,
        "extended_to": TODAY + 2 * DAY,
        "decided_by": unit.dana,
        "decided_at": NOON,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanOutcome.objects.create(**row | columns)
