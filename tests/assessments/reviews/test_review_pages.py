"""The pages of reviews: what they show, what a press does, how much they ask (P27)."""

import io

import pikepdf
import pytest
from django.urls import reverse

from programs import registry
from programs.registry import ReviewFact
from tests import factories as make
from tests.assessments.reviews.meeting import DAY, Meeting
from tests.factories import NOON, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
PASSWORD = "a quiet corridor"


def url(name, *arguments):
    return reverse(f"assessments:review-{name}", args=arguments)


def page_of(meeting):
    return url("detail", meeting.review.pk)


def posted(client, meeting, **typed):
    """Send the form as the page shows it, with what is typed in its place."""
    form = client.get(page_of(meeting)).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "password"}
    data = {name: "" if value is None else value for name, value in data.items()} | typed
    return client.post(page_of(meeting), data)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_marking_a_review_as_done_leads_to_its_page(login):
    meeting = Meeting()
    hold = reverse("programs:review-hold", args=[meeting.review.pk])

    response = login(meeting.priya).post(hold, {"held_on": TODAY.isoformat()})

    assert response.url == page_of(meeting)


def test_a_part_is_saved_without_a_password(login):
    meeting = Meeting().hold()

    response = posted(login(meeting.amara, is_fresh=False), meeting, text="I feel safe.")

    assert response.url == page_of(meeting)
    assert meeting.part("learner").text == "I feel safe."
    assert meeting.part("learner").signed_at is None


def test_signing_asks_for_the_password_and_keeps_what_was_typed(login):
    meeting = Meeting().hold()
    meeting.agree()
    meeting.amara.set_password(PASSWORD)
    meeting.amara.save()

    response = posted(
        login(meeting.amara, is_fresh=False), meeting, text="I feel safe.", sign="yes"
    )

    assert response.context["form"].errors == {"password": ["Enter your password."]}
    assert "I feel safe." in text_of(response)
    assert meeting.part("learner").signed_at is None


def test_signing_with_the_password_signs(login):
    meeting = Meeting().hold()
    meeting.agree()
    meeting.amara.set_password(PASSWORD)
    meeting.amara.save()
    client = login(meeting.amara, is_fresh=False)

    posted(client, meeting, text="I feel safe.", sign="yes", password=PASSWORD)

    assert meeting.part("learner").signed_at == NOON


def test_signing_what_another_just_changed_is_refused_and_the_text_kept(login):
    meeting = Meeting().hold()
    meeting.agree()
    client = login(meeting.amara)
    form = client.get(page_of(meeting)).context["form"]
    meeting.agree("support_needed")
    typed = {"text": "I feel safe.", "seen": form["seen"].value(), "sign": "yes"}

    refused = client.post(page_of(meeting), typed)
    again = refused.context["form"]["seen"].value()
    signed = client.post(page_of(meeting), typed | {"seen": again})

    assert "Priya Nair changed this review" in text_of(refused)
    assert "I feel safe." in text_of(refused)
    assert "Needs support" in text_of(refused)
    assert signed.status_code == 302
    assert meeting.part("learner").signed_at == NOON


def test_what_another_saved_in_the_same_part_is_shown_before_it_is_replaced(login):
    meeting = Meeting().hold()
    client = login(meeting.priya)
    form = client.get(page_of(meeting)).context["form"]
    opened = form["opened"].value()
    meeting.write(meeting.sam, "Sam was there, too.", outcome="on_track")

    response = client.post(page_of(meeting), {"text": "Priya.", "opened": opened})

    assert "Sam was there, too." in text_of(response)
    assert meeting.part("preceptor").text == "Sam was there, too."


def test_a_coordinator_who_signs_what_is_agreed_lets_no_signature_fall(login):
    meeting = Meeting().hold()
    meeting.agree()
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)

    posted(login(meeting.dana), meeting, sign="yes")

    assert meeting.outcome.is_complete


def test_the_calendars_day_is_proposed_until_something_is_agreed(login):
    meeting = Meeting().hold()
    client = login(meeting.priya)

    before = client.get(page_of(meeting)).context["form"]["next_on"].value()
    meeting.agree(next_on=None)
    after = client.get(page_of(meeting)).context["form"]["next_on"].value()

    assert (before, after) == (meeting.following.due_on, None)


def test_signing_after_the_next_review_took_place_keeps_what_was_agreed(login):
    meeting = Meeting().hold()
    meeting.agree(next_on=TODAY + 30 * DAY)
    for person in (meeting.priya, meeting.amara):
        meeting.sign_part(person)
    meeting.following.held_on, meeting.following.held_by = TODAY, meeting.priya
    meeting.following.save()

    posted(login(meeting.dana), meeting, sign="yes")

    assert meeting.outcome.is_complete
    assert meeting.outcome.next_on == TODAY + 30 * DAY


def test_a_review_is_not_marked_as_done_before_the_start(login):
    meeting = Meeting()
    meeting.preceptorship.status = "planned"
    meeting.preceptorship.save(update_fields=["status"])

    page = login(meeting.dana).get(page_of(meeting))

    assert page.context["can_hold"] is False


def test_the_learner_chooses_no_outcome(login):
    form = login(Meeting().hold().amara).get(page_of_last()).context["form"]

    assert "outcome" not in form.fields


def page_of_last():
    from programs.preceptorships.models import Review

    return url("detail", Review.objects.held().get().pk)


def test_facts_are_there_before_anybody_writes(login):
    meeting = Meeting().hold()
    meeting.sign()

    facts = login(meeting.priya).get(page_of(meeting)).context["facts"]

    assert (facts.signed_count, facts.open_count, facts.overdue_count) == (1, 0, 0)
    assert facts.since == meeting.preceptorship.starts_on


@pytest.mark.parametrize(("reader", "notes"), [("priya", 1), ("amara", 1), ("dana", 0)])
def test_practice_notes_stay_between_learner_and_preceptors(login, reader, notes):
    meeting = Meeting().hold()
    make.PracticeNoteFactory(
        preceptorship=meeting.preceptorship,
        competency=meeting.catheter,
        author=meeting.amara,
        self_level=meeting.levels[3],
        shared_at=NOON,
    )

    facts = login(getattr(meeting, reader)).get(page_of(meeting)).context["facts"]

    assert (len(facts.notes), len(facts.views)) == (notes, notes)


def test_what_another_room_knows_stands_among_the_facts(login, monkeypatch):
    meeting = Meeting().hold()

    def hours(review, reader, since, until):
        return [ReviewFact(label="Hours", value=f"12 for {reader}")]

    monkeypatch.setattr(registry, "review_facts", registry.review_facts)
    registry.review_facts.append(hours)
    try:
        page = text_of(login(meeting.dana).get(page_of(meeting)))
    finally:
        registry.review_facts.remove(hours)

    assert "12 for Dana Cole" in page


def cards_of(page):
    return {part.role: part.who for part in page.context["record"].parts}


def test_before_anybody_signs_each_card_names_who_is_to(login):
    meeting = Meeting(third_signer="ward manager").hold()

    page = login(meeting.amara).get(page_of(meeting))

    assert cards_of(page) == {
        "learner": "Amara Okafor",
        "preceptor": "Priya Nair",
        "third": "",
        "coordinator": "Dana Cole",
    }


def test_a_card_names_each_of_several_coordinators(login):
    meeting = Meeting().hold()
    eve = make.PersonFactory(name="Eve Ito")
    make.ProgramCoordinatorFactory(program=meeting.program, person=eve)

    page = login(meeting.amara).get(page_of(meeting))

    assert cards_of(page)["coordinator"] == "Dana Cole or Eve Ito"


def test_the_card_of_a_signature_by_link_names_who_has_to_confirm_it(login):
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    meeting.sign_by_link(meeting.ask_third())

    page = login(meeting.amara).get(page_of(meeting))

    assert cards_of(page)["third"] == "R. Achebe, Ward manager, 12A"


def test_a_former_preceptor_still_signs_the_review_they_held(login):
    meeting = Meeting().hold()
    meeting.agree()
    held_on = TODAY - 3 * DAY
    type(meeting.review).objects.filter(pk=meeting.review.pk).update(held_on=held_on)
    meeting.preceptorship.assignments.update(valid_to=TODAY - DAY)

    response = posted(login(meeting.priya), meeting, text="She did well.", sign="yes")

    assert response.status_code == 302
    assert meeting.part("preceptor").signed_at == NOON


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_review_asks_few_queries(login, django_assert_max_num_queries, is_signed):
    meeting = Meeting(third_signer="").hold()
    for number in range(8):
        make.PracticeNoteFactory(
            preceptorship=meeting.preceptorship,
            competency=meeting.catheter,
            author=meeting.amara,
            text=f"Note {number}",
            self_level=meeting.levels[3],
            shared_at=NOON,
        )
    if is_signed:
        meeting.sign_all()
    client = login(meeting.priya)

    with django_assert_max_num_queries(16):
        client.get(page_of(meeting))


def test_the_pdf_is_tagged_and_holds_what_was_signed(login):
    meeting = Meeting().hold().sign_all()

    response = login(meeting.amara).get(url("file", meeting.review.pk))

    document = pikepdf.open(io.BytesIO(response.content))
    assert response["Content-Type"] == "application/pdf"
    assert "/StructTreeRoot" in document.Root
    assert str(document.docinfo["/Title"]) == f"{meeting.review.name} of Amara Okafor"


def test_before_all_have_signed_there_is_no_pdf(login):
    meeting = Meeting().hold()

    response = login(meeting.amara).get(url("file", meeting.review.pk))

    assert response.url == page_of(meeting)


def test_a_correction_is_opened_by_a_form_with_a_reason(login):
    meeting = Meeting().hold().sign_all()
    client = login(meeting.dana)

    refused = client.post(url("correct", meeting.review.pk), {"reason": ""})
    client.post(url("correct", meeting.review.pk), {"reason": "The wrong ward."})

    assert "reason" in refused.context["form"].errors
    assert "The wrong ward." in text_of(client.get(page_of(meeting)))
