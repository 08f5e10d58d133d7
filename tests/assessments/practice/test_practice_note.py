"""Two lanes: what counts, and what never does (P4, P12)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.ledger.models import LedgerEntry
from assessments.practice.models import PracticeNote
from assessments.practice.services import (
    PracticeNoteError,
    remove_practice_note,
    share_practice_note,
    write_practice_note,
)
from assessments.sign_offs.models import CompetencyState, Progress
from people.notices.models import Notice
from tests import factories as make
from tests.assessments.bedside import days_ago
from tests.assessments.ledger.tampering import as_owner
from tests.factories import NOON, TODAY


def write(bedside, **given):
    written = {
        "preceptorship": bedside.preceptorship,
        "competency": bedside.catheter,
        "text": "Forgot to ask for consent first.",
        "practised_on": TODAY,
        "is_shared": False,
        "by": bedside.amara,
        "idempotency_key": uuid4(),
        "at": NOON,
        "today": TODAY,
    } | given
    return write_practice_note(**written)


def readers(bedside, note):
    people = ("amara", "priya", "sam", "dana")
    visible = PracticeNote.objects.filter(pk=note.pk)
    return {who for who in people if visible.visible_to(getattr(bedside, who), on=TODAY)}


def test_p12_a_note_counts_nothing_and_tells_nobody(bedside):
    before = list(CompetencyState.objects.values()), list(Progress.objects.values())

    write(bedside, self_level=bedside.levels[5], is_shared=True)
    write(bedside, by=bedside.priya)

    assert (list(CompetencyState.objects.values()), list(Progress.objects.values())) == before
    assert not LedgerEntry.objects.exclude(kind="require").exists()
    assert not Notice.objects.exists()


def test_p4_a_level_of_ones_own_is_not_achieved(bedside):
    write(bedside, self_level=bedside.levels[5])

    assert bedside.state().achieved_at is None
    assert bedside.state().attempts == 0


def test_p12_a_learners_note_is_theirs_alone_until_shared(bedside):
    note = write(bedside)
    before = readers(bedside, note)

    share_practice_note(note=note, by=bedside.amara, at=NOON)

    assert before == {"amara"}
    assert readers(bedside, note) == {"amara", "priya", "sam"}


def test_a_preceptors_note_is_feedback_to_the_learner(bedside):
    note = write(bedside, by=bedside.priya, is_shared=False)

    assert readers(bedside, note) == {"amara", "priya", "sam"}


def test_an_administrator_reads_no_practice_note(bedside):
    note = write(bedside, is_shared=True)
    administrator = make.PersonFactory(is_administrator=True)

    assert not PracticeNote.objects.filter(pk=note.pk).visible_to(administrator, on=TODAY)


def test_a_preceptor_who_was_replaced_reads_only_their_own(bedside):
    shared, own = write(bedside, is_shared=True), write(bedside, by=bedside.priya)
    bedside.preceptorship.assignments.filter(preceptor__person=bedside.priya).update(
        valid_to=days_ago(1)
    )

    visible = PracticeNote.objects.visible_to(bedside.priya, on=TODAY)

    assert set(visible) == {own}
    assert shared not in visible


def test_write_practice_note_twice_with_one_key_is_one_note(bedside):
    key = uuid4()

    assert write(bedside, idempotency_key=key) == write(bedside, idempotency_key=key)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), days_ago(400)])
def test_write_practice_note_wants_a_day_of_the_preceptorship(bedside, day):
    with pytest.raises(PracticeNoteError, match="Choose a day"):
        write(bedside, practised_on=day)


def test_write_practice_note_is_not_the_coordinators(bedside):
    with pytest.raises(PracticeNoteError, match="write here"):
        write(bedside, by=bedside.dana)


def test_p4_a_preceptor_gives_no_level_in_a_note(bedside):
    with pytest.raises(PracticeNoteError, match="sign off the skill"):
        write(bedside, by=bedside.priya, self_level=bedside.levels[4])


def test_write_practice_note_wants_a_level_of_the_programs_scale(bedside):
    with pytest.raises(PracticeNoteError, match="scale"):
        write(bedside, self_level=make.RatingLevelFactory())


def test_only_its_author_shares_a_note(bedside):
    note = write(bedside, is_shared=True)

    with pytest.raises(PracticeNoteError, match="Only the person who wrote"):
        share_practice_note(note=note, by=bedside.priya, at=NOON)


def test_only_its_author_removes_a_note(bedside):
    note = write(bedside, is_shared=True)

    with pytest.raises(PracticeNoteError, match="Only the person who wrote"):
        remove_practice_note(note=note, by=bedside.priya)


@pytest.mark.parametrize("columns", [{"text": ""}, {"shared_at": NOON - timedelta(days=1)}])
def test_practice_note_constraints(bedside, columns):
    note = write(bedside)

    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeNote.objects.filter(pk=note.pk).update(**columns)


# The pages


pytestmark = pytest.mark.usefixtures("at_noon")


def record_url(bedside):
    arguments = [bedside.preceptorship.pk, bedside.catheter.pk]
    return reverse("assessments:competency-record", args=arguments)


def create_url(bedside):
    arguments = [bedside.preceptorship.pk, bedside.catheter.pk]
    return reverse("assessments:practice-note-create", args=arguments)


def test_practice_note_create_stands_in_the_other_lane(client, bedside):
    client.force_login(bedside.amara)
    typed = {
        "text": "Forgot to ask for consent.",
        "practised_on": TODAY,
        "self_level": bedside.levels[3].pk,
        "audience": "only_me",
        "idempotency_key": uuid4(),
    }

    page = client.post(create_url(bedside), typed, follow=True).content.decode()

    assert "Forgot to ask for consent." in page
    assert "Amara's own view" in page
    assert PracticeNote.objects.get().shared_at is None


def test_p4_the_learner_judges_themselves_in_their_own_words(client, bedside):
    bedside.levels[1].own_words = "They had to take over"
    with as_owner():
        bedside.levels[1].save()
    write(bedside, self_level=bedside.levels[1], is_shared=True)
    client.force_login(bedside.amara)

    form = client.get(create_url(bedside)).context["form"]
    page = client.get(record_url(bedside)).content.decode()

    assert (bedside.levels[1].pk, "1 · They had to take over") in [
        (getattr(value, "value", value), label) for value, label in form["self_level"].field.choices
    ]
    assert page.count("1 · They had to take over") == 2


def test_practice_note_create_asks_a_preceptor_for_no_level_and_no_audience(client, bedside):
    client.force_login(bedside.priya)

    form = client.get(create_url(bedside)).context["form"]

    assert list(form.fields) == ["text", "practised_on", "idempotency_key"]
    assert "Amara Okafor" in form.fields["text"].readers


def test_the_choice_to_share_names_who_will_read(client, bedside):
    client.force_login(bedside.amara)

    helped = client.get(create_url(bedside)).context["form"].fields["audience"].help_text

    assert "Priya Nair" in helped
    assert "Sam Okoye" in helped
    assert "Dana" not in helped


def test_a_coordinator_sees_the_lane_and_none_of_its_notes(client, bedside):
    write(bedside, text="Felt unsafe alone.", is_shared=True, self_level=bedside.levels[2])
    client.force_login(bedside.dana)

    page = client.get(record_url(bedside)).content.decode()

    assert "Felt unsafe alone." not in page
    assert "Amara's own view" not in page


def test_practice_note_share_and_remove(client, bedside):
    client.force_login(bedside.amara)
    note = write(bedside)

    client.post(reverse("assessments:practice-note-share", args=[note.pk]))
    shared = PracticeNote.objects.get().shared_at
    client.post(reverse("assessments:practice-note-remove", args=[note.pk]))

    assert shared == NOON
    assert not PracticeNote.objects.exists()


def test_competency_record_asks_the_same_queries_for_any_number_of_notes(
    client, bedside, django_assert_max_num_queries
):
    for number in range(30):
        write(bedside, is_shared=True, text=f"Note {number}")
        bedside.sign(observed_on=days_ago(number))
    client.force_login(bedside.priya)

    with django_assert_max_num_queries(14):
        client.get(record_url(bedside))


def test_a_key_that_somebody_else_used_keeps_nobody_from_writing(bedside):
    key = uuid4()

    notes = [write(bedside, by=by, idempotency_key=key) for by in (bedside.priya, bedside.amara)]

    assert [note.author for note in notes] == [bedside.priya, bedside.amara]


def test_a_scale_of_ones_own_asks_the_plain_question(client, bedside):
    client.force_login(bedside.amara)
    names = [bedside.preceptorship.pk, bedside.catheter.pk]

    page = client.get(reverse("assessments:practice-note-create", args=names))

    assert str(page.context["form"].fields["self_level"].label) == "How did it go for you?"
