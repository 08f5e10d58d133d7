from datetime import timedelta

import pytest

from people.notices.models import Delivery, Notice
from programs import registry
from programs.preceptorships.models import Phase, Preceptorship
from programs.preceptorships.services import preceptorship as services
from tests.factories import (
    NOON,
    TODAY,
    EnrolmentFactory,
    PersonFactory,
    PhaseFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    PreceptorshipPauseFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
Status = Preceptorship.Status
TOMORROW = TODAY + timedelta(days=1)


def test_p15_extend_moves_the_end_the_last_phase_and_the_final_review(acting):
    preceptorship = PreceptorshipFactory()
    phase = PhaseFactory(preceptorship=preceptorship)
    final = ReviewFactory(preceptorship=preceptorship, kind="final", due_on=preceptorship.ends_on)
    later = preceptorship.ends_on + timedelta(days=60)

    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=later, reason="Illness", **acting
    )

    for row in (preceptorship, phase, final):
        row.refresh_from_db()
    assert (preceptorship.ends_on, phase.ends_on, final.due_on) == (later, later, later)


def test_p15_extend_after_the_final_review_asks_for_another(acting):
    preceptorship = PreceptorshipFactory(status=Status.FINAL_REVIEW_DUE, ends_on=TODAY)
    ReviewFactory(
        preceptorship=preceptorship, kind="final", position=1, held_on=TODAY, held_by=acting["by"]
    )

    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=TOMORROW, reason="Not there yet", **acting
    )

    preceptorship.refresh_from_db()
    assert preceptorship.status == Status.ACTIVE
    assert preceptorship.reviews.final().planned().get().due_on == TOMORROW


def test_p15_extend_keeps_the_reason_in_the_history(acting):
    preceptorship = PreceptorshipFactory()
    later = preceptorship.ends_on + timedelta(days=1)

    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=later, reason="Illness", **acting
    )

    change = preceptorship.changes.get()
    assert (change.ends_on, change.reason, change.changed_by) == (later, "Illness", acting["by"])


@pytest.mark.parametrize("ends_on", [TODAY, TODAY - timedelta(days=1)])
def test_extend_refuses_a_date_that_is_not_ahead(acting, ends_on):
    preceptorship = PreceptorshipFactory(starts_on=TODAY - timedelta(weeks=8))

    with pytest.raises(services.PreceptorshipError, match="in the future"):
        services.extend_preceptorship(
            preceptorship=preceptorship, ends_on=ends_on, reason="Illness", **acting
        )


def test_extend_refuses_the_end_that_it_has(acting):
    preceptorship = PreceptorshipFactory()

    with pytest.raises(services.PreceptorshipError, match="already ends on that day"):
        services.extend_preceptorship(
            preceptorship=preceptorship, ends_on=preceptorship.ends_on, reason="Illness", **acting
        )


def test_extend_refuses_an_end_before_it_starts(acting):
    later = TODAY + timedelta(weeks=4)
    preceptorship = PreceptorshipFactory(status="planned", starts_on=later)

    with pytest.raises(services.PreceptorshipError, match="after the start"):
        services.extend_preceptorship(
            preceptorship=preceptorship, ends_on=later, reason="Illness", **acting
        )


def test_p15_an_earlier_end_takes_the_final_review_along_and_drops_what_comes_after(acting):
    start, end = TODAY - timedelta(weeks=8), TODAY + timedelta(weeks=4)
    preceptorship = PreceptorshipFactory(
        starts_on=start, ends_on=TODAY + timedelta(weeks=20), supported_until=start
    )
    growing, last = [
        PhaseFactory(preceptorship=preceptorship, position=position, starts_on=on, ends_on=until)
        for position, (on, until) in enumerate(
            [(start, end + timedelta(weeks=2)), (end + timedelta(weeks=3), preceptorship.ends_on)]
        )
    ]
    before, after, final = [
        ReviewFactory(preceptorship=preceptorship, position=position, kind=kind, due_on=due_on)
        for position, (kind, due_on) in enumerate(
            [
                ("regular", end - timedelta(days=1)),
                ("regular", end + timedelta(days=1)),
                ("final", preceptorship.ends_on),
            ]
        )
    ]

    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=end, reason="Experienced already", **acting
    )

    for row in (preceptorship, growing, before, after, final):
        row.refresh_from_db()
    assert (preceptorship.ends_on, growing.ends_on, final.due_on) == (end, end, end)
    assert (before.cancelled_at, after.cancelled_at) == (None, NOON)
    assert not Phase.objects.filter(pk=last.pk).exists()


def test_p15_an_earlier_end_asks_for_no_second_final_review(acting):
    preceptorship = PreceptorshipFactory(supported_until=TODAY)
    ReviewFactory(preceptorship=preceptorship, kind="final", held_on=TODAY, held_by=acting["by"])

    services.extend_preceptorship(
        preceptorship=preceptorship, ends_on=TOMORROW, reason="Experienced already", **acting
    )

    assert not preceptorship.reviews.planned().exists()


def test_p15_only_the_last_end_is_told(acting):
    preceptorship = PreceptorshipFactory(supported_until=TODAY)
    for days in (2, 1):
        services.extend_preceptorship(
            preceptorship=preceptorship,
            ends_on=TODAY + timedelta(days=days),
            reason="Counted wrongly",
            **acting,
        )

    told = Notice.objects.filter(superseded_at=None).values_list("kind", "data__ends_on")
    assert list(told) == [("preceptorship_end_moved", TOMORROW.isoformat())]


def test_p15_an_end_that_moves_again_after_it_was_mailed_is_mailed_again(acting):
    preceptorship = PreceptorshipFactory(supported_until=TODAY)
    for days, at in ((2, acting["at"]), (1, acting["at"] + timedelta(hours=1))):
        services.extend_preceptorship(
            preceptorship=preceptorship,
            ends_on=TODAY + timedelta(days=days),
            reason="Counted wrongly",
            **acting | {"at": at},
        )
        due = Delivery.objects.filter(status=Delivery.Status.DUE)
        mailed = list(due.values_list("notice__data__ends_on", flat=True))
        due.update(status=Delivery.Status.SENT, sent_at=at)

    assert mailed == [TOMORROW.isoformat()]


def test_withdraw_closes_it_and_everything_that_was_open(acting, hooks):
    preceptorship = PreceptorshipFactory(primary=PreceptorFactory(), paused=True)
    PreceptorshipPauseFactory(preceptorship=preceptorship)
    review = ReviewFactory(preceptorship=preceptorship)
    enrolment = EnrolmentFactory(
        cohort=preceptorship.cohort, learner=preceptorship.learner, status="paired"
    )

    services.withdraw_preceptorship(preceptorship=preceptorship, reason="Moved away", **acting)

    for row in (preceptorship, review, enrolment):
        row.refresh_from_db()
    assert (preceptorship.status, preceptorship.closed_at) == (Status.WITHDRAWN, NOON)
    assert review.cancelled_at == NOON
    assert enrolment.status == "withdrawn"
    assert not preceptorship.assignments.filter(valid_to=None).exists()
    assert not preceptorship.pauses.filter(valid_to=None).exists()
    assert hooks == ["closed"]


def test_withdraw_before_it_began_ends_the_assignment_on_its_first_day(acting):
    preceptorship = PreceptorshipFactory(
        status="planned", starts_on=TOMORROW, primary=PreceptorFactory()
    )

    services.withdraw_preceptorship(preceptorship=preceptorship, reason="Not coming", **acting)

    assert preceptorship.assignments.get().valid_to == TOMORROW


def test_withdraw_refuses_what_is_closed(acting):
    preceptorship = PreceptorshipFactory(closed=True)

    with pytest.raises(services.PreceptorshipError, match="already ended"):
        services.withdraw_preceptorship(preceptorship=preceptorship, reason="Again", **acting)


def test_withdraw_tells_the_learner_and_the_preceptors_but_not_who_did_it():
    by, preceptor = PersonFactory(), PreceptorFactory()
    preceptorship = PreceptorshipFactory(primary=preceptor)

    services.withdraw_preceptorship(
        preceptorship=preceptorship, reason="Moved away", by=by, at=NOON, today=TODAY
    )

    told = set(Notice.objects.values_list("kind", "recipient"))
    assert told == {
        ("preceptorship_withdrawn", preceptorship.learner.person_id),
        ("preceptorship_withdrawn", preceptor.person_id),
    }
    assert "Moved away" not in str(Notice.objects.values_list("data", flat=True))


@pytest.fixture
def complete_blockers(monkeypatch):
    """What the apps above say is missing."""
    blockers = []
    monkeypatch.setattr(registry, "completion_blockers", [lambda preceptorship: blockers])
    return blockers


def ready(**fields):
    preceptorship = PreceptorshipFactory(primary=PreceptorFactory(), **fields)
    ReviewFactory(preceptorship=preceptorship, kind="final", held_on=TODAY, held_by=PersonFactory())
    return preceptorship


@pytest.mark.parametrize("status", [Status.ACTIVE, Status.FINAL_REVIEW_DUE])
def test_complete_closes_it_as_achieved(acting, complete_blockers, status):
    preceptorship = ready(status=status)

    services.complete_preceptorship(preceptorship=preceptorship, **acting)

    preceptorship.refresh_from_db()
    assert (preceptorship.status, preceptorship.closed_at) == (Status.ACHIEVED, NOON)


def test_p15_complete_needs_the_final_review(acting, complete_blockers):
    preceptorship = PreceptorshipFactory()
    ReviewFactory(preceptorship=preceptorship, kind="final")

    with pytest.raises(services.PreceptorshipError, match="final review is not marked as done"):
        services.complete_preceptorship(preceptorship=preceptorship, **acting)


def test_p15_complete_needs_what_the_apps_above_ask(acting, complete_blockers):
    complete_blockers.append("Two critical competencies are missing.")
    preceptorship = ready()

    with pytest.raises(services.PreceptorshipError, match="Two critical"):
        services.complete_preceptorship(preceptorship=preceptorship, **acting)

    preceptorship.refresh_from_db()
    assert preceptorship.is_open


def test_p15_after_early_completion_the_preceptor_stays_until_the_support_ends(
    acting, complete_blockers
):
    supported = TODAY + timedelta(days=70)
    preceptorship = ready(supported_until=supported)

    services.complete_preceptorship(preceptorship=preceptorship, **acting)

    assert preceptorship.assignments.get().valid_to == supported


def test_p15_complete_refuses_what_is_paused(acting, complete_blockers):
    with pytest.raises(services.PreceptorshipError):
        services.complete_preceptorship(preceptorship=ready(paused=True), **acting)
