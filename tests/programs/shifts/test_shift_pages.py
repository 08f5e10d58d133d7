"""The pages of shifts, as those who work use them (P24, P25, P26)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.text_files import TextFileError
from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from people.registry import planners
from programs.mentoring.meetings.check_in_calendar import feed_of
from programs.shifts import reminders
from programs.shifts.models import Shift, ShiftNote
from programs.shifts.rota_file import read
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    CompetencyFactory,
    MentoringProgramFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ShiftFactory,
    ShiftNoteFactory,
)

pytestmark = pytest.mark.django_db
HEADER = "Learner,Date,From,To,Break,With,Supernumerary\n"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def shift(preceptorship):
    return ShiftFactory(preceptorship=preceptorship)


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def field_values(form):
    return dict.fromkeys(form.fields, "") | {
        name: form.get_initial_for_field(field, name) for name, field in form.fields.items()
    }


def test_p24_a_note_is_written_by_ticks_and_a_sentence(client, shift):
    skill = CompetencyFactory(version=shift.preceptorship.framework_version)
    client.force_login(shift.preceptor.person)
    page = client.get(url("shift-note-create", shift))
    key = page.context["form"]["idempotency_key"].value()

    response = client.post(
        url("shift-note-create", shift),
        {
            f"taught-{skill.pk}": ["with_help"],
            "next_time": "Say each check aloud.",
            "idempotency_key": key,
        },
        follow=True,
    )

    note = ShiftNote.objects.get()
    assert list(note.taught.values_list("competency", "way")) == [(skill.pk, "with_help")]
    assert "Say each check aloud." in response.content.decode()


def test_an_empty_note_says_what_is_missing_and_stores_nothing(client, shift):
    client.force_login(shift.preceptor.person)
    key = client.get(url("shift-note-create", shift)).context["form"]["idempotency_key"].value()

    response = client.post(url("shift-note-create", shift), {"idempotency_key": key})

    assert "Tick what you worked on" in response.content.decode()
    assert not ShiftNote.objects.exists()


def test_whoever_changes_a_note_that_was_changed_meanwhile_sees_both(client, shift):
    note = ShiftNoteFactory(shift=shift)
    client.force_login(note.author)
    page = client.get(url("shift-note-update", note)).context["form"]
    ShiftNote.objects.filter(pk=note.pk).update(next_time="Something newer.")

    response = client.post(
        url("shift-note-update", note),
        {
            "next_time": "Mine.",
            "opened": page["opened"].value(),
            "idempotency_key": note.idempotency_key,
        },
    )

    assert "Saved here: Something newer." in response.content.decode()


def test_p25_today_holds_the_card_the_evening_before(client, preceptorship):
    ShiftFactory(preceptorship=preceptorship, starts_at=NOON + timedelta(hours=20))
    client.force_login(preceptorship.primary_on(TODAY).person)

    content = client.get("/").content.decode()

    learner = preceptorship.learner.person.name
    assert f"Tomorrow, with {learner}" in content
    assert "Not yet" in content


def hand_over_of(preceptorship):
    return reverse("assessments:hand-over-card", args=[preceptorship.pk])


def test_p25_a_substitute_reads_the_card_before_the_day(client, preceptorship):
    helen = PreceptorFactory()
    shift = ShiftFactory(
        preceptorship=preceptorship, preceptor=helen, starts_at=NOON + timedelta(hours=20)
    )
    client.force_login(helen.person)

    answers = [
        client.get(url("shift-detail", shift)).status_code,
        client.get(hand_over_of(preceptorship)).status_code,
        client.get(reverse("assessments:checklist", args=[preceptorship.pk])).status_code,
    ]

    assert answers == [200, 200, 404]


def test_p25_a_substitute_reads_the_cards_until_a_night_is_over(
    client, preceptorship, time_machine
):
    helen = PreceptorFactory()
    shift = ShiftFactory(
        preceptorship=preceptorship, preceptor=helen, starts_at=NOON + timedelta(hours=8)
    )

    def look(moment):
        time_machine.move_to(moment, tick=False)
        client.force_login(helen.person)
        return client.get(url("shift-detail", shift)), client.get(hand_over_of(preceptorship))

    at_night, hand_over = look(NOON + timedelta(hours=16))
    later, hand_over_later = look(NOON + timedelta(days=2))

    assert (hand_over.status_code, hand_over_later.status_code) == (200, 404)
    assert (len(at_night.context["sections"]), later.context["sections"]) == (1, [])


def test_p25_both_hear_of_a_shift_the_day_before(preceptorship):
    shift = ShiftFactory(preceptorship=preceptorship, starts_at=NOON + timedelta(hours=13))

    plan_notices(reminders.drafts(NOON), at=NOON)

    assert set(Notice.objects.values_list("kind", "recipient")) == {
        ("shift_tomorrow", shift.preceptor.person_id),
        ("shift_tomorrow", preceptorship.learner.person_id),
    }


def test_shifts_have_their_turn_with_the_reminders():
    assert "shifts" in planners


def test_p24_shifts_stand_in_both_calendars_without_a_name(shift):
    person = shift.preceptorship.learner.person

    content = feed_of(person, at=NOON).decode()

    assert "SUMMARY:Shift" in content
    assert shift.preceptor.person.name not in content


def test_a_statement_comes_as_pdf_and_as_a_table(client, shift):
    Shift.objects.update(confirmed_at=NOON, confirmed_by=shift.preceptor.person)
    client.force_login(shift.preceptor.person)
    days = {"first": TODAY - timedelta(days=30), "last": TODAY}

    pdf = client.get(reverse("programs:hours-statement"), {**days, "as": "pdf"})
    table = client.get(reverse("programs:hours-statement"), {**days, "as": "csv"})

    assert pdf.content.startswith(b"%PDF")
    assert "11.5" in table.content.decode()


def test_the_shifts_of_a_record_take_as_many_queries_for_thirty(
    client, preceptorship, django_assert_max_num_queries
):
    for number in range(30):
        shift = ShiftFactory(
            preceptorship=preceptorship, starts_at=NOON - timedelta(days=number + 2)
        )
        ShiftNoteFactory(shift=shift, author=shift.preceptor.person)
    client.force_login(preceptorship.primary_on(TODAY).person)

    with django_assert_max_num_queries(22):
        client.get(url("shift-list", preceptorship))


def row(preceptorship, **more):
    cells = {
        "learner": preceptorship.learner.person.email,
        "day": "2026-11-24",
        "starts": "07:30",
        "ends": "20:00",
        "break": "30",
        "with": "",
        "extra": "yes",
    }
    return ",".join((cells | more).values()) + "\n"


def upload(client, preceptorship, text, **more):
    file = SimpleUploadedFile("rota.csv", text.encode())
    return client.post(url("rota-import", preceptorship.cohort), {"file": file, **more})


def test_p24_a_rota_plans_its_shifts(client, coordinator, preceptorship):
    client.force_login(coordinator)

    upload(client, preceptorship, HEADER + row(preceptorship))

    shift = Shift.objects.get()
    assert (shift.minutes, shift.origin) == (720, Shift.Origin.ROTA)


def test_a_rota_read_in_again_changes_nothing(client, coordinator, preceptorship):
    client.force_login(coordinator)

    for _time in range(2):
        upload(client, preceptorship, HEADER + row(preceptorship))

    assert Shift.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"learner": "nobody@example.org"}, "Nobody with this address"),
        ({"day": "2026-31-31"}, "The date can&#x27;t be read"),
        ({"ends": "noon"}, "A time can&#x27;t be read"),
        ({"with": "stranger@example.org"}, "isn&#x27;t assigned"),
        ({"extra": "perhaps"}, "yes or no"),
        ({"day": "2021-01-01"}, "Nobody is assigned"),
    ],
)
def test_a_rota_with_one_wrong_row_plans_nothing_and_says_which(
    client, coordinator, preceptorship, cells, words
):
    client.force_login(coordinator)

    response = upload(
        client, preceptorship, HEADER + row(preceptorship) + row(preceptorship, **cells)
    )

    content = response.content.decode()
    assert "Row 3" in content
    assert words in content
    assert not Shift.objects.exists()


def test_a_rota_that_names_somebody_else_gives_them_the_day(client, coordinator, preceptorship):
    helen = PreceptorFactory(eligible=True)
    PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=helen, role="backup")
    client.force_login(coordinator)
    upload(client, preceptorship, HEADER + row(preceptorship))

    upload(client, preceptorship, HEADER + row(preceptorship, **{"with": helen.person.email}))

    assert Shift.objects.get().preceptor == helen


def test_two_rows_that_give_one_shift_to_two_people_are_named(client, coordinator, preceptorship):
    helen = PreceptorFactory(eligible=True)
    PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=helen, role="backup")
    client.force_login(coordinator)
    twice = row(preceptorship) + row(preceptorship, **{"with": helen.person.email})

    response = upload(client, preceptorship, HEADER + twice)

    assert "Another row gives this shift to" in response.content.decode()
    assert not Shift.objects.exists()


def test_a_rota_of_many_rows_asks_as_often(
    client, coordinator, preceptorship, django_assert_max_num_queries
):
    days = [f"2026-12-{day:02}" for day in range(1, 31)]
    text = HEADER + "".join(row(preceptorship, day=day) for day in days)
    client.force_login(coordinator)
    upload(client, preceptorship, HEADER + row(preceptorship), check="yes")

    with django_assert_max_num_queries(35):
        upload(client, preceptorship, text)

    assert Shift.objects.count() == 30


def test_a_mentoring_cohort_has_no_rota(client, coordinator):
    circle = CohortFactory(program=MentoringProgramFactory(coordinator=coordinator))
    client.force_login(coordinator)

    assert client.get(url("rota-import", circle)).status_code == 404


def test_three_shifts_at_once_are_two_cards_on_today(client, preceptorship):
    for _number in range(3):
        other = PreceptorshipFactory(primary=preceptorship.primary_on(TODAY))
        ShiftFactory(preceptorship=other, starts_at=NOON + timedelta(hours=20))
    client.force_login(preceptorship.primary_on(TODAY).person)

    assert client.get("/").content.decode().count("Tomorrow, with") == 2


def test_a_rota_is_checked_without_being_kept(client, coordinator, preceptorship):
    client.force_login(coordinator)

    response = upload(client, preceptorship, HEADER + row(preceptorship), check="yes")

    assert "1 shift would be planned" in response.content.decode()
    assert not Shift.objects.exists()


def test_a_rota_that_books_somebody_twice_names_the_row(client, coordinator, preceptorship):
    client.force_login(coordinator)
    overlapping = row(preceptorship, starts="19:00", ends="22:00")

    response = upload(client, preceptorship, HEADER + row(preceptorship) + overlapping)

    assert "already works then" in response.content.decode()


def test_a_table_without_what_is_needed_says_what():
    with pytest.raises(TextFileError, match="Missing: starts, ends"):
        list(read(b"Learner,Date\na@example.org,2026-11-24"))


@pytest.mark.parametrize("day", ["09/03/2026", "9.3.2026", "2026-3-9", "2026-03-09 00:00:00"])
def test_a_rota_reads_days_as_spreadsheets_write_them(day):
    (found,) = read(f"Learner,Date,From,To\na@example.org,{day},7:30,19.30".encode())

    assert found[2:5] == ["2026-03-09", "07:30:00", "19:30:00"]
