from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q

from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import (
    CompetencyState,
    Progress,
    SignOff,
    SignOffRequest,
)
from people.demo_accounts import ACCOUNTS
from people.models import Person
from people.notices.models import Delivery
from programs.cohorts.models import Enrolment, Program, RuleOverride
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import Preceptorship
from tests.factories import NOON, PersonFactory
from tools.demo.data.build import build_demo

pytestmark = pytest.mark.django_db


def test_demo_data_tells_the_whole_story():
    build_demo(now=NOON)

    assert Program.objects.count() == 3
    assert Enrolment.objects.waiting().count() == 3
    assert Preceptorship.objects.filter(program__name__startswith="Northfield").count() == 21
    assert Preceptorship.objects.filter(program__name__startswith="Riverside").count() == 10
    assert Mentorship.objects.open().count() == 16
    walking = Mentorship.objects.begun().open().with_contact(NOON)
    quiet = Q(last_met_at=None) | Q(last_met_at__lte=NOON - timedelta(days=45))
    assert walking.filter(quiet).count() == 3
    assert RuleOverride.objects.filter(guide__name="Abena Mensah").exists()
    assert SignOff.objects.count() == LedgerEntry.objects.count() > 400
    assert Progress.objects.filter(achieved=0).count() < 3
    late = Preceptorship.objects.filter(
        competency_states__in=CompetencyState.objects.overdue(NOON.date())
    ).distinct()
    assert 5 < late.filter(program__name__startswith="Northfield").count() < 15
    assert SignOffRequest.objects.asked_of(Person.objects.get(name="Priya Nair")).count() >= 2
    # Nobody is mailed about what happened before the demo began.
    assert not Delivery.objects.filter(
        status=Delivery.Status.DUE, notice__created_at__lt=NOON - timedelta(days=2)
    ).exists()
    emails = Person.objects.filter(is_active=True).values_list("email", flat=True)
    assert {account.email for account in ACCOUNTS} - set(emails) == set()


def test_demo_data_refuses_a_database_with_people():
    PersonFactory()

    with pytest.raises(CommandError, match="empty database"):
        call_command("demo_data")
