from datetime import timedelta

import pytest
from django.urls import reverse

from programs.mentoring.care.services.program_break import ProgramBreakError, add_break
from tests.factories import TODAY, MentoringProgramFactory, PersonFactory, ProgramBreakFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "message"), [((13, 20), "already"), ((30, 30 + 367), "more than a year")]
)
def test_add_break_refuses_what_cannot_be(days, message):
    program = ProgramBreakFactory().program
    valid_from, valid_to = (TODAY + number * DAY for number in days)

    with pytest.raises(ProgramBreakError, match=message):
        add_break(program=program, name="Again", valid_from=valid_from, valid_to=valid_to)


def test_program_breaks_are_added_and_removed_on_one_page(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    client.force_login(coordinator)
    url = reverse("programs:program-breaks", args=[program.pk])
    assert "No breaks planned" in client.get(url).text

    days = {"name": "Eid", "valid_from": "2027-03-09", "valid_to": "2027-03-12"}
    assert "Eid" in client.post(url, days, follow=True).text

    removed = reverse("programs:program-break-remove", args=[program.pk, program.breaks.get().pk])
    assert "No breaks planned" in client.post(removed, follow=True).text
