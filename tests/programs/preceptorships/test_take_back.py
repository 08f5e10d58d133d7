"""A pairing published by mistake is undone within a day, and leaves no trace in a mailbox."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Delivery, Notice
from programs.cohorts.models import Enrolment
from programs.preceptorships import notices
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services import preceptorship as services
from tests.factories import (
    NOON,
    EnrolmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ReviewFactory,
    SignOffFactory,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def paired():
    """Published an hour ago, with both told."""
    preceptorship = PreceptorshipFactory(primary=PreceptorFactory(), created_at=NOON - HOUR)
    EnrolmentFactory(cohort=preceptorship.cohort, learner=preceptorship.learner, status="paired")
    preceptor = preceptorship.assignments.get().preceptor.person
    notices.preceptorship_opened(preceptorship, preceptor, at=NOON - HOUR)
    return preceptorship


def shown():
    return set(Notice.objects.filter(superseded_at=None).values_list("kind", "recipient"))


def test_take_back_lets_the_learner_wait_anew_and_first(acting, paired):
    services.take_back_preceptorship(preceptorship=paired, **acting)

    paired.refresh_from_db()
    enrolment = Enrolment.objects.get(cohort=paired.cohort)
    assert paired.status == Preceptorship.Status.WITHDRAWN
    assert (enrolment.status, enrolment.has_priority) == ("waiting", True)


def test_take_back_leaves_no_trace_with_those_who_had_not_heard(acting, paired):
    services.take_back_preceptorship(preceptorship=paired, **acting)

    assert shown() == set()
    assert not Delivery.objects.filter(status=Delivery.Status.DUE).exists()


def test_take_back_tells_those_who_had_heard(acting, paired):
    learner = paired.learner.person
    Notice.objects.filter(recipient=learner).update(read_at=NOON)

    services.take_back_preceptorship(preceptorship=paired, **acting)

    assert shown() == {("preceptorship_taken_back", learner.pk)}


@pytest.mark.parametrize("kept", ["old", "signed", "reviewed"])
def test_take_back_refuses_what_has_begun_to_count(acting, paired, kept):
    if kept == "old":
        Preceptorship.objects.update(created_at=NOON - timedelta(days=2))
    elif kept == "signed":
        SignOffFactory(preceptorship=paired)
    else:
        ReviewFactory(preceptorship=paired, position=1, held_on=NOON.date(), held_by=acting["by"])

    with pytest.raises(services.PreceptorshipError, match="end it early instead"):
        services.take_back_preceptorship(preceptorship=paired, **acting)

    paired.refresh_from_db()
    assert paired.is_open


def test_preceptorship_take_back_page_undoes_it_and_leads_to_the_cohort(client, paired):
    Preceptorship.objects.update(created_at=timezone.now() - HOUR)
    client.force_login(ProgramCoordinatorFactory(program=paired.program).person)
    url = reverse("programs:preceptorship-take-back", args=[paired.pk])
    plan = client.get(reverse("programs:preceptorship-plan", args=[paired.pk]))

    response = client.post(url)

    assert url in plan.content.decode()
    assert response.url == reverse("programs:cohort-detail", args=[paired.cohort_id])
