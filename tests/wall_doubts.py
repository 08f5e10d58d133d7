"""A secret in every text about a doubt: concerns, action plans, decisions (P13, P14)."""

from datetime import timedelta
from uuid import uuid4

from assessments.concerns.models import PlanAnswer, PlanOutcome
from tests import factories as make
from tests.wall_secrets import fill, secret


def doubt(scene):
    coordinator, now = scene.people.coordinator, scene.now
    fill(scene.concern, text=secret("concern.text"), quoted=secret("concern.quoted"))
    make.ConcernAnswerFactory(
        concern=scene.concern, author=coordinator, text=secret("concern.answer"), written_at=now
    )
    fill(
        scene.closed_concern,
        text=secret("concern.text"),
        closing_note=secret("concern.closing_note"),
        released_text=secret("concern.released_text"),
    )
    _plan(scene, coordinator, now)
    fill(scene.plan_draft, reason=secret("plan draft"))
    fill(scene.decision, reason=secret("decision.reason"))
    fill(scene.told_decision, reason=secret("told decision.reason"))


def _plan(scene, coordinator, now):
    plan = scene.action_plan
    fill(plan, reason=secret("plan.reason"))
    fill(
        scene.plan_aim,
        text=secret("aim.text"),
        support=secret("aim.support"),
        evidence=secret("aim.evidence"),
        result="not_met",
        result_note=secret("aim.result_note"),
        checked_by=coordinator,
        checked_at=now,
    )
    make.PlanMeetingFactory(
        plan=plan,
        meets_on=scene.today,
        planned_at=now,
        held_on=scene.today,
        noted_by=coordinator,
        notes=secret("plan meeting.notes"),
    )
    PlanAnswer.objects.create(
        plan=plan,
        author=scene.people.learner,
        text=secret("plan.answer"),
        written_at=now,
        idempotency_key=uuid4(),
    )
    PlanOutcome.objects.create(
        plan=plan,
        kind="extended",
        text=secret("plan.outcome"),
        ended_on=scene.today,
        extended_to=scene.today + timedelta(weeks=6),
        decided_by=coordinator,
        decided_at=now,
    )
