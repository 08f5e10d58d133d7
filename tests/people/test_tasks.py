from threading import Event

import pytest
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from django.conf import settings
from django.core import mail
from django.db import connections
from django.utils import timezone
from kombu.exceptions import OperationalError

from config.celery import app
from people import tasks as people
from people.notices.models import Delivery
from people.registry import planners
from tests.factories import CredentialFactory, DeliveryFactory, InvitationFactory, ReviewFactory

pytestmark = pytest.mark.usefixtures("kinds")


@pytest.mark.django_db
def test_deliver_due_delivers_more_than_one_batch(monkeypatch):
    batch = people.delivery.deliver_batch
    monkeypatch.setattr(
        people.delivery, "deliver_batch", lambda limit, clock: batch(limit=2, clock=clock)
    )
    DeliveryFactory.create_batch(5, notice__kind="test_duty", notice__data={"what": "review"})

    people.deliver_due.apply(throw=True)

    assert len(mail.outbox) == 5


@pytest.mark.django_db
def test_a_long_sweep_gives_way_and_goes_on_in_a_task_of_its_own(monkeypatch):
    batch, begun = people.delivery.deliver_batch, []
    monkeypatch.setattr(
        people.delivery, "deliver_batch", lambda limit, clock: batch(limit=2, clock=clock)
    )
    monkeypatch.setattr(people, "TURN", 0)
    monkeypatch.setattr(people.deliver_due, "apply_async", lambda **options: begun.append(options))
    DeliveryFactory.create_batch(5, notice__kind="test_duty", notice__data={"what": "review"})

    people.deliver_due.apply(throw=True)

    assert len(mail.outbox) == 2
    assert begun == [{"expires": 60}]


@pytest.mark.django_db
def test_a_sweep_that_gives_way_without_a_broker_ends_quietly(monkeypatch):
    def refuse(**options):
        raise OperationalError

    monkeypatch.setattr(people, "TURN", 0)
    monkeypatch.setattr(people.deliver_due, "apply_async", refuse)
    DeliveryFactory(notice__kind="test_duty", notice__data={"what": "review"})

    people.deliver_due.apply(throw=True)

    assert len(mail.outbox) == 1


def test_nothing_that_beat_starts_piles_up_while_no_worker_runs():
    schedule = settings.CELERY_BEAT_SCHEDULE
    expires = {each["task"]: each["options"]["expires"] for each in schedule.values()}

    assert expires["people.tasks.deliver_due"] == 60
    assert expires["people.tasks.tell_whose_account_is_tried"] == 5 * 60
    assert expires["assessments.tasks.advance_requests"] == 60 * 60
    # Taken at 03:41, or as soon as there is a worker.
    assert expires["assessments.tasks.seal_ledger"] == 24 * 60 * 60


@pytest.mark.django_db
def test_send_invitations_sends_all_that_wait():
    InvitationFactory.create_batch(21, token_hash=None, sent_at=None, expires_at=None)

    people.send_invitations.apply(throw=True)

    assert len(mail.outbox) == 21


@pytest.mark.django_db
def test_the_planners_plan_and_may_run_twice():
    today = timezone.localdate()
    ReviewFactory(due_on=today)
    CredentialFactory(valid_to=today)
    scheduled = settings.CELERY_BEAT_SCHEDULE.values()
    turns = [each["args"] for each in scheduled if each["task"] == people.plan_reminders.name]

    for subjects in turns * 2:
        people.plan_reminders.apply(subjects, throw=True)

    kinds = Delivery.objects.values_list("notice__kind", flat=True)
    assert sorted(kinds) == ["credential_lapsing", "own_review_due"]


def test_every_planner_has_its_turn():
    scheduled = settings.CELERY_BEAT_SCHEDULE.values()
    subjects = [
        subject
        for each in scheduled
        if each["task"] == people.plan_reminders.name
        for subject in each["args"]
    ]

    assert sorted(subjects) == sorted(planners)


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_what_is_due_when_it_is_woken():
    delivery = DeliveryFactory(notice__kind="test_duty", notice__data={"what": "review"})
    finished = Event()

    def note(**keywords):
        connections.close_all()
        finished.set()

    task_postrun.connect(note, sender=people.deliver_due)
    with start_worker(app, pool="solo", perform_ping_check=False):
        people.deliver_due.delay()
        assert finished.wait(timeout=15)
    task_postrun.disconnect(note, sender=people.deliver_due)

    delivery.refresh_from_db()
    assert delivery.status == Delivery.Status.SENT
