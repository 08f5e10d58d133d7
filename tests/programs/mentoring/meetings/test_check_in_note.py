"""Notes beside a check-in and who reads them (M5)."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.meetings.services import check_in_note as services
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.factories import (
    NOON,
    CheckInFactory,
    CheckInNoteFactory,
    MentorshipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
Audience = CheckInNote.Audience


def readers(note):
    """Those of the two, and of a stranger, who can read the note."""
    mentorship = note.check_in.mentorship
    people = {
        "mentee": mentorship.learner.person,
        "mentor": mentorship.mentor.person,
        "stranger": PersonFactory(),
    }
    return {
        name for name, person in people.items() if note in CheckInNote.objects.readable_by(person)
    }


def write(check_in, audience, by=None):
    return services.write_check_in_note(
        check_in=check_in,
        by=by or check_in.mentorship.learner.person,
        text="We spoke about nights.",
        audience=audience,
        at=NOON,
    )


def test_m5_a_note_for_both_is_read_by_the_two_and_nobody_else():
    assert readers(write(CheckInFactory(), Audience.BOTH)) == {"mentee", "mentor"}


def test_m6_a_note_for_oneself_is_read_by_its_author_alone():
    assert readers(write(CheckInFactory(), Audience.ONLY_ME)) == {"mentee"}


def test_m5_taking_a_note_back_works_at_once():
    note = CheckInNoteFactory()

    services.make_check_in_note_private(note=note)

    assert readers(note) == {"mentee"}


def test_m5_a_note_is_shared_by_an_act_of_its_own():
    note = CheckInNoteFactory(audience=Audience.ONLY_ME)

    services.share_check_in_note(note=note)

    assert readers(note) == {"mentee", "mentor"}


def test_m5_an_edit_made_for_oneself_is_never_saved_for_both():
    note = CheckInNoteFactory(audience=Audience.BOTH)

    with pytest.raises(services.CheckInNoteError, match="has changed"):
        services.update_check_in_note(note=note, text="A secret", audience=Audience.ONLY_ME)

    note.refresh_from_db()
    assert note.text == "We spoke about nights."


def test_m8_after_the_end_each_keeps_what_they_wrote_themselves():
    mentorship = MentorshipFactory()
    check_in = CheckInFactory(mentorship=mentorship, held_at=NOON)
    own = write(check_in, Audience.BOTH)
    others = write(check_in, Audience.BOTH, by=mentorship.mentor.person)

    leave_mentorship(mentorship=mentorship, by=mentorship.learner.person, at=NOON)

    assert readers(own) == {"mentee"}
    assert readers(others) == {"mentor"}


def test_m8_after_the_end_a_note_is_for_oneself():
    check_in = CheckInFactory(mentorship=MentorshipFactory(closed=True))

    with pytest.raises(services.CheckInNoteError):
        write(check_in, Audience.BOTH)

    assert readers(write(check_in, Audience.ONLY_ME)) == {"mentee"}


def test_a_note_that_says_nothing_is_refused():
    with pytest.raises(IntegrityError):
        CheckInNoteFactory(text="")


@pytest.mark.parametrize(("side", "times"), [("learner", 0), ("mentor", 1)])
@pytest.mark.parametrize("page", ["check-in-detail", "check-in-note-update"])
def test_m5_a_mentor_who_writes_a_note_is_told_that_a_mentee_can_ask_to_see_it(
    client, side, times, page
):
    check_in = CheckInFactory()
    author = getattr(check_in.mentorship, side).person
    note = CheckInNoteFactory(check_in=check_in, author=author)
    client.force_login(author)

    subject = check_in if page == "check-in-detail" else note
    response = client.get(reverse(f"programs:{page}", args=[subject.pk]))

    page = response.content.decode()
    assert page.count("A mentee can ask to see notes about themselves.") == times
