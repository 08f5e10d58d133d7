from datetime import timedelta
from functools import partial

import pytest

from people.models import Approval, Credential, Person
from people.notices.models import Delivery, Notice
from people.notices.services.reminders import plan_reminders
from people.notices.wording import word
from tests.factories import NOON, TODAY, ApprovalFactory, CredentialFactory

plan_credentials = partial(plan_reminders, "credentials")
pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.mark.parametrize("factory", [ApprovalFactory, CredentialFactory])
def test_s2_lapsing_is_told_at_60_30_and_7_days(factory):
    factory(valid_to=TODAY + 70 * DAY)
    told = {}

    for day in range(75):
        if plan_credentials(at=NOON + day * DAY):
            told[70 - day] = Notice.objects.latest("pk").step

    assert told == {60: 0, 30: 1, 7: 2}


def test_s2_whoever_was_not_warned_in_time_is_warned_once():
    CredentialFactory(valid_to=TODAY + 5 * DAY)

    plan_credentials(at=NOON)

    assert Notice.objects.get().step == 2


def test_n4_planning_twice_adds_nothing():
    CredentialFactory(valid_to=TODAY + 30 * DAY)
    plan_credentials(at=NOON)

    assert plan_credentials(at=NOON) == 0


def test_what_has_been_renewed_is_not_told():
    old = CredentialFactory(valid_to=TODAY + 30 * DAY)
    CredentialFactory(person=old.person, valid_from=TODAY + 20 * DAY)

    assert plan_credentials(at=NOON) == 0


def test_another_credential_renews_nothing():
    old = CredentialFactory(valid_to=TODAY + 30 * DAY)
    CredentialFactory(person=old.person, kind=Credential.Kind.LICENCE)

    assert plan_credentials(at=NOON) == 1


def test_another_role_renews_nothing():
    old = ApprovalFactory(valid_to=TODAY + 30 * DAY)
    ApprovalFactory(person=old.person, role="mentor")

    assert plan_credentials(at=NOON) == 1


def test_a_renewal_takes_back_a_warning_that_has_not_left():
    old = CredentialFactory(valid_to=TODAY + 30 * DAY)
    plan_credentials(at=NOON)
    CredentialFactory(person=old.person, valid_from=TODAY)

    plan_credentials(at=NOON)

    assert Delivery.objects.get().status == Delivery.Status.SUPPRESSED


def test_nobody_who_left_is_warned():
    CredentialFactory(valid_to=TODAY + 30 * DAY)
    Person.objects.update(is_active=False)

    assert plan_credentials(at=NOON) == 0


def test_what_lapsed_is_not_told_any_more():
    ApprovalFactory(valid_to=TODAY - DAY)

    assert plan_credentials(at=NOON) == 0


def test_the_warning_names_what_lapses_and_when():
    CredentialFactory(kind=Credential.Kind.LICENCE, valid_to=TODAY + 30 * DAY)
    plan_credentials(at=NOON)

    wording = word(Notice.objects.get(), zone="UTC")

    assert wording.subject == "Professional licence expires on 23 Dec 2026"


def test_planning_credentials_needs_as_many_queries_for_30_as_for_2(
    django_assert_max_num_queries,
):
    ApprovalFactory.create_batch(2, valid_to=TODAY + 30 * DAY)
    with django_assert_max_num_queries(20) as one:
        plan_credentials(at=NOON)
    ApprovalFactory.create_batch(30, valid_to=TODAY + 30 * DAY)

    with django_assert_max_num_queries(len(one)):
        plan_credentials(at=NOON)

    assert Notice.objects.count() == Approval.objects.count()
