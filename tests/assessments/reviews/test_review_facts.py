"""What a review's page knows beforehand, and what it still says once all have signed (P27)."""

import pytest
from django.urls import reverse

from assessments.concerns.models import PlanAim
from assessments.reviews.facts import gather_facts
from assessments.reviews.visible import reviews_visible_to
from programs.preceptorships.services.pause import pause_preceptorship
from tests import factories as make
from tests.assessments.reviews.meeting import DAY, Meeting
from tests.factories import NOON, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def page_of(meeting):
    return reverse("assessments:review-detail", args=[meeting.review.pk])


def facts_for(meeting, reader, *, is_complete=False, today=TODAY):
    review = reviews_visible_to(reader, on=today).get(pk=meeting.review.pk)
    return gather_facts(review, reader=reader, today=today, is_complete=is_complete)


def own_view(meeting, day):
    return make.PracticeNoteFactory(
        preceptorship=meeting.preceptorship,
        competency=meeting.catheter,
        author=meeting.amara,
        practised_on=day,
        self_level=meeting.levels[3],
        shared_at=NOON,
    )


def labels(facts):
    return [str(fact.label) for fact in facts.more]


@pytest.fixture
def planned():
    """A review of somebody with an open plan: one aim met, one not yet, one withdrawn."""
    meeting = Meeting().hold()
    plan = make.ActionPlanFactory(
        preceptorship=meeting.preceptorship, opened=True, ends_on=TODAY + 30 * DAY
    )
    make.PlanAimFactory(plan=plan)
    checked = {"checked_by": meeting.priya, "checked_at": NOON}
    make.PlanAimFactory(plan=plan, result=PlanAim.Result.MET, **checked)
    make.PlanAimFactory(plan=plan, withdrawn_by=meeting.dana, withdrawn_at=NOON)
    return meeting


def test_what_is_written_after_a_review_changes_none_of_its_facts():
    meeting = Meeting().hold()
    own_view(meeting, TODAY)
    own_view(meeting, TODAY + DAY)
    later = TODAY + 2 * DAY
    meeting.sign(observed_on=TODAY + DAY, today=later, at=NOON + DAY)

    facts = facts_for(meeting, meeting.priya, today=later)

    assert [view.signed for view in facts.views] == [None]
    assert [note.practised_on for note in facts.notes] == [TODAY]


def test_an_own_view_stands_beside_the_level_signed_last_until_the_review():
    meeting = Meeting().hold()
    own_view(meeting, TODAY)
    meeting.sign(observed_on=TODAY - DAY, level=3)
    meeting.sign(observed_on=TODAY, level=5)

    [view] = facts_for(meeting, meeting.amara).views

    assert (view.own.value, view.signed.value) == (3, 5)


def test_nothing_is_overdue_in_a_pause():
    meeting = Meeting().hold()
    meeting.preceptorship.competency_states.update(due_on=TODAY - DAY)
    running = facts_for(meeting, meeting.priya).overdue_count
    pause_preceptorship(
        preceptorship=meeting.preceptorship, reason="", by=meeting.dana, at=NOON, today=TODAY
    )

    assert (running, facts_for(meeting, meeting.priya).overdue_count) == (1, 0)


@pytest.mark.parametrize("reader", ["amara", "priya", "dana"])
def test_the_open_plan_says_how_many_aims_are_met_and_when_it_ends(planned, reader):
    [fact] = facts_for(planned, getattr(planned, reader)).more

    assert str(fact.label) == "Action plan"
    assert fact.value.startswith("1 of 2 aims met, ends on")


def test_a_plan_of_today_is_no_fact_of_a_review_that_all_have_signed(planned):
    assert labels(facts_for(planned, planned.priya, is_complete=True)) == []


def test_a_plan_that_is_a_draft_is_no_fact():
    meeting = Meeting().hold()
    make.ActionPlanFactory(preceptorship=meeting.preceptorship, ends_on=TODAY + 30 * DAY)

    assert labels(facts_for(meeting, meeting.amara)) == []


def test_hours_that_are_asked_for_are_told_before_there_is_a_shift():
    meeting = Meeting().hold()
    rules = meeting.program.preceptorship_rules
    rules.supernumerary_hours = 75
    rules.save(update_fields=["supernumerary_hours"])

    hours = facts_for(meeting, meeting.priya).more[0]

    assert (str(hours.label), hours.value) == ("Supernumerary", "0 of 75")


def test_whoever_precepts_no_longer_reads_facts_without_links_that_are_closed_to_them(login):
    meeting = Meeting().hold()
    shift = make.ShiftFactory(preceptorship=meeting.preceptorship)
    make.ShiftNoteFactory(shift=shift, next_time="Say each check aloud.")
    make.ActionPlanFactory(
        preceptorship=meeting.preceptorship, opened=True, ends_on=TODAY + 30 * DAY
    )
    held_on = TODAY - DAY
    type(meeting.review).objects.filter(pk=meeting.review.pk).update(held_on=held_on)
    meeting.preceptorship.assignments.update(valid_to=held_on)

    page = login(meeting.priya).get(page_of(meeting))

    assert "Say each check aloud." in page.content.decode()
    assert reverse("programs:shift-list", args=[meeting.preceptorship.pk]) not in str(page.content)
    assert labels(page.context["facts"]) == [
        "Shifts since then",
        f"{meeting.priya}, {shift.day:%-d %b}",
    ]


class Asking(Meeting):
    """One skill has to be signed twice, and two are critical."""

    def open(self):
        asked = {"observations_required": 2, "is_critical": True}
        self.twice = self.ask("Dress a wound", position=2, **asked)
        self.ask("Give blood", position=3, is_critical=True)
        return super().open()


def test_skills_are_counted_as_the_checklist_does_and_signatures_beside_them(login):
    meeting = Asking().hold()
    meeting.sign()
    for day in (TODAY - DAY, TODAY):
        meeting.sign(competency=meeting.twice, observed_on=day)

    facts = facts_for(meeting, meeting.priya)

    assert (facts.signed_count, facts.open_count) == (2, 1)
    assert (facts.critical_count, facts.critical_total) == (1, 2)
    assert (facts.signature_count, len(facts.signatures)) == (3, 3)
    page = " ".join(login(meeting.priya).get(page_of(meeting)).content.decode().split())
    assert "2 skills" in page
    assert "1 of 2" in page


def test_a_skill_that_was_complete_before_the_last_review_is_not_counted_again():
    meeting = Meeting()
    meeting.sign()
    meeting.preceptorship.competency_states.update(achieved_at=NOON - 9 * DAY)
    before = meeting.plan(0, due_on=TODAY - 5 * DAY)
    type(before).objects.filter(pk=before.pk).update(held_on=TODAY - 5 * DAY, held_by=meeting.priya)

    assert facts_for(meeting, meeting.priya).signed_count == 0


def test_a_list_that_leaves_signatures_out_says_so(login, monkeypatch):
    monkeypatch.setattr("assessments.reviews.facts.MOST_SIGNED", 1)
    meeting = Meeting().hold()
    meeting.sign(observed_on=TODAY - DAY)
    meeting.sign()

    page = login(meeting.priya).get(page_of(meeting)).content.decode()

    assert "The latest 1 of 2 signatures" in page
