"""What two people agree: alone first, then one text, then two times yes (M3)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.notices.models import Notice
from programs.mentoring.mentorships.models import Agreement, AgreementAnswer
from programs.mentoring.mentorships.services.agreement import (
    AgreementError,
    accept_agreement,
    answer_agreement,
    discard_agreement_draft,
    write_agreement,
)
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.factories import NOON, MentorshipFactory, ProgramCoordinatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentorship():
    return MentorshipFactory()


def answer(mentorship, person, is_done=True, **answers):
    answer_agreement(mentorship=mentorship, by=person, answers=answers, is_done=is_done, at=NOON)


def write(mentorship, person, revision=0, **clauses):
    return write_agreement(
        mentorship=mentorship, by=person, clauses=clauses, revision=revision, at=NOON
    )


def accept(mentorship, person, revision=1):
    return accept_agreement(mentorship=mentorship, by=person, revision=revision, at=NOON)


def agree(mentorship, **clauses):
    mentee, mentor = mentorship.both
    draft = write(mentorship, mentee, **clauses)
    accept(mentorship, mentor)
    draft.refresh_from_db()
    return draft


def readable(person):
    answers = AgreementAnswer.objects.readable_by(person)
    return set(answers.values_list("text", flat=True))


def url(name, mentorship):
    return reverse(f"programs:{name}", args=[mentorship.pk])


def get(client, name, mentorship, person):
    client.force_login(person)
    return client.get(url(name, mentorship)).content.decode()


def test_m3_each_answers_alone(mentorship):
    mentee, mentor = mentorship.both

    answer(mentorship, mentee, purpose="to lead")
    answer(mentorship, mentor, is_done=False, purpose="to pass on")

    assert (readable(mentee), readable(mentor)) == ({"to lead"}, {"to pass on"})


def test_m3_both_see_both_once_both_are_done(mentorship):
    mentee, mentor = mentorship.both
    answer(mentorship, mentee, purpose="to lead")

    answer(mentorship, mentor, purpose="to pass on")

    assert readable(mentee) == readable(mentor) == {"to lead", "to pass on"}


def test_m3_the_page_shows_both_side_by_side(client, mentorship):
    mentee, mentor = mentorship.both
    answer(mentorship, mentee, purpose="to lead")
    before = get(client, "agreement-detail", mentorship, mentor)
    answer(mentorship, mentor, rhythm="monthly")

    after = get(client, "agreement-detail", mentorship, mentor)

    assert ["to lead" in page for page in (before, after)] == [False, True]
    assert "monthly" in after


def test_m3_answers_are_settled_once_both_are_known(mentorship):
    for person in mentorship.both:
        answer(mentorship, person, purpose="mine")

    with pytest.raises(AgreementError, match="have both answered"):
        answer(mentorship, mentorship.mentor.person, purpose="what you said")


def test_m3_an_answer_is_taken_back_by_leaving_it_empty(mentorship):
    mentee = mentorship.learner.person
    answer(mentorship, mentee, is_done=False, purpose="too early")

    answer(mentorship, mentee, is_done=False, purpose="")

    assert readable(mentee) == set()


def test_m3_it_holds_when_both_have_said_yes(mentorship):
    mentee, mentor = mentorship.both
    draft = write(mentorship, mentee, purpose="to lead")
    assert Agreement.objects.in_force().count() == 0

    assert accept(mentorship, mentor) is True

    draft.refresh_from_db()
    assert (draft.number, draft.agreed_at) == (1, NOON)
    assert Notice.objects.filter(kind="agreement_made").get().recipient == mentee


def test_m3_a_yes_is_to_the_words_one_has_seen(mentorship):
    mentee, mentor = mentorship.both
    write(mentorship, mentee, purpose="to lead")
    write(mentorship, mentee, revision=1, purpose="to be led")

    with pytest.raises(AgreementError, match="has changed the agreement in the meantime"):
        accept(mentorship, mentor, revision=1)

    assert Agreement.objects.in_force().count() == 0


def test_m3_another_wording_undoes_the_others_yes(mentorship):
    mentee, mentor = mentorship.both
    write(mentorship, mentee, purpose="to lead")

    changed = write(mentorship, mentor, revision=1, purpose="to lead well")

    assert (changed.mentee_accepted_at, changed.mentor_accepted_at) == (None, NOON)


def test_m3_two_who_write_at_once_lose_nothing(client, mentorship):
    mentee, mentor = mentorship.both
    write(mentorship, mentee, purpose="the mentee was faster")
    client.force_login(mentor)

    response = client.post(
        url("agreement-write", mentorship), {"revision": 0, "purpose": "typed meanwhile"}
    )

    page = response.content.decode()
    assert "has changed the agreement in the meantime" in page
    assert "typed meanwhile" in page
    assert 'name="revision" value="1"' in page
    assert Agreement.objects.get().clauses == {"purpose": "the mentee was faster"}


def test_m3_a_change_is_a_version_of_its_own(client, mentorship):
    mentee, mentor = mentorship.both
    agree(mentorship, purpose="to lead", rhythm="every four weeks")
    write(mentorship, mentor, purpose="to lead", rhythm="every two weeks")

    page = get(client, "agreement-detail", mentorship, mentee)
    accept(mentorship, mentee)

    assert "four</del>" in page
    assert "two</ins>" in page
    numbers = Agreement.objects.in_force().values_list("number", "clauses__rhythm")
    assert list(numbers) == [(1, "every four weeks"), (2, "every two weeks")]


def test_m3_the_history_shows_every_version(client, mentorship):
    agree(mentorship, rhythm="every four weeks")
    agree(mentorship, rhythm="every two weeks")

    page = get(client, "agreement-history", mentorship, mentorship.mentor.person)

    assert page.index("Version 2") < page.index("Version 1")
    assert "four</del>" in page


def test_m3_a_change_can_be_dropped(mentorship):
    agree(mentorship, purpose="to lead")
    write(mentorship, mentorship.mentor.person, purpose="something else")

    discard_agreement_draft(mentorship=mentorship, at=NOON)

    assert [version.clauses for version in Agreement.objects.all()] == [{"purpose": "to lead"}]


def test_a_change_is_called_a_change_wherever_it_is_told(client, mentorship):
    mentee, mentor = mentorship.both
    agree(mentorship, rhythm="monthly")
    write(mentorship, mentor, rhythm="weekly")

    client.force_login(mentee)
    pages = [
        client.get(page).content.decode()
        for page in (url("agreement-detail", mentorship), "/", reverse("people:inbox"))
    ]

    assert "Suggested change" in pages[0]
    assert "Keep the current agreement" in pages[0]
    suggested = f"{mentor.name} has suggested a change to your agreement"
    assert [suggested in page for page in pages[1:]] == [True, True]


def test_m3_whoever_edits_a_suggestion_sees_whose_it_is(client, mentorship):
    mentee, mentor = mentorship.both
    agree(mentorship, rhythm="monthly")
    write(mentorship, mentor, rhythm="weekly")

    pages = [get(client, "agreement-write", mentorship, person) for person in (mentee, mentor)]

    assert f"editing the change {mentor.name} suggested on" in pages[0]
    assert "Your version replaces it." in pages[0]
    assert "editing the change you suggested on" in pages[1]


def test_m3_nobody_is_asked_to_agree_to_their_own_words(mentorship):
    mentee, mentor = mentorship.both
    write(mentorship, mentor, rhythm="weekly")

    with pytest.raises(AgreementError, match="To accept it, agree to it"):
        write(mentorship, mentee, revision=1, rhythm="weekly")
    with pytest.raises(AgreementError, match="Nothing was changed"):
        write(mentorship, mentor, revision=1, rhythm="weekly")
    accept(mentorship, mentee)
    with pytest.raises(AgreementError, match="Nothing was changed"):
        write(mentorship, mentee, rhythm="weekly")

    assert [version.revision for version in Agreement.objects.all()] == [1]
    assert Notice.objects.filter(kind="agreement_written").get().recipient == mentee


def test_m3_an_agreement_says_something(mentorship):
    with pytest.raises(AgreementError, match="at least one topic"):
        write(mentorship, mentorship.mentor.person, purpose="")


def test_m3_there_is_nothing_to_accept_twice(mentorship):
    agree(mentorship, purpose="to lead")

    with pytest.raises(AgreementError, match="nothing to agree to"):
        accept(mentorship, mentorship.mentor.person)


def test_m5_a_coordinator_does_not_find_it(client, mentorship):
    coordinator = ProgramCoordinatorFactory(program=mentorship.program).person
    agree(mentorship, purpose="to lead")
    client.force_login(coordinator)

    assert client.get(url("agreement-detail", mentorship)).status_code == 404


def test_m8_after_the_end_nobody_reads_it(client, mentorship):
    agree(mentorship, purpose="to lead")
    mentee, mentor = mentorship.both

    leave_mentorship(mentorship=mentorship, by=mentor, at=NOON)

    client.force_login(mentee)
    assert client.get(url("agreement-detail", mentorship)).status_code == 404
    assert not Agreement.objects.readable_by(mentee).exists()
    with pytest.raises(AgreementError):
        write(mentorship, mentee, purpose="too late")


def test_the_page_of_answers_says_who_reads_them_and_keeps_them(client, mentorship):
    mentee = mentorship.learner.person
    page = get(client, "agreement-answer", mentorship, mentee)

    client.post(url("agreement-answer", mentorship), {"purpose": "to lead", "later": "1"})

    assert "Only you until you have both finished" in page
    assert "to lead" in get(client, "agreement-answer", mentorship, mentee)
    assert mentorship.agreement_sides.count() == 0


def test_the_pages_lead_from_answers_to_an_agreement(client, mentorship):
    for person in mentorship.both:
        client.force_login(person)
        client.post(url("agreement-answer", mentorship), {"purpose": "to lead", "done": "1"})
    client.post(url("agreement-write", mentorship), {"revision": 0, "purpose": "to lead well"})
    client.force_login(mentorship.learner.person)

    client.post(url("agreement-accept", mentorship), {"revision": 1})

    assert Agreement.objects.in_force().get().rows[0][1] == "to lead well"


def test_the_common_text_begins_with_what_was_said(client, mentorship):
    mentee, mentor = mentorship.both
    answer(mentorship, mentee, purpose="to lead")
    answer(mentorship, mentor, rhythm="monthly")

    page = get(client, "agreement-write", mentorship, mentor)

    assert ">\nto lead</textarea>" in page
    assert ">\nmonthly</textarea>" in page


def test_markup_in_an_agreement_is_shown_as_typed(client, mentorship):
    agree(mentorship, purpose="<script>alert(1)</script>")

    page = get(client, "agreement-detail", mentorship, mentorship.mentor.person)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_too_long_a_text_is_refused_and_kept(client, mentorship):
    client.force_login(mentorship.mentor.person)

    response = client.post(
        url("agreement-write", mentorship), {"revision": 0, "purpose": "x" * 100_000}
    )

    assert "at most 2000 characters" in response.content.decode()
    assert "x" * 100_000 in response.content.decode()


def test_the_database_keeps_one_draft_and_two_times_yes(mentorship):
    fields = {
        "mentorship": mentorship,
        "clauses": {"purpose": "x"},
        "edited_by": mentorship.mentor.person,
        "edited_at": NOON,
    }
    Agreement.objects.create(number=1, **fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(number=2, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(number=3, agreed_at=NOON, mentor_accepted_at=NOON, **fields)
