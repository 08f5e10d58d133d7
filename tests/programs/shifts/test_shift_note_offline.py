"""A note that was written without a network arrives once, or says why not (P24)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from programs.shifts.models import Shift, ShiftNote
from tests.factories import NOON, CompetencyFactory, PersonFactory, PreceptorFactory, ShiftFactory

pytestmark = pytest.mark.django_db
URL = "programs:shift-note-receive"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def shift(preceptorship):
    return ShiftFactory(preceptorship=preceptorship)


@pytest.fixture
def skill(preceptorship):
    return CompetencyFactory(version=preceptorship.framework_version)


def send(client, shift, **given):
    return send_key(client, shift.pk, **given)


def send_key(client, key, **given):
    facts = {"shift": key, "idempotency_key": uuid4(), "taught": "", "next_time": "Aloud."}
    return client.post(reverse(URL), facts | given)


def test_p24_a_note_arrives_with_its_ticks_and_its_sentence(client, shift, skill):
    client.force_login(shift.preceptor.person)

    response = send(client, shift, taught=f"{skill.pk} with_help\n{skill.pk} alone")

    assert response.json() == {
        "state": "stored",
        "message": "",
        "url": reverse("programs:shift-detail", args=[shift.pk]),
    }
    note = ShiftNote.objects.get()
    assert (note.author, note.next_time) == (shift.preceptor.person, "Aloud.")
    assert set(note.taught.values_list("way", flat=True)) == {"with_help", "alone"}


def test_p24_a_note_sent_twice_is_written_once(client, shift):
    client.force_login(shift.preceptor.person)
    key = uuid4()

    states = [send(client, shift, idempotency_key=key).json()["state"] for _ in range(2)]

    assert states == ["stored", "stored"]
    assert ShiftNote.objects.count() == 1


def test_p24_both_sides_send_what_they_wrote_without_a_network(client, shift):
    for person in (shift.preceptor.person, shift.preceptorship.learner.person):
        client.force_login(person)
        send(client, shift)

    assert shift.notes.count() == 2


def test_a_note_of_a_shift_cancelled_meanwhile_says_so_and_where(client, shift):
    Shift.objects.filter(pk=shift.pk).update(called_off_at=NOON)
    client.force_login(shift.preceptor.person)

    response = send(client, shift)

    assert (response.status_code, response.json()["state"]) == (409, "refused")
    assert "was cancelled" in response.json()["message"]
    assert response.json()["url"] == reverse("programs:shift-detail", args=[shift.pk])


def test_a_second_note_of_ones_own_is_refused_and_the_first_stays(client, shift):
    client.force_login(shift.preceptor.person)
    send(client, shift, next_time="The first.")

    response = send(client, shift, next_time="The second.")

    assert "already written" in response.json()["message"]
    assert ShiftNote.objects.get().next_time == "The first."


def test_what_is_not_theirs_is_not_told_from_what_is_not_there(client, shift):
    client.force_login(PersonFactory())
    theirs = send(client, shift)
    unknown = send_key(client, uuid4())

    assert (theirs.status_code, theirs.json()) == (unknown.status_code, unknown.json())
    assert not ShiftNote.objects.exists()


def test_a_shift_that_somebody_else_took_is_no_longer_theirs(client, shift):
    before = shift.preceptor.person
    Shift.objects.filter(pk=shift.pk).update(preceptor=PreceptorFactory())
    client.force_login(before)

    assert send(client, shift).json()["message"] == "This shift isn't one of yours."


def test_a_skill_of_another_record_is_refused(client, shift):
    client.force_login(shift.preceptor.person)

    response = send(client, shift, taught=f"{CompetencyFactory().pk} alone")

    assert "not part of this record" in response.json()["message"]
    assert not ShiftNote.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"idempotency_key": "x"},
        {"taught": "x alone"},
        {"taught": f"{uuid4()} well"},
        {"taught": str(uuid4())},
        {"next_time": "a" * 1001},
    ],
)
def test_what_is_no_note_is_refused(client, shift, wrong):
    client.force_login(shift.preceptor.person)

    response = send(client, shift, **wrong)

    assert (response.status_code, response.json()["state"]) == (400, "refused")
    assert not ShiftNote.objects.exists()


def test_a_device_whose_session_is_over_is_told(client, shift):
    response = send(client, shift)

    assert (response.status_code, response.json()["state"]) == (401, "log_in")


def test_to_be_noted_are_ones_own_of_two_days_before_and_after(preceptorship):
    person = preceptorship.learner.person
    hours = {-61: False, -59: True, -1: True, 47: True, 49: False}
    for begins in hours:
        ShiftFactory(preceptorship=preceptorship, starts_at=NOON + timedelta(hours=begins))
    ShiftFactory()

    begun = [
        (shift.starts_at - NOON) // timedelta(hours=1)
        for shift in Shift.objects.to_be_noted(person, at=NOON)
    ]

    assert begun == [47, -1, -59]


def test_to_be_noted_leaves_out_what_is_noted_or_called_off(client, shift):
    called_off = ShiftFactory(
        preceptorship=shift.preceptorship, starts_at=NOON - timedelta(hours=3), called_off_at=NOON
    )
    client.force_login(shift.preceptor.person)
    send(client, shift)

    assert called_off.is_called_off
    assert not Shift.objects.to_be_noted(shift.preceptor.person, at=NOON)
    other = shift.preceptorship.learner.person
    assert Shift.objects.to_be_noted(other, at=NOON).get() == shift
