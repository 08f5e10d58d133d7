"""Check-ins in people's own calendars: when, and no name or word of it (N7, M12)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from people.notices.models import Notice
from people.notices.services.delivery import deliver_batch
from programs.mentoring.meetings.calendar_files import Entry, feed
from programs.mentoring.meetings.check_in_calendar import feed_of
from programs.mentoring.meetings.models import CalendarFeed, CheckIn
from programs.mentoring.meetings.services import calendar_feed as feeds
from programs.mentoring.meetings.services import check_in as services
from programs.mentoring.mentorships.services.mentorship import leave_mentorship, pause_mentorship
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    MentorshipFactory,
    MentorshipReviewFactory,
    PersonFactory,
    PreceptorshipFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def mentorship():
    return MentorshipFactory()


def plan(mentorship, starts_at=NOON + 7 * DAY, at=NOON):
    return services.plan_check_in(
        mentorship=mentorship,
        starts_at=starts_at,
        minutes=45,
        medium=CheckIn.Medium.PHONE,
        by=mentorship.learner.person,
        at=at,
    )


def invitations(to=None, at=NOON + timedelta(hours=1)):
    """(content type, event) of every calendar file in the mails that leave now, to somebody."""
    mail.outbox.clear()
    while deliver_batch(limit=200, clock=lambda: at):
        pass
    letters = [letter for letter in mail.outbox if to is None or letter.to == [to.email]]
    files = [file for letter in letters for file in letter.attachments]
    return [(file.mimetype, only_event(file.content)) for file in files]


def only_event(content):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def test_m12_a_booking_is_mailed_as_an_invitation(mentorship):
    check_in = plan(mentorship)

    ((kind, event),) = invitations(to=mentorship.mentor.person)

    assert kind == "text/calendar; method=REQUEST"
    assert event.decoded("dtstart") == NOON + 7 * DAY
    assert event.decoded("dtend") == NOON + 7 * DAY + timedelta(minutes=45)
    assert (event["uid"], event["sequence"]) == (str(check_in.calendar_id), 0)
    assert event["attendee"] == f"mailto:{mentorship.mentor.person.email}"


def test_m12_whoever_books_gets_the_same_event_and_reads_of_no_news(client, mentorship):
    check_in = plan(mentorship)
    booker = mentorship.learner.person

    ((kind, event),) = invitations(to=booker)
    services.cancel_check_in(check_in=check_in, by=booker, at=NOON + timedelta(hours=1))
    ((cancel, gone),) = invitations(to=booker)

    assert (kind, cancel) == (
        "text/calendar; method=REQUEST",
        "text/calendar; method=CANCEL",
    )
    assert (event["uid"], event["sequence"]) == (str(check_in.calendar_id), 0)
    assert (gone["uid"], gone["sequence"]) == (str(check_in.calendar_id), 1)
    assert event["attendee"] == f"mailto:{booker.email}"
    assert not Notice.objects.inbox_of(booker).unread().exists()


def test_m1_the_feed_holds_the_days_of_looking_back_and_of_reviews(client, mentorship):
    person = mentorship.learner.person
    look = MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + 9 * DAY)
    preceptorship = PreceptorshipFactory(learner=mentorship.learner)
    review = ReviewFactory(preceptorship=preceptorship, due_on=TODAY + 5 * DAY, position=9)

    found = {str(event["uid"]): event for event in events(feed_of(person, at=NOON))}

    assert found[str(look.pk)].decoded("dtstart") == TODAY + 9 * DAY
    assert found[str(review.pk)]["summary"] == "Review"
    assert found[str(review.pk)]["transp"] == "TRANSPARENT"
    assert feed_of(person, at=NOON).decode().count(mentorship.mentor.person.name) == 0


def test_m12_whoever_booked_has_accepted_and_both_read_how_they_meet(mentorship):
    plan(mentorship)
    booker, partner = mentorship.learner.person, mentorship.mentor.person

    letters = {person: letter_to(person) for person in (booker, partner)}

    events = {
        person: only_event(letter.attachments[0].content) for person, letter in letters.items()
    }
    accepted = {person: event["attendee"].params["PARTSTAT"] for person, event in events.items()}
    assert accepted == {booker: "ACCEPTED", partner: "NEEDS-ACTION"}
    assert [event["location"] for event in events.values()] == ["By phone", "By phone"]


def letter_to(person):
    """The last mail to somebody of those that leave now."""
    while deliver_batch(limit=200, clock=lambda: NOON + timedelta(hours=1)):
        pass
    return [letter for letter in mail.outbox if letter.to == [person.email]][-1]


def test_m12_an_invitation_is_an_alternative_part_of_its_mail(mentorship):
    plan(mentorship)

    whole = letter_to(mentorship.mentor.person).message()

    (alternatives,) = (p for p in whole.walk() if p.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in alternatives.get_payload()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = alternatives.get_payload()[-1]
    assert calendar.get_param("method") == "REQUEST"
    assert "BEGIN:VEVENT" in calendar.get_payload(decode=True).decode()


@pytest.mark.parametrize("off", ["mentor", "learner", None])
def test_m12_an_invitation_names_the_partner_where_both_let_it(mentorship, off):
    mentor, mentee = mentorship.mentor.person, mentorship.learner.person
    for person, name in ((mentor, "Helen Ward"), (mentee, "Noor Aziz")):
        person.name = name
        person.is_named_in_invitations = person != (off and getattr(mentorship, off).person)
        person.save()
    plan(mentorship)

    said = [
        only_event(letter_to(person).attachments[0].content)["summary"]
        for person in (mentor, mentee)
    ]

    alone = ["Check-in", "Check-in"]
    assert said == (alone if off else ["Check-in with Noor", "Check-in with Helen"])


def test_the_feed_names_nobody_and_looks_back_at_no_day_years_ahead(mentorship):
    plan(mentorship)
    near = MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + 300 * DAY)
    MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY + 800 * DAY)

    found = events(feed_of(mentorship.learner.person, at=NOON))

    assert sorted(str(event["summary"]) for event in found) == ["Check-in", "Look back"]
    assert str(near.pk) in {str(event["uid"]) for event in found}


def test_m12_a_move_keeps_the_uid_and_counts_up(mentorship):
    check_in = plan(mentorship)
    invitations()

    services.move_check_in(
        check_in=check_in,
        starts_at=NOON + 8 * DAY,
        minutes=30,
        medium=CheckIn.Medium.PHONE,
        by=mentorship.learner.person,
        at=NOON + timedelta(hours=1),
    )

    ((_kind, event),) = invitations(to=mentorship.mentor.person)
    assert (event["uid"], event["sequence"]) == (str(check_in.calendar_id), 1)
    assert event.decoded("dtstart") == NOON + 8 * DAY
    assert event["status"] == "CONFIRMED"


def test_m12_calling_off_takes_it_out_again(mentorship):
    check_in = plan(mentorship)
    invitations()

    services.cancel_check_in(
        check_in=check_in, by=mentorship.learner.person, at=NOON + timedelta(hours=1)
    )

    ((kind, event),) = invitations(to=mentorship.mentor.person)
    assert kind == "text/calendar; method=CANCEL"
    assert (event["uid"], event["sequence"]) == (str(check_in.calendar_id), 1)
    assert event["status"] == "CANCELLED"


@pytest.mark.parametrize("side", ["mentor", "learner"])
@pytest.mark.parametrize("act", ["leave", "pause"])
def test_m12_what_an_end_or_a_pause_calls_off_is_taken_out_one_by_one(
    client, mentorship, act, side
):
    booked = [plan(mentorship, NOON + days * DAY) for days in (7, 14)]
    invitations()
    by, at = mentorship.learner.person, NOON + timedelta(hours=1)

    if act == "leave":
        leave_mentorship(mentorship=mentorship, by=by, at=at)
    else:
        pause_mentorship(mentorship=mentorship, by=by, at=at, today=TODAY)

    # Of both calendars: of the other's, and of one's own.
    person = getattr(mentorship, side).person
    told = invitations(to=person)
    found = [(kind, event["uid"], event["sequence"]) for kind, event in told]
    kind = "text/calendar; method=CANCEL"
    assert found == [(kind, str(check_in.calendar_id), 1) for check_in in booked]
    client.force_login(person)
    for notice in Notice.objects.filter(recipient=person, kind="check_in_yours_cancelled"):
        assert client.get(notice.path).status_code == 200
    assert not Notice.objects.inbox_of(by).unread().exists()


def test_n7_a_calendar_holds_no_full_name(mentorship):
    plan(mentorship)

    ((__, event),) = invitations(to=mentorship.mentor.person)

    text = event.to_ical().decode()
    assert event["summary"] == "Check-in with Person"
    assert [person.name in text for person in mentorship.both] == [False, False]
    assert mentorship.program.name not in text


def test_the_feed_is_read_by_its_secret_alone(client, mentorship):
    check_in = CheckInFactory(mentorship=mentorship, starts_at=timezone.now() + DAY)
    token = feeds.make_calendar_feed(person=mentorship.mentor.person, at=NOON)

    response = client.get(reverse("programs:calendar-feed-file", args=[token]))
    refused = client.get(reverse("programs:calendar-feed-file", args=[token[:-1] + "."]))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [event["uid"] for event in events(response.content)] == [str(check_in.calendar_id)]
    assert refused.status_code == 404


def test_the_feed_holds_ones_own_check_ins_that_are_on(mentorship):
    now = timezone.now()
    booked = CheckInFactory(mentorship=mentorship, starts_at=now + DAY)
    CheckInFactory(mentorship=mentorship, starts_at=now + 2 * DAY, cancelled_at=now)
    CheckInFactory(mentorship=mentorship, starts_at=now - 100 * DAY, held_at=now - 100 * DAY)
    CheckInFactory(starts_at=now + DAY)
    token = feeds.make_calendar_feed(person=mentorship.learner.person, at=NOON)

    person = feeds.open_calendar_feed(token=token, at=now)

    from programs.mentoring.meetings.check_in_calendar import feed_of

    assert [event["uid"] for event in events(feed_of(person, at=now))] == [str(booked.calendar_id)]


def test_the_secret_has_192_bits_and_is_kept_as_a_hash():
    person = PersonFactory()

    token = feeds.make_calendar_feed(person=person, at=NOON)

    # 32 letters of 6 bits each.
    assert len(token) == 32
    assert token not in str(CalendarFeed.objects.values().get())


def test_a_new_address_ends_the_old_one():
    person = PersonFactory()
    old = feeds.make_calendar_feed(person=person, at=NOON)

    new = feeds.make_calendar_feed(person=person, at=NOON)

    assert feeds.open_calendar_feed(token=old, at=NOON) is None
    assert feeds.open_calendar_feed(token=new, at=NOON) == person


def test_a_deactivated_person_has_no_feed():
    person = PersonFactory()
    token = feeds.make_calendar_feed(person=person, at=NOON)
    person.is_active = False
    person.save()

    assert feeds.open_calendar_feed(token=token, at=NOON) is None


def test_the_last_use_is_shown_to_the_hour(django_assert_num_queries):
    person = PersonFactory()
    token = feeds.make_calendar_feed(person=person, at=NOON)
    feeds.open_calendar_feed(token=token, at=NOON + DAY)

    with django_assert_num_queries(1):
        feeds.open_calendar_feed(token=token, at=NOON + DAY + timedelta(minutes=59))

    assert CalendarFeed.objects.get().last_used_at == NOON + DAY


def test_the_page_shows_an_address_once(client):
    person = PersonFactory()
    client.force_login(person)
    page = reverse("programs:calendar-feed")

    made = client.post(page).content.decode()
    again = client.get(page).content.decode()

    assert "/calendar/" in made
    assert ".ics" in made
    assert ".ics" not in again
    assert "Last read" in again


def test_the_page_gives_an_address_up(client):
    person = PersonFactory()
    feeds.make_calendar_feed(person=person, at=NOON)
    client.force_login(person)

    client.post(reverse("programs:calendar-feed-remove"))

    assert not CalendarFeed.objects.exists()


def test_one_check_in_is_handed_over_as_a_file(client, mentorship):
    check_in = plan(mentorship)
    client.force_login(mentorship.learner.person)

    response = client.get(reverse("programs:check-in-file", args=[check_in.pk]))

    assert only_event(response.content)["uid"] == str(check_in.calendar_id)
    assert "check-in.ics" in response["Content-Disposition"]


@pytest.mark.parametrize(
    "starts_at",
    [
        # The nights when the clocks change in London and in Sydney.
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 4, 4, 15, 30, tzinfo=UTC),
        datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    ],
)
def test_m12_a_meeting_lasts_as_long_in_the_night_the_clocks_change(starts_at):
    entry = Entry(
        uid=PersonFactory.build().pk,
        sequence=0,
        starts_at=starts_at,
        minutes=60,
        title="Check-in",
        url="https://example.org/",
        changed_at=NOON,
    )

    event = only_event(feed([entry], title="Check-ins"))

    assert event.decoded("dtstart") == starts_at
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)
