"""The pages of reviews: what they show, what a press does, how much they ask (P27)."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse

from assessments.reviews.links import confirmation_token, link_token
from assessments.reviews.worklist import rows as worklist_rows
from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs import registry
from programs.cohorts.models import Program
from programs.registry import ReviewFact
from tests import factories as make
from tests.assessments.bedside import another_learner
from tests.assessments.reviews.meeting import ACHEBE, DAY, Meeting
from tests.factories import NOON, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
PASSWORD = "a quiet corridor"


@pytest.fixture
def login(client):
    """Log somebody in; with a fresh password unless told otherwise."""

    def log_in(person, *, is_fresh=True):
        client.force_login(person)
        if is_fresh:
            session = client.session
            session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
            session.save()
        return client

    return log_in


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


# --- One review ---------------------------------------------------------------------------


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

    with django_assert_max_num_queries(24):
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


# --- Lists, Today and the worklist --------------------------------------------------------


def names(rows):
    return [row.review.preceptorship.learner.person.name for row in rows]


def test_a_review_waits_for_whoever_has_not_signed_and_for_the_others(login):
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)

    mine = login(meeting.priya).get(url("list")).context["mine"]
    others = login(meeting.amara).get(url("list")).context["others"]

    assert (names(mine), names(others)) == (["Amara Okafor"], ["Amara Okafor"])


def test_a_review_waits_for_the_coordinator_once_both_have_signed(login):
    meeting = Meeting().hold()
    meeting.agree()
    before = login(meeting.dana).get(url("list")).context["mine"]
    meeting.sign_part(meeting.amara)
    meeting.sign_part(meeting.priya)

    after = login(meeting.dana).get(url("list")).context["mine"]

    assert (names(before), names(after)) == ([], ["Amara Okafor"])


@pytest.mark.parametrize("who", ["amara", "priya", "dana"])
def test_what_everybody_signed_is_done_for_each(login, who):
    meeting = Meeting().hold().sign_all()

    context = login(getattr(meeting, who)).get(url("list")).context

    assert names(context["page"].rows) == ["Amara Okafor"]
    assert (context["mine"], context["others"]) == ([], [])


def test_a_stranger_finds_nothing_in_the_lists(login):
    Meeting().hold()

    context = login(make.PersonFactory()).get(url("list")).context

    assert (context["mine"], context["others"], context["page"].rows) == ([], [], [])


@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_ask_the_same_queries_for_one_review_and_for_thirty(
    login, django_assert_max_num_queries, count
):
    meeting = Meeting().hold()
    for number in range(1, count):
        other = another_learner(meeting, f"Learner {number}")
        review = make.ReviewFactory(
            preceptorship=other, position=9, held_on=TODAY, held_by=meeting.priya
        )
        make.ReviewOutcomeFactory(review=review)
    client = login(meeting.dana)

    with django_assert_max_num_queries(12):
        response = client.get(url("list"))

    assert len(response.context["others"]) == count


def test_today_shows_what_waits_for_ones_signature(login):
    meeting = Meeting().hold()

    page = text_of(login(meeting.amara).get("/"))

    assert page_of(meeting) in page


@pytest.mark.parametrize(("days", "told"), [(6, 0), (7, 1)])
def test_the_coordinator_is_told_once_of_a_review_unsigned_for_a_week(days, told):
    Meeting().hold()

    plan_reminders("review_signatures", at=NOON + days * DAY)
    plan_reminders("review_signatures", at=NOON + (days + 1) * DAY if told else NOON)

    assert Notice.objects.filter(kind="review_unsigned").count() == told


@pytest.mark.parametrize(("days", "count"), [(6, 0), (7, 1)])
def test_the_worklist_has_a_row_from_the_seventh_day_on(days, count):
    meeting = Meeting().hold()

    found = list(worklist_rows(Program.objects.all(), NOON + days * DAY))

    assert len(found) == count
    assert {row.person for row in found} <= {meeting.amara}


def test_the_worklist_row_names_whose_signature_is_missing():
    meeting = Meeting().hold()
    meeting.agree()
    meeting.sign_part(meeting.amara)

    [row] = worklist_rows(Program.objects.all(), NOON + 7 * DAY)

    assert (row.since, row.url) == (TODAY + 7 * DAY, page_of(meeting))
    assert "Not signed: Preceptor, Coordinator" in [words for words, _page in row.facts]


# --- The third signer ---------------------------------------------------------------------


@pytest.fixture
def third():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    return meeting


def test_the_link_page_shows_link_and_code(login, third):
    client = login(third.priya)

    created = client.post(url("link-create", third.review.pk))
    page = client.get(created.url)

    assert link_token(third.outcome.links.get()) in text_of(page)


def test_a_third_signer_signs_by_the_link_and_confirms_without_an_account(client, third):
    link = third.ask_third()
    sign, confirm = (
        url("sign", link_token(link)),
        url("link-confirm", confirmation_token(link)),
    )
    seen = client.get(sign).context["form"]["seen"].value()
    identity = {name: getattr(ACHEBE, name) for name in ACHEBE.__slots__}

    client.post(sign, identity | {"text": "Reliable.", "seen": seen})
    used = client.post(sign, identity | {"text": "Again.", "seen": seen})
    client.post(confirm)

    assert "One more step" in text_of(used)
    assert third.part("third").text == "Reliable."
    assert third.part("third").signed_at == NOON


def test_the_link_shows_nothing_that_anybody_wrote(client, third):
    third.write(third.amara, "Only for those who sign.")

    page = text_of(client.get(url("sign", link_token(third.ask_third()))))

    assert "On track" in page
    assert "Only for those who sign." not in page


def test_a_link_that_is_over_says_so(client, third, time_machine):
    link = third.ask_third()
    time_machine.move_to(NOON + timedelta(days=15), tick=False)

    response = client.get(url("sign", link_token(link)))

    assert response.status_code == 410
    assert "no longer works" in text_of(response)


def test_looking_at_the_confirmation_confirms_nothing(client, third):
    link = third.ask_third()
    third.sign_by_link(link)

    client.get(url("link-confirm", confirmation_token(link)))

    assert third.part("third").signed_at is None
