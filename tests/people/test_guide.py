"""Approvals, credentials, capacity and rest (S2, S3)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.models import Approval, Credential, GuidePause, Preceptor
from people.services import guide as services
from people.standing import Lack, lacks_of
from tests.factories import (
    NOON,
    TODAY,
    ApprovalFactory,
    CredentialFactory,
    GuidePauseFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramCoordinatorFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def grant(person, *, valid_from=TODAY, valid_to=None, role="preceptor"):
    return services.grant_approval(
        person=person,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        by=PersonFactory(),
        at=NOON,
    )


def test_s2_grant_approval_makes_a_guide():
    person = PersonFactory()

    approval = grant(person)

    assert Approval.objects.on(TODAY).get() == approval
    assert Preceptor.objects.get().person == person


def test_grant_approval_refuses_days_already_approved():
    person = PersonFactory()
    grant(person, valid_to=TOMORROW)

    with pytest.raises(services.GuideError, match="already"):
        grant(person, valid_from=TOMORROW)

    grant(person, role="mentor")
    grant(person, valid_from=TOMORROW + timedelta(days=1))
    assert Approval.objects.count() == 3


def test_end_approval_keeps_the_past():
    approval = ApprovalFactory()

    services.end_approval(approval=approval, last_day=YESTERDAY, today=TODAY)

    assert not Approval.objects.on(TODAY).exists()
    assert Approval.objects.on(YESTERDAY).exists()


@pytest.mark.parametrize(
    ("last_day", "reason"),
    [(YESTERDAY - timedelta(days=1), "for the past"), (TOMORROW, "ends before")],
)
def test_end_approval_refuses(last_day, reason):
    approval = ApprovalFactory(valid_to=TODAY)

    with pytest.raises(services.GuideError, match=reason):
        services.end_approval(approval=approval, last_day=last_day, today=TODAY)


def test_end_credential_may_lie_in_the_past_but_not_before_it_began():
    credential = CredentialFactory(valid_from=TODAY - timedelta(days=10))

    services.end_credential(credential=credential, last_day=TODAY - timedelta(days=5))

    credential.refresh_from_db()
    assert credential.valid_to == TODAY - timedelta(days=5)
    with pytest.raises(services.GuideError, match="before it starts"):
        services.end_credential(credential=credential, last_day=TODAY - timedelta(days=11))


def test_s3_start_rest_keeps_new_pairings_off():
    guide = PreceptorFactory(eligible=True)

    services.start_rest(
        person=guide.person, role="preceptor", valid_from=TODAY, valid_to=TOMORROW, today=TODAY
    )

    assert Preceptor.objects.with_standing(TODAY).get().is_resting
    assert not Preceptor.objects.with_standing(TOMORROW + timedelta(days=1)).get().is_resting


@pytest.mark.parametrize("valid_from", [YESTERDAY, TOMORROW])
def test_start_rest_refuses_the_past_and_what_overlaps(valid_from):
    pause = GuidePauseFactory(valid_from=TODAY)

    with pytest.raises(services.GuideError):
        services.start_rest(
            person=pause.person,
            role="preceptor",
            valid_from=valid_from,
            valid_to=None,
            today=TODAY,
        )


def test_end_rest_keeps_the_days_that_were_rested():
    pause = GuidePauseFactory(valid_from=YESTERDAY)

    services.end_rest(pause=pause, today=TODAY)

    assert not GuidePause.objects.on(TODAY).exists()
    assert GuidePause.objects.on(YESTERDAY).exists()


def test_end_rest_forgets_one_that_has_not_lasted_a_day():
    services.end_rest(pause=GuidePauseFactory(valid_from=TODAY), today=TODAY)

    assert not GuidePause.objects.exists()


def test_capacity_update_page_is_the_guides_own(client):
    guide = PreceptorFactory(capacity=2)
    client.force_login(guide.person)

    client.post(reverse("people:capacity-update", args=["preceptor"]), {"capacity": "4"})

    guide.refresh_from_db()
    assert guide.capacity == 4
    assert client.get(reverse("people:capacity-update", args=["mentor"])).status_code == 404
    assert client.get(reverse("people:capacity-update", args=["boss"])).status_code == 404


def test_approval_grant_page_approves_for_two_years(client):
    person = PersonFactory()
    client.force_login(ProgramCoordinatorFactory().person)
    url = reverse("people:approval-grant", args=[person.pk])
    initial = client.get(url).context["form"].initial

    client.post(url, initial | {"role": "mentor"})

    approval = Approval.objects.get(person=person)
    assert (approval.valid_to - approval.valid_from).days == 730


def test_approval_grant_page_is_never_for_oneself(client):
    coordinator = ProgramCoordinatorFactory().person
    client.force_login(coordinator)

    url = reverse("people:approval-grant", args=[coordinator.pk])

    assert client.get(url).status_code == 403


def test_credential_add_page_refuses_an_end_before_the_beginning(client):
    person = PersonFactory()
    client.force_login(ProgramCoordinatorFactory().person)
    data = {"kind": "licence", "valid_from": "2026-01-02", "valid_to": "2026-01-01"}

    response = client.post(reverse("people:credential-add", args=[person.pk]), data)

    assert list(response.context["form"].errors) == ["valid_to"]
    assert not Credential.objects.exists()


def test_rest_start_page_shows_the_reason_at_the_field(client):
    guide = PreceptorFactory()
    client.force_login(guide.person)
    url = reverse("people:rest-start", args=["preceptor"])

    response = client.post(url, {"valid_from": "2020-01-01"})

    assert list(response.context["form"].errors) == ["valid_from"]


@pytest.mark.parametrize("days", [-1, 0, 10, 11])
def test_lacks_of_a_guide_on_the_days_around_a_period(days):
    guide = PreceptorFactory()
    period = {"person": guide.person, "valid_from": TODAY, "valid_to": TODAY + timedelta(days=10)}
    ApprovalFactory(role="preceptor", **period)
    CredentialFactory(kind="preceptor_training", **period)
    CredentialFactory(kind="licence", **period)

    found = Preceptor.objects.with_standing(TODAY + timedelta(days=days)).get()

    assert lacks_of(found) == ([] if 0 <= days <= 10 else list(Lack))


def test_lacks_of_a_guide_with_nothing_on_record_is_no_licence():
    PreceptorFactory()

    found = Preceptor.objects.with_standing(TODAY).get()

    assert lacks_of(found) == [Lack.TRAINING, Lack.APPROVAL]


def test_lacks_of_a_guide_counts_only_the_same_role():
    guide = PreceptorFactory()
    ApprovalFactory(role="mentor", person=guide.person, valid_from=TODAY)
    CredentialFactory(kind="mentor_training", person=guide.person, valid_from=TODAY)

    found = Preceptor.objects.with_standing(TODAY).get()

    assert lacks_of(found) == [Lack.TRAINING, Lack.APPROVAL]
