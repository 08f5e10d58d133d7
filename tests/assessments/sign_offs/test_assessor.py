"""Who can sign today, and the coordinator's exception from P8."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.sign_offs.services.assessor import AssessorError, allow_assessor, assessors_of
from people.models import Approval
from programs.cohorts.models import RuleOverride
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def lapsed(bedside):
    """Priya's approval ended yesterday."""
    Approval.objects.filter(person=bedside.priya).update(valid_to=days_ago(1))
    return bedside


def allow(bedside, **given):
    act = {
        "preceptorship": bedside.preceptorship,
        "assessor": bedside.priya,
        "reason": "Renewal is on its way",
        "by": bedside.dana,
        "at": NOON,
    }
    return allow_assessor(**act | given)


def list_url(bedside):
    return reverse("assessments:assessor-list", args=[bedside.preceptorship.pk])


def allow_url(bedside):
    return reverse("assessments:assessor-allow", args=[bedside.preceptorship.pk, bedside.priya.pk])


def test_assessors_of_names_the_primary_first_and_what_each_lacks(lapsed):
    assessors = assessors_of(lapsed.preceptorship, on=TODAY)

    assert [(assessor.person, assessor.can_sign) for assessor in assessors] == [
        (lapsed.priya, False),
        (lapsed.sam, True),
    ]


def test_p8_an_exception_lets_the_assessor_sign_and_stands_with_the_record(client, lapsed):
    override = allow(lapsed)

    sign_off = lapsed.sign()

    client.force_login(lapsed.amara)
    page = client.get(reverse("assessments:sign-off-detail", args=[sign_off.pk]))
    assert sign_off.override == override
    assert "Dana Cole made an exception: Renewal is on its way" in page.content.decode()


@pytest.mark.parametrize("by", ["priya", "sam", "amara"])
def test_p8_only_a_coordinator_sets_it_aside(lapsed, by):
    with pytest.raises(AssessorError, match="Only a coordinator"):
        allow(lapsed, by=getattr(lapsed, by))


def test_p8_a_coordinator_does_not_except_themselves(lapsed):
    make.ProgramCoordinatorFactory(program=lapsed.program, person=lapsed.priya)

    with pytest.raises(AssessorError, match="not for their own"):
        allow(lapsed, by=lapsed.priya)


def test_p8_an_exception_needs_a_reason(lapsed):
    with pytest.raises(AssessorError, match="give a reason"):
        allow(lapsed, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        make.RuleOverrideFactory(reason="")


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 200), ("sam", 200), ("amara", 200), ("dana", 200), ("stranger", 404)],
)
def test_assessor_list_by_role(client, lapsed, role, status):
    client.force_login(make.PersonFactory() if role == "stranger" else getattr(lapsed, role))

    assert client.get(list_url(lapsed)).status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    [("priya", 403), ("sam", 403), ("amara", 403), ("dana", 200), ("stranger", 404)],
)
def test_assessor_allow_by_role(client, lapsed, role, status):
    client.force_login(make.PersonFactory() if role == "stranger" else getattr(lapsed, role))

    assert client.get(allow_url(lapsed)).status_code == status


def test_assessor_list_offers_the_exception_to_coordinators_only(client, lapsed):
    pages = {}
    for role in ("priya", "amara", "dana"):
        client.force_login(getattr(lapsed, role))
        pages[role] = client.get(list_url(lapsed)).content.decode()

    assert [role for role, page in pages.items() if allow_url(lapsed) in page] == ["dana"]


def test_assessor_allow_records_the_reason(client, lapsed):
    client.force_login(lapsed.dana)

    response = client.post(allow_url(lapsed), {"reason": "Renewal is on its way"})

    override = RuleOverride.objects.get()
    assert response["Location"] == list_url(lapsed)
    assert (override.guide, override.learner, override.rules, override.overridden_by) == (
        lapsed.priya,
        lapsed.amara,
        ["P8"],
        lapsed.dana,
    )
