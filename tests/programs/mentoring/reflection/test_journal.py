"""A journal for oneself alone, and three questions about how one is (M6, M11)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from programs.mentoring.reflection.models import JournalEntry, WellBeing
from programs.mentoring.reflection.services.well_being import (
    WellBeingError,
    make_well_being_private,
    write_well_being,
)
from tests.factories import (
    NOON,
    AdministratorFactory,
    JournalEntryFactory,
    MentorshipFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    WellBeingFactory,
)

pytestmark = pytest.mark.django_db
JOURNAL, WELL_BEING = "programs:journal-list", "programs:well-being-list"


@pytest.fixture
def mentorship():
    return MentorshipFactory()


def text_of(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_m6_nobody_but_the_author_reads_a_journal(mentorship):
    entry = JournalEntryFactory(author=mentorship.learner.person)
    others = [
        mentorship.mentor.person,
        ProgramCoordinatorFactory(program=mentorship.program).person,
        AdministratorFactory(),
    ]

    assert [list(JournalEntry.objects.of(person)) for person in others] == [[], [], []]
    assert list(JournalEntry.objects.of(entry.author)) == [entry]


def test_m6_the_page_says_so_and_keeps_an_entry(client):
    person = PersonFactory()
    client.force_login(person)
    before = text_of(client, JOURNAL)

    client.post(reverse(JOURNAL), {"text": "A hard day."})

    assert "Only you, always" in before
    assert "A hard day." in text_of(client, JOURNAL)


def test_m6_an_entry_is_changed_and_removed(client):
    entry = JournalEntryFactory()
    client.force_login(entry.author)

    client.post(reverse("programs:journal-update", args=[entry.pk]), {"text": "In other words."})
    entry.refresh_from_db()
    changed = entry.text
    client.post(reverse("programs:journal-remove", args=[entry.pk]))

    assert changed == "In other words."
    assert not JournalEntry.objects.exists()


def test_m6_a_journal_refuses_too_much_and_keeps_what_was_typed(client):
    client.force_login(PersonFactory())

    response = client.post(reverse(JOURNAL), {"text": "x" * 100_000})

    assert "x" * 100_000 in response.content.decode()
    assert not JournalEntry.objects.exists()


def test_m11_it_is_ones_own_by_default(client, mentorship):
    mentee, mentor = mentorship.both
    client.force_login(mentee)

    client.post(reverse(WELL_BEING), {"audience": "only_me", "energy": "2"})

    entry = WellBeing.objects.get()
    assert (entry.energy, entry.support, entry.shared_with) == (2, None, None)
    assert not WellBeing.objects.shared_with(mentor).exists()


def test_m11_the_first_choice_is_oneself_alone(client, mentorship):
    client.force_login(mentorship.learner.person)

    page = text_of(client, WELL_BEING)

    assert 'value="only_me"' in page
    assert page.index('value="only_me"') < page.index(f'value="{mentorship.pk}"')


def test_m11_who_sees_it_is_said_before_the_first_question(client, mentorship):
    client.force_login(mentorship.learner.person)

    page = text_of(client, WELL_BEING)

    assert page.index("Who can read this answer?") < page.index("How is your energy?")


def test_m11_help_is_in_view_whatever_one_answers(client, mentorship):
    mentorship.program.help_contacts = "Staff counsellor: 0123 456"
    mentorship.program.save()
    mentorship.program.mentors.add(mentorship.mentor)
    client.force_login(mentorship.mentor.person)

    page = text_of(client, WELL_BEING)

    assert "Who to contact" in page
    assert "Staff counsellor: 0123 456" in page


def test_m11_help_names_who_runs_the_program(client, mentorship):
    mentorship.program.mentors.add(mentorship.mentor)
    dana = PersonFactory(name="Dana Cole")
    ProgramCoordinatorFactory(program=mentorship.program, person=dana)
    client.force_login(mentorship.mentor.person)

    page = text_of(client, WELL_BEING)

    assert "Dana Cole" in page
    assert f"mailto:{dana.email}" in page


def test_m11_one_entry_is_given_to_the_mentor(client, mentorship):
    mentee, mentor = mentorship.both
    write_well_being(by=mentee, energy=4, at=NOON)
    write_well_being(by=mentee, text="given", mentorship=mentorship, at=NOON)

    client.force_login(mentor)
    page = text_of(client, "programs:well-being-shared", mentorship.pk)

    assert "given" in page
    assert WellBeing.objects.shared_with(mentor).count() == 1


def test_m11_what_was_given_can_be_taken_back(mentorship):
    mentee, mentor = mentorship.both
    entry = write_well_being(by=mentee, energy=4, mentorship=mentorship, at=NOON)

    make_well_being_private(entry=entry)

    assert not WellBeing.objects.shared_with(mentor).exists()


def test_m11_after_the_end_the_mentor_sees_none(mentorship):
    mentee, mentor = mentorship.both
    write_well_being(by=mentee, energy=4, mentorship=mentorship, at=NOON)

    leave_mentorship(mentorship=mentorship, by=mentee, at=NOON)

    assert not WellBeing.objects.shared_with(mentor).exists()


@pytest.mark.parametrize("fields", [{"closed": True}, {"paused": True}])
def test_m11_it_is_given_only_where_a_mentorship_runs(fields):
    mentorship = MentorshipFactory(**fields)

    with pytest.raises(WellBeingError):
        write_well_being(by=mentorship.learner.person, energy=4, mentorship=mentorship, at=NOON)


def test_m11_nobody_gives_it_into_a_mentorship_of_others(mentorship):
    with pytest.raises(WellBeingError):
        write_well_being(by=mentorship.mentor.person, energy=4, mentorship=mentorship, at=NOON)


def test_m11_every_question_may_be_left_out_but_not_all(client):
    client.force_login(PersonFactory())

    response = client.post(reverse(WELL_BEING), {"audience": "only_me"})

    assert "Answer one of the questions" in response.content.decode()
    assert not WellBeing.objects.exists()


def test_m11_the_trend_is_ones_own(client):
    person = PersonFactory()
    for days, energy in enumerate((2, 4)):
        WellBeingFactory(author=person, energy=energy, written_at=NOON + timedelta(days=days))
    client.force_login(person)

    page = text_of(client, WELL_BEING)

    assert "from 2 to 4 out of 5" in page
    assert page.count('class="chart-line"') == 1


def test_the_database_refuses_an_entry_that_says_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        WellBeingFactory(energy=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalEntryFactory(text="")


def test_the_lists_ask_as_often_for_thirty_as_for_one(client, django_assert_num_queries):
    person = PersonFactory()
    client.force_login(person)
    counts = []
    for size in (1, 29):
        for factory in (JournalEntryFactory, WellBeingFactory):
            factory.create_batch(size, author=person)
        for name in (JOURNAL, WELL_BEING):
            counts.append(count_queries(client, name))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def count_queries(client, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        text_of(client, name)
    return len(queries)
