"""Where people work without shifts, the same thing is called a working day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from people.notices.wording import word
from programs.cohorts.models import PreceptorshipRules
from programs.shifts import reminders
from programs.shifts.services.shift import call_off_shift
from tests.factories import NOON, ShiftFactory

pytestmark = pytest.mark.django_db
WORKING_DAY = PreceptorshipRules.DayWord.WORKING_DAY


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def site(preceptorship):
    PreceptorshipRules.objects.filter(program=preceptorship.program).update(day_word=WORKING_DAY)
    preceptorship.program.refresh_from_db()
    return preceptorship


def test_pages_of_working_days_speak_of_no_shift(client, site, coordinator):
    shift = ShiftFactory(preceptorship=site, starts_at=NOON + timedelta(days=2))
    client.force_login(coordinator)

    for name, row in (
        ("preceptorship-plan", site),
        ("shift-list", site),
        ("shift-create", site),
        ("shift-detail", shift),
        ("shift-cover", shift),
    ):
        main = client.get(reverse(f"programs:{name}", args=[row.pk])).content.decode()
        _head, main = main.split("<main", 1)
        for words in (" shift", "Shift"):
            # Whatever stands in an address or in a class is no word on the page.
            assert words not in main.replace('href="', "").replace(" shift-", ""), name


def test_notices_of_working_days_say_so(site, coordinator):
    over = ShiftFactory(preceptorship=site)
    plan_notices(reminders.drafts(NOON), at=NOON)
    ahead = ShiftFactory(preceptorship=site, starts_at=NOON + timedelta(days=2))
    call_off_shift(shift=ahead, by=coordinator, at=NOON)

    said = {notice.kind: word(notice, zone="UTC").subject for notice in Notice.objects.all()}
    assert said["shift_note_due"].startswith("How was the working day with")
    assert said["shift_called_off"].startswith("The working day on")
    assert over.preceptorship.program.shift_label == "working day"
