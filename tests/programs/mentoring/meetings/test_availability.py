"""When one can meet, one's rota, and times at which both can (M12)."""

from datetime import time, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programs.mentoring.meetings.common_times import common_times, weeks_of
from programs.mentoring.meetings.models import BusySpan, Rota, WeeklyHours
from programs.mentoring.meetings.services.availability import import_rota, set_weekly_hours
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    CheckInFactory,
    MentorshipFactory,
    PersonFactory,
    ProgramBreakFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOURS = reverse("programs:weekly-hours")
# Monday, 23 November 2026.
MONDAY_TEN = (time(10), time(11))


@pytest.fixture
def pair():
    """A mentee in Berlin and a mentor in London who both can on Mondays, one hour shared."""
    mentorship = MentorshipFactory(
        learner__person__time_zone="Europe/Berlin", mentor__person__time_zone="Europe/London"
    )
    mentee, mentor = mentorship.both
    set_weekly_hours(person=mentee, week={0: [(time(9), time(12))]})
    set_weekly_hours(person=mentor, week={0: [(time(10), time(17))]})
    return mentorship


def found(mentorship, minutes=45, most=3):
    weeks = weeks_of(mentorship)
    return common_times(mentorship, weeks, minutes=minutes, after=NOON, at=NOON, most=most)


def shift(begin, end):
    return (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Oncology ward\r\n"
        f"DTSTART:{begin:%Y%m%dT%H%M%SZ}\r\nDTEND:{end:%Y%m%dT%H%M%SZ}\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    ).encode()


def test_m12_common_times_lie_in_both_weeks_by_both_clocks(pair):
    """Ten in London is eleven in Berlin: there is one hour a week."""
    starts = found(pair)

    assert [start.astimezone(ZoneInfo("Europe/Berlin")).time() for start in starts] == [
        time(11)
    ] * 3
    assert [(start.date() - TODAY).days for start in starts] == [7, 14, 21]


def test_m12_an_hour_that_is_too_short_is_not_offered(pair):
    assert found(pair, minutes=60)
    set_weekly_hours(person=pair.learner.person, week={0: [(time(9), time(11, 30))]})

    assert found(pair, minutes=60) == []


def test_m12_a_rota_an_absence_a_break_and_a_check_in_are_left_free(pair):
    weeks = found(pair, most=5)
    begin = weeks[0] - timedelta(hours=3)
    import_rota(
        person=pair.mentor.person, content=shift(begin, begin + timedelta(hours=8)), at=NOON
    )
    day = weeks[1].date()
    AbsenceFactory(person=pair.learner.person, valid_from=day, valid_to=day)
    day = weeks[2].date()
    ProgramBreakFactory(program=pair.program, valid_from=day, valid_to=day)
    CheckInFactory(mentorship__mentor=pair.mentor, starts_at=weeks[3])

    assert found(pair, most=1) == [weeks[4]]


def test_m12_a_time_zone_changed_between_moves_ones_hours(pair):
    before = found(pair, most=1)[0]
    mentor = pair.mentor.person
    mentor.time_zone = "Europe/Berlin"
    mentor.save()
    pair.refresh_from_db()

    after = found(pair, most=1)[0]

    assert before - after == timedelta(hours=1)


def test_m12_who_has_said_nothing_is_met_in_working_hours():
    mentorship = MentorshipFactory()

    starts = found(mentorship, most=9)

    assert all(start.astimezone(ZoneInfo("Europe/London")).hour >= 8 for start in starts)
    assert {start.weekday() for start in starts} <= {0, 1, 2, 3, 4}


def test_time_propose_offers_the_common_times(client, pair):
    client.force_login(pair.learner.person)
    address = reverse("programs:time-propose", args=[pair.pk])

    page = client.get(address, {"minutes": "30"}).content.decode()
    set_weekly_hours(person=pair.learner.person, week={6: [(time(3), time(4))]})
    none = client.get(address).content.decode()

    assert "when you're both free" in page
    # As near as their hour is to the usual time, four in the afternoon.
    assert 'value="11:30"' in page
    assert "We found no time" in none


@pytest.mark.parametrize("page", ["plan", "move"])
def test_check_in_pages_fill_in_a_time_at_which_both_can(client, pair, page):
    check_in = CheckInFactory(mentorship=pair, starts_at=NOON + DAY)
    row = pair if page == "plan" else check_in
    address = reverse(f"programs:check-in-{page}", args=[row.pk])
    client.force_login(pair.learner.person)

    with time_machine.travel(NOON, tick=False), timezone.override("Europe/Berlin"):
        shown = client.get(address)
        start = shown.context["common"][1]
        filled = client.get(address, {"start": start.isoformat()})

    form = filled.context["form"]
    assert "when you're both free:" in shown.content.decode()
    assert f"?start={quote(start.isoformat())}" in shown.content.decode()
    assert (form["day"].value(), form["clock"].value()) == (start.date(), time(11, 15))
    assert 'aria-current="page"' in filled.content.decode()


def test_check_in_plan_begins_with_a_time_at_which_both_can(client, pair):
    CheckInFactory(mentorship=pair, starts_at=NOON - DAY, held_at=NOON - DAY)
    booked = CheckInFactory(mentorship=pair, starts_at=NOON + 2 * DAY)
    client.force_login(pair.learner.person)

    with time_machine.travel(NOON, tick=False):
        plan = client.get(reverse("programs:check-in-plan", args=[pair.pk])).context["form"]
        move = client.get(reverse("programs:check-in-move", args=[booked.pk])).context["form"]

    assert (plan["day"].value().weekday(), plan["clock"].value()) == (0, time(11, 15))
    # What is moved begins where it is.
    assert move["day"].value() == TODAY + 2 * DAY


@pytest.mark.parametrize("start", ["2026-12-24T23:00:00+00:00", "x", "", "\x00"])
def test_check_in_plan_fills_in_no_other_time(client, pair, start):
    address = reverse("programs:check-in-plan", args=[pair.pk])
    client.force_login(pair.learner.person)

    usual, asked = client.get(address), client.get(address, {"start": start})

    assert asked.context["form"].initial == usual.context["form"].initial


def test_check_in_plan_keeps_to_its_number_of_queries(client, pair, django_assert_max_num_queries):
    address = reverse("programs:check-in-plan", args=[pair.pk])
    client.force_login(pair.learner.person)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_weekly_hours_keeps_what_is_typed(client):
    person = PersonFactory()
    client.force_login(person)

    client.post(HOURS, {"day_0": "9-12, 14.30–17", "day_6": "20-24"})
    page = client.get(HOURS).content.decode()

    kept = WeeklyHours.objects.filter(person=person).values_list("weekday", "begins", "ends")
    assert list(kept) == [
        (0, time(9), time(12)),
        (0, time(14, 30), time(17)),
        (6, time(20), time.max),
    ]
    assert "09:00–12:00, 14:30–17:00" in page


@pytest.mark.parametrize(
    "typed", ["12-9", "9", "25-26", "9-12, 11-13", "1-2,3-4,5-6,7-8,9-10", "<b>", "9-12;13-14"]
)
def test_weekly_hours_refuses_what_makes_no_sense_and_keeps_it(client, typed):
    person = PersonFactory()
    client.force_login(person)

    response = client.post(HOURS, {"day_0": typed})

    assert list(response.context["form"].errors) == ["day_0"]
    assert not WeeklyHours.objects.exists()
    assert typed.replace("<b>", "&lt;b&gt;") in response.content.decode()


def upload(content):
    return {"file": SimpleUploadedFile("rota.ics", content)}


def test_rota_import_keeps_when_and_no_word_of_what(client):
    person = PersonFactory()
    client.force_login(person)
    begin = NOON + timedelta(days=3650)

    client.post(reverse("programs:rota-import"), upload(shift(begin, begin + DAY)))
    page = client.get(HOURS).content.decode()

    assert Rota.objects.filter(person=person).count() == 1
    assert "Oncology" not in page
    assert {f.name for f in BusySpan._meta.get_fields()} == {"id", "rota", "starts_at", "ends_at"}


def test_rota_import_again_takes_the_place_of_the_first_and_is_forgotten(client):
    person = PersonFactory()
    for days in (1, 2):
        begin = NOON + days * DAY
        import_rota(person=person, content=shift(begin, begin + DAY), at=NOON)
    spans = list(BusySpan.objects.values_list("starts_at", flat=True))
    client.force_login(person)
    client.post(reverse("programs:rota-remove"))

    assert spans == [NOON + 2 * DAY]
    assert not BusySpan.objects.exists()


def test_rota_import_says_what_is_wrong_beside_the_file(client):
    client.force_login(PersonFactory())

    response = client.post(reverse("programs:rota-import"), upload(b"PK\x03\x04"))

    assert "This is no calendar file" in str(response.context["rota_form"].errors["file"])


@pytest.mark.parametrize("wrong", [{"ends": time(9)}, {"weekday": 7}])
def test_weekly_hours_that_make_no_sense_are_refused_by_the_database(wrong):
    fields = {"weekday": 0, "begins": time(9), "ends": time(10)} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyHours.objects.create(person=PersonFactory(), **fields)


def test_rota_import_says_what_was_left_out(client):
    person = PersonFactory()
    client.force_login(person)
    begin = NOON + DAY
    odd = b"BEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR"
    content = shift(begin, begin + DAY).replace(b"END:VCALENDAR", odd)

    page = client.post(reverse("programs:rota-import"), upload(content), follow=True)

    assert "1 of 2 entries left out" in page.text
    assert "entry 2 (soon): its begin is no date or time" in page.text


def test_a_rota_of_which_nothing_can_be_read_replaces_none(client):
    person = PersonFactory()
    client.force_login(person)
    begin = NOON + DAY
    import_rota(person=person, content=shift(begin, begin + DAY), at=NOON)
    unreadable = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR"

    page = client.post(reverse("programs:rota-import"), upload(unreadable))

    assert "Your rota stays as it was" in page.text
    assert BusySpan.objects.filter(rota__person=person).count() == 1
