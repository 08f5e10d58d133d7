from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.services.absence import AbsenceError, add_absence, end_absence
from tests.factories import TODAY, AbsenceFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "message"),
    [
        (TODAY - 9 * DAY, TODAY - DAY, "are over"),
        (TODAY, TODAY + 1099 * DAY, "three years"),
        (TODAY + 6 * DAY, TODAY + 9 * DAY, "already"),
        (TODAY - DAY, TODAY, "already"),
    ],
)
def test_add_absence_refuses_what_cannot_be(valid_from, valid_to, message):
    person = PersonFactory()
    AbsenceFactory(person=person, valid_from=TODAY, valid_to=TODAY + 6 * DAY)

    with pytest.raises(AbsenceError, match=message):
        add_absence(person=person, valid_from=valid_from, valid_to=valid_to, today=TODAY)
    assert person.absences.count() == 1


def test_end_absence_keeps_the_days_that_were():
    absence = AbsenceFactory(valid_from=TODAY - 3 * DAY, valid_to=TODAY + 3 * DAY)

    end_absence(absence=absence, today=TODAY)

    absence.refresh_from_db()
    assert absence.valid_to == TODAY - DAY


def test_end_absence_forgets_one_that_has_not_lasted_a_day():
    absence = AbsenceFactory(valid_from=TODAY + DAY, valid_to=TODAY + 3 * DAY)

    end_absence(absence=absence, today=TODAY)

    assert not absence.person.absences.exists()


def test_absence_add_keeps_what_was_typed_when_it_is_refused(client):
    person = PersonFactory()
    client.force_login(person)
    today = timezone.localdate()
    days = {"valid_from": today, "valid_to": today - DAY}

    page = client.post(reverse("people:absence-add"), days)

    assert "The last day is before the first day." in page.text
    assert f'value="{today - DAY}"' in page.text
    assert not person.absences.exists()


def test_absence_add_is_shown_in_the_profile_and_ended_there(client):
    person = PersonFactory()
    client.force_login(person)
    today = timezone.localdate()

    days = {"valid_from": today, "valid_to": today + DAY}
    page = client.post(reverse("people:absence-add"), days, follow=True)
    assert "Saved." in page.text
    assert "I'm back" in page.text

    ended = client.post(reverse("people:absence-end", args=[person.absences.get().pk]), follow=True)
    assert "I'm back" not in ended.text
