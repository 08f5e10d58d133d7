"""Concerns, plans and decisions as people meet them."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.concerns.models import ActionPlan, Concern, NotAchieved, PlanReading
from assessments.concerns.services.concern import close_concern, release_concern
from tests import factories as make
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")
PASSWORD = "several words in a row"


def page(client, person, name, *arguments, **question):
    client.force_login(person)
    return client.get(reverse(f"assessments:{name}", args=arguments), question)


def post(client, person, name, pk, data, **question):
    client.force_login(person)
    address = reverse(f"assessments:{name}", args=[pk], query=question)
    return client.post(address, data, follow=True)


def state_in(shown):
    """The word beside the one concern of a list."""
    words = ("open", "dealt with", "closed", "released", "action plan")
    tags = re.findall(r'class="tag[^>]*>(.*?)</span>', shown, re.S)
    [word] = [word for tag in tags for word in words if re.sub(r"<.*?>", "", tag).strip() == word]
    return word


def with_password(person):
    person.set_password(PASSWORD)
    person.save()
    return person


def test_p13_a_concern_takes_three_taps_and_a_sentence(client, unit):
    """From the learner's page: the link, then the button; what it is about may be left."""
    record = page(client, unit.priya, "checklist", unit.preceptorship.pk).content.decode()
    link = reverse("assessments:concern-create", args=[unit.preceptorship.pk])
    form = client.get(link).context["form"]
    sent = {"topic": form["topic"].initial, "text": "Unsafe.", "idempotency_key": uuid4()}

    shown = client.post(link, sent, follow=True)

    assert link in record
    assert "Sent to the coordinators" in shown.content.decode()
    assert Concern.objects.get().text == "Unsafe."


def test_the_page_says_by_name_who_can_read_it(client, unit):
    form = page(client, unit.priya, "concern-create", unit.preceptorship.pk).context["form"]

    readers = form.fields["text"].readers
    assert "Dana Cole" in readers
    assert "Sam" not in readers
    assert "administrator" not in readers


def test_ones_own_note_is_quoted_and_needs_nothing_more(client, unit):
    note = make.PracticeNoteFactory(
        preceptorship=unit.preceptorship, author=unit.priya, text="Hands were not washed."
    )
    about = {"about": str(note.pk)}
    shown = page(client, unit.priya, "concern-create", unit.preceptorship.pk, **about)
    sent = about | {"topic": "other", "text": "", "idempotency_key": uuid4()}

    post(client, unit.priya, "concern-create", unit.preceptorship.pk, sent)

    assert "Hands were not washed." in shown.content.decode()
    assert Concern.objects.get().quoted == "Hands were not washed."


def test_ones_own_comment_on_a_signature_is_quoted(client, unit):
    signed = unit.bedside.sign(comment="Slow, and unsure of the dose.")

    shown = page(client, unit.priya, "concern-create", unit.preceptorship.pk, about=str(signed.pk))

    assert "unsure of the dose" in shown.content.decode()


def test_p12_what_the_learner_wrote_to_learn_from_is_not_quoted(client, unit):
    note = make.PracticeNoteFactory(
        preceptorship=unit.preceptorship, author=unit.amara, text="I felt lost.", shared_at=NOON
    )
    about = {"about": str(note.pk)}
    sent = about | {"topic": "other", "text": "", "idempotency_key": uuid4()}

    shown = page(client, unit.priya, "concern-create", unit.preceptorship.pk, **about)
    post(client, unit.priya, "concern-create", unit.preceptorship.pk, sent)

    assert "I felt lost." not in shown.content.decode()
    assert not Concern.objects.exists()


@pytest.mark.parametrize("about", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_what_names_no_note_is_left_out(client, unit, about):
    shown = page(client, unit.priya, "concern-create", unit.preceptorship.pk, about=about)

    assert shown.status_code == 200


def test_p29_who_raised_it_sees_that_it_was_dealt_with_and_not_how(client, unit):
    concern = unit.raise_concern()
    close_concern(concern=concern, note="Talked to the ward manager.", by=unit.dana, at=NOON)

    shown = page(client, unit.priya, "concern-detail", concern.pk).content.decode()
    theirs = page(client, unit.dana, "concern-detail", concern.pk).content.decode()

    assert "dealt with" in shown
    assert "ward manager" not in shown
    assert "ward manager" in theirs


@pytest.mark.parametrize("how", ["closed", "released"])
def test_p29_the_list_says_to_who_raised_it_that_it_was_dealt_with_and_not_how(client, unit, how):
    concern, done = unit.raise_concern(), {"by": unit.dana, "at": NOON}
    if how == "closed":
        close_concern(concern=concern, note="Talked to the ward manager.", **done)
    else:
        release_concern(concern=concern, text="A check was missed.", **done)

    theirs, ours = (
        page(client, person, "concern-list", unit.preceptorship.pk).content.decode()
        for person in (unit.priya, unit.dana)
    )

    assert state_in(theirs) == "dealt with"
    assert state_in(ours) == how


def test_a_second_plan_is_not_offered_beside_one_that_runs(client, unit):
    link = reverse("assessments:action-plan-create", args=[unit.preceptorship.pk])
    before = page(client, unit.dana, "concern-list", unit.preceptorship.pk).content.decode()

    unit.opened()
    after = page(client, unit.dana, "concern-list", unit.preceptorship.pk).content.decode()

    assert link in before
    assert link not in after


def test_p18_whoever_takes_over_reads_what_was_released_and_no_more(client, unit):
    unit.raise_concern(text="Left a syringe.")
    release_concern(concern=unit.raise_concern(), text="A check was missed.", by=unit.dana, at=NOON)
    client.force_login(unit.sam)

    address = reverse("assessments:hand-over-card", args=[unit.preceptorship.pk])
    shown = client.get(address).content.decode()

    assert "A check was missed." in shown
    assert "drug" not in shown
    assert "syringe" not in shown


def test_the_form_of_a_draft_names_everyone_who_reads_it_before_it_is_opened(client, unit):
    plan = unit.draft()
    form = page(client, unit.dana, "action-plan-update", plan.pk).context["form"]

    now, later = str(form.fields["reason"].readers).split("once the plan is open")

    assert "Dana Cole" in now
    assert "site administrators" in now
    assert "Amara Okafor" in later
    assert "Priya Nair" in later


def test_p14_the_notes_of_the_meeting_name_who_proposed_it_among_their_readers(client, unit):
    decision = unit.ready_to_fail().agreed()
    form = page(client, unit.dana, "not-achieved-tell", decision.pk).context["form"]

    readers = str(form.fields["notes"].readers)

    assert "Priya Nair" in readers
    assert readers.count("Dana Cole") == 1


def test_p13_released_the_learner_reads_the_coordinators_words_alone(client, unit):
    concern = unit.raise_concern()
    before = page(client, unit.amara, "concern-list", unit.preceptorship.pk).content.decode()

    release_concern(concern=concern, text="A check was missed.", by=unit.dana, at=NOON)
    after = page(client, unit.amara, "concern-list", unit.preceptorship.pk).content.decode()

    assert "Nothing yet" in before
    assert "A check was missed." in after
    assert "drug" not in after
    assert "Priya" not in after


def test_an_administrator_learns_that_something_waits_and_not_what(client, unit):
    unit.raise_concern()

    shown = page(client, unit.ada, "concern-list", unit.preceptorship.pk).content.decode()

    assert "1 concern hasn't been dealt with" in shown
    assert "drug" not in shown
    assert "Skills and knowledge" not in shown


def test_a_plan_is_drafted_from_a_concern_and_opened(client, unit):
    concern = unit.raise_concern()
    drafted = {
        "reason": "Two medicines were given late.",
        "ends_on": "2030-01-31",
        "idempotency_key": uuid4(),
    }
    post(
        client,
        unit.dana,
        "action-plan-create",
        unit.preceptorship.pk,
        drafted,
        concern=str(concern.pk),
    )
    plan = ActionPlan.objects.get()
    aim = {
        "text": "On time.",
        "support": "Together.",
        "supported_by": "Priya",
        "evidence": "Three rounds.",
        "due_on": "2030-01-31",
        "idempotency_key": uuid4(),
    }
    post(client, unit.dana, "plan-aim-add", plan.pk, aim)

    shown = post(client, unit.dana, "action-plan-open", plan.pk, {})

    plan.refresh_from_db()
    assert plan.opened_by == unit.dana
    assert plan.concerns.get() == concern
    assert "those who work with them" in shown.content.decode()


def test_a_plan_named_by_a_concern_of_another_learner_is_begun_without_it(client, unit):
    other = make.ConcernFactory()
    drafted = {"reason": "Late.", "ends_on": "2030-01-31", "idempotency_key": uuid4()}

    address = {"concern": str(other.pk)}
    post(client, unit.dana, "action-plan-create", unit.preceptorship.pk, drafted, **address)

    assert not ActionPlan.objects.get().concerns.exists()


def test_the_learner_signs_with_their_password_that_they_read_it(client, unit):
    plan, amara = unit.opened(), with_password(unit.amara)
    data = {"version": plan.version}

    without = post(client, amara, "action-plan-read", plan.pk, data)
    wrong = post(client, amara, "action-plan-read", plan.pk, data | {"password": "guess"})
    unsigned = PlanReading.objects.exists()
    post(client, amara, "action-plan-read", plan.pk, data | {"password": PASSWORD})

    assert "Enter your password." in without.content.decode()
    assert "wrong" in wrong.content.decode()
    assert not unsigned
    assert PlanReading.objects.get().read_by == amara


def test_a_plan_shows_the_learner_no_concern_behind_it(client, unit):
    concern = unit.raise_concern()
    plan = unit.opened(concern=concern)

    shown = page(client, unit.amara, "action-plan-detail", plan.pk).content.decode()

    assert "Gives a round of medicines on time." in shown
    assert "drug" not in shown
    assert str(concern.pk) not in shown


def test_somebody_elses_words_in_a_draft_are_not_overwritten_unseen(client, unit):
    plan = unit.draft()
    opened = page(client, unit.dana, "action-plan-update", plan.pk).context["form"]
    stamp = opened["opened"].value()
    ActionPlan.objects.filter(pk=plan.pk).update(reason="Femi's words.")
    mine = {"reason": "My words.", "ends_on": "2030-01-31", "opened": stamp}

    shown = post(client, unit.dana, "action-plan-update", plan.pk, mine).content.decode()

    plan.refresh_from_db()
    assert plan.reason == "Femi's words."
    assert "Something else was saved here" in shown


def test_p14_the_page_of_a_decision_says_that_a_person_tells_first(client, unit):
    decision = unit.ready_to_fail().propose()

    shown = page(client, unit.dana, "not-achieved-detail", decision.pk).content.decode()

    assert "Amara is told by a person first" in " ".join(shown.split())


def test_p14_the_learner_reads_why_by_whom_and_how_to_appeal(client, unit):
    decision = unit.tell(unit.ready_to_fail().agreed())

    shown = page(client, unit.amara, "not-achieved-detail", decision.pk).content.decode()

    assert "The aims of the plan were not met." in shown
    assert "Write to the head of education within 14 days." in shown
    assert "Priya Nair" in shown
    assert "Dana Cole" in shown


def test_p14_proposing_and_agreeing_ask_for_the_password(client, unit):
    unit.ready_to_fail()
    priya, dana = with_password(unit.priya), with_password(unit.dana)
    words = {"reason": "Not met.", "idempotency_key": uuid4()}

    post(client, priya, "not-achieved-propose", unit.preceptorship.pk, words)
    unproposed = not NotAchieved.objects.exists()
    words |= {"password": PASSWORD}
    post(client, priya, "not-achieved-propose", unit.preceptorship.pk, words)
    decision = NotAchieved.objects.get()
    post(client, dana, "not-achieved-agree", decision.pk, {})
    decision.refresh_from_db()
    unagreed = decision.agreed_at is None
    post(client, dana, "not-achieved-agree", decision.pk, {"password": PASSWORD})

    decision.refresh_from_db()
    assert unproposed
    assert unagreed
    assert decision.agreed_by == dana


def test_p14_the_plan_offers_it_at_the_final_review_alone(client, unit):
    link = reverse("assessments:not-achieved-propose", args=[unit.preceptorship.pk])
    address = reverse("programs:preceptorship-plan", args=[unit.preceptorship.pk])
    client.force_login(unit.dana)
    before = client.get(address).content.decode()

    unit.ready_to_fail()

    assert link not in before
    assert link in client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_queries_for_any_number(
    client, unit, django_assert_max_num_queries, count
):
    for number in range(count):
        concern = unit.raise_concern()
        if number % 2:
            release_concern(concern=concern, text="A check.", by=unit.dana, at=NOON)
    unit.opened()
    client.force_login(unit.dana)

    with django_assert_max_num_queries(14):
        client.get(reverse("assessments:concern-list", args=[unit.preceptorship.pk]))


@pytest.mark.parametrize("count", [1, 30])
def test_a_plan_asks_the_same_queries_for_any_number(
    client, unit, django_assert_max_num_queries, count
):
    plan = unit.draft()
    for _number in range(count):
        unit.add_aim(plan)
    for _number in range(count):
        make.PlanMeetingFactory(plan=plan, meets_on=TODAY)
    client.force_login(unit.dana)

    with django_assert_max_num_queries(14):
        client.get(reverse("assessments:action-plan-detail", args=[plan.pk]))
