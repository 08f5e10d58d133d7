"""Whatever a notice asks of somebody stands on their Today until it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.external.services.suspension import reinstate_sign_off, suspend_sign_off
from assessments.sign_offs.services.sign_off_request import decline_request
from people.addresses import services as address_change
from people.addresses.notices import link_to
from people.registry import notice_kinds
from people.services.person import deactivate_person
from programs.mentoring.meetings.services.check_in import miss_check_in, plan_check_in
from programs.mentoring.meetings.services.time_proposal import withdraw_times
from programs.mentoring.mentorships.services import agreement as agreements
from programs.mentoring.mentorships.services import closing
from programs.mentoring.mentorships.services.departure import end_without_partner
from programs.mentoring.mentorships.services.mentorship import hold_mentorship_review
from programs.mentoring.mentorships.services.mentorship_opening import decline_mentorship
from programs.mentoring.wall.services import break_glass, notes_request
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.preceptorships.services.review import hold_review
from tests import factories as make
from tests.asked_certificates import CERTIFICATES
from tests.asked_evaluations import EVALUATIONS
from tests.asked_guests import GUESTS
from tests.asked_reviews import REVIEWS
from tests.asked_sessions import SESSIONS
from tests.asked_shifts import SHIFTS
from tests.assessments.bedside import Bedside
from tests.assessments.concerns.asking import ASKED as DOUBTS
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def review(of, page, *, days):
    def ask():
        coordinator = make.PersonFactory()
        cohort = make.CohortFactory(program=make.ProgramFactory(coordinator=coordinator))
        preceptorship = make.PreceptorshipFactory(
            primary=make.PreceptorFactory(eligible=True), cohort=cohort
        )
        preceptorship.reviews.all().delete()
        due = make.ReviewFactory(preceptorship=preceptorship, due_on=TODAY - days * DAY)
        people = {
            "primary": preceptorship.primary_on(TODAY).person,
            "learner": preceptorship.learner.person,
            "coordinator": coordinator,
        }
        shown = due if page == "review-hold" else preceptorship

        def act():
            hold_review(review=due, held_on=TODAY, by=coordinator, at=NOON, today=TODAY)

        return people[of], url(page, shown), act

    return ask


def learner_stranded():
    coordinator = make.PersonFactory()
    cohort = make.CohortFactory(program=make.ProgramFactory(coordinator=coordinator))
    preceptorship = make.PreceptorshipFactory(
        primary=make.PreceptorFactory(eligible=True), cohort=cohort
    )
    person = preceptorship.primary_on(TODAY).person
    deactivate_person(person=person, by=coordinator, at=NOON)

    def act():
        helen = make.PreceptorFactory(eligible=True)
        acting = {"by": coordinator, "at": NOON, "today": TODAY}
        change_primary(preceptorship=preceptorship, preceptor=helen, **acting)

    return coordinator, url("preceptor-change", preceptorship), act


def pair(**fields):
    cohort = make.CohortFactory(
        program=make.MentoringProgramFactory(coordinator=make.PersonFactory())
    )
    return make.MentorshipFactory(cohort=cohort, **fields)


def mentorship_proposed():
    mentorship = pair(status="proposed")
    mentee = mentorship.learner.person

    def act():
        decline_mentorship(mentorship=mentorship, by=mentee, at=NOON)

    return mentee, url("mentorship-proposal", mentorship), act


def mentee_proposed():
    mentorship = pair(status="proposed")
    mentor = mentorship.mentor.person

    def act():
        decline_mentorship(mentorship=mentorship, by=mentor, at=NOON)

    return mentor, url("mentorship-proposal", mentorship), act


def mentorship_winding_down():
    mentorship = pair(status="winding_down", planned_end_on=TODAY + 20 * DAY)
    mentee = mentorship.learner.person

    def act():
        choice = {"choice": "end", "months": None}
        closing.choose_next_step(mentorship=mentorship, by=mentee, at=NOON, **choice)

    return mentee, url("mentorship-closing", mentorship), act


def agreement_written():
    mentorship = pair()
    mentee, mentor = mentorship.both
    clauses = {agreements.Topic.CONFIDENTIALITY: "What we say stays between us."}
    acting = {"mentorship": mentorship, "at": NOON}
    draft = agreements.write_agreement(by=mentor, clauses=clauses, revision=0, **acting)

    def act():
        agreements.accept_agreement(by=mentee, revision=draft.revision, **acting)

    return mentee, url("agreement-detail", mentorship), act


def agreement_change():
    mentorship = pair()
    mentee, mentor = mentorship.both
    acting = {"mentorship": mentorship, "at": NOON}
    topic = agreements.Topic.RHYTHM
    agreed = agreements.write_agreement(
        by=mentor, clauses={topic: "Once a month."}, revision=0, **acting
    )
    agreements.accept_agreement(by=mentee, revision=agreed.revision, **acting)
    draft = agreements.write_agreement(
        by=mentor, clauses={topic: "Twice a month."}, revision=0, **acting
    )

    def act():
        agreements.accept_agreement(by=mentee, revision=draft.revision, **acting)

    return mentee, url("agreement-detail", mentorship), act


def agreement_unsettled():
    mentorship = pair(starts_on=TODAY - 60 * DAY)
    mentee = mentorship.learner.person

    def act():
        agreements.answer_agreement(
            mentorship=mentorship, by=mentee, answers={}, is_done=True, at=NOON
        )

    return mentee, url("agreement-detail", mentorship), act


def mentorship_review_due():
    mentorship = pair()
    due = make.MentorshipReviewFactory(mentorship=mentorship, due_on=TODAY)
    mentee = mentorship.learner.person
    # The pair is linked to as well: what is asked for is the line about it.
    return (
        mentee,
        "A look back with",
        lambda: hold_mentorship_review(review=due, by=mentee, at=NOON),
    )


def pair_lost_partner():
    mentorship = pair()
    coordinator = mentorship.program.coordinators.get().person
    deactivate_person(person=mentorship.mentor.person, by=coordinator, at=NOON)

    def act():
        end_without_partner(mentorship=mentorship, by=coordinator, at=NOON)

    return coordinator, url("mentorship-end-gone", mentorship), act


def check_in_times_proposed():
    from programs.mentoring.meetings.time_links import time_token

    proposal = make.TimeProposalFactory(mentorship=pair(), times=[NOON + DAY])
    link = reverse("programs:time-choose", args=[time_token(proposal)])
    return proposal.asked, link, lambda: withdraw_times(proposal=proposal, at=NOON)


def check_in_untold():
    check_in = make.CheckInFactory(mentorship=pair(), starts_at=NOON - DAY)
    page = reverse("programs:check-in-hold", args=[check_in.pk])
    person = check_in.mentorship.learner.person
    return person, page, lambda: miss_check_in(check_in=check_in, at=NOON)


def unbooked(**fields):
    def ask():
        mentorship = pair(starts_on=TODAY - 30 * DAY)
        if fields:
            make.CheckInFactory(mentorship=mentorship, **fields)
        mentee = mentorship.learner.person

        def act():
            plan_check_in(
                mentorship=mentorship,
                starts_at=NOON + 3 * DAY,
                minutes=30,
                medium="phone",
                by=mentee,
                at=NOON,
            )

        return mentee, url("check-in-plan", mentorship), act

    return ask


def pulse_asked():
    asked = make.PulseAskFactory(mentorship=pair())

    def act():
        type(asked).objects.filter(pk=asked.pk).update(is_answered=True)

    return asked.person, url("pulse-answer", asked), act


def break_glass_asked():
    mentorship = pair()
    coordinator = mentorship.program.coordinators.get().person
    asker = make.PersonFactory(is_administrator=True)
    asked = break_glass.ask_to_break_glass(
        mentorship=mentorship,
        ground="danger",
        reason="She wrote that she cannot go on.",
        by=asker,
        at=NOON,
        today=TODAY,
    )

    def act():
        answer = {"is_agreed": False, "at": NOON, "today": TODAY}
        break_glass.decide_break_glass(asked=asked, by=coordinator, **answer)

    return coordinator, url("break-glass-decide", asked), act


def notes_asked():
    mentorship = pair()
    mentor = mentorship.mentor.person
    notes_request.ask_for_notes(mentorship=mentorship, by=mentorship.learner.person, at=NOON)

    def act():
        notes_request.answer_notes_request(
            mentorship=mentorship, by=mentor, answer="Here they are.", at=NOON
        )

    return mentor, url("notes-request", mentorship), act


def sign_off_asked():
    bedside = Bedside().open()
    request = make.SignOffRequestFactory(
        preceptorship=bedside.preceptorship, competency=bedside.catheter, assessor=bedside.priya
    )

    def act():
        decline_request(request=request, by=bedside.priya, obstacle="not_seen", at=NOON)

    return bedside.priya, "asks for a sign-off", act


def sign_off_disowned():
    bedside = Bedside().open()
    sign_off = bedside.sign()
    suspend_sign_off(sign_off=sign_off, at=NOON)

    def act():
        reinstate_sign_off(sign_off=sign_off, by=bedside.dana, reason="A slip.", at=NOON)

    return bedside.dana, "says they didn&#x27;t sign this", act


def overdue(of, mark):
    def ask():
        bedside = Bedside().open()
        bedside.preceptorship.competency_states.update(due_on=TODAY - DAY)

        def act():
            bedside.sign()
            bedside.preceptorship.competency_states.update(achieved_at=NOON)
            bedside.preceptorship.progress.__class__.objects.update(achieved=1)

        return getattr(bedside, of), mark, act

    return ask


# What makes each kind: who is asked, what leads there on their Today, and the act.
def address_asked():
    change = make.AddressChangeFactory()

    def act():
        address_change.stop_address(change=change, at=NOON)

    return change.person, link_to(change), act


ASKED = {
    "address_change_asked": address_asked,
    "review_due": review("primary", "review-hold", days=0),
    "review_overdue": review("primary", "review-hold", days=5),
    "own_review_due": review("learner", "preceptorship-plan", days=0),
    "own_review_overdue": review("learner", "preceptorship-plan", days=5),
    "review_escalated": review("coordinator", "preceptorship-plan", days=40),
    "learner_stranded": learner_stranded,
    "sign_off_asked": sign_off_asked,
    "sign_off_nudged": sign_off_asked,
    "sign_off_rerouted": sign_off_asked,
    "sign_off_disowned": sign_off_disowned,
    "competencies_overdue": overdue("priya", "behind"),
    "own_competencies_overdue": overdue("amara", "overdue"),
    **DOUBTS,
    "mentorship_proposed": mentorship_proposed,
    "mentee_proposed": mentee_proposed,
    "mentorship_winding_down": mentorship_winding_down,
    "agreement_written": agreement_written,
    "agreement_change": agreement_change,
    "agreement_unsettled": agreement_unsettled,
    "mentorship_review_due": mentorship_review_due,
    "pair_lost_partner": pair_lost_partner,
    "check_in_times_proposed": check_in_times_proposed,
    "check_in_untold": check_in_untold,
    "first_check_in_unbooked": unbooked(),
    "next_check_in_unbooked": unbooked(starts_at=NOON - 10 * DAY, held_at=NOON - 10 * DAY),
    "check_in_due": unbooked(starts_at=NOON - 25 * DAY, held_at=NOON - 25 * DAY),
    "pulse_asked": pulse_asked,
    "break_glass_asked": break_glass_asked,
    "notes_asked": notes_asked,
    **REVIEWS,
    **SHIFTS,
    **SESSIONS,
    **CERTIFICATES,
    **EVALUATIONS,
    **GUESTS,
}


def test_every_kind_that_asks_is_tried_here():
    assert set(ASKED) == {code for code, kind in notice_kinds.items() if kind.asks}


def test_every_kind_that_asks_ends_with_something():
    by_the_calendar = {"pulse_asked", "evaluation_asked"}
    by_the_calendar |= {"competencies_overdue", "own_competencies_overdue"}
    endless = {code for code, kind in notice_kinds.items() if kind.asks and not kind.ends_with}

    assert endless == by_the_calendar


@pytest.mark.parametrize("kind", ASKED)
def test_today_holds_it_until_the_act_is_done(client, time_machine, kind):
    time_machine.move_to(NOON, tick=False)
    person, mark, act = ASKED[kind]()
    client.force_login(person)
    before = client.get("/").content.decode()

    act()

    after = client.get("/").content.decode()
    assert mark in before
    assert "Nothing is due today" not in before
    # A learner's own plan is linked to from their record, too: the line is what ends.
    assert mark not in after or "preceptorship-plan" in kind
