"""Protected time: what a preceptor wrote down, against what the program promises (P17)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.shifts.models import ProtectedTime
from programs.shifts.services.protected_time import add_protected_time
from programs.shifts.services.roster import ShiftError
from tests.assessments.evidence_pack.following import figures_of
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProtectedTimeFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "programs:my-protected-time"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def preceptor(preceptorship):
    return preceptorship.primary_on(TODAY).person


def text_of(response):
    return " ".join(response.content.decode().partition("<main")[2].split())


def test_p17_a_preceptor_adds_time_and_sees_it_against_the_promise(client, program, preceptor):
    program.preceptorship_rules.protected_hours_per_year = 8
    program.preceptorship_rules.save()
    client.force_login(preceptor)

    response = client.post(
        reverse(PAGE), {"day": TODAY.isoformat(), "hours": "2", "minutes": "30"}, follow=True
    )

    assert "2.5 of 8 hours" in text_of(response)
    assert ProtectedTime.objects.get().minutes == 150


def test_p17_only_the_last_year_counts(client, preceptor):
    ProtectedTimeFactory(person=preceptor, day=TODAY - 364 * DAY, minutes=60)
    ProtectedTimeFactory(person=preceptor, day=TODAY - 365 * DAY, minutes=60)
    client.force_login(preceptor)

    assert "1 of 8 hours" in text_of(client.get(reverse(PAGE)))


@pytest.mark.parametrize(
    ("day", "minutes", "said"),
    [
        (TODAY + DAY, 60, "still to come"),
        (TODAY - 365 * DAY, 60, "over a year ago"),
        (TODAY, 0, "how long"),
        (TODAY, 601, "more than 12 hours"),
    ],
)
def test_p17_what_cannot_be_is_refused(preceptor, day, minutes, said):
    ProtectedTimeFactory(person=preceptor, day=TODAY, minutes=120)

    with pytest.raises(ShiftError, match=said):
        add_protected_time(person=preceptor, day=day, minutes=minutes, at=NOON)


def test_what_was_typed_stays_beside_the_refusal(client, preceptor):
    client.force_login(preceptor)

    response = client.post(
        reverse(PAGE), {"day": (TODAY + DAY).isoformat(), "hours": "3", "minutes": "15"}
    )

    assert "This day is still to come" in text_of(response)
    assert 'value="15"' in text_of(response)


def test_what_was_noted_by_mistake_is_removed_by_its_author_alone(client, preceptor):
    entry = ProtectedTimeFactory(person=preceptor)
    remove = reverse("programs:protected-time-remove", args=[entry.pk])

    client.force_login(PersonFactory())
    assert client.post(remove).status_code == 404
    client.force_login(preceptor)
    client.post(remove)

    assert not ProtectedTime.objects.exists()


def test_p17_coordinators_see_the_total_on_the_preceptors_page(client, coordinator, preceptor):
    ProtectedTimeFactory(person=preceptor, minutes=300)
    client.force_login(coordinator)

    page = text_of(client.get(reverse("people:person-detail", args=[preceptor.pk])))

    assert "5 of 8 hours" in page


def test_a_learner_does_not_see_it(client, preceptorship, preceptor):
    client.force_login(preceptorship.learner.person)

    page = text_of(client.get(reverse("people:person-detail", args=[preceptor.pk])))

    assert "rotected time" not in page


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 2)])
def test_p17_the_evidence_pack_counts_five_or_more(program, count, shown):
    cohort = CohortFactory(program=program)
    for number in range(count):
        preceptor = PreceptorFactory(eligible=True)
        PreceptorshipFactory.create_batch(2, cohort=cohort, primary=preceptor)
        ProtectedTimeFactory(person=preceptor.person, minutes=480 if number < 2 else 479)

    assert figures_of(program)["Had their protected time"] == (shown, count)
