"""What the two are told of their mentorship when the other one acts: facts, never text (N7)."""

from datetime import datetime

from django.urls import reverse

from people.models import Person
from people.notices.models import Notice
from people.notices.services.inbox import read_notice
from people.notices.services.notice import step_of, take_back, tell
from programs.cohorts.escalation import escalation_recipients
from programs.mentoring.mentorships.models import Agreement, Mentorship, MentorshipReview


def mentorship_opened(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "starts_on": mentorship.starts_on}
    for person in (mentorship.learner.person, mentorship.mentor.person):
        tell_of_mentorship(mentorship, person, "mentorship_opened", at=at, **facts)


def mentorship_proposed(mentorship: Mentorship, *, at: datetime) -> None:
    facts = {"program": mentorship.program.name, "expires_at": mentorship.proposal_expires_at}
    path = reverse("programs:mentorship-proposal", args=[mentorship.pk])
    for person in mentorship.both:
        is_mentee = person.pk == mentorship.learner.person_id
        kind = "mentorship_proposed" if is_mentee else "mentee_proposed"
        tell_of_mentorship(mentorship, person, kind, at=at, path=path, **facts)


def proposal_answered(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Take the question back from whoever has said yes."""
    take_back("proposal_answered", [mentorship.pk], recipient=by, at=at)


def proposal_ended(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell both alike, so that no list of mails says who said no (M8)."""
    take_back("proposal_over", [mentorship.pk], at=at)
    path = reverse("programs:mentorship-list")
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, "mentorship_not_begun", at=at, path=path)
    _no_news_to(by, mentorship, at=at)


def proposal_withdrawn(mentorship: Mentorship, *, at: datetime) -> None:
    """Tell those who had heard of the proposal; who had not hears nothing of it at all."""
    unaware = take_back("proposal_over", [mentorship.pk], at=at)
    path = reverse("programs:mentorship-list")
    for person in mentorship.both:
        if person.pk not in unaware:
            tell_of_mentorship(mentorship, person, "mentorship_not_begun", at=at, path=path)


def trial_ended(mentorship: Mentorship, *, at: datetime) -> None:
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, "mentorship_trial_ended", at=at)


def mentorship_winding_down(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    ends_on = mentorship.planned_end_on
    for person in mentorship.both:
        if by is None or person.pk != by.pk:
            tell_of_mentorship(
                mentorship, person, "mentorship_winding_down", at=at, ends_on=ends_on
            )


def mentorship_renewed(mentorship: Mentorship, *, at: datetime) -> None:
    take_back("mentorship_renewed", [mentorship.pk], at=at)
    for person in mentorship.both:
        ends_on = mentorship.planned_end_on
        tell_of_mentorship(mentorship, person, "mentorship_renewed", at=at, ends_on=ends_on)


def mentorship_closed(mentorship: Mentorship, *, by: Person | None, at: datetime) -> None:
    """Tell both alike, in words that blame nobody: no list of mails says who left (M8)."""
    untold = mentorship.check_ins.planned().values_list("pk", flat=True)
    take_back("mentorship_over", [mentorship.pk, *untold], at=at)
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, "mentorship_ended", at=at)
    _no_news_to(by, mentorship, at=at)


def _no_news_to(person, mentorship, *, at):
    """In the inbox of whoever did it, what both are told is read already; its mail leaves."""
    kinds = ("mentorship_ended", "mentorship_not_begun")
    for notice in Notice.objects.filter(kind__in=kinds, object_id=mentorship.pk, recipient=person):
        read_notice(notice=notice, at=at)


def partner_gone(mentorship: Mentorship, gone: Person, *, at: datetime) -> None:
    """Tell the one who stays, in neutral words, and the coordinators."""
    stays, program = mentorship.partner_of(gone), mentorship.program
    tell_of_mentorship(mentorship, stays, "mentorship_partner_gone", at=at, program=program.name)
    facts = {"gone": gone.name, "partner": stays.name, "program": program.name}
    path = reverse("programs:mentorship-end-gone", args=[mentorship.pk])
    for coordinator in escalation_recipients(program):
        tell(
            kind="pair_lost_partner",
            recipient=coordinator,
            about=mentorship,
            facts=facts,
            path=path,
            at=at,
        )


def pair_rests(mentorship: Mentorship, *, at: datetime) -> None:
    """Nobody is reminded of what a pair could do that pauses, ends or has lost one of the two."""
    reviews = mentorship.reviews.filter(held_at=None).values_list("pk", flat=True)
    take_back("pair_rests", [mentorship.pk, *reviews], at=at)


def mentorship_paused(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Tell the other one, unless they had not heard yet that it went on."""
    partner = mentorship.partner_of(by)
    unaware = take_back("mentorship_paused", [mentorship.pk], at=at)
    if partner.pk not in unaware:
        tell_of_mentorship(mentorship, partner, "mentorship_paused", at=at, step=step_of(at))


def mentorship_resumed(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    """Tell the other one, unless they had not heard yet of the pause."""
    partner = mentorship.partner_of(by)
    unaware = take_back("mentorship_resumed", [mentorship.pk], at=at)
    if partner.pk not in unaware:
        tell_of_mentorship(mentorship, partner, "mentorship_resumed", at=at, step=step_of(at))


def agreement_answered(mentorship: Mentorship, *, by: Person, at: datetime) -> None:
    _tell_of_agreement(mentorship, "agreement_answered", by=by, at=at)


def agreement_written(draft: Agreement, *, by: Person, at: datetime) -> None:
    """Once a day for each version, however often its words are turned over."""
    take_back("agreement_written", [draft.mentorship_id], at=at)
    is_change = draft.mentorship.agreements.exclude(agreed_at=None).exists()
    kind = "agreement_change" if is_change else "agreement_written"
    _tell_of_agreement(draft.mentorship, kind, by=by, at=at)


def agreement_discarded(mentorship: Mentorship, *, at: datetime) -> None:
    take_back("agreement_discarded", [mentorship.pk], at=at)


def agreement_made(agreement: Agreement, *, by: Person, at: datetime) -> None:
    take_back("agreement_made", [agreement.mentorship_id], at=at)
    _tell_of_agreement(agreement.mentorship, "agreement_made", by=by, at=at)


def review_held(review: MentorshipReview, *, at: datetime) -> None:
    take_back("review_held", [review.pk], at=at)


def tell_of_mentorship(mentorship, recipient, kind, *, at, path="", step=0, **facts):
    tell(
        kind=kind,
        recipient=recipient,
        about=mentorship,
        facts={"partner": mentorship.partner_of(recipient).name, **facts},
        path=path or reverse("programs:mentorship-detail", args=[mentorship.pk]),
        at=at,
        step=step,
    )


def _tell_of_agreement(mentorship, kind, *, by, at):
    path = reverse("programs:agreement-detail", args=[mentorship.pk])
    tell_of_mentorship(mentorship, mentorship.partner_of(by), kind, at=at, path=path)
