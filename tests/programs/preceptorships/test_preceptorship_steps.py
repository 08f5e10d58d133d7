"""Whatever people try in whatever order, only declared steps are taken (P23)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services import preceptorship as services
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from programs.preceptorships.services.preceptorship_sweep import advance_preceptorships
from tests.examples import examples
from tests.factories import (
    NOON,
    TODAY,
    PersonFactory,
    PhaseFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
ACTS = ["pause", "resume", "extend", "withdraw", "complete", "advance", "hold"]


def do(act, preceptorship, *, by, today):
    acting = {"preceptorship": preceptorship, "by": by, "at": NOON, "today": today}
    if act == "pause":
        pause_preceptorship(reason="Leave", **acting)
    elif act == "resume":
        resume_preceptorship(**acting)
    elif act == "extend":
        services.extend_preceptorship(
            ends_on=today + timedelta(days=40), reason="Illness", **acting
        )
    elif act == "withdraw":
        services.withdraw_preceptorship(reason="Moved away", **acting)
    elif act == "complete":
        services.complete_preceptorship(**acting)
    elif act == "advance":
        advance_preceptorships(today=today, at=NOON)
    else:
        preceptorship.reviews.final().planned().update(held_on=today, held_by=by)


@examples(15, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 30)), max_size=12),
    is_planned=st.booleans(),
)
def test_p23_any_acts_in_any_order_take_only_declared_steps(acts, is_planned):
    starts_on = TODAY + timedelta(days=5) if is_planned else TODAY - timedelta(days=5)
    preceptorship = PreceptorshipFactory(
        status="planned" if is_planned else "active",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=20),
        primary=PreceptorFactory(),
    )
    PhaseFactory(preceptorship=preceptorship)
    ReviewFactory(preceptorship=preceptorship, kind="final", due_on=preceptorship.ends_on)
    by, today = PersonFactory(), TODAY

    for act, days in acts:
        today += timedelta(days=days)
        before = Preceptorship.objects.get(pk=preceptorship.pk)
        try:
            do(act, preceptorship, by=by, today=today)
        except services.PreceptorshipError:
            assert Preceptorship.objects.filter(pk=before.pk, status=before.status).exists()

    _check(preceptorship)


def _check(preceptorship):
    preceptorship.refresh_from_db()
    steps = list(preceptorship.changes.values_list("from_status", "to_status"))
    for (_, reached), (left, _) in pairwise(steps):
        assert reached == left
    if steps:
        assert steps[-1][1] == preceptorship.status
    phase = preceptorship.phases.get()
    assert phase.ends_on == preceptorship.ends_on
    is_paused = preceptorship.pauses.filter(valid_to=None).exists()
    assert is_paused == preceptorship.is_paused
    waiting = preceptorship.reviews.final().planned().first()
    if waiting and not preceptorship.is_paused:
        assert waiting.due_on == preceptorship.ends_on
