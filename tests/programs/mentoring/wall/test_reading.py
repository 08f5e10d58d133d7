"""Who opened what, for the pair to see; and notes a mentee asks to see (M5)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Notice
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.wall.models import NotesRequest, Reading
from programs.mentoring.wall.services.notes_request import (
    NotesRequestError,
    answer_notes_request,
    ask_for_notes,
)
from programs.mentoring.wall.services.reading import record_reading
from tests.access.mentoring import MENTORING
from tests.factories import (
    NOON,
    CheckInNoteFactory,
    MentorshipFactory,
    NotesRequestFactory,
    PersonFactory,
)
from tests.wall_scene import READERS, Scene, secret

pytestmark = pytest.mark.django_db
# Written by the mentee to be read by the mentor, but for thanks, which are a letter to them.
OF_THE_MENTEE = [
    field
    for field, readers in READERS.items()
    if readers == {"mentee", "mentor"} and field not in ("comment.text", "notes.answer")
]


def test_m5_whoever_sees_what_another_wrote_is_in_the_list(client):
    """Every page of the pair, opened by the mentor: none shows a word and leaves no trace."""
    scene = Scene(timezone.now())
    client.force_login(scene.people.mentor)
    silent, seen = set(), set()
    for row in MENTORING:
        if row.get[7] != "2" or row.name.startswith("programs:break-glass"):
            continue
        Reading.objects.all().delete()
        at = [argument.pk for argument in row.arguments(scene)]
        page = client.get(reverse(row.name, args=at)).content.decode(errors="replace")
        words = {field for field in OF_THE_MENTEE if secret(field) in page}
        seen |= words
        if words and not Reading.objects.filter(reader=scene.people.mentor).exists():
            silent.add(row.name)

    assert seen == set(OF_THE_MENTEE)
    # Forms that hold what one changes oneself, and agendas that both write.
    assert silent == set()


def test_m5_reading_ones_own_leaves_no_trace(client):
    scene = Scene(timezone.now())
    scene.goal_comment.delete()
    client.force_login(scene.people.mentee)

    for name in ("goal-list", "journal-list", "well-being-list", "road-map", "portfolio"):
        client.get(reverse(f"programs:{name}"))
    client.get(reverse("programs:goal-detail", args=[scene.goal.pk]))

    assert not Reading.objects.exists()


def test_m5_a_thing_is_written_down_once_a_day():
    mentorship = MentorshipFactory()
    reader = mentorship.mentor.person
    for hours in (0, 1, 30):
        record_reading(
            mentorship=mentorship,
            reader=reader,
            what=Reading.What.GOALS,
            at=NOON + timedelta(hours=hours),
        )

    times = Reading.objects.order_by("first_at").values_list("first_at", "last_at")
    assert list(times) == [
        (NOON, NOON + timedelta(hours=1)),
        (NOON + timedelta(hours=30), NOON + timedelta(hours=30)),
    ]


def test_m5_the_list_says_when_a_thing_was_opened_first_and_last(client):
    mentorship = MentorshipFactory()
    for minutes in (0, 7, 10):
        record_reading(
            mentorship=mentorship,
            reader=mentorship.mentor.person,
            what=Reading.What.GOALS,
            at=NOON + timedelta(minutes=minutes),
        )
    client.force_login(mentorship.learner.person)

    page = client.get(reverse("programs:reading-list", args=[mentorship.pk])).content.decode()

    first, last = (f"{NOON + timedelta(minutes=late):%Y-%m-%dT%H:%M}" for late in (0, 10))
    assert "one line for each person, thing and day" in page
    assert "each time" not in page
    assert page.index(first) < page.index(last)


def test_m5_the_list_is_the_pairs_alone(client):
    mentorship = MentorshipFactory()
    reader = mentorship.mentor.person
    record_reading(mentorship=mentorship, reader=reader, what=Reading.What.GOALS, at=NOON)
    address = reverse("programs:reading-list", args=[mentorship.pk])

    for person, status in ((mentorship.learner.person, 200), (PersonFactory(), 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_reading_list_asks_as_often_for_thirty(client, django_assert_num_queries):
    for count in (1, 30):
        mentorship = MentorshipFactory()
        for day in range(count):
            at = NOON - timedelta(days=day)
            record_reading(
                mentorship=mentorship,
                reader=mentorship.mentor.person,
                what=Reading.What.GOALS,
                at=at,
            )
        client.force_login(mentorship.learner.person)
        with django_assert_num_queries(6):
            client.get(reverse("programs:reading-list", args=[mentorship.pk]))


def test_reading_under_no_break_glass_is_refused_by_the_database():
    mentorship = MentorshipFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        record_reading(
            mentorship=mentorship,
            reader=PersonFactory(),
            what=Reading.What.BREAK_GLASS,
            at=NOON,
        )


def url(name, mentorship):
    return reverse(f"programs:{name}", args=[mentorship.pk])


def test_m5_a_mentee_asks_and_the_mentor_answers_note_by_note(client):
    mentorship = MentorshipFactory()
    mentee, mentor = mentorship.both
    note = CheckInNoteFactory(
        check_in__mentorship=mentorship,
        author=mentor,
        audience=CheckInNote.Audience.ONLY_ME,
        text="Quieter than last time.",
    )
    client.force_login(mentee)
    client.post(url("notes-ask", mentorship))
    asked = client.get(url("notes-request", mentorship)).content.decode()
    client.force_login(mentor)
    shown = client.get(url("notes-request", mentorship)).content.decode()
    client.post(reverse("programs:check-in-note-share", args=[note.pk]))
    client.post(url("notes-answer", mentorship), {"answer": "This one I share gladly."})
    client.force_login(mentee)
    answered = client.get(url("notes-request", mentorship)).content.decode()

    assert "not answered yet" in asked
    assert "Quieter than last time." not in asked
    assert "Quieter than last time." in shown
    assert "This one I share gladly." in answered
    kinds = Notice.objects.order_by("created_at").values_list("kind", "recipient")
    assert list(kinds) == [("notes_asked", mentor.pk), ("notes_answered", mentee.pk)]


def test_m5_the_mentor_looks_at_the_notes_before_the_answer(client):
    request = NotesRequestFactory()
    mentor = request.mentorship.mentor.person
    CheckInNoteFactory(
        check_in__mentorship=request.mentorship,
        author=mentor,
        audience=CheckInNote.Audience.ONLY_ME,
        text="Quieter than last time.",
    )
    client.force_login(mentor)

    shown = client.get(url("notes-request", request.mentorship)).content.decode()
    empty = client.post(url("notes-answer", request.mentorship), {"answer": " "})
    request.refresh_from_db()

    assert shown.index("Quieter than last time.") < shown.index("Send this answer")
    assert "Please write a few words, even if you share no notes." in empty.content.decode()
    assert request.answered_at is None


@pytest.mark.parametrize("audience", CheckInNote.Audience)
def test_m5_the_mentee_is_told_whether_there_are_notes_to_read(client, audience):
    request = NotesRequestFactory(answered_at=NOON, answer="Let us talk.")
    mentee, mentor = request.mentorship.both
    fields = {"check_in__mentorship": request.mentorship, "author": mentor}
    CheckInNoteFactory(audience=audience, **fields)
    pages = []
    for person in (mentee, mentor):
        client.force_login(person)
        pages.append(client.get(url("notes-request", request.mentorship)).content.decode())

    is_shared = audience == CheckInNote.Audience.BOTH
    assert ("No notes were shared." in pages[0]) is not is_shared
    assert ("shares with you beside their check-ins" in pages[0]) is is_shared
    assert ["You answered:" in page for page in pages] == [False, True]
    assert ["Let us talk." in page for page in pages] == [True, True]


def test_m5_one_asks_once_at_a_time():
    mentorship = MentorshipFactory()
    mentee, mentor = mentorship.both
    ask_for_notes(mentorship=mentorship, by=mentee, at=NOON)

    with pytest.raises(NotesRequestError, match="already asked"):
        ask_for_notes(mentorship=mentorship, by=mentee, at=NOON)
    answer_notes_request(mentorship=mentorship, by=mentor, answer="", at=NOON)
    with pytest.raises(NotesRequestError, match="no open request"):
        answer_notes_request(mentorship=mentorship, by=mentor, answer="", at=NOON)
    ask_for_notes(mentorship=mentorship, by=mentee, at=NOON)
    assert NotesRequest.objects.count() == 2


def test_m8_nobody_is_asked_after_the_end():
    mentorship = MentorshipFactory(closed=True)

    with pytest.raises(NotesRequestError):
        ask_for_notes(mentorship=mentorship, by=mentorship.learner.person, at=NOON)


def test_notes_request_answered_without_a_time_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        NotesRequestFactory(answer="Yes")
